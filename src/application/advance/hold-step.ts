import { In } from 'typeorm';
import type { HoldStep } from '../../contract/activities.js';
import type { ReleaseReason } from '../../domain/hold/hold.js';
import { type HoldProgress, nextHoldStep } from '../../domain/hold/next-step.js';
import { reasonOfExpiry } from '../../domain/hold/release-reason.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import { reading, rows } from '../../persistence/read-together.js';
import type { CaseWork } from '../case/case-work.js';
import { orderRelease } from '../hold/order-release.js';

const READ_HOLD = reading({
  holds: rows(HoldRow, 'r.id = $1'),
  orders: rows(HoldOrderRow, 'r.hold_id = $1', 'r.sequence'),
  releases: rows(ReleaseOrderRow, 'r.hold_id = $1 AND NOT r.again'),
});

/** Returns what a hold needs next, and orders a release that is due in the same transaction. */
export async function holdStep(work: CaseWork, holdId: string): Promise<HoldStep> {
  const { holds, orders, releases } = await READ_HOLD(work.manager, [holdId]);
  const [hold] = holds;
  const [release = null] = releases;
  if (hold === undefined) throw new Error(`no hold ${holdId}`);
  const next = nextHoldStep(progressOf(hold, orders, release), work.now);
  const others = { startHolds: await holdsToStart(work), signalCases: work.casesToSignal() };
  switch (next.do) {
    case 'order_release':
      await orderRelease(work, hold, expiryReason(work, orders));
      return { ...others, next: 'release', untilMs: null };
    case 'send_release':
      return release !== null && release.attempts > 0 && release.nextAttemptAt > work.now
        ? { ...others, next: 'wait', untilMs: release.nextAttemptAt.getTime() }
        : { ...others, next: 'release', untilMs: null };
    case 'wait':
      return { ...others, next: 'wait', untilMs: next.until.getTime() };
    default:
      return { ...others, next: next.do, untilMs: null };
  }
}

function progressOf(hold: HoldRow, orders: readonly HoldOrderRow[], release: ReleaseOrderRow | null): HoldProgress {
  return {
    state: hold.state,
    expiresAt: hold.expiresAt,
    releaseOrdered: release !== null,
    releaseAcknowledged: release !== null && release.acknowledgedAt !== null,
    orders,
  };
}

/** Returns why a hold ends by itself, by the row that set its newest order's expiry. */
export function expiryReason(work: CaseWork, orders: readonly Pick<HoldOrderRow, 'expiryRuleRowId'>[]): ReleaseReason {
  const rowId = orders.at(-1)?.expiryRuleRowId;
  return reasonOfExpiry(work.rulebook.find((row) => row.rowId === rowId)?.ruleId);
}

/**
 * Returns the holds of next hops that this transaction ordered. The keeper starts those that are
 * missed because the answer is lost.
 */
async function holdsToStart(work: CaseWork): Promise<HoldStep['startHolds']> {
  const ids = work.holdsToStart();
  if (ids.length === 0) return [];
  const holds = await work.manager.findBy(HoldRow, { id: In(ids) });
  return holds.map((hold) => ({ holdId: hold.id, institution: hold.institution }));
}
