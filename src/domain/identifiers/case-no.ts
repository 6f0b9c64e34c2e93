import { buddhistYear } from '../time.js';

const LARGEST_SEQUENCE = 9_999_999;

/**
 * The case number that people read out: `RG2569-0000042-3` is `RG`, the Buddhist-era year of
 * opening, a running number of seven digits, and a Luhn digit over the eleven before it, so that a
 * digit misheard on the telephone is noticed. Throws on a sequence outside 1 to 9,999,999.
 */
export function formatCaseNo(input: { openedAt: Date; sequence: number }): string {
  const { openedAt, sequence } = input;
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > LARGEST_SEQUENCE) {
    throw new RangeError(`case sequence out of range: ${sequence}`);
  }
  const year = buddhistYear(openedAt).toString().padStart(4, '0');
  const running = sequence.toString().padStart(7, '0');
  return `RG${year}-${running}-${luhnDigit(year + running)}`;
}

/** Whether text is a case number with a right check digit. */
export function isCaseNo(text: string): boolean {
  const parts = /^RG([0-9]{4})-([0-9]{7})-([0-9])$/.exec(text);
  if (parts === null) return false;
  return Number(parts[3]) === luhnDigit(`${parts[1]}${parts[2]}`);
}

/**
 * ISO/IEC 7812-1 check digit: every second digit from the right counts double, its digits added.
 */
function luhnDigit(digits: string): number {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  });
  return (10 - (sum % 10)) % 10;
}
