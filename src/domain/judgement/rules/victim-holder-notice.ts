import { UNKNOWN_CASE_TYPE } from '../../complaint/words/portal-case-types.js';
import { fitsTechnologyCrime } from '../fits-technology-crime.js';
import type { CaseFacts, TransferFacts } from '../facts.js';
import { type JudgeContext, type Reason, type RuleJudge, type Verdict, finding } from '../finding.js';

/** Why section 7 suspends a transfer; also the reason of an order before any judgement. */
export const HOLDER_GAVE_NOTICE: Reason = {
  th: 'ผู้เสียหายซึ่งเป็นเจ้าของบัญชี หรือผู้แจ้งแทนตามกฎหมาย แจ้งรายการโอนนี้ ซึ่งเข้าข่ายเกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี',
  en: 'the victim who holds the debited account, or who speaks for that victim by law, gave notice of this transfer, which fits a technology crime',
};

/** Why section 7 gives nothing: the report is neither the holder's nor of who speaks for the holder. */
export const NO_HOLDERS_NOTICE: Reason = {
  th: 'ผู้แจ้งไม่ใช่เจ้าของบัญชีที่โอนเงินออก และไม่ได้แจ้งแทนตามกฎหมาย',
  en: 'the reporter neither holds the account that was debited nor speaks for its holder by law',
};

/**
 * Judges VIC-7A for each transfer: does the notice of the victim who holds the account suspend this
 * transfer at the receiving institution, because it fits a technology crime?
 */
export const victimHolderNotice: RuleJudge = (facts, row, law) =>
  facts.transfers.map((transfer) => finding(row, 'transfer', transfer.transferId, judge(facts, transfer, law)));

function judge(facts: CaseFacts, transfer: TransferFacts, law: JudgeContext): Verdict {
  if (!facts.holderReports) {
    return notMet(NO_HOLDERS_NOTICE);
  }
  if (!fitsTechnologyCrime(facts, law)) {
    if (facts.caseType === UNKNOWN_CASE_TYPE) {
      const reason = { th: 'ยังไม่ทราบประเภทคดี', en: 'the type of the case is not known yet' };
      return { outcome: 'unknown', reasons: [reason], missing: ['hotline.case_type'] };
    }
    return notMet({
      th: 'ประเภทคดีที่แจ้งไม่เข้าข่ายเกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี',
      en: 'the type of the case does not fit a technology crime',
    });
  }
  if (facts.withdrawnAt !== null) return notMet({ th: 'ผู้เสียหายถอนเรื่องแล้ว', en: 'the complaint was withdrawn' });
  if (transfer.debit === 'denied') {
    return notMet({ th: 'ธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอนนี้', en: "the victim's institution denies the debit" });
  }
  if (transfer.account === null) {
    return {
      outcome: 'unknown',
      reasons: [
        {
          th: 'ทราบเพียงรหัสพร้อมเพย์ ยังไม่ทราบบัญชีปลายทาง',
          en: 'only a PromptPay id is known; the receiving account is not',
        },
      ],
      missing: ['institution.debit_confirmation'],
    };
  }
  return { outcome: 'met', reasons: [HOLDER_GAVE_NOTICE] };
}

function notMet(reason: Reason): Verdict {
  return { outcome: 'not_met', reasons: [reason] };
}
