import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertMissingRules } from './insert-missing-rules.js';

/**
 * Keys trail links and holds by the part of the stolen sum that they are about, so that a merge
 * loses none; adds the rows of P-TRACE that shield.
 */
export class TrailParts3 implements MigrationInterface {
  readonly name = 'TrailParts1764000000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0003-trail-parts.sql'), 'utf8'));
    await insertMissingRules(queryRunner);
  }

  /** Always throws: two parts of one transfer do not fit the key that was there before. */
  down(): Promise<void> {
    throw new Error('the trail is append-only: its parts are never joined again');
  }
}
