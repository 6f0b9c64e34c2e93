import type { AppealTier } from '../../appeal/appeal.js';
import { tierClock } from '../../appeal/tier-clock.js';
import { type Deadline, atOnce } from '../../deadlines/deadline-of.js';
import type { HoldKind } from '../../hold/hold.js';
import { findRule } from '../../rulebook/in-force.js';
import type { RuleId } from '../../rulebook/row.js';
import { later } from '../../time.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';
import type { AppealDutyFacts } from './duty-facts.js';

/** The row that gives each tier its time. */
const RULES: Readonly<Record<AppealTier, RuleId>> = { centre: 'P-REL', police: 'P-POL', authority: 'P-POL' };

/** Who holds each power; of section 6 the officer who examines the suspicion, where an officer gave it. */
const AUTHORITIES: Readonly<Record<HoldKind, string>> = {
  section6: 'officer',
  section7: 'centre',
  aoc_suspension: 'centre',
  break_glass: 'centre',
  continue_order: 'inquiry_officer',
  whole_account: 'inquiry_officer',
};

function owedBy({ tier, holdKind, ownSuspicion, institution }: AppealDutyFacts): string {
  if (tier === 'authority') return ownSuspicion ? institution : AUTHORITIES[holdKind];
  return tier === 'centre' ? 'centre' : 'inquiry_officer';
}

/**
 * Returns the duties of an appeal at one tier: to answer it and, if the answer releases money, the
 * institution's duty to let it go. The promise to the holder runs from the appeal to the money: it
 * is overdue after the target and breached after the breach time (C5).
 */
export function dutiesOfAppeal(appeal: AppealDutyFacts, law: JudgeContext): Duty[] {
  const { tier, since } = appeal;
  if (findRule(law.rulebook, RULES[tier], since) === undefined) return [];
  const promised = tierClock(tier, since, law.rulebook);
  return [...dutyToAnswer(appeal, promised, law), ...dutyToLetGo(appeal, promised, law)];
}

/** The times by which an appeal is promised to be over. */
interface PromisedTimes {
  targetAt: Date;
  breachAt: Date;
  /** False when a holiday that nobody announced yet could change `breachAt`. */
  daysKnown: boolean;
}

/** Returns the duty to answer; a hold that ended before the answer leaves nothing to answer. */
function dutyToAnswer(
  appeal: AppealDutyFacts,
  { targetAt, breachAt, daysKnown }: PromisedTimes,
  law: JudgeContext,
): Duty[] {
  const { appealId, tier, since, answeredAt, holdEndedAt } = appeal;
  return dutyUnder(RULES[tier], law, {
    owedBy: owedBy(appeal),
    subjectKind: 'appeal',
    subject: appealId,
    startedAt: since,
    fulfilledAt: answeredAt ?? holdEndedAt,
    counted: promisedDeadline(targetAt, daysKnown),
    breachAt,
  });
}

/**
 * Returns the institution's duty to let go. After an answer in the last minute or later, the
 * institution still has the time of an act that is due at once.
 */
function dutyToLetGo(
  appeal: AppealDutyFacts,
  { targetAt, breachAt, daysKnown }: PromisedTimes,
  law: JudgeContext,
): Duty[] {
  const { letGoOrderedAt: startedAt, letGoAt, institution, holdId } = appeal;
  if (startedAt === null) return [];
  const dueAt = later(targetAt, atOnce(startedAt, law)?.dueAt ?? startedAt);
  return dutyUnder('P-REL', law, {
    owedBy: institution,
    subjectKind: 'hold',
    subject: holdId,
    startedAt,
    fulfilledAt: letGoAt,
    counted: promisedDeadline(dueAt, daysKnown),
    breachAt: later(breachAt, dueAt),
  });
}

function promisedDeadline(dueAt: Date, daysKnown: boolean): Deadline {
  return { dueAt, countedBy: 'instant', moved: false, daysKnown };
}
