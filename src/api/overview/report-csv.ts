import type { z } from 'zod';
import type { MonthlyReport } from '../../wire/office/overview.js';
import { csvLine } from '../http/csv.js';

type Report = z.infer<typeof MonthlyReport>;

/**
 * Writes the report as one CSV table: section, subject, measure, value. Amounts are integer
 * satang.
 */
export function reportCsv(report: Report): string {
  const lines: Line[] = [
    ['report', '', 'month', report.month],
    ['report', '', 'monthBuddhist', report.monthBuddhist],
    ['report', '', 'legalBasis', report.legalBasis],
    ['report', '', 'madeAt', report.madeAt],
    ['report', '', 'dueAt', report.dueAt],
    ...Object.entries(report.cases).map(([measure, value]) => row('cases', '', measure, value)),
    ...report.exchanges.map(({ direction, kind, party, count }) =>
      row('exchanges', `${direction} ${kind} ${party}`, 'count', count),
    ),
    ...report.rules.map(({ ruleRowId, count }) => row('rules', ruleRowId, 'count', count)),
    ...report.holds.flatMap(({ institution, ...measures }) => rows('holds', institution, measures)),
    ...report.releases.flatMap(({ reason, ...measures }) => rows('releases', reason, measures)),
    ...report.ownSuspensions.flatMap(({ state, ...measures }) => rows('ownSuspensions', state, measures)),
    ...rows('overdue', '', report.overdue),
    ...rows('overHold', '', report.overHold),
  ];
  return csvLine(['section', 'subject', 'measure', 'value']) + lines.map(csvLine).join('');
}

type Line = [section: string, subject: string, measure: string, value: string | number | null];

function row(...line: Line): Line {
  return line;
}

function rows(section: string, subject: string, measures: Record<string, string | number | null>): Line[] {
  return Object.entries(measures).map(([measure, value]) => row(section, subject, measure, value));
}
