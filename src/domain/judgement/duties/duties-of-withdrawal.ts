import { tierClock } from '../../appeal/tier-clock.js';
import type { Deadline } from '../../deadlines/deadline-of.js';
import type { HoldKind } from '../../hold/hold.js';
import { findRule } from '../../rulebook/in-force.js';
import { earlier } from '../../time.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';
import type { DutyFacts, HoldDutyFacts } from './duty-facts.js';

/**
 * Returns the duty to review each hold that outlasts what gave the complaint its weight: the
 * withdrawal of the last complaint about its money (P-WITHDRAW), or the denial of the debit
 * (P-DEBIT). It binds whoever holds that power, within the time of P-POL.
 */
export function dutiesOfWithdrawal(facts: DutyFacts, law: JudgeContext): Duty[] {
  return facts.holds.flatMap((hold) => [
    ...reviewOf(hold, 'P-WITHDRAW', hold.complaintsWithdrawnAt ?? null, facts, law),
    ...reviewOf(hold, 'P-DEBIT', hold.debitDeniedAt ?? null, facts, law),
  ]);
}

function reviewOf(
  hold: HoldDutyFacts,
  ruleId: 'P-WITHDRAW' | 'P-DEBIT',
  since: Date | null,
  facts: DutyFacts,
  law: JudgeContext,
): Duty[] {
  const owedBy = reviewer(hold, facts);
  if (since === null || owedBy === null || (endOf(hold) ?? law.now) <= since) return [];
  return dutyUnder(ruleId, law, {
    owedBy,
    subjectKind: 'hold',
    subject: hold.holdId,
    startedAt: since,
    fulfilledAt: reviewedAt(hold, facts, since),
    counted: counted(timeToReview(since, law)),
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
 * Returns the first act on a hold since the withdrawal or the denial: its end, a part let go, a
 * review that found that it stands, an officer's result on the suspicion, or a person's later
 * order. The order by which a notice carries a hold
 * of section 7 on is no review.
 */
function reviewedAt(hold: HoldDutyFacts, facts: DutyFacts, since: Date): Date | null {
  const orders = hold.orders.filter(({ part }) => hold.kind !== 'section6' || part !== undefined);
  const results = facts.notices.filter(({ account }) => account === hold.account).map(({ resultAt }) => resultAt);
  return [...orders.map(({ issuedAt }) => issuedAt), ...results, ...hold.reviewedAt]
    .filter((at) => at !== null && at > since)
    .reduce((first, at) => (first === null || at === null ? (first ?? at) : earlier(first, at)), endOf(hold));
}

/** Returns when a review that is owed since an instant is due (P-POL); null without the row. */
export function timeToReview(since: Date, { rulebook }: JudgeContext): Date | null {
  return findRule(rulebook, 'P-POL', since) === undefined ? null : tierClock('police', since, rulebook).targetAt;
}

function counted(dueAt: Date | null): Deadline | null {
  return dueAt && { dueAt, countedBy: 'instant', moved: false, daysKnown: true };
}
