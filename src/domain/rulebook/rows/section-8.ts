import { DECREE_2566, type RuleDraft } from './draft.js';

/** Section 8: the written record of a notice. */
export const SECTION_8_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_2566,
    ruleId: 'REC-8',
    section: 's.8 para 1',
    trigger: 'a notice by telephone',
    actor: 'who receives the notice',
    effect: 'writes it down, signs it with date and time, and gives the notifier a copy',
    record: 'the written record itself',
    actsIn: ['duties'],
    source:
      'Emergency Decree B.E. 2566 s.8 para 1: written record, signature, date and time, copy to the notifier. A notice that comes electronically is its own record.',
    titleTh: 'บันทึกการแจ้งทางโทรศัพท์เป็นลายลักษณ์อักษร',
    titleEn: 'Written record of a notice by telephone',
    textTh: 'ผู้รับแจ้งทางโทรศัพท์ต้องบันทึกเป็นลายลักษณ์อักษร ลงลายมือชื่อ วันและเวลา และส่งสำเนาให้ผู้แจ้ง กฎหมายไม่กำหนดเวลา เก็บบันทึกนั้นเอง',
  },
];
