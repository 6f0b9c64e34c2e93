import { choice } from '../rulebook/choices.js';
import { findRule } from '../rulebook/in-force.js';
import type { JudgeContext } from './finding.js';

/**
 * Returns when the complaint of section 7 was made; null before. A report to the centre is the
 * complaint if s.8/5(1) was in force on the day of the report (AOC-85A), unless C2 says otherwise.
 * Otherwise the complaint is the statement before an inquiry officer.
 */
export function complaintTime(
  facts: { receivedAt: Date; statementAt: Date | null },
  { rulebook, now }: JudgeContext,
): Date | null {
  return isReportTheComplaint(facts.receivedAt, { rulebook, now }) ? facts.receivedAt : facts.statementAt;
}

function isReportTheComplaint(receivedAt: Date, law: JudgeContext): boolean {
  if (findRule(law.rulebook, 'AOC-85A', receivedAt) === undefined) return false;
  return choice(law, 'C2', 'reportCountsAs') === 'complaint';
}

/**
 * Returns when the 72 hours of section 7 begin (C1): with the report, because the victim is
 * advised to complain in that same call, or with the first order. Null while they have not begun.
 */
export function complaintTermStart(receivedAt: Date, firstOrderAt: Date | null, law: JudgeContext): Date | null {
  return choice(law, 'C1', 'startsAt') === 'order_issued' ? firstOrderAt : receivedAt;
}
