import type { RulebookName } from '../../domain/rulebook/build.js';
import type { ApiSettings } from '../dependencies.js';
import { ApiProblem } from '../problem/api-problem.js';
import type { Principal } from './principal.js';

/**
 * Returns the rulebook of a new case: the law's, unless the token asks for the demonstration's and
 * the configuration allows it. Throws `RULEBOOK.FORBIDDEN`.
 */
export function chooseRulebook(principal: Principal, settings: ApiSettings): RulebookName {
  if (principal.rulebookClaim === undefined || principal.rulebookClaim === 'th') return 'th';
  if (principal.rulebookClaim === 'demo' && settings.demoRulebookAllowed) return 'demo';
  throw new ApiProblem('RULEBOOK.FORBIDDEN', 'the rulebook that your token asks for may not be used here');
}
