import { flagParameter, ruleInForce } from '../../../domain/rulebook/in-force.js';
import type { CaseWork } from './case-work.js';

/**
 * Returns whether the analysis may be asked about a case: the switch that two persons turn
 * (P-ADVICE). It says nothing of what an analysis advised.
 */
export function mayAdvise({ rulebook, now }: Pick<CaseWork, 'rulebook' | 'now'>): boolean {
  return flagParameter(ruleInForce(rulebook, 'P-ADVICE', now), 'enabled');
}
