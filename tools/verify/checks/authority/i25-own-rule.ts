import { OPENED_BY_NOTICE } from '../../../../src/application/case/money/opened-by-notice-sql.js';
import { OWN_SUSPICION } from '../../../../src/application/hold/change/own-suspicion-sql.js';
import { endsOfPowers } from '../../../../src/domain/hold/end/end-of-power.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { ROLE_OF_OFFICE } from '../../../../src/domain/notice/who-may-notify.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** Matches when message `m` is the review of hold `h` by its institution, and took effect. */
const SAID = (result: string): string => `
  m.kind = 'hold.reviewed' AND m.party = h.institution AND m.subject_id = h.id AND m.outcome = 'APPLIED' AND m.content->>'result' = '${result}'`;

/** The powers with the reasons for which a hold of them may end. */
const ENDS = endsOfPowers()
  .map(([kind, reason]) => `('${kind}', '${reason}')`)
  .join(', ');

/** SQL of whether a role may end a power (`kind`, SQL) of the hold `h` of the case `f`, by P-APP at an instant. */
const MAY_END = (role: string, kind: string, at: string): string => `
  CASE ${kind} WHEN 'section6' THEN ${role} IN ('inquiry_officer', 'amlo_officer') OR ${role} = 'institution_user' AND ${OWN_SUSPICION}
    ELSE (SELECT a.body->'parameters'->(${kind} || '.release') @> to_jsonb(${role}) FROM rule_row a
           WHERE a.rulebook = f.rulebook AND a.rule_id = 'P-APP' AND a.effective_from <= ${at}
             AND (a.effective_to IS NULL OR a.effective_to > ${at}) ORDER BY a.effective_from DESC LIMIT 1) END`;

/** SQL of the roles of the officers of which each settles a notice of the office `x.party`. */
const ROLE_OF = `CASE x.party ${Object.entries(ROLE_OF_OFFICE)
  .map(([office, role]) => `WHEN '${office}' THEN '${role}'`)
  .join(' ')} END`;

/** SQL of whether a role settles the notice `x`: of an officer that of its office, else who examines it, or a bank. */
const MAY_SETTLE = (role: string): string =>
  `CASE x.kind WHEN 'officer.notice' THEN ${role} = ${ROLE_OF} ELSE ${role} IN ('inquiry_officer', 'amlo_officer', 'institution_user') END`;

/** SQL of the notices that let the hold `hold` (SQL) stand at an instant (SQL), but for those that an act of that instant ended. */
const STANDING_NOTICES = (hold: string, at: string): string => `
  SELECT 1 FROM hold_notice hn JOIN notice x ON x.id = hn.notice_id
   WHERE hn.hold_id = ${hold} AND hn.expires_at > ${at} AND x.received_at < ${at}
     AND NOT EXISTS (SELECT 1 FROM suspicion_result s WHERE s.hold_id = hn.hold_id AND s.result = 'unfounded' AND s.decided_at BETWEEN x.received_at AND ${at})
     AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision e ON e.appeal_id = a.id
                      WHERE a.hold_id = hn.hold_id AND e.ended_power = 'section6' AND e.decided_at BETWEEN x.received_at AND ${at})`;

/** The orders of persons, which their authority alone ends before their time. */
const OF_PERSONS = `('aoc_suspension', 'continue_order', 'whole_account')`;

