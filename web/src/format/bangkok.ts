/*
 * The clock of Bangkok: seven hours ahead of UTC, without summer time since 1920. Other files of the
 * console ask here.
 */

const OFFSET_MS = 7 * 3_600_000;
const OFFSET = '+07:00';

/** A calendar day of the Christian year, `YYYY-MM-DD`. */
export type Day = string;

/** Returns the day in Bangkok at an instant (epoch milliseconds). */
export function dayInBangkok(atMs: number): Day {
  return new Date(atMs + OFFSET_MS).toISOString().slice(0, 10);
}

/** Returns the instant of a day and a time (`HH:MM:SS`) in Bangkok, RFC 3339 with its offset. */
export function inBangkok(day: Day, time = '00:00:00'): string {
  return `${day}T${time}${OFFSET}`;
}
