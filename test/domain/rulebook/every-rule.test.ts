import { bangkokDate } from '../../../src/domain/calendar/bangkok-day.js';
import type { RuleId, RuleRow } from '../../../src/domain/rulebook/row.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { TH } from '../support.js';

/**
 * The first and newest day of a rule, its section, its time, the beginning of that time, and the
 * standard of evidence, written by hand from the decrees and the policies.
 */
const DECREE = '2023-03-17';
const AMENDED = '2025-04-13';
/** The day on which the centre changed how long section 7 holds, and who may speak. */
const CHANGED = '2026-11-30';
const EXPECTED: readonly [RuleId, string, string, string, string, RuleRow['standard']][] = [
  ['SHARE-4', `${DECREE} ${AMENDED}`, 's.4 para 1', 'none', 'none', 'reasonable_ground'],
  ['SHARE-4N', DECREE, 's.4 para 3', 'at once', 'disclosed', 'none'],
  ['SHARE-85', AMENDED, 's.8/5(5)', 'none', 'none', 'none'],
  ['TEL-5', DECREE, 's.5 para 1', 'as ordered', 'stated_in_order', 'reasonable_ground'],
  ['BANK-6A', DECREE, 's.6 para 1', '7 d', 'found_or_notified', 'reasonable_ground'],
  ['OFF-6B', DECREE, 's.6 para 2', 'at once', 'found_or_notified', 'reasonable_ground'],
  ['OFF-6C', DECREE, 's.6 para 3', '7 d', 'officer_notified', 'reason_to_believe'],
  ['LIFT-6D', DECREE, 's.6 para 4', 'at once', 'order_expired', 'none'],
  ['VIC-7A', `${DECREE} ${CHANGED}`, 's.7', 'at once', 'order_issued', 'none'],
  ['VIC-7B', DECREE, 's.7', '72 h', 'victim_advised', 'none'],
  ['OFF-7C', DECREE, 's.7', 'none', 'none', 'none'],
  ['OFF-7D', `${DECREE} ${CHANGED}`, 's.7', '7 d', 'complaint_received', 'none'],
  ['LIFT-7E', DECREE, 's.7', 'at once', 'order_expired', 'none'],
  ['REC-8', DECREE, 's.8 para 1', 'none', 'none', 'none'],
  ['AOC-85A', AMENDED, 's.8/5(1)', 'none', 'none', 'none'],
  ['AOC-85B', AMENDED, 's.8/5(2)', 'at once', 'order_issued', 'reason_to_believe'],
  ['AOC-85C', AMENDED, 's.8/5(2)', 'none', 'none', 'none'],
  ['AOC-85D', AMENDED, 's.8/5(3)', 'as ordered', 'stated_in_order', 'none'],
  ['LIST-42', `${AMENDED} 2026-03-06`, 's.8/5(6), s.4/2', 'none', 'none', 'none'],
  ['NBTC-5', AMENDED, 's.5 para 2, s.5 para 3, s.8/5(7)', 'none', 'none', 'reason_to_believe'],
  ['REP-81', AMENDED, 's.8/1', 'none', 'none', 'none'],
  ['REF-82A', AMENDED, 's.8/2', '90 day civil_code', 'gazetted', 'none'],
  ['REF-82B', AMENDED, 's.8/2', '30 day civil_code', 'notified', 'none'],
  ['REF-84', AMENDED, 's.8/4', '10 year civil_code', 'claim_term_ended', 'none'],
  ['RPT-859', AMENDED, 's.8/5(9)', '1 month apa_64', 'month_ended', 'none'],
  ['LIAB-810', AMENDED, 's.8/10', 'none', 'none', 'none'],
  ['P-AMT', '2025-09-14', 'policy', 'none', 'none', 'none'],
  ['P-REL', '2025-09-15', 'policy', '4 h', 'requested', 'none'],
  ['P-POL', '2025-09-16', 'policy', '12 h', 'requested', 'none'],
  ['P-3+7', '2025-09-15', 'policy', '3 d', 'found_or_notified', 'none'],
  ['P-S7AOC', `${AMENDED} ${CHANGED} 2026-12-01`, 'policy', 'none', 'none', 'none'],
  ['P-DEBIT', AMENDED, 'policy', 'none', 'none', 'none'],
  ['P-WITHDRAW', AMENDED, 'policy', 'none', 'none', 'none'],
  ['P-CORRECT', `${AMENDED} ${CHANGED}`, 'policy', 'none', 'none', 'none'],
  ['P-PAPERS', AMENDED, 'policy', 'none', 'none', 'none'],
  ['P-BACK', AMENDED, 'policy', '30 min', 'requested', 'none'],
  ['P-URG', AMENDED, 'policy', '60 min', 'order_issued', 'none'],
  ['P-LIMIT', `${AMENDED} ${CHANGED}`, 'policy', 'none', 'none', 'none'],
  ['P-SMALL', AMENDED, 'policy', 'none', 'none', 'none'],
  ['P-EXP', `${AMENDED} ${CHANGED}`, 'policy', '72 h', 'order_issued', 'none'],
  ['P-CONT', AMENDED, 'policy', '30 d', 'order_issued', 'none'],
  ['P-AOC7', AMENDED, 'policy', '7 d', 'order_issued', 'none'],
  ['P-EV85B', AMENDED, 'policy', 'none', 'none', 'reason_to_believe'],
  ['P-EV5', AMENDED, 'policy', 'none', 'none', 'reason_to_believe'],
  ['P-GLASS', AMENDED, 'policy', '30 min', 'order_issued', 'none'],
  ['P-NOTICE', AMENDED, 'policy', 'none', 'none', 'none'],
  ['P-TELL', AMENDED, 'policy', '1 h', 'held_or_let_go', 'none'],
];

