import { LOST_ORDER_CASE } from '../../../../src/domain/statement/lost-order.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** Columns whose amount is always above zero. */
const POSITIVE: readonly (readonly [table: string, column: string])[] = [
  ['transfer', 'amount_satang'],
  ['stolen_sum', 'amount_satang'],
  ['trail_link', 'attributed_satang'],
  ['hold', 'requested_satang'],
  ['hold_order', 'requested_satang'],
];
/** Columns whose amount may be zero: nothing was stolen while no transfer is known well enough. */
const NOT_NEGATIVE: readonly (readonly [table: string, column: string])[] = [
  ['case_file', 'stolen_satang'],
  ['stolen_sum', 'reserved_satang'],
  ['hold', 'held_satang'],
  ['hold', 'reserved_satang'],
  ['hold', 'seized_satang'],
  ['receipt', 'amount_satang'],
];

const columnRule = (table: string, column: string, ok: string, why: string): SqlRule => ({
  why: `${table}.${column} ${why}`,
  sql: `SELECT id FROM ${table} WHERE NOT coalesce(${column} ${ok}, false)`,
});

const RULES: readonly SqlRule[] = [
  ...POSITIVE.map(([table, column]) => columnRule(table, column, '> 0', 'is not a positive amount')),
  ...NOT_NEGATIVE.map(([table, column]) => columnRule(table, column, '>= 0', 'is negative or missing')),
  {
    why: 'reports an amount that is not positive integer satang',
    sql: `SELECT c.id FROM complaint c, jsonb_array_elements(c.body->'transfers') AS t
           WHERE jsonb_typeof(t->'amountSatang') IS DISTINCT FROM 'string' OR t->>'amountSatang' !~ '^[1-9][0-9]*$'`,
  },
  {
    why: 'claims money, and names none as stolen',
    sql: `SELECT f.id FROM case_file f WHERE f.stolen_satang = 0 AND f.case_type <> '${LOST_ORDER_CASE}'
             AND (EXISTS (SELECT 1 FROM claim k WHERE k.case_id = f.id AND k.reported)
               OR NOT EXISTS (SELECT 1 FROM incomplete_transfer i WHERE i.case_id = f.id))`,
  },
  {
    why: 'tells an amount that is not integer satang',
    sql: `SELECT e.chain || '#' || e.sequence AS id FROM audit_event e, jsonb_each(e.payload) AS p (name, value)
           WHERE p.name LIKE '%Satang' AND (jsonb_typeof(p.value) <> 'string' OR p.value #>> '{}' !~ '^(0|[1-9][0-9]*)$')`,
  },
];

const COUNTED = [...POSITIVE, ...NOT_NEGATIVE].map(([table]) => `(SELECT count(*) FROM ${table})`).join(' + ');

/** I4: amounts are positive integer satang; there is no other unit and no other currency. */
export const integerMoney: Check = {
  id: 'I4',
  title: 'amounts are integer satang, positive where something is asked for',
  run: ({ manager }) => applySqlRules(manager, `SELECT ${COUNTED}`, RULES),
};
