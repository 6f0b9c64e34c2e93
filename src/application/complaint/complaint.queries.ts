import type { EntityManager } from 'typeorm';
import { MONEY_HELD_STATES } from '../../domain/hold/hold.js';
import type { Account } from '../../domain/party.js';
import { sqlList } from '../../persistence/sql-list.js';
import { rowsOf } from '../case/read-rows.js';

/** Counts a reporter's complaints since an instant of which no debit was confirmed. */
export async function countUnconfirmedComplaints(
  manager: EntityManager,
  reporterKey: string,
  since: Date,
): Promise<number> {
  const [row] = await rowsOf<{ unconfirmed: string }>(
    manager,
    `SELECT count(*) AS unconfirmed FROM complaint c WHERE c.reporter_key = $1 AND c.received_at > $2
       AND NOT EXISTS (SELECT 1 FROM debit_confirmation d JOIN stolen_sum s ON s.transfer_id = d.transfer_id
                        WHERE d.case_id = c.id AND d.state = 'confirmed')`,
    [reporterKey, since],
  );
  return Number(row?.unconfirmed ?? 0);
}

/**
 * Reads the reporter's telephone number as intake recorded it; undefined where it recorded none,
 * as in a case that a notice opened.
 */
export async function recordedNumber(manager: EntityManager, caseId: string): Promise<string | undefined> {
  const [row] = await rowsOf<{ phone: string | null }>(
    manager,
    `SELECT body -> 'reporter' ->> 'phone' AS phone FROM complaint WHERE id = $1`,
    [caseId],
  );
  return row?.phone ?? undefined;
}

/** What an operator may read out of a case; amounts in satang. */
export interface CaseStatusRow {
  id: string;
  caseNo: string;
  rulebook: string;
  openedAt: Date;
  status: string;
  stolen: string;
  held: string;
  statementAt: Date | null;
  withdrawnAt: Date | null;
}

/** Reads the status of a case, or undefined when there is none of this id. */
export async function caseStatusRow(manager: EntityManager, caseId: string): Promise<CaseStatusRow | undefined> {
  const [row] = await rowsOf<CaseStatusRow>(
    manager,
    `SELECT id, case_no AS "caseNo", rulebook, opened_at AS "openedAt", status, stolen_satang AS stolen, held_satang AS held,
            statement_at AS "statementAt", withdrawn_at AS "withdrawnAt" FROM case_file WHERE id = $1`,
    [caseId],
  );
  return row;
}

/** A reported transfer of a case: how its debit was answered, and how much of it is held. */
export interface ReportedTransferRow {
  reference: string;
  amountSatang: string;
  debit: string | null;
  heldSatang: string;
}

/** Reads the transfers that a case claims, in order of time. */
export async function reportedTransfers(manager: EntityManager, caseId: string): Promise<ReportedTransferRow[]> {
  return rowsOf<ReportedTransferRow>(
    manager,
    `SELECT t.reference, t.amount_satang AS "amountSatang", d.state AS debit,
            coalesce((SELECT sum(h.held_satang) FROM hold h WHERE h.stolen_sum_id = s.id
                       AND h.state IN (${sqlList(MONEY_HELD_STATES)})), 0)::text AS "heldSatang"
       FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
       LEFT JOIN debit_confirmation d ON d.transfer_id = t.id
      WHERE c.case_id = $1 ORDER BY t.transferred_at, t.id`,
    [caseId],
  );
}

/** By what a complaint is found; `takenBy` is the subject of a person. */
export type ComplaintSearch =
  { caseNo: string } | { bankCaseId: string } | { phone: string } | { account: Account } | { takenBy: string };

/** A complaint that a search found. */
export interface FoundComplaintRow {
  id: string;
  caseNo: string;
  receivedAt: Date;
  status: string;
}

/** Finds complaints by one mark, newest first. */
export function findComplaints(
  manager: EntityManager,
  search: ComplaintSearch,
  limit: number,
): Promise<FoundComplaintRow[]> {
  const { condition, values } = conditionOf(search);
  return rowsOf<FoundComplaintRow>(
    manager,
    `SELECT c.id, f.case_no AS "caseNo", c.received_at AS "receivedAt", f.status
       FROM complaint c JOIN case_file f ON f.id = c.id WHERE ${condition} ORDER BY c.id DESC LIMIT $1`,
    [limit, ...values],
  );
}

function conditionOf(search: ComplaintSearch): { condition: string; values: string[] } {
  if ('caseNo' in search) return { condition: 'f.case_no = $2', values: [search.caseNo] };
  if ('bankCaseId' in search) return { condition: `c.body ->> 'bankCaseId' = $2`, values: [search.bankCaseId] };
  if ('takenBy' in search) return { condition: 'c.received_by = $2', values: [search.takenBy] };
  if ('phone' in search)
    return {
      condition: `(c.body -> 'victim' ->> 'phone' = $2 OR c.body -> 'reporter' ->> 'phone' = $2)`,
      values: [search.phone],
    };
  return {
    condition: `c.id IN (
      SELECT o.id FROM case_file o WHERE o.victim_institution = $2 AND o.victim_account_no = $3
      UNION SELECT l.case_id FROM trail_link l JOIN transfer t ON t.id = l.transfer_id WHERE t.to_institution = $2 AND t.to_account_no = $3)`,
    values: [search.account.institution, search.account.accountNo],
  };
}
