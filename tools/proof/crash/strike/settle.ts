import { setTimeout as sleep } from 'node:timers/promises';
import { LONGEST_RETRY_MS } from '../../../../src/persistence/outbox/outbox.js';
import type { BankSide } from '../act/bank-side.js';
import type { Progress, RecordReader } from '../judge/record-reader.js';

const LOOK_EVERY_MS = 1_000;
/** Everything must be over within this time after the last expiry. */
const OVER_WITHIN_MS = 60_000;
/**
 * This many looks in a row must find everything over: what is between two processes cannot be
 * seen.
 */
const CALM_LOOKS = 3;

/** The result of the waiting. */
export interface Settled {
  /** True when everything ended within a minute after the last expiry. */
  readonly inTime: boolean;
  readonly left: Progress | undefined;
}

/**
 * Waits until every hold of the run has ended and nothing is on its way, for a minute after the
 * last expiry at most. What begins later, such as the closing of a case, has a minute of its own.
 * Where Temporal stood still, until `temporalBackMs` (epoch ms), what it was not told comes to it
 * again when the longest pause of a repetition is over, and the minute counts from then.
 */
export async function settle(record: RecordReader, bankSide: BankSide, temporalBackMs?: number): Promise<Settled> {
  const toldAgainMs = temporalBackMs === undefined ? 0 : temporalBackMs + LONGEST_RETRY_MS;
  let calm = 0;
  for (;;) {
    const progress = await record.progress();
    const isOver = progress !== undefined && isCalm(progress) && (await bankSide.callbacksOwed()) === 0;
    calm = isOver ? calm + 1 : 0;
    if (calm >= CALM_LOOKS) return { inTime: true, left: progress };
    if (progress !== undefined && isLate(progress, toldAgainMs)) return { inTime: false, left: progress };
    await sleep(LOOK_EVERY_MS);
  }
}

function isCalm({ openHolds, unreadEntries, waitingMessages }: Progress): boolean {
  return openHolds === 0 && unreadEntries === 0 && waitingMessages === 0;
}

function isLate({ openHolds, oldestWaitMs, lastExpiryMs }: Progress, toldAgainMs: number): boolean {
  const overSinceMs = Date.now() - Math.max(lastExpiryMs ?? 0, toldAgainMs) - OVER_WITHIN_MS;
  return overSinceMs > OVER_WITHIN_MS || (overSinceMs > 0 && (openHolds > 0 || oldestWaitMs > OVER_WITHIN_MS));
}
