import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';
import { saidAbout } from './said-about.js';

/** A time of day that a text names, `HH:MM`. */
interface FoundTime extends Span {
  readonly time: string;
  /** The text says that it is rough, or names the hour alone. */
  readonly isAbout: boolean;
}

const HOURS: Readonly<Record<string, number>> = {
  หนึ่ง: 1,
  นึง: 1,
  สอง: 2,
  สาม: 3,
  สี่: 4,
  ห้า: 5,
  หก: 6,
  เจ็ด: 7,
  แปด: 8,
  เก้า: 9,
  สิบเอ็ด: 11,
  สิบ: 10,
};
const HOUR = `(\\d{1,2}|${Object.keys(HOURS).join('|')})`;

/** 13:44, 13.44 น.: a bare one needs a word before it, because it may be an amount. */
const CLOCK =
  /(?<![\d:.,/-])([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?(?![\d.,:]\d|\d)(\s*(?:น\.|น(?![ก-๎])|นาฬิกา|hrs?\b))?(?!\s*(?:บาท|baht|thb|฿|%|k\b|ล้าน|แสน|หมื่น|พัน))/gi;
const CLOCK_BEFORE = /(?:เวลา|ตอน|ช่วง|\bat|\btime)\s*(?:ประมาณ|ราว\s?ๆ?|about|around)?\s*$/i;
const AM_PM = /(?<![\d:.])(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?([ap])\.?m\b\.?/gi;

/** How hours are said in Thai, with what is added to them; the first that fits. */
const SPOKEN: readonly (readonly [grammar: RegExp, from: number, until: number, add: number])[] = [
  [new RegExp(`${HOUR}\\s?ทุ่ม(\\s?ครึ่ง)?`, 'g'), 1, 5, 18],
  [new RegExp(`บ่าย\\s?${HOUR}(?:\\s?โมง)?(\\s?ครึ่ง)?`, 'g'), 1, 5, 12],
  [new RegExp(`${HOUR}\\s?โมงเย็น(\\s?ครึ่ง)?`, 'g'), 3, 6, 12],
  [new RegExp(`${HOUR}\\s?โมง(?:เช้า)?(?!เย็น)(\\s?ครึ่ง)?`, 'g'), 6, 11, 0],
  [new RegExp(`ตี\\s?${HOUR}(\\s?ครึ่ง)?`, 'g'), 1, 5, 0],
];
const BEFORE = 40;

/**
 * Finds times of day in a folded text, by the clock (`13.44 น.`, `7:05 pm`) or as they are said in Thai
 * (`สองทุ่มครึ่ง`). An hour that is said alone is rough.
 */
export function findTimes(text: string): FoundTime[] {
  // The first that reads a part has it: `7:05 pm` is no five past seven.
  return [...byHalves(text), ...byClock(text), ...spoken(text)];
}

function byClock(text: string): FoundTime[] {
  return [...text.matchAll(CLOCK)].flatMap((match) => {
    const [whole, hour = '', minute = '', mark] = match;
    const start = match.index;
    if (mark === undefined && !CLOCK_BEFORE.test(textBefore(text, start, BEFORE))) return [];
    const span = { start, end: start + whole.trimEnd().length };
    return [{ ...span, time: `${hour.padStart(2, '0')}:${minute}`, isAbout: saidAbout(text, span) }];
  });
}

function byHalves(text: string): FoundTime[] {
  return [...text.matchAll(AM_PM)].map((match) => {
    const [whole, hour = '', minute, half = ''] = match;
    const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
    const span = { start: match.index, end: match.index + whole.trimEnd().length };
    return { ...span, time: clock(hours, minute), isAbout: minute === undefined || saidAbout(text, span) };
  });
}

function spoken(text: string): FoundTime[] {
  return SPOKEN.flatMap(([grammar, from, until, add]) =>
    [...text.matchAll(grammar)].flatMap((match) => {
      const [whole, said = '', half] = match;
      const hour = HOURS[said] ?? Number(said);
      if (!(hour >= from && hour <= until)) return [];
      const span = { start: match.index, end: match.index + whole.length };
      return [{ ...span, time: clock(hour + add, half === undefined ? undefined : '30'), isAbout: true }];
    }),
  );
}

function clock(hour: number, minute = '00'): string {
  return `${String(hour).padStart(2, '0')}:${minute}`;
}
