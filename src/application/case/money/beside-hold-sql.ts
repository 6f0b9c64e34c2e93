import {
  ANSWERED_NOTHING_STATES,
  LIVE_HOLD_STATES,
  type ReceiptResult,
  STILL_HELD_STATES,
} from '../../../domain/hold/hold.js';
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

/** A word of an institution that it holds money by an order. */
const HELD = sqlList(['HELD_FULL', 'HELD_PARTIAL'] satisfies ReceiptResult[]);

/** A hold that is over by an answer that nothing is held. */
const ANSWERED_NOTHING = sqlList(ANSWERED_NOTHING_STATES);

/**
 * Writes the SQL condition that the institution of the hold `h` said by an answer that it holds nothing, or refused, and
 * by a later one to the same order that it holds: its newest word binds money.
 */
export function isHeldAfterAllSql(h: string): string {
  return `(${h}.state IN (${ANSWERED_NOTHING}) AND EXISTS (SELECT 1 FROM receipt r WHERE r.hold_id = ${h}.id AND r.kind = 'hold' AND NOT r.applied AND r.result IN (${HELD})
      AND EXISTS (SELECT 1 FROM receipt b WHERE b.order_id = r.order_id AND b.kind = 'hold' AND b.applied AND b.receipt_seq < r.receipt_seq)
      AND NOT EXISTS (SELECT 1 FROM receipt n WHERE n.order_id = r.order_id AND n.kind = 'hold' AND n.receipt_seq > r.receipt_seq)))`;
}

/**
 * Writes the SQL condition that the institution of the hold `h` said by the receipt `r` that it holds more than by an answer
 * before it to the same order. The record counts what the first one said, so that the receipt is not applied.
 */
export function saidMoreSql(h: string, r: string): string {
  return `${r}.hold_id = ${h}.id AND ${r}.kind = 'hold' AND NOT ${r}.applied AND ${r}.result IN (${HELD})
      AND EXISTS (SELECT 1 FROM receipt b WHERE b.order_id = ${r}.order_id AND b.kind = 'hold' AND b.applied
                     AND b.receipt_seq < ${r}.receipt_seq AND b.amount_satang < ${r}.amount_satang)`;
}

/**
 * Writes the SQL condition that the institution of the hold `h`, which holds a part, said so by its newest answer. Its
 * newest word binds money, so that the rest is asked for; once for each hold, because it may say so again and again.
 */
function isMoreHeldAfterAllSql(h: string): string {
  return `(${h}.state = 'partly_held' AND NOT EXISTS (SELECT 1 FROM hold_order q WHERE q.hold_id = ${h}.id AND q.asks_rest)
    AND EXISTS (SELECT 1 FROM receipt r JOIN hold_order w ON w.id = r.order_id WHERE ${saidMoreSql(h, 'r')} AND r.amount_satang > ${h}.held_satang
      AND NOT EXISTS (SELECT 1 FROM receipt n JOIN hold_order o ON o.id = n.order_id
                       WHERE n.hold_id = ${h}.id AND n.kind = 'hold' AND (o.sequence, n.receipt_seq) > (w.sequence, r.receipt_seq))))`;
}

/**
 * Writes the SQL condition that money may be there for the hold `h` since the newest answer about it: such a hold let
 * some go, or its institution holds it after all. What came free changes no refusal, which was not for want of money. Held
 * after all counts once for each part: who says so again is asked by a person.
 */
export function isFreedSinceSql(h: string): string {
  const since = `(SELECT max(a.at) FROM receipt a WHERE a.hold_id = ${h}.id AND a.kind = 'hold' AND a.result <> 'PENDING')`;
  return `(${isMoreHeldAfterAllSql(h)} OR ${h}.state <> 'refused' AND ${othersLetGoSql(h, 'at', `>= ${since}`)} OR ${isHeldAfterAllSql(h)}
    AND NOT EXISTS (SELECT 1 FROM hold b WHERE b.trail_link_id = ${h}.trail_link_id AND b.id < ${h}.id AND ${isHeldAfterAllSql('b')}))`;
}
