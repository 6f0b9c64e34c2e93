import { LONGEST_SLEEP_MS } from '../src/contract/retry-times.js';

const FLOOR_MS = 250;

/**
 * Returns the milliseconds to wait until an instant of the database's clock, or a day when there
 * is none. At least a quarter of a second, so that a clock slightly behind the database's does not
 * make the workflow spin; at most a day, so that a lost signal costs at most a day.
 */
export function waitMs(untilMs: number | null): number {
  if (untilMs === null) return LONGEST_SLEEP_MS;
  return Math.min(LONGEST_SLEEP_MS, Math.max(FLOOR_MS, untilMs - Date.now()));
}

/** The name of a timer that waits for no clock of the database. */
export const NO_CLOCK = 'look again';

/** Returns whether an instant of the database's clock (epoch ms) has come. */
export function isOver(untilMs: number | null): boolean {
  return untilMs !== null && untilMs <= Date.now();
}
