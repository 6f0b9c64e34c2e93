import { sha256Hex } from '../../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { mayAskWithdrawal, type WayToIdentify } from '../../../domain/complaint/later/withdrawal.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { WithdrawalRow } from '../../../persistence/entities/case/complaint.entities.js';
import { newId } from '../../../persistence/ids.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { mayBeCalled } from '../../../domain/complaint/later/known-later.js';
import { reporterOf } from '../view/complaint.queries.js';
import { WITHDRAWAL } from './decide-withdrawal.js';
import { holdsForCustomer } from './holds-for-customer.js';
import { lapseIfDue } from '../second-person/act-of-two.js';

/** A request for withdrawal as the API hands it over; `calledBackAt` is RFC 3339 UTC. */
export interface WithdrawalInput {
  reason: string;
  identifiedBy: WayToIdentify;
  calledBackAt: string;
}

/** The request on record with the signal for the case's workflow, or a refusal. */
export type WithdrawalAsked = { ok: true; id: string; requestedAt: Date; lapsesAt: Date; signal: Signal } | Refusal;

/**
 * Writes a person's request to withdraw a complaint (P-WITHDRAW). It ends nothing: a second person
 * must confirm it before it lapses. Refusals: `CASE.ABSENT`, and those of `mayAskWithdrawal`.
 */
export async function requestWithdrawal(
  db: DataSource,
  { caseId, body, actor }: { caseId: string; body: WithdrawalInput; actor: ActingPerson },
): Promise<WithdrawalAsked> {
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, caseId, actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const calledBackAt = new Date(body.calledBackAt);
    const { closedAt, withdrawnAt, withdrawalLapsesAt, openedAt } = work.caseFile;
    const reporter = await reporterOf(manager, caseId);
    const complaint = {
      closedAt,
      withdrawnAt,
      receivedAt: openedAt,
      hasRecordedNumber: mayBeCalled(reporter, actor.subject),
      isAsked: withdrawalLapsesAt !== null && withdrawalLapsesAt > work.now,
      holdsForCustomer: await holdsForCustomer(work, reporter?.customersSums ?? []),
    };
    const allowed = mayAskWithdrawal(complaint, calledBackAt, actor, work.rulebook, work.now);
    if (!allowed.ok) {
      work.audit('withdrawal.not_allowed', { caseId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    await lapseIfDue(work, WITHDRAWAL);
    const { rule, role, lapsesAt } = allowed.value;
    const row = manager.create(WithdrawalRow, {
      id: newId(),
      caseId,
      state: 'requested',
      reason: body.reason,
      identifiedBy: body.identifiedBy,
      calledBackAt,
      ruleRowId: rule.rowId,
      requestedBy: actor.subject,
      requestedRole: role,
      requestedAt: work.now,
      lapsesAt,
      decidedBy: null,
      decidedRole: null,
      decisionReason: null,
      decidedAt: null,
    });
    await manager.insert(WithdrawalRow, row);
    await manager.update(CaseFileRow, { id: caseId }, { withdrawalLapsesAt: lapsesAt });
    work.audit('withdrawal.state', {
      withdrawalId: row.id,
      from: null,
      to: row.state,
      role,
      identifiedBy: row.identifiedBy,
      calledBackAt: calledBackAt.toISOString(),
      lapsesAt: lapsesAt.toISOString(),
      ruleRowId: rule.rowId,
      reasonSha256: sha256Hex(body.reason),
    });
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, id: row.id, requestedAt: work.now, lapsesAt, signal };
  });
}
