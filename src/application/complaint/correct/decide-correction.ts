import { sha256Hex } from '../../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseAddition } from '../../../domain/complaint/check-addition.js';
import { type CorrectionState, mayDecideCorrection } from '../../../domain/complaint/correction.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case.entities.js';
import { CorrectionRow } from '../../../persistence/entities/complaint.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseOfMaker } from '../../interest/refuse-of-maker.js';
import { withoutInterest } from '../../interest/refuse-interested.js';
import { type KeptCorrection, readClaimsToCorrect } from './corrected-claims.js';
import { noteStatement } from '../intake/note-statement.js';
import { replaceClaims } from './replace-claims.js';

/** The decision with the signal for the case's workflow, or a refusal. */
export type CorrectionDecided =
  { ok: true; caseId: string; state: CorrectionState; decidedAt: Date; signal: Signal } | Refusal;

/**
 * Records what a second person decides on a correction. Confirmed, the corrected claims replace the
 * mistaken ones (or the date that an inquiry officer gave counts), and the next look at the case releases and orders by them. The case lock settles
 * which of two decisions comes first, and whether the request has lapsed. Refusals:
 * `CORRECTION.ABSENT`, those of `mayDecideCorrection`; and for a confirmation `CASE.CLOSED`,
 * `COMPLAINT.ALREADY_WITHDRAWN` and those of `refuseCorrection`, by what is known now.
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
    const notAllowed = async (refusal: Refusal) => {
      work.audit('correction.decision_not_allowed', { correctionId, code: refusal.code });
      await work.finish();
      return refusal;
    };
    const { state: from, requestedBy, lapsesAt } = correction;
    // One that changes no order was made at once, and waits for nobody.
    if (from === 'made' || lapsesAt === null)
      return notAllowed(refuse('APPROVAL.ALREADY_DECIDED', 'the correction was made already'));
    const request = { state: from, requestedBy, lapsesAt, takenBy: may.takenBy };
    const allowed = mayDecideCorrection(request, actor, work.rulebook, work.now);
    if (!allowed.ok) return notAllowed(allowed);
    const gone = await refuseOfMaker(work, correction, body.verdict);
    if (gone !== null) return notAllowed(gone);
    // As received; the schema of the request checked it.
    const corrected = correction.body as KeptCorrection;
    const isConfirmed = body.verdict === 'confirm';
    const refusal = refuseAddition(work.caseFile, { kind: 'transfers' }, work.now);
    if (isConfirmed && refusal !== undefined) return notAllowed(refusal);
    const { statement, victimAccount } = corrected;
    const claims =
      victimAccount === undefined ? undefined : await readClaimsToCorrect(work, { ...corrected, victimAccount });
    if (isConfirmed && claims?.ok === false) return notAllowed(claims);

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
    else if (isConfirmed && claims?.ok === true && victimAccount !== undefined)
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
