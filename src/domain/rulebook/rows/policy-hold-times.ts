import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time.js';
import { CENTRE_POLICY, type RuleDraft } from './draft.js';

/** How long each kind of hold stands, such as the 72 hours of a section 7 order. */
export const HOLD_TIME_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...CENTRE_POLICY,
    ruleId: 'P-URG',
    trigger: "a section 7 order is issued before the victim's institution confirmed the debit",
    condition: 'debitStillUnconfirmed',
    parameters: { leastMs: 15 * MINUTE_MS },
    deadlineMs: 60 * MINUTE_MS,
    deadlineFrom: 'order_issued',
    countBasis: 'instant',
    actor: 'centre, institutions',
    effect:
      "releases unless the debit is confirmed; orders of later hops run on the same time. Where the question did not come to the victim's institution 15 minutes before the end, the time begins anew, as long as the complaint gives time (P-EXP), and a person telephones. It is counted from the complaint, also where another power held the money before (for counsel: no section says so)",
    record: 'the confirmation; when the question came to the institution; each time that began anew',
    actsIn: ['judge', 'orders', 'releases', 'duties'],
    source:
      'Policy of the centre: a false report must not suspend anyone for longer than a bank needs to look. A bank that was not asked has not looked: neither a fault of the centre nor a line that is down lets stolen money go.',
    titleTh: 'คำสั่งเร่งด่วนก่อนธนาคารผู้เสียหายยืนยันการโอน สิ้นผลใน 60 นาที',
    titleEn: 'Urgent order before the debit is confirmed: 60 minutes',
    textTh:
      'คำสั่งตามมาตรา 7 ที่ออกก่อนสถาบันของผู้เสียหายยืนยันการโอน สิ้นผลใน 60 นาทีหากไม่มีการยืนยัน รวมถึงคำสั่งในทอดต่อไป หากคำถามไปไม่ถึงสถาบันของผู้เสียหายก่อนครบเวลา 15 นาที ให้เริ่มนับเวลาใหม่ ตราบที่คำร้องทุกข์ยังให้เวลา (P-EXP) และให้เจ้าหน้าที่โทรสอบถาม เวลานี้นับจากคำร้องทุกข์ แม้ก่อนหน้านั้นเงินถูกระงับด้วยอำนาจอื่น (ควรขอความเห็นทางกฎหมาย เพราะไม่มีมาตราใดระบุ) เก็บการยืนยัน เวลาที่คำถามไปถึง และทุกครั้งที่เริ่มนับใหม่',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-EXP',
    effectiveTo: bangkokMidnight('2026-11-30'),
    trigger: 'a section 7 order whose debit is confirmed',
    parameters: { statementMs: 168 * HOUR_MS },
    deadlineMs: 72 * HOUR_MS,
    deadlineFrom: 'order_issued',
    countBasis: 'instant',
    actor: 'centre',
    effect:
      "the order names its expiry; the inquiry officer's act under OFF-7C moves it, by a new order, to 168 hours after receipt of the complaint",
    record: 'the order',
    actsIn: ['orders', 'releases', 'duties'],
    source:
      'Policy of the centre where the decree is silent: section 7 does not say from when the 72 hours run or that missing them lifts the hold, and a report to the centre is already a complaint. The report starts the 7 days, but by itself does not make a hold longer.',
    titleTh: 'คำสั่งตามมาตรา 7 ที่ยืนยันการโอนแล้วมีผล 72 ชั่วโมง',
    titleEn: 'Section 7 order with a confirmed debit: 72 hours',
    textTh:
      'คำสั่งตามมาตรา 7 ที่ยืนยันการโอนแล้วมีผล 72 ชั่วโมงนับแต่ออกคำสั่ง เมื่อพนักงานสอบสวนแจ้งตาม OFF-7C จะออกคำสั่งใหม่ให้มีผลถึง 168 ชั่วโมงนับแต่รับคำร้องทุกข์ วันสิ้นผลอยู่ในคำสั่ง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-EXP',
    effectiveFrom: bangkokMidnight('2026-11-30'),
    trigger: 'a section 7 order whose debit is confirmed',
    parameters: { statementMs: 168 * HOUR_MS, sevenDaysBy: 'complaint' },
    choices: {
      sevenDaysBy: [
        {
          value: 'complaint',
          th: 'เมื่อมีคำร้องทุกข์ของผู้เสียหาย การแจ้ง 1441 เป็นคำร้องทุกข์ (C2)',
          en: 'once the victim complained; a report to 1441 is a complaint (C2)',
        },
        {
          value: 'officer_act',
          th: 'เมื่อพนักงานสอบสวนแจ้งตาม OFF-7C เท่านั้น',
          en: 'only once an inquiry officer acted under OFF-7C',
        },
      ],
    },
    deadlineMs: 72 * HOUR_MS,
    deadlineFrom: 'order_issued',
    countBasis: 'instant',
    actor: 'centre',
    effect:
      'the order names its expiry: 168 hours after the complaint was received, with or without an act of an inquiry officer; 72 hours after the first order where nobody complained (a notice to the bank alone). Then it is lifted. An officer’s order that it goes on counts only within the 168 hours (OFF-7D). A second report of the same transfer by the same victim moves neither',
    record: 'the order',
    actsIn: ['orders', 'releases', 'duties'],
    source:
      'Policy of the centre where the decree is silent, changed on 30 November 2026. Section 7 gives the inquiry officer seven days from the receipt of the complaint, and has the institution lift when they pass without his order (LIFT-7E). A report to 1441 is a complaint (s.8/5(1), C2), so to let go at 72 hours took four of these days from him; the 72 hours (VIC-7B) are the time to complain, and end a hold only where nobody did. The row before gave 72 hours until an officer acted; orders issued under it stand by it.',
    titleTh: 'คำสั่งตามมาตรา 7 ที่ยืนยันการโอนแล้วมีผลเจ็ดวันนับแต่ร้องทุกข์ หากไม่มีผู้ร้องทุกข์ 72 ชั่วโมง',
    titleEn: 'Section 7 order with a confirmed debit: 7 days from the complaint, 72 hours without one',
    textTh:
      'คำสั่งตามมาตรา 7 ที่ยืนยันการโอนแล้วมีผลถึง 168 ชั่วโมงนับแต่รับคำร้องทุกข์ ไม่ว่าพนักงานสอบสวนดำเนินการแล้วหรือไม่ การแจ้ง 1441 ของผู้เสียหายเป็นคำร้องทุกข์ (C2) หากไม่มีผู้ร้องทุกข์ (แจ้งธนาคารอย่างเดียว) มีผล 72 ชั่วโมงนับแต่คำสั่งแรก เมื่อครบกำหนดแล้วยกเลิกการระงับ คำสั่งของพนักงานสอบสวนให้ระงับต่อต้องออกภายใน 168 ชั่วโมงนั้น (OFF-7D) การแจ้งซ้ำเรื่องเดิมโดยผู้เสียหายคนเดิมไม่ทำให้ยาวขึ้นหรือสั้นลง วันสิ้นผลอยู่ในคำสั่ง เปลี่ยนเมื่อ 30 พฤศจิกายน 2569 เพราะมาตรา 7 ให้พนักงานสอบสวนมีเวลาเจ็ดวันนับแต่ได้รับคำร้องทุกข์ คำสั่งที่ออกก่อนวันนั้นเป็นไปตามข้อเดิม',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-CONT',
    trigger: 'an order that continues a hold (OFF-7D), or holds under a warrant',
    parameters: { maxPerTarget: 12, maxPerPerson: 2_000, limitHours: 365 * 24 },
    deadlineMs: 30 * DAY_MS,
    deadlineFrom: 'order_issued',
    countBasis: 'instant',
    actor: 'inquiry officer',
    effect:
      'the hold goes on until the date in the order, at most this long; renewable by a new order, as often as the caps of a year allow for one hold and one officer',
    record: 'the order',
    actsIn: ['orders', 'releases', 'approvals', 'duties'],
    source:
      'Policy of the centre: section 7 sets no longest time for a continued suspension; without a date a hold would never end by itself.',
    titleTh: 'คำสั่งให้ระงับต่อมีผลไม่เกิน 30 วัน ต่ออายุได้ด้วยคำสั่งใหม่',
    titleEn: 'Continued hold: the date in the order, at most 30 days',
    textTh:
      'คำสั่งให้ระงับต่อ หรือระงับตามหมายอายัด มีผลถึงวันที่ระบุในคำสั่ง ไม่เกิน 30 วัน ต่ออายุได้ด้วยคำสั่งใหม่ จำกัดจำนวนครั้งต่อการระงับและต่อเจ้าหน้าที่ในหนึ่งปี',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-AOC7',
    trigger: 'a suspension under AOC-85B that no continue-order or warrant confirmed',
    deadlineMs: 7 * DAY_MS,
    deadlineFrom: 'order_issued',
    countBasis: 'instant',
    actor: 'centre',
    effect: 'releases',
    record: 'reason of the release',
    actsIn: ['orders', 'releases', 'duties'],
    source:
      'Policy of the centre: section 8/5(2) sets no longest time; the 7 days of section 7 are the safe measure. Renewed by the centre itself they would have no end, so it neither renews them nor suspends again on the evidence that it had.',
    titleTh: 'คำสั่งระงับของศูนย์สิ้นผลใน 7 วันหากไม่มีคำสั่งยืนยัน',
    titleEn: "The centre's suspension ends after 7 days unless confirmed",
    textTh: 'คำสั่งระงับของศูนย์ตามมาตรา 8/5(2) สิ้นผลใน 7 วัน หากไม่มีคำสั่งให้ระงับต่อหรือหมายอายัด เก็บเหตุที่ยกเลิกการระงับ',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-GLASS',
    trigger: 'a supervisor orders a suspension alone because minutes count',
    parameters: {
      remindMs: 10 * MINUTE_MS,
      escalateMs: 20 * MINUTE_MS,
      maxPerTarget: 3,
      maxPerPerson: 10,
      limitHours: 24,
    },
    deadlineMs: 30 * MINUTE_MS,
    deadlineFrom: 'order_issued',
    countBasis: 'instant',
    actor: 'centre',
    effect:
      'the order leaves at once and is reversed unless a second supervisor confirms it in time; then only another person may order so at that account, and orders by one person and at one account are capped for each day',
    record: 'both decisions',
    actsIn: ['orders', 'releases', 'approvals', 'duties'],
    source:
      'Policy of the centre: four eyes may come after the act, but must come. Caps keep renewals from holding what nobody confirmed.',
    titleTh: 'กรณีฉุกเฉินผู้บังคับบัญชาสั่งคนเดียวได้ ต้องมีผู้ยืนยันใน 30 นาที',
    titleEn: 'Break-glass: one supervisor, confirmed within 30 minutes or reversed',
    textTh:
      'กรณีเร่งด่วน ผู้บังคับบัญชาคนเดียวสั่งระงับได้ทันที แต่ต้องมีผู้บังคับบัญชาอีกคนยืนยันภายใน 30 นาที มิฉะนั้นยกเลิกและต้องเป็นผู้อื่นที่สั่งซ้ำกับบัญชีเดิม จำกัดจำนวนคำสั่งต่อบัญชีและต่อคนในหนึ่งวัน เก็บทั้งสองคำสั่ง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-NOTICE',
    trigger:
      'an officer gives notices of suspicion (OFF-6B) through the centre, alone; an institution gives notices of credits whose debit nobody confirmed, and of what its customers told it (section 7)',
    // Five full notices a day are more than one officer examines, and one full notice is more than
    // one account gets in a day unless many officers are at work. Forty transfers of one account in a day
    // are more than a person tells a bank by mistake. Nobody has measured any of them.
    parameters: {
      limitHours: 24,
      maxPerPerson: 100,
      maxPerTarget: 20,
      maxUnconfirmed: 40,
      maxOfCustomers: 500,
      maxPerDebited: 40,
    },
    actor: 'centre',
    effect:
      'caps the transfers that one officer names in notices, and those that officers name at one account; beyond a cap a notice is refused, and another officer gives it, or two persons of the centre suspend (AOC-85B). Caps also the orders at others on notices of one institution, and those at one account on notices of any, while the debit behind them is not confirmed: such a notice is taken, its order follows the confirmation, and a supervisor is told once. Caps also the transfers of one bank whose customers told it, those from one debited account, and those at one account: beyond the cap such a notice is refused, and the customer reports to 1441',
    record: 'the refusal',
    actsIn: ['notices'],
    source:
      'Policy of the centre, not of the decree: section 6 paragraph 2 gives the power to each officer and names no number, and whoever is refused here may still notify an institution himself. The cap keeps one stolen session from suspending thousands of accounts. The numbers are uncertain.',
    titleTh: 'จำกัดจำนวนการแจ้งเหตุอันควรสงสัยของเจ้าหน้าที่คนเดียว',
    titleEn: "Cap of one officer's notices of suspicion",
    textTh:
      'เจ้าหน้าที่คนเดียวแจ้งเหตุอันควรสงสัยตามมาตรา 6 วรรคสองผ่านศูนย์ได้ไม่เกินจำนวนรายการโอนที่กำหนดใน 24 ชั่วโมง และจำกัดจำนวนรายการโอนต่อบัญชีผู้รับ เมื่อครบจำนวน ศูนย์ไม่รับการแจ้งนั้น ให้เจ้าหน้าที่คนอื่นแจ้ง หรือให้ศูนย์สั่งระงับโดยสองคนตามมาตรา 8/5(2) เจ้าหน้าที่ยังแจ้งธนาคารเองได้ คำสั่งตามการแจ้งของสถาบันแห่งเดียวที่ยังไม่ยืนยันการโอนมีได้ไม่เกินจำนวนที่กำหนด คำสั่งต่อไปรอการยืนยัน การแจ้งไม่สูญหาย และแจ้งหัวหน้าเจ้าหน้าที่ครั้งเดียว รายการโอนที่ลูกค้าแจ้งธนาคารตามมาตรา 7 มีได้ไม่เกินจำนวนที่กำหนดต่อธนาคาร ต่อบัญชีที่เงินออก และต่อบัญชีผู้รับ เมื่อครบจำนวน ศูนย์ไม่รับ และให้ลูกค้าแจ้ง 1441 จำนวนที่กำหนดเป็นนโยบายของศูนย์ ไม่ใช่ของพระราชกำหนด',
  },
];
