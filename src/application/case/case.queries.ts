import type { EntityManager } from 'typeorm';
import { rowsOf } from './read-rows.js';

/** Returns whether a case of this id exists. */
export async function caseExists(manager: EntityManager, caseId: string): Promise<boolean> {
  return (await rowsOf<unknown>(manager, 'SELECT 1 FROM case_file WHERE id = $1', [caseId])).length === 1;
}

/** Stolen sums that the case `$1` claims, including those that an earlier case reported first. */
export const CLAIMED_SUMS = '(SELECT stolen_sum_id FROM claim WHERE case_id = $1)';

/** An account on the trail of a case; `suspension` is the newest finding about it, if any. */
export interface TrailAccountRow {
  institution: string;
  accountNo: string;
  hop: number;
  attributedSatang: string;
  suspension: 'met' | 'not_met' | 'unknown' | null;
}

/**
 * Reads the accounts on the trail of a case, by hop, each with the outcome of one rule in the
 * newest judgement of the case. The outcome is null when that judgement says nothing of the
 * account.
 */
export async function trailAccounts(
  manager: EntityManager,
  caseId: string,
  suspensionRule: string,
): Promise<TrailAccountRow[]> {
  return rowsOf<TrailAccountRow>(
    manager,
    `SELECT t.to_institution AS institution, t.to_account_no AS "accountNo", min(l.hop) AS hop,
            sum(l.attributed_satang)::text AS "attributedSatang",
            (SELECT f.outcome FROM finding f
              WHERE f.case_id = $1 AND f.rule_id = $2 AND f.subject = t.to_institution || ':' || t.to_account_no
                AND f.judgement = (SELECT max(judgement) FROM finding WHERE case_id = $1) LIMIT 1) AS suspension
       FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
      WHERE l.stolen_sum_id IN ${CLAIMED_SUMS} AND t.to_account_no IS NOT NULL
      GROUP BY t.to_institution, t.to_account_no ORDER BY min(l.hop), t.to_institution, t.to_account_no`,
    [caseId, suspensionRule],
  );
}
