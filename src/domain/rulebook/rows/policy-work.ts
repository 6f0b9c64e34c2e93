import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time.js';
import { HOLIDAYS_ANNOUNCED_TO } from '../../calendar/thai-holidays.js';
import { CENTRE_POLICY, type RuleDraft } from './draft.js';
import { PUBLIC_NUMBERS } from './public-numbers.js';

/** The policies on how the centre judges, approves, asks, and tells victims and holders. */
export const WORK_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...CENTRE_POLICY,
    ruleId: 'P-EV85B',
    trigger: 'whether evidence gives reason to believe (AOC-85B)',
    condition: 'reasonToBelieve',
    parameters: {
      passThroughMaxMinutes: 30,
      hr03Lists: ['HR-03-1', 'HR-03-2'],
      colours: ['black', 'dark_grey'],
      passOnAccounts: [],
      notPassOnAccounts: [],
    },
    standard: 'reason_to_believe',
    actor: 'centre',
    effect:
      'met by a confirmed debit and, about this account itself, one of: AMLO list HR-03-1 or -2, registry colour black or dark grey, an earlier complaint that police accepted, pass-through of the traced money within minutes confirmed by the bank, SIM or wallet evidence together with another victim; the last two are no evidence against a licensed payment agent, acquirer, pooled wallet or utility, whose business it is to pass money on. Evidence about another account counts for nothing here: an armed hold needs its own. Else unknown or not met, with what is missing',
    record: 'finding with what is missing',
    actsIn: ['judge'],
    source:
      'Policy of the centre: the decree has no numeric threshold. The minutes of pass-through are a scenario figure, not a measured one. Which accounts pass on money by their business is a list that two persons keep (passOnAccounts); an institution’s word leaves the ground open until they have settled it, there or in notPassOnAccounts.',
    titleTh: 'เกณฑ์พยานหลักฐานอันควรเชื่อได้ว่า',
    titleEn: 'What counts as evidence giving reason to believe',
    textTh:
      'เกณฑ์พยานหลักฐานอันควรเชื่อได้ว่า: สถาบันของผู้เสียหายยืนยันการโอน และมีเหตุเกี่ยวกับบัญชีนี้เองอย่างน้อยหนึ่งข้อ คือ อยู่ในรายชื่อ HR-03-1 หรือ HR-03-2 ของ ปปง. ทะเบียนกลางจัดเป็นสีดำหรือเทาเข้ม ตำรวจเคยรับคำร้องทุกข์เกี่ยวกับบัญชี เงินที่ติดตามถูกโอนต่อภายในไม่กี่นาทีโดยธนาคารยืนยัน หรือมีหลักฐานซิมหรือกระเป๋าประกอบกับผู้เสียหายรายอื่น สองข้อหลังไม่ใช้กับบัญชีของผู้ให้บริการรับชำระเงินแทนที่ได้รับอนุญาต ผู้ให้บริการรับบัตร กระเป๋าเงินรวม หรือสาธารณูปโภค ซึ่งมีหน้าที่ส่งต่อเงินอยู่แล้ว รายชื่อบัญชีเหล่านี้แก้ไขโดยสองคน คำบอกของสถาบันอย่างเดียวยังไม่พอ พยานหลักฐานของบัญชีอื่นใช้แทนไม่ได้ การระงับที่เตรียมไว้ล่วงหน้าต้องมีพยานหลักฐานของบัญชีปลายทางเอง คะแนนจากระบบวิเคราะห์ใช้แทนไม่ได้ หากไม่ครบถือว่าไม่ทราบหรือไม่เข้าเกณฑ์ พร้อมบอกสิ่งที่ยังขาด',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-EV5',
    trigger: 'whether evidence gives reason to believe that a number was used in the crime (NBTC-5)',
    parameters: {
      registrations: ['unidentifiable', 'not_registered'],
      listColours: ['black'],
      protectedNumbers: PUBLIC_NUMBERS,
    },
    standard: 'reason_to_believe',
    actor: 'centre',
    effect:
      'met by one number that reached the victim, that is not protected, and of which NBTC says that nobody identifiable is registered for a mobile number, or that the calls came from its line while it is registered to nobody identifiable or black on the DE-fence list; a number that was only shown (spoofed) is never met, a service that is suspended already is no evidence, and an entry about a link counts for nothing',
    record: 'finding with what is missing',
    actsIn: ['judge', 'exchange'],
    source:
      'Policy of the centre, its own choice: section 5 para 2 wants evidence giving reason to believe and states no threshold. Anybody can have another’s number shown, so a colour, or the registration of a number that is no mobile one, counts only once the network shows that the calls came from the line; a mobile number that is registered to nobody identifiable is nobody’s own telephone. The protected numbers (hotlines, hospitals, authorities, banks) are kept by two persons as every change of policy is; the first ones are public hotlines and call centres, to be checked before they are relied on. Telecom service is a number’s; a link has none.',
    titleTh: 'เกณฑ์พยานหลักฐานอันควรเชื่อได้ว่าหมายเลขถูกใช้กระทำความผิด และหมายเลขที่ได้รับการคุ้มครอง',
    titleEn: 'What counts as evidence against a number, and which numbers are protected',
    textTh:
      'เกณฑ์ตาม NBTC-5: มีหมายเลขที่ติดต่อผู้เสียหายอย่างน้อยหนึ่งหมายเลขที่ไม่ใช่หมายเลขที่ได้รับการคุ้มครอง และสำนักงาน กสทช. แจ้งว่าหมายเลขโทรศัพท์เคลื่อนที่นั้นระบุตัวผู้ลงทะเบียนไม่ได้ หรือแจ้งว่าสายมาจากหมายเลขนั้นจริง ประกอบกับระบุตัวผู้ลงทะเบียนไม่ได้หรือเป็นสีดำในบัญชี DE-fence หมายเลขที่ถูกปลอม (แสดงหมายเลขของผู้อื่น) ไม่เข้าเกณฑ์ การที่ถูกระงับบริการอยู่แล้วไม่ใช่หลักฐาน ข้อมูลเกี่ยวกับลิงก์ไม่นับ บัญชีหมายเลขที่ได้รับการคุ้มครอง (สายด่วน โรงพยาบาล หน่วยงานรัฐ ธนาคาร) แก้ไขโดยสองคน เก็บผลและสิ่งที่ยังขาด',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-UNCUT',
    trigger:
      'a number that was cut off at the request of a case is protected or was spoofed, or nothing speaks against it any more',
    condition: 'cutOffToLift',
    deadlineMs: 4 * HOUR_MS,
    deadlineFrom: 'notified',
    countBasis: 'instant',
    actor: 'centre',
    effect:
      'an officer asks for the lifting and a supervisor approves it; NBTC is told as it was of the cut-off, but of no number that another directive keeps cut off',
    record: 'the directive and what NBTC answers',
    actsIn: ['judge', 'duties', 'exchange'],
    source:
      'Policy of the centre: section 5 para 3 has the suspension of a service lifted by criteria that the agencies agree, whose text was not found. The four hours are those of P-REL.',
    titleTh: 'ยกเลิกการระงับบริการหมายเลขที่ไม่มีหลักฐานรองรับ',
    titleEn: 'Service given back to a number that the evidence does not bear',
    textTh:
      'เมื่อหมายเลขที่ถูกระงับบริการตามคำแจ้งของศูนย์เป็นหมายเลขที่ได้รับการคุ้มครอง ถูกปลอม หรือไม่มีหลักฐานต่อหมายเลขนั้นแล้ว เจ้าหน้าที่ขอยกเลิกและหัวหน้าอนุมัติภายใน 4 ชั่วโมง แล้วแจ้งสำนักงาน กสทช. เช่นเดียวกับการขอระงับ ยกเว้นหมายเลขที่มีคำแจ้งอื่นขอให้ระงับอยู่ เก็บคำแจ้งและคำตอบของสำนักงาน กสทช.',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-APP',
    trigger: 'an order that a person must want',
    parameters: {
      remindMs: 30 * MINUTE_MS,
      escalateMs: 2 * HOUR_MS,
      expireMs: 72 * HOUR_MS,
      'aoc_suspension.request': ['aoc_officer'],
      'aoc_suspension.approve': ['aoc_supervisor'],
      'aoc_suspension.approvals': 1,
      'continue_order.request': ['inquiry_officer'],
      'continue_order.approve': [],
      'continue_order.approvals': 0,
      'whole_account.request': ['aoc_officer', 'inquiry_officer'],
      'whole_account.approve': ['aoc_supervisor', 'inquiry_officer'],
      'whole_account.approvals': 2,
      'whole_account.confirm': ['inquiry_officer'],
      'whole_account.warrantForms': ['n/year'],
      'whole_account.warrantMaxAgeDays': 365,
      'break_glass.request': ['aoc_supervisor'],
      'break_glass.approve': ['aoc_supervisor'],
      'break_glass.approvals': 1,
      'reinstatement.request': ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'],
      'reinstatement.approve': ['aoc_supervisor', 'inquiry_officer'],
      'reinstatement.approvals': 1,
      'residual.approve': ['aoc_supervisor'],
      'residual.approvals': 1,
      'section6.release': ['inquiry_officer'],
      'section7.release': ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'],
      'aoc_suspension.release': ['aoc_officer', 'aoc_supervisor'],
      'break_glass.release': ['aoc_officer', 'aoc_supervisor'],
      'continue_order.release': ['inquiry_officer'],
      'whole_account.release': ['inquiry_officer'],
    },
    deadlineFrom: 'requested',
    countBasis: 'instant',
    actor: 'centre',
    effect:
      'who asks, who approves, and whoever took a report of the money, the complaint or a part of it in a later call, are different persons; silence is reminded, then escalated, then expires. The continue-order is the inquiry officer’s own power. One person is enough to let money go, of those who hold the power of that hold',
    record: 'decisions',
    actsIn: ['approvals', 'releases'],
    source:
      'Policy of the centre: the decrees give the powers but do not say how many officers must agree. Each power ends only by its own rule: a warrant, a continue-order and section 6 are the inquiry officer’s to end, a suspension by AOC-85B the centre’s. A whole account needs the warrant itself: a number within a year of the Buddhist era, the office that issued it, its day (at most a year ago) and the document, confirmed by a person of the police who did not ask for it. The form of the number and the age are the centre’s choice: no text names them.',
    titleTh: 'ผู้มีอำนาจขอและอนุมัติคำสั่ง',
    titleEn: 'Who may ask for and approve an order',
    textTh:
      'ผู้ขอ ผู้อนุมัติ และผู้รับแจ้งเรื่องหรือรับแจ้งเพิ่มเติมเกี่ยวกับเงินนั้น ต้องเป็นคนละคน หากไม่มีผู้ตัดสินใจ ระบบเตือนใน 30 นาที ส่งต่อผู้บังคับบัญชาใน 2 ชั่วโมง แล้วคำขอสิ้นผล คำสั่งให้ระงับต่อเป็นอำนาจของพนักงานสอบสวนเอง การยกเลิกการระงับใช้คนเดียวได้ แต่ต้องเป็นผู้ถืออำนาจของการระงับนั้น หมายอายัด คำสั่งให้ระงับต่อ และการระงับตามมาตรา 6 ยกเลิกโดยพนักงานสอบสวน คำสั่งของศูนย์ยกเลิกโดยศูนย์ เก็บการตัดสินใจทุกครั้ง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-AGE',
    trigger: 'a complaint reports a transfer',
    condition: 'recentEnough',
    parameters: { automaticMaxMs: 90 * DAY_MS, acceptMaxMs: 3650 * DAY_MS, futureToleranceMs: 2 * MINUTE_MS },
    actor: 'centre',
    effect:
      'older transfers are accepted but give no automatic order; times ahead of the clock by more than the tolerance, or older than ten years, are refused as typing errors',
    record: 'finding',
    actsIn: ['intake', 'judge'],
    source:
      'Policy of the centre: after three months the stolen money is no longer in motion and an officer should look first.',
    titleTh: 'อายุของรายการโอนที่ออกคำสั่งอัตโนมัติได้',
    titleEn: 'Age of a transfer for an automatic order',
    textTh: 'รายการโอนที่เกิน 90 วันรับเรื่องได้แต่ไม่ออกคำสั่งอัตโนมัติ ต้องให้เจ้าหน้าที่ดูก่อน เวลาที่เกินนาฬิกาหรือเก่ากว่าสิบปีถือว่ากรอกผิด',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-ASK',
    trigger: 'a question is put to an agency',
    deadlineMs: 15 * MINUTE_MS,
    deadlineFrom: 'question_asked',
    countBasis: 'instant',
    actor: 'centre',
    effect: 'an answer not there in time counts as unknown; when it comes later it still counts',
    record: 'times of question and answer',
    actsIn: ['exchange'],
    source: 'Policy of the centre, its own choice: no instrument sets a time for answers between agencies.',
    titleTh: 'เวลารอคำตอบจากหน่วยงานก่อนถือว่าไม่ทราบ',
    titleEn: 'How long an answer is waited for before it counts as unknown',
    textTh: 'รอคำตอบจากหน่วยงาน 15 นาที หากไม่ตอบถือว่าไม่ทราบ ไม่ใช่ไม่พบ คำตอบที่มาภายหลังยังใช้ได้ เก็บเวลาถามและตอบ',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-HOLIDAYS',
    trigger: 'the cabinet or the Court announces, moves or takes back a government holiday',
    parameters: { added: [], removed: [], announcedTo: HOLIDAYS_ANNOUNCED_TO },
    actor: 'centre',
    effect:
      'days that are added or removed change how calendar days and working days are counted from then on; no hold is made longer or shorter by them (C6)',
    record: 'this row',
    actsIn: ['deadlines'],
    source:
      'Policy of the centre: days in lieu and special days are announced during the year. Each later row names all that differs from the written table of holidays; naming a day that was unsure settles it, and announcedTo is the last day whose holidays are announced.',
    titleTh: 'วันหยุดราชการที่ประกาศภายหลัง',
    titleEn: 'Government holidays announced since',
    textTh:
      'วันหยุดชดเชยและวันหยุดพิเศษประกาศได้ระหว่างปี วันที่เพิ่มหรือยกเลิกมีผลต่อการนับวันและวันทำการตั้งแต่แถวนี้ใช้บังคับ แต่ไม่ทำให้การระงับยาวขึ้นหรือสั้นลง (ดู C6) เปลี่ยนโดยบุคคลสองคน',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-WORK',
    trigger: 'a person takes a case to work on it',
    parameters: { claimMs: 15 * MINUTE_MS },
    actor: 'centre',
    effect:
      'a claim keeps others from asking for the same order until it ends or is renewed; releases, decisions, break-glass and orders to continue never wait for it',
    record: 'claims, assignments and notes',
    actsIn: ['handling'],
    source:
      'Policy of the centre, its own choice: long enough to read a case and to ask for an order, short enough that a case whose officer went away is free again soon.',
    titleTh: 'เวลาที่เจ้าหน้าที่รับเรื่องไว้ทำ',
    titleEn: 'How long a person keeps a case to work on it',
    textTh:
      'เจ้าหน้าที่ที่รับเรื่องไว้ทำมีเวลา 15 นาทีและต่อเวลาได้ ระหว่างนั้นผู้อื่นอ่านได้แต่ขอคำสั่งซ้ำไม่ได้ การยกเลิกการระงับ การตัดสินคำขอ คำสั่งฉุกเฉิน และคำสั่งให้ระงับต่อไม่ต้องรอ เก็บการรับเรื่อง การมอบหมาย และบันทึก',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-READ',
    trigger:
      'a person has a masked value of a case revealed, or reads the document of an order, which names accounts whole',
    parameters: { revealsPerHour: 60 },
    actor: 'centre',
    effect:
      'who has a value revealed says why, in words; one person reads no more of them within an hour than this, of whatever cases',
    record: 'who had what revealed, when and why',
    actsIn: ['handling'],
    source:
      'Policy of the centre, its own choice: a case rarely needs more than twenty values, and three cases an hour are much work. Who reads hundreds copies them.',
    titleTh: 'จำนวนข้อมูลที่เปิดดูได้',
    titleEn: 'How many masked values a person has revealed',
    textTh:
      'การเปิดดูข้อมูลที่ปิดไว้ต้องบอกเหตุผลเป็นถ้อยคำทุกครั้ง ผู้หนึ่งเปิดดูได้ไม่เกิน 60 รายการต่อชั่วโมง นับรวมทุกเรื่อง และนับการอ่านหนังสือคำสั่งซึ่งระบุเลขบัญชีเต็มด้วย เก็บว่าใครเปิดดูอะไร เมื่อใด และเพราะเหตุใด',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-DRAFT',
    trigger: 'an operator types a complaint that is not received yet',
    parameters: { keepMs: 7 * DAY_MS },
    actor: 'centre',
    effect: 'what was typed is kept for its author alone, and forgotten this long after the last save',
    record: 'who began and who discarded a draft, never what it says',
    actsIn: ['handling'],
    source:
      'Policy of the centre, its own choice: a caller who was cut off calls again within days; after that the data of a person who reported nothing must go.',
    titleTh: 'เวลาเก็บร่างคำร้องทุกข์',
    titleEn: 'How long a draft of a complaint is kept',
    textTh:
      'ร่างคำร้องทุกข์ที่ยังไม่รับเรื่อง ผู้กรอกเท่านั้นที่อ่านได้ เก็บไว้ 7 วันหลังบันทึกครั้งสุดท้ายแล้วลบ เก็บเพียงว่าใครเริ่มและใครลบร่าง ไม่เก็บเนื้อหา',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-PUBLIC',
    trigger: 'the centre publishes figures of its work',
    parameters: { delayMs: DAY_MS, leastCount: 5, moneyStepSatang: 100_000 },
    actor: 'centre',
    effect:
      'the last calendar month of Bangkok that ended a day ago or earlier is published, and its figures never change; figures of fewer than five cases are left out, and money is rounded to 1,000 baht',
    record: 'this row',
    actsIn: ['reports'],
    source:
      'Policy of the centre, its own choice: figures of today would tell a thief how fast a bank is at this hour, and figures of few cases, or two exact figures that differ by one case, would tell of persons.',
    titleTh: 'ตัวเลขที่ศูนย์เผยแพร่ต่อสาธารณะ',
    titleEn: 'Which figures the centre publishes',
    textTh:
      'ศูนย์เผยแพร่ตัวเลขของเดือนปฏิทินล่าสุดตามเวลาไทยที่สิ้นสุดมาแล้วอย่างน้อยหนึ่งวัน เมื่อเผยแพร่แล้วไม่แก้ไข ตัวเลขที่มาจากเรื่องน้อยกว่า 5 เรื่องไม่เผยแพร่ จำนวนเงินปัดเป็นหลักพันบาท',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-TELL',
    trigger: 'a hold is placed, changed or released',
    deadlineMs: HOUR_MS,
    deadlineFrom: 'held_or_let_go',
    countBasis: 'instant',
    actor: 'institution, centre',
    effect: 'the holder is told the five facts, the victim the status',
    record: 'the notice',
    actsIn: ['duties'],
    source:
      'Policy of the centre: section 6 para 2 orders that those concerned are told where an officer gave notice; the other powers order no notice to the holder, and no section gives a time. Without a notice nobody can appeal. The hour runs from the money, not from the order: where nothing is held, nobody is told.',
    titleTh: 'แจ้งเจ้าของบัญชีและผู้เสียหายภายใน 1 ชั่วโมง',
    titleEn: 'Holder and victim are told within one hour',
    textTh:
      'แจ้งเจ้าของบัญชีห้าข้อ (จำนวน ตั้งแต่เมื่อใด ประเภท ผู้สั่ง เลขอ้างอิง) และแจ้งสถานะแก่ผู้เสียหายภายใน 1 ชั่วโมงนับแต่ระงับเงิน เปลี่ยนจำนวน หรือยกเลิกการระงับ ไม่ใช่นับแต่ออกคำสั่ง เก็บหนังสือแจ้ง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-BREAK',
    trigger:
      "an institution's word differs from the record: it is kept, not applied, and opens a break; or it does not answer an order, to hold money or to let it go, within `silentMs` of that order",
    parameters: { owner: 'aoc_supervisor', settle: ['aoc_supervisor'], silentMs: 15 * MINUTE_MS },
    deadlineMs: DAY_MS,
    deadlineFrom: 'notified',
    countBasis: 'instant',
    actor: 'centre',
    effect: 'its owner clears it up with the institution and settles it with a reason; after this time it is overdue',
    record: 'who settled it, when and why',
    actsIn: ['breaks'],
    source:
      'Policy of the centre, its own choice: no instrument says who clears up a disagreement with an institution, or by when. A day leaves time for one telephone call in working hours. The quarter of an hour before a missing answer becomes a disagreement is our own too: by then an institution has been called some twenty times, and what is due at once is overdue (P-ONCE).',
    titleTh: 'ผู้รับผิดชอบและเวลาเมื่อคำตอบของสถาบันไม่ตรงกับบันทึก',
    titleEn: 'Who settles a disagreement with an institution, and by when',
    textTh:
      'เมื่อคำตอบของสถาบันไม่ตรงกับบันทึก เช่น แจ้งว่าระงับมากกว่าที่สั่ง ระบบเก็บไว้แต่ไม่นำไปใช้ ผู้บังคับบัญชาของศูนย์ตรวจสอบกับสถาบันและบันทึกเหตุผลที่ยุติภายใน 24 ชั่วโมง เกินกว่านั้นถือว่าเกินกำหนด สถาบันที่ไม่ตอบคำสั่งระงับหรือคำสั่งปล่อยเงินภายใน 15 นาทีถือเป็นกรณีเช่นนี้ด้วย จนกว่าจะตอบ',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-STATEMENT',
    trigger: 'an institution holds money by orders of the centre, or did',
    parameters: { everyMs: HOUR_MS, wholeMs: DAY_MS, graceMs: 15 * MINUTE_MS },
    actor: 'centre',
    effect:
      'the institution states every `everyMs` which orders it knows that changed, and every `wholeMs` all of them; what differs is asked about again, and what differs still after `graceMs` is a break (P-BREAK); a statement by itself holds, releases and changes nothing',
    record: 'each signed statement, what differed, and its break',
    actsIn: ['breaks'],
    source:
      'Policy of the centre, its own choice: no instrument says how often two books are compared. An hour finds a lost answer within the shortest time that money is held, a night finds what both sides forgot, and a quarter of an hour is as long as an institution may leave a release unanswered (P-BREAK).',
    titleTh: 'การเทียบบันทึกคำสั่งกับสถาบัน และเวลาที่ถือว่าต่างกัน',
    titleEn: 'When the books of centre and institution are compared',
    textTh:
      'ทุกชั่วโมงสถาบันแจ้งว่ามีคำสั่งใดของศูนย์เปลี่ยนแปลง และวันละครั้งแจ้งทุกคำสั่ง ข้อที่ต่างจากบันทึกของศูนย์จะถูกสอบถามซ้ำ ถ้ายังต่างกันเกิน 15 นาทีเจ้าหน้าที่ต้องตรวจสอบ รายงานนี้เองไม่ระงับ ไม่ปล่อย และไม่เปลี่ยนสิ่งใด',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-SHEET',
    trigger: 'an institution without an address answers by uploading a workbook',
    parameters: { secondPersonFromSatang: 100_000_000, maxRows: 1_000 },
    actor: 'institution',
    effect:
      'each filled row counts as an answer of the institution, proved by the session of the person who uploaded it; a row about `secondPersonFromSatang` or more, as the centre asked or as the row says, counts when a second person of the institution confirms it; a file has at most `maxRows` filled rows',
    record: 'who uploaded the file and in which session, its hash, what became of each row, and who confirmed it',
    actsIn: ['workbooks'],
    source:
      'Policy of the centre, its own choice: no instrument says how an institution without an interface answers. One million baht is above most reported transfers, so that two persons are needed where a slip of the hand frees or holds most; a thousand rows are more than a day of an institution that works by hand.',
    titleTh: 'คำตอบของสถาบันโดยแฟ้มตาราง และเมื่อใดต้องมีผู้ยืนยันคนที่สอง',
    titleEn: 'Answers by workbook, and when a second person confirms a row',
    textTh:
      'สถาบันที่ไม่มีช่องทางเชื่อมต่อรับคำสั่งและตอบโดยแฟ้มตาราง แต่ละแถวที่กรอกเป็นคำตอบของสถาบัน มีหลักฐานคือการลงชื่อเข้าใช้ของผู้ส่งแฟ้ม แถวที่มีจำนวนตั้งแต่ 1,000,000 บาทมีผลเมื่อบุคคลที่สองของสถาบันยืนยัน แฟ้มหนึ่งมีแถวที่กรอกได้ไม่เกิน 1,000 แถว',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-ASSIGN',
    trigger: 'a case is opened or new evidence arrives',
    condition: 'beyondStation',
    parameters: {
      ccibMinSatang: 3_000_000_000,
      ccibMinVictims: 50,
      ccibJointMinSatang: 1_000_000_000,
      ccibJointMinVictims: 10,
    },
    actor: 'centre',
    effect:
      'to CCIB goes a loss of at least 30 million baht, or at least 50 victims, or at least 10 million baht together with 10 victims; all others to a police station, unless P-ASSIGN-DSI takes them',
    record: 'finding',
    actsIn: ['judge'],
    source:
      'Configured by the centre after Royal Thai Police order 287/2564, which later orders (468/2565, 182/2566) may have replaced. That an organised or transnational crime goes to CCIB too is for an officer to say.',
    titleTh: 'เกณฑ์มอบหมายคดีแก่ บช.สอท.',
    titleEn: 'When a case goes to CCIB and not to a station',
    textTh:
      'คดีที่ความเสียหายตั้งแต่ 30 ล้านบาท หรือมีผู้เสียหายตั้งแต่ 50 ราย หรือความเสียหายตั้งแต่ 10 ล้านบาทและผู้เสียหายตั้งแต่ 10 ราย เป็นของ บช.สอท. นอกนั้นเป็นของสถานีตำรวจ เกณฑ์ขบวนการหรือข้ามชาติให้เจ้าหน้าที่พิจารณา',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-ASSIGN-DSI',
    trigger: 'DSI answers about an account on the trail',
    parameters: { specialCaseCounts: true },
    actor: 'centre',
    effect: 'a case whose trail reaches an account of a known special case goes to DSI',
    record: 'finding of P-ASSIGN',
    actsIn: ['judge'],
    source:
      'Configured by the centre. The DSI board notification No. 9 (B.E. 2566) has thresholds; its figures were not at hand, so only a known special case counts.',
    titleTh: 'เกณฑ์มอบหมายคดีแก่ดีเอสไอ',
    titleEn: 'When a case goes to DSI',
    textTh:
      'คดีที่เส้นทางเงินถึงบัญชีในคดีพิเศษที่ดีเอสไอแจ้งว่ามีอยู่ เป็นของดีเอสไอ เกณฑ์ตัวเลขตามประกาศ กคพ. ฉบับที่ 9 พ.ศ. 2566 ยังไม่มีในระบบ',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-ONCE',
    trigger: 'the law wants an act at once or immediately',
    deadlineMs: 15 * MINUTE_MS,
    deadlineFrom: 'stated_in_order',
    countBasis: 'instant',
    actor: 'who has the duty',
    effect: 'the act is shown as overdue when it has not been done in this time; it was due at once all the same',
    record: 'the duty and when it was fulfilled',
    actsIn: ['deadlines'],
    source:
      'Policy of the centre: the decrees say "at once" and "immediately" and give no number; without one a duty that nobody fulfils would never show.',
    titleTh: 'เวลาที่แสดงว่าหน้าที่ซึ่งต้องทำทันทีเกินกำหนด',
    titleEn: 'When a duty to act at once shows as overdue',
    textTh: 'เมื่อกฎหมายให้ทำทันทีหรือโดยพลันโดยไม่กำหนดตัวเลข ระบบแสดงว่าเกินกำหนดเมื่อพ้น 15 นาที แต่หน้าที่ยังคงต้องทำทันที',
  },
];
