import { isFreedSinceSql, othersKeepSql } from '../../application/case/beside-hold-sql.js';
import { IS_ABOUT_MONEY } from '../break-about-money.js';
import type { Check } from '../check.js';
import { IS_SMALL_CLAIM } from '../small-claim.js';
import { applySqlRules, type SqlRule } from '../sql-rules.js';

/** Claims with their stolen sums: what several reports say of one reference. */
const CLAIMS = `
  claims AS (
    SELECT t.id, t.from_institution, t.reference, t.to_institution, t.to_account_no, t.contested, s.id AS sum_id,
           s.amount_satang, s.reserved_satang
      FROM transfer t JOIN stolen_sum s ON s.transfer_id = t.id)`;

/** SQL condition: two claims, `a` and `b`, name one reference and one receiver. */
const SAME_RECEIVER = `(b.from_institution, b.reference, b.to_institution, b.to_account_no)
                     = (a.from_institution, a.reference, a.to_institution, a.to_account_no)`;

/** SQL: what is left of the part `l` of the trail, without what persons let go of its holds. */
const LEFT_THERE = `l.attributed_satang
         - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id)
         - (SELECT coalesce(sum(x.let_go_satang), 0) FROM hold x WHERE x.trail_link_id = l.id)`;

/**
 * The rule that what time or another one's word let go of a confirmed claim is held anew, and what an
 * institution let go before its time, once. `asOf`:
 * section 7 gives no more orders after the seven days (P-EXP) of the first complaint.
 */
const heldAnew = (asOf: Date): SqlRule => ({
  why: 'a part of a confirmed claim stands unheld, although no person let it go and section 7 still gives orders',
  sql: `SELECT DISTINCT l.id FROM trail_link l JOIN stolen_sum s ON s.id = l.stolen_sum_id
          JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
          JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
          JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL
          JOIN case_file f ON f.id = c.case_id AND f.holder_reports AND f.withdrawn_at IS NULL
          JOIN LATERAL (SELECT h.state, h.state_reason, h.kind, h.section7_from, k.case_type FROM hold h JOIN case_file k ON k.id = h.case_id
                         WHERE h.trail_link_id = l.id ORDER BY h.ordered_at DESC, h.id DESC LIMIT 1) newest ON newest.case_type = f.case_type
         CROSS JOIN LATERAL (SELECT min((p.body->'parameters'->>'statementMs')::bigint) * interval '1 millisecond' AS seven_days
                               FROM rule_row p WHERE p.rule_id = 'P-EXP' AND p.rulebook = f.rulebook) clocks
         WHERE newest.kind = 'section7' AND newest.state = 'released'
           AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: '$1::timestamptz' })}
           AND (newest.state_reason IN ('WITHDRAWN', 'CORRECTED')
             OR newest.state_reason = 'LAPSED_EARLY' AND (SELECT count(*) FROM hold x WHERE x.trail_link_id = l.id AND x.state_reason = 'LAPSED_EARLY') = 1
             OR newest.state_reason = 'DEBIT_NOT_CONFIRMED' AND newest.section7_from > $1::timestamptz - interval '72 hours')
           AND (SELECT min(least(g.opened_at, g.statement_at)) FROM claim e JOIN case_file g ON g.id = e.case_id
                 WHERE e.stolen_sum_id = s.id AND e.ended_at IS NULL) > $1::timestamptz - clocks.seven_days
           AND t.transferred_at > $1::timestamptz - interval '80 days'
           AND least(${LEFT_THERE}, least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) - s.reserved_satang - s.suspended_satang) > 0
           AND NOT EXISTS (SELECT 1 FROM outbox u JOIN claim e ON u.workflow_id = 'complaint-' || e.case_id
                            WHERE e.stolen_sum_id = s.id AND u.read_at IS NULL)`,
  parameters: [asOf],
});

/**
 * SQL of the parts of confirmed claims that their institution left open: it neither holds nor explains
 * them (`unexplainedSatang`), with how much of them the sum has free.
 */
