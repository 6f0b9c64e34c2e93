/*
 * The order of work when there is more of it than the workers can do at once. These are Temporal's
 * priority keys: on one queue, a task with a lower key is taken before every task with a higher
 * key. Within a key, the institutions' queue takes institutions in turn (fairness key; the server
 * needs `matching.enableFairness=true`), so that many orders to one bank, or a bank that never
 * answers, delay no release and no order to another bank.
 *
 * Releases and first orders share a key on purpose. A hold that lasts longer than the law allows
 * is the worst defect, so no stream of new complaints may delay a release that is due; and a bank
 * that is down, with hundreds of repeated releases, may not delay a hold at another bank. A
 * release keeps its key however often it is repeated.
 */
export const PRIORITY = {
  /** Workflow tasks of holds; a hold's clock and its bank's answer; releases and first orders. */
  FIRST: 1,
  /** A case's first round and a person's act; orders again, after a missed round. */
  SOON: 2,
  /**
   * Workflow tasks of complaints; that a bank gave no answer; questions about debits, to agencies.
   */
  NEXT: 3,
  /** A case's later rounds; what became of an order; any question that is asked again. */
  LATER: 4,
} as const;
