import { buddhistYear } from '../calendar/bangkok-day.js';

const LARGEST_SEQUENCE = 9_999_999;

/**
 * Formats the case number that people read out, such as `RG2569-0000042-3`: `RG`, the Buddhist
 * year of opening, a running number of seven digits, and a check digit (Luhn) over the eleven
 * digits before it. The check digit shows when a digit was misheard on the telephone. Throws on a
 * sequence outside 1 to 9,999,999.
 */
export function formatCaseNo(input: { openedAt: Date; sequence: number }): string {
  const { openedAt, sequence } = input;
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > LARGEST_SEQUENCE) {
    throw new RangeError(`case sequence out of range: ${sequence}`);
  }
  const year = buddhistYear(openedAt).toString().padStart(4, '0');
  const running = sequence.toString().padStart(7, '0');
  return `RG${year}-${running}-${luhnCheckDigit(year + running)}`;
}

/** Returns whether a text is a case number with the right check digit. */
export function isCaseNo(text: string): boolean {
  const parts = /^RG([0-9]{4})-([0-9]{7})-([0-9])$/.exec(text);
  if (parts === null) return false;
  return Number(parts[3]) === luhnCheckDigit(`${parts[1]}${parts[2]}`);
}

/**
 * Computes the check digit of ISO/IEC 7812-1 (Luhn): every second digit from the right counts
 * double, and the two digits of a double are added.
 */
function luhnCheckDigit(digits: string): number {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  });
  return (10 - (sum % 10)) % 10;
}
