import { UtcInstant } from '../../src/wire/common.js';

describe('a time in a message', () => {
  it.each([
    ['2026-11-24T02:30:00Z', '2026-11-24T02:30:00Z'],
    ['2026-11-24T02:30:00.123456Z', '2026-11-24T02:30:00.123456Z'],
    ['2026-11-24T09:30:00+07:00', '2026-11-24T02:30:00.000Z'],
    ['2026-11-24T01:30:00.5+07:00', '2026-11-23T18:30:00.500Z'],
    ['2026-11-23T21:30:00-05:00', '2026-11-24T02:30:00.000Z'],
    ['2026-11-24T02:30:00+00:00', '2026-11-24T02:30:00.000Z'],
  ])('%s is read as %s', (text, utc) => {
    expect(UtcInstant.parse(text)).toBe(utc);
  });

  it.each([
    ['no offset', '2026-11-24T09:30:00'],
    ['an offset without a colon', '2026-11-24T09:30:00+0700'],
    ['an offset of 25 hours', '2026-11-24T09:30:00+25:00'],
    ['a day that is not', '2026-02-30T09:30:00+07:00'],
    ['a year after 9999 in UTC', '9999-12-31T23:59:59-01:00'],
    ['a year before 0 in UTC', '0000-01-01T00:00:00+07:00'],
    ['a day alone', '2026-11-24'],
    ['words', 'yesterday'],
  ])('is refused with %s', (_, text) => {
    expect(UtcInstant.safeParse(text).success).toBe(false);
  });
});
