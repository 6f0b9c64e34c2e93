/** The first month of which the centre reports: section 8/5(9) is in force since 13 April 2025. */
const FIRST = { year: 2025, month: 4 };
const BANGKOK_MS = 7 * 3_600_000;

/** Returns the month of an instant in Bangkok, such as `2026-11`. */
export function monthInBangkok(atMs: number): string {
  return new Date(atMs + BANGKOK_MS).toISOString().slice(0, 7);
}

/** Returns the months that have a report, the one of `nowMs` first. */
export function reportMonths(nowMs: number): string[] {
  const now = new Date(nowMs + BANGKOK_MS);
  const count = (now.getUTCFullYear() - FIRST.year) * 12 + now.getUTCMonth() + 1 - FIRST.month + 1;
  return Array.from({ length: Math.max(1, count) }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}

/** Returns the first instant of a month of Bangkok, to write its name. */
export function beginOfMonth(month: string): number {
  return Date.parse(`${month}-01T00:00:00+07:00`);
}
