/** What of a desk stands in its address: the view, and the chosen row. */
export interface DeskSearch {
  tab?: string;
  chosen?: string;
}

/** Reads it from an address and leaves out what is none. */
export function readDeskSearch(search: Record<string, unknown>): DeskSearch {
  const text = (value: unknown) =>
    (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
  return { tab: text(search['tab']), chosen: text(search['chosen']) };
}
