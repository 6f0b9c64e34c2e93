import type { CaseRow } from '../api/schema.js';
import type { QueueSearch } from './queue-search.js';

/** How much time is left, in steps. */
export type Band = 'overdue' | 'within_15_minutes' | 'within_1_hour' | 'within_24_hours' | 'later' | 'no_time';

/** A line of the table: a case, or the head of a band with the number of its cases. */
export type QueueLine =
  | { readonly kind: 'band'; readonly band: Band; readonly count: number }
  | { readonly kind: 'case'; readonly row: CaseRow };

const MINUTE_MS = 60_000;
const UPPER: readonly (readonly [Band, number])[] = [
  ['overdue', 0],
  ['within_15_minutes', 15 * MINUTE_MS],
  ['within_1_hour', 60 * MINUTE_MS],
  ['within_24_hours', 24 * 60 * MINUTE_MS],
  ['later', Infinity],
];

/** Returns the band of a deadline at an instant. */
export function bandOf(dueAt: string | null, nowMs: number): Band {
  if (dueAt === null) return 'no_time';
  const leftMs = Date.parse(dueAt) - nowMs;
  return UPPER.find(([, upperMs]) => leftMs <= upperMs)?.[0] ?? 'later';
}

/** Sorts cases by time left; those without a deadline come last, and equal ones by their number. */
export function byTimeLeft(rows: readonly CaseRow[]): CaseRow[] {
  const due = ({ nextDeadlineAt }: CaseRow) => (nextDeadlineAt === null ? Infinity : Date.parse(nextDeadlineAt));
  return [...rows].sort((one, other) => {
    const [first, second] = [due(one), due(other)];
    return first === second ? one.caseNo.localeCompare(other.caseNo) : first < second ? -1 : 1;
  });
}

/** Returns the rows that the filters let through. */
export function filterRows(rows: readonly CaseRow[], search: QueueSearch): CaseRow[] {
  const text = search.text?.replace(/\s/g, '').toUpperCase();
  return rows.filter(
    (row) =>
      (search.status === undefined || row.status === search.status) &&
      (search.type === undefined || row.caseType === search.type) &&
      (search.institution === undefined || row.victimInstitution === search.institution) &&
      (text === undefined || row.caseNo.includes(text)),
  );
}

/** Puts the head of each band above its cases; `rows` are sorted. */
export function withBands(rows: readonly CaseRow[], nowMs: number): QueueLine[] {
  const bands = rows.map(({ nextDeadlineAt }) => bandOf(nextDeadlineAt, nowMs));
  return rows.flatMap((row, index): QueueLine[] => {
    const band = bands[index] ?? 'no_time';
    const line: QueueLine = { kind: 'case', row };
    if (band === bands[index - 1]) return [line];
    return [{ kind: 'band', band, count: bands.filter((other) => other === band).length }, line];
  });
}
