import { RECEIPT_RESULTS } from '../../domain/hold/hold.js';
import { FILLED_COLUMNS } from './columns.js';

/** The page that explains a workbook, a line for each row. The full sense of each code stands in the guide of the protocol. */
export const GUIDE: readonly (readonly string[])[] = [
  [
    'Rangap',
    'กรอกเฉพาะคอลัมน์คำตอบ แล้วส่งแฟ้มกลับที่หน้าสถาบัน',
    'Fill in the answer columns only, and upload the file on your page.',
  ],
  ['ORDER', 'คำสั่งระงับ: ระงับไม่เกินจำนวนที่สั่ง', 'A hold order: hold the amount, never more.'],
  ['', `answer: ${RECEIPT_RESULTS.join(', ')}`, 'answerBaht: what is held by it now; answerAt: when that was so.'],
  [
    'DEBIT',
    'เพิ่มหนึ่งแถวต่อรายการหักบัญชีหลังเงินเข้า (บัญชีชั้นถัดไป) ใช้รหัสของคำสั่ง',
    'Add a row with the id of the ORDER for each later debit, the account of the next level.',
  ],
  [
    '',
    'reference, way, toInstitution, toAccount, debitBaht, ascribedBaht, debitAt',
    'way: promptpay, interbank, ewallet, counter, other with an account; promptpay-id with a PromptPay id in toAccount; cash, card, crypto, abroad where it left the banks.',
  ],
  [
    'RELEASE',
    'คำสั่งปล่อย: ปล่อยทันที',
    'A release order: let go at once. answer: RELEASED, NOTHING_HELD; answerBaht: all that was held until then.',
  ],
  [
    'QUESTION',
    'ถามว่าบัญชีนี้โอนรายการนี้จริงหรือไม่',
    'Did the account send this transfer? answer: CONFIRMED, DENIED, PENDING; reason with DENIED; what a search found in the columns of a debit.',
  ],
  [
    'RESULT',
    'ผลตรวจสอบเหตุสงสัยของสถาบัน',
    "An officer's finding of your suspicion. answer: LIFTED, NOTED, NOTHING_SUSPENDED; answerBaht: what became free.",
  ],
  [
    'LISTING',
    'รายชื่อ',
    'A listing: REFUSES_OPENING, SUSPENDED, CLOSED, NO_SUCH_CUSTOMER; a delisting: LIFTED, NOTHING_TO_LIFT.',
  ],
  [
    'STATE',
    'แจ้งสถานะของทุกคำสั่งที่สถาบันรู้จัก กรอกให้ครบทุกแถว',
    'State every order that you know, also those that are not in the file: all rows or none. answer: TAKEN, HELD, NOTHING_HELD, REPLACED, RELEASED, LAPSED; answerBaht: what is held by it now; answerAt: when it last changed.',
  ],
  [
    'LAPSE',
    'คำสั่งหมดเวลาและปล่อยแล้ว (เพิ่มแถว ใช้รหัสคำสั่งและรหัสการระงับ)',
    'Add: an order expired and its money is free (id of the ORDER, holdId). answerBaht: what was held.',
  ],
  [
    'CREDIT',
    'มีเงินเข้าอีก (เพิ่มแถว ใช้รหัสการระงับ)',
    'Add: a later credit where the order says watchCredits (id: the holdId). answerBaht.',
  ],
  [
    'TOLD',
    'แจ้งเจ้าของบัญชีแล้ว (เพิ่มแถว ใช้รหัสการระงับ)',
    'Add: the holder was told (id: the holdId). answer: hold, part, release; answerAt.',
  ],
  [
    'REVIEW',
    'ผลทบทวนเหตุสงสัยของสถาบัน (เพิ่มแถว ใช้รหัสการระงับ)',
    'Add: your review of a hold of section 6 (id: the holdId). answer: STANDS, LIFT; words: why.',
  ],
  [
    '',
    `คอลัมน์ที่กรอก: ${Object.keys(FILLED_COLUMNS).join(', ')}`,
    'Amounts in baht, times as 2026-12-01 14:05:00 in Bangkok, years of either era. A cell with a formula is not read. Accounts and references are cells of the format text: a number loses first zeros.',
  ],
];
