import { type RuleJudge, finding } from '../finding.js';

/**
 * VIC-7B, per case: did the victim complain in time? A report to the centre is itself a complaint (AOC-85A), so for cases that come through it the
 * answer is yes from the first minute; the police statement is told apart because practice still asks for it.
 */
export const victimComplained: RuleJudge = (facts, row) => {
  if (!facts.holderReports) {
    const reasons = [
      {
        th: 'ไม่มีการระงับตามมาตรา 7 เพราะผู้แจ้งไม่ใช่เจ้าของบัญชี',
        en: 'no suspension under section 7 runs: the reporter does not hold the account',
      },
    ];
    return [finding(row, 'case', facts.caseId, { outcome: 'not_met', reasons })];
  }
  if (facts.withdrawnAt !== null) {
    const reasons = [{ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' }];
    return [finding(row, 'case', facts.caseId, { outcome: 'not_met', reasons })];
  }
  const reasons = [
    {
      th: 'การแจ้งต่อศูนย์ถือเป็นการร้องทุกข์ (มาตรา 8/5(1)) จึงร้องทุกข์ภายในกำหนดแล้ว',
      en: 'the report to the centre is itself a complaint (s.8/5(1)), so the complaint is in time',
    },
    facts.statementAt === null
      ? { th: 'ยังไม่มีบันทึกของพนักงานสอบสวน', en: 'there is no statement before an inquiry officer yet' }
      : { th: 'พนักงานสอบสวนรับคำร้องทุกข์แล้ว', en: 'an inquiry officer has accepted the complaint too' },
  ];
  return [finding(row, 'case', facts.caseId, { outcome: 'met', reasons })];
};
