import type { EntityManager } from 'typeorm';
import type { ReleaseReason } from '../../domain/hold/hold.js';
import { REPORT_DELAY_MINUTES } from '../../domain/statistics/public-statistics.js';
import { sqlList } from '../../persistence/sql-list.js';
import { rowsOf } from '../case/work/read-rows.js';
import { PublicStatisticsRow } from '../../persistence/entities/money/statistics.entities.js';
import type { ReportMonth } from '../overview/overview.queries.js';

/** The cases whose victims reported within one span of time after the first transfer. */
export interface SavedByDelay {
  /** Index of the span in `REPORT_DELAY_MINUTES`. */
  span: number;
  cases: number;
  stolenSatang: string;
  savedSatang: string;
}

/**
 * Reads, for the cases of a period, what was stolen and what was held of it at any time, by the
 * time from the first reported transfer to the report.
 */
export function selectSavedByDelay(manager: EntityManager, { from, to }: ReportMonth): Promise<SavedByDelay[]> {
  return rowsOf<SavedByDelay>(
    manager,
    `WITH reported AS (
       SELECT f.id, f.stolen_satang AS stolen,
              (SELECT min(t.transferred_at) FROM transfer t JOIN stolen_sum s ON s.transfer_id = t.id
                 JOIN claim c ON c.stolen_sum_id = s.id WHERE c.case_id = f.id) AS first_at, f.opened_at,
              (SELECT coalesce(sum(h.held_satang + h.let_go_satang), 0) FROM hold h
                WHERE h.case_id = f.id AND h.state NOT IN ('no_funds', 'refused')) AS saved
         FROM case_file f WHERE f.opened_at >= $1 AND f.opened_at < $2 AND f.case_type NOT IN ('suspicion.notice', 'officer.notice', 'lost.order'))
     SELECT width_bucket(extract(epoch FROM opened_at - first_at) / 60, ARRAY[${REPORT_DELAY_MINUTES.join(', ')}]::numeric[])::int AS span,
            count(*)::int AS cases, sum(stolen)::text AS "stolenSatang", sum(least(saved, stolen))::text AS "savedSatang"
       FROM reported WHERE first_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
    [from, to],
  );
}

/** Why a release says that the hold was wrong. */
const WRONGFUL: readonly ReleaseReason[] = [
  'UNRELATED',
  'COURT_VOIDED',
  'APPEAL_UPHELD',
  'DEBIT_DENIED',
  'SUSPICION_UNFOUNDED',
  'SUSPICION_LIFTED',
];

/** Holds of a period that were wrong, and how long releases took. */
export interface ReleaseFigures {
  wrongful: number;
  wrongfulHeldP50Seconds: number | null;
  released: number;
  releaseP50Seconds: number | null;
  releaseP90Seconds: number | null;
  late: number;
}

/**
 * Reads how many holds of a period turned out wrong and how long they lasted, and how long
 * institutions took to let go. Throws when there is no row.
 */
export async function selectReleaseFigures(manager: EntityManager, { from, to }: ReportMonth): Promise<ReleaseFigures> {
  const [row] = await rowsOf<ReleaseFigures>(
    manager,
    `WITH over AS (
       SELECT r.reason IN (${sqlList(WRONGFUL)}) AS wrongful, extract(epoch FROM r.ordered_at - h.ordered_at)::float8 AS lasted,
              extract(epoch FROM r.acknowledged_at - r.ordered_at)::float8 AS took,
              coalesce(r.acknowledged_at, now()) > h.expires_at + interval '60 seconds' AS late
         FROM release_order r JOIN hold h ON h.id = r.hold_id
        WHERE NOT r.again AND r.ordered_at >= $1 AND r.ordered_at < $2 AND h.held_satang > 0)
     SELECT count(*) FILTER (WHERE wrongful)::int AS wrongful,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY lasted) FILTER (WHERE wrongful) AS "wrongfulHeldP50Seconds",
            count(took)::int AS released,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS "releaseP50Seconds",
            percentile_cont(0.9) WITHIN GROUP (ORDER BY took) AS "releaseP90Seconds",
            count(*) FILTER (WHERE late)::int AS late
       FROM over`,
    [from, to],
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

/**
 * Keeps the figures of a month, and returns whether they are kept: false where the month has its
 * figures already. Waits for another transaction that keeps those of the same month.
 */
export async function insertOnce(manager: EntityManager, row: PublicStatisticsRow): Promise<boolean> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(PublicStatisticsRow)
    .values(row)
    .orIgnore()
    .returning('month')
    .execute();
  return (inserted.raw as unknown[]).length > 0;
}
