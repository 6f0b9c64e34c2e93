import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../domain/rulebook/build.js';
import { toStoredRule } from '../rulebook/stored-rule.js';
import { insertRules } from './add-later-rules.js';

/**
 * Seeds the rulebooks. A later change of law is a later migration that adds rows; none is ever
 * edited.
 */
export class SeedRulebooks2 implements MigrationInterface {
  readonly name = 'SeedRulebooks1764000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    const rows = RULEBOOK_NAMES.flatMap((name) => buildRulebook(name)).map(toStoredRule);
    await insertRules(queryRunner, rows);
  }

  /** Always throws: the rows are append-only, and findings and orders refer to them. */
  down(): Promise<void> {
    throw new Error('rulebook rows are append-only and are never taken back');
  }
}
