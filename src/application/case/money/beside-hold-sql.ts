import { LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../../domain/hold/hold.js';
import { sqlList } from '../../../persistence/sql-list.js';

/** A hold of ours that keeps money at an account, or may. */
const KEEPS = sqlList([...new Set([...LIVE_HOLD_STATES, ...STILL_HELD_STATES, 'seized'])]);

/** Writes the SQL condition that the hold `o` is at the account of the hold `h`, for another part. */
const isBeside = (h: string, o: string): string =>
  `(${o}.institution, ${o}.account_no) = (${h}.institution, ${h}.account_no) AND ${o}.trail_link_id <> ${h}.trail_link_id`;

/** Writes the SQL for what holds for other parts keep at the account of the hold `h`, or may, in satang. */
export function othersKeepSql(h: string): string {
  return `(SELECT coalesce(sum(o.seized_satang + CASE WHEN o.state IN (${KEEPS}) THEN greatest(o.held_satang, o.reserved_satang) ELSE 0 END), 0)
            FROM hold o WHERE ${isBeside(h, 'o')})`;
}

/**
 * Writes the SQL condition that a hold for another part at the account of the hold `h` let money go since an
 * instant (SQL): it ended, an order for less lowered it, or another authority let it go. The instant
 * and what is compared with it are `at` (the clock of the institution) or `received_at`.
 */
export function othersLetGoSql(h: string, clock: 'at' | 'received_at', period: string): string {
  return `EXISTS (SELECT 1 FROM hold o JOIN receipt r ON r.hold_id = o.id LEFT JOIN hold_order u ON u.id = r.order_id
    WHERE ${isBeside(h, 'o')} AND r.applied AND r.${clock} ${period}
      AND (r.kind IN ('release', 'lapse', 'authority') AND r.amount_satang > 0
        OR r.kind = 'hold' AND u.changes_amount AND u.raise_request_id IS NULL AND NOT u.asks_rest))`;
}

/** Writes the SQL condition that such a hold let money go after the newest answer about the hold `h`. */
export function isFreedSinceSql(h: string): string {
  return othersLetGoSql(
    h,
    'at',
    `>= (SELECT max(a.at) FROM receipt a WHERE a.hold_id = ${h}.id AND a.kind = 'hold' AND a.result <> 'PENDING')`,
  );
}
