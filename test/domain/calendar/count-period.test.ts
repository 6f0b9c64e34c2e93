import fc from 'fast-check';
import { addDays, bangkokDate, bangkokMidnight } from '../../../src/domain/calendar/bangkok-day.js';
import { countPeriod as countBy } from '../../../src/domain/calendar/count-period.js';
import type { Period } from '../../../src/domain/calendar/period.js';
import {
  HOLIDAY_YEARS,
  HOLIDAYS_FROM,
  HOLIDAYS_TO,
  THAI_HOLIDAYS,
} from '../../../src/domain/calendar/thai-holidays.js';
import * as workDays from '../../../src/domain/calendar/working-days.js';
import { propertyRuns } from '../../support/property-runs.js';

const { WRITTEN_CALENDAR, announced } = workDays;
const countPeriod = (from: Date, period: Period, moves: boolean, calendar = WRITTEN_CALENDAR) =>
  countBy(from, period, moves, calendar);
const isWorkingDay = (day: string) => workDays.isWorkingDay(day, WRITTEN_CALENDAR);
const addWorkingDays = (day: string, count: number) => workDays.addWorkingDays(day, count, WRITTEN_CALENDAR);
const holidaysKnown = (from: string, to: string) => workDays.holidaysKnown(from, to, WRITTEN_CALENDAR);

const at = (day: string, time = '15:00:00') => new Date(`${day}T${time}+07:00`);
const days = (amount: number): Period => ({ amount, unit: 'day' });
const months = (amount: number): Period => ({ amount, unit: 'month' });
const years = (amount: number): Period => ({ amount, unit: 'year' });
const workingDays = (amount: number): Period => ({ amount, unit: 'working_day' });

describe('a period counted by the Civil Code', () => {
  it.each<[string, string, Period, string]>([
    ['leaves the first day out', '2026-11-24', days(1), '2026-11-25'],
    ['ends seven days later on the same weekday', '2026-11-23', days(7), '2026-11-30'],
    ['that ends on a Saturday ends on Monday', '2026-11-24', days(4), '2026-11-30'],
    ['that ends on a day in lieu ends on the day after', '2026-11-30', days(7), '2026-12-08'],
    ['crosses the end of the year', '2025-12-30', days(1), '2026-01-05'],
    ['crosses Songkran', '2026-04-06', days(7), '2026-04-16'],
    ['counts a leap day', '2024-02-22', days(7), '2024-02-29'],
    ['from a last of January ends with February', '2025-01-31', months(1), '2025-02-28'],
    ['from 30 January ends with a February that has no such day', '2025-01-30', months(1), '2025-02-28'],
    ['from 31 January ends on the leap day', '2024-01-31', months(1), '2024-02-29'],
    ['from the end of a month begins with the next and ends with it', '2025-02-28', months(1), '2025-03-31'],
    ['of a year from a leap day begins on 1 March and ends with February', '2024-02-29', years(1), '2025-02-28'],
    ['of ten years keeps the day', '2026-02-24', years(10), '2036-02-25'],
    ['of working days jumps over the weekend', '2026-11-27', workingDays(1), '2026-11-30'],
    ['of working days jumps over New Year', '2025-12-30', workingDays(1), '2026-01-05'],
  ])('%s', (_name, from, period, lastDay) => {
    expect(countPeriod(at(from), period, true).lastDay).toBe(lastDay);
    expect(countPeriod(at(from), period, true).endsAt).toEqual(bangkokMidnight(addDays(lastDay, 1)));
  });

  it('is the same from the first and from the last instant of a day', () => {
    const from = (time: string) => countPeriod(at('2026-11-24', time), days(1), true).endsAt;
    expect(from('00:00:00')).toEqual(from('23:59:59'));
    expect(countPeriod(new Date('2026-11-24T17:00:00Z'), days(1), true).endsAt).not.toEqual(from('23:59:59'));
  });

  it('ends on a holiday when the time is an official’s own (APA s.64)', () => {
    expect(countPeriod(at('2026-12-08'), days(2), false)).toMatchObject({ lastDay: '2026-12-10', moved: false });
    expect(countPeriod(at('2026-12-08'), days(2), true)).toMatchObject({ lastDay: '2026-12-11', moved: true });
  });

  it('says when an announcement could still change it', () => {
    expect(countPeriod(at('2026-11-24'), days(7), true).daysKnown).toBe(true);
    expect(countPeriod(at('2026-08-05'), days(7), true)).toMatchObject({ lastDay: '2026-08-13', daysKnown: false });
    expect(countPeriod(at('2027-12-31'), days(7), true).daysKnown).toBe(false);
    expect(countPeriod(at('2027-12-31'), days(7), false).daysKnown).toBe(true);
  });

  it('is unsure of working days when a holiday among them is, and of days only when it decides the end', () => {
    const unsure = '2026-08-12';
    expect(holidaysKnown(unsure, unsure)).toBe(false);
    expect(countPeriod(at('2026-08-10'), workingDays(5), true)).toMatchObject({
      lastDay: '2026-08-18',
      daysKnown: false,
    });
    expect(countPeriod(at('2026-08-10'), workingDays(5), false).daysKnown).toBe(false);
    expect(countPeriod(at('2026-08-10'), days(8), true)).toMatchObject({ lastDay: '2026-08-18', daysKnown: true });
  });
});

