import { PORTAL_CASE_TYPES, UNKNOWN_CASE_TYPE } from '../../complaint/words/portal-case-types.js';
import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { FIRST_ROUGH_BOUNDS } from '../../complaint/intake/told-roughly.js';
import { DAY_MS, MINUTE_MS } from '../../time.js';
import { AUTHORITY_POLICY, CENTRE_POLICY, type RuleDraft } from './draft.js';

/** The case types that the centre takes to fit a technology crime (section 3). */
const TECHNOLOGY_CRIME_CASE_TYPES = [...PORTAL_CASE_TYPES, 'other'];

/** What a hold reaches, and who may start it, where the decrees are silent. */
export const HOLD_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...AUTHORITY_POLICY,
    ruleId: 'P-AMT',
    effectiveFrom: bangkokMidnight('2025-09-14'),
    trigger: 'any hold, unless there is a seizure warrant of the police (Criminal Procedure Code) for the account',
    actor: 'financial institution, operator',
    effect: 'holds the stolen amount and nothing else; a whole account only under a seizure warrant of the police',
    record: 'held satang',
    actsIn: ['orders', 'releases', 'approvals'],
    source:
      'Policy of the authorities since 14 September 2025, after the over-freeze of that month. The decree itself says "suspend the transaction". The warrant (หมายอายัด) is one of the police under the Criminal Procedure Code, not of a court.',
    titleTh: 'ระงับเฉพาะจำนวนเงินที่เกี่ยวข้อง ไม่ใช่ทั้งบัญชี เว้นแต่มีหมายอายัดของตำรวจ',
    titleEn: 'Hold the amount, not the account, unless there is a seizure warrant of the police',
    textTh:
      'ทุกการระงับให้ระงับเฉพาะจำนวนเงินที่ถูกหลอกโอน ไม่ระงับทั้งบัญชี เว้นแต่มีหมายอายัดของตำรวจตามประมวลกฎหมายวิธีพิจารณาความอาญา (ไม่ใช่หมายศาล) เก็บจำนวนเงินที่ระงับเป็นสตางค์',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-S7AOC',
    effectiveTo: bangkokMidnight('2026-11-30'),
    trigger: "the centre's hotline receives the notice of the victim who holds the account, of a case type that fits",
    parameters: { caseTypes: TECHNOLOGY_CRIME_CASE_TYPES },
    condition: 'noticeRelayed',
    actor: 'centre',
    effect: "relays the section 7 notice for the victim's institution; the order cites VIC-7A and this row",
    record: 'the order',
    actsIn: ['judge', 'orders'],
    source:
      'Policy of the centre: section 7 speaks of telling one’s own institution; a victim who holds the account and calls 1441 means the same, and minutes decide. The case types are those that the centre takes to fit a technology crime (s.3): the police portal’s fourteen, and “other”, because the hotline takes no other reports.',
    titleTh: 'ศูนย์ส่งต่อการแจ้งตามมาตรา 7 แทนผู้เสียหายทันที',
    titleEn: 'The centre relays the section 7 notice at once',
    textTh:
      'เมื่อสายด่วนของศูนย์ได้รับแจ้งจากผู้เสียหายซึ่งเป็นเจ้าของบัญชี ในประเภทคดีที่เข้าข่ายอาชญากรรมทางเทคโนโลยี ศูนย์ส่งต่อการแจ้งตามมาตรา 7 แทนสถาบันของผู้เสียหายทันที คำสั่งอ้าง VIC-7A และกฎข้อนี้',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-S7AOC',
    effectiveFrom: bangkokMidnight('2026-11-30'),
    effectiveTo: bangkokMidnight('2026-12-01'),
    trigger:
      "the centre's hotline receives the notice of the victim who holds the account, or of who speaks for that victim by law, of a case type that fits",
    parameters: { caseTypes: TECHNOLOGY_CRIME_CASE_TYPES, speakers: ['guardian', 'signatory', 'heir'] },
    condition: 'noticeRelayed',
    actor: 'centre',
    effect:
      "relays the section 7 notice for the victim's institution; the order cites VIC-7A and this row. Who speaks as guardian, signatory or heir states a document and its number, which are kept; the victim stays the victim by name. Without them the report is taken, nothing is ordered, and a person asks for them",
    record: 'the order',
    actsIn: ['judge', 'orders'],
    source:
      'Policy of the centre: section 7 speaks of telling one’s own institution; a victim who holds the account and calls 1441 means the same, and minutes decide. The case types are those that the centre takes to fit a technology crime (s.3): the police portal’s fourteen, and “other”, because the hotline takes no other reports. A child, a company and one who died speak by others (Criminal Procedure Code ss. 3 to 5, our reading); an empty list takes this back. Whoever lies about an authority, as whoever lies about an account, holds money for no longer than P-URG, unless the bank confirms the debit of the account that he names. The row before heard nobody but the holder. Ask counsel.',
    titleTh: 'ศูนย์ส่งต่อการแจ้งตามมาตรา 7 แทนผู้เสียหายทันที',
    titleEn: 'The centre relays the section 7 notice at once',
    textTh:
      'เมื่อสายด่วนของศูนย์ได้รับแจ้งจากผู้เสียหายซึ่งเป็นเจ้าของบัญชี ในประเภทคดีที่เข้าข่ายอาชญากรรมทางเทคโนโลยี ศูนย์ส่งต่อการแจ้งตามมาตรา 7 แทนสถาบันของผู้เสียหายทันที คำสั่งอ้าง VIC-7A และกฎข้อนี้ ผู้แทนโดยชอบธรรมของผู้เยาว์ ผู้มีอำนาจลงนามของนิติบุคคล และทายาทของผู้ตาย แจ้งแทนได้เมื่อระบุเอกสารและเลขที่เอกสาร ซึ่งศูนย์เก็บไว้ตรวจสอบภายหลัง ชื่อผู้เสียหายยังเป็นของผู้เสียหาย หากยังไม่ระบุ ศูนย์รับแจ้งและสอบถามต่อ แต่ยังไม่สั่งระงับ',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-S7AOC',
    effectiveFrom: bangkokMidnight('2026-12-01'),
    trigger:
      "the centre's hotline receives the notice of the victim who holds the account, or of who speaks for that victim by law, of a case type that fits or is not known yet",
    parameters: {
      caseTypes: [...TECHNOLOGY_CRIME_CASE_TYPES, UNKNOWN_CASE_TYPE],
      speakers: ['guardian', 'signatory', 'heir'],
    },
    condition: 'noticeRelayed',
    actor: 'centre',
    effect:
      "relays the section 7 notice for the victim's institution; the order cites VIC-7A and this row. Who speaks as guardian, signatory or heir states a document and its number, which are kept; the victim stays the victim by name. Without them the report is taken, nothing is ordered, and a person asks for them",
    record: 'the order',
    actsIn: ['judge', 'orders'],
    source:
      'Policy of the centre: section 7 speaks of telling one’s own institution; a victim who holds the account and calls 1441 means the same, and minutes decide. The case types are those that the centre takes to fit a technology crime (s.3): the police portal’s fourteen, “other”, because the hotline takes no other reports, and for the same reason a report whose type nobody has said yet: the type is asked for again, and minutes decide. Without `unknown` in the list such a report orders nothing until its type is told. A child, a company and one who died speak by others (Criminal Procedure Code ss.4-5, our reading); an empty list takes this back. Whoever lies about an authority, as whoever lies about an account, holds money for no longer than P-URG, unless the bank confirms the debit of the account that he names. The row of before 30 November 2026 heard nobody but the holder, and that of before 1 December waited for the type. Ask counsel.',
    titleTh: 'ศูนย์ส่งต่อการแจ้งตามมาตรา 7 แทนผู้เสียหายทันที',
    titleEn: 'The centre relays the section 7 notice at once',
    textTh:
      'เมื่อสายด่วนของศูนย์ได้รับแจ้งจากผู้เสียหายซึ่งเป็นเจ้าของบัญชี ในประเภทคดีที่เข้าข่ายอาชญากรรมทางเทคโนโลยี หรือยังไม่ทราบประเภทคดี ศูนย์ส่งต่อการแจ้งตามมาตรา 7 แทนสถาบันของผู้เสียหายทันที คำสั่งอ้าง VIC-7A และกฎข้อนี้ ผู้แทนโดยชอบธรรมของผู้เยาว์ ผู้มีอำนาจลงนามของนิติบุคคล และทายาทของผู้ตาย แจ้งแทนได้เมื่อระบุเอกสารและเลขที่เอกสาร ซึ่งศูนย์เก็บไว้ตรวจสอบภายหลัง ชื่อผู้เสียหายยังเป็นของผู้เสียหาย หากยังไม่ระบุ ศูนย์รับแจ้งและสอบถามต่อ แต่ยังไม่สั่งระงับ',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-LIMIT',
    effectiveTo: bangkokMidnight('2026-11-30'),
    trigger:
      'many section 7 reports whose debit nobody confirmed, from one number or reporter, or at one account or suspect',
    parameters: {
      windowHours: 24,
      maxPerNumber: 3,
      maxPerReporter: 20,
      maxAtAccount: 20,
      maxAtPerson: 20,
      maxSearches: 5,
    },
    actor: 'centre',
    effect:
      'takes every complaint; beyond a limit its order waits until the debit is confirmed, and a supervisor is told once. Transfers that are added to a complaint later count like another complaint, and complaints about one debited account like those of one reporter. Beyond the limit of a number or reporter no institution searches an incomplete transfer, and never more than the limit of searches for one number, victim or debited account: a person completes the rest. A denied debit counts for the number and the reporter only',
    record: 'the reason in the answer to the hotline; the break (P-BREAK)',
    actsIn: ['intake'],
    source:
      'Policy of the centre, not of the decree: false reports must not pile up on one person. A confirmed debit is ordered whatever the limits say, so that a flood takes nothing from a true victim but the minutes until the bank has looked.',
    titleTh: 'จำกัดคำสั่งที่ธนาคารผู้เสียหายยังไม่ยืนยันการโอน',
    titleEn: 'Limits of orders whose debit nobody has confirmed',
    textTh:
      'รับทุกเรื่องร้องเรียน แต่เมื่อคำสั่งตามมาตรา 7 ที่ยังไม่ยืนยันการโอนจากหมายเลขหรือผู้แจ้งรายเดียว หรือต่อบัญชีหรือผู้ต้องสงสัยรายเดียว ครบจำนวนที่กำหนดใน 24 ชั่วโมง โดยนับการแจ้งรายการโอนเพิ่มแต่ละครั้งเป็นหนึ่งเรื่อง และนับเรื่องที่แจ้งว่าโอนจากบัญชีเดียวกันเป็นของผู้แจ้งรายเดียวกัน คำสั่งต่อไปรอจนธนาคารผู้เสียหายยืนยันการโอน และแจ้งหัวหน้าเจ้าหน้าที่ครั้งเดียว เมื่อเกินจำนวนของหมายเลขหรือผู้แจ้ง หรือเกินจำนวนการค้นหาต่อหมายเลข ผู้เสียหาย หรือบัญชีที่ถูกหักเงิน ธนาคารจะไม่ค้นหารายการโอนที่ข้อมูลไม่ครบ เจ้าหน้าที่เป็นผู้เติมให้ครบ การโอนที่ยืนยันแล้วสั่งระงับทันทีเสมอ การโอนที่ถูกปฏิเสธนับเฉพาะหมายเลขและผู้แจ้ง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-LIMIT',
    effectiveFrom: bangkokMidnight('2026-11-30'),
    trigger:
      'many section 7 reports whose debit nobody confirmed, from one number or reporter, or at one account or suspect',
    // Banks confirm within minutes, so what is unconfirmed at one moment is what was reported in
    // these minutes. Three complaints are more than one caller needs in that time. Twenty is what
    // one honest complaint may name (its most transfers), and more than even a busy mule account, a
    // merchant or a pooled account of a wallet gets within minutes. Five searches are the payments that
    // a victim may have half forgotten; each further one is a guess at somebody's account. Who says
    // "about 20,000" rarely means less than 18,000 or more than 22,000. Payments of one account that lie so
    // near one another within a day are mostly one; where they are several, the institution names none.
    parameters: {
      windowHours: 24,
      maxPerNumber: 3,
      maxPerReporter: 20,
      maxAtAccount: 20,
      maxAtPerson: 20,
      maxSearches: 5,
      ...FIRST_ROUGH_BOUNDS,
    },
    actor: 'centre',
    effect:
      'takes every complaint; beyond a limit its order waits until the debit is confirmed, and a supervisor is told once. Transfers that are added to a complaint later count like another complaint, and complaints about one debited account like those of one reporter. Beyond the limit of a number or reporter no institution searches an incomplete transfer, and never more than the limit of searches for one number, victim or debited account: a person completes the rest. An amount that the victim told as “about” is searched by as many hundredths around it as the row says, and without a reference only within a time of at most so many hours; it is never an amount on record, and nothing is held before the institution has named the one debit that fits. A denied debit counts for the number and the reporter only',
    record: 'the reason in the answer to the hotline; the break (P-BREAK)',
    actsIn: ['intake'],
    source:
      'Policy of the centre, not of the decree: false reports must not pile up on one person. A confirmed debit is ordered whatever the limits say, so that a flood takes nothing from a true victim but the minutes until the bank has looked. The row before searched by exact amounts only: who remembered about how much waited for a person.',
    titleTh: 'จำกัดคำสั่งที่ธนาคารผู้เสียหายยังไม่ยืนยันการโอน',
    titleEn: 'Limits of orders whose debit nobody has confirmed',
    textTh:
      'รับทุกเรื่องร้องเรียน แต่เมื่อคำสั่งตามมาตรา 7 ที่ยังไม่ยืนยันการโอนจากหมายเลขหรือผู้แจ้งรายเดียว หรือต่อบัญชีหรือผู้ต้องสงสัยรายเดียว ครบจำนวนที่กำหนดใน 24 ชั่วโมง โดยนับการแจ้งรายการโอนเพิ่มแต่ละครั้งเป็นหนึ่งเรื่อง และนับเรื่องที่แจ้งว่าโอนจากบัญชีเดียวกันเป็นของผู้แจ้งรายเดียวกัน คำสั่งต่อไปรอจนธนาคารผู้เสียหายยืนยันการโอน และแจ้งหัวหน้าเจ้าหน้าที่ครั้งเดียว เมื่อเกินจำนวนของหมายเลขหรือผู้แจ้ง หรือเกินจำนวนการค้นหาต่อหมายเลข ผู้เสียหาย หรือบัญชีที่ถูกหักเงิน ธนาคารจะไม่ค้นหารายการโอนที่ข้อมูลไม่ครบ เจ้าหน้าที่เป็นผู้เติมให้ครบ จำนวนเงินที่ผู้เสียหายแจ้งโดยประมาณ ธนาคารค้นหาในช่วงร้อยละที่กำหนดรอบจำนวนนั้น และหากไม่มีเลขอ้างอิง ค้นหาภายในช่วงเวลาไม่เกินที่กำหนด จำนวนโดยประมาณไม่ถือเป็นจำนวนจริง และไม่ระงับเงินก่อนธนาคารระบุรายการเดียวที่ตรง การโอนที่ยืนยันแล้วสั่งระงับทันทีเสมอ การโอนที่ถูกปฏิเสธนับเฉพาะหมายเลขและผู้แจ้ง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-SMALL',
    trigger: 'a victim claims little money of one account',
    parameters: { minAtAccountSatang: 10_000 },
    actor: 'centre; an officer',
    effect:
      'takes the report, keeps it and asks the sending institution, but orders nothing by itself where all that a victim claims of an account is below the amount. All transfers from the debited account, or of the same person, to that account count together, also those added later and those of another report, each debit once, as far as they are claimed still, not denied, and no more than was debited. What was ordered already goes on. An officer may ask for an order',
    record: 'the reason in the answer to the hotline',
    actsIn: ['intake'],
    source:
      'Policy of the centre, not of the decree: section 7 names no amount. Sixty payments of one satang cost sixty satang, and froze, and notified, sixty holders. Holds of 100 to 500 baht are those that the authorities themselves looked at first for release after September 2025, so the lower end of these is where nothing is ordered unasked. A victim of many small payments to one account reaches the amount with them together, in one call or in several: what a person lost decides, and not what one call says. Ask counsel.',
    titleTh: 'จำนวนเงินขั้นต่ำต่อบัญชีที่ศูนย์สั่งระงับโดยอัตโนมัติ',
    titleEn: 'The least claim on an account for which an order is given by itself',
    textTh:
      'รับแจ้ง เก็บ และสอบถามสถาบันผู้โอนทุกเรื่อง แต่เมื่อจำนวนเงินทั้งหมดที่ผู้เสียหายรายหนึ่งแจ้งว่าโอนไปยังบัญชีหนึ่งรวมกันไม่ถึง 100 บาท ศูนย์ไม่สั่งระงับโดยอัตโนมัติ ให้นับทุกรายการที่ยังยืนยันอยู่ รวมรายการที่แจ้งเพิ่มภายหลังและรายการในเรื่องอื่นที่โอนจากบัญชีเดียวกันหรือของผู้เสียหายคนเดียวกัน รายการเดียวกันนับครั้งเดียว ไม่นับรายการที่ธนาคารปฏิเสธ และนับไม่เกินจำนวนที่ตัดบัญชีจริง คำสั่งที่ออกแล้วดำเนินต่อไป เจ้าหน้าที่ขอคำสั่งได้ เก็บเหตุผลในคำตอบแก่ผู้รับเรื่อง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-DEBIT',
    trigger: "the victim's institution answers whether it debited its customer",
    parameters: {
      releases: ['NO_SUCH_TRANSFER', 'NOT_DEBITED'],
      disputes: ['AMOUNT_DIFFERS', 'OTHER_ACCOUNT', 'TIME_DIFFERS', 'OTHER_HOLDER'],
    },
    actor: 'centre; whoever holds the power that stands',
    effect:
      'a denial because no such debit was made releases what rests on the complaint alone (section 7); whoever holds another power that stands reviews it within the time of P-POL. A denial of a detail, or that the victim of the report holds the account, opens a break, and the smaller amount stays suspended until the time of P-URG is over; a corrected report is taken in and asked about by itself. A debit that was denied because no such debit was made, and is confirmed after all, is suspended again while section 7 gives orders, and a person compares; a confirmation is never taken back without a person',
    record: 'the answer; the release or the break',
    actsIn: ['releases', 'duties'],
    source:
      'Policy of the centre: a wrong detail in a report is a typing error far more often than a false report, and must not free stolen money. A warrant, an order by OFF-7D, a suspension by AOC-85B and one of section 6 end only by their own rule.',
    titleTh: 'ผลของคำตอบของธนาคารผู้เสียหายว่ามีการโอนหรือไม่',
    titleEn: 'What the answer of the victim’s institution about the debit does',
    textTh:
      'เมื่อสถาบันของผู้เสียหายตอบว่าไม่มีรายการโอนหรือไม่ได้ตัดบัญชี ศูนย์ยกเลิกเฉพาะการระงับตามมาตรา 7 ผู้ใช้อำนาจอื่นที่ยังคงอยู่ต้องทบทวนภายในเวลาตาม P-POL เมื่อตอบว่าจำนวนเงิน บัญชี หรือเวลาไม่ตรง หรือผู้เสียหายที่แจ้งไม่ใช่เจ้าของบัญชี ศูนย์เปิดรายการข้อมูลไม่ตรงกันและคงการระงับไว้เท่าจำนวนที่น้อยกว่าจนครบเวลาตาม P-URG การแจ้งที่แก้ไขแล้วให้รับไว้และสอบถามแยก หากสถาบันที่เคยปฏิเสธว่าไม่มีรายการกลับยืนยันรายการนั้น ศูนย์สั่งระงับใหม่ตราบที่มาตรา 7 ยังให้สั่งได้ และให้เจ้าหน้าที่ตรวจสอบ ส่วนคำยืนยันจะถอนโดยไม่มีเจ้าหน้าที่พิจารณาไม่ได้ เก็บคำตอบ การยกเลิกการระงับ หรือรายการข้อมูลไม่ตรงกัน',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-WITHDRAW',
    trigger: 'a victim withdraws the complaint, and no other complaint claims the money',
    parameters: {
      request: ['hotline_operator', 'aoc_officer'],
      decide: ['hotline_operator', 'aoc_officer', 'aoc_supervisor'],
      intakeMayDecide: false,
      'section6.review': ['inquiry_officer'],
      'aoc_suspension.review': ['aoc_supervisor'],
      'break_glass.review': ['aoc_supervisor'],
      'continue_order.review': ['inquiry_officer'],
      'whole_account.review': ['inquiry_officer'],
      lapseMs: DAY_MS,
    },
    actor: 'centre; whoever holds the power that stands',
    effect:
      'one person calls the reporter back on the number recorded at intake and asks; another, who took no part of a report of the money, confirms within a day, or the request lapses and nothing ends. Confirmed, it releases what rests on the complaint alone (section 7); a warrant, a continue-order, a suspension of the centre and one of section 6 stand, and whoever holds that power reviews it within the time of P-POL',
    record: 'both persons; the release, or the act on the hold that stands',
    actsIn: ['withdrawals', 'releases', 'duties'],
    source:
      'Policy of the centre: each power ends only by its own rule. What a complaint gives (section 7) ends with it; a warrant, an order by OFF-7D, a suspension by AOC-85B (revoked on proof, AOC-85C) and one of section 6 are not the victim’s to end. That two persons withdraw, and that a day is long enough for the second, is the centre’s own choice: whoever pretends to be the victim must not free the money.',
    titleTh: 'การถอนเรื่องสิ้นผลเฉพาะการระงับตามมาตรา 7',
    titleEn: 'A withdrawal ends what section 7 gave and nothing else',
    textTh:
      'เมื่อผู้เสียหายถอนเรื่องและไม่มีเรื่องอื่นเกี่ยวกับเงินนั้น ศูนย์ยกเลิกเฉพาะการระงับตามมาตรา 7 การระงับตามหมายอายัด คำสั่งของพนักงานสอบสวน คำสั่งของศูนย์ และการระงับตามมาตรา 6 คงอยู่ ผู้ใช้อำนาจนั้นต้องทบทวนภายในเวลาตาม P-POL ผู้ขอถอนต้องโทรกลับไปยังหมายเลขที่บันทึกไว้เมื่อรับเรื่อง และต้องมีผู้อื่นที่ไม่ได้รับแจ้งเรื่องหรือรับแจ้งเพิ่มเติมเกี่ยวกับเงินนั้นยืนยันภายในหนึ่งวัน มิฉะนั้นคำขอสิ้นผล เก็บทั้งสองคน และการยกเลิกการระงับหรือคำสั่งที่ออกหลังทบทวน',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-PAPERS',
    trigger:
      'a bank cannot match by number whether the reporter holds the debited account, or the reporter gave no number',
    parameters: {
      request: ['aoc_officer', 'aoc_supervisor'],
      decide: ['aoc_officer', 'aoc_supervisor'],
      intakeMayDecide: false,
      lapseMs: DAY_MS,
    },
    actor: 'centre',
    effect:
      'one person puts on record, with a document (its kind, number and file), that reporter and account belong together; another, of whom neither took a part of a report of the money, confirms within a day, or the proposal lapses and nothing changes. Confirmed, it counts as the word of the bank that they do: what the bank found is adopted, its sums may be told, and where the bank had said that another person holds the account it is asked again about the debit alone. It confirms no debit, and orders nothing by itself. Two persons take it back in the same way; a supervisor then looks at what stands',
    record: 'both persons, the document with its hash, the reasons',
    actsIn: ['papers'],
    source:
      'Policy of the centre, its own choice: the official number proves the holder of most accounts, but not that of a foreigner with a renewed passport, of a company, or of two who hold one account together, and a victim need not give a number. The decree leaves open how the centre knows who reports. Two persons, because an account that a stranger is taken to hold tells him of payments, and holds their receivers. A day is long enough for the second.',
    titleTh: 'การบันทึกตามเอกสารว่าผู้แจ้งเป็นเจ้าของบัญชี',
    titleEn: 'A holder who is known by papers',
    textTh:
      'เมื่อธนาคารเทียบเลขประจำตัวของผู้แจ้งกับเจ้าของบัญชีที่ถูกหักเงินไม่ได้ หรือผู้แจ้งไม่ได้ให้เลข เจ้าหน้าที่ของศูนย์คนหนึ่งบันทึกพร้อมเอกสาร (ประเภท เลขที่ และไฟล์) ว่าผู้แจ้งกับบัญชีเป็นของกัน และต้องมีอีกคนยืนยันภายในหนึ่งวัน โดยทั้งสองต้องไม่ใช่ผู้รับแจ้งเรื่องหรือรับแจ้งเพิ่มเติมเกี่ยวกับเงินนั้น มิฉะนั้นข้อเสนอสิ้นผล เมื่อยืนยันแล้วมีผลเท่ากับคำตอบของธนาคารว่าเป็นของกัน คือรับรายการที่ธนาคารพบ บอกจำนวนเงินได้ และหากธนาคารเคยตอบว่าเจ้าของบัญชีเป็นผู้อื่น ให้สอบถามเฉพาะรายการโอนอีกครั้ง แต่ไม่ถือเป็นการยืนยันการโอนและไม่เป็นคำสั่งระงับ ผู้ยืนยันสองคนถอนได้ด้วยวิธีเดียวกัน แล้วหัวหน้าเวรตรวจสิ่งที่ยังมีผลอยู่ เก็บทั้งสองคน เอกสารพร้อมค่าแฮช และเหตุผล',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-CORRECT',
    effectiveTo: bangkokMidnight('2026-11-30'),
    trigger: 'a reporter corrects the amount, reference, receiver, time or debited account of a transfer',
    parameters: {
      request: ['hotline_operator', 'aoc_officer'],
      decide: ['hotline_operator', 'aoc_officer', 'aoc_supervisor'],
      intakeMayDecide: false,
      lapseMs: DAY_MS,
    },
    actor: 'centre',
    effect:
      'the corrected report replaces the mistaken one, which stays on record. Where an order changes, one person calls the reporter back on the number recorded at intake and asks; another, who took no part of a report of the money, confirms within a day, or the request lapses and nothing changes. Confirmed, what rests on the mistaken report alone (section 7) is released, and the corrected report gives its own order. What the institution has confirmed is not corrected',
    record: 'both reports, the persons, the reason; the release and the order',
    actsIn: ['corrections', 'releases'],
    source:
      'Policy of the centre, its own choice: a typing error must not keep an innocent person’s money suspended and the thief’s free. A second person, because whoever pretends to be the victim must not move a suspension to another account.',
    titleTh: 'การแก้ไขรายการโอนที่แจ้งผิด',
    titleEn: 'A correction of a reported transfer',
    textTh:
      'เมื่อผู้แจ้งขอแก้ไขจำนวนเงิน เลขอ้างอิง ผู้รับ เวลา หรือบัญชีที่ถูกหักเงิน การแจ้งที่แก้ไขแล้วใช้แทนการแจ้งเดิม ซึ่งยังเก็บไว้ หากทำให้คำสั่งเปลี่ยน ผู้ขอต้องโทรกลับไปยังหมายเลขที่บันทึกไว้เมื่อรับเรื่อง และต้องมีผู้อื่นที่ไม่ได้รับแจ้งเรื่องหรือรับแจ้งเพิ่มเติมเกี่ยวกับเงินนั้นยืนยันภายในหนึ่งวัน มิฉะนั้นคำขอสิ้นผล เมื่อยืนยันแล้ว ศูนย์ปลดการระงับตามมาตรา 7 ที่อาศัยการแจ้งเดิมเท่านั้น และสั่งระงับตามการแจ้งที่แก้ไข รายการที่ธนาคารยืนยันแล้วแก้ไขไม่ได้ เก็บการแจ้งทั้งสอง ผู้เกี่ยวข้อง และเหตุผล',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-CORRECT',
    effectiveFrom: bangkokMidnight('2026-11-30'),
    trigger:
      'a reporter corrects the amount, reference, receiver, time or debited account of a transfer, or an inquiry officer notes when he received the complaint',
    parameters: {
      request: ['hotline_operator', 'aoc_officer'],
      requestDate: ['inquiry_officer'],
      decide: ['hotline_operator', 'aoc_officer', 'aoc_supervisor'],
      intakeMayDecide: false,
      lapseMs: DAY_MS,
    },
    actor: 'centre',
    effect:
      'the corrected report replaces the mistaken one, which stays on record. Where an order changes, one person calls the reporter back on the number recorded at intake and asks; another, who took no part of a report of the money, confirms within a day, or the request lapses and nothing changes. Confirmed, what rests on the mistaken report alone (section 7) is released, and the corrected report gives its own order. What the institution has confirmed is not corrected. A date at which an inquiry officer received the complaint waits for a second person in the same way, without a call, where it takes the place of another or ends or shortens a hold; until then it changes nothing, and every date stays on record',
    record: 'both reports, the persons, the reason; the release and the order',
    actsIn: ['corrections', 'releases'],
    source:
      'Policy of the centre, its own choice: a typing error must not keep an innocent person’s money suspended and the thief’s free. A second person, because whoever pretends to be the victim must not move a suspension to another account; and one mistyped date must not end one. The row before knew no correction of a date.',
    titleTh: 'การแก้ไขรายการโอนที่แจ้งผิด',
    titleEn: 'A correction of a reported transfer',
    textTh:
      'เมื่อผู้แจ้งขอแก้ไขจำนวนเงิน เลขอ้างอิง ผู้รับ เวลา หรือบัญชีที่ถูกหักเงิน การแจ้งที่แก้ไขแล้วใช้แทนการแจ้งเดิม ซึ่งยังเก็บไว้ หากทำให้คำสั่งเปลี่ยน ผู้ขอต้องโทรกลับไปยังหมายเลขที่บันทึกไว้เมื่อรับเรื่อง และต้องมีผู้อื่นที่ไม่ได้รับแจ้งเรื่องหรือรับแจ้งเพิ่มเติมเกี่ยวกับเงินนั้นยืนยันภายในหนึ่งวัน มิฉะนั้นคำขอสิ้นผล เมื่อยืนยันแล้ว ศูนย์ยกเลิกการระงับตามมาตรา 7 ที่อาศัยการแจ้งเดิมเท่านั้น และสั่งระงับตามการแจ้งที่แก้ไข รายการที่ธนาคารยืนยันแล้วแก้ไขไม่ได้ วันเวลาที่พนักงานสอบสวนรับคำร้องทุกข์ ซึ่งทำให้การระงับสั้นลงหรือสิ้นสุด หรือใช้แทนวันเวลาที่บันทึกไว้ ต้องมีผู้อื่นยืนยันก่อนจึงมีผล และเก็บทุกวันเวลาไว้ เก็บการแจ้งทั้งสอง ผู้เกี่ยวข้อง และเหตุผล',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-BACK',
    trigger: 'one officer released a hold, or a part of it, by mistake',
    parameters: { remindMs: 10 * MINUTE_MS, escalateMs: 20 * MINUTE_MS },
    deadlineMs: 30 * MINUTE_MS,
    deadlineFrom: 'requested',
    countBasis: 'instant',
    actor: 'centre, inquiry officer',
    effect:
      'a new order on the old ground, of a new hold: asked for within this time of the release by who holds the power of that hold (P-APP), and approved within this time by another person than who asked and who released, in whole or in part, and by as many persons as an order of its power (P-APP: two for a whole account). It holds no more than was held and is still free, and ends when the old hold would have ended. For a part, it is an order for more of the hold that stands: no more than was let go. Not after an expiry, an upheld appeal, a denied debit or a withdrawal: then no ground is left',
    record: 'the request, the decision, the order',
    actsIn: ['orders', 'approvals'],
    source:
      'Policy of the centre, its own choice: the decrees do not say how a mistaken release is undone. The money moves within minutes, so half an hour is enough, as for break-glass; who comes later needs a ground of that day.',
    titleTh: 'ทางกลับเมื่อยกเลิกการระงับโดยผิดพลาด',
    titleEn: 'The way back from a mistaken release',
    textTh:
      'เมื่อเจ้าหน้าที่ยกเลิกการระงับทั้งหมดหรือบางส่วนโดยผิดพลาด ผู้ถืออำนาจของการระงับนั้นขอให้ออกคำสั่งใหม่ตามฐานอำนาจเดิมได้ภายใน 30 นาทีนับแต่ยกเลิก โดยผู้อื่นที่ไม่ใช่ผู้ขอและไม่ใช่ผู้ที่ยกเลิกเป็นผู้อนุมัติภายใน 30 นาที จำนวนผู้อนุมัติเท่ากับคำสั่งตามอำนาจเดิม (ทั้งบัญชีสองคน) ระงับได้ไม่เกินจำนวนที่เคยระงับและยังว่างอยู่ และสิ้นผลเมื่อการระงับเดิมจะสิ้นผล ถ้ายกเลิกเพียงบางส่วน ให้เพิ่มจำนวนในการระงับที่ยังมีอยู่ ไม่เกินจำนวนที่ยกเลิกไป เก็บคำขอ การอนุมัติ และคำสั่ง',
  },
  {
    ...CENTRE_POLICY,
    ruleId: 'P-RESID',
    trigger: 'a hold is partial, and later debits do not explain the rest',
    parameters: { enabled: false },
    actor: 'centre',
    effect:
      "until the hold's expiry, money that comes in is told as a notice; each catch is a new order that reserves and that an officer approves. Off, orders ask for no such notice and one that comes all the same changes nothing",
    record: 'the notice, the request with its decision, the order',
    actsIn: ['orders', 'approvals'],
    source:
      'Policy of the centre, switched off: catching later money reaches sums that nobody stole, so it waits for a decision of the centre.',
    titleTh: 'เฝ้าดูยอดที่ระงับไม่ครบ (ปิดใช้)',
    titleEn: 'Watch for the part that was not held (off)',
    textTh:
      'เมื่อระงับได้ไม่ครบและรายการโอนต่ออธิบายส่วนที่เหลือไม่ได้ ให้สถาบันแจ้งเมื่อมีเงินเข้าจนถึงวันสิ้นผล การระงับเพิ่มแต่ละครั้งเป็นคำสั่งใหม่ที่ต้องมีผู้อนุมัติ นโยบายนี้ปิดใช้อยู่',
  },
];
