import type { DataSource, EntityManager } from 'typeorm';
import { callRetryMs, LEASE_MS } from '../../../contract/retry-times.js';
import { after } from '../../../domain/time.js';
import { HoldOrderRow } from '../../../persistence/entities/hold.entities.js';

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

/** What says who sends an order, and when. */
type Sending = Pick<HoldOrderRow, 'attempts' | 'lastAttemptAt' | 'nextAttemptAt' | 'leasedUntil'>;

/** What a new order has that anybody may send at once. */
export function notTried(now: Date): Sending {
  return { attempts: 0, lastAttemptAt: null, nextAttemptAt: now, leasedUntil: null };
}

/** What a new order has that its transaction leases to this process, which sends it after. */
export function leasedFromIssue(now: Date): Sending {
  return { ...attempt({ sentAt: null, attempts: 0 }, now), leasedUntil: after(now, LEASE_MS) };
}

/**
 * Goes on with the leases of orders, because their calls still run, or what they brought is not
 * recorded. Leaves out an order that is being recorded at this moment.
 */
export async function renewLeases(db: DataSource, orderIds: readonly string[]): Promise<void> {
  await db.query(
    `UPDATE hold_order SET leased_until = now() + interval '${LEASE_MS} milliseconds' WHERE id = ANY (ARRAY(
       SELECT id FROM hold_order WHERE id = ANY ($1) AND leased_until IS NOT NULL FOR UPDATE SKIP LOCKED))`,
    [orderIds],
  );
}

/** Gives the lease of an order back after a call that brought nothing, so that another may try. */
export async function giveBackLease(db: DataSource, orderId: string): Promise<void> {
  await db.manager.update(HoldOrderRow, { id: orderId }, { leasedUntil: null });
}

/**
 * Gives the lease of an order back after a call that sent nothing, because the circuit of its
 * institution was open or too many calls were under way. It was no attempt: the pauses grow only
 * with calls that were made. The next one is due `afterMs` from now.
 */
export async function giveBackNotSent(db: DataSource, orderId: string, afterMs: number): Promise<void> {
  await db.query(
    `UPDATE hold_order SET attempts = attempts - 1, last_attempt_at = CASE WHEN attempts > 1 THEN last_attempt_at END,
            next_attempt_at = now() + $2 * interval '1 millisecond', leased_until = NULL
      WHERE id = $1 AND sent_at IS NULL AND answered_at IS NULL AND attempts > 0`,
    [orderId, afterMs],
  );
}

/**
 * Gives an order back that was leased as it was issued, and about which nobody has called: it was
 * not tried.
 */
export async function giveBackUntried(db: DataSource, orderId: string): Promise<void> {
  await db.query(
    `UPDATE hold_order SET attempts = 0, last_attempt_at = NULL, next_attempt_at = issued_at, leased_until = NULL
      WHERE id = $1 AND sent_at IS NULL AND attempts = 1 AND last_attempt_at = issued_at`,
    [orderId],
  );
}

/** Returns one more call about an order; the next is due after a pause that grows with each. */
export function attempt(
  order: Pick<HoldOrderRow, 'sentAt' | 'attempts'>,
  now: Date,
): Pick<HoldOrderRow, 'attempts' | 'lastAttemptAt' | 'nextAttemptAt'> {
  const attempts = order.attempts + 1;
  const nextAttemptAt = after(now, callRetryMs({ sentAt: order.sentAt, attempts }));
  return { attempts, lastAttemptAt: now, nextAttemptAt };
}
