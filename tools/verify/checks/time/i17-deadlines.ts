import type { EntityManager } from 'typeorm';
import { orderExpiry, type ExpiryInput } from '../../../../src/domain/hold/order/expiry.js';
import type { HoldKind, NoticeRule } from '../../../../src/domain/hold/hold.js';
import type { Section6Clock } from '../../../../src/domain/hold/end/section6-end.js';
import { loadRulebook } from '../../../../src/persistence/rulebook/load-rulebook.js';
import { applySqlRules } from '../../sql-rules.js';
import { wrongNoticeEnds, wrongRequestClocks, wrongSuspensionEnds } from './i17-clocks.js';
import { SAME_INSTANT_MS } from '../../../../src/domain/notice/check-notice.js';
import { SAME_REFERENCE_AND_RECEIVER } from '../../confirmed-beside.js';
import { URGENT_FROM } from './urgent-from.js';
import { SECTION_7_CLOCK } from './section7-clock.js';
import { checkRows } from '../check-rows.js';

interface Order {
  id: string;
  /** By what it ends: section 6 also where a notice lets an order of another power last longer. */
  kind: HoldKind;
  rulebook: string;
  expiry_rule: string;
  expiry_rule_row_id: string;
  issued_at: Date;
  expires_at: Date;
  section7_from: Date;
  /** From when P-URG is counted, where the urgent time began anew. */
  urgent_from: Date | null;
  /** The notice that an order of section 6 rests on. */
  notice_rule: NoticeRule;
  notified_at: Date | null;
  officer_notified_at: Date;
  notice_until: Date | null;
  /** The clock of section 7 at the issue; null without a complaint that a holder upheld. */
  received_at: Date | null;
  /** False where the victim told his bank alone. */
  is_report: boolean;
  statement_at: Date | null;
  officer_acted: boolean;
  /** When a victim who may be the holder in the place of the one that is counted last reported. */
  doubtful_at: Date | null;
  /** What its request names, or when the first order of the request ends. */
  until_at: Date | null;
  /** The replaced order, if it asked for more: an order for less keeps its expiry. */
  kept_rule_row_id: string | null;
  kept_expires_at: Date | null;
}

const ORDERS = `
  SELECT o.id, CASE WHEN o.power_ends_at IS NULL THEN o.kind ELSE 'section6' END AS kind, f.rulebook, r.rule_id AS expiry_rule, o.expiry_rule_row_id, o.issued_at, o.expires_at, h.section7_from,
         CASE x.kind WHEN 'officer.notice' THEN 'OFF-6B' ELSE 'BANK-6A' END AS notice_rule,
         n.notified_at, x.officer_notified_at, n.expires_at AS notice_until,
         complaint.received_at, complaint.is_report, complaint.statement_at, complaint.officer_acted, complaint.doubtful_at, ${URGENT_FROM} AS urgent_from,
         CASE WHEN o.power_ends_at IS NULL THEN coalesce(q.until_at, first.ends_at) END AS until_at, b.expiry_rule_row_id AS kept_rule_row_id, b.expires_at AS kept_expires_at
    FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN case_file f ON f.id = o.case_id JOIN rule_row r ON r.row_id = o.expiry_rule_row_id
    LEFT JOIN freeze_request q ON q.id = o.freeze_request_id
    LEFT JOIN hold_notice n ON n.hold_id = o.hold_id AND n.notice_id = o.notice_id LEFT JOIN notice x ON x.id = n.notice_id
    CROSS JOIN LATERAL (${SECTION_7_CLOCK}) AS complaint
    LEFT JOIN LATERAL (SELECT coalesce(e.power_ends_at, e.expires_at) AS ends_at FROM hold_order e
       WHERE o.kind IN ('aoc_suspension', 'continue_order') AND e.hold_id = o.hold_id AND e.kind = o.kind AND e.freeze_request_id = o.freeze_request_id
         AND e.sequence < o.sequence ORDER BY e.sequence LIMIT 1) AS first ON true
    LEFT JOIN hold_order b ON b.id = o.replaces_order_id AND b.requested_satang > o.requested_satang
   WHERE o.id > $1 ORDER BY o.id`;

