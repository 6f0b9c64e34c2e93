import { type Rulebook, findRule } from './in-force.js';
import { RULE_IDS } from './row.js';

const ALWAYS = new Date(0);

/**
 * The rows in force at an instant, made to be in force always: what was done at any other time can
 * then be judged by the law of that day.
 */
export function lawOfDay(rulebook: Rulebook, at: Date): Rulebook {
  return RULE_IDS.flatMap((ruleId) => {
    const row = findRule(rulebook, ruleId, at);
    return row === undefined ? [] : [{ ...row, effectiveFrom: ALWAYS, effectiveTo: null }];
  });
}
