import type { HoldKind } from '../hold/hold.js';

/**
 * Returns the power of a hold as its holder is told it (P-TELL). Break-glass is a suspension by the
 * centre (section 8/5(2)) that a second person still confirms.
 */
export function toldKind(kind: HoldKind): Exclude<HoldKind, 'break_glass'> {
  return kind === 'break_glass' ? 'aoc_suspension' : kind;
}