const instants = fc.date({ min: at('2023-01-01'), max: at('2027-11-30'), noInvalidDate: true });
const periods = fc.record({
  amount: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom<Period['unit'][]>('day', 'working_day', 'month', 'year'),
});

describe('any period', () => {
  it('ends at a midnight in Bangkok, on a working day, after the day it began', () => {
    fc.assert(
      fc.property(instants, periods, (from, period) => {
        const { endsAt, lastDay } = countPeriod(from, period, true);
        expect(endsAt).toEqual(bangkokMidnight(addDays(lastDay, 1)));
        expect(isWorkingDay(lastDay)).toBe(true);
        expect(lastDay > bangkokDate(from)).toBe(true);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('never ends earlier when it begins later or is longer', () => {
    fc.assert(
      fc.property(instants, instants, periods, fc.boolean(), (one, other, period, moves) => {
        const [first, second] = one <= other ? [one, other] : [other, one];
        const end = (from: Date, amount: number) => countPeriod(from, { ...period, amount }, moves).endsAt.getTime();
        expect(end(first, period.amount)).toBeLessThanOrEqual(end(second, period.amount));
        expect(end(first, period.amount)).toBeLessThanOrEqual(end(first, period.amount + 1));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('of days is never shorter than as many times 24 hours, and only a holiday makes it more than a day longer', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 400 }), (from, amount) => {
        const plain = countPeriod(from, days(amount), false).endsAt.getTime() - from.getTime();
        expect(plain).toBeGreaterThanOrEqual(amount * 86_400_000);
        expect(plain).toBeLessThanOrEqual((amount + 1) * 86_400_000);
        const moved = countPeriod(from, days(amount), true);
        expect(moved.endsAt.getTime() - from.getTime() > plain).toBe(moved.moved);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe('the table of holidays', () => {
  it('is in order, within its years, on weekdays, each day once', () => {
    const listed = THAI_HOLIDAYS.map((holiday) => holiday.day);
    expect(listed).toEqual([...new Set(listed)].sort());
    expect(listed.every((day) => day >= HOLIDAYS_FROM && day <= HOLIDAYS_TO)).toBe(true);
    expect(listed.filter((day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))).toEqual([]);
  });

  it('has at least 17 days in every year, and is sure of none in 2570', () => {
    for (const year of ['2023', '2024', '2025', '2026', '2027']) {
      const found = THAI_HOLIDAYS.filter((holiday) => holiday.day.startsWith(year));
      expect(found.length).toBeGreaterThanOrEqual(17);
      expect(found.some((holiday) => holiday.sure)).toBe(year !== '2027');
    }
  });

  it('tells working days, weekends and holidays apart', () => {
    expect(['2026-11-24', '2026-11-28', '2026-11-29', '2026-12-10', '2026-12-07'].map(isWorkingDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(addWorkingDays('2026-12-04', 2)).toBe('2026-12-09');
    expect(holidaysKnown('2026-11-01', '2026-12-31')).toBe(true);
    expect(holidaysKnown('2026-12-01', '2027-01-02')).toBe(false);
  });

  it('covers its first day and none before it, and is unsure when the first or last day of a span is unsure', () => {
    expect(holidaysKnown(HOLIDAYS_FROM, '2023-12-31')).toBe(true);
    expect(holidaysKnown('2022-12-31', '2023-12-31')).toBe(false);
    expect(holidaysKnown('2026-08-01', '2026-08-12')).toBe(false);
    expect(holidaysKnown('2026-08-12', '2026-08-31')).toBe(false);
    expect(holidaysKnown('2026-08-13', '2026-08-31')).toBe(true);
  });
});

describe('a calendar with later announcements', () => {
  const NEW_YEAR = { added: ['2026-11-27'], removed: ['2026-12-07'], announcedTo: '2027-12-31' };
  const later = announced(WRITTEN_CALENDAR, NEW_YEAR);

  it('counts an added day as a holiday, and a removed day as none', () => {
    expect(countPeriod(at('2026-11-26'), workingDays(1), true).lastDay).toBe('2026-11-27');
    expect(countPeriod(at('2026-11-26'), workingDays(1), true, later).lastDay).toBe('2026-11-30');
    expect(countPeriod(at('2026-11-30'), days(7), true, later)).toMatchObject({ lastDay: '2026-12-07', moved: false });
  });

  it('is sure up to the announced day, and at least as far as before', () => {
    expect(countPeriod(at('2027-02-19'), workingDays(1), true).daysKnown).toBe(false);
    expect(countPeriod(at('2027-02-19'), workingDays(1), true, later)).toMatchObject({
      lastDay: '2027-02-23',
      daysKnown: true,
    });
    expect(announced(WRITTEN_CALENDAR, { ...NEW_YEAR, announcedTo: '2024-12-31' }).knownTo).toBe('2026-12-31');
  });

  it('makes an unsure day sure by adding or removing it', () => {
    const known = (over: object) =>
      workDays.holidaysKnown('2026-08-12', '2026-08-12', announced(WRITTEN_CALENDAR, { ...NEW_YEAR, ...over }));
    expect([known({}), known({ added: ['2026-08-12'] }), known({ removed: ['2026-08-12'] })]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('leaves the written calendar unchanged, and says for each year how sure it is', () => {
    expect(isWorkingDay('2026-12-07')).toBe(false);
    expect(HOLIDAY_YEARS.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026, 2027]);
  });
});
