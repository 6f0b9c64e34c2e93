import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Holds of section 6 with the notices that they rest on, the officer's results, and what
 * institutions' own suspensions take up of a stolen sum.
 */
export class Section6Holds4 implements MigrationInterface {
  readonly name = 'Section6Holds1764000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0004-section-6.sql'), 'utf8'));
  }

  /** Always throws: undoing it would destroy evidence. */
  down(): Promise<void> {
    throw new Error('holds rest on append-only rows, which are evidence and are never taken back');
  }
}
