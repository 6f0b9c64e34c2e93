import { countPeriod } from '../calendar/count-period.js';
import type { Period } from '../calendar/period.js';
import { choice } from '../rulebook/choices.js';
import { type Rulebook, deadlineMs, findRule, listParameter, ruleInForce } from '../rulebook/in-force.js';
import type { CountBasis, RuleRow } from '../rulebook/row.js';
import { DAY_MS, after } from '../time.js';
import { calendarOf } from './calendar-of-law.js';

/** The law by which a time is counted: the rows, and the instant at which they must be in force. */
export interface CountingLaw {
  rulebook: Rulebook;
  now: Date;
}

/** When something is due, and how that was counted. */
export interface Deadline {
  /** The first instant at which it is late. */
  dueAt: Date;
  countedBy: Exclude<CountBasis, 'none'> | 'order';
  /** An end on a holiday moved to the next working day (Civil Code s.193/8). */
  moved: boolean;
  /** False when a holiday that nobody announced yet could change the date. */
  daysKnown: boolean;
}

/**
 * When the time of a row ends that began at `from`; null when the row has none. Counted as the
 * row's basis says. A time on which a hold hangs (the rules that C6 names) ends at the earlier of
 * the clock's and the calendar's reading, while C6 says so. `statedAt`, a date that an order names,
 * replaces all of it.
 */
export function deadlineOf(row: RuleRow, from: Date, law: CountingLaw, statedAt: Date | null = null): Deadline | null {
  if (statedAt !== null) return { dueAt: statedAt, countedBy: 'order', moved: false, daysKnown: true };
  if (row.countBasis === 'at_once') return atOnce(from, law);
  const { period, deadlineMs: ms } = row;
  if (period === null) return ms === null ? null : byClock(from, ms);
  // Days of 24 hours end before those of the calendar, which leaves the first one out. Months and
  // years have no reading by the clock.
  if (period.unit === 'day' && isShorterReadingWanted(row, law)) return byClock(from, period.amount * DAY_MS);
  return byCalendar(from, period, row.countBasis === 'apa_64', law);
}

/**
 * When an act that the law wants at once shows as overdue (P-ONCE); null while that row is not in
 * force.
 */
export function atOnce(from: Date, law: CountingLaw): Deadline | null {
  const row = findRule(law.rulebook, 'P-ONCE', law.now);
  if (row === undefined) return null;
  return { dueAt: after(from, deadlineMs(row)), countedBy: 'at_once', moved: false, daysKnown: true };
}

/** Hours, and days read as 24 hours each, run from the instant (Civil Code s.193/3 para 1). */
function byClock(from: Date, ms: number): Deadline {
  return { dueAt: after(from, ms), countedBy: 'instant', moved: false, daysKnown: true };
}

function byCalendar(from: Date, period: Period, isOfficials: boolean, law: CountingLaw): Deadline {
  const { endsAt, moved, daysKnown } = countPeriod(from, period, !isOfficials, calendarOf(law));
  return { dueAt: endsAt, countedBy: isOfficials ? 'apa_64' : 'civil_code', moved, daysKnown };
}

function isShorterReadingWanted(row: RuleRow, law: CountingLaw): boolean {
  if (choice(law, 'C6', 'reading') !== 'shorter') return false;
  return listParameter(ruleInForce(law.rulebook, 'C6', law.now), 'rulesOfHolds').includes(row.ruleId);
}
