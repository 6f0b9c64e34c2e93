import { flagParameter, listParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import type { NumberFacts } from './facts.js';

/** A ground of P-EV5, by the code of the evidence that shows it. */
export type GroundAgainstNumber = 'nbtc.sim' | 'mdes.listed_number';

/**
 * Returns the grounds that speak against a number, by the measure of a row of P-EV5: what NBTC
 * says of its registration and service, and its colour on the DE-fence list. Missing answers are
 * no ground.
 */
export function speaksAgainst({ sim, listed }: NumberFacts, measure: RuleRow): GroundAgainstNumber[] {
  const grounds: GroundAgainstNumber[] = [];
  if (sim.known) {
    const isSuspended = sim.value.suspended && flagParameter(measure, 'suspendedCounts');
    if (isSuspended || listParameter(measure, 'registrations').includes(sim.value.registration)) {
      grounds.push('nbtc.sim');
    }
  }
  if (listed.known && listParameter(measure, 'listColours').includes(listed.value)) grounds.push('mdes.listed_number');
  return grounds;
}