const LEFT_OPEN = `
  SELECT l.id, h.id AS hold_id, f.id AS case_id,
         least(h.requested_satang - h.let_go_satang - h.seized_satang
                 - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id AND o.parent_hold_id = h.id),
               CASE WHEN l.hop = 0 THEN least(l.attributed_satang, coalesce(d.debited_satang, l.attributed_satang)) ELSE l.attributed_satang END
                 - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id)
                 - (SELECT coalesce(sum(x.let_go_satang + x.seized_satang + CASE WHEN x.state = 'seized' THEN x.held_satang ELSE 0 END), 0)
                      FROM hold x WHERE x.trail_link_id = l.id)
                 - (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.trail_link_id = l.id),
               h.reserved_satang + least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) - s.reserved_satang - s.suspended_satang)
           - h.reserved_satang AS open_satang
    FROM trail_link l JOIN stolen_sum s ON s.id = l.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
    JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
    JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL
    JOIN case_file f ON f.id = c.case_id AND f.holder_reports AND f.withdrawn_at IS NULL
    JOIN LATERAL (SELECT n.* FROM hold n WHERE n.trail_link_id = l.id ORDER BY n.ordered_at DESC, n.id DESC LIMIT 1) h
      ON h.state IN ('no_funds', 'held', 'partly_held') AND (SELECT k.case_type FROM case_file k WHERE k.id = h.case_id) = f.case_type
   WHERE NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: 'now()' })}`;

const RULES: readonly SqlRule[] = [
  {
    why: 'a part of a confirmed claim is neither held nor explained, other holds at the account keep less than that or let money go since, and nobody is asked',
    sql: `WITH open AS MATERIALIZED (${LEFT_OPEN})
          SELECT DISTINCT open.id FROM open JOIN hold h ON h.id = open.hold_id JOIN case_file f ON f.id = open.case_id
           WHERE open.open_satang >= coalesce((SELECT (r.body->'parameters'->>'minAtAccountSatang')::bigint FROM rule_row r
                                                WHERE r.rulebook = f.rulebook AND r.rule_id = 'P-SMALL' ORDER BY r.effective_from DESC LIMIT 1), 1)
             AND (${othersKeepSql('h')} < open.open_satang OR ${isFreedSinceSql('h')})
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = h.id AND ${IS_ABOUT_MONEY})
             AND NOT EXISTS (SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || f.id AND u.read_at IS NULL)`,
  },
  {
    why: 'a complaint was answered with neither a hold nor a reason for each of its transfers',
    sql: `SELECT c.id FROM complaint c JOIN idempotency i ON i.route = 'POST /v1/complaints' AND i.response->>'id' = c.id
           WHERE (i.response->>'holdsOrdered')::int < jsonb_array_length(c.body->'transfers')
             AND jsonb_array_length(i.response->'notOrderedBecause') = 0`,
  },
  {
    why: 'a claim beside which others say something else of the reference is not marked as contested',
    sql: `WITH ${CLAIMS} SELECT a.id FROM claims a
           WHERE NOT a.contested AND EXISTS (SELECT 1 FROM claims b
              WHERE (b.from_institution, b.reference) = (a.from_institution, a.reference) AND b.id <> a.id)`,
  },
  {
    why: 'holds of one reference take up more at its receiver than the largest claim names',
    sql: `WITH ${CLAIMS} SELECT min(id) AS id FROM claims WHERE to_account_no IS NOT NULL
           GROUP BY from_institution, reference, to_institution, to_account_no
          HAVING count(*) > 1 AND sum(reserved_satang) > max(amount_satang)`,
  },
  {
    why: "a confirmed claim has no hold, because what another's report gave was released",
    sql: `WITH ${CLAIMS} SELECT a.id FROM claims a JOIN debit_confirmation d ON d.transfer_id = a.id AND d.state = 'confirmed'
            JOIN claim c ON c.stolen_sum_id = a.sum_id AND c.reported AND c.ended_at IS NULL
            JOIN case_file f ON f.id = c.case_id AND f.holder_reports
           WHERE NOT EXISTS (SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || f.id AND u.read_at IS NULL)
             AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 'a', at: 'now()' })}
             AND EXISTS (SELECT 1 FROM claims b JOIN hold h ON h.stolen_sum_id = b.sum_id AND h.hop = 0
                           JOIN release_order r ON r.hold_id = h.id AND NOT r.again
                          WHERE ${SAME_RECEIVER} AND b.id <> a.id AND r.reason IN ('WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED')
                            AND r.ordered_at > f.opened_at AND h.state = 'released')
             AND NOT EXISTS (SELECT 1 FROM claims b JOIN hold h ON h.stolen_sum_id = b.sum_id
                           LEFT JOIN release_order r ON r.hold_id = h.id AND NOT r.again
                          WHERE ${SAME_RECEIVER} AND coalesce(r.reason, '') NOT IN ('WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED'))`,
  },
];

/**
 * I24: no report, true or false, ended or open, keeps another's report of the same money from being
 * taken or held, at every account where the money is known to stand; where nothing is ordered, a
 * reason stands.
 */
export const noSpoiledReport: Check = {
  id: 'I24',
  title: "no report was left without a hold or a reason because of another's report",
  run: ({ manager, asOf }) => applySqlRules(manager, 'SELECT count(*) FROM claim', [...RULES, heldAnew(asOf)]),
};
