import type { DataSource } from 'typeorm';
import { type LostOrderAct, mayProposeOnLostOrder } from '../../../domain/statement/lost-order.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { LostOrderRequestRow, LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { newId } from '../../../persistence/ids.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { lostOrderToDecide } from './read-lost-orders.js';

/** The proposal on record, or a refusal. */
export type LostOrderProposed = { ok: true; id: string; requestedAt: Date } | Refusal;

/**
 * Writes what a person proposes to do with a lost order: nothing changes before another one approves it. Refusals:
 * `LOST_ORDER.ABSENT`, `CASE.INTEREST`, those of `mayProposeOnLostOrder`.
 */
export async function proposeOnLostOrder(
  db: DataSource,
  {
    lostOrderId,
    body,
    actor,
  }: { lostOrderId: string; body: { act: LostOrderAct; reason: string }; actor: ActingPerson },
): Promise<LostOrderProposed> {
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(LostOrderRow, { id: lostOrderId });
    if (found === null) return refuse('LOST_ORDER.ABSENT', 'there is no such order');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const { lost, waiting } = await lostOrderToDecide(manager, lostOrderId);
    const allowed = mayProposeOnLostOrder({ ...lost, waiting }, body.act, actor, work.rulebook, work.now);
    if (!allowed.ok) {
      work.audit('lost_order.not_allowed', { lostOrderId, act: body.act, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const row = manager.create(LostOrderRequestRow, {
      id: newId(),
      lostOrderId,
      caseId: lost.caseId,
      act: body.act,
      state: 'requested',
      reason: body.reason,
      requestedBy: actor.subject,
      requestedRole: allowed.value.role,
      requestedAt: work.now,
      decidedBy: null,
      decidedRole: null,
      decisionReason: null,
      decidedAt: null,
    });
    await manager.insert(LostOrderRequestRow, row);
    work.audit('lost_order_request.state', {
      requestId: row.id,
      lostOrderId,
      act: row.act,
      from: null,
      to: row.state,
      role: row.requestedRole,
      reasonSha256: sha256Hex(body.reason),
    });
    await work.finish();
    return { ok: true, id: row.id, requestedAt: work.now };
  });
}
