import { ENDED_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

const RULES: readonly SqlRule[] = [
  {
    why: 'is one of several live holds of the same part of stolen money',
    sql: `SELECT max(id) AS id FROM hold WHERE state NOT IN (${sqlList(ENDED_HOLD_STATES)})
           GROUP BY trail_link_id HAVING count(*) > 1`,
  },
  {
    why: 'is kept twice',
    sql: `SELECT max(id) AS id FROM inbox_message GROUP BY party, message_key HAVING count(*) > 1`,
  },
  {
    why: 'has several release orders that end it',
    sql: `SELECT hold_id AS id FROM release_order WHERE NOT again GROUP BY hold_id HAVING count(*) > 1`,
  },
  {
    why: 'had an effect twice',
    sql: `SELECT inbox_message_id AS id FROM receipt WHERE applied GROUP BY inbox_message_id HAVING count(*) > 1`,
  },
];

/** I8: an order or a message has one effect, however often it is sent. */
export const oneEffect: Check = {
  id: 'I8',
  title: 'one live hold per part of a stolen sum, each message once',
  run: ({ manager }) =>
    applySqlRules(manager, 'SELECT (SELECT count(*) FROM hold) + (SELECT count(*) FROM inbox_message)', RULES),
};
