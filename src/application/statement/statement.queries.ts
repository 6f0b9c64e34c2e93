import type { EntityManager } from 'typeorm';
import type { LostOnRecord } from '../../domain/statement/lost-order.js';
import { type OwnOrder, type StatedState, STATEMENT_BREAKS } from '../../domain/statement/compare-books.js';
import type { AskedBefore } from '../../domain/statement/statement-times.js';
import { LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../domain/hold/hold.js';
import { sqlList } from '../../persistence/sql-list.js';
import { rowsOf } from '../case/work/read-rows.js';

/** Reads what each institution was asked to state in the last `withinMs`, of all or of one, and what it has not answered. */
export async function askedBefore(
  manager: EntityManager,
  { withinMs, institution = null }: { withinMs: number; institution?: string | null },
): Promise<(AskedBefore & { institution: string; now: Date })[]> {
  return rowsOf(
    manager,
    `WITH recent AS MATERIALIZED (
       SELECT s.*, first_value(s.round_id) OVER (PARTITION BY s.institution ORDER BY s.asked_at DESC, s.id DESC) AS last_round
         FROM hold_statement s WHERE s.asked_at >= now() - $2 * interval '1 millisecond' OR s.answered_at IS NULL)
     SELECT p.slug AS institution, now() AS now, max(s.asked_at) FILTER (WHERE s.id = s.round_id) AS "lastAt",
            max(s.asked_at) FILTER (WHERE s.id = s.round_id AND s.since IS NULL) AS "wholeAt",
            coalesce(bool_or(s.answered_at IS NULL) FILTER (WHERE s.id IS NOT NULL), false) AS "isOpen",
            coalesce(bool_or(s.round_id = s.last_round AND s.differences > 0), false) AS differed
       FROM party p LEFT JOIN recent s ON s.institution = p.slug
      WHERE p.kind = 'institution' AND ($1::text IS NULL OR p.slug = $1) GROUP BY p.slug ORDER BY p.slug`,
    [institution, withinMs],
  );
}

const BREAKS = sqlList(Object.values(STATEMENT_BREAKS));

/**
 * SQL that reads what is known of orders at the institution `$1`: those of which `which` holds, SQL over the
 * order `o` and its hold `h`.
 */
function ownSql(which: string): string {
  return `wanted AS MATERIALIZED (
    SELECT o.id, o.hold_id FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE h.institution = $1 AND ${which}),
  -- Of each hold when it last changed, and its newest order that came to the institution and was not refused.
  latest AS MATERIALIZED (
    SELECT l.hold_id, max(l.sequence) FILTER (WHERE l.sent_at IS NOT NULL AND l.refused_at IS NULL) AS newest,
           greatest(max(l.issued_at), max(l.sent_at), max(l.answered_at), max(h.ended_at),
             (SELECT max(greatest(r.ordered_at, r.acknowledged_at)) FROM release_order r WHERE r.hold_id = l.hold_id),
             (SELECT max(c.received_at) FROM receipt c WHERE c.hold_id = l.hold_id)) AS at
      FROM hold_order l JOIN hold h ON h.id = l.hold_id WHERE l.hold_id IN (SELECT hold_id FROM wanted) GROUP BY l.hold_id)
  SELECT o.id AS "orderId", h.id AS "holdId", h.account_no AS "accountNo", o.requested_satang AS "askedSatang",
         o.expires_at AS "expiresAt", o.sent_at AS "sentAt", o.answered_at AS "answeredAt", h.state AS "holdState",
         h.held_satang AS "heldSatang", latest.newest IS NULL OR o.sequence >= latest.newest AS "isNewest", latest.at AS "changedAt",
         (SELECT max(coalesce(p.acknowledged_at, p.written_at)) FROM outgoing_message p WHERE p.kind = 'order.poll' AND p.subject_id = h.id) AS "askedAt",
         ARRAY(SELECT b.kind FROM break_record b WHERE b.hold_id = h.id AND b.closed_at IS NULL AND b.kind IN (${BREAKS})) AS open,
         (SELECT max(b.closed_at) FROM break_record b WHERE b.hold_id = h.id AND b.closed_by <> 'system' AND b.kind IN (${BREAKS})) AS "settledAt"
    FROM wanted JOIN hold_order o ON o.id = wanted.id JOIN hold h ON h.id = o.hold_id JOIN latest ON latest.hold_id = h.id`;
}

/** Reads the centre's orders of some ids at an institution. */
export async function ownOrders(
  manager: EntityManager,
  institution: string,
  orderIds: readonly string[],
): Promise<OwnOrder[]> {
  return asOwn(await rowsOf<RawOrder>(manager, `WITH ${ownSql('o.id = ANY ($2)')}`, [institution, orderIds]));
}

/**
 * Reads the orders of live holds at an institution that a statement of all did not name; it began with the
 * page `roundId`, and these came to the institution before. Orders since are not missing.
 */
export async function unstatedOrders(
  manager: EntityManager,
  institution: string,
  roundId: string,
  last: readonly string[],
): Promise<OwnOrder[]> {
  return asOwn(
    await rowsOf<RawOrder>(
      manager,
      `WITH named AS MATERIALIZED (
         SELECT named.value->>'orderId' AS id FROM hold_statement s JOIN inbox_message m ON m.id = s.inbox_message_id
           CROSS JOIN LATERAL jsonb_array_elements(m.content->'orders') AS named WHERE s.round_id = $2
         UNION SELECT unnest($3::text[])),
       ${ownSql(`h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND NOT EXISTS (SELECT 1 FROM named WHERE named.id = o.id)
          AND o.answered_at < (SELECT b.asked_at FROM hold_statement b WHERE b.id = $2)`)}`,
      [institution, roundId, last],
    ),
  );
}

/** Returns whether every order of a page stands with the same change on an earlier page of its statement. */
export async function saysNothingNew(
  manager: EntityManager,
  roundId: string,
  orders: readonly { orderId: string; changedAt: string }[],
): Promise<boolean> {
  const [row] = await rowsOf<{ isOld: boolean }>(
    manager,
    `SELECT NOT EXISTS (
       SELECT FROM unnest($2::text[], $3::text[]) AS said (id, at) WHERE (said.id, said.at) NOT IN (
         SELECT coalesce(named.value->>'orderId', ''), coalesce(named.value->>'changedAt', '')
           FROM hold_statement s JOIN inbox_message m ON m.id = s.inbox_message_id
          CROSS JOIN LATERAL jsonb_array_elements(m.content->'orders') AS named
          WHERE s.round_id = $1 AND s.answered_at IS NOT NULL)) AS "isOld"`,
    [roundId, orders.map(({ orderId }) => orderId), orders.map(({ changedAt }) => changedAt)],
  );
  return row?.isOld === true;
}

/**
 * Reads the lost orders at an institution that are not over, and those that a page names (`ids`). Where it ends a
 * statement of all, one that no page named is unnamed.
 */
export async function lostOrders(
  manager: EntityManager,
  { institution, roundId }: { institution: string; roundId: string },
  { ids, isEndOfAll }: { ids: readonly string[]; isEndOfAll: boolean },
): Promise<LostOnRecord[]> {
  return rowsOf(
    manager,
    `SELECT o.id, o.order_id AS "orderId", o.state, o.over_at AS "overAt",
            $3 AND o.found_at < (SELECT b.asked_at FROM hold_statement b WHERE b.id = $4) AND o.order_id <> ALL ($2) AND NOT EXISTS (
              SELECT FROM hold_statement s JOIN inbox_message m ON m.id = s.inbox_message_id
               CROSS JOIN LATERAL jsonb_array_elements(m.content->'orders') AS named WHERE s.round_id = $4 AND named.value->>'orderId' = o.order_id) AS "isUnnamed"
       FROM lost_order o WHERE o.institution = $1 AND (o.state <> 'over' OR o.order_id = ANY ($2)) ORDER BY o.id`,
    [institution, ids, isEndOfAll, roundId],
  );
}

/** An order as the database writes it: satang are text. */
type RawOrder = Omit<OwnOrder, 'askedSatang' | 'heldSatang'> & { askedSatang: string; heldSatang: string };

function asOwn(rows: readonly RawOrder[]): OwnOrder[] {
  return rows.map((row) => ({ ...row, askedSatang: BigInt(row.askedSatang), heldSatang: BigInt(row.heldSatang) }));
}

/** An order as the centre states it; satang are text. */
export interface StatedRow {
  orderId: string;
  holdId: string;
  accountNo: string;
  askedSatang: string;
  heldSatang: string;
  state: StatedState;
  expiresAt: Date;
  changedAt: Date;
}

/** Where a page ended. */
export interface StatedPlace {
  at: Date;
  holdId: string;
  /** Empty: before the first order of the hold. */
  orderId: string;
}

/** A row of a page: an order, or a hold of which nothing is to be stated now. */
export type StatedOrPassed = StatedRow | (Pick<StatedRow, 'holdId' | 'changedAt'> & { orderId: null });

/** SQL that reads the holds of a range of `hold_change`, in its order from the place `$4`, `$5` on: that of the place, and `$7` more. */
function rangeSql(which: string): string {
  return `SELECT hold_id, changed_at FROM hold_change
           WHERE institution = $1 AND ${which} AND (changed_at, hold_id) >= (coalesce($4::timestamptz, '-infinity'), coalesce($5, ''))
           ORDER BY changed_at, hold_id LIMIT $7 + 1`;
}

/**
 * Reads the orders that came to an institution and changed since `since`, or all that hold money and those
 * that changed since `endedSince`; after a place, in the order of their last change. It reads one range of an
 * index and the holds that this names, whatever else the institution has: each `LATERAL` stands on its own, so that
 * no plan reads all holds.
 */
export async function statedOrders(
  manager: EntityManager,
  institution: string,
  {
    since,
    endedSince,
    after,
    limit,
  }: { since: Date | null; endedSince: Date; after: StatedPlace | null; limit: number },
): Promise<StatedOrPassed[]> {
  return rowsOf(
    manager,
    `WITH changed AS MATERIALIZED (
       (${rangeSql('$2::timestamptz IS NULL AND holds_money AND changed_at < $3')})
       UNION ALL (${rangeSql('changed_at >= coalesce($2, $3)')}))
     SELECT c.hold_id AS "holdId", c.changed_at AS "changedAt", stated.*
       FROM changed c LEFT JOIN LATERAL (
         SELECT o.id AS "orderId", h.account_no AS "accountNo", o.requested_satang AS "askedSatang", o.expires_at AS "expiresAt", o.state,
                CASE o.state WHEN 'HELD' THEN h.held_satang ELSE 0 END AS "heldSatang"
           FROM (SELECT * FROM hold WHERE id = c.hold_id OFFSET 0) h CROSS JOIN LATERAL (
             SELECT l.*, CASE WHEN l.sequence < max(l.sequence) FILTER (WHERE l.refused_at IS NULL) OVER () THEN 'REPLACED'
                              WHEN l.answered_at IS NULL THEN 'TAKEN'
                              WHEN h.state IN (${sqlList(STILL_HELD_STATES)}) AND h.held_satang > 0 THEN 'HELD'
                              WHEN h.lapse_basis IS NOT NULL THEN 'LAPSED' WHEN h.state = 'released' THEN 'RELEASED' ELSE 'NOTHING_HELD' END AS state
               FROM hold_order l WHERE l.hold_id = c.hold_id AND l.sent_at IS NOT NULL) o
          WHERE $2 IS NOT NULL OR o.state = 'HELD' OR c.changed_at >= $3) stated ON true
      WHERE (c.changed_at, c.hold_id, coalesce(stated."orderId", '')) > (coalesce($4, '-infinity'), coalesce($5, ''), coalesce($6, ''))
      ORDER BY c.changed_at, c.hold_id, stated."orderId" LIMIT $7`,
    [institution, since, endedSince, after?.at ?? null, after?.holdId ?? null, after?.orderId ?? null, limit],
  );
}
