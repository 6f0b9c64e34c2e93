import type { EntityManager } from 'typeorm';
import { maskAccount } from '../case/mask.js';
import { rowsOf } from '../case/read-rows.js';
import { graphOf, type TrailRow } from './read-trail-graph.js';

/**
 * The trail of a case's stolen money, part by part, and the graph of it; of `all` victims, with the
 * sums of other cases that reached the same accounts. One statement, however long the trail.
 * Undefined when there is no such case, for a case has a trail from its first transaction on.
 */
export async function readTrail(manager: EntityManager, caseId: string, victims: 'case' | 'all' = 'case') {
  const rows = await rowsOf<TrailRow>(
    manager,
    `WITH own AS (SELECT stolen_sum_id AS id FROM claim WHERE case_id = $1),
          shown AS (
            SELECT id FROM own
            UNION
            SELECT other.stolen_sum_id
              FROM own JOIN trail_link l ON l.stolen_sum_id = own.id JOIN transfer t ON t.id = l.transfer_id
              JOIN transfer x ON x.to_institution = t.to_institution AND x.to_account_no = t.to_account_no
              JOIN trail_link other ON other.transfer_id = x.id
             WHERE $2)
     SELECT l.id AS "partId", l.parent_link_id AS "continuesPartId", l.stolen_sum_id AS "stolenSumId", l.transfer_id AS "transferId", l.hop,
            t.from_institution AS "fromInstitution", t.from_account_no AS "fromAccountNo",
            t.to_institution AS "toInstitution", t.to_account_no AS "toAccountNo", t.off_rail AS "offRail", t.reference,
            t.amount_satang AS "amountSatang", l.attributed_satang AS "attributedSatang", t.transferred_at AS "transferredAt",
            l.stop_reason AS "stopReason", h.id AS "holdId", h.state AS "holdState", h.held_satang AS "heldSatang",
            own_word.suspended AS "suspendedSatang", own_word.let_go AS "letGoSatang"
       FROM shown JOIN trail_link l ON l.stolen_sum_id = shown.id JOIN transfer t ON t.id = l.transfer_id
       LEFT JOIN LATERAL (SELECT id, state, held_satang FROM hold
                           WHERE trail_link_id = l.id ORDER BY id DESC LIMIT 1) h ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(p.suspended_satang), 0)::text AS suspended,
               coalesce(max(least(o.amount_satang, l.attributed_satang) - p.suspended_satang) FILTER (WHERE o.state IN ('lapsed', 'lifted')), 0)::text AS let_go
          FROM own_suspension_part p JOIN own_suspension o ON o.id = p.suspension_id
         WHERE p.trail_link_id = l.id AND (o.institution, o.account_no) = (t.to_institution, t.to_account_no)) own_word
      ORDER BY l.hop, t.transferred_at, l.id`,
    [caseId, victims === 'all'],
  );
  return rows.length === 0 ? undefined : { links: rows.map(linkView), ...graphOf(rows) };
}

function linkView(row: TrailRow) {
  const { fromInstitution, fromAccountNo, toInstitution, toAccountNo, holdState: _, ...plain } = row;
  return {
    ...plain,
    from: { institution: fromInstitution, accountMasked: maskAccount(fromAccountNo) },
    to:
      toInstitution === null || toAccountNo === null
        ? null
        : { institution: toInstitution, accountMasked: maskAccount(toAccountNo) },
    awaitsReceiver: toAccountNo === null && row.offRail === null && row.stopReason === null,
    transferredAt: row.transferredAt.toISOString(),
    heldSatang: row.heldSatang ?? '0',
  };
}
