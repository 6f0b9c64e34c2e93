import { type BangkokDay, addDays, weekday } from './bangkok-day.js';
import { HOLIDAYS_ANNOUNCED_TO, HOLIDAYS_FROM, THAI_HOLIDAYS } from './thai-holidays.js';

/** The days on which government offices are closed besides weekends, and how far that is known. */
export interface Calendar {
  holidays: ReadonlySet<BangkokDay>;
  /** Announced or not, it may still be otherwise. */
  unsure: ReadonlySet<BangkokDay>;
  knownFrom: BangkokDay;
  knownTo: BangkokDay;
}

/** The calendar as it is written, before what was announced since. */
export const WRITTEN_CALENDAR: Calendar = {
  holidays: new Set(THAI_HOLIDAYS.map((holiday) => holiday.day)),
  unsure: new Set(
    THAI_HOLIDAYS.filter((holiday) => !holiday.sure && holiday.day <= HOLIDAYS_ANNOUNCED_TO).map(({ day }) => day),
  ),
  knownFrom: HOLIDAYS_FROM,
  knownTo: HOLIDAYS_ANNOUNCED_TO,
};

/** What was announced after the calendar was written. */
export interface Announced {
  added: readonly BangkokDay[];
  removed: readonly BangkokDay[];
  /**
   * The last day whose holidays are announced; what was expected until then and is not removed is
   * so.
   */
  announcedTo: BangkokDay;
}

/** A calendar with later announcements. Naming a day settles it, whichever way. */
export function announced(calendar: Calendar, { added, removed, announcedTo }: Announced): Calendar {
  const settled = new Set([...added, ...removed]);
  return {
    holidays: new Set([...calendar.holidays, ...added].filter((day) => !removed.includes(day))),
    unsure: new Set([...calendar.unsure].filter((day) => !settled.has(day))),
    knownFrom: calendar.knownFrom,
    knownTo: announcedTo > calendar.knownTo ? announcedTo : calendar.knownTo,
  };
}

/**
 * Whether government offices are open: no Saturday, no Sunday, no holiday of the calendar. Beyond
 * the calendar only weekends are known.
 */
export function isWorkingDay(day: BangkokDay, calendar: Calendar): boolean {
  const isWeekend = weekday(day) === 0 || weekday(day) === 6;
  return !isWeekend && !calendar.holidays.has(day);
}

/** The day itself when it is a working day, else the next one (Civil Code s.193/8). */
export function workingDayFrom(day: BangkokDay, calendar: Calendar): BangkokDay {
  let found = day;
  while (!isWorkingDay(found, calendar)) found = addDays(found, 1);
  return found;
}

/** The `count`th working day after a day. */
export function addWorkingDays(day: BangkokDay, count: number, calendar: Calendar): BangkokDay {
  let found = day;
  for (let left = count; left > 0; left -= 1) found = workingDayFrom(addDays(found, 1), calendar);
  return found;
}

/** Whether the calendar speaks for certain about every day of a span, both ends included. */
export function holidaysKnown(from: BangkokDay, to: BangkokDay, calendar: Calendar): boolean {
  if (from < calendar.knownFrom || to > calendar.knownTo) return false;
  return ![...calendar.unsure].some((day) => day >= from && day <= to);
}
