import type { Rulebook } from '../rulebook/in-force.js';
import type { HoldCommand, HoldOnRecord, OrderOnRecord } from './hold-command.js';
import type { ReleaseReason } from './hold.js';
import { reasonOfExpiry } from './end/release-reason.js';
import { type HoldClock, type HoldNext, nextHoldStep, type OrderCalls, sendDueAt } from './next-step.js';

/** The release order that ends a hold, and the message that brings it; absent: no call was made yet. */
export interface ReleaseOnRecord {
  acknowledgedAt: Date | null;
  message?: { attempts: number; nextAttemptAt: Date; leasedUntil: Date | null } | undefined;
}

/** A hold with what decides the next call about each of its orders. */
type HoldToCall = HoldOnRecord<OrderOnRecord & OrderCalls>;

/** What a hold needs next: a call now, to be looked at again at an instant, or nothing any more. */
export type HoldLook = { next: 'send' | 'poll' | 'release' | 'done' } | { next: 'wait'; until: Date; for: HoldClock };

/** What time asks of a hold, and when to look again. */
interface HoldDecision {
  commands: readonly (Extract<HoldCommand, { do: 'order_release' }> | { do: 'end_power' })[];
  look: HoldLook;
}

/**
 * Decides what a hold needs at an instant: its release when its time is over, an order by what is left when
 * its own power is (`end_power`), else the next call to
 * its institution, else when to look again. To decide twice orders nothing twice.
 */
export function decideHold(
  record: HoldToCall,
  release: ReleaseOnRecord | null,
  rulebook: Rulebook,
  now: Date,
): HoldDecision {
  const next = nextOf(record, release, now);
  return { commands: commandsOf(next, record, rulebook), look: lookOf(next, release, now) };
}

function commandsOf(next: HoldNext, { orders }: HoldToCall, rulebook: Rulebook): HoldDecision['commands'] {
  if (next.do === 'end_power') return [{ do: 'end_power' }];
  return next.do === 'order_release' ? [{ do: 'order_release', reason: reasonOfEnd(orders, rulebook) }] : [];
}

/** Returns what a hold needs next, without deciding anything: whose time is over is to be released. */
export function lookAtHold(record: HoldToCall, release: ReleaseOnRecord | null, now: Date): HoldLook {
  return lookOf(nextOf(record, release, now), release, now);
}

function nextOf({ hold, orders }: HoldToCall, release: ReleaseOnRecord | null, now: Date): HoldNext {
  const { state, expiresAt } = hold;
  const releaseAcknowledged = release !== null && release.acknowledgedAt !== null;
  return nextHoldStep({ state, expiresAt, orders, releaseOrdered: release !== null, releaseAcknowledged }, now);
}

function lookOf(next: HoldNext, release: ReleaseOnRecord | null, now: Date): HoldLook {
  switch (next.do) {
    case 'order_release':
      return { next: 'release' };
    case 'end_power':
      return { next: 'send' };
    case 'send_release':
      return lookAtRelease(release, now);
    case 'wait':
      return { next: 'wait', until: next.until, for: next.for };
    default:
      return { next: next.do };
  }
}

/** A release is sent at once, and again when its next call is due. */
function lookAtRelease(release: ReleaseOnRecord | null, now: Date): HoldLook {
  const message = release?.message;
  if (message === undefined || message.attempts === 0) return { next: 'release' };
  const due = sendDueAt(message);
  return due > now ? { next: 'wait', until: due, for: 'release' } : { next: 'release' };
}

/** Returns why a hold ends by itself, by the row that set the expiry of its newest order. */
export function reasonOfEnd(
  orders: readonly Pick<OrderOnRecord, 'expiryRuleRowId'>[],
  rulebook: Rulebook,
): ReleaseReason {
  const setBy = orders.at(-1)?.expiryRuleRowId;
  return reasonOfExpiry(rulebook.find(({ rowId }) => rowId === setBy)?.ruleId);
}
