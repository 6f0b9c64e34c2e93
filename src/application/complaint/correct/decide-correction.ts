import type { DataSource } from 'typeorm';
import { refuseAddition } from '../../../domain/complaint/later/check-addition.js';
import { mayDecideCorrection } from '../../../domain/complaint/later/correction.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import { refuse, type Result } from '../../../domain/result.js';
import { CorrectionRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import { type Verdicts, verdictsOf } from '../../interest/verdicts.js';
import { noteStatement } from '../intake/note-statement.js';
import {
  type ActOfTwo,
  decideAsSecond,
  type DecidedAsSecond,
  type DecisionOfSecond,
} from '../second-person/act-of-two.js';
import { type ClaimsToCorrect, type KeptCorrection, readClaimsToCorrect } from './corrected-claims.js';
import { replaceClaims } from './replace-claims.js';

/**
 * A correction: confirmed, the corrected claims replace the mistaken ones, or the date that an inquiry
 * officer gave counts. The next look at the case releases and orders by them.
 */
export const CORRECTION: ActOfTwo = {
  entity: CorrectionRow,
  name: 'correction',
  idName: 'correctionId',
  lapsesAt: 'correctionLapsesAt',
  absent: refuse('CORRECTION.ABSENT', 'there is no such correction'),
  async read(work, id, takenBy, actor) {
    const correction = await work.manager.findOneByOrFail(CorrectionRow, { id });
    const { verdicts, claims } = await verdictsOnCorrection(work, correction, takenBy, actor);
    return {
      verdicts,
      async confirm() {
        // As received; the schema of the request checked it.
        const corrected = correction.body as KeptCorrection;
        const { statement, victimAccount } = corrected;
        if (statement !== undefined) return noteStatement(work, new Date(statement.complaintReceivedAt));
        if (claims === null || victimAccount === undefined) return;
        const { mistaken } = claims;
        await replaceClaims(work, { correctionId: id, corrected: { ...corrected, victimAccount }, mistaken });
      },
    };
  },
};

/** Records what a second person decides on a correction. Refusals: see `decideAsSecond`. */
export function decideCorrection(db: DataSource, decision: DecisionOfSecond): Promise<DecidedAsSecond> {
  return decideAsSecond(db, CORRECTION, decision);
}

/** Which verdicts on a correction a person may give, and the claims that it would replace; null: it replaces none. */
interface CorrectionVerdicts {
  verdicts: Verdicts;
  claims: ClaimsToCorrect | null;
}

/**
 * Reads which verdicts on a correction a person may give who gains nothing by the case; `takenBy`: see
 * `refuseTaker`. The decision and what is offered ask the same. Refusals: those of
 * `mayDecideCorrection`; for a confirmation also `APPROVAL.MAKER_INTEREST`, `CASE.CLOSED`,
 * `COMPLAINT.ALREADY_WITHDRAWN` and those of `refuseCorrection`, by what is known now.
 */
export async function verdictsOnCorrection(
  reading: Reading,
  correction: Pick<CorrectionRow, 'body' | 'state' | 'requestedBy' | 'lapsesAt'>,
  takenBy: readonly string[],
  actor: ActingPerson,
): Promise<CorrectionVerdicts> {
  const { state, requestedBy, lapsesAt } = correction;
  // One that changes no order was made at once, and waits for nobody.
  const may: Result<{ role: Role }> =
    state === 'made' || lapsesAt === null
      ? refuse('APPROVAL.ALREADY_DECIDED', 'the correction was made already')
      : mayDecideCorrection({ state, requestedBy, lapsesAt, takenBy }, actor, reading.rulebook, reading.now);
  const verdicts = await verdictsOf(reading, correction, may);
  if (!verdicts.confirm.ok) return { verdicts, claims: null };
  const over = refuseAddition(reading.caseFile, { kind: 'transfers' }, reading.now);
  if (over !== undefined) return { verdicts: { ...verdicts, confirm: over }, claims: null };
  const corrected = correction.body as KeptCorrection;
  const { victimAccount } = corrected;
  if (victimAccount === undefined) return { verdicts, claims: null };
  const claims = await readClaimsToCorrect(reading, { ...corrected, victimAccount });
  return claims.ok ? { verdicts, claims } : { verdicts: { ...verdicts, confirm: claims }, claims: null };
}
