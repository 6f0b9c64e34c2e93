/** The kinds of POST that must not be lost or doubled. */
export type ActKind = 'complaint' | 'withdrawal' | 'confirmation' | 'statement' | 'request' | 'decision' | 'release';

/** One act of a person, and what the client remembers of it. */
export interface Act {
  readonly kind: ActKind;
  /** A text of this act alone: the body has it, and it finds the row in the database. */
  readonly token: string;
  attempts: number;
  /** Attempts without an answer: they may have been committed. */
  unanswered: number;
  /** When the answered attempt was sent, epoch ms. */
  answeredAttemptAt: number;
  /** The id in the answer. */
  acknowledged: string | null;
  /** The problem code, when a rule refused it. */
  refused: string | null;
}

/** Returns an act that was not sent yet. */
export function newAct(kind: ActKind, token: string): Act {
  return { kind, token, attempts: 0, unanswered: 0, answeredAttemptAt: 0, acknowledged: null, refused: null };
}

/** SQL that finds an act in the database by its token; `made_at` is the database's time. */
export const ROWS_BY_TOKEN: Readonly<Record<ActKind, string>> = {
  complaint: `SELECT id, body->>'bankCaseId' AS token, received_at AS made_at FROM complaint`,
  withdrawal: `SELECT id, reason AS token, requested_at AS made_at FROM withdrawal`,
  confirmation: `SELECT id, decision_reason AS token, decided_at AS made_at FROM withdrawal WHERE decided_at IS NOT NULL`,
  statement: `SELECT id, body->>'policeCaseNo' AS token, received_at AS made_at FROM complaint_addition WHERE kind = 'statement'`,
  request: `SELECT id, reason AS token, requested_at AS made_at FROM freeze_request`,
  decision: `SELECT id, reason AS token, decided_at AS made_at FROM decision`,
  release: `SELECT id, note AS token, ordered_at AS made_at FROM release_order WHERE note IS NOT NULL`,
};
