import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { DECREE_2566, DECREE_2568, type RuleDraft } from './draft.js';

const CRITERIA_2569 = bangkokMidnight('2026-03-06');

/**
 * Section 4 before and since Amendment No. 2, and section 4/2 on the consequences of a listing.
 */
export const SECTION_4_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_2566,
    ruleId: 'SHARE-4',
    section: 's.4',
    effectiveTo: DECREE_2568.effectiveFrom,
    trigger: 'account or transaction data bears on a suspected technology crime',
    condition: 'dataToShare',
    standard: 'reasonable_ground',
    actor: 'financial institution, payment operator',
    effect: 'shares the data in the system that the agencies jointly approved',
    record: 'who disclosed what to whom, and when',
    actsIn: ['judge', 'exchange', 'orders', 'duties'],
    source: 'Emergency Decree B.E. 2566 s.4: disclosure through the approved system on reasonable ground to suspect.',
    titleTh: 'แลกเปลี่ยนข้อมูลบัญชีและธุรกรรมผ่านระบบที่เห็นชอบร่วมกัน',
    titleEn: 'Exchange of account and transaction data through the approved system',
    textTh:
      'เมื่อมีเหตุอันควรสงสัยว่าบัญชีหรือธุรกรรมเกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี สถาบันการเงินและผู้ประกอบธุรกิจต้องเปิดเผยหรือแลกเปลี่ยนข้อมูลผ่านระบบที่หน่วยงานเห็นชอบร่วมกัน กฎหมายไม่กำหนดเวลา บันทึกว่าผู้ใดเปิดเผยข้อมูลใดแก่ผู้ใด เมื่อใด',
  },
  {
    ...DECREE_2568,
    ruleId: 'SHARE-4',
    section: 's.4',
    trigger: 'account, wallet or transaction data bears on a suspected technology crime',
    condition: 'dataToShare',
    standard: 'reasonable_ground',
    actor: 'financial institution, payment operator, digital-asset operator',
    effect: 'shares the data in the system that the agencies, SEC among them, jointly approved',
    record: 'who disclosed what to whom, and when',
    actsIn: ['judge', 'exchange', 'orders', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.4 as read with Amendment No. 2, B.E. 2568: wallets and the SEC join the exchange.',
    titleTh: 'แลกเปลี่ยนข้อมูลบัญชี กระเป๋าสินทรัพย์ดิจิทัล และธุรกรรมผ่านระบบที่เห็นชอบร่วมกัน',
    titleEn: 'Exchange of account, wallet and transaction data through the approved system',
    textTh:
      'ตั้งแต่มีพระราชกำหนด (ฉบับที่ 2) หน้าที่แลกเปลี่ยนข้อมูลรวมถึงกระเป๋าสินทรัพย์ดิจิทัลและผู้ประกอบธุรกิจสินทรัพย์ดิจิทัล และสำนักงาน ก.ล.ต. เป็นหน่วยงานที่ร่วมเห็นชอบระบบด้วย กฎหมายไม่กำหนดเวลา บันทึกว่าผู้ใดเปิดเผยข้อมูลใดแก่ผู้ใด เมื่อใด',
  },
  {
    ...DECREE_2566,
    ruleId: 'SHARE-4N',
    section: 's.4 para 3',
    trigger: 'data was disclosed under section 4',
    condition: 'disclosureToNotify',
    deadlineFrom: 'disclosed',
    countBasis: 'at_once',
    actor: 'who disclosed',
    effect: 'tells the Royal Thai Police or DSI, and AMLO, immediately',
    record: 'the notice',
    actsIn: ['judge', 'duties', 'exchange'],
    source: 'Emergency Decree B.E. 2566 s.4 para 3: the discloser tells RTP or DSI, and AMLO, immediately.',
    titleTh: 'ผู้เปิดเผยข้อมูลแจ้งตำรวจหรือดีเอสไอ และ ปปง. โดยทันที',
    titleEn: 'Notice of a disclosure to police or DSI, and to AMLO, immediately',
    textTh:
      'ผู้เปิดเผยข้อมูลตามมาตรา 4 ต้องแจ้งสำนักงานตำรวจแห่งชาติหรือกรมสอบสวนคดีพิเศษ และสำนักงาน ปปง. ทราบโดยทันที เก็บหนังสือหรือข้อความแจ้งไว้',
  },
  {
    ...DECREE_2568,
    ruleId: 'LIST-42',
    section: 's.8/5(6), s.4/2',
    effectiveTo: CRITERIA_2569,
    trigger: 'the centre notifies that a person or wallet is listed',
    condition: 'mayBeListed',
    actor: 'financial institution, operator',
    effect: 'refuses to open, suspends, or closes, until the person or wallet is delisted',
    record: 'version of the list',
    parameters: { criteriaPublished: false },
    actsIn: ['judge', 'exchange', 'duties'],
    source:
      'Amendment No. 2, B.E. 2568, s.8/5(6) and s.4/2. No criteria for listing were published in this time. Breach: s.8/11.',
    titleTh: 'ปฏิเสธ ระงับ หรือปิดบัญชีของบุคคลหรือกระเป๋าที่ศูนย์ประกาศรายชื่อ',
    titleEn: 'Refusal, suspension or closure for listed persons and wallets',
    textTh:
      'เมื่อศูนย์แจ้งรายชื่อบุคคลหรือกระเป๋าสินทรัพย์ดิจิทัล สถาบันการเงินและผู้ประกอบธุรกิจต้องไม่เปิดบัญชี ระงับ หรือปิดบัญชี จนกว่าจะถอนรายชื่อ ในช่วงเวลานี้ยังไม่มีประกาศหลักเกณฑ์การกำหนดรายชื่อ เก็บรุ่นของรายชื่อที่ใช้',
  },
  {
    ...DECREE_2568,
    ruleId: 'LIST-42',
    section: 's.8/5(6), s.4/2',
    effectiveFrom: CRITERIA_2569,
    trigger: 'the centre notifies that a person or wallet is listed',
    condition: 'mayBeListed',
    actor: 'financial institution, operator',
    effect: 'refuses to open, suspends, or closes, until the person or wallet is delisted',
    record: 'version of the list',
    parameters: { criteriaPublished: true },
    actsIn: ['judge', 'exchange', 'duties'],
    source:
      'Amendment No. 2, B.E. 2568, s.8/5(6) and s.4/2, with the two notifications of the centre of 6 March 2026 on listing persons and juristic persons. Their text was not at hand: whether somebody may be listed stays unknown. Breach: s.8/11.',
    titleTh: 'ปฏิเสธ ระงับ หรือปิดบัญชีของบุคคลหรือกระเป๋าที่ศูนย์ประกาศรายชื่อ',
    titleEn: 'Refusal, suspension or closure for listed persons and wallets',
    textTh:
      'เมื่อศูนย์แจ้งรายชื่อบุคคลหรือกระเป๋าสินทรัพย์ดิจิทัล สถาบันการเงินและผู้ประกอบธุรกิจต้องไม่เปิดบัญชี ระงับ หรือปิดบัญชี จนกว่าจะถอนรายชื่อ หลักเกณฑ์เป็นไปตามประกาศของศูนย์ลงวันที่ 6 มีนาคม 2569 สองฉบับ (บุคคลธรรมดาและนิติบุคคล) ซึ่งระบบยังไม่มีตัวบท จึงถือว่ายังไม่ทราบผล เก็บรุ่นของรายชื่อที่ใช้',
  },
];
