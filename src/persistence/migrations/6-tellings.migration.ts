import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * News to victims and the tellings of it, notices of release to holders, and appeals that were
 * brought together.
 */
export class Tellings6 implements MigrationInterface {
  readonly name = 'Tellings1764000000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0006-tellings.sql'), 'utf8'));
  }

  /** Always throws: who was told what is evidence. */
  down(): Promise<void> {
    throw new Error('what victims were told is append-only evidence and is never dropped by a migration');
  }
}
