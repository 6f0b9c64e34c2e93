import { findRule, textParameter } from '../rulebook/in-force.js';
import type { JudgeContext } from './finding.js';

/**
 * When the complaint of section 7 was made; null while it was not. A report to the centre is that complaint when s.8/5(1) was in force on the day of the
 * report (AOC-85A) and C2 does not say otherwise; else it is the statement before an inquiry officer.
 */
export function complaintTime(
  facts: { receivedAt: Date; statementAt: Date | null },
  { rulebook, now }: JudgeContext,
): Date | null {
  return reportIsTheComplaint(facts.receivedAt, { rulebook, now }) ? facts.receivedAt : facts.statementAt;
}

function reportIsTheComplaint(receivedAt: Date, { rulebook, now }: JudgeContext): boolean {
  if (findRule(rulebook, 'AOC-85A', receivedAt) === undefined) return false;
  const choice = findRule(rulebook, 'C2', now);
  return choice === undefined || textParameter(choice, 'reportCountsAs') === 'complaint';
}
