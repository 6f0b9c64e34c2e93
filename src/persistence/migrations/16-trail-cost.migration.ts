import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets the database count what the holds of a stolen sum reserve, and the accounts that its trail
 * reached, instead of going through all of them at each change.
 */
export class TrailCost16 implements MigrationInterface {
  readonly name = 'TrailCost1764000000016';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0016-trail-cost.sql'), 'utf8'));
  }

  /** Always throws: the books of the ledger are not left unguarded. */
  down(): Promise<void> {
    throw new Error('the record is append-only, and its ledger is not left unguarded');
  }
}
