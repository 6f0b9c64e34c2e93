import type { CaseFacts } from '../facts.js';
import { type RuleJudge, type Verdict, finding } from '../finding.js';

/**
 * Judges SHARE-4 for the case: does its data concern a suspected technology crime, so that it is
 * shared?
 */
export const dataToShare: RuleJudge = (facts, row) => [finding(row, 'case', facts.caseId, judge(facts))];

function judge(facts: CaseFacts): Verdict {
  const noCrime = whyNoSuspicion(facts);
  if (noCrime !== null) return noCrime;
  return {
    outcome: 'met',
    reasons: [
      {
        th: 'มีการแจ้งรายการโอนที่มีเหตุอันควรสงสัยว่าเป็นอาชญากรรมทางเทคโนโลยี ข้อมูลของบัญชีและรายการโอนจึงต้องแลกเปลี่ยน',
        en: 'transfers are reported that give reasonable ground to suspect a technology crime: data of their accounts is to be shared',
      },
    ],
  };
}

/**
 * Returns whether the victim's institution denies every reported transfer; false without
 * transfers.
 */
export function everyDebitDenied({ transfers }: CaseFacts): boolean {
  return transfers.length > 0 && transfers.every(({ debit }) => debit === 'denied');
}

/**
 * Returns why nothing is suspected any more: the report was withdrawn, or no money left. Null
 * while there is reasonable ground to suspect.
 */
export function whyNoSuspicion(facts: CaseFacts): Verdict | null {
  if (facts.withdrawnAt !== null) {
    return { outcome: 'not_met', reasons: [{ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' }] };
  }
  if (everyDebitDenied(facts)) {
    const reasons = [
      { th: 'ธนาคารของผู้เสียหายแจ้งว่าไม่มีรายการโอนใดเลย', en: "the victim's institution denies every transfer" },
    ];
    return { outcome: 'not_met', reasons };
  }
  return null;
}
