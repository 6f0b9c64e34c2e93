import { sha256Hex } from '../../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { mayDecideWithdrawal, type WithdrawalState } from '../../../domain/complaint/later/withdrawal.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { WithdrawalRow } from '../../../persistence/entities/case/complaint.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { type Verdicts, verdictsOf } from '../../interest/verdicts.js';
import { withoutInterest } from '../../interest/refuse-interested.js';

/** The decision with the signal for the case's workflow, or a refusal. */
export type WithdrawalDecided =
  { ok: true; caseId: string; state: WithdrawalState; decidedAt: Date; signal: Signal } | Refusal;

/**
 * Records what a second person decides on a request for withdrawal. Confirmed, the complaint is
 * withdrawn from now on, and the next look at the case ends what the complaint gives. The case lock
 * settles which of two decisions comes first, and whether the request has lapsed. Refusals:
 * `WITHDRAWAL.ABSENT`, `CASE.INTEREST`, and those of `verdictsOnWithdrawal`.
 */
export async function decideWithdrawal(
  db: DataSource,
  input: { withdrawalId: string; body: { verdict: 'confirm' | 'refuse'; reason: string }; actor: ActingPerson },
): Promise<WithdrawalDecided> {
  const { withdrawalId, body, actor } = input;
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(WithdrawalRow, { id: withdrawalId });
    if (found === null) return refuse('WITHDRAWAL.ABSENT', 'there is no such request for withdrawal');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const may = await withoutInterest(work, actor);
    if (!may.ok) return may;
    const { id: caseId } = work.caseFile;
    const withdrawal = await manager.findOneByOrFail(WithdrawalRow, { id: withdrawalId });
    const allowed = (await verdictsOnWithdrawal(work, withdrawal, may.takenBy, actor))[body.verdict];
    if (!allowed.ok) {
      work.audit('withdrawal.decision_not_allowed', { withdrawalId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const { role } = allowed.value;
    const state = body.verdict === 'confirm' ? 'confirmed' : 'refused';
    const decided = { state, decidedBy: actor.subject, decidedRole: role, decidedAt: work.now } as const;
    await manager.update(WithdrawalRow, { id: withdrawalId }, { ...decided, decisionReason: body.reason });
    const withdrawnAt = state === 'confirmed' ? work.now : null;
    await manager.update(CaseFileRow, { id: caseId }, { withdrawalLapsesAt: null, withdrawnAt });
    work.audit('withdrawal.state', {
      withdrawalId,
      from: withdrawal.state,
      to: state,
      role,
      reasonSha256: sha256Hex(body.reason),
    });
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: withdrawalId };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, caseId, state, decidedAt: work.now, signal };
  });
}

/**
 * Reads which verdicts on a withdrawal a person may give who gains nothing by the case; `takenBy`: see
 * `refuseTaker`. The decision and what is offered ask the same. Refusals: those of
 * `mayDecideWithdrawal`, `APPROVAL.MAKER_INTEREST`.
 */
export async function verdictsOnWithdrawal(
  reading: Reading,
  withdrawal: Pick<WithdrawalRow, 'state' | 'requestedBy' | 'lapsesAt'>,
  takenBy: readonly string[],
  actor: ActingPerson,
): Promise<Verdicts> {
  const may = mayDecideWithdrawal({ ...withdrawal, takenBy }, actor, reading.rulebook, reading.now);
  return verdictsOf(reading, withdrawal, may);
}
