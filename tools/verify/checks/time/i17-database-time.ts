import { CLOCK_EVENT, SIGNED_WITHIN_MINUTES } from '../../../../src/persistence/audit/checkpoint.js';
import type { Check } from '../../check.js';
import { eventsInOrder } from '../../events-in-order.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';
import { keeperWords } from './keeper-words.js';
import { wrongDeadlines } from './i17-deadlines.js';

/**
 * Two times may stand in the wrong order by this much: the system's chain is locked only after the
 * clock was read.
 */
const ALMOST_AT_ONCE_MS = 1_000;

/**
 * SQL of the condition that the keeper told (`$2`: the sequences of what it signed) of a clock that
 * went back, by which a time may lie `after` another, or the present: the times are in the wrong order,
 * and everybody knows. `since`: a time that was written while the clock was behind.
 */
const clockToldOf = (after: string, since: string): string => `EXISTS (
  SELECT FROM audit_event k WHERE k.chain = 'system' AND k.type = '${CLOCK_EVENT}' AND k.sequence = ANY ($2) AND ${after} <= (k.payload ->> 'before')::timestamptz
     AND ${since} >= (k.payload ->> 'at')::timestamptz - interval '${SIGNED_WITHIN_MINUTES} minutes')`;

/** Rows that have the same time as their audit event: that of the transaction. */
const TIMED: readonly { table: string; at: string; type: string; key: string }[] = [
  { table: 'complaint', at: 'received_at', type: 'complaint.received', key: 'caseId' },
  { table: 'complaint_addition', at: 'received_at', type: 'addition.received', key: 'additionId' },
  { table: 'withdrawal', at: 'requested_at', type: 'withdrawal.state', key: 'withdrawalId' },
  { table: 'holder_papers', at: 'requested_at', type: 'holder_papers.state', key: 'papersId' },
  { table: 'correction', at: 'requested_at', type: 'correction.state', key: 'correctionId' },
  { table: 'hold_review', at: 'reviewed_at', type: 'hold.reviewed', key: 'reviewId' },
  { table: 'hold', at: 'ordered_at', type: 'hold.state', key: 'holdId' },
  { table: 'hold_order', at: 'issued_at', type: 'hold_order.issued', key: 'orderId' },
  { table: 'release_order', at: 'ordered_at', type: 'release.ordered', key: 'releaseOrderId' },
  { table: 'freeze_request', at: 'requested_at', type: 'freeze_request.state', key: 'requestId' },
  { table: 'decision', at: 'decided_at', type: 'decision.made', key: 'decisionId' },
  { table: 'debit_confirmation', at: 'asked_at', type: 'debit.state', key: 'confirmationId' },
  { table: 'evidence_request', at: 'asked_at', type: 'evidence_request.state', key: 'requestId' },
  { table: 'appeal', at: 'received_at', type: 'appeal.state', key: 'appealId' },
  { table: 'break_record', at: 'opened_at', type: 'break.opened', key: 'breakId' },
  { table: 'break_statement', at: 'said_at', type: 'break.answered', key: 'statementId' },
  { table: 'lost_order', at: 'found_at', type: 'lost_order.found', key: 'lostOrderId' },
  { table: 'lost_order_request', at: 'requested_at', type: 'lost_order_request.state', key: 'requestId' },
  { table: 'lost_order_release', at: 'ordered_at', type: 'lost_order.release_ordered', key: 'releaseId' },
  { table: 'interest', at: 'since', type: 'interest.noted', key: 'interestId' },
];

/** Times with legal effect, which only the database may give. */
const DECIDING: readonly { table: string; at: string }[] = [
  ...TIMED,
  { table: 'inbox_message', at: 'received_at' },
  { table: 'receipt', at: 'received_at' },
  { table: 'notice', at: 'received_at' },
  { table: 'appeal_decision', at: 'decided_at' },
  { table: 'exchange', at: 'at' },
  { table: 'finding', at: 'judged_at' },
];

