import { countPeriod } from '../calendar/count-period.js';
import { calendarOf } from '../deadlines/calendar-of-law.js';
import type { CountingLaw } from '../deadlines/deadline-of.js';
import { unreachable } from '../result.js';
import { choice, withChoices } from '../rulebook/choices.js';
import { type Rulebook, deadlineMs, numberParameter, ruleInForce } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { after, later } from '../time.js';
import type { AppealTier } from './appeal.js';

/** The times of an appeal at one tier, with the row that gives them. */
export interface TierClock {
  rule: RuleRow;
  /** The rows of the centre's choice between the promises (C5), where it chose. */
  choices: readonly RuleRow[];
  /** When the answer is promised. */
  targetAt: Date;
  /** From when the promise is broken. */
  breachAt: Date;
}

/**
 * Computes when an appeal that reached a tier at `since` must be answered. At the centre, C5
 * chooses among the promises of three authorities (P-REL, P-MDES, P-POL) which one is the target
 * and which the breach. At the police, twelve hours are both (P-POL). Throws when the rulebook
 * lacks the row.
 */
export function tierClock(tier: AppealTier, since: Date, rulebook: Rulebook): TierClock {
  const law = { rulebook, now: since };
  if (tier === 'police') {
    const targetAt = promiseEnds('twelve_hours', since, law);
    return { rule: ruleInForce(rulebook, 'P-POL', since), choices: [], targetAt, breachAt: targetAt };
  }
  const { value, choices } = withChoices(rulebook, (watched) => chosenPromises({ rulebook: watched, now: since }));
  return { rule: ruleInForce(rulebook, 'P-REL', since), choices, ...value };
}

function chosenPromises(law: CountingLaw): { targetAt: Date; breachAt: Date } {
  const targetAt = promiseEnds(choice(law, 'C5', 'target'), law.now, law);
  return { targetAt, breachAt: later(targetAt, promiseEnds(choice(law, 'C5', 'breach'), law.now, law)) };
}

type Promised = 'four_hours' | 'half_day' | 'twelve_hours' | 'one_working_day';

function promiseEnds(promised: Promised, since: Date, law: CountingLaw): Date {
  const { rulebook } = law;
  switch (promised) {
    case 'four_hours':
      return after(since, deadlineMs(ruleInForce(rulebook, 'P-REL', since)));
    case 'half_day':
      return after(since, deadlineMs(ruleInForce(rulebook, 'P-MDES', since)));
    case 'twelve_hours':
      return after(since, deadlineMs(ruleInForce(rulebook, 'P-POL', since)));
    case 'one_working_day': {
      const amount = numberParameter(ruleInForce(rulebook, 'P-REL', since), 'breachWorkingDays');
      return countPeriod(since, { amount, unit: 'working_day' }, true, calendarOf(law)).endsAt;
    }
    default:
      return unreachable(promised);
  }
}
