import { EMPTY_HOLD_STATES, ENDED_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/**
 * Each change of a hold with the state before it. A hold's events may stand in the chains of
 * several cases that claim its money; those cases are locked together, so their times give the
 * order.
 */
const CHANGES = `
  changes AS (
    SELECT payload->>'holdId' AS id, payload->>'to' AS "to", payload->>'reason' AS reason,
           lag(payload->>'to') OVER (PARTITION BY payload->>'holdId' ORDER BY at, sequence) AS before
      FROM audit_event WHERE type = 'hold.state')`;

const RULES: readonly SqlRule[] = [
  {
    why: 'left an ended state',
    sql: `WITH ${CHANGES} SELECT DISTINCT id FROM changes
           WHERE before IN (${sqlList(ENDED_HOLD_STATES)}) AND "to" <> before
             AND (before, "to", reason) IS DISTINCT FROM ('seized', 'released', 'AUTHORITY_ENDED')`,
  },
  {
    why: 'was revived after its release was ordered',
    sql: `WITH ${CHANGES} SELECT DISTINCT id FROM changes WHERE before = 'release_ordered' AND "to" NOT IN ('release_ordered', 'released')`,
  },
  {
    why: 'is live although its release was ordered',
    sql: `SELECT h.id FROM hold h JOIN release_order r ON r.hold_id = h.id WHERE h.state NOT IN ('release_ordered', 'released')`,
  },
  {
    why: 'has an end in its state or in its times only',
    sql: `SELECT id FROM hold WHERE (ended_at IS NOT NULL) <> (state IN (${sqlList(ENDED_HOLD_STATES)}))`,
  },
  {
    why: 'reserves money after its end',
    sql: `SELECT id FROM hold WHERE state IN (${sqlList(EMPTY_HOLD_STATES)}) AND reserved_satang <> 0`,
  },
];

/**
 * I7: a release is final: no late, duplicate or reordered message makes a hold live again. What
 * another authority held is released when that is over.
 */
export const releaseDominates: Check = {
  id: 'I7',
  title: 'no hold leaves an ended state, and after a release order comes only the release',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM hold', RULES),
};
