import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertMissingRules } from './insert-missing-rules.js';

/** Has the database itself keep the books of the hold ledger, from the SQL file beside this one. */
export class HoldLedger5 implements MigrationInterface {
  readonly name = 'HoldLedger1764000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await insertMissingRules(queryRunner);
    await queryRunner.query(readFileSync(path.join(__dirname, '0005-hold-ledger.sql'), 'utf8'));
  }

  /** Always throws: what officers settled since is evidence. */
  down(): Promise<void> {
    throw new Error('the record is append-only where it counts and is never taken back by a migration');
  }
}
