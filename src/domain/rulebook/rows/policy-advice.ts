import { DAY_MS } from '../../time.js';
import { CENTRE_POLICY, type RuleDraft } from './draft.js';

/** The policy on what the analysis may say; two persons switch it off by a later row. */
export const ADVICE_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...CENTRE_POLICY,
    ruleId: 'P-ADVICE',
    trigger: 'the questions of a case have gone out',
    parameters: { enabled: true, reviewPerTenThousand: 200, validMs: DAY_MS, ringLeadsMs: 90 * DAY_MS },
    actor: 'centre',
    effect:
      'the analysis advises officers on the order of review, links and the case type. Advice meets no rule, orders nothing and delays nothing. Off, the analysis is not asked and everything else stays the same; two in a hundred subjects are shown for review whatever their score. A ring leads nobody before two officers, neither of whom knows what the other says, find that its cases belong together, and leads for ninety days',
    record: 'each advice with model version, reasons and time; what officers say of it',
    actsIn: ['advice'],
    source:
      'Policy of the centre, its own choice: the memorandum of the authorities names analysis of data between agencies, and no instrument gives a score any power.',
    titleTh: 'คำแนะนำจากระบบวิเคราะห์',
    titleEn: 'Advice by the analysis',
    textTh:
      'ระบบวิเคราะห์แนะนำลำดับการตรวจ เรื่องที่น่าจะเกี่ยวกัน และประเภทคดีแก่เจ้าหน้าที่เท่านั้น คำแนะนำไม่ทำให้ครบเงื่อนไขตามกฎข้อใด ไม่ออกคำสั่ง และไม่ทำให้งานอื่นล่าช้า เมื่อปิดใช้ ระบบอื่นทำงานเหมือนเดิมทุกอย่าง สุ่มสองในร้อยรายการให้ตรวจโดยไม่ดูคะแนน ขบวนการที่ระบบแนะนำต้องมีเจ้าหน้าที่สองคนซึ่งไม่เห็นความเห็นของกันเห็นตรงกันก่อน และใช้ได้เก้าสิบวัน เก็บคำแนะนำ เหตุผล รุ่นของแบบจำลอง และความเห็นของเจ้าหน้าที่',
  },
];
