import { citizenIdFault } from '../../../domain/identifiers/citizen-id.js';
import { promptPayFault } from '../../../domain/identifiers/promptpay.js';
import { BANK_PATTERN } from './banks.js';
import type { EntityType, Span } from './entity.js';
import { textBefore } from './folded-text.js';

/** What the words before a number say that it is; `reference` is none of ours. */
type Announced = 'promptpay' | 'account' | 'phone' | 'citizen_id' | 'reference';

type NumberType = Extract<EntityType, 'promptpay' | 'account' | 'phone' | 'citizen_id'>;

const WORDS: ReadonlyArray<readonly [Announced, RegExp]> = [
  ['promptpay', /พร้อมเพย์|พร้อมเพ|prompt\s?pay/gi],
  ['account', new RegExp(`บัญชี|บช\\.?|เลขที่บ\\/ช|บ\\/ช|account|acct?\\b|a\\/c|${BANK_PATTERN}`, 'gi')],
  ['phone', /เบอร์|โทร|มือถือ|หมายเลขโทรศัพท์|phone|mobile|\btel\b|\bcall|whats\s?app/gi],
  ['citizen_id', /ประชาชน|ปชช\.?|ประจำตัว|เลขบัตร|เลข\s?13\s?หลัก|citizen|national\s?id|id\s?card|\bid\s?(?:no|number)/gi],
  ['reference', /พัสดุ|อ้างอิง|คดี|ใบแจ้ง|ออเดอร์|คำสั่งซื้อ|รหัส|\bref|tracking|\border|imei|invoice|\botp\b|serial/gi],
];

/** A run of digits, with single dashes, dots or spaces between its groups. */
const DIGIT_RUN =
  /(?<![\p{L}\p{M}\d,./_-]|\d )(?:\+|(?<=[\u0e00-\u0e7f]))?\d(?:[- .]?\d){8,16}(?![\d]|[,.]\d|[a-z])/giu;
const THAI_BEFORE_RUN = /(?<=[\u0e00-\u0e7f])\+?\d(?:[- .]?\d){8,16}(?![\d]|[,.]\d|[a-z])/giu;

const WORDS_BEFORE = 40;
const PROMPTPAY_WORDS_BEFORE = 30;
const WORDS_AFTER = 14;
const LEAST_DIGITS = 9;

/** Finds accounts, PromptPay ids, telephone numbers and citizen ids in a folded text. */
export function findNumbers(text: string): Array<Span & { type: NumberType }> {
  const found: Array<Span & { type: NumberType }> = [];
  for (const run of runsOfDigits(text)) {
    const type = typeOf(text, run);
    if (type !== null) found.push({ ...run, type });
  }
  return found;
}

function runsOfDigits(text: string): Span[] {
  const spans = [...text.matchAll(DIGIT_RUN), ...text.matchAll(THAI_BEFORE_RUN)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }))
    .flatMap((span) => numbersOf(text, span));
  const starts = new Set<number>();
  return spans.filter(({ start }) => !starts.has(start) && starts.add(start)).sort((a, b) => a.start - b.start);
}

/**
 * Splits what two numbers make ("081-555-0177 1350"): spaces belong to a number only where it has
 * no dashes and the length of one.
 */
function numbersOf(text: string, span: Span): Span[] {
  const written = text.slice(span.start, span.end);
  const digits = written.replace(/\D/g, '');
  const isOne =
    !written.includes('-') && [9, 10, 11, 12, 13].includes(digits.length) && !/\d{5,}\s\d{4,}/.test(written);
  if (!written.includes(' ') || isOne) return [span];
  return [...written.matchAll(/[^ ]+/g)]
    .filter(([part]) => part.replace(/\D/g, '').length >= LEAST_DIGITS)
    .map((part) => ({ start: span.start + part.index, end: span.start + part.index + part[0].length }));
}

function typeOf(text: string, { start, end }: Span): NumberType | null {
  const written = text.slice(start, end);
  const digits = written.replace(/\D/g, '');
  const announced = announcedBefore(text, start);
  if (isAnnouncedPromptPay(text, start, end) && isPromptPay(written, digits)) return 'promptpay';
  if (announced === 'reference') return null;
  if (isWrittenAsAccount(written)) return 'account';
  if (digits.length === 13) {
    if (announced === 'citizen_id' || isWrittenAsCitizenId(written)) return 'citizen_id';
    if (announced === 'account') return 'account';
    return citizenIdFault(digits) === null ? 'citizen_id' : null;
  }
  const isPhone = isPhoneNumber(written, digits);
  if (announced === 'account') return isPhone && isWrittenAsPhone(written) ? 'phone' : accountOrNull(digits);
  if (isPhone) return 'phone';
  if (digits.length === 10) return 'account';
  return null;
}

/** Returns what the word that stands nearest before a number says that it is. */
function announcedBefore(text: string, start: number): Announced | null {
  const before = textBefore(text, start, WORDS_BEFORE);
  let nearest: { announced: Announced; end: number } | null = null;
  for (const [announced, pattern] of WORDS) {
    for (const match of before.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (nearest === null || end > nearest.end) nearest = { announced, end };
    }
  }
  return nearest?.announced ?? null;
}

/** PromptPay is announced across other words ("PromptPay, number …"), but not across a number. */
function isAnnouncedPromptPay(text: string, start: number, end: number): boolean {
  const before = textBefore(text, start, PROMPTPAY_WORDS_BEFORE);
  const after = text.slice(end, end + WORDS_AFTER);
  return (
    /(?:พร้อมเพย์|พร้อมเพ|prompt\s?pay)(?:(?!บัญชี|ธนาคาร)[^\d])*$/i.test(before) ||
    /^\s*\(?\s*(?:พร้อมเพย์|prompt\s?pay)/i.test(after)
  );
}

function isPromptPay(written: string, digits: string): boolean {
  if (digits.length === 13) return true;
  return isPhoneNumber(written, digits) || promptPayFault('ewallet', digits) === null;
}

/** Thai mobile numbers have ten digits, fixed lines nine; abroad they begin with +66. */
function isPhoneNumber(written: string, digits: string): boolean {
  if (written.startsWith('+')) return /^66[2-9]\d{7,8}$/.test(digits) || !digits.startsWith('66');
  return /^0[689]\d{8}$/.test(digits) || /^0[2-57]\d{7}$/.test(digits) || /^66[689]\d{8}$/.test(digits);
}

function isWrittenAsPhone(written: string): boolean {
  return /^0\d{2}[- .]\d{3}[- .]?\d{4}$|^0\d[- .]\d{4}[- .]\d{4}$|^0\d[- .]\d{3}[- .]\d{4}$|^\+/.test(written);
}

/** Banks print ten digits as 3-1-5-1; other lengths end in a check digit behind a dash, too. */
function isWrittenAsAccount(written: string): boolean {
  return /^\d{3}[- ]\d[- ]\d{5}[- ]\d$|^\d{3}[- ]\d[- ]\d{5,8}(?:[- ]\d)?$|^\d{3}[- ]\d{6}[- ]\d$|^\d{3}[- ]\d{1,2}[- ]\d{5,8}[- ]\d$/.test(
    written,
  );
}

function isWrittenAsCitizenId(written: string): boolean {
  return /^\d[- ]\d{4}[- ]\d{5}[- ]\d{2}[- ]\d$/.test(written);
}

function accountOrNull(digits: string): 'account' | null {
  return digits.length >= 10 && digits.length <= 15 ? 'account' : null;
}
