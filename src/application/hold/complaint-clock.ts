import { complaintTime } from '../../domain/judgement/complaint-time.js';
import { findRule, numberParameter } from '../../domain/rulebook/in-force.js';
import { after } from '../../domain/time.js';
import type { CaseWork } from '../case/case-work.js';

/**
 * When the complaint of section 7 about a stolen sum was taken down, and when an inquiry officer
 * first acted on it (OFF-7C), or null.
 */
export interface ComplaintClock {
  receivedAt: Date;
  statementAt: Date | null;
}

type Clocks = Map<string, ComplaintClock | null>;
const CLOCKS = new WeakMap<CaseWork, Clocks>();

/**
 * The clock of section 7 for a stolen sum: of several reports of one transfer the first that its
 * holder upholds, for a second report starts nothing anew. Null when no holder upholds one. Read
 * once in a transaction.
 */
export async function complaintClock(work: CaseWork, stolenSumId: string): Promise<ComplaintClock | null> {
  const clocks: Clocks = CLOCKS.get(work) ?? new Map<string, ComplaintClock | null>();
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

/**
 * Whether section 7 gives new orders for a stolen sum: a holder upholds a complaint, and its seven
 * days are not over. What is found later an officer orders (AOC-85B), for nothing could carry a
 * hold of section 7 on any more (OFF-7D, LIFT-7E).
 */
export async function section7Reaches(work: CaseWork, stolenSumId: string): Promise<boolean> {
  const clock = await complaintClock(work, stolenSumId);
  if (clock === null) return false;
  const complainedAt = complaintTime(clock, work);
  const row = findRule(work.rulebook, 'P-EXP', work.now);
  if (complainedAt === null || row === undefined) return true;
  return work.now < after(complainedAt, numberParameter(row, 'statementMs'));
}
