import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a part of the trail say that no power reaches it by itself. */
export class NoPower20 implements MigrationInterface {
  readonly name = 'NoPower1764000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0020-no-power.sql'), 'utf8'));
  }

  /** Always throws: why the money was not followed is evidence. */
  down(): Promise<void> {
    throw new Error('the record is append-only, and why a trail stopped stays told');
  }
}
