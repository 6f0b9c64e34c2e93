import fc from 'fast-check';
import { formatCaseNo } from '../../../src/domain/identifiers/case-no.js';
import { namesFullNumber } from '../../../src/domain/identifiers/full-number.js';

const DIGITS = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 15 });
const BETWEEN = fc.constantFrom('', '', '', ' ', '-', ' - ', '\u00a0', '\u2011', '\u200b', '\n');
/** The first signs of the digits of each script: ASCII, Thai, full width. */
const ZERO = fc.constantFrom(0x30, 0xe50, 0xff10);
const BESIDE = fc.constantFrom('', ' ', 'บัญชี', 'account ', 'SCB', '(', ', ', ' บาท');

describe('a text that another party reads', () => {
  it('names a full number however its digits are written', () => {
    fc.assert(
      fc.property(DIGITS, fc.array(BETWEEN, { minLength: 14, maxLength: 14 }), ZERO, BESIDE, BESIDE, (...drawn) => {
        const [digits, between, zero, before, after] = drawn;
        const written = digits
          .map(
            (digit, place) => `${place === 0 ? '' : (between[place - 1] ?? '')}${String.fromCodePoint(zero + digit)}`,
          )
          .join('');
        // What reads as a day is none of the number's; a number that is drawn as one is rare.
        fc.pre(!/(19|20|25|26)[0-9]{2}-|-(19|20|25|26)[0-9]{2}/.test(written.normalize('NFKC')));
        expect(namesFullNumber(`${before}${written}${after}`)).toBe(true);
      }),
    );
  });

  it.each([
    ['an account number', '1234567890', true],
    ['a citizen id as cards show it', '9-1234-56789-01-0', true],
    ['Thai digits', 'บัญชี ๑๒๓-๔-๕๖๗๘๙-๐ ครับ', true],
    ['two numbers in one run', '1234567890 9876543210', true],
    ['a number behind a day', '2026-12-04 1234567890', true],
    ['the last digits', 'บัญชี ••••7890 และ xxxxxx7778', false],
    ['amounts in plain figures', 'held 50000.00 12000.00', false],
    ['amounts', 'held 50,000.00 of 1,250,000.00 baht, then 12,000.00', false],
    ['a day and its time', '2026-12-04 03:15, 04-12-2569 10.20', false],
    ['a case number', `of ${formatCaseNo({ openedAt: new Date('2026-12-04T00:00:00Z'), sequence: 42 })}, again`, false],
    ['an id of ours', 'hold 01JF1234567890123456789012', false],
    ['a telephone number of an office', '02-123-4567', false],
    ['a longer reference', 'FT12345678901234567890', false],
    ['no text', '', false],
  ])('with %s: %s', (_name, text, names) => {
    expect(namesFullNumber(text)).toBe(names);
  });
});
