import type { EntityManager } from 'typeorm';
import { evidenceHash } from '../transactions/evidence-hash.js';
import { readCaseRow } from './case-list.js';
import { readFreezeRequests } from './freeze-requests.js';
import { maskAccount } from './mask.js';
import { CLAIMED_SUMS, iso, rowsOf } from './rows.js';

interface AccountRow {
  institution: string;
  accountNo: string;
  hop: number;
  attributedSatang: string;
  suspension: 'met' | 'not_met' | 'unknown' | null;
}

/** A case with its freeze requests and the accounts of its trail, or undefined when there is none of this id. */
export async function readCaseView(manager: EntityManager, caseId: string) {
  const row = await readCaseRow(manager, caseId);
  if (row === undefined) return undefined;
  const [times] = await rowsOf<{ withdrawnAt: Date | null; statementAt: Date | null }>(
    manager,
    'SELECT withdrawn_at AS "withdrawnAt", statement_at AS "statementAt" FROM case_file WHERE id = $1',
    [caseId],
  );
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
  return {
    ...row,
    withdrawnAt: iso(times?.withdrawnAt ?? null),
    statementAt: iso(times?.statementAt ?? null),
    evidenceHash: await evidenceHash(manager, caseId),
    freezeRequests: await readFreezeRequests(manager, { caseId }),
    accounts: accounts.map((account) => ({
      ...account,
      accountMasked: maskAccount(account.accountNo),
      suspension: account.suspension ?? ('unknown' as const),
    })),
  };
}
