import { later } from '../time.js';
import { ENDED_HOLD_STATES, type HoldState, type ReleaseReason } from './hold.js';

/** How far a hold has come. */
export interface HoldProgress {
  state: HoldState;
  expiresAt: Date;
  releaseOrdered: boolean;
  releaseAcknowledged: boolean;
  /** All orders of the hold, in order of their sequence. */
  orders: readonly OrderCalls[];
}

/** What decides the next call about an order. */
export interface OrderCalls {
  /** The first attempt that reached the institution; null again when it lost the order. */
  sentAt: Date | null;
  answeredAt: Date | null;
  expiresAt: Date;
  /** No call about the order is made before; each call moves it on by a growing pause. */
  nextAttemptAt: Date;
  /** A process sends the order, and no other does before; null while nobody sends it. */
  leasedUntil: Date | null;
  /** When its own power ends, where a notice beside it lets the hold last longer; absent and null: with the order. */
  powerEndsAt?: Date | null;
}

/** What a hold waits for: its expiry, or that the next call about it is due. */
export type HoldClock = 'expire' | 'send' | 'poll' | 'release';

export type HoldNext =
  | { do: 'send' }
  | { do: 'poll' }
  | { do: 'order_release'; reason: ReleaseReason }
  | { do: 'end_power' }
  | { do: 'send_release' }
  | { do: 'wait'; until: Date; for: HoldClock }
  | { do: 'done' };

/**
 * Decides what a hold needs next. Release comes before everything: an expired hold is released
 * even when its order was never sent. An order whose own power is over gives way to what is left.
 */
export function nextHoldStep(progress: HoldProgress, now: Date): HoldNext {
  if (ENDED_HOLD_STATES.includes(progress.state)) return { do: 'done' };
  if (progress.releaseOrdered || progress.state === 'release_ordered') {
    return progress.releaseAcknowledged ? { do: 'done' } : { do: 'send_release' };
  }
  if (now >= progress.expiresAt) return { do: 'order_release', reason: 'EXPIRED' };
  if (isOwnPowerOver(progress.orders, now)) return { do: 'end_power' };
  const toSend = orderToSend(progress.orders, now);
  if (toSend !== undefined && sendDueAt(toSend) <= now) return { do: 'send' };
  const toPoll = orderToPoll(progress.orders);
  if (toPoll !== undefined && toPoll.nextAttemptAt <= now) return { do: 'poll' };
  const clocks: { at: Date; for: HoldClock }[] = [
    { at: powerEnd(progress.orders) ?? progress.expiresAt, for: 'expire' },
  ];
  if (toSend !== undefined) clocks.push({ at: sendDueAt(toSend), for: 'send' });
  if (toPoll !== undefined) clocks.push({ at: toPoll.nextAttemptAt, for: 'poll' });
  const first = clocks.reduce((before, clock) => (clock.at < before.at ? clock : before));
  return { do: 'wait', until: first.at, for: first.for };
}

/** Returns whether the own power of a hold's newest order is over, which a suspicion beside it outlasts. */
function isOwnPowerOver(orders: readonly Pick<OrderCalls, 'powerEndsAt'>[], now: Date): boolean {
  const endsAt = powerEnd(orders);
  return endsAt !== null && endsAt <= now;
}

function powerEnd(orders: readonly Pick<OrderCalls, 'powerEndsAt'>[]): Date | null {
  return orders.at(-1)?.powerEndsAt ?? null;
}

/** Returns when an order may be sent: when it is due, and nobody else sends it. */
export function sendDueAt({ nextAttemptAt, leasedUntil }: Pick<OrderCalls, 'nextAttemptAt' | 'leasedUntil'>): Date {
  return leasedUntil === null ? nextAttemptAt : later(nextAttemptAt, leasedUntil);
}

/**
 * Returns the order to send next: the oldest that has not reached the institution, so that none
 * arrives before the one that it replaces. An expired one is not sent any more.
 */
export function orderToSend<Order extends OrderCalls>(orders: readonly Order[], now: Date): Order | undefined {
  return orders.find(({ sentAt, answeredAt, expiresAt }) => sentAt === null && answeredAt === null && expiresAt > now);
}

/**
 * Returns the order to ask the institution about: the newest that reached it and has no final
 * answer. Only its own time counts: an older order that nobody answers makes no poll due.
 */
export function orderToPoll<Order extends OrderCalls>(orders: readonly Order[]): Order | undefined {
  return orders.findLast(({ sentAt, answeredAt }) => sentAt !== null && answeredAt === null);
}
