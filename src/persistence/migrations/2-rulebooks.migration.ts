import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../domain/rulebook/build.js';
import { toStoredRule } from '../stored-rule.js';

/** Seeds the rulebooks. A later change of law is a later migration that adds rows; none is ever edited. */
export class SeedRulebooks2 implements MigrationInterface {
  readonly name = 'SeedRulebooks1764000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    const rows = RULEBOOK_NAMES.flatMap((name) => buildRulebook(name)).map(toStoredRule);
    await queryRunner.query(
      `INSERT INTO rule_row (row_id, rulebook, rule_id, effective_from, effective_to, body)
       SELECT row->>'rowId', row->>'rulebook', row->>'ruleId',
              (row->>'effectiveFrom')::timestamptz, (row->>'effectiveTo')::timestamptz, row
         FROM jsonb_array_elements($1::jsonb) AS row`,
      [JSON.stringify(rows)],
    );
  }

  /** Always throws: the rows are append-only, and findings and orders refer to them. */
  down(): Promise<void> {
    throw new Error('rulebook rows are append-only and are never taken back');
  }
}