const RULES: readonly SqlRule[] = [
  {
    why: 'was released for a reason that ends no hold of its power',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id
           WHERE NOT r.again AND (h.kind, r.reason) NOT IN (${ENDS})`,
  },
  {
    why: 'was released by a person who does not hold its power',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id JOIN case_file f ON f.id = h.case_id
           WHERE NOT r.again AND r.reason IN ('OFFICER_RELEASE', 'UNRELATED', 'COURT_VOIDED', 'APPEAL_UPHELD')
             AND NOT coalesce(${MAY_END('r.ordered_role', 'h.kind', 'r.ordered_at')}, false)`,
  },
  {
    why: 'was released by a person while a suspicion that others examine let its money stay',
    sql: `SELECT r.hold_id AS id FROM release_order r
           WHERE NOT r.again AND r.reason IN ('OFFICER_RELEASE', 'UNRELATED', 'COURT_VOIDED', 'APPEAL_UPHELD')
             AND EXISTS (${STANDING_NOTICES('r.hold_id', 'r.ordered_at')} AND NOT coalesce(${MAY_SETTLE('r.ordered_role')}, false))`,
  },
  {
    why: 'was released because its time was over while a suspicion let its money stay longer',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id
           WHERE NOT r.again AND r.reason = 'EXPIRED' AND h.kind IN ('aoc_suspension', 'continue_order')
             AND h.expires_at <= r.ordered_at AND EXISTS (${STANDING_NOTICES('r.hold_id', 'r.ordered_at')})`,
  },
  {
    why: 'is an order of a complaint or a suspicion in place of an order of a person that still ran, and that its authority did not end',
    sql: `SELECT o.id FROM hold_order o JOIN hold_order b ON b.id = o.replaces_order_id
           WHERE o.kind IN ('section6', 'section7') AND b.kind IN ${OF_PERSONS} AND coalesce(b.power_ends_at, b.expires_at) > o.issued_at
             AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision e ON e.appeal_id = a.id
                              WHERE a.hold_id = o.hold_id AND e.ended_power = b.kind AND e.decided_at = o.issued_at)
             AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_filing g ON g.appeal_id = a.id
                              WHERE a.hold_id = o.hold_id AND g.way = 'finding' AND g.filed_at = o.issued_at)`,
  },
  {
    why: 'was released with a suspicion though the complaint, by which an order of it still ran, stood and nobody ended that',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id
           WHERE NOT r.again AND h.kind = 'section6' AND (r.reason IN ('SUSPICION_UNFOUNDED', 'SUSPICION_LIFTED')
                   OR r.reason = 'APPEAL_UPHELD' AND r.ordered_role IN ('amlo_officer', 'institution_user'))
             AND EXISTS (SELECT 1 FROM hold_order b WHERE b.hold_id = h.id AND b.kind = 'section7' AND b.expires_at > r.ordered_at)
             AND EXISTS (SELECT 1 FROM stolen_sum s LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                          WHERE s.id = h.stolen_sum_id AND d.state IS DISTINCT FROM 'denied')
             AND EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
                          WHERE c.stolen_sum_id = h.stolen_sum_id AND c.claimed_at <= r.ordered_at AND coalesce(least(c.ended_at, f.withdrawn_at) > r.ordered_at, true)
                            AND f.holder_reports AND f.automatic_orders)
             AND NOT EXISTS (SELECT 1 FROM appeal a LEFT JOIN appeal_decision e ON e.appeal_id = a.id AND e.ended_power = 'section7'
                               LEFT JOIN appeal_filing g ON g.appeal_id = a.id AND g.way = 'finding'
                              WHERE a.hold_id = h.id AND (e.id IS NOT NULL OR g.id IS NOT NULL))`,
  },
  {
    why: 'holds again, by section 7, money that was the holder’s own when it went on, as an upheld appeal above found',
    sql: `WITH RECURSIVE below AS (
            SELECT up.trail_link_id AS id, up.id AS up, up.trail_link_id AS root, r.ordered_at FROM hold up JOIN release_order r ON r.hold_id = up.id AND NOT r.again AND r.reason = 'APPEAL_UPHELD'
             WHERE up.kind <> 'section6'
            UNION SELECT l.id, b.up, b.root, b.ordered_at FROM below b JOIN trail_link l ON l.parent_link_id = b.id)
          SELECT DISTINCT h.id FROM below b JOIN hold h ON h.trail_link_id = b.id AND h.trail_link_id <> b.root AND h.ordered_at > b.ordered_at
            JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1 AND o.kind = 'section7' AND o.freeze_request_id IS NULL
           WHERE EXISTS (SELECT 1 FROM hold x WHERE x.trail_link_id = h.trail_link_id AND x.ordered_at <= b.ordered_at)
             AND NOT EXISTS (SELECT 1 FROM hold n WHERE n.trail_link_id = b.root AND n.ordered_at > b.ordered_at AND n.ordered_at <= h.ordered_at)`,
  },
  {
    why: 'goes by section 7 although a finding for the holder ended that there, or a person let the money of its part go before',
    sql: `SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id
           WHERE o.kind = 'section7' AND o.sequence > 1 AND (
             EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision e ON e.appeal_id = a.id
                      WHERE a.hold_id = h.id AND e.ended_power = 'section7' AND e.decided_at <= o.issued_at)
             OR NOT EXISTS (SELECT 1 FROM hold_order b WHERE b.hold_id = h.id AND b.sequence = 1 AND b.kind = 'section7')
               AND EXISTS (SELECT 1 FROM hold e JOIN release_order r ON r.hold_id = e.id AND NOT r.again
                            WHERE e.trail_link_id = h.trail_link_id AND e.ordered_at < h.ordered_at AND e.kind = 'section7'
                              AND r.reason IN ('OFFICER_RELEASE', 'UNRELATED', 'COURT_VOIDED', 'APPEAL_UPHELD')
                              AND NOT EXISTS (SELECT 1 FROM hold n JOIN hold_order f ON f.hold_id = n.id AND f.sequence = 1 AND f.kind = 'section7'
                                               WHERE n.trail_link_id = e.trail_link_id AND n.ordered_at > e.ordered_at)))`,
  },
  {
    why: 'is an answer that ended a power of another authority',
    sql: `SELECT e.id FROM appeal_decision e JOIN appeal p ON p.id = e.appeal_id JOIN hold h ON h.id = p.hold_id JOIN case_file f ON f.id = p.case_id
           WHERE e.ended_power IS NOT NULL AND NOT coalesce(CASE e.ended_power
                   WHEN 'section6' THEN NOT EXISTS (SELECT 1 FROM hold_notice hn JOIN notice x ON x.id = hn.notice_id
                     WHERE hn.hold_id = h.id AND x.received_at < e.decided_at AND hn.expires_at > e.decided_at AND NOT ${MAY_SETTLE('e.role')})
                   ELSE ${MAY_END('e.role', 'e.ended_power', 'e.decided_at')} END, false)`,
  },
  {
    why: 'was released as voided by a court, by no document of the case',
    sql: `SELECT r.hold_id AS id FROM release_order r WHERE r.reason = 'COURT_VOIDED' AND NOT r.again AND NOT EXISTS (
             SELECT 1 FROM attachment a WHERE a.case_id = r.case_id AND a.kind = 'document' AND a.sha256 = r.court_order->>'documentSha256')`,
  },
  {
    why: 'is an answer that let go a part of a hold whose power is another authority’s',
    sql: `SELECT d.id FROM appeal_decision d JOIN appeal p ON p.id = d.appeal_id JOIN hold h ON h.id = p.hold_id JOIN case_file f ON f.id = p.case_id
            CROSS JOIN LATERAL (SELECT o.kind FROM hold_order o WHERE o.hold_id = p.hold_id AND o.issued_at < d.decided_at
                                 ORDER BY o.sequence DESC LIMIT 1) o
           WHERE d.verdict = 'uphold_in_part' AND NOT coalesce(${MAY_END('d.role', 'o.kind', 'd.decided_at')}, false)`,
  },
  {
    why: 'is an answer for another institution than the one that suspends the money by its own suspicion',
    sql: `SELECT d.id FROM appeal_decision d JOIN appeal p ON p.id = d.appeal_id JOIN hold h ON h.id = p.hold_id
           WHERE d.institution IS NOT NULL AND (d.institution <> h.institution OR d.ended_power IS DISTINCT FROM 'section6' AND NOT ${OWN_SUSPICION})`,
  },
  {
    why: 'tells its institution of a review that it does not owe, or since another instant',
    sql: `SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id
           WHERE o.review_owed_since IS NOT NULL
             AND EXISTS (SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND b.rule_id = 'P-WITHDRAW')
             AND NOT EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
                              WHERE c.stolen_sum_id = h.stolen_sum_id AND f.withdrawn_at = o.review_owed_since)`,
  },
  {
    why: 'was released because a complaint was withdrawn or corrected, though it rested on another power than section 7',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id
           WHERE r.reason IN ('WITHDRAWN', 'CORRECTED') AND h.kind <> 'section7'`,
  },
  {
    why: 'was released as withdrawn though a complaint about its money, or what a holder told his bank, stood',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id
           WHERE r.reason = 'WITHDRAWN' AND NOT r.again AND EXISTS (
             SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
              WHERE c.stolen_sum_id = h.stolen_sum_id AND c.claimed_at < r.ordered_at AND c.corrected_by IS NULL
                AND f.holder_reports AND (f.withdrawn_at IS NULL OR f.withdrawn_at > r.ordered_at)
                AND (NOT ${OPENED_BY_NOTICE('f')} OR f.told_bank_at IS NOT NULL AND coalesce(c.ended_at, 'infinity') > r.ordered_at))`,
  },
  {
    why: 'is still held by section 7 though the last complaint about its money was withdrawn',
    sql: `SELECT h.id FROM hold h WHERE h.kind = 'section7' AND h.state IN (${sqlList(LIVE_HOLD_STATES)})
            AND EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
                         WHERE c.stolen_sum_id = h.stolen_sum_id AND c.corrected_by IS NULL AND f.withdrawn_at <= c.ended_at)
            AND NOT EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
                             WHERE c.stolen_sum_id = h.stolen_sum_id AND c.ended_at IS NULL
                                AND (NOT ${OPENED_BY_NOTICE('f')} OR f.told_bank_at IS NOT NULL AND f.holder_reports))`,
  },
  {
    why: 'was reviewed by a person who had a part in the withdrawal, or who asked for its order',
    sql: `SELECT v.id FROM hold_review v CROSS JOIN LATERAL persons_of_review(v.hold_id) p
           WHERE p.person = v.person AND p.at < v.reviewed_at`,
  },
  {
    why: 'was reviewed as by its institution, which said no such thing in a message that took effect',
    sql: `SELECT v.id FROM hold_review v JOIN hold h ON h.id = v.hold_id LEFT JOIN inbox_message m ON m.id = v.inbox_message_id
           WHERE (v.role = 'institution' OR v.inbox_message_id IS NOT NULL) AND NOT coalesce(
             ${SAID('STANDS')} AND v.person = m.party AND v.reason = m.content->>'reason', false)`,
  },
  {
    why: 'was released as lifted by its institution, which said no such thing, or rested on another power',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id
           WHERE r.reason = 'SUSPICION_LIFTED' AND (h.kind <> 'section6' OR NOT EXISTS (
             SELECT 1 FROM inbox_message m WHERE ${SAID('LIFT')} AND m.received_at <= r.ordered_at))`,
  },
];

/**
 * I25: a power ends only by its own rule and its own authority. A withdrawal ends what the last
 * complaint gave, and nothing that rests on a warrant, an officer's or the centre's order or
 * section 6; a person lets go of no more than that person's power, and no hold ends by the end of one power
 * while another one lets the money stay.
 */
export const ownRule: Check = {
  id: 'I25',
  title: 'every power ended by its own rule and its own authority; a withdrawal ended section 7 alone',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM release_order', RULES),
};
