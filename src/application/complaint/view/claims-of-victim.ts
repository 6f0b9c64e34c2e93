import { addedElsewhere } from '../../../domain/complaint/intake/small-claim.js';
import type { ClaimedElsewhere } from '../../../domain/judgement/facts.js';
import { type Account, accountKey } from '../../../domain/party.js';
import type { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { claimStandsSql } from '../../case/money/claim-stands-sql.js';
import { victimNumberSql } from '../../case/privacy/victim-number.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { rowsOf } from '../../case/work/read-rows.js';

/** A claim of a report of the victim who holds the account, which stands; no amount beyond what was debited. */
export interface ClaimOfVictimRow extends Account {
  caseId: string;
  fromInstitution: string;
  reference: string;
  satang: string;
  /** A hold was ordered for it. */
  wasHeld: boolean;
}

/** SQL of the claims of cases at accounts, as `ClaimOfVictimRow`; both are SELECTs, of ids and of accounts. */
export const claimsOfVictimSql = (cases: string, accounts: string): string => `
  SELECT f.id AS "caseId", t.to_institution AS institution, t.to_account_no AS "accountNo", t.from_institution AS "fromInstitution", t.reference,
         least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang))::text AS satang,
         EXISTS (SELECT 1 FROM hold h WHERE h.stolen_sum_id = s.id) AS "wasHeld"
    FROM case_file f JOIN claim k ON k.case_id = f.id AND k.reported JOIN stolen_sum s ON s.id = k.stolen_sum_id
    JOIN transfer t ON t.id = s.transfer_id LEFT JOIN debit_confirmation d ON d.transfer_id = t.id
   WHERE f.id IN (${cases}) AND f.holder_reports AND (t.to_institution, t.to_account_no) IN (${accounts}) AND ${claimStandsSql('k')}`;

/** SQL of the other cases of the victim of the case `$1`: by his official number, and by the debited account. */
const OTHER_CASES = `
  SELECT o.id FROM complaint me JOIN complaint o ON ${victimNumberSql('o')} = ${victimNumberSql('me')} WHERE me.id = $1 AND o.id <> $1
  UNION ALL
  SELECT o.id FROM case_file me JOIN case_file o ON (o.victim_institution, o.victim_account_no) = (me.victim_institution, me.victim_account_no)
   WHERE me.id = $1 AND o.id <> $1`;

const CLAIMS_OF_OTHER_CASES = claimsOfVictimSql(
  OTHER_CASES,
  'SELECT institution, account_no FROM unnest($2::text[], $3::text[]) AS named (institution, account_no)',
);

/** Reads what other cases of the same victim claim of accounts. */
export function claimsOfOtherCases(
  { manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>,
  accounts: readonly Account[],
): Promise<ClaimOfVictimRow[]> {
  return rowsOf<ClaimOfVictimRow>(manager, CLAIMS_OF_OTHER_CASES, [
    caseFile.id,
    accounts.map(({ institution }) => institution),
    accounts.map(({ accountNo }) => accountNo),
  ]);
}

/** Returns what claims of other reports add to a report of some transfers (`addedElsewhere`). */
export function claimedElsewhere(
  claims: readonly ClaimOfVictimRow[],
  own: readonly Pick<TransferRow, 'fromInstitution' | 'reference'>[],
): ClaimedElsewhere[] {
  const all = claims.map((claim) => ({
    account: accountKey(claim),
    debit: debitOf(claim),
    satang: BigInt(claim.satang),
  }));
  return addedElsewhere(all, new Set(own.map(debitOf)));
}

/**
 * Lets the other cases of the victim look again whose claims at an account had no order yet: with what
 * is claimed now they may be no longer too small (P-SMALL).
 */
export function signalUnheld(work: CaseWork, claims: readonly ClaimOfVictimRow[]): void {
  const unheld = claims.filter(({ wasHeld }) => !wasHeld).map(({ caseId }) => caseId);
  for (const caseId of new Set(unheld))
    work.signal(complaintWorkflowId(caseId), 'look', 'evidenceArrived', work.caseFile.id);
}

function debitOf({ fromInstitution, reference }: Pick<TransferRow, 'fromInstitution' | 'reference'>): string {
  return `${fromInstitution} ${reference}`;
}
