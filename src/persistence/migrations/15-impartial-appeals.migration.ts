import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets the database refuse an appeal's answer by who asked for, or decided on, another order for
 * the same account, as the code does.
 */
export class ImpartialAppeals15 implements MigrationInterface {
  readonly name = 'ImpartialAppeals1764000000015';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0015-impartial-appeals.sql'), 'utf8'));
  }

  /** Always throws: nobody gets to judge his own act again. */
  down(): Promise<void> {
    throw new Error('the record is append-only, and who may judge an appeal is not widened again');
  }
}
