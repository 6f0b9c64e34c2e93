import type { QueryRunner } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../domain/rulebook/build.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import type { StoredRuleRow } from '../entities/rulebook.entities.js';
import { toStoredRule } from '../rulebook/stored-rule.js';

/**
 * Brings the rulebooks of a database that exists up to those of this version, by adding rows only:
 * those it lacks, and, where it has the newest row of a rule in other words, one that begins now,
 * unless two persons chose that row. What was judged before keeps its rows. Does nothing to a
 * database that this version seeded, and nothing when it runs again. Needs the table of migration
 * 8.
 */
export async function addLaterRules(queryRunner: QueryRunner): Promise<void> {
  const [clock] = (await queryRunner.query(`SELECT date_trunc('second', now()) AS now`)) as { now: Date }[];
  if (clock === undefined) throw new Error('the database has no clock');
  const written = RULEBOOK_NAMES.flatMap((name) => buildRulebook(name));
  const stored = await storedRows(queryRunner);
  const changed = await changedByPeople(queryRunner);
  const missing = written.filter((row) => !stored.some(({ rowId }) => rowId === row.rowId)).map(toStoredRule);
  const reworded = written.filter((row) => isNewest(row, written) && isOtherwise(row, stored, changed));
  await insertRules(queryRunner, [
    ...missing,
    ...reworded.map((row) => toStoredRule({ ...row, ...beginning(row, clock.now) })),
  ]);
}

/** Writes rows of a rulebook, as migrations may. */
export async function insertRules(queryRunner: QueryRunner, rows: readonly StoredRuleRow[]): Promise<void> {
  await queryRunner.query(
    `INSERT INTO rule_row (row_id, rulebook, rule_id, effective_from, effective_to, body)
     SELECT row->>'rowId', row->>'rulebook', row->>'ruleId',
            (row->>'effectiveFrom')::timestamptz, (row->>'effectiveTo')::timestamptz, row
       FROM jsonb_array_elements($1::jsonb) AS row`,
    [JSON.stringify(rows)],
  );
}

async function storedRows(queryRunner: QueryRunner): Promise<StoredRuleRow[]> {
  const rows = (await queryRunner.query('SELECT body FROM rule_row ORDER BY effective_from')) as {
    body: StoredRuleRow;
  }[];
  return rows.map(({ body }) => body);
}

/** Rows that two persons approved; what they chose stays until they choose otherwise. */
async function changedByPeople(queryRunner: QueryRunner): Promise<ReadonlySet<string>> {
  const rows = (await queryRunner.query('SELECT row_id FROM rule_change WHERE row_id IS NOT NULL')) as {
    row_id: string;
  }[];
  return new Set(rows.map((row) => row.row_id));
}

function isNewest(row: RuleRow, rows: readonly RuleRow[]): boolean {
  return !rows.some(
    (each) => each.rulebook === row.rulebook && each.ruleId === row.ruleId && each.effectiveFrom > row.effectiveFrom,
  );
}

/**
 * Whether the database's newest row of a rule says something else than the row of this version,
 * which it has under the same name.
 */
function isOtherwise(row: RuleRow, stored: readonly StoredRuleRow[], changed: ReadonlySet<string>): boolean {
  if (!stored.some(({ rowId }) => rowId === row.rowId)) return false;
  const newest = stored.filter(({ rulebook, ruleId }) => rulebook === row.rulebook && ruleId === row.ruleId).at(-1);
  return newest !== undefined && !changed.has(newest.rowId) && saidBy(newest) !== saidBy(toStoredRule(row));
}

/**
 * All that a row says, but when it begins; names in order, because the database keeps them in its
 * own.
 */
function saidBy({ rowId: _, effectiveFrom: __, ...row }: StoredRuleRow): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function beginning({ rulebook, ruleId }: RuleRow, now: Date): Pick<RuleRow, 'rowId' | 'effectiveFrom'> {
  return { rowId: `${rulebook}/${ruleId}/${now.toISOString()}`, effectiveFrom: now };
}
