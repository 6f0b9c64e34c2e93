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
  /** Agencies have not answered yet, so that an advice would be early. Tried again later. */
  EVIDENCE_OPEN: 'ADVICE.EVIDENCE_OPEN',
  /** The analysis is broken or took too long: there is no advice. Not retried. */
  NO_ADVICE: 'ADVICE.NONE',
  /**
   * There is no room for a step or a first try within the workflow task; it waits in the queue
   * instead.
   */
  NO_ROOM: 'RECORD.NO_ROOM',
} as const;

/** The details of a failure `PARTY.NO_ANSWER`. */
export interface NoAnswerDetails {
  /** How long the party asks us to wait, ms. */
  retryAfterMs?: number | undefined;
}
