import type { QueueTab } from '../api/schema.js';

/** The filters of the queue, as they stand in the address. */
export interface QueueSearch {
  tab?: QueueTab;
  status?: (typeof STATUSES)[number];
  institution?: string;
  /** Cases of the person at the screen, or those that nobody has. */
  assignee?: (typeof ASSIGNEES)[number];
  caseType?: string;
  /** Cases of which at least so much was stolen. */
  atLeast?: (typeof AMOUNTS)[number];
  /** A part of a case number. */
  text?: string;
  /** Another order than by time left. */
  sort?: (typeof SORTS)[number];
  /** Why somebody was not signed in. */
  signInFailed?: 'refused' | 'no_role';
  /** Id of the chosen case. */
  chosen?: string;
}

export const STATUSES = ['received', 'holding', 'awaiting_decision', 'releasing'] as const;

/** Amounts to choose from, in satang. */
export const AMOUNTS = ['1000000', '10000000', '100000000'] as const;

/**
 * `risk`: the most money that leaves in a minute first; `advice`: what is most worth a look; `doubts`:
 * complaints that may be mistaken.
 */
export const SORTS = ['risk', 'advice', 'doubts'] as const;

export const ASSIGNEES = ['me', 'nobody'] as const;

/** The views in the order of their keys, 1 to 9; the last has none. */
export const TABS = [
  'ours',
  'approval',
  'appeals',
  'ending',
  'officers',
  'victims',
  'institutions',
  'agencies',
  'late',
  'all',
] as const satisfies readonly QueueTab[];

/** The view of everything, while nobody is known. */
export const FIRST_TAB: QueueTab = 'all';

/** Longest part of a case number that the API takes. */
const TEXT_MAX = 20;

/** Reads the filters from an address and leaves out what is none. */
export function readQueueSearch(search: Record<string, unknown>): QueueSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    tab: TABS.find((tab) => tab === search['tab']),
    status: STATUSES.find((status) => status === search['status']),
    institution: text(search['institution']),
    assignee: ASSIGNEES.find((assignee) => assignee === search['assignee']),
    caseType: text(search['caseType']),
    atLeast: AMOUNTS.find((amount) => amount === String(search['atLeast'])),
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

/** Returns whether a filter leaves cases of a view out. */
export function isFiltered({ status, institution, assignee, caseType, atLeast, text }: QueueSearch): boolean {
  return [status, institution, assignee, caseType, atLeast, text].some((filter) => filter !== undefined);
}

/** Every case of a person's own view. */
export const NO_FILTER: QueueSearch = {
  tab: undefined,
  status: undefined,
  institution: undefined,
  assignee: undefined,
  caseType: undefined,
  atLeast: undefined,
  text: undefined,
};

/** The part of the address that a saved view keeps. */
export type QueueFilter = Pick<QueueSearch, 'tab' | 'status' | 'institution' | 'assignee'>;

/** Returns the filters of a view that may be saved: a part of a case number is not among them. */
export function filterOf({ tab, status, institution, assignee }: QueueSearch): QueueFilter {
  return { tab, status, institution, assignee };
}