const TIMES: Readonly<Record<string, number>> = {
  '7 d': 7 * DAY_MS,
  '3 d': 3 * DAY_MS,
  '30 d': 30 * DAY_MS,
  '72 h': 72 * HOUR_MS,
  '12 h': 12 * HOUR_MS,
  '4 h': 4 * HOUR_MS,
  '1 h': HOUR_MS,
  '60 min': 60 * MINUTE_MS,
  '30 min': 30 * MINUTE_MS,
};

function timeOf({ deadlineMs, period, countBasis }: RuleRow): string {
  if (period !== null) return `${period.amount} ${period.unit} ${countBasis}`;
  if (countBasis === 'at_once') return 'at once';
  if (deadlineMs === null) return countBasis === 'instant' ? 'as ordered' : 'none';
  return `${deadlineMs} ms`;
}

describe('every rule says what the decrees and the policies say', () => {
  it.each(EXPECTED)('%s: from %s, %s, %s from %s, standard %s', (ruleId, days, section, time, from, standard) => {
    const rows = TH.filter((row) => row.ruleId === ruleId);
    expect(rows.map((row) => bangkokDate(row.effectiveFrom)).join(' ')).toBe(days);
    const stated = TIMES[time] === undefined ? time : `${TIMES[time]} ms`;
    for (const row of rows) {
      expect([row.section, timeOf(row), row.deadlineFrom, row.standard]).toEqual([section, stated, from, standard]);
      expect(row.record).not.toBe('');
    }
  });

  it('leaves no time between two rows of a rule, and no rule ends without a successor', () => {
    for (const row of TH.filter((each) => each.effectiveTo !== null)) {
      const next = TH.find(
        (each) => each.ruleId === row.ruleId && each.effectiveFrom.getTime() === row.effectiveTo?.getTime(),
      );
      expect([row.rowId, next?.ruleId]).toEqual([row.rowId, row.ruleId]);
    }
  });

  it('has the limits of the trail, the age of a transfer, and the times of reminders and escalations', () => {
    const parameters = (ruleId: RuleId) => TH.find((row) => row.ruleId === ruleId)?.parameters;
    expect(parameters('P-TRACE')).toMatchObject({
      maxHops: 10,
      minSatang: 50_000,
      maxDebitAgeMs: 72 * HOUR_MS,
      maxAccounts: 500,
    });
    expect(parameters('P-AGE')).toMatchObject({ automaticMaxMs: 90 * DAY_MS });
    expect(parameters('P-APP')).toMatchObject({ remindMs: 30 * MINUTE_MS, escalateMs: 2 * HOUR_MS });
    expect(parameters('P-EXP')).toMatchObject({ statementMs: 168 * HOUR_MS });
    expect(parameters('P-REL')).toMatchObject({ breachWorkingDays: 1 });
    expect(parameters('P-3+7')).toMatchObject({ policeDays: 7 });
    expect(parameters('P-RESID')?.['enabled']).toBe(false);
  });
});
