import {
  isFreedSinceSql,
  isHeldAfterAllSql,
  othersKeepSql,
} from '../../../../src/application/case/money/beside-hold-sql.js';
import { BY_PERSON } from '../../../../src/domain/hold/order/held-for-victim.js';
import { ANSWERED_NOTHING_STATES, LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import { IS_ABOUT_MONEY } from '../../break-about-money.js';
import type { Check } from '../../check.js';
import { silentMsSql } from '../../../../src/application/break/silent-ms-sql.js';
import { IS_SMALL_CLAIM } from '../../small-claim.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';
import { HOLDER_STANDING, SECTION_7_CLOCK, TOLD_TO_CENTRE_AT } from '../time/section7-clock.js';

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

/** How long after the end of the time for the answer to a release another order may follow. */
const FOLLOWS_WITHIN_MS = 120_000;

/**
 * SQL condition: another power than section 7 held the hold `newest` of the part `l`, and ended by its own rule or by
 * who examines a suspicion; and no person let the money of the part go, or what section 7 gave of it.
 */
const OTHER_POWER_IS_OVER = `(newest.kind <> 'section7'
     AND (newest.state_reason IN ('EXPIRED', 'REQUEST_NOT_CONFIRMED', 'SUSPICION_UNFOUNDED', 'SUSPICION_LIFTED')
       OR newest.kind = 'section6' AND newest.state_reason IN ('OFFICER_RELEASE', 'UNRELATED', 'APPEAL_UPHELD'))
     AND NOT EXISTS (SELECT 1 FROM hold x JOIN release_order r ON r.hold_id = x.id
                      WHERE x.trail_link_id = l.id AND r.reason IN (${sqlList(BY_PERSON)})
                        AND (x.kind <> 'section6' OR r.reason = 'COURT_VOIDED' OR r.ordered_role = 'inquiry_officer'))
     AND NOT EXISTS (SELECT 1 FROM hold x JOIN appeal a ON a.hold_id = x.id LEFT JOIN appeal_decision e ON e.appeal_id = a.id AND e.ended_power = 'section7'
                       LEFT JOIN appeal_filing g ON g.appeal_id = a.id AND g.way = 'finding'
                      WHERE x.trail_link_id = l.id AND (e.id IS NOT NULL OR g.id IS NOT NULL)))`;

/**
 * The rule that what time or another one's word let go of a confirmed claim is held anew, whichever power held it,
 * and what an institution let go before its time, once; also where the institution does not answer the release (P-BREAK). `asOf`:
 * section 7 gives no more orders after the seven days (P-EXP) of the first complaint.
 */
const heldAnew = (asOf: Date): SqlRule => ({
  why: 'a part of a confirmed claim stands unheld, although no person let it go and section 7 still gives orders',
  sql: `SELECT DISTINCT l.id FROM trail_link l JOIN stolen_sum s ON s.id = l.stolen_sum_id
          JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
          JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
          JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL
          JOIN case_file f ON f.id = c.case_id AND f.holder_reports AND f.withdrawn_at IS NULL
          JOIN LATERAL (SELECT h.id, h.state, h.state_reason, h.kind, h.section7_from, h.reserved_satang, k.case_type FROM hold h JOIN case_file k ON k.id = h.case_id
                         WHERE h.trail_link_id = l.id ORDER BY h.ordered_at DESC, h.id DESC LIMIT 1) newest ON newest.case_type = f.case_type
         CROSS JOIN LATERAL (SELECT min((p.body->'parameters'->>'statementMs')::bigint) * interval '1 millisecond' AS seven_days
                               FROM rule_row p WHERE p.rule_id = 'P-EXP' AND p.rulebook = f.rulebook) clocks
         WHERE (newest.state = 'released' OR newest.state = 'release_ordered' AND EXISTS (
                 SELECT 1 FROM release_order r WHERE r.hold_id = newest.id AND NOT r.again AND r.acknowledged_at IS NULL
                    AND r.ordered_at < $1::timestamptz - (${silentMsSql('f.rulebook', '$1::timestamptz')} + $2) * interval '1 millisecond'))
           AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: '$1::timestamptz', now: true })}
           AND (newest.kind = 'section7' AND newest.state_reason IN ('WITHDRAWN', 'CORRECTED')
             OR newest.kind = 'section7' AND newest.state_reason = 'LAPSED_EARLY' AND (SELECT count(*) FROM hold x WHERE x.trail_link_id = l.id AND x.state_reason = 'LAPSED_EARLY') = 1
             OR newest.kind = 'section7' AND newest.state_reason = 'DEBIT_NOT_CONFIRMED'
             OR ${OTHER_POWER_IS_OVER})
           AND (SELECT min(least(${TOLD_TO_CENTRE_AT('g', 't')}, g.statement_at)) FROM claim e JOIN case_file g ON g.id = e.case_id
                 WHERE e.stolen_sum_id = s.id AND e.ended_at IS NULL) > $1::timestamptz - clocks.seven_days
           AND t.transferred_at > $1::timestamptz - interval '80 days'
           AND least(${LEFT_THERE}, least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) - s.reserved_satang - s.suspended_satang + newest.reserved_satang) > 0
           AND NOT EXISTS (SELECT 1 FROM outbox u JOIN claim e ON u.workflow_id = 'complaint-' || e.case_id
                            WHERE e.stolen_sum_id = s.id AND u.read_at IS NULL)`,
  parameters: [asOf, FOLLOWS_WITHIN_MS],
});

/**
 * The rule that nobody who does not hold the debited account takes the time of section 7 from who does: the
 * victim whom the institution knows as its holder has his money held in the seven days of his own complaint, also
 * where the time of a hold for somebody else's was over before.
 */
const heldForHolder = (asOf: Date): SqlRule => ({
  why: 'stands unheld in the seven days of who is known to hold the account, because of the complaint of another one',
  sql: `WITH told_by AS (
          SELECT k.stolen_sum_id, c.id, told.number, b.reporter_key AS telephone, least(${TOLD_TO_CENTRE_AT('c', 't')}, c.statement_at) AS told_at, ${HOLDER_STANDING} AS standing
            FROM claim k JOIN stolen_sum s ON s.id = k.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
            JOIN case_file c ON c.id = k.case_id AND c.holder_reports AND c.withdrawn_at IS NULL JOIN complaint b ON b.id = c.id
           CROSS JOIN LATERAL (SELECT coalesce(b.body -> 'victim' ->> 'citizenId', b.body -> 'victim' ->> 'passportNo') AS number) told
           CROSS JOIN LATERAL (SELECT $1::timestamptz AS issued_at) o
           WHERE k.reported AND k.ended_at IS NULL)
        SELECT l.id FROM told_by own JOIN stolen_sum s ON s.id = own.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
          JOIN trail_link l ON l.stolen_sum_id = s.id AND l.parent_link_id IS NULL JOIN case_file f ON f.id = own.id
          JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
          JOIN LATERAL (SELECT h.kind, h.state, h.state_reason, h.ended_at FROM hold h WHERE h.trail_link_id = l.id ORDER BY h.ordered_at DESC, h.id DESC LIMIT 1) newest ON true
         CROSS JOIN LATERAL (SELECT min((p.body->'parameters'->>'statementMs')::bigint) * interval '1 millisecond' AS seven_days
                               FROM rule_row p WHERE p.rule_id = 'P-EXP' AND p.rulebook = f.rulebook) clocks
         WHERE own.standing = 'known' AND own.told_at > $1::timestamptz - clocks.seven_days AND t.transferred_at > $1::timestamptz - interval '80 days'
           AND newest.kind = 'section7' AND newest.state = 'released' AND newest.state_reason IN ('EXPIRED', 'DEBIT_NOT_CONFIRMED') AND newest.ended_at < own.told_at
           AND NOT EXISTS (SELECT FROM told_by other WHERE other.stolen_sum_id = own.stolen_sum_id AND other.id <> own.id AND other.told_at < own.told_at
                 AND (other.standing = 'known' OR coalesce(other.number = own.number, other.telephone = own.telephone)))
           AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: '$1::timestamptz', now: true })}
           AND least(${LEFT_THERE}, least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) - s.reserved_satang - s.suspended_satang) > 0
           AND NOT EXISTS (SELECT 1 FROM outbox u JOIN claim e ON u.workflow_id = 'complaint-' || e.case_id
                            WHERE e.stolen_sum_id = s.id AND u.read_at IS NULL)`,
  parameters: [asOf],
});

/**
 * The rule that a victim of whom nobody knows whether he holds the account does not stand behind the complaint of
 * another one in silence, whether he told it the centre or his bank: the bank is asked for the holder, or a person is
 * called. `asOf`: as above.
 */
const holderInDoubt = (asOf: Date): SqlRule => ({
  why: 'is a report of a confirmed debit behind another one, and nobody asks its institution who holds the account, or calls a person',
  sql: `WITH told_by AS (
          SELECT k.stolen_sum_id, c.id, told.number, b.reporter_key AS telephone, c.told_bank_at, coalesce(c.told_bank_at, ${TOLD_TO_CENTRE_AT('c', 't')}) AS told_at,
                 ${HOLDER_STANDING} AS standing, k.ended_at IS NULL AND c.withdrawn_at IS NULL AS stands
            FROM claim k JOIN stolen_sum s ON s.id = k.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
            JOIN case_file c ON c.id = k.case_id AND c.holder_reports JOIN complaint b ON b.id = c.id
           CROSS JOIN LATERAL (SELECT coalesce(b.body -> 'victim' ->> 'citizenId', b.body -> 'victim' ->> 'passportNo') AS number) told
           CROSS JOIN LATERAL (SELECT $1::timestamptz AS issued_at) o
           WHERE k.reported)
        SELECT own.id FROM told_by own JOIN stolen_sum s ON s.id = own.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
          JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed' JOIN case_file f ON f.id = own.id AND f.closed_at IS NULL
         WHERE own.stands AND own.standing = 'unknown'
           AND NOT EXISTS (SELECT FROM told_by k WHERE k.stolen_sum_id = own.stolen_sum_id AND k.standing = 'known' AND k.stands)
           AND EXISTS (SELECT FROM told_by o WHERE o.stolen_sum_id = own.stolen_sum_id AND o.standing = 'unknown' AND o.stands AND o.told_bank_at IS NULL AND o.told_at < own.told_at
                          AND NOT coalesce(o.number = own.number, o.telephone = own.telephone))
           AND NOT EXISTS (SELECT FROM told_by o WHERE o.stolen_sum_id = own.stolen_sum_id AND o.id <> own.id AND o.told_at < own.told_at
                              AND coalesce(o.number = own.number, o.telephone = own.telephone))
           AND NOT EXISTS (SELECT 1 FROM debit_confirmation q LEFT JOIN transfer qt ON qt.id = coalesce(q.transfer_id, q.holder_of)
                            WHERE q.case_id = own.id AND q.state = 'asked'
                              AND coalesce(qt.from_account_no, f.victim_account_no) = t.from_account_no)
           AND NOT EXISTS (SELECT 1 FROM break_record x WHERE x.case_id = own.id AND x.transfer_id = t.id AND x.kind = 'HOLDER_IN_DOUBT')
           AND NOT EXISTS (SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || own.id AND u.read_at IS NULL)`,
  parameters: [asOf],
});

/**
 * The rule that what a bank's customer told it joins no report that may be another one's and whose time ended before
 * the customer's own would.
 */
const CUSTOMER_BEHIND_ANOTHER: SqlRule = {
  why: 'is what a bank told of its customer, and was joined to the report of one of whom nobody knows whether he holds the account, whose time ends sooner',
  sql: `SELECT DISTINCT m.id FROM inbox_message m JOIN exchange x ON x.message_id = m.id AND x.kind = m.kind AND x.direction = 'in'
          JOIN case_file c ON c.id = x.case_id AND c.told_bank_at IS NULL JOIN complaint b ON b.id = c.id
          JOIN claim k ON k.case_id = c.id AND k.reported JOIN stolen_sum s ON s.id = k.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
         CROSS JOIN LATERAL (SELECT m.received_at AS issued_at) o
         CROSS JOIN LATERAL (SELECT s.id AS stolen_sum_id) h
         CROSS JOIN LATERAL (SELECT coalesce(b.body -> 'victim' ->> 'citizenId', b.body -> 'victim' ->> 'passportNo') AS number) told
         CROSS JOIN LATERAL (SELECT (p.body->'parameters'->>'statementMs')::bigint * interval '1 millisecond' AS complaint, (p.body->>'deadlineMs')::bigint * interval '1 millisecond' AS told
                               FROM rule_row p WHERE p.rule_id = 'P-EXP' AND p.rulebook = c.rulebook AND p.effective_from <= m.received_at
                              ORDER BY p.effective_from DESC LIMIT 1) clocks
         CROSS JOIN LATERAL (${SECTION_7_CLOCK}) section7
         WHERE m.kind = 'customer.notice' AND m.outcome = 'APPLIED'
           AND t.reference IN (SELECT e ->> 'reference' FROM jsonb_array_elements(m.content -> 'transfers') e)
           AND ${HOLDER_STANDING} = 'unknown' AND section7.is_report
           AND least(section7.received_at, section7.statement_at) + clocks.complaint < m.received_at + clocks.told`,
};

/**
 * The rule that money of a confirmed claim which is known to stand at an account is held there, at every hop
 * (VIC-7A), where nothing stops the trail and no person let go of the money on its way. `asOf`: as above.
 */
const heldWhereItStands = (asOf: Date): SqlRule => ({
  why: 'a part of a confirmed claim is known to stand at an account, nothing stops the trail there, section 7 still gives orders, and there is no hold',
  sql: `SELECT DISTINCT l.id FROM trail_link l JOIN transfer here ON here.id = l.transfer_id AND here.to_account_no IS NOT NULL
          JOIN stolen_sum s ON s.id = l.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
          JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
          JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL
          JOIN case_file f ON f.id = c.case_id AND f.holder_reports AND f.automatic_orders AND f.withdrawn_at IS NULL
         CROSS JOIN LATERAL (SELECT min((p.body->'parameters'->>'statementMs')::bigint) * interval '1 millisecond' AS seven_days
                               FROM rule_row p WHERE p.rule_id = 'P-EXP' AND p.rulebook = f.rulebook) clocks
         WHERE l.stop_reason IS NULL AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.trail_link_id = l.id)
           AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: '$1::timestamptz', now: true })}
           AND (SELECT min(least(${TOLD_TO_CENTRE_AT('g', 't')}, g.statement_at)) FROM claim e JOIN case_file g ON g.id = e.case_id
                 WHERE e.stolen_sum_id = s.id AND e.ended_at IS NULL) > $1::timestamptz - clocks.seven_days
           AND t.transferred_at > $1::timestamptz - interval '80 days'
           AND least(${LEFT_THERE} - (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.trail_link_id = l.id),
                     least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) - s.reserved_satang - s.suspended_satang) > 0
           AND NOT EXISTS (SELECT 1 FROM hold x LEFT JOIN release_order r ON r.hold_id = x.id AND r.reason IN (${sqlList(BY_PERSON)})
                            WHERE x.stolen_sum_id = s.id AND (r.id IS NOT NULL OR x.let_go_satang > 0))
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
         least(h.requested_satang - h.let_go_satang - h.seized_satang - CASE WHEN h.state = 'seized' THEN h.held_satang ELSE 0 END
                 - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id AND o.parent_hold_id = h.id),
               CASE WHEN l.hop = 0 THEN least(l.attributed_satang, coalesce(d.debited_satang, l.attributed_satang)) ELSE l.attributed_satang END
                 - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id)
                 - (SELECT coalesce(sum(x.let_go_satang + x.seized_satang + CASE WHEN x.state = 'seized' THEN x.held_satang ELSE 0 END), 0)
                      FROM hold x WHERE x.trail_link_id = l.id)
                 - (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.trail_link_id = l.id),
               CASE WHEN h.state = 'seized' THEN 0 ELSE h.reserved_satang END
                 + least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) - s.reserved_satang - s.suspended_satang)
           - CASE WHEN h.state = 'seized' THEN 0 ELSE h.reserved_satang END AS open_satang
    FROM trail_link l JOIN stolen_sum s ON s.id = l.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
    JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
    JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL
    JOIN case_file f ON f.id = c.case_id AND f.holder_reports AND f.withdrawn_at IS NULL
    JOIN LATERAL (SELECT n.* FROM hold n WHERE n.trail_link_id = l.id ORDER BY n.ordered_at DESC, n.id DESC LIMIT 1) h
      ON h.state IN ('no_funds', 'held', 'partly_held', 'seized') AND (SELECT k.case_type FROM case_file k WHERE k.id = h.case_id) = f.case_type
   WHERE NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: 'now()', now: true })}`;

/** SQL: what other authorities keep of the hold `x`, beside or instead of it. */
const KEPT_OF_HOLD = `(x.seized_satang + CASE WHEN x.state = 'seized' THEN x.held_satang ELSE 0 END)`;

/** SQL: what the claim `b` takes of its debit: what its holds reserve, and what its first one asks for or is gone from there. */
const TAKEN_AT_RECEIVER = `greatest(b.reserved_satang,
         (SELECT coalesce(sum(x.reserved_satang), 0) FROM hold x WHERE x.stolen_sum_id = b.sum_id AND x.hop = 0)
           + (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o JOIN trail_link r ON r.id = o.parent_link_id AND r.parent_link_id IS NULL
               WHERE r.stolen_sum_id = b.sum_id),
         (SELECT coalesce(max(x.requested_satang), 0) FROM hold x WHERE x.stolen_sum_id = b.sum_id AND x.hop = 0
             AND x.state IN (${sqlList(LIVE_HOLD_STATES)})))`;

/** SQL: a person let money of the sum of the claim `b` go, as a whole or in part. */
const LET_GO_OF_SUM = `EXISTS (SELECT 1 FROM hold x LEFT JOIN release_order r ON r.hold_id = x.id AND r.reason IN (${sqlList(BY_PERSON)})
         WHERE x.stolen_sum_id = b.sum_id AND (r.id IS NOT NULL OR x.let_go_satang > 0))`;

/**
 * The rule that a part of a confirmed claim, which was asked for less than it brought for want of room, is asked for
 * the rest when there is room (`unaskedSatang`), by the hold's power and time. What persons named or let go is left
 * out, and orders that nobody has answered.
 */
const askedForRest = (asOf: Date): SqlRule => ({
  why: 'a part of a confirmed claim was asked for less than it brought, although there is room for the rest now, and nobody asks',
  sql: `WITH ${CLAIMS},
          part AS MATERIALIZED (
            SELECT l.id, l.hop, f.id AS case_id, s.id AS sum_id, h.state, h.reserved_satang,
                   least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) AS debited_satang,
                   least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) - s.reserved_satang - s.suspended_satang AS free_satang,
                   h.requested_satang - h.let_go_satang - (SELECT ${KEPT_OF_HOLD} FROM hold x WHERE x.id = h.id)
                     - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id AND o.parent_hold_id = h.id) AS asked_satang,
                   CASE WHEN l.hop = 0 THEN least(l.attributed_satang, coalesce(d.debited_satang, l.attributed_satang)) ELSE l.attributed_satang END
                     - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id)
                     - (SELECT coalesce(sum(x.let_go_satang + ${KEPT_OF_HOLD}), 0) FROM hold x WHERE x.trail_link_id = l.id)
                     - (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.trail_link_id = l.id) AS still_satang
              FROM trail_link l JOIN stolen_sum s ON s.id = l.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
              JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
              JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL
              JOIN case_file f ON f.id = c.case_id AND f.holder_reports AND f.withdrawn_at IS NULL
              JOIN LATERAL (SELECT n.* FROM hold n WHERE n.trail_link_id = l.id ORDER BY n.ordered_at DESC, n.id DESC LIMIT 1) h
                ON (h.state IN ('held', 'partly_held') OR h.state IN ('no_funds', 'seized') AND h.kind = 'section7')
               AND h.expires_at > $1::timestamptz AND (SELECT k.case_type FROM case_file k WHERE k.id = h.case_id) = f.case_type
             WHERE h.requested_satang < l.attributed_satang AND t.transferred_at > $1::timestamptz - interval '80 days'
               AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: '$1::timestamptz', now: true })}
               AND NOT EXISTS (SELECT 1 FROM hold_order q WHERE q.hold_id = h.id AND q.answered_at IS NULL)
               AND NOT EXISTS (SELECT 1 FROM freeze_request a WHERE a.id = h.freeze_request_id AND a.arm_satang IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM hold x JOIN release_order r ON r.hold_id = x.id AND r.reason IN (${sqlList(BY_PERSON)}) WHERE x.trail_link_id = l.id)
               AND NOT EXISTS (SELECT 1 FROM outbox u JOIN claim e ON u.workflow_id = 'complaint-' || e.case_id
                                WHERE e.stolen_sum_id = s.id AND u.read_at IS NULL))
        SELECT DISTINCT part.id FROM part JOIN claims a ON a.sum_id = part.sum_id
         WHERE least(part.still_satang - greatest(part.asked_satang, CASE WHEN part.state = 'seized' THEN 0 ELSE part.reserved_satang END), part.free_satang) > 0
           AND (part.state IN ('held', 'partly_held') OR least(part.asked_satang, part.still_satang) <= 0)
           AND part.debited_satang > (SELECT sum(CASE WHEN part.hop = 0 THEN ${TAKEN_AT_RECEIVER} ELSE b.reserved_satang END)
                                        FROM claims b WHERE b.sum_id = a.sum_id OR ${SAME_RECEIVER})
           AND NOT EXISTS (SELECT 1 FROM claims b WHERE ${SAME_RECEIVER} AND b.sum_id <> a.sum_id AND ${LET_GO_OF_SUM})`,
  parameters: [asOf],
});

/** SQL: what of the part `l` the hold `h` was asked for, and neither holds nor explains nor let go. */
const OPEN_OF_HOLD = `h.requested_satang - h.let_go_satang - h.seized_satang - h.reserved_satang
         - (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id AND o.parent_hold_id = h.id)`;

/**
 * The rule that what section 6 alone holds is asked for again while its institution's time runs, where another hold
 * at the account let money go since.
 */
const restOfNotice = (asOf: Date): SqlRule => ({
  why: 'a part that section 6 alone holds was left open, another hold at its account let money go since, and nobody orders it',
  sql: `SELECT h.id FROM hold h JOIN trail_link l ON l.id = h.trail_link_id JOIN stolen_sum s ON s.id = h.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested
         WHERE h.kind = 'section6' AND h.state IN ('partly_held', ${sqlList(ANSWERED_NOTHING_STATES)})
           AND NOT EXISTS (SELECT 1 FROM hold n WHERE n.trail_link_id = l.id AND (n.ordered_at, n.id) > (h.ordered_at, h.id))
           AND EXISTS (SELECT 1 FROM hold_notice x WHERE x.hold_id = h.id AND x.expires_at > $1::timestamptz)
           AND NOT EXISTS (SELECT 1 FROM suspicion_result x WHERE x.hold_id = h.id)
           AND NOT EXISTS (SELECT 1 FROM hold_order q WHERE q.hold_id = h.id AND q.answered_at IS NULL)
           AND EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = s.id AND c.ended_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id WHERE c.stolen_sum_id = s.id AND f.holder_reports)
           AND least(${OPEN_OF_HOLD}, s.amount_satang - s.reserved_satang - s.suspended_satang) > 0 AND ${isFreedSinceSql('h')}
           AND NOT EXISTS (SELECT 1 FROM outbox u JOIN claim e ON u.workflow_id = 'complaint-' || e.case_id
                            WHERE e.stolen_sum_id = s.id AND u.read_at IS NULL)`,
  parameters: [asOf],
});

/** The rule that what an institution holds after all, by an order that found nothing or was refused, is ordered again, once for each part. */
const heldAfterAll = (asOf: Date): SqlRule => ({
  why: 'its institution says that it holds by it after all, the debit is confirmed, and nothing is ordered again',
  sql: `SELECT DISTINCT h.id FROM hold h JOIN trail_link l ON l.id = h.trail_link_id JOIN stolen_sum s ON s.id = h.stolen_sum_id
          JOIN transfer t ON t.id = s.transfer_id AND NOT t.contested JOIN debit_confirmation d ON d.transfer_id = t.id AND d.state = 'confirmed'
          JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL
          JOIN case_file f ON f.id = c.case_id AND f.holder_reports AND f.withdrawn_at IS NULL
         WHERE ${isHeldAfterAllSql('h')} AND h.kind = 'section7' AND h.expires_at > $1::timestamptz
           AND NOT EXISTS (SELECT 1 FROM hold n WHERE n.trail_link_id = l.id AND n.id <> h.id)
           AND l.attributed_satang > (SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id)
           AND least(s.amount_satang, coalesce(d.debited_satang, s.amount_satang)) > s.reserved_satang + s.suspended_satang
           AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: '$1::timestamptz', now: true })}
           AND NOT EXISTS (SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || f.id AND u.read_at IS NULL)`,
  parameters: [asOf],
});

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
    why: 'a part of the trail carries less than the newest answer of its hold says, and nobody is asked',
    sql: `SELECT l.id FROM trail_link l JOIN transfer t ON t.id = l.transfer_id JOIN hold h ON h.id = l.parent_hold_id
            JOIN LATERAL (SELECT m.content FROM receipt r JOIN inbox_message m ON m.id = r.inbox_message_id
                           WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied ORDER BY r.inbox_message_id DESC LIMIT 1) said ON true
           CROSS JOIN LATERAL jsonb_array_elements(said.content -> 'onward') o
           WHERE o ->> 'transferRef' = t.reference AND least((o ->> 'attributedSatang')::bigint, (o ->> 'amountSatang')::bigint) > l.attributed_satang
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = h.id AND b.kind LIKE 'ATTRIBUTION.%')`,
  },
  {
    why: 'a part of the trail ends as cash or abroad, although an answer of its hold names who got it, and nobody is asked',
    sql: `SELECT DISTINCT l.id FROM trail_link l JOIN transfer t ON t.id = l.transfer_id AND t.off_rail IS NOT NULL
            JOIN receipt r ON r.hold_id = l.parent_hold_id AND r.kind = 'hold' JOIN inbox_message m ON m.id = r.inbox_message_id
           CROSS JOIN LATERAL jsonb_array_elements(m.content -> 'onward') o
           WHERE l.stop_reason = 'off_rails' AND o ->> 'transferRef' = t.reference AND NOT (o -> 'to') ? 'offRail'
             AND (o ->> 'amountSatang')::bigint = t.amount_satang
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = l.parent_hold_id AND b.kind LIKE 'ATTRIBUTION.%')`,
  },
  {
    why: 'asks for the debits since another instant than when its money was last let go there, or names other orders of then',
    sql: `SELECT h.id FROM hold h JOIN hold_order first ON first.hold_id = h.id AND first.sequence = 1
            LEFT JOIN LATERAL (
              SELECT max(least(b.expires_at, r.ordered_at, CASE WHEN lapse.at < b.ordered_at THEN b.ordered_at ELSE lapse.at END)) AS at,
                     array_agg((SELECT o.id FROM hold_order o WHERE o.hold_id = b.id ORDER BY o.sequence DESC LIMIT 1) ORDER BY b.ordered_at, b.id)
                       FILTER (WHERE b.trail_link_id = h.trail_link_id) AS orders
                FROM transfer credit JOIN stolen_sum s ON s.id = h.stolen_sum_id JOIN transfer told ON told.id = s.transfer_id
                JOIN transfer other ON (other.from_institution, other.reference) = (credit.from_institution, credit.reference)
                JOIN hold b ON b.transfer_id = other.id AND (b.institution, b.account_no) = (h.institution, h.account_no)
                JOIN stolen_sum x ON x.id = b.stolen_sum_id JOIN transfer rival ON rival.id = x.transfer_id
                 AND (rival.from_institution, rival.reference) = (told.from_institution, told.reference)
                LEFT JOIN release_order r ON r.hold_id = b.id AND NOT r.again
               CROSS JOIN LATERAL (SELECT min(l.at) AS at FROM receipt l WHERE l.hold_id = b.id AND l.kind = 'lapse' AND l.applied) lapse
               WHERE credit.id = h.transfer_id AND b.id <> h.id AND b.state = 'released' AND b.held_satang > 0 AND b.ended_at <= h.ordered_at
                 AND (b.trail_link_id = h.trail_link_id OR x.id <> s.id AND b.held_satang >= first.requested_satang)) let_go ON true
           WHERE h.debits_since IS DISTINCT FROM let_go.at OR h.debits_named_for IS DISTINCT FROM let_go.orders`,
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
    why: "a confirmed claim has no hold, because what another's report gave was released, or is being released in silence",
    sql: `WITH ${CLAIMS} SELECT a.id FROM claims a JOIN debit_confirmation d ON d.transfer_id = a.id AND d.state = 'confirmed'
            JOIN claim c ON c.stolen_sum_id = a.sum_id AND c.reported AND c.ended_at IS NULL
            JOIN case_file f ON f.id = c.case_id AND f.holder_reports
           WHERE NOT EXISTS (SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || f.id AND u.read_at IS NULL)
             AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 'a', at: 'now()' })}
             AND EXISTS (SELECT 1 FROM claims b JOIN hold h ON h.stolen_sum_id = b.sum_id AND h.hop = 0
                           JOIN release_order r ON r.hold_id = h.id AND NOT r.again
                          WHERE ${SAME_RECEIVER} AND b.id <> a.id AND r.reason IN ('WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED')
                            AND (r.ordered_at > f.opened_at AND h.state = 'released' OR h.state = 'release_ordered' AND r.acknowledged_at IS NULL
                              AND r.ordered_at < now() - (${silentMsSql('f.rulebook', 'now()')} + ${FOLLOWS_WITHIN_MS}) * interval '1 millisecond'))
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
  run: ({ manager, asOf }) =>
    applySqlRules(manager, 'SELECT count(*) FROM claim', [
      ...RULES,
      heldAnew(asOf),
      heldForHolder(asOf),
      holderInDoubt(asOf),
      CUSTOMER_BEHIND_ANOTHER,
      heldWhereItStands(asOf),
      askedForRest(asOf),
      restOfNotice(asOf),
      heldAfterAll(asOf),
    ]),
};
