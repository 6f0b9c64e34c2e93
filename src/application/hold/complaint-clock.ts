import type { ComplaintClock } from '../../domain/hold/power-onward.js';
import type { CaseWork } from '../case/case-work.js';

const CLOCKS = new WeakMap<CaseWork, Map<string, ComplaintClock | null>>();

/**
 * Reads the clock of section 7 for a stolen sum, once in a transaction. Of several reports of one
 * transfer the first that its holder upholds counts: a second report starts nothing anew. Null
 * when no holder upholds one.
 */
export async function complaintClock(work: CaseWork, stolenSumId: string): Promise<ComplaintClock | null> {
  const clocks = CLOCKS.get(work) ?? new Map<string, ComplaintClock | null>();
  CLOCKS.set(work, clocks);
  const known = clocks.get(stolenSumId);
  if (known !== undefined) return known;
  const [row] = await work.manager.query<{ receivedAt: Date | null; statementAt: Date | null }[]>(
    `SELECT min(f.opened_at) AS "receivedAt", min(f.statement_at) AS "statementAt" FROM claim c JOIN case_file f ON f.id = c.case_id
      WHERE c.stolen_sum_id = $1 AND c.ended_at IS NULL AND f.holder_reports`,
    [stolenSumId],
  );
  const clock = row?.receivedAt == null ? null : { receivedAt: row.receivedAt, statementAt: row.statementAt };
  clocks.set(stolenSumId, clock);
  return clock;
}
