import type { EntityManager } from 'typeorm';
import type { EvidenceRequestRow } from '../../persistence/entities/evidence.entities.js';

/** Writes the state of questions, and when they arrived, by one statement. */
export async function updateQuestions(
  manager: EntityManager,
  questions: readonly Pick<EvidenceRequestRow, 'id' | 'state' | 'stateReason' | 'sentAt' | 'answeredAt'>[],
): Promise<void> {
  if (questions.length === 0) return;
  const states = questions.map(({ id, state, stateReason, sentAt, answeredAt }) => ({
    id,
    state,
    stateReason,
    sentAt,
    answeredAt,
  }));
  await manager.query(
    `UPDATE evidence_request q SET state = s.state, state_reason = s."stateReason", sent_at = s."sentAt", answered_at = s."answeredAt"
       FROM jsonb_to_recordset($1::jsonb) AS s (id text, state text, "stateReason" text, "sentAt" timestamptz, "answeredAt" timestamptz)
      WHERE q.id = s.id`,
    [JSON.stringify(states)],
  );
}
