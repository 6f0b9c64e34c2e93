/*
 * Reads what a person types while the caller speaks: with blanks, dashes and commas, with Thai
 * digits, and with days of the Buddhist or the Christian year.
 */

import { arabicDigits } from '../../format/arabic-digits.js';
import { type Day, dayInBangkok, inBangkok } from '../../format/bangkok.js';

const BUDDHIST_YEARS = 543;
const DAY_MS = 24 * 3_600_000;
/** As the API: 100 billion baht; more is a typing error. */
const MOST_SATANG = 10_000_000_000_000n;

/** Returns a number as it is sent: without blanks, dashes, dots and brackets between its digits. */
export function compact(text: string): string {
  return arabicDigits(text).replace(/[\s().-]/g, '');
}

/** Returns an amount in satang, a decimal string; undefined when the text is no positive amount. */
export function readAmount(text: string): string | undefined {
  const match = /^([0-9]{1,15})(?:\.([0-9]{1,2}))?$/.exec(arabicDigits(text).replace(/[\s,]/g, ''));
  if (match === null) return undefined;
  const satang = BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
  return satang > 0n && satang <= MOST_SATANG ? String(satang) : undefined;
}

/** Writes a day as people type it, `25/11/2569` in Thai and `25/11/2026` in English. */
export function typedDay(day: Day, language: 'th' | 'en'): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${month}/${language === 'th' ? Number(year) + BUDDHIST_YEARS : year}`;
}

/** How people begin the name of a month, in Thai and in English; January first. */
const MONTHS = [
  'มกรา|ม\\.?ค|jan',
  'กุมภา|ก\\.?พ|feb',
  'มีนา|มี\\.?ค|mar',
  'เมษา|เม\\.?ย|apr',
  'พฤษภา|พ\\.?ค|may',
  'มิถุนา|มิ\\.?ย|jun',
  'กรกฎา|ก\\.?ค|jul',
  'สิงหา|ส\\.?ค|aug',
  'กันยา|ก\\.?ย|sep',
  'ตุลา|ต\\.?ค|oct',
  'พฤศจิกา|พ\\.?ย|nov',
  'ธันวา|ธ\\.?ค|dec',
].map((names) => new RegExp(`^(?:${names})(?:คม|ยน|พันธ์|[a-z]*)\\.?$`, 'i'));

/** Returns the number of the month, January is 1; 0 when the word names none. */
function monthOf(word: string): number {
  return MONTHS.findIndex((names) => names.test(word)) + 1;
}

/** The words for a day by how many days it is before today. */
const DAYS_BEFORE: readonly RegExp[] = [
  /^(?:วันนี้|today)$/i,
  /^(?:เมื่อวาน(?:นี้)?|yesterday)$/i,
  /^(?:(?:เมื่อ)?วานซืน(?:นี้)?|the day before yesterday)$/i,
];

/**
 * Returns the day that a text names, such as `25/11/2569`, `25.11.69`, `25/11`, `25 พ.ย. 2569`,
 * `2026-11-25` or `เมื่อวาน`; undefined when it names none. Without a year it is the last such day; a short year is
 * the one nearest to today.
 */
export function readDay(text: string, today: Day): Day | undefined {
  const written = arabicDigits(text).trim();
  const before = DAYS_BEFORE.findIndex((words) => words.test(written));
  if (before >= 0) return dayInBangkok(Date.parse(inBangkok(today)) - before * DAY_MS);
  const [isoYear = 0, isoMonth = 0, isoDate = 0] = /^\d{4}-\d{2}-\d{2}$/.test(written)
    ? written.split('-').map(Number)
    : [];
  if (isoYear > 0) return realDay(isoYear, isoMonth, isoDate);
  const match =
    /^(\d{1,2})(?:\s*[/.\- ]\s*(\d{1,2})|[\s/.-]*(\p{L}[\p{L}\p{M}.]*))(?:\s*[/.\- ]\s*(\d{2}|\d{4}))?$/u.exec(written);
  if (match === null) return undefined;
  const [date = 0, month = 0] = [Number(match[1]), match[3] === undefined ? Number(match[2]) : monthOf(match[3])];
  const thisYear = Number(today.slice(0, 4));
  const inYear = (year: number) => realDay(year, month, date);
  if (match[4] === undefined) {
    const day = inYear(thisYear);
    return day !== undefined && day > today ? inYear(thisYear - 1) : day;
  }
  const year = Number(match[4]);
  if (match[4].length === 4) return inYear(year > thisYear + 400 ? year - BUDDHIST_YEARS : year);
  const [buddhist, christian] = [2500 + year - BUDDHIST_YEARS, 2000 + year];
  return inYear(Math.abs(buddhist - thisYear) <= Math.abs(christian - thisYear) ? buddhist : christian);
}

function realDay(year: number, month: number, date: number): Day | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return isReal ? at.toISOString().slice(0, 10) : undefined;
}

/**
 * Returns the time of day that a text names, such as `13:44`, `13.44`, `1344` or `13:44:07`, with
 * its seconds; undefined when it names none.
 */
export function readTimeOfDay(text: string): string | undefined {
  const match = /^\s*([0-9]{1,2})\s*[:. ]?\s*([0-9]{2})(?:[:.]([0-9]{2}))?\s*(?:น\.?)?\s*$/.exec(arabicDigits(text));
  if (match === null) return undefined;
  const [, hour = '', minute = '', second = '00'] = match;
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isTime ? `${hour.padStart(2, '0')}:${minute}:${second}` : undefined;
}

/** Returns the instant of a day and a time in Bangkok, RFC 3339; undefined when one is no such. */
export function readInstant(day: string, time: string, today: Day): string | undefined {
  const [date, timeOfDay] = [readDay(day, today), readTimeOfDay(time)];
  return date === undefined || timeOfDay === undefined ? undefined : inBangkok(date, timeOfDay);
}

/** How far around a time that nobody read off a slip the transfer may lie. */
const AROUND_MS = 3_600_000;

/**
 * Returns within which time a transfer lies of which day and time are told, and no more is known:
 * an hour before and after, or the whole day in Bangkok; undefined without a day.
 */
function readSpan(day: string, time: string, today: Day): { from: string; until: string } | undefined {
  const date = readDay(day, today);
  if (date === undefined) return undefined;
  const at = readInstant(day, time, today);
  const begins = Date.parse(at ?? inBangkok(date));
  const [before, after] = at === undefined ? [0, DAY_MS - 1] : [AROUND_MS, AROUND_MS];
  return { from: new Date(begins - before).toISOString(), until: new Date(begins + after).toISOString() };
}

/** How a text says that what follows is rough: `~20000`, `ประมาณ 20,000`, `about 19:00`. */
const ABOUT = /^\s*(?:~|≈|ประมาณ|ราว\s*ๆ?|about\b|approx\.?)\s*/i;
/** How far off a time may be: `19:00 ±30`, `19:00 +-1 ชม.`. */
const GIVE_OR_TAKE =
  /\s*(?:±|\+\/?-)\s*([0-9]{1,4})\s*(นาที|น\.|min(?:utes?|s)?\.?|ชั่วโมง|ชม\.?|h(?:ours?|rs?)?\.?)?\s*$/i;
const USUAL_MINUTES = 30;
/** As the API: 3.5 days. */
const MOST_MINUTES = 5_040;

/** Returns an amount that a text tells as "about", in satang; undefined when it tells none so. */
export function readAboutAmount(text: string): string | undefined {
  return ABOUT.test(text) ? readAmount(text.replace(ABOUT, '')) : undefined;
}

/** A time of day as it was told: to the minute, about, or between two. */
export type ToldTime =
  | { readonly is: 'exact'; readonly time: string }
  | { readonly is: 'about'; readonly time: string; readonly withinMinutes: number }
  | { readonly is: 'between'; readonly from: string; readonly until: string };

/**
 * Returns the time of day that a text tells: `19:00`, `~19:00`, `19:00 ±30`, `18:30-19:30`, over
 * midnight `23:40-00:20`; undefined when it tells none. About without more is half an hour before and
 * after.
 */
export function readToldTime(text: string): ToldTime | undefined {
  const plain = arabicDigits(text);
  const exact = readTimeOfDay(plain);
  if (exact !== undefined) return { is: 'exact', time: exact };
  const offBy = GIVE_OR_TAKE.exec(plain);
  if (offBy !== null || ABOUT.test(plain)) {
    const time = readTimeOfDay(plain.replace(ABOUT, '').replace(GIVE_OR_TAKE, ''));
    const inMinutes = /^(?:ชั่วโมง|ชม|h)/i.test(offBy?.[2] ?? '') ? 60 : 1;
    const withinMinutes = offBy === null ? USUAL_MINUTES : Number(offBy[1]) * inMinutes;
    const isSpan = withinMinutes >= 1 && withinMinutes <= MOST_MINUTES;
    return time === undefined || !isSpan ? undefined : { is: 'about', time, withinMinutes };
  }
  const [, first = '', last = ''] = /^(.+?)\s*(?:-|–|ถึง|to)\s*(.+)$/.exec(plain) ?? [];
  const [from, until] = [readTimeOfDay(first), readTimeOfDay(last)];
  return from !== undefined && until !== undefined && from !== until ? { is: 'between', from, until } : undefined;
}

/** Says a typed amount or time as "about", or no longer so. */
export function turnAbout(kind: 'amount' | 'time', text: string): string {
  if (ABOUT.test(text) || (kind === 'time' && GIVE_OR_TAKE.test(text)))
    return text.replace(ABOUT, '').replace(kind === 'time' ? GIVE_OR_TAKE : /$^/, '');
  return kind === 'time' && text.trim() !== '' ? `~${text.trim()} ±${USUAL_MINUTES}` : `~${text.trim()}`;
}

/** When a transfer left as it was told, in the fields of the API. */
type ToldWhen =
  | { readonly between: { readonly from: string; readonly until: string } }
  | { readonly aboutTime: { readonly at: string; readonly withinMinutes: number } };

/**
 * Returns when a transfer left as it was told roughly, not to the minute; undefined where day or time
 * names none. A time over midnight lies on two days, and one of them was told: it begins on that day,
 * or, where that has not come yet, it ended on it.
 */
export function readRoughTime(day: string, text: string, today: Day, nowMs: number): ToldWhen | undefined {
  const date = readDay(day, today);
  const told = readToldTime(text);
  if (date === undefined || told === undefined || told.is === 'exact') return undefined;
  const first = Date.parse(utc(date, told.is === 'about' ? told.time : told.from));
  const withinMs = told.is === 'about' ? told.withinMinutes * 60_000 : 0;
  const toNext = told.is === 'between' && told.until < told.from ? DAY_MS : 0;
  const last = told.is === 'about' ? first : Date.parse(utc(date, told.until)) + toNext;
  const isOverMidnight = dayInBangkok(first - withinMs) !== dayInBangkok(last + withinMs);
  const earlier = isOverMidnight && first > nowMs ? DAY_MS : 0;
  const at = new Date(first - earlier).toISOString();
  return told.is === 'about'
    ? { aboutTime: { at, withinMinutes: told.withinMinutes } }
    : { between: { from: at, until: new Date(last - earlier).toISOString() } };
}

/** Returns when a transfer left as it was told, to the minute or roughly; nothing without a day. */
export function readToldSpan(day: string, text: string, today: Day, nowMs: number): ToldWhen | Record<never, never> {
  const rough = readRoughTime(day, text, today, nowMs);
  if (rough !== undefined) return rough;
  const between = readSpan(day, text, today);
  return between === undefined ? {} : { between };
}

function utc(date: Day, time: string): string {
  return new Date(inBangkok(date, time)).toISOString();
}
