import type { AccountFacts } from '../facts.js';
import { type RuleJudge, type Verdict, finding } from '../finding.js';

/**
 * Judges AOC-85C for each account: is it shown that the account has nothing to do with the crime?
 * A denied debit shows it, because no stolen money left; or documents of the holder that an officer
 * accepted with reasons, because the money paid for what the holder gave.
 */
export const accountUnrelated: RuleJudge = (facts, row) =>
  facts.accounts.map((account) =>
    finding(row, 'account', account.account, account.provenUnrelated ? PROVEN : VERDICTS[account.debit]),
  );

const PROVEN: Verdict = {
  outcome: 'met',
  reasons: [
    {
      th: 'เจ้าหน้าที่รับเอกสารของเจ้าของบัญชี (การขาย การส่งมอบ หรือสัญญา) เป็นข้อพิสูจน์ว่าบัญชีมิได้เกี่ยวข้อง',
      en: 'an officer accepted documents of the holder (sale, delivery, contract) as proof that the account is not connected',
    },
  ],
};

const VERDICTS: Readonly<Record<AccountFacts['debit'], Verdict>> = {
  denied: {
    outcome: 'met',
    reasons: [
      {
        th: 'ธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอนต้นทาง เส้นทางเงินมาถึงบัญชีนี้จึงไม่มีอยู่จริง',
        en: "the victim's institution denies the first debit, so no stolen money reached the account",
      },
    ],
  },
  confirmed: {
    outcome: 'not_met',
    reasons: [
      {
        th: 'ธนาคารของผู้เสียหายยืนยันการโอนต้นทาง และยังไม่มีข้อพิสูจน์ว่าบัญชีมิได้เกี่ยวข้อง',
        en: "the victim's institution confirmed the first debit, and nothing shows that the account is unrelated",
      },
    ],
  },
  unknown: {
    outcome: 'unknown',
    reasons: [
      {
        th: 'ธนาคารของผู้เสียหายยังไม่ตอบเรื่องการโอนต้นทาง',
        en: "the victim's institution has not answered about the first debit",
      },
    ],
    missing: ['institution.debit_confirmation'],
  },
};
