import { SYSTEM } from '../freeze-request/freeze-request.js';

/**
 * How a person took part in a hold: took the complaint or the statement, gave the notice of section
 * 6 or its result, asked for an order or decided on one, released all or a part, had a part in a
 * withdrawal or a correction of the complaint, reviewed the hold, filed an appeal against it, or
 * answered one against an earlier hold whose place it takes.
 */
export const PARTS_IN_HOLD = [
  'intake',
  'statement',
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
