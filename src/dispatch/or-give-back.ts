import type { DataSource } from 'typeorm';
import type { OrderSender } from '../application/advance/send/deliver-hold-order.js';
import { giveBackLease, giveBackNotSent } from '../application/hold/order/order-lease.js';
import { LEASE_MS } from '../contract/retry-times.js';
import { PROBE_AFTER_MS } from '../signed-http/circuits.js';
import { isCircuitOpen, wasNotSent } from '../signed-http/no-answer.js';

/**
 * Makes a call, and gives the lease of its order back when it brings no answer. A call that sent
 * nothing counts as no attempt, but for the workflow: it has its own few tries in a round, and its
 * rounds must come less often while an institution is away.
 */
export async function orGiveBack<T>(
  db: DataSource,
  { orderId, sender }: { orderId: string; sender: OrderSender },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const givenBack =
      sender === 'dispatcher' && wasNotSent(error)
        ? giveBackNotSent(db, orderId, isCircuitOpen(error) ? PROBE_AFTER_MS : LEASE_MS)
        : giveBackLease(db, orderId);
    // The error of the call counts; a lease that is not given back runs out by itself.
    await givenBack.catch(() => undefined);
    throw error;
  }
}
