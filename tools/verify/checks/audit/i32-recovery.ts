import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** What was on its way when it was found still ends. */
const ON_ITS_WAY = `interval '10 seconds'`;

/** SQL of each time in which nothing may serve: from the finding to the word of a person. */
const CLOSED = `closed AS (
  SELECT n.at + ${ON_ITS_WAY} AS since, coalesce((SELECT min(r.at) FROM recovery r WHERE r.kind = 'recorded' AND r.number > n.number), 'infinity') AS until
    FROM recovery n WHERE n.kind = 'needed')`;

const RULES: readonly SqlRule[] = [
  ...(
    [
      ['complaint', 'received_at', 'was taken'],
      ['hold_order', 'issued_at', 'was issued'],
      ['release_order', 'ordered_at', 'was ordered'],
      ['decision', 'decided_at', 'was made'],
    ] as const
  ).map(([table, at, was]) => ({
    why: `${was} on a database that might be restored, before a person had put on record to which instant`,
    sql: `WITH ${CLOSED} SELECT DISTINCT t.id FROM ${table} t JOIN closed c ON t.${at} > c.since AND t.${at} < c.until`,
  })),
  {
    why: 'has a number that was left out after a restore: it may have been read out before',
    sql: `SELECT f.id FROM case_file f JOIN recovery r ON substring(f.case_no FROM 8 FOR 7)::integer BETWEEN r.case_no_from AND r.case_no_through`,
  },
];

/** I32: on a database that may be restored nothing is served before a person says to which instant, and no case number comes twice. */
export const recovery: Check = {
  id: 'I32',
  title: 'nothing is served on a database that may be restored before a person puts its instant on record',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM recovery', RULES),
};
