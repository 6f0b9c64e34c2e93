const DAY_MS = 24 * 3_600_000;
/** Left out at least: a burst in the minutes that were lost. */
const AT_LEAST = 1_000;
/** So many times what the busiest day would have given. */
const TIMES_BUSIEST = 2;

/**
 * Returns how many case numbers are left out after a restore, so that none that was read out is given again: nobody
 * knows how many complaints the lost time had, so twice what it would have had if each day had been as busy as the
 * busiest of late, and a thousand.
 */
export function caseNumbersLeftOut({ lostMs, busiestDay }: { lostMs: number; busiestDay: number }): number {
  return AT_LEAST + Math.ceil((TIMES_BUSIEST * busiestDay * Math.max(0, lostMs)) / DAY_MS);
}
