import type { EntityManager } from 'typeorm';
import {
  aboutTransfer,
  complaintClock,
  type ComplaintClock,
  type UpheldComplaint,
} from '../../domain/hold/power-onward.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';

/**
 * The complaints about stolen sum `$1` that stood at `$2`, each with the instant of its transfer.
 * The same person has the same `victim`, whose id leaves the database as a hash only.
 */
const UPHELD_COMPLAINTS = `
  SELECT f.opened_at AS "receivedAt", f.holder_reports AS "holderReports", f.victim_reports AS "victimReports",
         f.statement_at AS "statementAt", f.statement_noted_at AS "statementNotedAt", t.transferred_at AS "transferredAt",
         md5(coalesce(k.body -> 'victim' ->> 'citizenId', k.body -> 'victim' ->> 'passportNo', f.id)) AS victim
    FROM claim c JOIN case_file f ON f.id = c.case_id JOIN complaint k ON k.id = f.id
    JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
   WHERE c.stolen_sum_id = $1 AND c.claimed_at <= $2 AND (c.ended_at IS NULL OR c.ended_at > $2)
   ORDER BY f.opened_at, f.id`;

type ComplaintRow = UpheldComplaint & { transferredAt: Date };

const CLOCKS = new WeakMap<CaseWork, Map<string, ComplaintClock | null>>();

/** Reads the clock of section 7 for a stolen sum (`complaintClock`), once in a transaction. */
export async function readComplaintClock(work: CaseWork, stolenSumId: string): Promise<ComplaintClock | null> {
  const clocks = CLOCKS.get(work) ?? new Map<string, ComplaintClock | null>();
  CLOCKS.set(work, clocks);
  const known = clocks.get(stolenSumId);
  if (known !== undefined) return known;
  const clock = clockOfNewReport(work, stolenSumId) ?? (await complaintClockAt(work.manager, stolenSumId, work.now));
  clocks.set(stolenSumId, clock);
  return clock;
}

/**
 * Returns the clock of a stolen sum that this transaction writes together with its case: the case's
 * own complaint is the only one. Undefined for every other sum, and when no holder reports.
 */
function clockOfNewReport(work: CaseWork, stolenSumId: string): ComplaintClock | undefined {
  const sum = work.isNewCase() ? work.unwritten(StolenSumRow, stolenSumId) : undefined;
  const transfer = sum && work.unwritten(TransferRow, sum.transferId);
  if (transfer === undefined) return undefined;
  const { id: victim, openedAt: receivedAt, ...reported } = work.caseFile;
  const about = { transferredAt: transfer.transferredAt, at: work.now };
  return complaintClock([{ ...reported, receivedAt, victim }], about) ?? undefined;
}

/** Reads the clock of section 7 for a stolen sum as it was at an instant. */
export async function complaintClockAt(
  manager: EntityManager,
  stolenSumId: string,
  at: Date,
): Promise<ComplaintClock | null> {
  const rows = await manager.query<ComplaintRow[]>(UPHELD_COMPLAINTS, [stolenSumId, at]);
  const [row] = rows;
  return row === undefined ? null : complaintClock(rows, { transferredAt: row.transferredAt, at });
}

/** Reads the complaints about a stolen sum that their victims uphold now, of holders or not. */
export async function upheldComplaints(
  { manager, now }: Pick<CaseWork, 'manager' | 'now'>,
  stolenSumId: string,
): Promise<UpheldComplaint[]> {
  const rows = await manager.query<ComplaintRow[]>(UPHELD_COMPLAINTS, [stolenSumId, now]);
  return rows.map((row) => aboutTransfer(row, { transferredAt: row.transferredAt, at: now }));
}
