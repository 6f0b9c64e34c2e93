/**
 * The `type` of activity failures that we distinguish; any other failure is transient and retried.
 */
export const FAILURE = {
  /**
   * The party could not be reached, or answered 5xx, 429 or without a valid signature. Retried.
   */
  NO_ANSWER: 'PARTY.NO_ANSWER',
  /**
   * The party refused a question, or its answer is unreadable; the answer is kept. Not retried at
   * once: the workflow asks again later.
   */
  REFUSED: 'PARTY.REFUSED',
  /** The database does not have the row: a bug, or an id that is not ours. Not retried. */
  NO_SUCH_ROW: 'RECORD.NO_SUCH_ROW',
  /** A step within a workflow task found no connection free; it waits in the queue instead. */
  NO_ROOM: 'RECORD.NO_ROOM',
} as const;
