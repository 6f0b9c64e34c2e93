import { type Rulebook, findRule } from './in-force.js';
import { RULE_IDS } from './row.js';

const ALWAYS = new Date(0);

/**
 * Returns the rows in force at an instant as rows that are in force always, so that acts of any
 * other time can be judged by the law of that day.
 */
export function lawOfDay(rulebook: Rulebook, at: Date): Rulebook {
  return RULE_IDS.flatMap((ruleId) => {
    const row = findRule(rulebook, ruleId, at);
    return row === undefined ? [] : [{ ...row, effectiveFrom: ALWAYS, effectiveTo: null }];
  });
}
