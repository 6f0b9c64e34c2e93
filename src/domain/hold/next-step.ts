import { earlier } from '../time.js';
import { ENDED_HOLD_STATES, type HoldState, type ReleaseReason } from './hold.js';

/** How far a hold has come. */
export interface HoldProgress {
  state: HoldState;
  expiresAt: Date;
  releaseOrdered: boolean;
  releaseAcknowledged: boolean;
  /** Orders that have not reached the institution yet, oldest first. */
  unsentOrderSequences: readonly number[];
  /** An order was sent and has no final answer. */
  awaitingReceipt: boolean;
  /** When to ask for the receipt next, or null when there is nothing to ask for. */
  nextPollAt: Date | null;
}

export type HoldNext =
  | { do: 'send' }
  | { do: 'poll' }
  | { do: 'order_release'; reason: ReleaseReason }
  | { do: 'send_release' }
  | { do: 'wait'; until: Date }
  | { do: 'done' };

/**
 * Decides what a hold needs next. Release comes before everything: an expired hold is released
 * even when its order was never sent.
 */
export function nextHoldStep(progress: HoldProgress, now: Date): HoldNext {
  if (ENDED_HOLD_STATES.includes(progress.state)) return { do: 'done' };
  if (progress.releaseOrdered || progress.state === 'release_ordered') {
    return progress.releaseAcknowledged ? { do: 'done' } : { do: 'send_release' };
  }
  if (now >= progress.expiresAt) return { do: 'order_release', reason: 'EXPIRED' };
  if (progress.unsentOrderSequences.length > 0) return { do: 'send' };
  const pollAt = progress.awaitingReceipt ? progress.nextPollAt : null;
  if (pollAt === null) return { do: 'wait', until: progress.expiresAt };
  return pollAt <= now ? { do: 'poll' } : { do: 'wait', until: earlier(pollAt, progress.expiresAt) };
}
