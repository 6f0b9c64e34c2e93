import { columnForm, formatBaht, perMille, sumSatang } from '../../../web/src/format/money.js';
import { rulesOf } from '../../../web/src/format/rules.js';
import {
  formatDate,
  formatInstant,
  formatLength,
  formatNear,
  formatSeconds,
  formatTime,
} from '../../../web/src/format/time.js';

describe('an amount on the screen', () => {
  it.each([
    ['0', 'short', '0'],
    ['1', 'short', '0.01'],
    ['99', 'exact', '0.99'],
    ['5750000', 'short', '57,500'],
    ['5750000', 'exact', '57,500.00'],
    ['5750050', 'short', '57,500.50'],
    ['9007199254740993', 'exact', '90,071,992,547,409.93'],
    ['900719925474099300', 'short', '9,007,199,254,740,993'],
  ] as const)('%s satang, %s, is written as %s', (satang, form, written) => {
    expect(formatBaht(satang, form)).toBe(written);
  });

  it('has satang in its whole column or in none of it', () => {
    expect(columnForm(['100', '0', '2500'])).toBe('short');
    expect(columnForm(['100', '0', '2501'])).toBe('exact');
  });

  it('is added and shared without loss', () => {
    expect(sumSatang(['9007199254740993', '1'])).toBe('9007199254740994');
    expect(perMille('1', '3')).toBe(333);
    expect(perMille('1', '0')).toBe(0);
  });
});

/** Writes a text with spaces that do not break. */
const unbroken = (text: string) => text.replaceAll(' ', '\u00a0');

describe('a time on the screen', () => {
  const at = '2026-11-25T18:05:09Z';

  it('stays in one line and is that of Bangkok, in the Buddhist year in Thai and the Christian one in English', () => {
    expect(formatDate(at, 'th')).toBe(unbroken('26 พ.ย. 2569'));
    expect(formatDate(at, 'en')).toBe(unbroken('26 Nov 2026'));
    expect(formatTime(at, 'th')).toBe(unbroken('01:05 น.'));
    expect(formatTime(at, 'en')).toBe('01:05');
    expect(formatSeconds(at, 'th')).toBe('01:05:09');
    expect(formatInstant(at, 'th')).toBe(`${unbroken('26 พ.ย. 2569')} ${unbroken('01:05 น.')}`);
    expect(formatNear(at, Date.parse('2026-11-26T16:59:00Z'), 'th')).toBe(formatTime(at, 'th'));
    expect(formatNear(at, Date.parse('2026-11-26T17:00:00Z'), 'th')).toBe(formatInstant(at, 'th'));
  });

  it.each([
    [0, '00:00', '00:00'],
    [252_000, '04:12', '04:12'],
    [-192_000, '03:12', '03:12'],
    [3_599_999, '59:59', '59:59'],
    [3_600_000, '1 ชม. 00 นาที', '1 h 00 min'],
    [86_399_000, '23 ชม. 59 นาที', '23 h 59 min'],
    [86_400_000, '1 วัน 00 ชม.', '1 d 00 h'],
  ])('a length of %s ms is written as %s', (ms, thai, english) => {
    expect(formatLength(ms, 'th')).toBe(unbroken(thai));
    expect(formatLength(ms, 'en')).toBe(unbroken(english));
  });
});

describe('the rules of some rows', () => {
  it('are named once each, without rulebook and day', () => {
    expect(rulesOf(['th/AOC-85B/2025-04-13', 'th/P-AMT/2025-09-14', 'demo/AOC-85B/2025-04-13'])).toBe('AOC-85B, P-AMT');
  });

  it('stand as they are when they are no row', () => {
    expect(rulesOf(['AOC-85B'])).toBe('AOC-85B');
  });
});
