import { type BangkokDay, addDays, weekday } from './bangkok-day.js';
import { HOLIDAYS_FROM, HOLIDAYS_TO, THAI_HOLIDAYS } from './thai-holidays.js';

const HOLIDAYS: ReadonlySet<BangkokDay> = new Set(THAI_HOLIDAYS.map((holiday) => holiday.day));
const UNSURE: ReadonlySet<BangkokDay> = new Set(
  THAI_HOLIDAYS.filter((holiday) => !holiday.sure).map((holiday) => holiday.day),
);

/** Whether government offices are open: no Saturday, no Sunday, no holiday of the table. Beyond the table only weekends are known. */
export function isWorkingDay(day: BangkokDay): boolean {
  const isWeekend = weekday(day) === 0 || weekday(day) === 6;
  return !isWeekend && !HOLIDAYS.has(day);
}

/** The day itself when it is a working day, else the next one (Civil Code s.193/8). */
export function workingDayFrom(day: BangkokDay): BangkokDay {
  let found = day;
  while (!isWorkingDay(found)) found = addDays(found, 1);
  return found;
}

/** The `count`th working day after a day. */
export function addWorkingDays(day: BangkokDay, count: number): BangkokDay {
  let found = day;
  for (let left = count; left > 0; left -= 1) found = workingDayFrom(addDays(found, 1));
  return found;
}

/** Whether the table speaks for certain about every day of a span, both ends included. */
export function holidaysKnown(from: BangkokDay, to: BangkokDay): boolean {
  if (from < HOLIDAYS_FROM || to > HOLIDAYS_TO) return false;
  return ![...UNSURE].some((day) => day >= from && day <= to);
}
