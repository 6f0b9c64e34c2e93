import { choice } from '../rulebook/choices.js';
import { findRule } from '../rulebook/in-force.js';
import { earlier } from '../time.js';
import type { JudgeContext } from './finding.js';

/** What decides when the complaint of section 7 was made. */
export interface ComplaintFacts {
  /** When the centre took the report down. */
  receivedAt: Date;
  /**
   * Whether the reporter is the victim; null while nobody said so. An institution's or an
   * officer's notice and the call of another person are no complaint.
   */
  victimReports: boolean | null;
  /**
   * The instant at which an inquiry officer received the victim's complaint, also when the centre
   * learned of it days later; null without one.
   */
  statementAt: Date | null;
}

/** A complaint about one transfer among others about it. */
export interface ComplaintOfTransfer extends ComplaintFacts {
  /** The same for all complaints of one victim. */
  victim: string;
}

/**
 * Returns when the complaint of section 7 was made; null before. It is the earlier of two: the
 * victim's report to the centre, if s.8/5(1) was in force when it came in (AOC-85A), unless C2
 * says otherwise; and the victim's complaint to an inquiry officer.
 */
export function complaintTime(facts: ComplaintFacts, law: JudgeContext): Date | null {
  const reportedAt = isReportTheComplaint(facts, law) ? facts.receivedAt : null;
  const { statementAt } = facts;
  return reportedAt === null || statementAt === null ? (reportedAt ?? statementAt) : earlier(reportedAt, statementAt);
}

function isReportTheComplaint({ receivedAt, victimReports }: ComplaintFacts, law: JudgeContext): boolean {
  if (victimReports !== true || findRule(law.rulebook, 'AOC-85A', receivedAt) === undefined) return false;
  return choice(law, 'C2', 'reportCountsAs') === 'complaint';
}

/**
 * Returns when the complaint about a transfer was made, of those that are upheld; null when no
 * victim complained. The victim who reported first comes first, and of his reports and statements
 * the earliest counts. Another person's complaint moves nothing of his.
 */
export function firstComplaintTime(complaints: readonly ComplaintOfTransfer[], law: JudgeContext): Date | null {
  for (const own of byVictim(complaints)) {
    const times = own.flatMap((complaint) => complaintTime(complaint, law) ?? []);
    if (times.length > 0) return times.reduce(earlier);
  }
  return null;
}

/** Returns the complaints of each victim, the victim who reported first first. */
export function byVictim<C extends ComplaintOfTransfer>(complaints: readonly C[]): C[][] {
  const inOrder = [...complaints].sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
  const victims = [...new Set(inOrder.map(({ victim }) => victim))];
  return victims.map((victim) => inOrder.filter((complaint) => complaint.victim === victim));
}

/**
 * Returns when the 72 hours of section 7 begin (C1): with the report, because the victim is
 * advised to complain in that same call, or with the first order. Null while they have not begun.
 */
export function complaintTermStart(receivedAt: Date, firstOrderAt: Date | null, law: JudgeContext): Date | null {
  return choice(law, 'C1', 'startsAt') === 'order_issued' ? firstOrderAt : receivedAt;
}
