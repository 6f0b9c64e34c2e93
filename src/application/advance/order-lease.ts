import { type DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { callRetryMs, LEASE_MS } from '../../contract/retry-times.js';
import { after } from '../../domain/time.js';
import { HoldOrderRow } from '../../persistence/entities/hold.entities.js';

/**
 * Leases an order to this process and counts the attempt. Returns false when another process has
 * it: of two that come at once, the second finds the lease of the first.
 */
export async function lease(manager: EntityManager, order: HoldOrderRow, now: Date): Promise<boolean> {
  const leased = await manager
    .createQueryBuilder()
    .update(HoldOrderRow)
    .set({ ...attempt(order, now), leasedUntil: after(now, LEASE_MS) })
    .where('id = :id AND sent_at IS NULL AND (leased_until IS NULL OR leased_until <= :now)', { id: order.id, now })
    .execute();
  return leased.affected === 1;
}

/** Goes on with the lease of an order, because the call still runs. */
export async function renewLease(db: DataSource, orderId: string): Promise<void> {
  await db.manager.update(HoldOrderRow, { id: orderId, leasedUntil: Not(IsNull()) }, { leasedUntil: LEASE_FROM_NOW });
}

/** Gives the lease of an order back after a call that brought nothing, so that another may try. */
export async function giveBackLease(db: DataSource, orderId: string): Promise<void> {
  await db.manager.update(HoldOrderRow, { id: orderId }, { leasedUntil: null });
}

const LEASE_FROM_NOW = (): string => `now() + interval '${LEASE_MS} milliseconds'`;

/** Returns one more call about an order; the next is due after a pause that grows with each. */
export function attempt(
  order: HoldOrderRow,
  now: Date,
): Pick<HoldOrderRow, 'attempts' | 'lastAttemptAt' | 'nextAttemptAt'> {
  const attempts = order.attempts + 1;
  const nextAttemptAt = after(now, callRetryMs({ sentAt: order.sentAt, attempts }));
  return { attempts, lastAttemptAt: now, nextAttemptAt };
}
