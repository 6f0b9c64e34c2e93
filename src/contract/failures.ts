/** `type` of activity failures that workflows tell apart. All else is a transient fault and is retried. */
export const FAILURE = {
  /** The outside party could not be reached, or answered 5xx, 429 or without a valid signature. Retried. */
  NO_ANSWER: 'PARTY.NO_ANSWER',
  /** The record does not have the row: a bug or a foreign id. Not retried. */
  NO_SUCH_ROW: 'RECORD.NO_SUCH_ROW',
} as const;
