import { HELD_UNDER_REASONS } from '../hold/receipt-effect.js';
import { STATEMENT_BREAKS } from '../statement/compare-books.js';

/**
 * What an institution said of the money of a hold and its debits, and nobody could apply or read: it
 * may be true in part.
 */
const NOT_APPLIED: readonly string[] = ['MORE_THAN_REQUESTED', 'INCONSISTENT', 'SAME_NUMBER', 'ANSWER_TOO_LARGE'];

/** Breaks by which money may stand elsewhere than on record, beside those of a family (`OF_MONEY`). */
export const KEEPING: readonly string[] = [
  ...NOT_APPLIED,
  'HELD_MONEY_GONE',
  'LAPSED_EARLY',
  'MESSAGE_SET_ASIDE',
  'REFUSED_UNEXPLAINED',
  'AUTHORITY_ENDED',
  STATEMENT_BREAKS.UNKNOWN_TO_CENTRE,
  ...HELD_UNDER_REASONS,
];

/** Families of breaks: an institution names a debit that differs from the report, or from the trail. */
const OF_MONEY: readonly string[] = ['DEBIT_', 'ATTRIBUTION.'];

/** The institution says nothing about the debit; the end of the question's time settles that. */
const NAMES_NOTHING = 'DEBIT_QUESTION_REFUSED';

/**
 * Returns whether a case stays open while a break of this kind about it is open: by what a party
 * said, stolen money may stand elsewhere than on record, and a closed case takes no correction, so
 * nobody could hold it any more. Other breaks are settled whether their case is open or not.
 */
export function keepsCaseOpen(kind: string): boolean {
  return KEEPING.includes(kind) || namesDebit(kind);
}

function namesDebit(kind: string): boolean {
  return kind !== NAMES_NOTHING && OF_MONEY.some((family) => kind.startsWith(family));
}

/**
 * Returns whether the victim is told that a person compares an institution's answer with the
 * report: the institution named a debit, or its answer cannot be true or be read. Of money that is gone the news says what the bank said.
 */
export function isComparedByPerson(openKinds: readonly string[]): boolean {
  return openKinds.some((kind) => namesDebit(kind) || NOT_APPLIED.includes(kind));
}

/** What the victim is told while a person compares. */
export const PERSON_COMPARES: Readonly<{ th: string; en: string }> = {
  th: 'เจ้าหน้าที่ของศูนย์กำลังตรวจสอบคำตอบของธนาคารเรื่องการโอนเทียบกับที่แจ้งไว้ และจะยังไม่ปิดเรื่องจนกว่าจะทราบผล',
  en: 'A person at the centre compares what a bank answered about the transfer with what was reported. The case stays open until then.',
};
