import { filterOf, readQueueSearch, type QueueFilter } from './queue-search.js';

/** A view of the queue that a person named. It says nothing of a case. */
export interface SavedView {
  readonly name: string;
  readonly filter: QueueFilter;
}

const keyOf = (person: string) => `rangap.views.${person}`;

/** Returns the views that a person saved in this browser; none when what is stored is not ours. */
export function readViews(person: string): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((each: { name?: unknown; filter?: Record<string, unknown> }) =>
      typeof each.name === 'string' ? [{ name: each.name, filter: filterOf(readQueueSearch(each.filter ?? {})) }] : [],
    );
  } catch {
    return [];
  }
}

/** Keeps the views of a person in this browser. */
export function writeViews(person: string, views: readonly SavedView[]): void {
  localStorage.setItem(keyOf(person), JSON.stringify(views));
}
