import { choice } from '../rulebook/choices.js';
import { findRule } from '../rulebook/in-force.js';
import type { JudgeContext } from './finding.js';

/**
 * When the complaint of section 7 was made; null while it was not. A report to the centre is that
 * complaint when s.8/5(1) was in force on the day of the report (AOC-85A) and C2 does not say
 * otherwise; else it is the statement before an inquiry officer.
 */
export function complaintTime(
  facts: { receivedAt: Date; statementAt: Date | null },
  { rulebook, now }: JudgeContext,
): Date | null {
  return reportIsTheComplaint(facts.receivedAt, { rulebook, now }) ? facts.receivedAt : facts.statementAt;
}

function reportIsTheComplaint(receivedAt: Date, law: JudgeContext): boolean {
  if (findRule(law.rulebook, 'AOC-85A', receivedAt) === undefined) return false;
  return choice(law, 'C2', 'reportCountsAs') === 'complaint';
}

/**
 * From when the 72 hours of section 7 run (C1): the victim is advised to complain in the very call
 * that brings the report; the first order may leave later. Null while they have not begun.
 */
export function complaintTermStart(receivedAt: Date, firstOrderAt: Date | null, law: JudgeContext): Date | null {
  return choice(law, 'C1', 'startsAt') === 'order_issued' ? firstOrderAt : receivedAt;
}
