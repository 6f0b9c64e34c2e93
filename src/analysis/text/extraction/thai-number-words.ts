/** Digits as words; `นึง` is how people write หนึ่ง, `ครึ่ง` is the half of the unit before it, or of the one behind it. */
const DIGITS: Readonly<Record<string, number>> = {
  ศูนย์: 0,
  หนึ่ง: 1,
  นึง: 1,
  เอ็ด: 1,
  สอง: 2,
  ยี่: 2,
  สาม: 3,
  สี่: 4,
  ห้า: 5,
  หก: 6,
  เจ็ด: 7,
  แปด: 8,
  เก้า: 9,
};
const UNITS: Readonly<Record<string, number>> = {
  สิบ: 10,
  ร้อย: 100,
  พัน: 1_000,
  หมื่น: 10_000,
  แสน: 100_000,
};
const MILLION = 1_000_000;
const HALF = 0.5;

/** Matches one word of a Thai number. */
export const THAI_NUMBER_WORD = [...Object.keys(DIGITS), ...Object.keys(UNITS), 'ล้าน', 'ครึ่ง'].join('|');

interface Part {
  /** What the text counts of the unit; null where it names the unit alone ("หมื่นห้า"). */
  readonly count: number | null;
  readonly unit: number;
}

/**
 * Reads a number from its parts, words and numerals in turn: `หนึ่ง หมื่น ห้า พัน` is 15000, `2
 * แสน` is 200000. People leave the last unit out: `หมื่น ห้า` is 15000, `แสน สอง` 120000. Returns
 * null for what is no number, such as `สอง สาม พัน`, which only says about how much.
 */
export function thaiNumber(words: readonly string[]): number | null {
  let total = 0;
  let below = 0; // what stands below a million since the last ล้าน
  let pending: number | null = null;
  let last: Part | null = null;
  for (const word of words) {
    const unit = UNITS[word];
    if (word === 'ล้าน') {
      const millions: number = below + (pending ?? 0);
      last = { count: millions === 0 ? null : millions, unit: MILLION };
      total = (total + (millions === 0 ? 1 : millions)) * MILLION;
      below = 0;
      pending = null;
    } else if (unit !== undefined) {
      if (last !== null && last.unit <= unit) return null;
      last = { count: pending, unit };
      below += (pending ?? 1) * unit;
      pending = null;
    } else if (word === 'ครึ่ง') {
      if (pending !== null) return null;
      if (last === null) pending = HALF;
      else below += last.unit / 2;
    } else {
      if (pending !== null) return null;
      pending = DIGITS[word] ?? Number(word);
    }
  }
  if (pending === null) return total + below;
  if (pending === HALF) return null;
  return total + below + endWithoutUnit(pending, words.at(-1), last);
}

/** Returns what a last digit counts: a tenth of the unit before it, except ones behind tens. */
function endWithoutUnit(digit: number, word: string | undefined, last: Part | null): number {
  if (last === null || last.unit <= 100) return digit;
  if (word === 'นึง' || (word === 'หนึ่ง' && last.count === null)) return 0;
  return digit < 10 ? (digit * last.unit) / 10 : digit;
}
