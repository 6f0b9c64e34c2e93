import type { EntityManager } from 'typeorm';
import type { AccountOnRecord, ActiveHold, SignOfInnocence } from '../../domain/freeze-request/blast-radius.js';
import { type Account, accountKey } from '../../domain/party.js';
import { groupBy, rowsOf } from '../case/read-rows.js';

type HoldRow = Omit<ActiveHold, 'requestedSatang' | 'heldSatang'> & {
  account: string;
  requestedSatang: string;
  heldSatang: string;
};

const ACTIVE_HOLDS = `
  SELECT h.institution || ':' || h.account_no AS account, h.id AS "holdId", h.case_id AS "caseId", f.case_no AS "caseNo", h.kind, h.state,
         h.requested_satang AS "requestedSatang", h.held_satang AS "heldSatang", h.expires_at AS "expiresAt"
    FROM hold h JOIN case_file f ON f.id = h.case_id
   WHERE h.state IN ('ordered', 'unconfirmed', 'held', 'partly_held')
     AND (h.institution, h.account_no) IN (SELECT * FROM unnest($1::text[], $2::text[])) ORDER BY h.id`;

/**
 * What the centre's own record has that speaks for an innocent merchant. Small credits count when
 * more than one account paid them: below the minimum of the trail (P-TRACE), nobody followed them.
 */
const SIGNS = `
  WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[]) AS a (institution, account_no)),
  paid AS (
    SELECT a.institution, a.account_no, t.id, t.from_institution, t.from_account_no, l.stop_reason
      FROM asked a JOIN transfer t ON t.to_institution = a.institution AND t.to_account_no = a.account_no
      JOIN trail_link l ON l.transfer_id = t.id)
  SELECT a.institution || ':' || a.account_no AS account,
         (SELECT count(DISTINCT p.id)::int FROM paid p WHERE (p.institution, p.account_no) = (a.institution, a.account_no)
             AND p.stop_reason IN ('merchant_shield', 'payroll_shield')) AS shielded_payment,
         (SELECT count(*)::int FROM hold h JOIN appeal q ON q.hold_id = h.id JOIN appeal_filing f ON f.appeal_id = q.id
           WHERE (h.institution, h.account_no) = (a.institution, a.account_no) AND f.holder_is = 'regular_merchant') AS regular_merchant_word,
         (SELECT count(*)::int FROM hold h JOIN appeal q ON q.hold_id = h.id
           WHERE (h.institution, h.account_no) = (a.institution, a.account_no) AND q.state IN ('upheld', 'partly_upheld')) AS appeal_upheld_before,
         (SELECT CASE WHEN count(DISTINCT (p.from_institution, p.from_account_no)) > 1 THEN count(DISTINCT p.id)::int ELSE 0 END FROM paid p
           WHERE (p.institution, p.account_no) = (a.institution, a.account_no) AND p.stop_reason = 'below_minimum') AS small_credits
    FROM asked a`;

/**
 * What the record says of accounts over all cases: active holds, and what speaks for an innocent
 * merchant.
 */
export async function readAccountsOnRecord(
  manager: EntityManager,
  accounts: readonly Account[],
): Promise<(account: Account) => Pick<AccountOnRecord, 'activeHolds' | 'signs'>> {
  const asked = [accounts.map(({ institution }) => institution), accounts.map(({ accountNo }) => accountNo)];
  const holds = groupBy(await rowsOf<HoldRow>(manager, ACTIVE_HOLDS, asked), (row) => row.account);
  const signs = groupBy(
    await rowsOf<{ account: string } & Record<SignOfInnocence, number>>(manager, SIGNS, asked),
    (row) => row.account,
  );
  return (account) => {
    const [found] = signs.get(accountKey(account)) ?? [];
    if (found === undefined) throw new Error('an account was not asked about');
    const { account: _account, ...counts } = found;
    return { activeHolds: (holds.get(accountKey(account)) ?? []).map(toActiveHold), signs: counts };
  };
}

function toActiveHold({ account: _account, requestedSatang, heldSatang, ...hold }: HoldRow): ActiveHold {
  return { ...hold, requestedSatang: BigInt(requestedSatang), heldSatang: BigInt(heldSatang) };
}
