import { DECREE_AS_AMENDED, type RuleDraft } from './draft.js';

/**
 * Sections 8/1 to 8/10, which Amendment No. 2 inserted: refund, the centre's powers, and shared
 * liability.
 */
export const SECTIONS_8_1_TO_8_10_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'REP-81',
    section: 's.8/1',
    trigger: 'a transaction of technology crime is known',
    actor: 'RTP, DSI, financial institution, operator, to AMLO',
    effect: 'reports it, for the return of the money to victims',
    record: 'the report',
    actsIn: [],
    source:
      'Emergency Decree B.E. 2566 s.8/1, as amended by No. 2, B.E. 2568. Time and form follow a ministerial regulation that was approved in principle on 25 November 2025; its final text was not found.',
    titleTh: 'รายงานธุรกรรมต่อ ปปง. เพื่อคืนเงินผู้เสียหาย',
    titleEn: 'Report to AMLO for the return of money',
    textTh:
      'สำนักงานตำรวจแห่งชาติ ดีเอสไอ สถาบันการเงิน และผู้ประกอบธุรกิจ รายงานธุรกรรมที่เกี่ยวกับอาชญากรรมทางเทคโนโลยีต่อ ปปง. เวลาและวิธีการเป็นไปตามกฎกระทรวง ซึ่งยังไม่พบตัวบทที่ประกาศใช้',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'REF-82A',
    section: 's.8/2',
    trigger: 'AMLO publishes the accounts in the Gazette',
    period: { amount: 90, unit: 'day' },
    deadlineFrom: 'gazetted',
    countBasis: 'civil_code',
    actor: 'victim, account holder',
    effect: 'the victim claims, the holder objects',
    record: 'claim or objection',
    actsIn: [],
    source:
      'Emergency Decree B.E. 2566 s.8/2, as amended by No. 2, B.E. 2568: within 90 days of publication; known victims are told directly as well.',
    titleTh: 'ยื่นคำร้องหรือคัดค้านภายในเก้าสิบวันนับแต่ประกาศ',
    titleEn: 'Claim or objection within 90 days of publication',
    textTh:
      'เมื่อ ปปง. ประกาศบัญชีในราชกิจจานุเบกษา ผู้เสียหายยื่นคำร้อง และเจ้าของบัญชีคัดค้าน ภายในเก้าสิบวันนับแต่วันประกาศ เก็บคำร้องหรือคำคัดค้าน',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'REF-82B',
    section: 's.8/2',
    trigger: 'the Transaction Committee notifies its result, and a party disagrees',
    period: { amount: 30, unit: 'day' },
    deadlineFrom: 'notified',
    countBasis: 'civil_code',
    actor: 'party',
    effect: 'petitions the Civil Court; the Court of Appeal is final',
    record: 'filing',
    actsIn: [],
    source: 'Emergency Decree B.E. 2566 s.8/2, as amended by No. 2, B.E. 2568 (ss.8/1-8/4): within 30 days of notice.',
    titleTh: 'ร้องต่อศาลแพ่งภายในสามสิบวันนับแต่ได้รับแจ้ง',
    titleEn: 'Petition to the Civil Court within 30 days of notice',
    textTh: 'ผู้ไม่เห็นด้วยกับผลของคณะกรรมการธุรกรรมร้องต่อศาลแพ่งภายในสามสิบวันนับแต่ได้รับแจ้ง คำพิพากษาศาลอุทธรณ์เป็นที่สุด เก็บคำร้อง',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'REF-84',
    section: 's.8/4',
    trigger: 'nobody claims the money in ten years; or the victims are paid and money is left over',
    period: { amount: 10, unit: 'year' },
    deadlineFrom: 'claim_term_ended',
    countBasis: 'civil_code',
    actor: 'AMLO',
    effect:
      'the money falls to the Anti-Money-Laundering Fund: unclaimed money after the ten years, a surplus once the victims are paid, without the ten years; a late claim needs good reason',
    record: 'ledger',
    actsIn: [],
    source:
      'Emergency Decree B.E. 2566 s.8/4, as amended by No. 2, B.E. 2568: the ten years from the end of the 90 days belong to unclaimed money only. For a surplus the section states no time.',
    titleTh: 'เงินที่ไม่มีผู้ร้องเมื่อพ้นสิบปี และเงินที่เหลือ ตกเป็นของกองทุน',
    titleEn: 'Unclaimed money after ten years, and a surplus, go to the fund',
    textTh:
      'เงินที่ไม่มีผู้ร้องภายในสิบปีนับแต่สิ้นกำหนดเก้าสิบวัน หรือเงินที่เหลือเมื่อคืนให้ผู้เสียหายแล้ว (ไม่ต้องรอสิบปี) ตกเป็นของกองทุนป้องกันและปราบปรามการฟอกเงิน แต่ไม่ตัดสิทธิผู้มีเหตุอันสมควรที่จะขอรับคืนภายหลัง เก็บบัญชีรายการ',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'AOC-85A',
    section: 's.8/5(1)',
    trigger: 'the centre receives a report from the victim, on or after 13 April 2025',
    condition: 'reportIsComplaint',
    actor: 'centre',
    effect: 'the report counts as an electronic complaint to the police',
    record: 'time and receiver',
    actsIn: ['judge'],
    source:
      'Emergency Decree B.E. 2566 s.8/5(1) with s.8 para 2, as amended by No. 2, B.E. 2568. The report must come from the victim: an institution’s notice, and the call of another person who does not speak for the victim by law (P-S7AOC), are no complaint. What it does to the 72 hours of section 7: see C2.',
    titleTh: 'การแจ้งต่อศูนย์ถือเป็นการร้องทุกข์ทางอิเล็กทรอนิกส์',
    titleEn: 'A report to the centre counts as a complaint',
    textTh:
      'การแจ้งเหตุจากผู้เสียหายต่อ ศปอท. ตั้งแต่วันที่ 13 เมษายน 2568 ถือเป็นการร้องทุกข์โดยวิธีการทางอิเล็กทรอนิกส์ตามมาตรา 8 วรรคสอง ตั้งแต่เวลาที่รับแจ้ง การแจ้งของสถาบัน หรือของบุคคลอื่นที่ไม่ได้แจ้งแทนผู้เสียหายตามกฎหมาย (P-S7AOC) ไม่ใช่คำร้องทุกข์ เก็บเวลาและผู้รับแจ้ง',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'AOC-85B',
    section: 's.8/5(2)',
    trigger: 'evidence that an account is connected with a technology crime',
    condition: 'centreMaySuspend',
    standard: 'reason_to_believe',
    deadlineFrom: 'order_issued',
    countBasis: 'at_once',
    actor: 'centre, to financial institution or operator',
    effect: 'orders the suspension at once',
    record: 'the order',
    actsIn: ['judge', 'orders', 'releases', 'approvals', 'exchange', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.8/5(2), as amended by No. 2, B.E. 2568. The section sets no longest time and no numeric threshold: rows P-AOC7 and P-EV85B are the centre’s answers.',
    titleTh: 'ศูนย์สั่งระงับเมื่อมีพยานหลักฐานอันควรเชื่อได้ว่าเกี่ยวข้อง',
    titleEn: 'Suspension ordered by the centre on evidence',
    textTh:
      'เมื่อปรากฏพยานหลักฐานอันควรเชื่อได้ว่าบัญชีเกี่ยวข้องกับการกระทำความผิดอาชญากรรมทางเทคโนโลยี ศูนย์สั่งสถาบันการเงินหรือผู้ประกอบธุรกิจให้ระงับการทำธุรกรรมโดยทันที กฎหมายไม่กำหนดเวลาสูงสุดและไม่กำหนดเกณฑ์ตัวเลข (ดู P-AOC7 และ P-EV85B) เก็บคำสั่ง',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'AOC-85C',
    section: 's.8/5(2)',
    trigger:
      'it is proven that the account is not connected with the crime: a denied debit, or documents of the holder (sale, delivery, contract) that an officer without a part in the hold accepts with reasons',
    condition: 'accountUnrelated',
    actor: 'centre',
    effect:
      'revokes the centre’s own suspension; a warrant, a continue-order and a restraint of AMLO stand, and their authority is told of the finding',
    record: 'reasons',
    actsIn: ['judge', 'releases', 'duties'],
    source:
      'Emergency Decree B.E. 2566 s.8/5(2), as amended by No. 2, B.E. 2568: revocation on proof that the account is not connected; no time is stated, and the form of the proof is not either.',
    titleTh: 'ศูนย์เพิกถอนการระงับเมื่อพิสูจน์ได้ว่ามิได้เกี่ยวข้อง',
    titleEn: 'Suspension revoked on proof that the account is not connected',
    textTh:
      'เมื่อพิสูจน์ได้ว่าบัญชีมิได้เกี่ยวข้องกับการกระทำความผิดอาชญากรรมทางเทคโนโลยี ได้แก่ ธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอนหรือไม่ได้ตัดบัญชี หรือเอกสารของเจ้าของบัญชี (การขาย การส่งมอบ สัญญา) ที่เจ้าหน้าที่ซึ่งไม่มีส่วนในการระงับรับไว้พร้อมเหตุผล ศูนย์เพิกถอนเฉพาะการระงับของศูนย์เอง หมายอายัด คำสั่งให้ระงับต่อ และการยับยั้งของ ปปง. ยังคงอยู่ ศูนย์ส่งผลที่พบให้หน่วยงานเจ้าของอำนาจนั้น กฎหมายไม่กำหนดเวลา เก็บเหตุผล',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'AOC-85D',
    section: 's.8/5(3)',
    trigger: 'the centre orders data of a suspect account',
    deadlineFrom: 'stated_in_order',
    countBasis: 'instant',
    actor: 'financial institution, operator',
    effect: 'delivers the data that the centre orders, within the time of the order',
    record: 'order and reply',
    actsIn: [],
    source:
      'Emergency Decree B.E. 2566 s.8/5(3), as amended by No. 2, B.E. 2568. Counting accounts is allowed, asking for balances is not (8/5(4)). The system gives no such order: it asks about debits under section 4 (SHARE-4).',
    titleTh: 'ศูนย์สั่งให้ส่งข้อมูลบัญชีต้องสงสัย',
    titleEn: 'Data of a suspect account delivered to the centre',
    textTh:
      'สถาบันการเงินหรือผู้ประกอบธุรกิจต้องส่งข้อมูลบัญชีต้องสงสัยที่ศูนย์สั่ง ภายในเวลาที่กำหนดในคำสั่ง ศูนย์นับจำนวนบัญชีได้แต่ถามยอดคงเหลือไม่ได้ (มาตรา 8/5(4)) เก็บคำสั่งและคำตอบ',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'RPT-859',
    section: 's.8/5(9)',
    trigger: 'a month has ended',
    period: { amount: 1, unit: 'month' },
    deadlineFrom: 'month_ended',
    countBasis: 'apa_64',
    actor: 'centre',
    effect: 'reports to the committee of section 13',
    record: 'the report',
    actsIn: ['reports'],
    source:
      'Emergency Decree B.E. 2566 s.8/5(9), as amended by No. 2, B.E. 2568: monthly. The section names no day; the report of a month is counted as due by the end of the next one.',
    titleTh: 'ศูนย์รายงานคณะกรรมการทุกเดือน',
    titleEn: 'Monthly report of the centre to the committee',
    textTh:
      'ศูนย์รายงานต่อคณะกรรมการตามมาตรา 13 ทุกเดือน กฎหมายไม่ระบุวัน จึงนับว่ารายงานของเดือนหนึ่งครบกำหนดเมื่อสิ้นเดือนถัดไป เก็บรายงาน',
  },
  {
    ...DECREE_AS_AMENDED,
    ruleId: 'LIAB-810',
    section: 's.8/10',
    trigger: 'a victim suffered loss, and compliance with the standards of section 4/1 is not proven',
    actor: 'financial institution, operator, telecom operator, other provider, social media',
    effect: 'shares the liability',
    record: 'evidence of compliance',
    actsIn: [],
    source:
      'Emergency Decree B.E. 2566 s.8/10, as amended by No. 2, B.E. 2568, with the standards under s.4/1 (BoT 19/2568, SEC, NBTC).',
    titleTh: 'ร่วมรับผิดในความเสียหายเว้นแต่พิสูจน์ว่าปฏิบัติตามมาตรฐาน',
    titleEn: 'Shared liability unless compliance is proven',
    textTh:
      'สถาบันการเงิน ผู้ประกอบธุรกิจ ผู้ให้บริการโทรคมนาคม ผู้ให้บริการอื่น และสื่อสังคมออนไลน์ ร่วมรับผิดในความเสียหาย เว้นแต่พิสูจน์ได้ว่าปฏิบัติตามมาตรฐานตามมาตรา 4/1 เก็บหลักฐานการปฏิบัติ',
  },
];
