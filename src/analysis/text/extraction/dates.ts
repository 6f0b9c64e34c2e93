import type { Span } from './entity.js';

/** A day that a text names: ISO 8601 when it is fully determined, else null. */
interface FoundDate extends Span {
  readonly iso: string | null;
}

const THAI_MONTHS = [
  'มกราคม|มกรา|ม\\.?ค\\.?',
  'กุมภาพันธ์|กุมภา|ก\\.?พ\\.?',
  'มีนาคม|มีนา|มี\\.?ค\\.?',
  'เมษายน|เมษา|เม\\.?ย\\.?',
  'พฤษภาคม|พฤษภา|พ\\.?ค\\.?',
  'มิถุนายน|มิถุนา|มิ\\.?ย\\.?',
  'กรกฎาคม|กรกฎา|ก\\.?ค\\.?',
  'สิงหาคม|สิงหา|ส\\.?ค\\.?',
  'กันยายน|กันยา|ก\\.?ย\\.?',
  'ตุลาคม|ตุลา|ต\\.?ค\\.?',
  'พฤศจิกายน|พฤศจิกา|พ\\.?ย\\.?',
  'ธันวาคม|ธันวา|ธ\\.?ค\\.?',
];
const ENGLISH_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const THAI_MONTH = THAI_MONTHS.map((names) => `(${names})`).join('|');
const ENGLISH_MONTH = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?`;
const THAI_YEAR = `(?:\\s*,?\\s*(?:ปี\\s*)?(?:พ\\.?\\s?ศ\\.?|ค\\.?\\s?ศ\\.?)?\\s*(\\d{4}|\\d{2})(?!\\d|[.,:]\\d|\\s*(?:บาท|น\\.|นาฬิกา)))?`;

const THAI_DATE = new RegExp(
  `(?<![\\d.,/-])(\\d{1,2})\\s*(?:เดือน\\s*)?(?:${THAI_MONTH})(?![\\u0e01-\\u0e4e])${THAI_YEAR}`,
  'g',
);
const NUMERIC_DATE = /(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)/g;
const ISO_DATE = /(?<![\d/-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/g;
const ENGLISH_DAY_FIRST = new RegExp(
  `(?<![\\d.,/-])(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+${ENGLISH_MONTH}(?:[\\s,-]+(\\d{4}|'?\\d{2})(?![\\d:]))?`,
  'gi',
);
const ENGLISH_MONTH_FIRST = new RegExp(
  `(?<![a-z])${ENGLISH_MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:,]\\d)(?:,?\\s+(\\d{4})(?!\\d))?`,
  'gi',
);
/**
 * Finds days of the calendar in a folded text, of the Buddhist era or of ours. Words such as
 * "yesterday" determine no day and are left out.
 */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  const add = (match: RegExpMatchArray, day: string, month: number, year: string | undefined): void => {
    const start = match.index ?? 0;
    const iso = year === undefined ? null : isoDay(fullYear(year), month, Number(day));
    const isDay = Number(day) >= 1 && Number(day) <= 31 && month >= 1 && month <= 12;
    if (isDay && (year === undefined || iso !== null))
      found.push({ start, end: start + match[0].trimEnd().length, iso });
  };
  for (const match of text.matchAll(THAI_DATE)) {
    const month = THAI_MONTHS.findIndex((_, index) => match[index + 2] !== undefined) + 1;
    add(match, match[1] ?? '', month, match[THAI_MONTHS.length + 2]);
  }
  for (const match of text.matchAll(NUMERIC_DATE)) add(match, match[1] ?? '', Number(match[3]), match[4]);
  for (const match of text.matchAll(ISO_DATE)) add(match, match[3] ?? '', Number(match[2]), match[1]);
  for (const match of text.matchAll(ENGLISH_DAY_FIRST)) add(match, match[1] ?? '', englishMonth(match[2]), match[3]);
  for (const match of text.matchAll(ENGLISH_MONTH_FIRST)) add(match, match[2] ?? '', englishMonth(match[1]), match[3]);
  return found;
}

/** A day that the day of the call determines. "Last night" may be either of two, and is left out. */
const DAY_BEFORE = /(?:เมื่อ)?วานซืน(?:นี้)?|เมื่อวาน(?:นี้)?(?!ก่อน)|(?<![a-z])(?:the day before )?yesterday(?![a-z])/gi;

/** Finds the words for yesterday and the day before it in a folded text: only who takes the call knows the day. */
export function findDaysBefore(text: string): Span[] {
  return [...text.matchAll(DAY_BEFORE)].map(({ 0: words, index }) => ({ start: index, end: index + words.length }));
}

function englishMonth(name = ''): number {
  return ENGLISH_MONTHS.indexOf(name.toLowerCase()) + 1;
}

const FIRST_BUDDHIST_YEAR = 2400;
const BUDDHIST_OFFSET = 543;
/** Two digits from here on are of the Buddhist era (2550 to 2599), below it of ours. */
const SHORT_BUDDHIST_YEAR = 50;

/** Returns the year of our era that two or four digits mean. */
function fullYear(written: string): number {
  const year = Number(written.replace("'", ''));
  if (written.length === 4) return year >= FIRST_BUDDHIST_YEAR ? year - BUDDHIST_OFFSET : year;
  return year >= SHORT_BUDDHIST_YEAR ? 2500 + year - BUDDHIST_OFFSET : 2000 + year;
}

const LAST_YEAR = 2100;

/** Returns a day as ISO 8601, or null when the calendar has no such day. */
function isoDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isDay = year > 1900 && year < LAST_YEAR && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isDay ? at.toISOString().slice(0, 10) : null;
}
