import type { QueueView } from '../api/schema.js';

export type QueueRow = QueueView['cases'][number];
type Band = QueueRow['band'];

/** A line of the table: a case, or the head of a band with the number of its cases. */
export type QueueLine =
  | { readonly kind: 'band'; readonly band: Band; readonly count: number; readonly more: boolean }
  | { readonly kind: 'case'; readonly row: QueueRow };

/** Puts the head of each band above its cases, which come sorted by time left. */
export function withBands({ cases, bands }: Pick<QueueView, 'cases' | 'bands'>): QueueLine[] {
  return cases.flatMap((row, index): QueueLine[] => {
    const line: QueueLine = { kind: 'case', row };
    if (row.band === cases[index - 1]?.band) return [line];
    const { cases: count = 0, more = false } = bands.find(({ band }) => band === row.band) ?? {};
    return [{ kind: 'band', band: row.band, count, more }, line];
  });
}

/** A task of a case. */
export type QueueTaskRow = QueueRow['tasks'][number];

/** Returns the tasks of a row besides the one that it leads with. */
export function otherTasks({ tasks, task, subjectId }: QueueRow): QueueTaskRow[] {
  return tasks.filter((each) => each.task !== task || each.subjectId !== subjectId);
}

/** Returns all cases of the pages that were read, each once, with the counts of the newest answer. */
export function joined(pages: readonly QueueView[]): QueueView | undefined {
  const [first] = pages;
  const last = pages.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const seen = new Set<string>();
  const cases = pages.flatMap((page) => page.cases).filter(({ id }) => !seen.has(id) && seen.add(id) !== undefined);
  return { ...first, cases, next: last.next };
}

/**
 * Puts a case that was read again where it stands now, or takes it away: what changes of one case is
 * one row. One that stands behind the pages that were read comes with the next of them.
 */
export function withCase(pages: readonly QueueView[], caseId: string, answer: QueueView): QueueView[] {
  const [row] = answer.cases;
  const { asOf, total, more, atRiskSatang, tabs, bands } = answer;
  const others = pages.map((page) => ({ ...page, cases: page.cases.filter(({ id }) => id !== caseId) }));
  const goesOn = pages.at(-1)?.next !== null;
  const home = others.findIndex((page, index) => {
    const isLast = index === others.length - 1;
    const end = page.cases.at(-1)?.place;
    return row !== undefined && ((end !== undefined && row.place < end) || (isLast && !goesOn));
  });
  return others.map((page, index) => {
    const cases =
      row === undefined || index !== home
        ? page.cases
        : [...page.cases, row].toSorted((one, other) => (one.place < other.place ? -1 : 1));
    return index === 0 ? { ...page, cases, asOf, total, more, atRiskSatang, tabs, bands } : { ...page, cases };
  });
}

/** Returns the slug of the party whose clock runs; null when it is a person's, or nobody's. */
export function clockParty({ clockOwner, party }: Pick<QueueRow, 'clockOwner' | 'party'>): string | null {
  return clockOwner === 'institution' || clockOwner === 'agency' ? party : null;
}

/** Returns whether a bank, an agency or the victim is to act: their lateness is not ours. */
export function isTheirs({ clockOwner }: Pick<QueueRow, 'clockOwner'>): boolean {
  return clockOwner === 'institution' || clockOwner === 'agency' || clockOwner === 'victim';
}
