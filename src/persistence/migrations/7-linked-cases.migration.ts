import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertMissingRules } from './insert-missing-rules.js';

/** Links between cases, and row P-LINK, which says what links. */
export class LinkCases7 implements MigrationInterface {
  readonly name = 'LinkCases1764000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    await insertMissingRules(queryRunner);
    await queryRunner.query(readFileSync(path.join(__dirname, '0007-linked-cases.sql'), 'utf8'));
  }

  /** Always throws: links are told in audit chains, which cannot forget them. */
  down(): Promise<void> {
    throw new Error('links between cases are append-only and are never taken back');
  }
}
