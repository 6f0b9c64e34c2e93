import { bankCalendarOf } from '../deadlines/calendar-of-law.js';
import { type CountingLaw, endOf, periodEnd } from '../deadlines/deadline-of.js';
import { unreachable } from '../result.js';
import { choice, withChoices } from '../rulebook/choices.js';
import { type Rulebook, numberParameter, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../rulebook/row.js';
import { later } from '../time.js';
import type { AppealTier } from './appeal.js';

/** The times of an appeal at one tier, with the row that gives them. */
export interface TierClock {
  rule: RuleRow;
  /** The rows of the centre's choices: between the promises (C5), and how days count (C6). */
  choices: readonly RuleRow[];
  /** When the answer is promised. */
  targetAt: Date;
  /** From when the promise is broken. */
  breachAt: Date;
  /** False when a holiday that nobody announced yet could change `breachAt`. */
  daysKnown: boolean;
}

/**
 * Computes when an appeal that reached a tier at `since` must be answered. At the centre, C5
 * chooses among the promises of three authorities (P-REL, P-MDES, P-POL) which one is the target
 * and which the breach. At the police, and at whoever holds the power, twelve hours are both (P-POL). Throws when the rulebook
 * lacks the row.
 */
export function tierClock(tier: AppealTier, since: Date, rulebook: Rulebook): TierClock {
  const law = { rulebook, now: since };
  if (tier !== 'centre') {
    const { at: targetAt } = promiseEnds('twelve_hours', since, law);
    const rule = ruleInForce(rulebook, 'P-POL', since);
    return { rule, choices: [], targetAt, breachAt: targetAt, daysKnown: true };
  }
  const { value, choices } = withChoices(rulebook, (watched) => chosenPromises({ rulebook: watched, now: since }));
  return { rule: ruleInForce(rulebook, 'P-REL', since), choices, ...value };
}

function chosenPromises(law: CountingLaw): Pick<TierClock, 'targetAt' | 'breachAt' | 'daysKnown'> {
  const { at: targetAt } = promiseEnds(choice(law, 'C5', 'target'), law.now, law);
  const breach = promiseEnds(choice(law, 'C5', 'breach'), law.now, law);
  return { targetAt, breachAt: later(targetAt, breach.at), daysKnown: breach.daysKnown };
}

type Promised = 'four_hours' | 'half_day' | 'twelve_hours' | 'one_working_day';

/** Returns when a promise ends, and whether its days are known. */
function promiseEnds(promised: Promised, since: Date, law: CountingLaw): { at: Date; daysKnown: boolean } {
  const { rulebook } = law;
  const byClock = (ruleId: RuleId) => ({
    at: endOf(ruleInForce(rulebook, ruleId, since), since, law),
    daysKnown: true,
  });
  switch (promised) {
    case 'four_hours':
      return byClock('P-REL');
    case 'half_day':
      return byClock('P-MDES');
    case 'twelve_hours':
      return byClock('P-POL');
    case 'one_working_day': {
      const rule = ruleInForce(rulebook, 'P-REL', since);
      const period = { amount: numberParameter(rule, 'breachWorkingDays'), unit: 'working_day' as const };
      // The promise is one of the banks, so their holidays count, Labour Day among them.
      const { dueAt, daysKnown } = periodEnd(rule, period, since, law, bankCalendarOf(law));
      return { at: dueAt, daysKnown };
    }
    default:
      return unreachable(promised);
  }
}
