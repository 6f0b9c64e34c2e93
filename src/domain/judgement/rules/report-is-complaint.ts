import { type RuleJudge, finding } from '../finding.js';

/**
 * Judges AOC-85A for the case: the report to the centre counts as a complaint until it is
 * withdrawn.
 */
export const reportIsComplaint: RuleJudge = (facts, row) => {
  const withdrawn = facts.withdrawnAt !== null;
  const reason = withdrawn
    ? { th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' }
    : { th: 'ศูนย์รับแจ้งแล้ว ถือเป็นการร้องทุกข์', en: 'the centre received the report, which counts as a complaint' };
  return [finding(row, 'case', facts.caseId, { outcome: withdrawn ? 'not_met' : 'met', reasons: [reason] })];
};
