import { HOUR_MS } from '../time.js';

const BANGKOK_OFFSET_MS = 7 * HOUR_MS;

/** The instant at which a Bangkok calendar day (`YYYY-MM-DD`, UTC+7, no daylight saving) begins. Throws on text that is no date. */
export function bangkokMidnight(date: string): Date {
  const at = new Date(`${date}T00:00:00+07:00`);
  if (Number.isNaN(at.getTime())) throw new Error(`not a date: ${date}`);
  return at;
}

/** The Bangkok calendar day (`YYYY-MM-DD`) of an instant. */
export function bangkokDate(at: Date): string {
  return new Date(at.getTime() + BANGKOK_OFFSET_MS).toISOString().slice(0, 10);
}
