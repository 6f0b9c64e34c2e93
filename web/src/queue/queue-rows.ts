import type { QueueView } from '../api/schema.js';

export type QueueRow = QueueView['cases'][number];
type Band = QueueRow['band'];

/** A line of the table: a case, or the head of a band with the number of its cases. */
export type QueueLine =
  | { readonly kind: 'band'; readonly band: Band; readonly count: number }
  | { readonly kind: 'case'; readonly row: QueueRow };

/** Puts the head of each band above its cases, which come sorted by time left. */
export function withBands({ cases, bands }: Pick<QueueView, 'cases' | 'bands'>): QueueLine[] {
  return cases.flatMap((row, index): QueueLine[] => {
    const line: QueueLine = { kind: 'case', row };
    if (row.band === cases[index - 1]?.band) return [line];
    return [{ kind: 'band', band: row.band, count: bands.find(({ band }) => band === row.band)?.cases ?? 0 }, line];
  });
}

/** Returns the slug of the party whose clock runs; null when it is a person's, or nobody's. */
export function clockParty({ clockOwner, party }: QueueRow): string | null {
  return clockOwner === 'institution' || clockOwner === 'agency' ? party : null;
}
