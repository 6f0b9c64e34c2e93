import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { CENTRE_POLICY, type RuleDraft } from './draft.js';

const CONFLICT = {
  ...CENTRE_POLICY,
  trigger: 'the sources are silent or contradict each other',
  actor: 'centre',
  record: 'this row, with every finding and order that rests on it',
} as const satisfies Partial<RuleDraft>;

/**
 * The conflicts, where the law is silent or sources differ: what the centre chose, why, and what a
 * later row could choose instead.
 */
export const CONFLICT_ROWS: readonly RuleDraft[] = [
  {
    ...CONFLICT,
    ruleId: 'C1',
    effectiveTo: bangkokMidnight('2026-11-30'),
    parameters: { startsAt: 'victim_advised', missedMeans: 'lift' },
    choices: {
      startsAt: [
        { value: 'victim_advised', th: 'เวลาที่แนะนำผู้เสียหายให้ร้องทุกข์', en: 'when the victim is advised to complain' },
        { value: 'order_issued', th: 'เวลาที่ออกคำสั่งระงับแรก', en: 'when the first hold order is issued' },
      ],
      missedMeans: [
        {
          value: 'lift',
          th: 'การระงับที่พนักงานสอบสวนยังไม่ดำเนินการสิ้นผลเมื่อครบ 72 ชั่วโมงนับแต่ออกคำสั่งระงับแรก',
          en: 'a hold on which no inquiry officer acted ends 72 hours after its first order',
        },
        {
          value: 'nothing',
          th: 'ไม่มีผลต่อการระงับ การระงับมีผลถึงเจ็ดวันนับแต่ร้องทุกข์ หรือนับแต่ออกคำสั่งหากไม่มีการร้องทุกข์',
          en: 'the hold is not touched by it: it lasts the seven days from the complaint, or from the order where nobody complained',
        },
      ],
    },
    effect:
      'the 72 hours in which the victim complains start when the victim is advised (VIC-7B); a hold on which no inquiry officer acted ends 72 hours after its first order (P-EXP)',
    actsIn: ['judge', 'orders', 'duties'],
    source:
      'Policy of the centre. Section 7 does not say from when the 72 hours run, nor that missing them lifts the hold; banks hold 72 hours in practice. The start times VIC-7B; what missing them means decides whether P-EXP ends a hold at 72 hours or at the seven days. Ask counsel.',
    titleTh: 'จุดเริ่มนับ 72 ชั่วโมง และผลเมื่อไม่ร้องทุกข์',
    titleEn: 'When the 72 hours start, and what missing them means',
    textTh:
      'มาตรา 7 ไม่ระบุว่า 72 ชั่วโมงเริ่มเมื่อใด และไม่ระบุว่าเมื่อไม่ร้องทุกข์แล้วต้องปลด ศูนย์เลือกให้เวลา 72 ชั่วโมงที่ผู้เสียหายต้องร้องทุกข์เริ่มเมื่อแนะนำผู้เสียหาย (VIC-7B) และให้การระงับที่พนักงานสอบสวนยังไม่ดำเนินการสิ้นผลเมื่อครบ 72 ชั่วโมงนับแต่ออกคำสั่งแรก (P-EXP) ควรขอความเห็นทางกฎหมาย',
  },
  {
    ...CONFLICT,
    ruleId: 'C1',
    effectiveFrom: bangkokMidnight('2026-11-30'),
    parameters: { startsAt: 'victim_advised', missedMeans: 'lift' },
    choices: {
      startsAt: [
        { value: 'victim_advised', th: 'เวลาที่แนะนำผู้เสียหายให้ร้องทุกข์', en: 'when the victim is advised to complain' },
        { value: 'order_issued', th: 'เวลาที่ออกคำสั่งระงับแรก', en: 'when the first hold order is issued' },
      ],
      missedMeans: [
        {
          value: 'lift',
          th: 'การระงับที่ไม่มีผู้เสียหายร้องทุกข์สิ้นผลเมื่อครบ 72 ชั่วโมงนับแต่ออกคำสั่งระงับแรก',
          en: 'a hold about which no victim complained ends 72 hours after its first order',
        },
        {
          value: 'nothing',
          th: 'ไม่มีผลต่อการระงับ หากไม่มีการร้องทุกข์ การระงับมีผลถึงเจ็ดวันนับแต่ออกคำสั่ง',
          en: 'the hold is not touched by it: where nobody complained it lasts seven days from the order',
        },
      ],
    },
    effect:
      'the 72 hours in which the victim complains start when the victim is advised (VIC-7B); a hold about which no victim complained, such as one on a notice to the bank alone, ends 72 hours after its first order (P-EXP)',
    actsIn: ['judge', 'orders', 'duties'],
    source:
      'Policy of the centre, changed on 30 November 2026 together with P-EXP. Section 7 does not say from when the 72 hours run, nor that missing them lifts the hold; banks hold 72 hours in practice. The start times VIC-7B; what missing them means decides whether P-EXP ends a hold without a complaint at 72 hours or at seven days. Where a complaint was made, and a report to 1441 is one (C2), nothing was missed. Ask counsel.',
    titleTh: 'จุดเริ่มนับ 72 ชั่วโมง และผลเมื่อไม่ร้องทุกข์',
    titleEn: 'When the 72 hours start, and what missing them means',
    textTh:
      'มาตรา 7 ไม่ระบุว่า 72 ชั่วโมงเริ่มเมื่อใด และไม่ระบุว่าเมื่อไม่ร้องทุกข์แล้วต้องยกเลิกการระงับ ศูนย์เลือกให้เวลา 72 ชั่วโมงที่ผู้เสียหายต้องร้องทุกข์เริ่มเมื่อแนะนำผู้เสียหาย (VIC-7B) และให้การระงับที่ไม่มีผู้เสียหายร้องทุกข์ เช่น แจ้งธนาคารอย่างเดียว สิ้นผลเมื่อครบ 72 ชั่วโมงนับแต่ออกคำสั่งแรก (P-EXP) การแจ้ง 1441 เป็นคำร้องทุกข์แล้ว (C2) เปลี่ยนเมื่อ 30 พฤศจิกายน 2569 ควรขอความเห็นทางกฎหมาย',
  },
  {
    ...CONFLICT,
    ruleId: 'C2',
    parameters: { reportCountsAs: 'complaint' },
    choices: {
      reportCountsAs: [
        { value: 'complaint', th: 'เป็นคำร้องทุกข์ตั้งแต่เวลาที่แจ้ง', en: 'a complaint from the time of the report' },
        {
          value: 'notice',
          th: 'เป็นเพียงการแจ้ง คำร้องทุกข์คือบันทึกของพนักงานสอบสวน',
          en: 'a notice only; the complaint is the statement before an inquiry officer',
        },
      ],
    },
    effect:
      'the victim’s report to the centre is the complaint: it meets VIC-7B and starts the seven days of OFF-7D, unless police received the complaint earlier; both times are kept',
    actsIn: ['judge', 'orders', 'approvals', 'duties'],
    source:
      'Policy of the centre after s.8/5(1): literally the report is a complaint. Practice still sends victims to sign a police statement, so both times are kept.',
    titleTh: 'การแจ้ง 1441 เป็นคำร้องทุกข์หรือไม่',
    titleEn: 'Whether a report to 1441 is the complaint of section 7',
    textTh:
      'ตามมาตรา 8/5(1) การแจ้ง 1441 ของผู้เสียหายเป็นคำร้องทุกข์แล้ว เวลาเจ็ดวันจึงเริ่มทันทีและ VIC-7B ครบถ้วน แต่ทางปฏิบัติยังให้ไปลงบันทึกกับตำรวจ ศูนย์ถือตามตัวบทและเก็บเวลาทั้งสอง เจ็ดวันนับแต่เวลาที่เกิดก่อน',
  },
  {
    ...CONFLICT,
    ruleId: 'C3',
    parameters: { longest: 'seven_days' },
    choices: {
      longest: [
        {
          value: 'seven_days',
          th: 'ไม่เกิน 7 วันหากไม่มีคำสั่งยืนยัน',
          en: 'seven days unless confirmed by a continue-order or warrant',
        },
        {
          value: 'none',
          th: 'ไม่มีกำหนดสูงสุด ผู้ขอต้องระบุวันสิ้นผลในคำสั่ง ครั้งละไม่เกิน P-CONT ต่ออายุได้ด้วยคำสั่งใหม่',
          en: 'no longest time: who asks for the order names its end, each time within P-CONT, and a new order may follow',
        },
      ],
    },
    effect: 'a suspension under section 8/5(2) lasts at most seven days unless confirmed',
    actsIn: ['orders', 'releases', 'approvals'],
    source:
      'Policy of the centre. Section 8/5(2) has no longest time, hearing or appeal, and it is unclear whether it is an administrative order (the Act excludes criminal justice). No choice gives a suspension without an end: one that names no date keeps the seven days of P-AOC7. Nor does the section say whether evidence about one account suspends the money where it goes next: the centre lets two persons make that ready for the money of a live hold, up to a cap and an end within the same longest time, and only at an account about which the evidence itself gives reason to believe (armed hold, P-EV85B). Section 6 is no ground for it: there nobody gave notice of a suspicion. AOC-85C revokes on proof; that an officer of the centre may also let a suspension go without proof, when the evidence no longer gives reason to believe (AOC-85B), is the centre’s reading. Ask counsel.',
    titleTh: 'ระยะเวลาสูงสุดของคำสั่งระงับของศูนย์',
    titleEn: "The longest time of the centre's suspension",
    textTh:
      'มาตรา 8/5(2) ไม่กำหนดเวลาสูงสุด การรับฟัง หรือการอุทธรณ์ และไม่ชัดว่าเป็นคำสั่งทางปกครองหรือไม่ ศูนย์เลือกไม่เกิน 7 วัน (ดู P-AOC7) ไม่ว่าเลือกอย่างใด คำสั่งทุกฉบับต้องมีวันสิ้นผล และมาตรานี้ไม่ระบุว่าพยานหลักฐานเกี่ยวกับบัญชีหนึ่งใช้ระงับเงินที่โอนต่อไปยังบัญชีถัดไปได้หรือไม่ ศูนย์ให้เจ้าหน้าที่สองคนเตรียมคำสั่งไว้ล่วงหน้าได้ เฉพาะเงินของการระงับที่ยังมีผล โดยกำหนดเพดานและวันสิ้นผลภายในระยะเวลาสูงสุดเดียวกัน และระงับเฉพาะบัญชีปลายทางที่มีพยานหลักฐานอันควรเชื่อได้ของบัญชีนั้นเอง (P-EV85B) มาตรา 6 ไม่ใช่ฐานของคำสั่งนี้ และมาตรา 8/5(2) ให้เพิกถอนเมื่อพิสูจน์ได้ว่าไม่เกี่ยวข้อง การที่เจ้าหน้าที่ศูนย์ยกเลิกการระงับเมื่อพยานหลักฐานไม่เพียงพออีกต่อไปเป็นการตีความของศูนย์ ควรขอความเห็นทางกฎหมาย',
  },
  {
    ...CONFLICT,
    ruleId: 'C4',
    parameters: { period: 'seven_days_from_complaint' },
    choices: {
      period: [
        {
          value: 'seven_days_from_complaint',
          th: 'เจ็ดวันนับแต่ร้องทุกข์ (กฎหมาย)',
          en: 'seven days from the complaint (statute)',
        },
        {
          value: 'three_days',
          th: 'สามวันนับแต่ออกคำสั่ง แม้พนักงานสอบสวนดำเนินการแล้ว (แนวปฏิบัติธนาคาร) และไม่เกินเจ็ดวันนับแต่ร้องทุกข์',
          en: 'three days from the order, whether or not an inquiry officer acted (practice of the banks), and never past the seven days',
        },
        {
          value: 'three_and_seven',
          th: 'สามวันนับแต่ออกคำสั่ง และอีกเจ็ดวันเมื่อพนักงานสอบสวนดำเนินการ (แนวปฏิบัติธนาคาร) และไม่เกินเจ็ดวันนับแต่ร้องทุกข์',
          en: 'three days from the order, and seven more once an inquiry officer acted (practice of the banks), and never past the seven days',
        },
      ],
    },
    effect:
      'the statute’s seven days from the complaint bound a hold of section 7, whatever is chosen; ten days from the order are reached only where the victim complained on the third day',
    actsIn: ['orders', 'releases'],
    source:
      'Policy of the centre: it decides whether P-EXP or P-3+7 ends an order of section 7. No practice can outlast the seven days from the complaint, after which the institution must lift (LIFT-7E); the time of the inquiry officer stays the seven days of OFF-7D.',
    titleTh: '7 วันตามกฎหมาย 3 วันตามธนาคาร หรือ 10 วัน',
    titleEn: 'Seven days by statute, three by the banks, or ten',
    textTh:
      'กฎหมายให้เจ็ดวันนับแต่ร้องทุกข์ ธนาคารใช้ 3 วันและ 3+7 วัน ไม่ว่าเลือกอย่างใด การระงับตามมาตรา 7 ไม่เกินเจ็ดวันนับแต่ร้องทุกข์ (LIFT-7E) จะถึง 10 วันนับแต่ออกคำสั่งได้เฉพาะเมื่อร้องทุกข์ในวันที่สาม (ดู OFF-7D, P-EXP, P-3+7)',
  },
  {
    ...CONFLICT,
    ruleId: 'C5',
    parameters: { target: 'four_hours', breach: 'one_working_day' },
    choices: {
      target: [
        { value: 'four_hours', th: '4 ชั่วโมง (ธปท.)', en: '4 hours (BoT)' },
        { value: 'half_day', th: 'ครึ่งวัน (กระทรวงดีอี)', en: 'half a day (MDES)' },
        { value: 'twelve_hours', th: '12 ชั่วโมง (ตำรวจ)', en: '12 hours (police)' },
      ],
      breach: [
        { value: 'one_working_day', th: '1 วันทำการ (ธปท.)', en: '1 working day (BoT)' },
        { value: 'twelve_hours', th: '12 ชั่วโมง (ตำรวจ)', en: '12 hours (police)' },
      ],
    },
    effect: 'the strictest promise is the target, the longest is the breach',
    actsIn: ['appeals'],
    source:
      'Policy of the centre: three authorities promised three times in September 2025 (P-REL, P-MDES, P-POL). It times the first tier of an appeal; the second, the police, keeps its own twelve hours.',
    titleTh: 'เป้าหมายเวลายกเลิกการระงับ',
    titleEn: 'Which release target holds',
    textTh:
      'หน่วยงานประกาศเวลายกเลิกการระงับต่างกัน ศูนย์ใช้เวลาที่เข้มที่สุดเป็นเป้าหมาย และเวลาที่นานที่สุดเป็นเกณฑ์ผิดเป้าหมาย (ดู P-REL, P-MDES, P-POL)',
  },
  {
    ...CONFLICT,
    ruleId: 'C6',
    parameters: {
      reading: 'shorter',
      rulesOfHolds: ['BANK-6A', 'OFF-6C', 'VIC-7B', 'OFF-7D', 'P-3+7', 'P-URG', 'P-EXP', 'P-CONT', 'P-AOC7', 'P-GLASS'],
    },
    choices: {
      reading: [
        {
          value: 'shorter',
          th: 'เวลาของการระงับใช้วิธีนับที่สั้นกว่า เวลาอื่นใช้วิธีนับของกฎแต่ละข้อ',
          en: 'the shorter reading for the time of a hold, and the basis of its row for every other time',
        },
        { value: 'row', th: 'เวลาทุกอย่างใช้วิธีนับของกฎแต่ละข้อ', en: 'the basis of its row for every time' },
      ],
    },
    effect:
      "the time of a hold ends at the earlier of two readings, by the clock and by the calendar, and no holiday makes it longer; an officer's or a party's own time goes by the basis of its row; a date that an order names replaces both",
    actsIn: ['deadlines'],
    source:
      'Policy of the centre. Civil Code ss.193/3 and 193/8 leave out the first day and move an end on a holiday; APA s.64 lets the last day count. It is asked wherever a row counts days, months or years; a row of hours has one reading. So seven days of a hold are 168 hours.',
    titleTh: 'วิธีนับระยะเวลา',
    titleEn: 'How days are counted',
    textTh:
      'ป.พ.พ. มาตรา 193/3 และ 193/8 ไม่นับวันแรกและเลื่อนวันสุดท้ายที่เป็นวันหยุด ส่วน พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง มาตรา 64 นับวันสุดท้ายแม้เป็นวันหยุด ศูนย์ให้เวลาของการระงับสิ้นสุดตามวิธีนับที่ถึงก่อนระหว่างการนับตามเวลาจริงกับการนับตามปฏิทิน วันหยุดไม่ทำให้ยาวขึ้น เวลาของเจ้าหน้าที่หรือคู่กรณีใช้วิธีนับของกฎแต่ละข้อ วันที่ระบุในคำสั่งใช้แทนทั้งสองอย่าง',
  },
  {
    ...CONFLICT,
    ruleId: 'C7',
    parameters: { trailHolders: 'amount', colouredPersons: 'whole_person' },
    choices: {
      trailHolders: [
        {
          value: 'amount',
          th: 'ระงับเฉพาะจำนวนเงิน เปลี่ยนไม่ได้ เพราะการระงับทั้งบัญชีต้องมีหมายอายัด (P-AMT)',
          en: 'the amount only; not to be switched: a whole account wants a seizure warrant (P-AMT)',
        },
      ],
      colouredPersons: [
        { value: 'whole_person', th: 'ทั้งบุคคล ตามบัญชีสี', en: 'the whole person, as the colours say' },
        {
          value: 'amount',
          th: 'เฉพาะบัญชีที่อยู่ในทะเบียน สีไม่มีผลต่อบัญชีอื่นของบุคคลนั้น',
          en: 'the account in the registry only: a colour says nothing of the person’s other accounts',
        },
      ],
    },
    effect:
      'black and dark grey reach the whole person by the registry’s own basis; a holder on a trail loses the use of the amount and nothing else',
    actsIn: ['judge'],
    source:
      'Policy of the centre: the two have different effects and different legal bases and must not be mixed. What a colour reaches is told with each coloured account and in the blast radius; it never makes an order of the centre larger. No row can let an order without a warrant reach more than the amount.',
    titleTh: 'ทั้งบุคคลหรือเฉพาะจำนวนเงิน',
    titleEn: 'The whole person or the amount',
    textTh:
      'สีดำและเทาเข้มมีผลทั้งบุคคลตามฐานของทะเบียน ส่วนเจ้าของบัญชีในเส้นทางเงินถูกระงับเฉพาะจำนวนเงิน ฐานกฎหมายต่างกันและห้ามปะปนกัน (ดู P-AMT)',
  },
];
