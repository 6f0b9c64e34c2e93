import { section6End } from '../hold/end/section6-end.js';
import { deadlineOf } from '../deadlines/deadline-of.js';
import { findRule } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';
import type { NoticeFacts } from './facts.js';
import type { JudgeContext } from './finding.js';

/**
 * Returns when a suspension under section 6 ends without an officer's result; null while a row that
 * gives its time is not in force or states none.
 */
export function endOfSuspension(notice: NoticeFacts, law: JudgeContext): Date | null {
  const rules = ['OFF-6C', 'BANK-6A'] as const;
  const isTimed = (ruleId: RuleId): boolean => {
    const row = findRule(law.rulebook, ruleId, law.now);
    return row !== undefined && deadlineOf(row, notice.notedAt, law) !== null;
  };
  if (!rules.every(isTimed)) return null;
  const clock = {
    rule: notice.by === 'officer' ? ('OFF-6B' as const) : ('BANK-6A' as const),
    notifiedAt: notice.notedAt,
    officerNotifiedAt: notice.officerNotifiedAt ?? notice.notedAt,
  };
  return section6End(clock, law).expiresAt;
}
