import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { DAY_MS, HOUR_MS } from '../../time.js';
import { DECREE_2566, type RuleDraft } from './draft.js';

/** Section 7: suspension on the victim's own notice, and the 72 hours to complain. */
export const SECTION_7_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_2566,
    ruleId: 'VIC-7A',
    effectiveTo: bangkokMidnight('2026-11-30'),
    section: 's.7',
    trigger: 'the victim who holds the account tells the institution of a transaction that fits a technology crime',
    condition: 'victimHolderNotice',
    deadlineFrom: 'order_issued',
    countBasis: 'at_once',
    actor: "victim's institution, then every receiving institution",
    effect: 'suspends the transaction at once along the chain and advises the victim to complain',
    record: 'record of the notice under s.8',
    actsIn: ['judge', 'orders', 'releases', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.7: the notice of the victim who holds the account, and of nobody else, suspends at once a transaction that fits a technology crime (s.3); no decision is needed. P-S7AOC names the case types that fit.',
    titleTh: 'ระงับธุรกรรมทันทีเมื่อผู้เสียหายซึ่งเป็นเจ้าของบัญชีแจ้ง',
    titleEn: 'Suspension on the notice of a victim who holds the account',
    textTh:
      'เมื่อผู้เสียหายซึ่งเป็นเจ้าของบัญชีแจ้งสถาบันของตนว่ามีธุรกรรมที่เข้าข่ายเกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี สถาบันนั้นและทุกแห่งที่รับโอนต้องระงับธุรกรรมนั้นทันที และแนะนำให้ผู้เสียหายร้องทุกข์ ไม่ต้องมีคำวินิจฉัย เก็บบันทึกการแจ้งตามมาตรา 8',
  },
  {
    ...DECREE_2566,
    ruleId: 'VIC-7A',
    effectiveFrom: bangkokMidnight('2026-11-30'),
    section: 's.7',
    trigger:
      'the victim who holds the account, or who acts for that victim in law, tells the institution, or 1441, of a transaction that fits a technology crime',
    condition: 'victimHolderNotice',
    deadlineFrom: 'order_issued',
    countBasis: 'at_once',
    actor: "victim's institution, then every receiving institution",
    effect: 'suspends the transaction at once along the chain and advises the victim to complain',
    record: 'record of the notice under s.8',
    actsIn: ['judge', 'orders', 'releases', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.7: the notice of the victim who holds the account, or of who acts for him in law (guardian of a child, authorised signatory of a company, heir of one who died; the authority is stated, kept, and provable later), and of nobody else, suspends at once a transaction that fits a technology crime (s.3); no decision is needed, and it is the same power whether the bank or 1441 is told. P-S7AOC names the case types that fit, and who may speak. The row of before 30 November 2026 heard the holder alone; that others act for him is the centre’s reading of the Criminal Procedure Code (ss.4-5), for counsel to check; P-S7AOC switches it.',
    titleTh: 'ระงับธุรกรรมทันทีเมื่อผู้เสียหายซึ่งเป็นเจ้าของบัญชี หรือผู้แทนตามกฎหมาย แจ้ง',
    titleEn: 'Suspension on the notice of a victim who holds the account, or of who speaks for that victim',
    textTh:
      'เมื่อผู้เสียหายซึ่งเป็นเจ้าของบัญชี หรือผู้กระทำการแทนตามกฎหมาย (ผู้แทนโดยชอบธรรม ผู้มีอำนาจลงนาม ทายาท ตาม P-S7AOC) แจ้งสถาบันของตนหรือ 1441 ว่ามีธุรกรรมที่เข้าข่ายเกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี ซึ่งมีผลเท่ากัน สถาบันนั้นและทุกแห่งที่รับโอนต้องระงับธุรกรรมนั้นทันที และแนะนำให้ผู้เสียหายร้องทุกข์ ไม่ต้องมีคำวินิจฉัย การแจ้งของบุคคลอื่นไม่มีผลตามข้อนี้ ผู้แจ้งแทนต้องระบุอำนาจ ซึ่งเก็บไว้และพิสูจน์ได้ภายหลัง เก็บบันทึกการแจ้งตามมาตรา 8',
  },
  {
    ...DECREE_2566,
    ruleId: 'VIC-7B',
    section: 's.7',
    trigger: 'a suspension under VIC-7A',
    condition: 'victimComplained',
    deadlineMs: 72 * HOUR_MS,
    deadlineFrom: 'victim_advised',
    countBasis: 'instant',
    actor: 'victim',
    effect: 'complains to the inquiry officer',
    record: 'time of the complaint',
    actsIn: ['judge', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.7: 72 hours. The section does not say from when: see C1; the centre counts from the advice to the victim. A report to 1441 is already the complaint: see C2.',
    titleTh: 'ผู้เสียหายร้องทุกข์ภายในเจ็ดสิบสองชั่วโมง',
    titleEn: 'Victim complains within 72 hours',
    textTh:
      'ผู้เสียหายต้องร้องทุกข์ต่อพนักงานสอบสวนภายในเจ็ดสิบสองชั่วโมง กฎหมายไม่ระบุว่าเริ่มนับเมื่อใด (ดู C1) ศูนย์นับแต่เวลาที่แนะนำผู้เสียหาย การแจ้ง 1441 ของผู้เสียหายเป็นคำร้องทุกข์แล้ว (ดู C2) เก็บเวลาที่ร้องทุกข์',
  },
  {
    ...DECREE_2566,
    ruleId: 'OFF-7C',
    section: 's.7',
    trigger: 'an inquiry officer accepts the complaint',
    condition: 'officerAcceptedComplaint',
    actor: 'inquiry officer',
    effect: 'informs the institution of the complaint',
    record: 'the notice',
    actsIn: ['judge', 'duties'],
    source: 'Emergency Decree B.E. 2566 s.7: on complaint the officer informs the institution; no time is stated.',
    titleTh: 'พนักงานสอบสวนแจ้งสถาบันว่ามีการร้องทุกข์แล้ว',
    titleEn: 'Inquiry officer informs the institution of the complaint',
    textTh: 'เมื่อรับคำร้องทุกข์แล้ว พนักงานสอบสวนแจ้งสถาบันทราบ กฎหมายไม่กำหนดเวลา เก็บหนังสือหรือข้อความแจ้ง',
  },
  {
    ...DECREE_2566,
    ruleId: 'OFF-7D',
    effectiveTo: bangkokMidnight('2026-11-30'),
    section: 's.7',
    trigger: 'a complaint of the victim was received',
    condition: 'officerMayContinue',
    deadlineMs: 7 * DAY_MS,
    deadlineFrom: 'complaint_received',
    countBasis: 'instant',
    actor: 'inquiry officer',
    effect: 'decides, and may order the suspension to continue',
    record: 'the order',
    actsIn: ['judge', 'orders', 'releases', 'approvals', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.7: 7 days from the receipt of the victim’s complaint by an inquiry officer, also when the centre learns of it later. A notice of an institution and the call of another person are no complaint, and without a complaint there is no order. Counted from instant to instant, the strictest reading, because the life of a hold hangs on it.',
    titleTh: 'พนักงานสอบสวนพิจารณาภายในเจ็ดวันนับแต่วันที่ได้รับเรื่องร้องทุกข์',
    titleEn: 'Inquiry officer decides within 7 days of the complaint',
    textTh:
      'พนักงานสอบสวนต้องพิจารณาภายในเจ็ดวันนับแต่ได้รับคำร้องทุกข์ของผู้เสียหาย แม้ศูนย์ทราบภายหลัง และอาจสั่งให้ระงับต่อ การแจ้งของสถาบันหรือของบุคคลอื่นไม่ใช่คำร้องทุกข์ หากไม่มีคำร้องทุกข์สั่งให้ระงับต่อไม่ได้ นับเป็นชั่วโมงตั้งแต่เวลาที่ได้รับ ซึ่งเป็นการตีความที่สั้นที่สุด เพราะการระงับขึ้นอยู่กับกำหนดนี้ เก็บคำสั่ง',
  },
  {
    ...DECREE_2566,
    ruleId: 'OFF-7D',
    effectiveFrom: bangkokMidnight('2026-11-30'),
    section: 's.7',
    trigger: 'a complaint of the victim was received',
    condition: 'officerMayContinue',
    deadlineMs: 7 * DAY_MS,
    deadlineFrom: 'complaint_received',
    countBasis: 'instant',
    actor: 'inquiry officer',
    effect:
      'decides, and may order that the suspension goes on, whatever power the suspension rests on; an order after the seven days is void and refused, but one that was given in time may be renewed (P-CONT)',
    record: 'the order',
    actsIn: ['judge', 'orders', 'releases', 'approvals', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.7: 7 days from the instant at which an inquiry officer, or 1441 (C2), received the victim’s complaint, also when the centre learns of it days later. The section knows no later order, so one is void whatever holds the money then: section 6, a suspension of the centre (8/5(2)) or section 7. A notice of an institution, and the call of a relative or of another person who does not speak for the victim by law, are no complaint, and without a complaint there is no order. Counted from instant to instant, the strictest reading, because the life of a hold hangs on it. The row of before 30 November 2026 let an order come later where another power than section 7 held the money.',
    titleTh: 'พนักงานสอบสวนพิจารณาภายในเจ็ดวันนับแต่เวลาที่ได้รับคำร้องทุกข์',
    titleEn: 'Inquiry officer decides within 7 days of the complaint',
    textTh:
      'พนักงานสอบสวนต้องพิจารณาภายในเจ็ดวันนับแต่เวลาที่พนักงานสอบสวนหรือ 1441 (C2) ได้รับคำร้องทุกข์ของผู้เสียหาย แม้ศูนย์ทราบภายหลังหลายวัน และอาจสั่งให้ระงับต่อ ไม่ว่าการระงับนั้นอาศัยอำนาจใด คำสั่งที่ออกเมื่อพ้นกำหนดไม่มีผลและศูนย์ไม่รับ คำสั่งที่ออกภายในกำหนดต่ออายุได้ (P-CONT) การแจ้งของสถาบัน หรือของญาติหรือบุคคลอื่นที่ไม่ได้แจ้งแทนตามกฎหมาย ไม่ใช่คำร้องทุกข์ หากไม่มีคำร้องทุกข์สั่งให้ระงับต่อไม่ได้ นับเป็นชั่วโมงตั้งแต่เวลาที่ได้รับ ซึ่งเป็นการตีความที่สั้นที่สุด เพราะการระงับขึ้นอยู่กับกำหนดนี้ เก็บคำสั่ง',
  },
  {
    ...DECREE_2566,
    ruleId: 'LIFT-7E',
    section: 's.7',
    trigger: 'the seven days of OFF-7D passed without an order that the suspension goes on',
    deadlineFrom: 'order_expired',
    countBasis: 'at_once',
    actor: 'financial institution, operator',
    effect: 'lifts the suspension',
    record: 'reason of the release',
    actsIn: ['releases', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.7: no order within the seven days means that the institution lifts. It is not the basis of an end before them (P-URG, P-EXP with C1), nor of the end of an order that has run out (P-CONT).',
    titleTh: 'ยกเลิกการระงับเมื่อพ้นกำหนดโดยไม่มีคำสั่ง',
    titleEn: 'Suspension lifted when no order came in time',
    textTh:
      'เมื่อพ้นกำหนดเจ็ดวันของพนักงานสอบสวน (OFF-7D) โดยไม่มีคำสั่งให้ระงับต่อ สถาบันการเงินหรือผู้ประกอบธุรกิจต้องยกเลิกการระงับ ไม่ใช้กับการสิ้นผลก่อนเจ็ดวัน (P-URG, P-EXP และ C1) หรือเมื่อคำสั่งให้ระงับต่อครบกำหนด (P-CONT) เก็บเหตุที่ยกเลิกการระงับ',
  },
];
