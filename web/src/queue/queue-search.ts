import type { QueueTab } from '../api/schema.js';

/** The filters of the queue, as they stand in the address. */
export interface QueueSearch {
  tab?: QueueTab;
  status?: (typeof STATUSES)[number];
  institution?: string;
  /** Cases of the person at the screen, or those that nobody has. */
  assignee?: (typeof ASSIGNEES)[number];
  /** A part of a case number. */
  text?: string;
  /** An order that the analysis advises; otherwise by time left. */
  sort?: (typeof SORTS)[number];
  /** Why somebody was not signed in. */
  signInFailed?: 'refused' | 'no_role';
  /** Id of the chosen case. */
  chosen?: string;
}

export const STATUSES = ['received', 'holding', 'awaiting_decision', 'releasing'] as const;

/** `advice`: what is most worth a look first; `doubts`: complaints that may be mistaken first. */
export const SORTS = ['advice', 'doubts'] as const;

export const ASSIGNEES = ['me', 'nobody'] as const;

/** The views in the order of their keys, 1 to 9. */
export const TABS = [
  'all',
  'ours',
  'approval',
  'officers',
  'institutions',
  'agencies',
  'victims',
  'appeals',
  'ending',
] as const satisfies readonly QueueTab[];

/** Longest part of a case number that the API takes. */
const TEXT_MAX = 20;

/** Reads the filters from an address and leaves out what is none. */
export function readQueueSearch(search: Record<string, unknown>): QueueSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    tab: TABS.find((tab) => tab !== 'all' && tab === search['tab']),
    status: STATUSES.find((status) => status === search['status']),
    institution: text(search['institution']),
    assignee: ASSIGNEES.find((assignee) => assignee === search['assignee']),
    text: typeof search['text'] === 'number' ? String(search['text']) : text(search['text']),
    sort: SORTS.find((sort) => sort === search['sort']),
    signInFailed: (['refused', 'no_role'] as const).find((why) => why === search['signInFailed']),
    chosen: text(search['chosen']),
  };
}

/** Keeps of what was typed the characters that a case number may have. */
export function partOfCaseNo(typed: string): string | undefined {
  return typed.replace(/[^0-9A-Za-z-]/g, '').slice(0, TEXT_MAX) || undefined;
}

/** Returns whether a view or a filter leaves cases out. */
export function isFiltered({ tab, status, institution, assignee, text }: QueueSearch): boolean {
  return [tab, status, institution, assignee, text].some((filter) => filter !== undefined);
}

/** Every open case. */
export const NO_FILTER: QueueSearch = {
  tab: undefined,
  status: undefined,
  institution: undefined,
  assignee: undefined,
  text: undefined,
};

/** The part of the address that a saved view keeps. */
export type QueueFilter = Pick<QueueSearch, 'tab' | 'status' | 'institution' | 'assignee'>;

/** Returns the filters of a view that may be saved: a part of a case number is not among them. */
export function filterOf({ tab, status, institution, assignee }: QueueSearch): QueueFilter {
  return { tab, status, institution, assignee };
}
