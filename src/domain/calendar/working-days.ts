import { type BangkokDay, addDays, weekday } from './bangkok-day.js';
import {
  HOLIDAYS_ANNOUNCED_TO,
  HOLIDAYS_FROM,
  LABOUR_DAYS,
  OPEN_AT_SOME_BANKS,
  THAI_HOLIDAYS,
} from './thai-holidays.js';

/** The holidays of government offices besides weekends, and the days for which they are known. */
export interface Calendar {
  holidays: ReadonlySet<BangkokDay>;
  /** Days that may still turn out to be a holiday or not. */
  unsure: ReadonlySet<BangkokDay>;
  knownFrom: BangkokDay;
  knownTo: BangkokDay;
}

/** The calendar of the program, without later announcements. */
export const WRITTEN_CALENDAR: Calendar = {
  holidays: new Set(THAI_HOLIDAYS.map((holiday) => holiday.day)),
  unsure: new Set(
    THAI_HOLIDAYS.filter((holiday) => !holiday.sure && holiday.day <= HOLIDAYS_ANNOUNCED_TO).map(({ day }) => day),
  ),
  knownFrom: HOLIDAYS_FROM,
  knownTo: HOLIDAYS_ANNOUNCED_TO,
};

/**
 * The days on which banks are closed: those of the government, and Labour Day. Days that a list of
 * bank holidays did not have (the Royal Ploughing Ceremony, Buddhist Lent) are unsure for banks.
 */
export const BANK_CALENDAR: Calendar = {
  ...WRITTEN_CALENDAR,
  holidays: new Set([...WRITTEN_CALENDAR.holidays, ...LABOUR_DAYS.map(({ day }) => day)]),
  unsure: new Set([
    ...WRITTEN_CALENDAR.unsure,
    ...LABOUR_DAYS.filter(({ sure }) => !sure).map(({ day }) => day),
    ...THAI_HOLIDAYS.filter(({ en }) => OPEN_AT_SOME_BANKS.includes(en)).map(({ day }) => day),
  ]),
};

/** Holidays that were announced after the program's calendar was written. */
export interface Announced {
  added: readonly BangkokDay[];
  removed: readonly BangkokDay[];
  /** The last day whose holidays are announced; expected holidays until then become sure. */
  announcedTo: BangkokDay;
}

/** Returns a calendar with later announcements; a day that they name is sure from then on. */
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
 * Returns whether government offices are open: not a Saturday, Sunday or holiday of the calendar.
 * Outside the calendar only weekends are known.
 */
export function isWorkingDay(day: BangkokDay, calendar: Calendar): boolean {
  const isWeekend = weekday(day) === 0 || weekday(day) === 6;
  return !isWeekend && !calendar.holidays.has(day);
}

/** Returns the day when it is a working day, else the next one (Civil Code s.193/8). */
export function workingDayFrom(day: BangkokDay, calendar: Calendar): BangkokDay {
  let found = day;
  while (!isWorkingDay(found, calendar)) found = addDays(found, 1);
  return found;
}

/** Returns the `count`th working day after a day. */
export function addWorkingDays(day: BangkokDay, count: number, calendar: Calendar): BangkokDay {
  let found = day;
  for (let counted = 0; counted < count; counted += 1) found = workingDayFrom(addDays(found, 1), calendar);
  return found;
}

/** Returns whether the calendar is sure about every day of a span, both ends included. */
export function holidaysKnown(from: BangkokDay, to: BangkokDay, calendar: Calendar): boolean {
  if (from < calendar.knownFrom || to > calendar.knownTo) return false;
  return ![...calendar.unsure].some((day) => day >= from && day <= to);
}
