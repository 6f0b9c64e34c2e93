import type { DataSource } from 'typeorm';
import type { WaitingQuestion } from '../../domain/debit/question-turn.js';
import { TO_ASK } from './question-lease.js';

/** A question about a debit that is to be asked, with what decides its turn. */
export interface QuestionInTurn extends WaitingQuestion {
  id: string;
  caseId: string;
  institution: string;
}

/**
 * SQL that an order waits for the answer to the question `d`: nobody knows the account behind a
 * PromptPay id, or nothing was ordered of a transfer that the holder of the account claims.
 */
const ORDER_WAITS = `(t.to_account_no IS NULL AND t.off_rail IS NULL OR f.holder_reports AND EXISTS (
  SELECT 1 FROM stolen_sum s JOIN claim k ON k.stolen_sum_id = s.id
   WHERE s.transfer_id = t.id AND k.case_id = d.case_id AND k.ended_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.stolen_sum_id = s.id)))`;

/** SQL of the questions `d` with what decides their turn. */
const IN_TURN = `
  SELECT d.id, d.case_id AS "caseId", d.institution, coalesce(c.reporter_key, d.case_id) AS reporter,
         coalesce(t.from_institution || ' ' || t.from_account_no, f.victim_institution || ' ' || f.victim_account_no) AS account,
         d.transfer_id IS NULL OR d.state = 'unknown' AS "canWait",
         d.state = 'asked' AND coalesce(${ORDER_WAITS}, false) AS "orderWaits",
         extract(epoch FROM d.deadline_at)::float8 * 1000 AS "endsAtMs"
    FROM debit_confirmation d JOIN case_file f ON f.id = d.case_id
    LEFT JOIN complaint c ON c.id = d.case_id LEFT JOIN transfer t ON t.id = d.transfer_id
   WHERE ${TO_ASK}`;

/** Which of some questions may be asked now. */
export type Due = 'first or due' | 'due';

/**
 * Reads those of the questions that nobody asks now. `first or due`: also those that were never
 * asked, because the caller committed them.
 */
export async function readQuestionsInTurn(db: DataSource, ids: readonly string[], due: Due): Promise<QuestionInTurn[]> {
  if (ids.length === 0) return [];
  return db.query(
    `${IN_TURN} AND d.id = ANY ($1) AND (d.next_attempt_at <= now() OR ($2 AND d.attempts = 0)) ORDER BY d.id`,
    [ids, due === 'first or due'],
  );
}

/**
 * Finds questions whose call is due and that nobody makes: their process died, or their institution
 * did not answer. Of one institution at most `ofInstitution`, in fair turn as `nextInTurn` has it:
 * each reporter and each debited account once, before any of them twice.
 */
export async function dueQuestions(
  db: DataSource,
  { limit, ofInstitution }: { limit: number; ofInstitution: number },
): Promise<{ id: string; institution: string }[]> {
  return db.query(
    `WITH due AS (${IN_TURN} AND d.next_attempt_at <= now()),
          turns AS (
       SELECT due.*, greatest(row_number() OVER (PARTITION BY institution, reporter ORDER BY ${BY_NEED}),
                              row_number() OVER (PARTITION BY institution, account ORDER BY ${BY_NEED})) AS turn FROM due),
          placed AS (
       SELECT turns.*, row_number() OVER (PARTITION BY institution ORDER BY turn, ${BY_NEED}) AS place FROM turns)
     SELECT id, institution FROM placed WHERE place <= $2 ORDER BY place, id LIMIT $1`,
    [limit, ofInstitution],
  );
}

const BY_NEED = '"canWait", "orderWaits" DESC, "endsAtMs", id';
