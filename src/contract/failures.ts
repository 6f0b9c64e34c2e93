/**
 * `type` of activity failures that workflows tell apart. All else is a transient fault and is
 * retried.
 */
export const FAILURE = {
  /**
   * The outside party could not be reached, or answered 5xx, 429 or without a valid signature.
   * Retried.
   */
  NO_ANSWER: 'PARTY.NO_ANSWER',
  /**
   * The outside party refused a question, or answered what nobody can read; its words are kept. Not
   * retried at once: it is asked again later.
   */
  REFUSED: 'PARTY.REFUSED',
  /** The record does not have the row: a bug or a foreign id. Not retried. */
  NO_SUCH_ROW: 'RECORD.NO_SUCH_ROW',
} as const;
