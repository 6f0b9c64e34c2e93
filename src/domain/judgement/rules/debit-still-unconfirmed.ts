import type { CaseFacts, TransferFacts } from '../facts.js';
import { NO_HOLDERS_NOTICE } from './victim-holder-notice.js';
import { type Reason, type RuleJudge, type Verdict, finding } from '../finding.js';

/**
 * Judges P-URG for each transfer: does a section 7 order run on the short urgent time, because the
 * debit is neither confirmed nor denied?
 */
export const debitStillUnconfirmed: RuleJudge = (facts, row) =>
  facts.transfers.map((transfer) => finding(row, 'transfer', transfer.transferId, judge(facts, transfer)));

function judge(facts: CaseFacts, transfer: TransferFacts): Verdict {
  const obstacle = whyNotUrgent(facts, transfer);
  if (obstacle !== null) return { outcome: 'not_met', reasons: [obstacle] };
  const reason = {
    th: 'ธนาคารของผู้เสียหายยังไม่ยืนยันการโอน คำสั่งมีผลตามเวลาเร่งด่วนเท่านั้น',
    en: "the victim's institution has not confirmed the debit: an order runs on the urgent time only",
  };
  return { outcome: 'met', reasons: [reason], missing: ['institution.debit_confirmation'] };
}

function whyNotUrgent(facts: CaseFacts, transfer: TransferFacts): Reason | null {
  if (!facts.holderReports) {
    return NO_HOLDERS_NOTICE;
  }
  if (transfer.debit === 'confirmed') {
    return { th: 'ธนาคารของผู้เสียหายยืนยันการโอนแล้ว', en: "the victim's institution confirmed the debit" };
  }
  if (transfer.debit === 'denied') {
    return { th: 'ธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอน', en: "the victim's institution denies the debit" };
  }
  if (facts.reporterLimitReached) {
    return {
      th: 'ผู้แจ้งมีเรื่องที่ยังไม่ยืนยันการโอนครบจำนวนที่กำหนด',
      en: 'the reporter has reached the limit of complaints whose debit nobody confirmed',
    };
  }
  return null;
}
