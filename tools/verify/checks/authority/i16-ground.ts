import { TOLD } from '../../../../src/application/debit/read-told.js';
import type { Check } from '../../check.js';
import { CONFIRMED_BESIDE } from '../../confirmed-beside.js';
import { IS_SMALL_CLAIM } from '../../small-claim.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';
import { WAS_CONFIRMED } from '../../was-confirmed.js';

/** Each hold that no person requested, with what it rests on instead. */
const GROUNDS = `
  grounded AS (
    SELECT h.id, h.kind, h.hop, f.holder_reports, r.rule_id AS expiry_rule, CASE WHEN ${CONFIRMED_BESIDE('s.transfer_id')} OR ${WAS_CONFIRMED('s.transfer_id', 'o.issued_at')} THEN 'confirmed' ELSE d.state END AS debit, l.parent_hold_id,
           EXISTS (SELECT 1 FROM noticed_transfer n JOIN notice o ON o.id = n.notice_id
                    WHERE n.transfer_id IN (h.transfer_id, s.transfer_id) AND o.received_at <= h.ordered_at)
           OR EXISTS (SELECT 1 FROM hold_notice n WHERE n.hold_id = h.id) AS noticed,
           EXISTS (SELECT 1 FROM noticed_transfer n WHERE n.transfer_id = h.transfer_id) AS named
      FROM hold h JOIN case_file f ON f.id = h.case_id JOIN stolen_sum s ON s.id = h.stolen_sum_id
      JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1 JOIN rule_row r ON r.row_id = o.expiry_rule_row_id
      LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
      LEFT JOIN trail_link l ON l.id = h.trail_link_id
     WHERE o.freeze_request_id IS NULL)`;

/**
 * Each order of section 7 at a reported receiver, with its debit. `until` is when it stopped
 * counting against the limits of P-LIMIT. The row in force at the order gives the limits.
 */
const UNCONFIRMED = `
  unconfirmed AS (
    SELECT h.id, h.institution, h.account_no, h.ordered_at,
           CASE WHEN d.state IN ('confirmed', 'denied') THEN d.answered_at ELSE 'infinity' END AS until,
           (r.body->'parameters'->>'maxAtAccount')::int AS most, (r.body->'parameters'->>'windowHours')::int * interval '1 hour' AS time
      FROM hold h JOIN case_file f ON f.id = h.case_id LEFT JOIN debit_confirmation d ON d.transfer_id = h.transfer_id
      CROSS JOIN LATERAL (SELECT body FROM rule_row WHERE rulebook = f.rulebook AND rule_id = 'P-LIMIT' AND effective_from <= h.ordered_at
                           ORDER BY effective_from DESC LIMIT 1) r
     WHERE h.kind = 'section7' AND h.hop = 0)`;

/**
 * Each transfer that opened a case because a bank's customer told it, with the caps of P-NOTICE in force
 * then: of one bank, of one debited account and of one receiver.
 */
const TOLD_TO_BANKS = `
  told AS (
    SELECT f.id, f.opened_at, r.p, r.p->>'maxOfCustomers' AS cap, (r.p->>'limitHours')::int * interval '1 hour' AS time, f.opened_by AS bank,
           (f.victim_institution, f.victim_account_no)::text AS debited, (t.to_institution, t.to_account_no)::text AS receiver
      FROM case_file f JOIN claim c ON c.case_id = f.id AND c.reported AND c.claimed_at = f.opened_at
      JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
      CROSS JOIN LATERAL (SELECT body->'parameters' AS p FROM rule_row WHERE rulebook = f.rulebook AND rule_id = 'P-NOTICE' AND effective_from <= f.opened_at
                           ORDER BY effective_from DESC LIMIT 1) r
     WHERE f.told_bank_at IS NOT NULL)`;

/** SQL of how many transfers were told in the time of a cap, up to the case `n`, that share something with it. */
const toldBefore = (what: 'bank' | 'debited' | 'receiver'): string =>
  `(SELECT count(*) FROM told o WHERE o.${what} = n.${what} AND o.opened_at <= n.opened_at AND o.opened_at > n.opened_at - n.time)`;

/**
 * How long an order must have been unconfirmed to count here. Which of two orders of one instant
 * counted the other, their times do not say.
 */
const SETTLED = `interval '10 seconds'`;

