import type { ComplaintClock } from '../../hold/order/power-onward.js';
import { inText } from '../../trail/attribution.js';
import type { Finding } from '../facts.js';
import type { JudgeContext } from '../finding.js';
import { dutiesOfAppeal } from './duties-of-appeal.js';
import { dutiesOfCase } from './duties-of-case.js';
import { dutiesOfHold } from './duties-of-hold.js';
import { dutiesOfListing } from './duties-of-listing.js';
import { dutiesOfNotice } from './duties-of-section-6.js';
import { dutiesOfWithdrawal } from './duties-of-withdrawal.js';
import type { Duty } from './duty.js';
import type { DutyFacts } from './duty-facts.js';

/**
 * Returns every duty that the law gives in a case at `law.now`, with its state: open, fulfilled
 * (late or not), overdue when its time is over, or breached when a longer promise is broken too.
 * Breached duties come first, then overdue ones, then open ones by due time, then fulfilled ones.
 */
export function dutiesOf(findings: readonly Finding[], facts: DutyFacts, law: JudgeContext): Duty[] {
  return [
    ...dutiesOfCase(findings, facts, law),
    ...facts.holds.flatMap((hold) =>
      dutiesOfHold(hold, findings, { judgedAt: facts.judgedAt, complaint: clockOf(facts) }, law),
    ),
    ...facts.notices.flatMap((notice) => dutiesOfNotice(notice, law)),
    ...dutiesOfWithdrawal(facts, law),
    ...facts.listings.flatMap((listing) => dutiesOfListing(listing, law)),
    ...facts.appeals.flatMap((appeal) => dutiesOfAppeal(appeal, law)),
  ].sort(byUrgency);
}

/** Returns the clock of section 7 by the complaint of the case; null when no holder upholds it. */
function clockOf({
  holderReports,
  victimReports,
  withdrawnAt,
  receivedAt,
  statementAt,
}: DutyFacts): ComplaintClock | null {
  if (!holderReports || withdrawnAt !== null) return null;
  return { receivedAt, isReport: victimReports === true, statementAt, officerActed: statementAt !== null };
}

const URGENCY: Readonly<Record<Duty['state'], number>> = { breached: 0, overdue: 1, open: 2, fulfilled: 3 };

function byUrgency(a: Duty, b: Duty): number {
  if (a.state !== b.state) return URGENCY[a.state] - URGENCY[b.state];
  const due = (duty: Duty) => duty.dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  if (due(a) !== due(b)) return due(a) < due(b) ? -1 : 1;
  return inText(sortText(a), sortText(b));
}

function sortText(duty: Duty): string {
  return `${duty.ruleId} ${duty.owedBy} ${duty.subject}`;
}
