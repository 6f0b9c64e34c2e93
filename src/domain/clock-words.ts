import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time.js';

/** A text in both languages. */
export interface Both {
  th: string;
  en: string;
}

const UNITS = [
  { ms: HOUR_MS, th: 'ชั่วโมง', en: 'hour' },
  { ms: MINUTE_MS, th: 'นาที', en: 'minute' },
  { ms: SECOND_MS, th: 'วินาที', en: 'second' },
] as const;
const DAY = { th: 'วัน', en: 'day' } as const;

/**
 * Writes a time in milliseconds in the largest unit that divides it, but three days in hours:
 * `72 hours`, `7 days`, `45 seconds`.
 */
export function clockWords(ms: number): Both {
  if (ms % DAY_MS === 0 && ms !== 3 * DAY_MS) return counted(ms / DAY_MS, DAY);
  const [hours, minutes, seconds] = UNITS;
  const unit = ms % hours.ms === 0 ? hours : ms % minutes.ms === 0 ? minutes : seconds;
  return counted(ms / unit.ms, unit);
}

/** Writes a number of units: `90 วัน`, `90 days`. */
export function counted(amount: number, unit: Both): Both {
  return { th: `${amount} ${unit.th}`, en: `${amount} ${unit.en}${amount === 1 ? '' : 's'}` };
}
