import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addLaterRules } from './add-later-rules.js';

/**
 * Lets a later credit raise a hold that was partial (P-RESID), once the centre switches that on and
 * an officer approves it.
 */
export class ResidualWatch18 implements MigrationInterface {
  readonly name = 'ResidualWatch1764000000018';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0018-residual-watch.sql'), 'utf8'));
    await addLaterRules(queryRunner);
  }

  /** Always throws: on whose word a hold was raised is evidence. */
  down(): Promise<void> {
    throw new Error('the record is append-only, and what was caught on an approval stays told');
  }
}
