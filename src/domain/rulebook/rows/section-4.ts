import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { DECREE_2566, DECREE_AS_AMENDED, type RuleDraft } from './draft.js';

const CRITERIA_2569 = bangkokMidnight('2026-03-06');

/**
 * Section 4 before and since Amendment No. 2, and section 4/2 on the consequences of a listing.
 */
export const SECTION_4_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_2566,
    ruleId: 'SHARE-4',
    section: 's.4 para 1',
    effectiveTo: DECREE_AS_AMENDED.effectiveFrom,
    trigger: 'account or transaction data bears on a suspected technology crime',
    condition: 'dataToShare',
    standard: 'reasonable_ground',
    actor: 'financial institution, payment operator',
    effect: 'shares the data in the system that the agencies jointly approved',
    record: 'who disclosed what to whom, and when',
    actsIn: ['judge', 'exchange', 'orders', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.4 para 1: disclosure between institutions through the approved system on reasonable ground to suspect. No agency is bound by it.',
    titleTh: 'แลกเปลี่ยนข้อมูลบัญชีและธุรกรรมผ่านระบบที่เห็นชอบร่วมกัน',
    titleEn: 'Exchange of account and transaction data through the approved system',
    textTh:
      'เมื่อมีเหตุอันควรสงสัยว่าบัญชีหรือธุรกรรมเกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี สถาบันการเงินและผู้ประกอบธุรกิจต้องเปิดเผยหรือแลกเปลี่ยนข้อมูลระหว่างกันผ่านระบบที่หน่วยงานเห็นชอบร่วมกัน กฎหมายไม่กำหนดเวลา บันทึกว่าผู้ใดเปิดเผยข้อมูลใดแก่ผู้ใด เมื่อใด',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'SHARE-4',
    section: 's.4 para 1',
    trigger: 'account, wallet or transaction data bears on a suspected technology crime',
    condition: 'dataToShare',
    standard: 'reasonable_ground',
    actor: 'financial institution, payment operator, digital-asset operator',
    effect: 'shares the data in the system that the agencies, SEC among them, jointly approved',
    record: 'who disclosed what to whom, and when',
    actsIn: ['judge', 'exchange', 'orders', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.4 para 1, as amended by No. 2, B.E. 2568: wallets and the SEC join the exchange. It binds institutions among each other, the victim’s institution that is asked about a debit too; questions to agencies rest on SHARE-85.',
    titleTh: 'แลกเปลี่ยนข้อมูลบัญชี กระเป๋าสินทรัพย์ดิจิทัล และธุรกรรมผ่านระบบที่เห็นชอบร่วมกัน',
    titleEn: 'Exchange of account, wallet and transaction data through the approved system',
    textTh:
      'สถาบันการเงินและผู้ประกอบธุรกิจแลกเปลี่ยนข้อมูลระหว่างกันผ่านระบบที่หน่วยงานเห็นชอบร่วมกัน ตั้งแต่แก้ไขเพิ่มเติม (ฉบับที่ 2) รวมถึงกระเป๋าสินทรัพย์ดิจิทัลและผู้ประกอบธุรกิจสินทรัพย์ดิจิทัล และสำนักงาน ก.ล.ต. ร่วมเห็นชอบระบบด้วย สถาบันของผู้เสียหายที่ถูกถามเรื่องการตัดบัญชีตอบตามข้อนี้ ส่วนคำถามถึงหน่วยงานเป็นไปตาม SHARE-85 กฎหมายไม่กำหนดเวลา บันทึกว่าผู้ใดเปิดเผยข้อมูลใดแก่ผู้ใด เมื่อใด',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'SHARE-85',
    section: 's.8/5(5)',
    trigger: 'the centre needs data of an agency, or gives an agency data',
    actor: 'centre, and public and private bodies concerned',
    effect: 'they disclose or exchange data that helps to prevent and suppress technology crime',
    record: 'who disclosed what to whom, and when',
    actsIn: ['exchange'],
    source:
      'Emergency Decree B.E. 2566 s.8/5(5), as amended by No. 2, B.E. 2568: the basis of the centre’s questions to agencies. It is a power of the centre; it puts no duty on the agency and states no time (P-ASK says how long the centre waits).',
    titleTh: 'ศปอท. เปิดเผยหรือแลกเปลี่ยนข้อมูลกับหน่วยงานที่เกี่ยวข้อง',
    titleEn: 'Exchange of data between the centre and the bodies concerned',
    textTh:
      'ศปอท. เปิดเผยหรือแลกเปลี่ยนข้อมูลที่เกี่ยวข้องเพื่อประโยชน์ในการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยีกับหน่วยงานของรัฐและหน่วยงานเอกชนที่เกี่ยวข้อง คำถามของศูนย์ถึงหน่วยงานเป็นไปตามข้อนี้ กฎหมายไม่กำหนดเวลาและไม่ได้กำหนดเป็นหน้าที่ของหน่วยงาน บันทึกว่าผู้ใดเปิดเผยข้อมูลใดแก่ผู้ใด เมื่อใด',
  },
  {
    ...DECREE_2566,
    ruleId: 'SHARE-4N',
    section: 's.4 para 3',
    trigger: 'data was disclosed under section 4',
    condition: 'disclosureToNotify',
    deadlineFrom: 'disclosed',
    countBasis: 'at_once',
    actor: 'institution that disclosed; the centre for what it passes on in the system',
    effect: 'tells the Royal Thai Police or DSI, and AMLO, immediately',
    record: 'the notice',
    actsIn: ['judge', 'duties', 'exchange'],
    source:
      'Emergency Decree B.E. 2566 s.4 para 3: who disclosed under paragraph 1 or 2 tells RTP or DSI, and AMLO, immediately. What an agency tells the centre, or an officer notifies (s.6 para 2), is no such disclosure.',
    titleTh: 'ผู้เปิดเผยข้อมูลแจ้งตำรวจหรือดีเอสไอ และ ปปง. โดยทันที',
    titleEn: 'Notice of a disclosure to police or DSI, and to AMLO, immediately',
    textTh:
      'ผู้เปิดเผยข้อมูลตามมาตรา 4 ต้องแจ้งสำนักงานตำรวจแห่งชาติหรือกรมสอบสวนคดีพิเศษ และสำนักงาน ปปง. ทราบโดยทันที เก็บหนังสือหรือข้อความแจ้งไว้',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'LIST-42',
    section: 's.8/5(6), s.4/2',
    effectiveTo: CRITERIA_2569,
    trigger: 'the centre notifies that a person or wallet is listed',
    condition: 'mayBeListed',
    actor: 'financial institution, operator',
    effect: 'refuses to open, suspends, or closes, until the person or wallet is delisted',
    record: 'version of the list, and the criterion of each listing',
    parameters: { criteriaPublished: false },
    actsIn: ['judge', 'exchange', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.8/5(6) and s.4/2, as amended by No. 2, B.E. 2568. Listing follows the criteria that the centre announces, and none were published in this time: nobody is listed. Breach: s.8/11.',
    titleTh: 'ปฏิเสธ ระงับ หรือปิดบัญชีของบุคคลหรือกระเป๋าที่ศูนย์ประกาศรายชื่อ',
    titleEn: 'Refusal, suspension or closure for listed persons and wallets',
    textTh:
      'เมื่อศูนย์แจ้งรายชื่อบุคคลหรือกระเป๋าสินทรัพย์ดิจิทัล สถาบันการเงินและผู้ประกอบธุรกิจต้องไม่เปิดบัญชี ระงับ หรือปิดบัญชี จนกว่าจะถอนรายชื่อ การประกาศรายชื่อต้องเป็นไปตามหลักเกณฑ์ที่ศูนย์ประกาศ ในช่วงเวลานี้ยังไม่มีประกาศหลักเกณฑ์ จึงประกาศรายชื่อไม่ได้ เก็บรุ่นของรายชื่อที่ใช้',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'LIST-42',
    section: 's.8/5(6), s.4/2',
    effectiveFrom: CRITERIA_2569,
    trigger: 'the centre notifies that a person or wallet is listed',
    condition: 'mayBeListed',
    actor: 'financial institution, operator',
    effect: 'refuses to open, suspends, or closes, until the person or wallet is delisted',
    record: 'version of the list, and the criterion of each listing',
    parameters: { criteriaPublished: true },
    actsIn: ['judge', 'exchange', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.8/5(6) and s.4/2, as amended by No. 2, B.E. 2568, with the two notifications of the centre of 6 March 2026 on listing persons and juristic persons. Each listing names the criterion that it rests on. Their text was not at hand: whether somebody may be listed stays unknown, and an officer says by which criterion. A notification on wallets alone was not found. Breach: s.8/11.',
    titleTh: 'ปฏิเสธ ระงับ หรือปิดบัญชีของบุคคลหรือกระเป๋าที่ศูนย์ประกาศรายชื่อ',
    titleEn: 'Refusal, suspension or closure for listed persons and wallets',
    textTh:
      'เมื่อศูนย์แจ้งรายชื่อบุคคลหรือกระเป๋าสินทรัพย์ดิจิทัล สถาบันการเงินและผู้ประกอบธุรกิจต้องไม่เปิดบัญชี ระงับ หรือปิดบัญชี จนกว่าจะถอนรายชื่อ หลักเกณฑ์เป็นไปตามประกาศของศูนย์ลงวันที่ 6 มีนาคม 2569 สองฉบับ (บุคคลธรรมดาและนิติบุคคล) การประกาศรายชื่อแต่ละครั้งต้องระบุหลักเกณฑ์ที่ใช้ ระบบยังไม่มีตัวบท จึงถือว่ายังไม่ทราบผลจนกว่าเจ้าหน้าที่จะระบุหลักเกณฑ์ เก็บรุ่นของรายชื่อและหลักเกณฑ์ที่ใช้',
  },
];