/** Finds questions whose deadline is not the one that the row in force at the asking gives. */
const QUESTIONS = (table: string, ruleId: string, from = 'q.asked_at'): string => `
  SELECT q.id FROM ${table} q JOIN case_file f ON f.id = q.case_id CROSS JOIN LATERAL (
     SELECT r.body FROM rule_row r WHERE r.rulebook = f.rulebook AND r.rule_id = '${ruleId}' AND r.effective_from <= ${from}
        AND (r.effective_to IS NULL OR r.effective_to > ${from}) ORDER BY r.effective_from DESC LIMIT 1) AS row
   WHERE q.deadline_at <> ${from} + (row.body->>'deadlineMs')::bigint * interval '1 millisecond'`;

/**
 * Finds notices whose officer's time (OFF-6C) begins neither when he gave his own notice nor, at
 * the latest, when the centre received it.
 */
const NOTICES = `
  SELECT id FROM notice
   WHERE officer_notified_at <> CASE kind WHEN 'officer.notice' THEN least((body->>'foundAt')::timestamptz, received_at) ELSE received_at END`;

/** Finds suspensions that began before the finding from which their time is counted. */
const SUSPENDED_BEFORE = `
  SELECT id FROM own_suspension WHERE suspended_at < found_at - $1 * interval '1 millisecond'`;

/** Finds suspensions of a transfer that its institution had suspended before, by any claim about it. */
const SUSPENDED_AGAIN = `
  SELECT o.id FROM own_suspension o JOIN transfer own ON own.id = o.transfer_id
   WHERE EXISTS (SELECT 1 FROM own_suspension b JOIN transfer beside ON beside.id = b.transfer_id
                  WHERE b.institution = o.institution AND b.id < o.id AND (beside.id = own.id OR ${SAME_REFERENCE_AND_RECEIVER}))`;

/**
 * Returns what ends at another instant than its rule gives, counted again from the stored start.
 */
export async function wrongDeadlines(manager: EntityManager): Promise<string[]> {
  const why = 'is to be answered at another instant than its rule gives';
  const questions = await applySqlRules(manager, 'SELECT 0', [
    { why, sql: QUESTIONS('evidence_request', 'P-ASK') },
    { why, sql: QUESTIONS('debit_confirmation', 'P-URG', 'coalesce(q.urgent_from, q.asked_at)') },
    { why: "counts the officer's time from another instant than it tells", sql: NOTICES },
    { why: 'began before its finding', sql: SUSPENDED_BEFORE, parameters: [SAME_INSTANT_MS] },
    { why: 'suspends once more what section 6 gave its time for', sql: SUSPENDED_AGAIN },
  ]);
  return [
    ...questions.violations,
    ...(await wrongExpiries(manager)),
    ...(await wrongRequestClocks(manager)),
    ...(await wrongSuspensionEnds(manager)),
    ...(await wrongNoticeEnds(manager)),
  ];
}

async function wrongExpiries(manager: EntityManager): Promise<string[]> {
  return checkRows<Order>(manager, ORDERS, async (order) => {
    const rulebook = await loadRulebook(manager, order.rulebook);
    const { expiresAt, rule } = orderExpiry(inputOf(order), rulebook, order.issued_at);
    const isCounted = isSame(order, rule.rowId, expiresAt);
    if (isCounted || isSame(order, order.kept_rule_row_id, order.kept_expires_at)) return [];
    return [`${order.id}: expires at another instant than ${rule.rowId} gives`];
  });
}

function inputOf(order: Order): ExpiryInput {
  const {
    kind,
    issued_at,
    section7_from,
    notified_at,
    received_at,
    is_report,
    statement_at,
    officer_acted,
    doubtful_at,
  } = order;
  const section6 = notified_at === null ? {} : { section6: clockOf(order, notified_at) };
  return {
    ...section6,
    kind,
    issuedAt: kind === 'section7' ? section7_from : issued_at,
    debitConfirmed: order.expiry_rule === 'P-EXP',
    urgentFrom: order.urgent_from,
    complaint:
      received_at === null
        ? null
        : {
            receivedAt: received_at,
            isReport: is_report,
            statementAt: statement_at,
            officerActed: officer_acted,
            ...(doubtful_at === null ? {} : { doubtfulAt: doubtful_at }),
          },
    until: order.until_at ?? order.notice_until,
  };
}

function clockOf({ notice_rule: rule, officer_notified_at }: Order, notifiedAt: Date): Section6Clock {
  return { rule, notifiedAt, officerNotifiedAt: officer_notified_at };
}

function isSame(order: Order, rowId: string | null, expiresAt: Date | null): boolean {
  return order.expiry_rule_row_id === rowId && order.expires_at.getTime() === expiresAt?.getTime();
}
