import { PublicStatistics } from '../../wire/office/statistics.js';
import { csvLine } from '../http/csv.js';

type Row = Record<string, string | number | boolean | null>;

/**
 * Writes the public statistics as one CSV table: section, subject, measure, value, definition. A
 * value that is not published is empty.
 */
export function statisticsCsv(statistics: PublicStatistics): string {
  const { timeToHold, savedByDelay, wrongfulHolds, releases, ...period } = statistics;
  return [
    csvLine(['section', 'subject', 'measure', 'value', 'definition']),
    ...linesOf('statistics', '', period, DEFINED),
    ...timeToHold.flatMap(({ institution, ...row }) =>
      linesOf('timeToHold', institution, row, DEFINED.timeToHold.element.shape),
    ),
    ...savedByDelay.flatMap(({ fromMinutes, toMinutes, ...row }) =>
      linesOf('savedByDelay', `${fromMinutes}-${toMinutes ?? ''}`, row, DEFINED.savedByDelay.element.shape),
    ),
    ...linesOf('wrongfulHolds', '', wrongfulHolds, DEFINED.wrongfulHolds.shape),
    ...linesOf('releases', '', releases, DEFINED.releases.shape),
  ].join('');
}

const DEFINED = PublicStatistics.shape;

/** Writes a line for each measure, in the order and with the words of its schema. */
function linesOf(
  section: string,
  subject: string,
  row: Row,
  defined: Readonly<Record<string, { description?: string | undefined }>>,
): string[] {
  return Object.entries(defined).flatMap(([measure, { description }]) => {
    const value = row[measure];
    if (value === undefined) return [];
    return [
      csvLine([section, subject, measure, typeof value === 'boolean' ? String(value) : value, description ?? '']),
    ];
  });
}
