import { countPeriod } from '../calendar/count-period.js';
import { type Rulebook, deadlineMs, numberParameter, ruleInForce } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { after } from '../time.js';
import type { AppealTier } from './appeal.js';

/** The times of an appeal at one tier, and the row that gives them. */
export interface TierClock {
  rule: RuleRow;
  /** The promise. */
  targetAt: Date;
  /** From here on the promise is broken. */
  breachAt: Date;
}

/**
 * When an appeal that reached a tier at `since` is to be answered. The centre: four hours, broken after one working day (P-REL, C5). The police: twelve
 * hours, which are target and limit in one (P-POL). Throws when the rulebook lacks the row.
 */
export function tierClock(tier: AppealTier, since: Date, rulebook: Rulebook): TierClock {
  if (tier === 'police') {
    const rule = ruleInForce(rulebook, 'P-POL', since);
    const targetAt = after(since, deadlineMs(rule));
    return { rule, targetAt, breachAt: targetAt };
  }
  const rule = ruleInForce(rulebook, 'P-REL', since);
  const workingDays = numberParameter(rule, 'breachWorkingDays');
  return {
    rule,
    targetAt: after(since, deadlineMs(rule)),
    breachAt: countPeriod(since, { amount: workingDays, unit: 'working_day' }, true).endsAt,
  };
}
