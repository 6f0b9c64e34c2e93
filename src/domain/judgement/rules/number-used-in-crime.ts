import type { CaseFacts, Known } from '../facts.js';
import { type Reason, type RuleJudge, type Verdict, evidenceOf, finding } from '../finding.js';

/**
 * Judges NBTC-5 for the case: is there evidence that the service of a number that reached the
 * victim should be suspended?
 */
export const numberUsedInCrime: RuleJudge = (facts, row) => [finding(row, 'case', facts.caseId, judge(facts))];

const SIGNS: readonly { answer: (facts: CaseFacts) => Known<boolean>; code: string; reason: Reason }[] = [
  {
    answer: (facts) => facts.simEvidence,
    code: 'nbtc.sim',
    reason: {
      th: 'หมายเลขที่ติดต่อผู้เสียหายระบุตัวผู้ลงทะเบียนไม่ได้หรือถูกระงับ (กสทช.)',
      en: 'a number that reached the victim is registered to nobody identifiable, or is suspended (NBTC)',
    },
  },
  {
    answer: (facts) => facts.listedContact,
    code: 'mdes.listed_contact',
    reason: {
      th: 'หมายเลขหรือลิงก์อยู่ในบัญชีดำ DE-fence',
      en: 'a number or link is on the DE-fence black list (MDES)',
    },
  },
];

function judge(facts: CaseFacts): Verdict {
  const shown = SIGNS.filter((sign) => isShown(sign.answer(facts)));
  if (shown.length > 0) {
    return {
      outcome: 'met',
      reasons: shown.map((sign) => sign.reason),
      evidenceIds: evidenceOf(...shown.map((sign) => sign.answer(facts))),
    };
  }
  const evidenceIds = evidenceOf(...SIGNS.map((sign) => sign.answer(facts)));
  const missing = SIGNS.filter((sign) => !sign.answer(facts).known).map((sign) => sign.code);
  const reason =
    missing.length > 0
      ? { th: 'ยังขาดคำตอบเกี่ยวกับหมายเลขหรือลิงก์', en: 'answers about the numbers or links are missing' }
      : { th: 'ไม่พบหลักฐานต่อหมายเลขหรือลิงก์ที่แจ้ง', en: 'nothing speaks against the numbers and links reported' };
  return { outcome: missing.length > 0 ? 'unknown' : 'not_met', reasons: [reason], missing, evidenceIds };
}

function isShown(answer: Known<boolean>): boolean {
  return answer.known && answer.value;
}
