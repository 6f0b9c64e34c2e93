import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addLaterRules } from './add-later-rules.js';

/**
 * Lets two persons change a policy while the system runs, and brings the rulebooks of a database
 * that exists up to the rows of this version.
 */
export class RuleChanges8 implements MigrationInterface {
  readonly name = 'RuleChanges1764000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0008-rule-changes.sql'), 'utf8'));
    await addLaterRules(queryRunner);
  }

  /** Always throws: rows are append-only, and who changed a policy is evidence. */
  down(): Promise<void> {
    throw new Error('rulebook rows are append-only and are never taken back');
  }
}
