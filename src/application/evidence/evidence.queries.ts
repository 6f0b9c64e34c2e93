import type { EntityManager } from 'typeorm';
import type { EvidenceRequestRow } from '../../persistence/entities/findings/evidence.entities.js';
import { type Beside, insertTogether } from '../../persistence/insert-together.js';

type QuestionChange = Pick<EvidenceRequestRow, 'id' | 'state' | 'stateReason' | 'sentAt' | 'answeredAt'>;

/** Writes the state of questions, and when they arrived, by one statement. */
export async function updateQuestions(manager: EntityManager, questions: readonly QuestionChange[]): Promise<void> {
  if (questions.length > 0) await insertTogether(manager, [], [questionChanges(questions)]);
}

/** Returns what writes the state of questions, beside other rows. */
export function questionChanges(questions: readonly QuestionChange[]): Beside {
  const changes = questions.map(({ id, state, stateReason, sentAt, answeredAt }) => ({
    id,
    state,
    stateReason,
    sentAt,
    answeredAt,
  }));
  const sql = (first: number) => `settled_${first} AS (
     UPDATE evidence_request q
        SET state = s.state, state_reason = s."stateReason", sent_at = s."sentAt", answered_at = s."answeredAt"
       FROM jsonb_to_recordset($${first}::jsonb) AS s
            (id text, state text, "stateReason" text, "sentAt" timestamptz, "answeredAt" timestamptz)
      WHERE q.id = s.id)`;
  return { sql, parameters: [JSON.stringify(changes)] };
}
