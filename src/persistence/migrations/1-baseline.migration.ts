import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addRulebookRows } from './add-rulebook-rows.js';

/**
 * The SQL files of `baseline/` by name, in the order in which they run: a table stands after those
 * that its foreign keys name. Two foreign keys point the other way; the file of the table that
 * they name adds them.
 */
export const BASELINE_FEATURES = [
  'append-only',
  'second-person',
  'party',
  'session',
  'rulebook',
  'sheet',
  'message',
  'complaint',
  'case',
  'handling',
  'draft',
  'ledger',
  'trail',
  'reveal',
  'debit',
  'freeze-request',
  'hold',
  'break',
  'notice',
  'evidence',
  'judgement',
  'appeal',
  'attachment',
  'telling',
  'exchange',
  'outgoing',
  'statement',
  'directive',
  'link',
  'interest',
  'suspect',
  'statistics',
  'advice',
  'outbox',
  'audit',
  'queue',
  'seal',
] as const;

/** Creates the whole schema, a SQL file a feature, and seeds the rulebooks. */
export class Baseline1 implements MigrationInterface {
  readonly name = 'Baseline1764000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const feature of BASELINE_FEATURES) {
      await queryRunner.query(readFileSync(path.join(__dirname, 'baseline', `${feature}.sql`), 'utf8'));
    }
    await addRulebookRows(queryRunner);
  }

  /** Always throws: the tables hold evidence. */
  down(): Promise<void> {
    throw new Error(
      'the database holds append-only evidence and no migration drops it; drop the database by hand if you must',
    );
  }
}
