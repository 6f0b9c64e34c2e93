import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addLaterRules } from './add-later-rules.js';

/**
 * Lets a finding and an appeal name the choices of the centre that they rest on, and an order when
 * the holder heard what it let go; brings rows whose words changed since up to this version.
 */
export class ChoicesCited17 implements MigrationInterface {
  readonly name = 'ChoicesCited1764000000017';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0017-choices-cited.sql'), 'utf8'));
    await addLaterRules(queryRunner);
  }

  /** Always throws: on what a finding rests is evidence. */
  down(): Promise<void> {
    throw new Error('findings are part of an append-only record and keep what they rest on');
  }
}
