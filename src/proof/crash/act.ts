/** What people do by a POST that must not be lost or doubled. */
export type ActKind = 'complaint' | 'withdrawal' | 'statement' | 'request' | 'decision' | 'release';

/** One act of a person, with what the client remembers of it. */
export interface Act {
  readonly kind: ActKind;
  /** In the body, and found again in the record by it. Of this act alone. */
  readonly token: string;
  attempts: number;
  /** Attempts to which no answer was read: they may have been committed. */
  unanswered: number;
  /** When the attempt that was answered left, epoch ms. */
  answeredAttemptAt: number;
  /** The id of the row that the answer named. */
  acknowledged: string | null;
  /** The refusal's problem code, when a rule refused it. */
  refused: string | null;
}

export function newAct(kind: ActKind, token: string): Act {
  return { kind, token, attempts: 0, unanswered: 0, answeredAttemptAt: 0, acknowledged: null, refused: null };
}

/** How an act is found on record by its token; `made_at` is the record's instant. */
export const ROWS_BY_TOKEN: Readonly<Record<ActKind, string>> = {
  complaint: `SELECT id, body->>'bankCaseId' AS token, received_at AS made_at FROM complaint`,
  withdrawal: `SELECT id, body->>'reason' AS token, received_at AS made_at FROM complaint_addition WHERE kind = 'withdrawal'`,
  statement: `SELECT id, body->>'policeCaseNo' AS token, received_at AS made_at FROM complaint_addition WHERE kind = 'statement'`,
  request: `SELECT id, reason AS token, requested_at AS made_at FROM freeze_request`,
  decision: `SELECT id, reason AS token, decided_at AS made_at FROM decision`,
  release: `SELECT id, note AS token, ordered_at AS made_at FROM release_order WHERE note IS NOT NULL`,
};
