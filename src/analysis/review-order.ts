import type { AdviceDraft, AdviceReason } from '../domain/advice/advice.js';
import { bandByCard } from '../domain/advice/measured.js';
import { featureHash } from './feature-hash.js';

/** The version of this way to put complaints in an order of review. */
export const REVIEW_ORDER_MODEL = 'review-order-1';

/** What speaks for a complaint that is mistaken or false, as the record has it. */
export interface Doubts {
  /** Debits of which the victim's institution says that amount, account or time differ. */
  debitsDisputed: number;
  /** Other complaints by the same caller within thirty days. */
  otherReports: number;
  /** Payments from the reported payees to the victim's account that are older than the theft. */
  paidBackBefore: number;
}

/** From so many other complaints of one caller on they say something. */
const REPORTS_FROM = 3;

/**
 * What each doubt counts for. They are set by hand, because no outcome of a real complaint is known;
 * the lab measures the order on mistaken complaints that are made up.
 */
const WEIGHTS = { debitsDisputed: 0.6, paidBackBefore: 0.5, otherReports: 0.4 } as const;

/**
 * Says that a case is worth an early look because its complaint may be mistaken; null without a
 * doubt. It is an order of review and nothing else: a hold of section 7 stands when this is read.
 */
export function reviewOrder(caseId: string, doubts: Doubts): AdviceDraft | null {
  const there = (Object.keys(WEIGHTS) as (keyof Doubts)[]).filter(
    (name) => doubts[name] >= (name === 'otherReports' ? REPORTS_FROM : 1),
  );
  if (there.length === 0) return null;
  return {
    kind: 'review_order',
    subject: caseId,
    score: 1 - there.reduce((rest, name) => rest * (1 - WEIGHTS[name]), 1),
    band: bandByCard(REVIEW_ORDER_MODEL),
    reasons: there.map((name) => reasonOf(name, doubts[name])),
    counterfactual: null,
    detail: {},
    modelVersion: REVIEW_ORDER_MODEL,
    featureHash: featureHash(Object.fromEntries(there.map((name) => [name, doubts[name]]))),
    shadow: false,
  };
}

function reasonOf(name: keyof Doubts, count: number): AdviceReason {
  switch (name) {
    case 'debitsDisputed':
      return {
        code: 'REVIEW.DEBIT_DISPUTED',
        th: `สถาบันของผู้เสียหายแจ้งว่ารายการที่แจ้ง ${count} รายการมียอด บัญชี หรือเวลาไม่ตรงกัน`,
        en: `the victim's institution says of ${count} reported transfers that amount, account or time differ`,
      };
    case 'paidBackBefore':
      return {
        code: 'REVIEW.PAID_BACK_BEFORE',
        th: `บัญชีผู้รับเคยโอนเงินให้บัญชีผู้เสียหายมาก่อน ${count} รายการ`,
        en: `the reported payees had paid the victim's account before, ${count} times that are on record`,
      };
    case 'otherReports':
      return {
        code: 'REVIEW.OTHER_REPORTS',
        th: `ผู้แจ้งคนเดียวกันแจ้งเรื่องอื่นอีก ${count} เรื่องใน 30 วัน`,
        en: `the same caller reported ${count} other cases within 30 days`,
      };
  }
}
