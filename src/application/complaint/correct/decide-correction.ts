import { sha256Hex } from '../../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseAddition } from '../../../domain/complaint/later/check-addition.js';
import { type CorrectionState, mayDecideCorrection } from '../../../domain/complaint/later/correction.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import { type Refusal, refuse, type Result } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { CorrectionRow } from '../../../persistence/entities/case/complaint.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { type Verdicts, verdictsOf } from '../../interest/verdicts.js';
import { withoutInterest } from '../../interest/refuse-interested.js';
import { type ClaimsToCorrect, type KeptCorrection, readClaimsToCorrect } from './corrected-claims.js';
import { noteStatement } from '../intake/note-statement.js';
import { replaceClaims } from './replace-claims.js';

/** The decision with the signal for the case's workflow, or a refusal. */
export type CorrectionDecided =
  { ok: true; caseId: string; state: CorrectionState; decidedAt: Date; signal: Signal } | Refusal;

/**
 * Records what a second person decides on a correction. Confirmed, the corrected claims replace the
 * mistaken ones (or the date that an inquiry officer gave counts), and the next look at the case releases and orders by them. The case lock settles
 * which of two decisions comes first, and whether the request has lapsed. Refusals:
 * `CORRECTION.ABSENT`, `CASE.INTEREST`, and those of `verdictsOnCorrection`.
 */
export async function decideCorrection(
  db: DataSource,
  input: { correctionId: string; body: { verdict: 'confirm' | 'refuse'; reason: string }; actor: ActingPerson },
): Promise<CorrectionDecided> {
  const { correctionId, body, actor } = input;
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(CorrectionRow, { id: correctionId });
    if (found === null) return refuse('CORRECTION.ABSENT', 'there is no such correction');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const may = await withoutInterest(work, actor);
    if (!may.ok) return may;
    const { id: caseId } = work.caseFile;
    const correction = await manager.findOneByOrFail(CorrectionRow, { id: correctionId });
    const { verdicts, claims } = await verdictsOnCorrection(work, correction, may.takenBy, actor);
    const allowed = verdicts[body.verdict];
    if (!allowed.ok) {
      work.audit('correction.decision_not_allowed', { correctionId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const { state: from } = correction;
    // As received; the schema of the request checked it.
    const corrected = correction.body as KeptCorrection;
    const { statement, victimAccount } = corrected;
    const isConfirmed = body.verdict === 'confirm';
    const { role } = allowed.value;
    const state = isConfirmed ? 'confirmed' : 'refused';
    const decided = { state, decidedBy: actor.subject, decidedRole: role, decidedAt: work.now } as const;
    await manager.update(CorrectionRow, { id: correctionId }, { ...decided, decisionReason: body.reason });
    await manager.update(CaseFileRow, { id: caseId }, { correctionLapsesAt: null });
    work.audit('correction.state', {
      correctionId,
      from,
      to: state,
      role,
      reasonSha256: sha256Hex(body.reason),
    });
    if (isConfirmed && statement !== undefined) await noteStatement(work, new Date(statement.complaintReceivedAt));
    else if (isConfirmed && claims !== null && victimAccount !== undefined)
      await replaceClaims(work, {
        correctionId,
        corrected: { ...corrected, victimAccount },
        mistaken: claims.mistaken,
      });
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: correctionId };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, caseId, state, decidedAt: work.now, signal };
  });
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
