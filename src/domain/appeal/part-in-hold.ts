import { type Actor, SYSTEM } from '../freeze-request/freeze-request.js';
import { type Refusal, refuse } from '../result.js';

/**
 * How a person took part in a hold: took the complaint, a later call or the statement, adopted what a
 * bank found, gave the notice of section 6 or its result, asked for an order or decided on one, released all or a part, had a part in a
 * withdrawal or a correction of the complaint, reviewed the hold, filed an appeal against it, or
 * answered one against an earlier hold whose place it takes.
 */
export const PARTS_IN_HOLD = [
  'intake',
  'addition',
  'statement',
  'found',
  'notice',
  'notice_result',
  'request',
  'decision',
  'release',
  'partial_release',
  'withdrawal',
  'correction',
  'review',
  'filing',
  'earlier_answer',
] as const;
type PartInHold = (typeof PARTS_IN_HOLD)[number];

/** One act of a person on a hold, or on an earlier hold whose place it takes. */
export interface PartTaken {
  person: string;
  part: PartInHold;
}

/**
 * Returns the persons who had a part in a hold. None of them judges an appeal against it, because
 * that person would judge an own act. What the system does by itself is nobody's part.
 */
export function personsWithAPart(taken: readonly PartTaken[]): ReadonlySet<string> {
  return new Set(taken.map(({ person }) => person).filter((person) => person !== SYSTEM));
}

/**
 * Returns the refusal `HOLD.OWN_FILING` where a person brought an appeal for the holder (`filedBy`, at
 * the desk or by a finding), else null. Who speaks for the holder neither answers nor lets go, in
 * whatever way: else the hearing of the appeal would be passed by.
 */
export function refuseOwnFiling(filedBy: readonly string[], { subject }: Pick<Actor, 'subject'>): Refusal | null {
  return filedBy.includes(subject)
    ? refuse('HOLD.OWN_FILING', 'who brought the appeal for the holder may not let the money go')
    : null;
}
