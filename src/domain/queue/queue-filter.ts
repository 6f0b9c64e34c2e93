/** The tabs, states and persons by which a view of the queue may be filtered. */
export interface QueueFilter {
  tab?: string | undefined;
  status?: string | undefined;
  /** Slug of an institution or agency. */
  institution?: string | undefined;
  assignee?: 'me' | 'nobody' | undefined;
}

/** The most views that a person may have: more than a list shows at once helps nobody. */
export const MOST_VIEWS = 20;
