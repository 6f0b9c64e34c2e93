import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { HOUR_MS } from '../../time.js';
import { CENTRE_POLICY, type RuleDraft } from './draft.js';

const LIMITS = { maxHops: 10, minSatang: 50_000, maxDebitAgeMs: 72 * HOUR_MS, maxAccounts: 500 };

/** The policy that says how far the money is followed. */
export const TRACE_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...CENTRE_POLICY,
    ruleId: 'P-TRACE',
    trigger: 'an institution names later debits that carried stolen money on',
    parameters: LIMITS,
    actor: 'centre',
    effect: 'follows the money within these limits and records why it stopped',
    record: 'reason of the stop',
    actsIn: ['trail'],
    source: 'Policy of the centre: without limits a trail reaches shops and innocent holders for small sums.',
    titleTh: 'ขอบเขตการติดตามเส้นทางเงิน',
    titleEn: 'Limits of the money trail',
    textTh:
      'ติดตามเส้นทางเงินไม่เกิน 10 ทอด จำนวนตั้งแต่ 500 บาท รายการที่ออกภายใน 72 ชั่วโมงหลังรับเงิน และไม่เกิน 500 บัญชี บันทึกเหตุที่หยุด',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-TRACE',
    effectiveFrom: bangkokMidnight('2025-09-14'),
    trigger: 'an institution names later debits that carried stolen money on',
    parameters: { ...LIMITS, shields: ['merchant', 'payroll'] },
    actor: 'centre',
    effect:
      'follows the money within these limits and records why it stopped. What the paying institution says was an ordinary payment for goods to a registered merchant, or a wage, is shown and not followed by itself; an officer may still ask for an order there',
    record: 'reason of the stop',
    actsIn: ['trail'],
    source:
      'Policy of the centre, with the policy of the authorities to hold the amount only (P-AMT): in September 2025 shops were held for one payment by a mule. Only the institution’s signed word shields, never the payee’s own.',
    titleTh: 'ขอบเขตการติดตามเส้นทางเงิน และการคุ้มครองร้านค้าและค่าจ้าง',
    titleEn: 'Limits of the money trail; merchants and wages are shielded',
    textTh:
      'ติดตามเส้นทางเงินไม่เกิน 10 ทอด จำนวนตั้งแต่ 500 บาท รายการที่ออกภายใน 72 ชั่วโมงหลังรับเงิน และไม่เกิน 500 บัญชี บันทึกเหตุที่หยุด รายการที่สถาบันผู้โอนระบุว่าเป็นการชำระค่าสินค้าตามปกติแก่ร้านค้าที่จดทะเบียน หรือเป็นค่าจ้าง ให้แสดงในเส้นทางแต่ไม่ระงับโดยอัตโนมัติ เจ้าหน้าที่ยังขอคำสั่งได้',
  },
];
