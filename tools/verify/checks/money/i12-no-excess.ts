import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

const RULES: readonly SqlRule[] = [
  {
    why: 'was applied although it confirms more than was asked',
    sql: `SELECT r.id FROM receipt r JOIN hold h ON h.id = r.hold_id
           WHERE r.kind = 'hold' AND r.applied AND r.amount_satang > h.requested_satang`,
  },
  {
    why: 'contradicts the record and opened no break',
    sql: `SELECT r.id FROM receipt r JOIN hold h ON h.id = r.hold_id
           WHERE NOT r.applied AND (r.not_applied_reason IN ('MORE_THAN_REQUESTED', 'INCONSISTENT')
                   OR (r.not_applied_reason = 'RELEASE_ORDERED' AND r.amount_satang > h.requested_satang))
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.inbox_message_id = r.inbox_message_id AND b.hold_id = r.hold_id)`,
  },
];

/** I12: no receipt above the requested amount is applied; it opens a break instead. */
export const noExcess: Check = {
  id: 'I12',
  title: 'no receipt above the request is applied; each one opened a break',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM receipt', RULES),
};
