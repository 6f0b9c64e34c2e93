import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addLaterRules } from './add-later-rules.js';

/**
 * Lets two persons have numbers cut off, and list and delist persons and wallets; LIST-42 gives
 * duties from now on.
 */
export class Directives10 implements MigrationInterface {
  readonly name = 'Directives1764000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0010-directives.sql'), 'utf8'));
    await addLaterRules(queryRunner);
  }

  /** Always throws: who listed whom is evidence. */
  down(): Promise<void> {
    throw new Error('directives are part of an append-only record and are never taken back');
  }
}
