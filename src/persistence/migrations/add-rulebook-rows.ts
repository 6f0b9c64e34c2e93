import type { QueryRunner } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../domain/rulebook/build.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import type { StoredRuleRow } from '../entities/findings/rulebook.entities.js';
import { appendAudit, SYSTEM_CHAIN } from '../audit/append-audit.js';
import { toStoredRule } from '../rulebook/stored-rule.js';

/**
 * Adds the rulebook rows of this version that the database lacks: on a new database all of them.
 * Where the newest row of a rule says something else there, it adds one that begins now, unless
 * two persons chose that row. What it adds stands on the system's audit chain. It changes no row,
 * so that what was judged before keeps its rows; run again, it does nothing.
 */
export async function addRulebookRows(queryRunner: QueryRunner): Promise<void> {
  const [clock] = (await queryRunner.query(`SELECT date_trunc('second', now()) AS now`)) as { now: Date }[];
  if (clock === undefined) throw new Error('the database has no clock');
  const ofThisVersion = RULEBOOK_NAMES.flatMap((name) => buildRulebook(name));
  const stored = await readStoredRows(queryRunner);
  const chosen = await readRowsChosenByPersons(queryRunner);
  const missing = ofThisVersion.filter((row) => !stored.some(({ rowId }) => rowId === row.rowId));
  const reworded = ofThisVersion.filter((row) => isNewest(row, ofThisVersion) && isReworded(row, stored, chosen));
  const startingNow = reworded.map((row) => startingAt(clock.now, row));
  const added = [...missing, ...startingNow];
  if (added.length === 0) return;
  await insertRows(queryRunner, added.map(toStoredRule));
  await appendAudit(queryRunner.manager, SYSTEM_CHAIN, 'system', clock.now, [
    { type: 'rulebook.rows_added', payload: { rowIds: added.map(({ rowId }) => rowId) } },
  ]);
}

async function insertRows(queryRunner: QueryRunner, rows: readonly StoredRuleRow[]): Promise<void> {
  await queryRunner.query(
    `INSERT INTO rule_row (row_id, rulebook, rule_id, effective_from, effective_to, body)
     SELECT row->>'rowId', row->>'rulebook', row->>'ruleId',
            (row->>'effectiveFrom')::timestamptz, (row->>'effectiveTo')::timestamptz, row
       FROM jsonb_array_elements($1::jsonb) AS row`,
    [JSON.stringify(rows)],
  );
}

/** Reads all rows of the database, the earliest first. */
async function readStoredRows(queryRunner: QueryRunner): Promise<StoredRuleRow[]> {
  const rows = (await queryRunner.query('SELECT body FROM rule_row ORDER BY effective_from')) as {
    body: StoredRuleRow;
  }[];
  return rows.map(({ body }) => body);
}

/** Reads the ids of rows that two persons approved: no version replaces what they chose. */
async function readRowsChosenByPersons(queryRunner: QueryRunner): Promise<ReadonlySet<string>> {
  const rows = (await queryRunner.query('SELECT row_id FROM rule_change WHERE row_id IS NOT NULL')) as {
    row_id: string;
  }[];
  return new Set(rows.map((row) => row.row_id));
}

function isNewest(row: RuleRow, rows: readonly RuleRow[]): boolean {
  return !rows.some(
    (other) =>
      other.rulebook === row.rulebook && other.ruleId === row.ruleId && other.effectiveFrom > row.effectiveFrom,
  );
}

/**
 * Returns true if the database has the row by its id, but its newest row of the rule has other
 * words, which no two persons chose.
 */
function isReworded(row: RuleRow, stored: readonly StoredRuleRow[], chosen: ReadonlySet<string>): boolean {
  if (!stored.some(({ rowId }) => rowId === row.rowId)) return false;
  const newest = stored.filter(({ rulebook, ruleId }) => rulebook === row.rulebook && ruleId === row.ruleId).at(-1);
  return newest !== undefined && !chosen.has(newest.rowId) && wordsOf(newest) !== wordsOf(toStoredRule(row));
}

/**
 * Returns everything that a row says, except when it begins. The keys are sorted, because `jsonb`
 * keeps them in an order of its own.
 */
function wordsOf({ rowId: _rowId, effectiveFrom: _effectiveFrom, ...words }: StoredRuleRow): string {
  return JSON.stringify(words, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function startingAt(now: Date, row: RuleRow): RuleRow {
  return { ...row, rowId: `${row.rulebook}/${row.ruleId}/${now.toISOString()}`, effectiveFrom: now };
}
