/** The filters of the queue, as they stand in the address. */
export interface QueueSearch {
  status?: 'received' | 'holding' | 'awaiting_decision' | 'releasing';
  type?: string;
  institution?: string;
  /** A part of a case number. */
  text?: string;
  /** Id of the chosen case. */
  chosen?: string;
}

export const STATUSES = ['received', 'holding', 'awaiting_decision', 'releasing'] as const;

/** Reads the filters from an address and leaves out what is none. */
export function readQueueSearch(search: Record<string, unknown>): QueueSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    status: STATUSES.find((status) => status === search['status']),
    type: text(search['type']),
    institution: text(search['institution']),
    text: text(search['text']),
    chosen: text(search['chosen']),
  };
}
