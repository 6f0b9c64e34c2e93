import { arabicDigits } from './arabic-digits.js';

/**
 * Returns the number of a case, or the reference of a notice, that somebody wrote down as it was read
 * out: with blanks or without dashes, in small letters, in Thai digits, without the RG before it. A
 * text that is neither is returned in capitals without blanks around it.
 */
export function typedNumber(text: string): string {
  const plain = arabicDigits(text.trim()).toUpperCase();
  const parts = /^(?:RG)?([0-9]{4})([0-9]{7})([0-9])(?:\/?([0-9A-Z]{6}))?$/.exec(plain.replace(/[\s.–—-]/g, ''));
  if (parts === null) return plain;
  const [, year, running, check, notice] = parts;
  return `RG${year}-${running}-${check}${notice === undefined ? '' : `/${notice}`}`;
}
