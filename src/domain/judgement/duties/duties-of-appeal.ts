import type { AppealTier } from '../../appeal/appeal.js';
import { tierClock } from '../../appeal/tier-clock.js';
import { type Deadline, atOnce } from '../../deadlines/deadline-of.js';
import { findRule } from '../../rulebook/in-force.js';
import type { RuleId } from '../../rulebook/row.js';
import { later } from '../../time.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';
import type { AppealDutyFacts } from './duty-facts.js';

/** Who answers at each tier, and by which row. */
const ANSWERS: Readonly<Record<AppealTier, { ruleId: RuleId; owedBy: string }>> = {
  centre: { ruleId: 'P-REL', owedBy: 'centre' },
  police: { ruleId: 'P-POL', owedBy: 'inquiry_officer' },
};

/**
 * Duties of an appeal at one tier: to answer it, and, when the answer gives something, the
 * institution's to let it go. What was promised to the holder runs from his appeal to the money;
 * overdue after the target, breached after the breach (C5).
 */
export function dutiesOfAppeal(appeal: AppealDutyFacts, law: JudgeContext): Duty[] {
  const { tier, since } = appeal;
  if (findRule(law.rulebook, ANSWERS[tier].ruleId, since) === undefined) return [];
  const { targetAt, breachAt } = tierClock(tier, since, law.rulebook);
  return [...answered(appeal, { targetAt, breachAt }, law), ...letGo(appeal, { targetAt, breachAt }, law)];
}

interface Promised {
  targetAt: Date;
  breachAt: Date;
}

/** A hold that ended before anybody answered left nothing to answer. */
function answered(appeal: AppealDutyFacts, { targetAt, breachAt }: Promised, law: JudgeContext): Duty[] {
  const { appealId, tier, since, answeredAt, holdEndedAt } = appeal;
  const { ruleId, owedBy } = ANSWERS[tier];
  return dutyUnder(ruleId, law, {
    owedBy,
    subjectKind: 'appeal',
    subject: appealId,
    startedAt: since,
    fulfilledAt: answeredAt ?? holdEndedAt,
    counted: counted(targetAt),
    breachAt,
  });
}

/**
 * Nobody lets go before he is told to: an answer at the last minute, or after it, leaves the
 * institution the time of an act that is due at once.
 */
function letGo(appeal: AppealDutyFacts, { targetAt, breachAt }: Promised, law: JudgeContext): Duty[] {
  const { letGoOrderedAt: startedAt, letGoAt, institution, holdId } = appeal;
  if (startedAt === null) return [];
  const dueAt = later(targetAt, atOnce(startedAt, law)?.dueAt ?? startedAt);
  return dutyUnder('P-REL', law, {
    owedBy: institution,
    subjectKind: 'hold',
    subject: holdId,
    startedAt,
    fulfilledAt: letGoAt,
    counted: counted(dueAt),
    breachAt: later(breachAt, dueAt),
  });
}

function counted(dueAt: Date): Deadline {
  return { dueAt, countedBy: 'instant', moved: false, daysKnown: true };
}