const rules = (signed: readonly number[]): readonly SqlRule[] => [
  {
    why: 'lies before the event before it',
    sql: `SELECT chain || '#' || sequence AS id FROM (
            SELECT chain, sequence, at, lag(at) OVER (PARTITION BY chain ORDER BY sequence) AS before FROM audit_event) e
           WHERE at < before - $1 * interval '1 millisecond' AND NOT ${clockToldOf('before', 'at')}`,
    parameters: [ALMOST_AT_ONCE_MS, signed],
  },
  {
    why: 'lies in the future',
    sql: `SELECT chain || '#' || sequence AS id FROM audit_event WHERE at > clock_timestamp() + $1 * interval '1 millisecond' AND NOT ${clockToldOf('at', 'clock_timestamp()')}`,
    parameters: [ALMOST_AT_ONCE_MS, signed],
  },
  ...DECIDING.map(({ table, at }) => ({
    why: `${table}.${at} lies in the future`,
    sql: `SELECT id FROM ${table} WHERE ${at} > clock_timestamp() + $1 * interval '1 millisecond' AND NOT ${clockToldOf(at, 'clock_timestamp()')}`,
    parameters: [ALMOST_AT_ONCE_MS, signed],
  })),
  {
    why: 'says of who works on the case another thing than its newest claim',
    sql: `SELECT w.case_id AS id FROM work_claim w LEFT JOIN LATERAL (
            SELECT e.actor, e.at FROM audit_event e WHERE e.chain = w.case_id AND e.type = 'case.claimed' ORDER BY e.sequence DESC LIMIT 1) c ON true
           WHERE (w.person, w.claimed_at) IS DISTINCT FROM (c.actor, c.at)`,
  },
  {
    why: 'names another claim before it than the one on record, or gives it an end that it cannot have',
    sql: `SELECT e.chain || '#' || e.sequence AS id
            FROM audit_event e
            LEFT JOIN LATERAL (SELECT c.sequence, c.actor, c.at FROM audit_event c
                                WHERE c.chain = e.chain AND c.type = 'case.claimed' AND c.sequence < e.sequence ORDER BY c.sequence DESC LIMIT 1) last ON true
            LEFT JOIN LATERAL (SELECT x.at FROM audit_event x
                                WHERE x.chain = e.chain AND x.type = 'case.claim_ended' AND x.sequence BETWEEN last.sequence AND e.sequence LIMIT 1) gone ON true
           CROSS JOIN LATERAL (SELECT (e.payload -> 'before' ->> 'untilAt')::timestamptz AS until_at) before
           WHERE e.type = 'case.claimed'
             AND ((e.payload -> 'before' ->> 'person', (e.payload -> 'before' ->> 'claimedAt')::timestamptz) IS DISTINCT FROM (last.actor, last.at)
                  OR before.until_at < last.at OR before.until_at > e.at OR before.until_at <> gone.at)`,
  },
  ...TIMED.map(({ table, at, type, key }) => ({
    why: `${table}.${at} is not the time of its ${type}`,
    sql: `SELECT r.id FROM ${table} r JOIN (
            SELECT DISTINCT ON (subject) subject, at FROM ${eventsInOrder(type, key)} o ORDER BY subject, place, sequence) e ON e.subject = r.id
           WHERE r.${at} <> e.at`,
  })),
];

/**
 * I17: times with legal effect are the database's: in order, never in the future, the same in a
 * row and in its event. Deadlines are the rule's, counted from their start.
 */
export const databaseTime: Check = {
  id: 'I17',
  title: 'the times that decide are the database’s, and deadlines follow from them by their rule',
  async run({ manager }) {
    const found = await applySqlRules(
      manager,
      'SELECT (SELECT count(*) FROM audit_event) + (SELECT count(*) FROM hold_order)',
      rules((await keeperWords(manager)).signed),
    );
    return { ...found, violations: [...found.violations, ...(await wrongDeadlines(manager))] };
  },
};
