import { DECREE_2566, DECREE_AS_AMENDED, type RuleDraft } from './draft.js';

/** Section 5: data and services of telecom operators. */
export const SECTION_5_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_2566,
    ruleId: 'TEL-5',
    section: 's.5 para 1',
    trigger: 'subscriber or traffic data of a number is needed',
    condition: 'numberDataNeeded',
    standard: 'reasonable_ground',
    deadlineFrom: 'stated_in_order',
    countBasis: 'instant',
    actor: 'RTP, DSI or AMLO, to telecom operators and service providers',
    effect: 'the data is given as far as necessary, within the time of the order',
    record: 'order, scope, reply',
    actsIn: ['judge'],
    source:
      'Emergency Decree B.E. 2566 s.5 para 1: subscriber-registration or traffic data, within the time the orderer sets. Only police, DSI and AMLO order, and only service providers are bound: the centre’s question to NBTC rests on SHARE-85 and is no order of this section.',
    titleTh: 'สั่งให้ส่งข้อมูลผู้ลงทะเบียนหรือข้อมูลจราจร',
    titleEn: 'Subscriber and traffic data on order',
    textTh:
      'เมื่อมีเหตุอันควรสงสัยและจำเป็น สำนักงานตำรวจแห่งชาติ ดีเอสไอ หรือ ปปง. สั่งให้ผู้ให้บริการโทรคมนาคมหรือผู้ให้บริการอื่นส่งข้อมูลผู้ลงทะเบียนหรือข้อมูลจราจร ภายในเวลาที่ผู้สั่งกำหนด คำถามของศูนย์ถึงสำนักงาน กสทช. ไม่ใช่คำสั่งตามข้อนี้ (ดู SHARE-85) เก็บคำสั่ง ขอบเขต และคำตอบ',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'NBTC-5',
    section: 's.5 para 2, s.5 para 3, s.8/5(7)',
    trigger:
      'evidence that a telephone number or message sender was used in the crime; a link is neither, and a number that was only shown (spoofed) or is protected is never met',
    condition: 'numberUsedInCrime',
    standard: 'reason_to_believe',
    actor: 'agencies and centre, through NBTC, to telecom operators',
    effect:
      'NBTC is told, and orders the operators to suspend the service of the number; the lifting is a directive of two persons too (P-UNCUT)',
    record: 'notice and order',
    actsIn: ['judge', 'exchange', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.5 para 2 and s.8/5(7), as amended by No. 2, B.E. 2568; no time and no numeric threshold are stated: P-EV5 is the centre’s measure and keeps the protected numbers (hospitals, hotlines, authorities, banks), which two persons change. Para 3 has the suspension lifted by criteria that the agencies agree; their text was not found.',
    titleTh: 'แจ้ง กสทช. ระงับบริการหมายเลขที่ใช้กระทำความผิด',
    titleEn: 'Telecom service of a number used in crime suspended through NBTC',
    textTh:
      'เมื่อมีพยานหลักฐานอันควรเชื่อได้ว่าหมายเลขโทรศัพท์หรือผู้ส่งข้อความถูกใช้กระทำความผิด (เกณฑ์ดู P-EV5 ลิงก์ไม่นับ หมายเลขที่ถูกปลอมหรือได้รับการคุ้มครองไม่เข้าเกณฑ์) หน่วยงานหรือศูนย์แจ้ง กสทช. แล้ว กสทช. เป็นผู้สั่งผู้ให้บริการโทรคมนาคมระงับบริการ การยกเลิกการระงับบริการ (วรรคสาม) เป็นคำแจ้งที่ต้องใช้สองคนเช่นกัน (P-UNCUT) กฎหมายไม่กำหนดเวลา เก็บหนังสือแจ้งและคำสั่ง',
  },
];
