import { countPeriod } from '../calendar/count-period.js';
import { choice } from '../rulebook/choices.js';
import { type Rulebook, deadlineMs, findRule, listParameter, ruleInForce } from '../rulebook/in-force.js';
import type { CountBasis, RuleRow } from '../rulebook/row.js';
import { DAY_MS, after } from '../time.js';

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
 * When the time of a row ends that began at `from`; null when the row has none. Counted as the row's basis says. A time on which a hold hangs (the rules
 * that C6 names) ends at the earlier of the clock's and the calendar's reading, while C6 says so. `statedAt`, a date that an order names, replaces all of it.
 */
export function deadlineOf(row: RuleRow, from: Date, law: CountingLaw, statedAt: Date | null = null): Deadline | null {
  if (statedAt !== null) return { dueAt: statedAt, countedBy: 'order', moved: false, daysKnown: true };
  if (row.countBasis === 'at_once') return atOnce(from, law);
  const byClock = clockReading(row, from);
  const byCalendar = calendarReading(row, from);
  if (byCalendar === null) return byClock;
  if (byClock === null || !isShorterReadingWanted(row, law)) return byCalendar;
  return byClock.dueAt < byCalendar.dueAt ? byClock : byCalendar;
}

/** When an act that the law wants at once shows as overdue (P-ONCE); null while that row is not in force. */
export function atOnce(from: Date, law: CountingLaw): Deadline | null {
  const row = findRule(law.rulebook, 'P-ONCE', law.now);
  if (row === undefined) return null;
  return { dueAt: after(from, deadlineMs(row)), countedBy: 'at_once', moved: false, daysKnown: true };
}

/** Hours, and days read as 24 hours each, run from the instant (Civil Code s.193/3 para 1). Months and years have no such reading. */
function clockReading(row: RuleRow, from: Date): Deadline | null {
  const ms = row.deadlineMs ?? (row.period?.unit === 'day' ? row.period.amount * DAY_MS : null);
  return ms === null ? null : { dueAt: after(from, ms), countedBy: 'instant', moved: false, daysKnown: true };
}

function calendarReading(row: RuleRow, from: Date): Deadline | null {
  if (row.period === null) return null;
  const isOfficials = row.countBasis === 'apa_64';
  const { endsAt, moved, daysKnown } = countPeriod(from, row.period, !isOfficials);
  return { dueAt: endsAt, countedBy: isOfficials ? 'apa_64' : 'civil_code', moved, daysKnown };
}

function isShorterReadingWanted(row: RuleRow, law: CountingLaw): boolean {
  if (choice(law, 'C6', 'reading') !== 'shorter') return false;
  return listParameter(ruleInForce(law.rulebook, 'C6', law.now), 'rulesOfHolds').includes(row.ruleId);
}
