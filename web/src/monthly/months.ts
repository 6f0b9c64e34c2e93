import { dayInBangkok, inBangkok } from '../format/bangkok.js';

/** The first month of which the centre reports: section 8/5(9) is in force since 13 April 2025. */
const FIRST = { year: 2025, month: 4 };

/** Returns the month of an instant in Bangkok, such as `2026-11`. */
export function monthInBangkok(atMs: number): string {
  return dayInBangkok(atMs).slice(0, 7);
}

/** Returns the months that have a report, the one of `nowMs` first. */
export function reportMonths(nowMs: number): string[] {
  const [year = 0, month = 0] = monthInBangkok(nowMs).split('-').map(Number);
  const count = (year - FIRST.year) * 12 + month - FIRST.month + 1;
  return Array.from({ length: Math.max(1, count) }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}

/** Returns the first instant of a month of Bangkok, to write its name. */
export function beginOfMonth(month: string): number {
  return Date.parse(inBangkok(`${month}-01`));
}
