import fc from 'fast-check';
import {
  addDays,
  bangkokDate,
  bangkokHour,
  bangkokMidnight,
  bangkokTime,
  buddhistYear,
  englishDay,
  readDay,
  thaiDay,
  weekday,
} from '../../../src/domain/calendar/bangkok-day.js';
import { propertyRuns } from '../../support/property-runs.js';

const instants = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const days = instants.map(bangkokDate);

describe('a day in Bangkok', () => {
  it.each([
    ['2026-12-31T16:59:59.999Z', '2026-12-31'],
    ['2026-12-31T17:00:00.000Z', '2027-01-01'],
    ['2028-02-28T17:00:00.000Z', '2028-02-29'],
    ['2027-02-28T17:00:00.000Z', '2027-03-01'],
  ])('%s lies on %s', (instant, day) => {
    expect(bangkokDate(new Date(instant))).toBe(day);
  });

  it.each([
    ['2026-12-31T16:59:59.999Z', '23:59:59', 23],
    ['2026-12-31T17:00:00.000Z', '00:00:00', 0],
    ['2026-12-31T23:30:05.000Z', '06:30:05', 6],
  ])('shows at %s the time %s', (instant, time, hour) => {
    const at = new Date(instant);
    expect([bangkokTime(at), bangkokHour(at.getTime())]).toEqual([time, hour]);
  });

  it('contains its instant: midnight of the day is not after it, midnight of the next one is', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = bangkokDate(at);
        expect(bangkokMidnight(day).getTime()).toBeLessThanOrEqual(at.getTime());
        expect(bangkokMidnight(addDays(day, 1)).getTime()).toBeGreaterThan(at.getTime());
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('moves back and forth by days, over leap days and year ends', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5_000, max: 5_000 }), (day, count) => {
        expect(addDays(addDays(day, count), -count)).toBe(day);
        expect((weekday(addDays(day, count)) - weekday(day) - count) % 7).toBeCloseTo(0);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('reads the same in the Buddhist and the Common Era', () => {
    fc.assert(
      fc.property(days, (day) => {
        const buddhist = `${Number(day.slice(0, 4)) + 543}${day.slice(4)}`;
        expect(readDay(buddhist)).toBe(day);
        expect(readDay(day)).toBe(day);
        expect(thaiDay(day)).toMatch(
          new RegExp(`^${Number(day.slice(8))} [^ ]+ ${buddhistYear(bangkokMidnight(day))}$`),
        );
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it.each([
    '2569-02-29',
    '2027-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-01-01',
    'tomorrow',
    '2569-11-24T00:00',
    'on 2026-11-24',
    '10000-01-01',
  ])('is not %s', (text) => {
    expect(readDay(text)).toBeUndefined();
  });

  it('has a Buddhist year from 2400 on', () => {
    expect(readDay('2400-01-31')).toBe('1857-01-31');
    expect(readDay('2399-12-31')).toBe('2399-12-31');
  });

  it('can be 29 February 2571, which is in 2028', () => {
    expect(readDay('2571-02-29')).toBe('2028-02-29');
    expect(thaiDay('2028-02-29')).toBe('29 กุมภาพันธ์ 2571');
    expect(englishDay('2028-02-29')).toBe('29 February 2028');
    expect(() => bangkokMidnight('2027-02-29')).toThrow('not a date');
  });
});
