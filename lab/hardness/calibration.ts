import { estimate } from '../bench/statistics.js';
import type { WorldResult } from '../bench/world-result.js';

/**
 * What was held of what was lost in Thailand: 11.2 of 100 up to November 2024, 15.1 in that month.
 * The manual policy must hold as much, at whomever, or the lab plays another country.
 */
export const HELD_IN_2024 = { least: 0.11, most: 0.15 } as const;

/**
 * Returns in words how far the manual policy is from what was held in 2024, on the mean of the
 * worlds; undefined where it holds as much. One world alone says little: they differ by far.
 */
export function calibrationFault(worlds: readonly WorldResult[]): string | undefined {
  const held = worlds.flatMap(({ policies }) => policies['manual']?.heldShare ?? []);
  if (held.length === 0) return 'the manual policy was not played';
  const { mean } = estimate(held);
  const { least, most } = HELD_IN_2024;
  if (mean >= least && mean <= most) return undefined;
  return `the manual policy holds ${mean.toFixed(3)} of what is stolen, and must hold ${least} to ${most}`;
}