const RULES: readonly SqlRule[] = [
  {
    why: 'is what a bank was told by one who speaks for its customer without a document and its number, and counts as the customer’s own word',
    sql: `SELECT f.id FROM case_file f JOIN complaint c ON c.id = f.id
           WHERE f.told_bank_at IS NOT NULL AND f.holder_reports AND c.body ? 'actsFor'
             AND NOT coalesce(c.body -> 'actsFor' ? 'document' AND c.body -> 'actsFor' ? 'documentNo', false)
             AND NOT EXISTS (SELECT FROM complaint_addition a WHERE a.case_id = f.id AND a.kind = 'authority')`,
  },
  {
    why: 'rests on no confirmed debit, no notice and no request, and is not of the urgent class',
    sql: `WITH ${GROUNDS} SELECT id FROM grounded
           WHERE debit IS DISTINCT FROM 'confirmed' AND NOT noticed AND expiry_rule IS DISTINCT FROM 'P-URG'`,
  },
  {
    why: 'was ordered under section 7 though nobody who holds the debited account reported',
    sql: `WITH ${GROUNDS} SELECT id FROM grounded WHERE kind = 'section7' AND hop = 0 AND NOT holder_reports AND NOT noticed`,
  },
  {
    why: 'was ordered while as many orders at its account as the policy allows waited for the confirmation of their debit (P-LIMIT)',
    sql: `WITH ${UNCONFIRMED} SELECT o.id FROM unconfirmed o JOIN unconfirmed other USING (institution, account_no)
           WHERE o.until > o.ordered_at + ${SETTLED} AND other.until > o.ordered_at + ${SETTLED}
             AND other.ordered_at <= o.ordered_at AND other.ordered_at > o.ordered_at + ${SETTLED} - o.time
           GROUP BY o.id, o.most HAVING count(*) > o.most`,
  },
  {
    why: 'was ordered by itself though its case claims less of the account than the policy asks (P-SMALL)',
    sql: `SELECT h.id FROM hold h JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1 JOIN stolen_sum s ON s.id = h.stolen_sum_id
            JOIN transfer t ON t.id = s.transfer_id
           WHERE h.kind = 'section7' AND h.hop = 0 AND o.freeze_request_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM hold_notice n WHERE n.hold_id = h.id)
             AND EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = s.id)
             AND NOT EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id WHERE c.stolen_sum_id = s.id
                              AND NOT ${IS_SMALL_CLAIM({ caseFile: 'f', transfer: 't', at: 'h.ordered_at' })})`,
  },
  {
    why: 'follows money to a further account that no institution spoke of',
    sql: `WITH ${GROUNDS} SELECT g.id FROM grounded g WHERE g.hop > 0 AND NOT g.named AND NOT EXISTS (
            SELECT 1 FROM receipt r WHERE r.hold_id = g.parent_hold_id AND r.kind = 'hold')`,
  },
  {
    why: 'is of section 6 and rests on no notice',
    sql: `SELECT h.id FROM hold h WHERE h.kind = 'section6' AND NOT EXISTS (SELECT 1 FROM hold_notice n WHERE n.hold_id = h.id)`,
  },
  {
    why: 'is continued by an inquiry officer though no victim complained about its money',
    sql: `SELECT DISTINCT h.id FROM hold h JOIN hold_order o ON o.hold_id = h.id
           WHERE o.kind = 'continue_order' AND NOT EXISTS (
             SELECT 1 FROM claim k JOIN case_file c ON c.id = k.case_id
              WHERE k.stolen_sum_id = h.stolen_sum_id AND (c.victim_reports OR c.statement_noted_at <= o.issued_at) AND k.claimed_at <= o.issued_at)`,
  },
  {
    why: 'was ordered without the request that its power needs',
    sql: `SELECT h.id FROM hold h WHERE h.freeze_request_id IS NULL AND h.kind IN ('aoc_suspension', 'break_glass', 'continue_order', 'whole_account')`,
  },
  {
    why: 'is a debit whose confirmation was taken away, though its institution took back no mistaken notice of it',
    sql: `SELECT d.id FROM debit_confirmation d
           WHERE d.reason = 'TAKEN_BACK' AND NOT EXISTS (SELECT 1 FROM inbox_message m JOIN claim c ON c.case_id = m.case_id JOIN stolen_sum s ON s.id = c.stolen_sum_id
                              WHERE m.kind = 'customer.withdrawn' AND m.content->>'because' = 'mistake' AND m.party = d.institution
                                AND s.transfer_id = coalesce(d.transfer_id, (SELECT n.transfer_id FROM debit_confirmation n WHERE n.asks_again = d.id)))`,
  },
  {
    why: 'was found by an institution that did not say that the victim who reports holds the account, and adopted by nobody',
    sql: `SELECT i.id FROM incomplete_transfer i JOIN debit_confirmation d ON d.incomplete_transfer_id = i.id AND d.transfer_id = i.transfer_id
            JOIN case_file f ON f.id = i.case_id
           WHERE i.settled_by = d.institution AND NOT (f.holder_reports AND EXISTS (
             SELECT 1 FROM inbox_message m WHERE m.subject_id = d.id AND m.kind = 'debit.confirmation' AND m.content->>'holder' = 'MATCHES'))
             AND NOT EXISTS (SELECT 1 FROM complaint_addition a JOIN holder_papers p ON p.id = a.body->>'papers' AND p.case_id = i.case_id
                              WHERE a.case_id = i.case_id AND a.kind = 'found' AND a.received_at = i.settled_at AND p.decided_at <= i.settled_at)`,
  },
  {
    why: 'was found and adopted by papers that two persons had not put on record, or had taken back',
    sql: `SELECT a.id FROM complaint_addition a JOIN case_file f ON f.id = a.case_id
           WHERE a.kind = 'found' AND a.body ? 'papers' AND NOT EXISTS (
             SELECT 1 FROM holder_papers p WHERE p.id = a.body->>'papers' AND p.case_id = a.case_id AND p.state = 'confirmed' AND p.finding = 'belongs'
                AND (p.institution, p.account_no) = (f.victim_institution, f.victim_account_no) AND p.decided_at <= a.received_at
                AND NOT EXISTS (SELECT 1 FROM holder_papers b WHERE b.case_id = p.case_id AND b.state = 'confirmed' AND b.finding = 'taken_back'
                                   AND (b.institution, b.account_no) = (p.institution, p.account_no) AND b.decided_at BETWEEN p.decided_at AND a.received_at))`,
  },
  {
    why: 'asks a bank about a debit without a proof of the holder, though no papers were on record',
    sql: `SELECT d.id FROM debit_confirmation d WHERE d.by_papers AND NOT EXISTS (
             SELECT 1 FROM holder_papers p WHERE p.case_id = d.case_id AND p.institution = d.institution AND p.finding = 'belongs'
                AND p.state = 'confirmed' AND p.decided_at <= d.asked_at)`,
  },
  {
    why: 'was adopted though it is not what the victim told, nor near what was told roughly (P-LIMIT)',
    sql: `SELECT i.id FROM incomplete_transfer i JOIN debit_confirmation d ON d.incomplete_transfer_id = i.id AND d.transfer_id = i.transfer_id
            JOIN transfer t ON t.id = i.transfer_id JOIN case_file f ON f.id = i.case_id CROSS JOIN LATERAL (SELECT ${TOLD} AS told) w
           CROSS JOIN LATERAL (SELECT (body->'parameters'->>'aboutPercent')::bigint AS percent FROM rule_row WHERE rulebook = f.rulebook AND rule_id = 'P-LIMIT'
                                AND effective_from <= d.asked_at ORDER BY effective_from DESC LIMIT 1) r
           CROSS JOIN LATERAL (SELECT (told->>'amountSatang')::bigint AS exact, (told->>'aboutAmountSatang')::bigint AS about) a
           CROSS JOIN LATERAL (SELECT coalesce((told->'between'->>'from')::timestamptz, (told->'aboutTime'->>'at')::timestamptz - off.by) AS earliest,
                                      coalesce((told->'between'->>'until')::timestamptz, (told->'aboutTime'->>'at')::timestamptz + off.by) AS latest
                                 FROM (SELECT (told->'aboutTime'->>'withinMinutes')::int * interval '1 minute' AS by) off) s
           WHERE told IS NOT NULL AND (t.transferred_at < s.earliest OR t.transferred_at > s.latest
              OR NOT coalesce(t.amount_satang = a.exact, abs(t.amount_satang - a.about) <= a.about * r.percent / 100, false))`,
  },
  {
    why: 'was opened by what a customer told a bank, beyond a cap of P-NOTICE',
    sql: `WITH ${TOLD_TO_BANKS} SELECT DISTINCT n.id FROM told n WHERE n.cap IS NOT NULL AND (
             ${toldBefore('bank')} > n.cap::int OR ${toldBefore('receiver')} > (n.p->>'maxPerTarget')::int
             OR ${toldBefore('debited')} > (n.p->>'maxPerDebited')::int)`,
  },
  {
    why: 'asks to find more transfers of one account than the policy allows (P-LIMIT)',
    sql: `SELECT d.id FROM debit_confirmation d JOIN case_file f ON f.id = d.case_id
           CROSS JOIN LATERAL (SELECT body->'parameters' AS p FROM rule_row WHERE rulebook = f.rulebook AND rule_id = 'P-LIMIT' AND effective_from <= d.asked_at
                                ORDER BY effective_from DESC LIMIT 1) r
           WHERE d.incomplete_transfer_id IS NOT NULL AND (r.p->>'maxSearches')::int < (
             SELECT count(*) FROM debit_confirmation o JOIN case_file g ON g.id = o.case_id
              WHERE o.incomplete_transfer_id IS NOT NULL AND (g.victim_institution, g.victim_account_no) = (f.victim_institution, f.victim_account_no)
                AND o.asked_at <= d.asked_at AND o.asked_at > d.asked_at - (r.p->>'windowHours')::int * interval '1 hour')`,
  },
];

/**
 * I16: no hold rests on a complaint alone. It needs a confirmed debit, a notice, an approved
 * request, or the urgent class with its short expiry, of which few stand at one account.
 */
export const ground: Check = {
  id: 'I16',
  title: 'every hold has its ground: confirmed debit, notice, request, or the short urgent time',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM hold', RULES),
};
