import { bahtText } from '../../../web/src/format/baht-text.js';
import { dayInBangkok } from '../../../web/src/format/bangkok.js';
import {
  compact,
  readAmount,
  readDay,
  readInstant,
  readTimeOfDay,
  typedDay,
} from '../../../web/src/intake/form/typed.js';

describe('what is typed during a call', () => {
  it.each([
    ['185000', '18500000'],
    ['185,000.50', '18500050'],
    ['๑๘๕,๐๐๐', '18500000'],
    ['0.5', '50'],
    ['100000000000', '10000000000000'],
    ['100000000000.01', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['1.234', undefined],
    ['=1+1', undefined],
  ])('%s baht are %s satang', (text, satang) => {
    expect(readAmount(text)).toBe(satang);
  });

  it.each([
    ['25/11/2569', '2026-11-25'],
    ['25/11/2026', '2026-11-25'],
    ['25.11.69', '2026-11-25'],
    ['25-11-26', '2026-11-25'],
    ['๒๕/๑๑/๒๕๖๙', '2026-11-25'],
    ['25/11', '2026-11-25'],
    ['1/12', '2025-12-01'],
    ['29/2/2567', '2024-02-29'],
    ['29/2/2569', undefined],
    ['31/11/2569', undefined],
    ['25 พ.ย. 2569', '2026-11-25'],
    ['25 พย 69', '2026-11-25'],
    ['๑๒ มีนาคม ๒๔๙๗', '1954-03-12'],
    ['30 พ.ย.', '2025-11-30'],
    ['1 Nov 2026', '2026-11-01'],
    ['1 november', '2026-11-01'],
    ['30 ก.พ. 2569', undefined],
    ['25 พฤหัส 2569', undefined],
  ])('%s, on 28 November 2026, is %s', (text, day) => {
    expect(readDay(text, '2026-11-28')).toBe(day);
  });

  it.each([
    ['1344', '13:44:00'],
    ['13.44 น.', '13:44:00'],
    ['13:44:07', '13:44:07'],
    ['9:05', '09:05:00'],
    ['905', '09:05:00'],
    ['13:44:60', undefined],
    ['2400', undefined],
    ['1360', undefined],
    ['13', undefined],
  ])('%s is the time %s', (text, time) => {
    expect(readTimeOfDay(text)).toBe(time);
  });

  it('is a time of Bangkok wherever the browser is', () => {
    expect(dayInBangkok(Date.parse('2026-11-27T17:00:00Z'))).toBe('2026-11-28');
    expect(dayInBangkok(Date.parse('2026-11-27T16:59:59Z'))).toBe('2026-11-27');
    expect(readInstant('28/11/2569', '0010', '2026-11-28')).toBe('2026-11-28T00:10:00+07:00');
    expect(typedDay('2026-11-28', 'th')).toBe('28/11/2569');
    expect(typedDay('2026-11-28', 'en')).toBe('28/11/2026');
  });

  it('has its blanks and dashes taken out of numbers', () => {
    expect(compact(' 9-1234-56789-01-0 ')).toBe('9123456789010');
    expect(compact('+66 (80) 000.0901')).toBe('+66800000901');
  });
});

describe('an amount in Thai words', () => {
  it.each([
    ['100', 'หนึ่งบาทถ้วน'],
    ['1100', 'สิบเอ็ดบาทถ้วน'],
    ['2100', 'ยี่สิบเอ็ดบาทถ้วน'],
    ['10100', 'หนึ่งร้อยเอ็ดบาทถ้วน'],
    ['18500000', 'หนึ่งแสนแปดหมื่นห้าพันบาทถ้วน'],
    ['100000100', 'หนึ่งล้านเอ็ดบาทถ้วน'],
    ['1100000000', 'สิบเอ็ดล้านบาทถ้วน'],
    ['10000000000000', 'หนึ่งแสนล้านบาทถ้วน'],
    ['50', 'ห้าสิบสตางค์'],
    ['12125', 'หนึ่งร้อยยี่สิบเอ็ดบาทยี่สิบห้าสตางค์'],
  ])('%s satang are %s', (satang, words) => {
    expect(bahtText(satang)).toBe(words);
  });
});
