import type { EntityManager } from 'typeorm';
import { maskAccount } from './mask.js';
import { caseExists, CLAIMED_SUMS, rowsOf } from './row-queries.js';

interface AccountRow {
  institution: string;
  accountNo: string;
  hop: number;
  attributedSatang: string;
  suspension: 'met' | 'not_met' | 'unknown' | null;
}

/**
 * Accounts that the trail of a case shows, in full, with what the findings allow at each; by hop.
 */
export async function accountsOfTrail(manager: EntityManager, caseId: string) {
  const accounts = await rowsOf<AccountRow>(
    manager,
    // A judgement that says nothing of an account leaves it unknown, never "not met".
    `SELECT t.to_institution AS institution, t.to_account_no AS "accountNo", min(l.hop) AS hop,
            sum(l.attributed_satang)::text AS "attributedSatang",
            (SELECT f.outcome FROM finding f
              WHERE f.case_id = $1 AND f.rule_id = 'AOC-85B' AND f.subject = t.to_institution || ':' || t.to_account_no
                AND f.judgement = (SELECT max(judgement) FROM finding WHERE case_id = $1) LIMIT 1) AS suspension
       FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
      WHERE l.stolen_sum_id IN ${CLAIMED_SUMS} AND t.to_account_no IS NOT NULL
      GROUP BY t.to_institution, t.to_account_no ORDER BY min(l.hop), t.to_institution, t.to_account_no`,
    [caseId],
  );
  return accounts.map((account) => ({
    ...account,
    accountMasked: maskAccount(account.accountNo),
    suspension: account.suspension ?? ('unknown' as const),
  }));
}

/**
 * The same for who must name an account in a request, or undefined when there is no such case.
 * Whoever hands it out notes the reading first.
 */
export async function readCaseAccounts(manager: EntityManager, caseId: string) {
  return (await caseExists(manager, caseId)) ? { accounts: await accountsOfTrail(manager, caseId) } : undefined;
}
