import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** So long a keeper may need to order what is due. */
const WITHIN_MS = 60_000;

/** SQL of the proposals of an act about the lost order `o` that two persons agreed on. */
const BY_TWO = (
  act: string,
): string => `EXISTS (SELECT FROM lost_order_request r WHERE r.lost_order_id = o.id AND r.act = '${act}'
  AND r.state = 'approved' AND r.decided_by <> r.requested_by)`;

const rulesAt = (asOf: Date): readonly SqlRule[] => [
  {
    why: 'is held at its institution by an order that is not on record, and its case is closed',
    sql: `SELECT o.id FROM lost_order o JOIN case_file f ON f.id = o.case_id WHERE o.state <> 'over' AND f.closed_at IS NOT NULL`,
  },
  {
    why: 'is held at its institution by an order that is not on record, and nobody is called to decide',
    sql: `SELECT o.id FROM lost_order o JOIN break_record b ON b.id = o.break_id WHERE o.state = 'found' AND (b.closed_at IS NOT NULL OR b.case_id IS DISTINCT FROM o.case_id)`,
  },
  {
    why: 'is kept by an order that is not on record without two persons, or longer than the longest time of its power from its issue',
    sql: `SELECT o.id FROM lost_order o LEFT JOIN rule_row u ON u.row_id = o.until_rule_row_id
           WHERE o.until_at IS NOT NULL AND NOT coalesce(${BY_TWO('adopt')} AND o.until_at <= o.expires_at
             AND u.rule_id = CASE o.power WHEN 'section6' THEN 'BANK-6A' WHEN 'section7' THEN 'OFF-7D' WHEN 'aoc_suspension' THEN 'P-AOC7' ELSE 'P-CONT' END
             AND o.until_at <= o.issued_at + (u.body ->> 'deadlineMs')::bigint * interval '1 millisecond', false)`,
  },
  {
    why: 'is kept by an order that is not on record past its time, and no release is ordered',
    sql: `SELECT o.id FROM lost_order o WHERE o.state = 'adopted' AND o.until_at < $1::timestamptz - $2 * interval '1 millisecond'
             OR o.state = 'found' AND o.expires_at < $1::timestamptz - $2 * interval '1 millisecond'`,
    parameters: [asOf, WITHIN_MS],
  },
  {
    why: 'is released without the word of two persons, before its time was over',
    sql: `SELECT r.id FROM lost_order_release r JOIN lost_order o ON o.id = r.lost_order_id
           WHERE CASE WHEN r.request_id IS NULL THEN r.ordered_at < least(o.until_at, o.expires_at)
                      ELSE NOT EXISTS (SELECT FROM lost_order_request q WHERE q.id = r.request_id AND q.lost_order_id = o.id AND q.act = 'release'
                                          AND q.state = 'approved' AND q.decided_by <> q.requested_by AND q.decided_at <= r.ordered_at) END`,
  },
  {
    why: 'waits for the answer to its release, and nothing is sent for it',
    sql: `SELECT o.id FROM lost_order o WHERE o.state = 'releasing' AND NOT EXISTS (
             SELECT FROM lost_order_release r JOIN outgoing_message m ON m.id = r.id AND m.acknowledged_at IS NULL
              WHERE r.lost_order_id = o.id AND r.acknowledged_at IS NULL)`,
  },
  {
    why: 'is over by no signed word of its institution',
    sql: `SELECT o.id FROM lost_order o WHERE o.state = 'over'
             AND NOT EXISTS (SELECT FROM inbox_message m JOIN lost_order_release r ON r.id = m.subject_id AND r.lost_order_id = o.id WHERE m.kind = 'lost.released')
             AND NOT EXISTS (SELECT FROM hold_statement s WHERE s.institution = o.institution AND s.answered_at >= o.over_at - interval '10 minutes')`,
  },
];

/**
 * I30: every order by which an institution states that it holds money, and that is not on record, has an open case;
 * two persons release or keep it, and never longer than the law from its issue.
 */
export const lostOrders: Check = {
  id: 'I30',
  title: 'money held by an order that is not on record has a case, and two persons or its time end it',
  run: ({ manager, asOf }) => applySqlRules(manager, 'SELECT count(*) FROM lost_order', rulesAt(asOf)),
};
