import { DAY_MS, HOUR_MS } from '../time.js';

/** A calendar day in Bangkok, `YYYY-MM-DD` in the Common Era; two days compare as text. */
export type BangkokDay = string;

/** Bangkok is seven hours ahead of UTC, all year. */
const OFFSET_MS = 7 * HOUR_MS;
const BUDDHIST_OFFSET_YEARS = 543;
/**
 * A year from here on is in the Buddhist Era. No day of the centre lies so late in the Common Era
 * or so early in the Buddhist Era.
 */
const FIRST_BUDDHIST_YEAR = 2400;
const DAY_FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Returns the calendar day of an instant in Bangkok (UTC+7, no daylight saving). */
export function bangkokDate(at: Date): BangkokDay {
  return bangkokClock(at).toISOString().slice(0, 10);
}

/** Returns the time of day of an instant in Bangkok, to the second: `14:32:05`. */
export function bangkokTime(at: Date): string {
  return bangkokClock(at).toISOString().slice(11, 19);
}

/** Returns the hour of an instant in Bangkok, 0 to 23; `atMs` is milliseconds since 1970. */
export function bangkokHour(atMs: number): number {
  return Math.floor(((atMs + OFFSET_MS) % DAY_MS) / HOUR_MS);
}

/** Returns the Buddhist year (C.E. + 543) of an instant in Bangkok. */
export function buddhistYear(at: Date): number {
  return bangkokClock(at).getUTCFullYear() + BUDDHIST_OFFSET_YEARS;
}

/** Returns the year of the Common Era, of a year in either era. */
export function commonYear(written: string): number {
  return isBuddhistYear(written) ? Number(written) - BUDDHIST_OFFSET_YEARS : Number(written);
}

/** An instant moved so that its UTC fields are what a clock in Bangkok shows. */
function bangkokClock(at: Date): Date {
  return new Date(at.getTime() + OFFSET_MS);
}

/** Returns the instant at which a day begins in Bangkok; throws on text that is not a day. */
export function bangkokMidnight(day: BangkokDay): Date {
  return new Date(utcMidnight(day) - OFFSET_MS);
}

/** Returns the day `count` days later, or earlier when `count` is negative. */
export function addDays(day: BangkokDay, count: number): BangkokDay {
  return new Date(utcMidnight(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the day of the week: Sunday is 0, Saturday 6. */
export function weekday(day: BangkokDay): number {
  return new Date(utcMidnight(day)).getUTCDay();
}

/**
 * Returns the same day of the month `months` months later, or undefined when that month has no
 * such day.
 */
export function sameDayOfLaterMonth(day: BangkokDay, months: number): BangkokDay | undefined {
  const { year, month, date } = partsOf(day);
  const found = new Date(Date.UTC(year, month - 1 + months, date));
  return found.getUTCDate() === date ? found.toISOString().slice(0, 10) : undefined;
}

/** Returns the last day of the month that lies `months` months later. */
export function lastDayOfLaterMonth(day: BangkokDay, months: number): BangkokDay {
  const { year, month } = partsOf(day);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
}

/** Returns whether a year, or a text that begins with one, is of the Buddhist Era. */
export function isBuddhistYear(written: string): boolean {
  return Number(written.slice(0, 4)) >= FIRST_BUDDHIST_YEAR;
}

/**
 * Reads a day that a person wrote as `YYYY-MM-DD`, with the year in the Buddhist or the Common
 * Era; undefined when it is not a day of the calendar.
 */
export function readDay(text: string): BangkokDay | undefined {
  const written = DAY_FORM.exec(text);
  if (written === null) return undefined;
  const [, year, month, date] = written;
  const common = commonYear(year ?? '');
  const day = `${String(common).padStart(4, '0')}-${month}-${date}`;
  return isDay(day) ? day : undefined;
}

const THAI_MONTHS = [
  'มกราคม',
  'กุมภาพันธ์',
  'มีนาคม',
  'เมษายน',
  'พฤษภาคม',
  'มิถุนายน',
  'กรกฎาคม',
  'สิงหาคม',
  'กันยายน',
  'ตุลาคม',
  'พฤศจิกายน',
  'ธันวาคม',
] as const;

/** Formats a day as Thai documents write it, in the Buddhist Era: `17 มีนาคม 2566`. */
export function thaiDay(day: BangkokDay): string {
  const { year, month, date } = partsOf(day);
  return `${date} ${THAI_MONTHS[month - 1]} ${year + BUDDHIST_OFFSET_YEARS}`;
}

const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Formats a day as English texts write it, in the Common Era: `17 March 2023`. */
export function englishDay(day: BangkokDay): string {
  const { year, month, date } = partsOf(day);
  return `${date} ${ENGLISH_MONTHS[month - 1]} ${year}`;
}

function partsOf(day: BangkokDay): { year: number; month: number; date: number } {
  const at = new Date(utcMidnight(day));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

function utcMidnight(day: BangkokDay): number {
  if (!isDay(day)) throw new Error(`not a date: ${day}`);
  return Date.parse(`${day}T00:00:00Z`);
}

/** Checks that the text reads back the same, because JavaScript reads 30 February as 2 March. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}
