import { DECREE_2566, DECREE_2568, type RuleDraft } from './draft.js';

/** Section 5: data and services of telecom operators. */
export const SECTION_5_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_2566,
    ruleId: 'TEL-5',
    section: 's.5',
    trigger: 'subscriber or traffic data of a number is needed',
    condition: 'numberDataNeeded',
    standard: 'reasonable_ground',
    deadlineFrom: 'stated_in_order',
    countBasis: 'instant',
    actor: 'RTP, DSI or AMLO, to telecom operators and service providers',
    effect: 'the data is given as far as necessary, within the time of the order',
    record: 'order, scope, reply',
    actsIn: ['judge', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.5: subscriber-registration or traffic data, within the time the orderer sets.',
    titleTh: 'สั่งให้ส่งข้อมูลผู้ลงทะเบียนหรือข้อมูลจราจร',
    titleEn: 'Subscriber and traffic data on order',
    textTh:
      'เมื่อมีเหตุอันควรสงสัยและจำเป็น สำนักงานตำรวจแห่งชาติ ดีเอสไอ หรือ ปปง. สั่งให้ผู้ให้บริการโทรคมนาคมหรือผู้ให้บริการอื่นส่งข้อมูลผู้ลงทะเบียนหรือข้อมูลจราจร ภายในเวลาที่ผู้สั่งกำหนด เก็บคำสั่ง ขอบเขต และคำตอบ',
  },
  {
    ...DECREE_2568,
    ruleId: 'NBTC-5',
    section: 's.5 para 2, s.8/5(7)',
    trigger: 'evidence on a telephone number or message sender',
    condition: 'numberUsedInCrime',
    standard: 'reason_to_believe',
    actor: 'agencies and centre, through NBTC, to telecom operators',
    effect: 'the service of the number is suspended',
    record: 'notice and order',
    actsIn: ['judge', 'exchange', 'duties'],
    source: 'Amendment No. 2, B.E. 2568, s.5 para 2 and s.8/5(7); no time is stated.',
    titleTh: 'แจ้ง กสทช. ระงับบริการหมายเลขที่ใช้กระทำความผิด',
    titleEn: 'Telecom service of a number used in crime suspended through NBTC',
    textTh:
      'เมื่อมีพยานหลักฐานอันควรเชื่อได้ว่าหมายเลขโทรศัพท์หรือผู้ส่งข้อความถูกใช้กระทำความผิด หน่วยงานหรือศูนย์แจ้ง กสทช. เพื่อสั่งผู้ให้บริการระงับบริการ กฎหมายไม่กำหนดเวลา เก็บหนังสือแจ้งและคำสั่ง',
  },
];
