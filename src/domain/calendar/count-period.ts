import { unreachable } from '../result.js';
import {
  type BangkokDay,
  addDays,
  bangkokDate,
  bangkokMidnight,
  lastDayOfLaterMonth,
  sameDayOfLaterMonth,
} from './bangkok-day.js';
import type { Period } from './period.js';
import { type Calendar, addWorkingDays, holidaysKnown, workingDayFrom } from './working-days.js';

/** How a period of days, months or years ended. */
export interface CountedPeriod {
  /** The first instant after the period: midnight in Bangkok that ends its last day. */
  endsAt: Date;
  lastDay: BangkokDay;
  /** The last day was a holiday, so that the next working day took its place. */
  moved: boolean;
  /**
   * False when a day that decided the result lies beyond the calendar's knowledge, or is unsure in
   * it.
   */
  daysKnown: boolean;
}

/**
 * Counts a period from the day of an instant. The day itself is left out (Civil and Commercial Code
 * s.193/3, Administrative Procedure Act s.64 para 1); months and years go by the calendar
 * (s.193/5). With `moves`, an end on a holiday moves to the next working day (s.193/8); without,
 * the last day counts even if it is one (s.64 para 2, an official's own time).
 */
export function countPeriod(from: Date, period: Period, moves: boolean, calendar: Calendar): CountedPeriod {
  const firstOut = bangkokDate(from);
  const counted = lastDayOf(firstOut, period, calendar);
  const lastDay = moves ? workingDayFrom(counted, calendar) : counted;
  const looksFrom = period.unit === 'working_day' ? firstOut : counted;
  const asksCalendar = moves || period.unit === 'working_day';
  return {
    endsAt: bangkokMidnight(addDays(lastDay, 1)),
    lastDay,
    moved: lastDay !== counted,
    daysKnown: !asksCalendar || holidaysKnown(looksFrom, lastDay, calendar),
  };
}

function lastDayOf(firstOut: BangkokDay, { amount, unit }: Period, calendar: Calendar): BangkokDay {
  switch (unit) {
    case 'day':
      return addDays(firstOut, amount);
    case 'working_day':
      return addWorkingDays(firstOut, amount, calendar);
    case 'month':
      return monthsAfter(firstOut, amount);
    case 'year':
      return monthsAfter(firstOut, amount * 12);
    default:
      return unreachable(unit);
  }
}

/**
 * s.193/5: a period ends on the day before the day like the one it began on, so that one that
 * begins with a month ends with one; or with the month that has no such day.
 */
function monthsAfter(firstOut: BangkokDay, months: number): BangkokDay {
  const begins = addDays(firstOut, 1);
  const alike = sameDayOfLaterMonth(begins, months);
  return alike === undefined ? lastDayOfLaterMonth(begins, months) : addDays(alike, -1);
}
