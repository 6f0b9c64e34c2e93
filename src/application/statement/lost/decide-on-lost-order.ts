import type { DataSource } from 'typeorm';
import { keptUntil, mayDecideOnLostOrder } from '../../../domain/statement/lost-order.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { LostOrderRequestRow, type LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { settleBreaks } from '../../break/settle-by-itself.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { refuseOfMaker } from '../../interest/refuse-of-maker.js';
import { changeLostOrder } from './change-lost-order.js';
import { lostOrderToDecide } from './read-lost-orders.js';
import { releaseLostOrder } from './release-lost-order.js';

/** The decision on record, or a refusal. */
export type LostOrderDecided = { ok: true; state: 'approved' | 'refused'; decidedAt: Date } | Refusal;

/**
 * Records what a second person decides on a proposal about a lost order. Approved, it is carried out at once: its
 * release is ordered, or it is kept until its time, at which its release is ordered by itself. Refusals:
 * `LOST_ORDER.REQUEST_ABSENT`, `CASE.INTEREST`, those of `mayDecideOnLostOrder`, `APPROVAL.MAKER_INTEREST`.
 */
export async function decideOnLostOrder(
  db: DataSource,
  input: { requestId: string; body: { verdict: 'approve' | 'refuse'; reason: string }; actor: ActingPerson },
): Promise<LostOrderDecided> {
  const { requestId, body, actor } = input;
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(LostOrderRequestRow, { id: requestId });
    if (found === null) return refuse('LOST_ORDER.REQUEST_ABSENT', 'there is no such proposal');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const request = await manager.findOneByOrFail(LostOrderRequestRow, { id: requestId });
    const { lost, waiting } = await lostOrderToDecide(manager, request.lostOrderId);
    const decidable = { ...lost, waiting: request.state === 'requested' ? waiting : null };
    const may = mayDecideOnLostOrder(decidable, body.verdict, actor, work.rulebook, work.now);
    const allowed =
      may.ok && body.verdict === 'approve' ? ((await refuseOfMaker(work, request, 'approve')) ?? may) : may;
    if (!allowed.ok) {
      work.audit('lost_order.decision_not_allowed', { requestId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const state = body.verdict === 'approve' ? 'approved' : 'refused';
    const decided = { state, decidedBy: actor.subject, decidedRole: allowed.value.role, decidedAt: work.now } as const;
    await manager.update(LostOrderRequestRow, { id: requestId }, { ...decided, decisionReason: body.reason });
    work.audit('lost_order_request.state', {
      requestId,
      lostOrderId: lost.id,
      act: request.act,
      from: 'requested',
      to: state,
      role: allowed.value.role,
      reasonSha256: sha256Hex(body.reason),
    });
    if (state === 'approved') await carryOut(work, lost, request);
    await work.finish();
    return { ok: true, state, decidedAt: work.now };
  });
}

async function carryOut(work: CaseWork, lost: LostOrderRow, { id, act }: LostOrderRequestRow): Promise<void> {
  if (act === 'release') {
    await releaseLostOrder(work, lost, id);
  } else {
    const kept = keptUntil(lost, work.rulebook, work.now);
    if (!kept.ok) throw new Error(`lost order ${lost.id} was approved past its time`);
    const { until: untilAt, rule } = kept.value;
    await changeLostOrder(work, lost, { state: 'adopted', untilAt, untilRuleRowId: rule.rowId }, 'TWO_PERSONS');
  }
  await settleBreaks(work, { id: lost.breakId }, 'two persons decided what becomes of it');
}
