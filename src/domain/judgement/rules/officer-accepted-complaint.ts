import { type RuleJudge, finding } from '../finding.js';

/**
 * Judges OFF-7C for the case: has an inquiry officer accepted the complaint? Then the institutions
 * must be informed.
 */
export const officerAcceptedComplaint: RuleJudge = (facts, row) => {
  const accepted = facts.statementAt !== null;
  return [
    finding(row, 'case', facts.caseId, {
      outcome: accepted ? 'met' : 'not_met',
      reasons: [
        accepted
          ? { th: 'พนักงานสอบสวนรับคำร้องทุกข์แล้ว', en: 'an inquiry officer accepted the complaint' }
          : { th: 'ยังไม่มีพนักงานสอบสวนรับคำร้องทุกข์', en: 'no inquiry officer has accepted the complaint yet' },
      ],
      missing: accepted ? [] : ['inquiry_officer.statement'],
    }),
  ];
};
