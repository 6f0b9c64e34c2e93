const FLOOR_MS = 250;
const CEILING_MS = 24 * 60 * 60 * 1000;

/**
 * Milliseconds to wait until an instant of the record's clock. Never less than a quarter of a
 * second, so that a clock slightly behind the database's cannot spin; never more than a day, so
 * that a forgotten message costs a day at most.
 */
export function waitMs(untilMs: number | null): number {
  if (untilMs === null) return CEILING_MS;
  return Math.min(CEILING_MS, Math.max(FLOOR_MS, untilMs - Date.now()));
}
