import { countPeriod } from '../calendar/count-period.js';
import type { Period } from '../calendar/period.js';
import type { Calendar } from '../calendar/working-days.js';
import { choice } from '../rulebook/choices.js';
import { type Rulebook, findRule, listParameter, ruleInForce } from '../rulebook/in-force.js';
import type { CountBasis, RuleRow } from '../rulebook/row.js';
import { DAY_MS, after } from '../time.js';
import { calendarOf } from './calendar-of-law.js';

/** The rows by which a time is counted, and the instant at which they must be in force. */
export interface CountingLaw {
  rulebook: Rulebook;
  now: Date;
}

/** The time at which something is due, and how it was counted. */
export interface Deadline {
  /** The first instant at which it is overdue. */
  dueAt: Date;
  countedBy: Exclude<CountBasis, 'none'>;
  /** True when an end on a holiday moved to the next working day (Civil Code s.193/8). */
  moved: boolean;
  /** False when a holiday that nobody announced yet could change the date. */
  daysKnown: boolean;
}

/**
 * Returns when the time of a row ends that began at `from`, counted by the row's basis; null when
 * the row states no time. While C6 says so, the time of a hold (the rules that C6 names) ends at
 * the earlier of the reading by clock and the reading by calendar.
 */
export function deadlineOf(row: RuleRow, from: Date, law: CountingLaw): Deadline | null {
  if (row.countBasis === 'at_once') return atOnce(from, law);
  const { period, deadlineMs } = row;
  if (period !== null) return periodEnd(row, period, from, law, calendarOf(law));
  return deadlineMs === null ? null : byClock(from, deadlineMs);
}

/**
 * Returns when a period of days, months or years of a row ends that began at `from`, on the days
 * of a calendar. This is the one place where days are counted and C6 is asked how.
 */
export function periodEnd(row: RuleRow, period: Period, from: Date, law: CountingLaw, calendar: Calendar): Deadline {
  // Days of 24 hours end before calendar days, because the calendar leaves the first day out.
  // Months, years and working days cannot be read by the clock.
  if (isShorterReadingWanted(row, law) && period.unit === 'day') return byClock(from, period.amount * DAY_MS);
  return byCalendar(from, period, row.countBasis === 'apa_64', calendar);
}

/**
 * Returns the instant at which the time of a row ends that began at `from`. Throws when the row
 * states none: a broken rulebook is a bug.
 */
export function endOf(row: RuleRow, from: Date, law: CountingLaw): Date {
  const deadline = deadlineOf(row, from, law);
  if (deadline === null) throw new Error(`${row.rowId} has no deadline`);
  return deadline.dueAt;
}

/**
 * Returns when an act that is due at once becomes overdue (P-ONCE); null while P-ONCE is not in
 * force.
 */
export function atOnce(from: Date, law: CountingLaw): Deadline | null {
  const row = findRule(law.rulebook, 'P-ONCE', law.now);
  if (row?.deadlineMs === undefined || row.deadlineMs === null) return null;
  return { dueAt: after(from, row.deadlineMs), countedBy: 'at_once', moved: false, daysKnown: true };
}

/** Counts from the instant: hours, or days of 24 hours each (Civil Code s.193/3 para 1). */
function byClock(from: Date, ms: number): Deadline {
  return { dueAt: after(from, ms), countedBy: 'instant', moved: false, daysKnown: true };
}

function byCalendar(from: Date, period: Period, isOfficials: boolean, calendar: Calendar): Deadline {
  const { endsAt, moved, daysKnown } = countPeriod(from, period, !isOfficials, calendar);
  return { dueAt: endsAt, countedBy: isOfficials ? 'apa_64' : 'civil_code', moved, daysKnown };
}

function isShorterReadingWanted(row: RuleRow, law: CountingLaw): boolean {
  if (choice(law, 'C6', 'reading') !== 'shorter') return false;
  return listParameter(ruleInForce(law.rulebook, 'C6', law.now), 'rulesOfHolds').includes(row.ruleId);
}
