import type { EntityManager } from 'typeorm';
import { heldForVictimSql } from '../case/money/claim-stands-sql.js';
import type { SumsOfTransfer } from '../../domain/debit/holder-word.js';
import { OPEN_BREAKS } from '../case/work/case.queries.js';
import { rowsOf } from '../case/work/read-rows.js';
import { SUMS_OF_TRANSFER } from '../case/money/sums-to-show-sql.js';

/** A case with news that its victim has not been told, and whom to call. */
export interface VictimWaitingRow {
  caseId: string;
  caseNo: string;
  stolenSatang: string;
  /** When the oldest news is due. */
  dueAt: Date;
  /** The number of attempts since the oldest news that reached nobody. */
  attempts: number;
  lastAttemptAt: Date | null;
  victim: { name: string | null; phone: string | null };
  reporter: { name: string | null; phone: string | null };
  language: 'th' | 'en';
}

/**
 * Reads the cases whose victims wait for news, after the case of that id, in turn. A turn comes at
 * the due time, or at the last attempt that reached nobody when that is later, so that the case
 * moves behind those that were due before the attempt.
 */
export function victimsWaiting(
  manager: EntityManager,
  afterCaseId: string | null,
  limit: number,
): Promise<VictimWaitingRow[]> {
  return rowsOf<VictimWaitingRow>(
    manager,
    `WITH waiting AS (
       SELECT n.case_id, min(n.due_at) AS due_at,
              (SELECT count(*)::int FROM victim_telling t WHERE t.case_id = n.case_id AND t.outcome = 'not_reached' AND t.noted_at >= min(n.at)) AS attempts,
              (SELECT max(t.noted_at) FROM victim_telling t WHERE t.case_id = n.case_id AND t.outcome = 'not_reached' AND t.noted_at >= min(n.at)) AS last_attempt_at
         FROM victim_news n WHERE n.telling_id IS NULL GROUP BY n.case_id),
     ranked AS (SELECT *, greatest(due_at, last_attempt_at) AS turn FROM waiting)
     SELECT w.case_id AS "caseId", f.case_no AS "caseNo", f.stolen_satang AS "stolenSatang", w.due_at AS "dueAt", w.attempts, w.last_attempt_at AS "lastAttemptAt",
            jsonb_build_object('name', coalesce(c.body->'victim'->>'name', c.known->'victim'->>'name'), 'phone', coalesce(c.body->'victim'->>'phone', c.known->'victim'->>'phone')) AS victim,
            jsonb_build_object('name', coalesce(c.body->'reporter'->>'name', c.known->'reporter'->>'name'), 'phone', coalesce(c.body->'reporter'->>'phone', c.known->'reporter'->>'phone')) AS reporter,
            c.body->>'language' AS language
       FROM ranked w JOIN case_file f ON f.id = w.case_id JOIN complaint c ON c.id = w.case_id
      WHERE $1::text IS NULL OR (w.turn, w.case_id) > (SELECT turn, case_id FROM ranked WHERE case_id = $1)
      ORDER BY w.turn, w.case_id LIMIT $2`,
    [afterCaseId, limit],
  );
}

/** How a case stands when its victim is told news. */
export interface StandingOfCase {
  /** Suspended now of the money that the case reported and still claims. */
  heldSatang: bigint;
  isClosed: boolean;
  /** The kinds of open breaks about the case and its money. */
  openBreaks: readonly string[];
  /** What decides whether sums of the transfers that it reported are told. */
  sums: readonly SumsOfTransfer[];
}

/** Reads how a case stands now, for its victim. Throws when there is no such case. */
export async function standingOfCase(manager: EntityManager, caseId: string): Promise<StandingOfCase> {
  const [row] = await rowsOf<Omit<StandingOfCase, 'heldSatang'> & { held: string }>(
    manager,
    `SELECT CASE WHEN f.withdrawn_at IS NULL THEN ${heldForVictimSql('$1')} ELSE '0' END AS held, f.closed_at IS NOT NULL AS "isClosed", ${OPEN_BREAKS} AS "openBreaks",
            (SELECT coalesce(json_agg(${SUMS_OF_TRANSFER}), '[]') FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
               LEFT JOIN debit_confirmation d ON d.transfer_id = t.id WHERE c.case_id = $1 AND c.reported) AS sums
       FROM case_file f WHERE f.id = $1`,
    [caseId],
  );
  if (row === undefined) throw new Error(`no case ${caseId}`);
  const { held, ...standing } = row;
  return { ...standing, heldSatang: BigInt(held) };
}
