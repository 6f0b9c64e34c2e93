import { findRule } from '../../rulebook/in-force.js';
import type { CaseFacts } from '../facts.js';
import { type JudgeContext, type Reason, type RuleJudge, type Verdict, finding } from '../finding.js';

/**
 * Judges AOC-85A for the case: does the report to the centre count as a complaint? It does when it
 * came from the victim on or after the day on which section 8/5(1) came into force, until it is
 * withdrawn. An institution's notice and the call of another person are no complaint.
 */
export const reportIsComplaint: RuleJudge = (facts, row, law) => [
  finding(row, 'case', facts.caseId, judge(facts, law)),
];

function judge(facts: CaseFacts, { rulebook }: JudgeContext): Verdict {
  if (facts.withdrawnAt !== null) return notMet({ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' });
  if (findRule(rulebook, 'AOC-85A', facts.receivedAt) === undefined) {
    return notMet({
      th: 'ศูนย์รับแจ้งก่อนวันที่มาตรา 8/5(1) ใช้บังคับ การแจ้งจึงไม่ใช่คำร้องทุกข์',
      en: 'the report came in before section 8/5(1) was in force, so it is no complaint',
    });
  }
  if (facts.victimReports === false) {
    return notMet({
      th: 'ผู้แจ้งไม่ใช่ผู้เสียหาย และไม่ได้แจ้งแทนตามกฎหมาย การแจ้งของสถาบันหรือของบุคคลอื่นจึงยังไม่นับเป็นคำร้องทุกข์',
      en: 'the report did not come from the victim or who speaks for the victim by law: a notice, or the call of another person, is no complaint',
    });
  }
  if (facts.victimReports === null) {
    return {
      outcome: 'unknown',
      reasons: [{ th: 'ยังไม่ทราบว่าผู้แจ้งเป็นผู้เสียหายหรือไม่', en: 'nobody said whether the reporter is the victim' }],
      missing: ['hotline.reporter_is_victim'],
    };
  }
  const reason = {
    th: 'ศูนย์รับแจ้งจากผู้เสียหายหรือผู้แจ้งแทนตามกฎหมายแล้ว ถือเป็นการร้องทุกข์',
    en: 'the centre received the report of the victim, or of who speaks for the victim by law, which counts as a complaint',
  };
  return { outcome: 'met', reasons: [reason] };
}

function notMet(reason: Reason): Verdict {
  return { outcome: 'not_met', reasons: [reason] };
}
