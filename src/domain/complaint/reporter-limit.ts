import { numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { HOUR_MS, after } from '../time.js';

/** Returns since when a reporter's complaints count against the limit of row P-URG. */
export function reporterWindowStart(urgentRule: RuleRow, now: Date): Date {
  return after(now, -numberParameter(urgentRule, 'perReporterWindowHours') * HOUR_MS);
}

/**
 * Returns whether a reporter has as many recent complaints whose debits nobody confirmed as row
 * P-URG allows. The limit keeps a false complaint from freezing an enemy's account.
 */
export function isReporterLimitReached(unconfirmedComplaints: number, urgentRule: RuleRow): boolean {
  return unconfirmedComplaints >= numberParameter(urgentRule, 'maxUnconfirmedPerReporter');
}
