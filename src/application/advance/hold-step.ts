import { In } from 'typeorm';
import type { HoldStep } from '../../contract/activities.js';
import { deliveryRetryMs, orderRetryMs } from '../../contract/retry-times.js';
import type { ReleaseReason } from '../../domain/hold/hold.js';
import { nextHoldStep } from '../../domain/hold/next-step.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { orderRelease } from '../hold/order-release.js';

/**
 * What a hold needs next by its record; a release that is due is ordered in the same transaction.
 */
export async function holdStep(work: CaseWork, hold: HoldRow): Promise<HoldStep> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const release = await work.manager.findOneBy(ReleaseOrderRow, { holdId: hold.id });
  const next = nextHoldStep(progress(hold, orders, release, work.now), work.now);
  const also = { startHolds: await holdsToStart(work), signalCases: work.casesToSignal() };
  switch (next.do) {
    case 'order_release':
      await orderRelease(work, hold, expiryReason(work, orders));
      return { ...also, next: 'release', untilMs: null };
    case 'send_release':
      return release !== null && release.attempts > 0 && release.nextAttemptAt > work.now
        ? { ...also, next: 'wait', untilMs: release.nextAttemptAt.getTime() }
        : { ...also, next: 'release', untilMs: null };
    case 'wait':
      return { ...also, next: 'wait', untilMs: next.until.getTime() };
    default:
      return { ...also, next: next.do, untilMs: null };
  }
}

function progress(hold: HoldRow, orders: readonly HoldOrderRow[], release: ReleaseOrderRow | null, now: Date) {
  const dueAt = (order: HoldOrderRow) =>
    order.lastAttemptAt === null ? now.getTime() : order.lastAttemptAt.getTime() + pauseMs(order);
  const unanswered = orders.filter((order) => order.answeredAt === null);
  return {
    state: hold.state,
    expiresAt: hold.expiresAt,
    releaseOrdered: release !== null,
    releaseAcknowledged: release !== null && release.acknowledgedAt !== null,
    unsentOrderSequences: orders
      .filter((order) => order.sentAt === null && dueAt(order) <= now.getTime())
      .map((order) => order.sequence),
    awaitingReceipt: unanswered.length > 0,
    nextPollAt: unanswered.length === 0 ? null : new Date(Math.min(...unanswered.map(dueAt))),
  };
}

/** An order that never arrived is urgent; one that arrived is only asked about. */
function pauseMs(order: HoldOrderRow): number {
  return order.sentAt === null ? deliveryRetryMs(order.attempts) : orderRetryMs(order.attempts);
}

/** Why a hold ends by itself: the row that set the newest order's date tells. */
export function expiryReason(work: CaseWork, orders: readonly Pick<HoldOrderRow, 'expiryRuleRowId'>[]): ReleaseReason {
  const rowId = orders.at(-1)?.expiryRuleRowId;
  const ruleId = work.rulebook.find((row) => row.rowId === rowId)?.ruleId;
  if (ruleId === 'P-URG') return 'DEBIT_NOT_CONFIRMED';
  return ruleId === 'P-GLASS' ? 'REQUEST_NOT_CONFIRMED' : 'EXPIRED';
}

/**
 * Holds of the next hop that this transaction brought about. What a lost answer would have started,
 * the keeper starts.
 */
async function holdsToStart(work: CaseWork): Promise<HoldStep['startHolds']> {
  const ids = work.holdsToStart();
  if (ids.length === 0) return [];
  const holds = await work.manager.findBy(HoldRow, { id: In(ids) });
  return holds.map((hold) => ({ holdId: hold.id, institution: hold.institution }));
}
