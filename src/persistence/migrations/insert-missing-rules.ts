import type { QueryRunner } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../domain/rulebook/build.js';
import { toStoredRule } from '../rulebook/stored-rule.js';

/**
 * Adds the rows of the rulebooks that the record does not have yet: those that were written since
 * its last migration. None is ever changed.
 */
export async function insertMissingRules(queryRunner: QueryRunner): Promise<void> {
  const rows = RULEBOOK_NAMES.flatMap((name) => buildRulebook(name)).map(toStoredRule);
  await queryRunner.query(
    `INSERT INTO rule_row (row_id, rulebook, rule_id, effective_from, effective_to, body)
     SELECT row->>'rowId', row->>'rulebook', row->>'ruleId',
            (row->>'effectiveFrom')::timestamptz, (row->>'effectiveTo')::timestamptz, row
       FROM jsonb_array_elements($1::jsonb) AS row
     ON CONFLICT (row_id) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
