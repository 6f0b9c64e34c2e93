import { numberParameter, ruleInForce, type Rulebook } from './in-force.js';

/** Returns how far a party's clock may differ from the centre's, in milliseconds (P-AGE). */
export function clockToleranceMs(rulebook: Rulebook, now: Date): number {
  return numberParameter(ruleInForce(rulebook, 'P-AGE', now), 'futureToleranceMs');
}
