import { tierClock } from '../../appeal/tier-clock.js';
import type { Deadline } from '../../deadlines/deadline-of.js';
import type { HoldKind } from '../../hold/hold.js';
import { findRule } from '../../rulebook/in-force.js';
import { earlier } from '../../time.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';
import type { DutyFacts, HoldDutyFacts } from './duty-facts.js';

/**
 * Returns the duty to review each hold that outlasts the withdrawal of the last complaint about
 * its money (P-WITHDRAW). It binds whoever holds that power, within the time of P-POL.
 */
export function dutiesOfWithdrawal(facts: DutyFacts, law: JudgeContext): Duty[] {
  const { withdrawnAt } = facts;
  if (withdrawnAt === null || facts.claimedByOthers) return [];
  return facts.holds.flatMap((hold) => {
    const owedBy = reviewer(hold, facts);
    if (owedBy === null || (endOf(hold) ?? law.now) <= withdrawnAt) return [];
    return dutyUnder('P-WITHDRAW', law, {
      owedBy,
      subjectKind: 'hold',
      subject: hold.holdId,
      startedAt: withdrawnAt,
      fulfilledAt: reviewedAt(hold, facts, withdrawnAt),
      counted: timeToReview(withdrawnAt, law),
    });
  });
}

/** Returns when the release of a hold was ordered, or when it ended without; null before. */
function endOf({ releaseOrderedAt, endedAt }: HoldDutyFacts): Date | null {
  return releaseOrderedAt ?? endedAt;
}

/** Returns who holds the power of a hold, or null for what a withdrawal ends by itself. */
function reviewer(hold: HoldDutyFacts, facts: DutyFacts): string | null {
  if (hold.kind !== 'section6') return REVIEWERS[hold.kind];
  const byOfficer = facts.notices.some(({ account, by }) => account === hold.account && by === 'officer');
  return byOfficer ? 'officer' : hold.institution;
}

const REVIEWERS: Readonly<Record<Exclude<HoldKind, 'section6'>, string | null>> = {
  section7: null,
  aoc_suspension: 'centre',
  break_glass: 'centre',
  continue_order: 'inquiry_officer',
  whole_account: 'inquiry_officer',
};

/**
 * Returns the first act on a hold since the withdrawal: its end, a part let go, a review that found
 * that it stands, an officer's result on the suspicion, or a person's later order. The order by which a notice carries a hold
 * of section 7 on is no review.
 */
function reviewedAt(hold: HoldDutyFacts, facts: DutyFacts, withdrawnAt: Date): Date | null {
  const orders = hold.orders.filter(({ part }) => hold.kind !== 'section6' || part !== undefined);
  const results = facts.notices.filter(({ account }) => account === hold.account).map(({ resultAt }) => resultAt);
  return [...orders.map(({ issuedAt }) => issuedAt), ...results, ...hold.reviewedAt]
    .filter((at) => at !== null && at > withdrawnAt)
    .reduce((first, at) => (first === null || at === null ? (first ?? at) : earlier(first, at)), endOf(hold));
}

function timeToReview(withdrawnAt: Date, { rulebook }: JudgeContext): Deadline | null {
  if (findRule(rulebook, 'P-POL', withdrawnAt) === undefined) return null;
  const { targetAt } = tierClock('police', withdrawnAt, rulebook);
  return { dueAt: targetAt, countedBy: 'instant', moved: false, daysKnown: true };
}
