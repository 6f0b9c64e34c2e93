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

/** The end of a period of days, months or years. */
export interface CountedPeriod {
  /** The first instant after the period: midnight in Bangkok at the end of its last day. */
  endsAt: Date;
  lastDay: BangkokDay;
  /** The last day was a holiday, so the next working day took its place. */
  moved: boolean;
  /** False when a day that decided the result is unsure, or lies outside the known calendar. */
  daysKnown: boolean;
}

/**
 * Counts a period from the day of an instant. The first day does not count (Civil and Commercial
 * Code s.193/3, Administrative Procedure Act s.64 para 1). Months and years go by the calendar
 * (s.193/5). With `moves`, an end on a holiday moves to the next working day (s.193/8). Without
 * it, the last day counts even when it is a holiday (s.64 para 2, an official's own time).
 */
export function countPeriod(from: Date, period: Period, moves: boolean, calendar: Calendar): CountedPeriod {
  const dayBefore = bangkokDate(from);
  const counted = lastDayOf(dayBefore, period, calendar);
  const lastDay = moves ? workingDayFrom(counted, calendar) : counted;
  const firstDayAsked = period.unit === 'working_day' ? dayBefore : counted;
  const asksCalendar = moves || period.unit === 'working_day';
  return {
    endsAt: bangkokMidnight(addDays(lastDay, 1)),
    lastDay,
    moved: lastDay !== counted,
    daysKnown: !asksCalendar || holidaysKnown(firstDayAsked, lastDay, calendar),
  };
}

function lastDayOf(dayBefore: BangkokDay, { amount, unit }: Period, calendar: Calendar): BangkokDay {
  switch (unit) {
    case 'day':
      return addDays(dayBefore, amount);
    case 'working_day':
      return addWorkingDays(dayBefore, amount, calendar);
    case 'month':
      return monthsAfter(dayBefore, amount);
    case 'year':
      return monthsAfter(dayBefore, amount * 12);
    default:
      return unreachable(unit);
  }
}

/**
 * Ends a period on the day before the day that corresponds to its first day, or at the end of the
 * month when that month has no such day (Civil and Commercial Code s.193/5). A period that begins
 * with a month ends with a month.
 */
function monthsAfter(dayBefore: BangkokDay, months: number): BangkokDay {
  const firstDay = addDays(dayBefore, 1);
  const sameDay = sameDayOfLaterMonth(firstDay, months);
  return sameDay === undefined ? lastDayOfLaterMonth(firstDay, months) : addDays(sameDay, -1);
}
