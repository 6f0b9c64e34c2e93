import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a hold be appealed against in several rounds, one appeal each. */
export class AppealRounds21 implements MigrationInterface {
  readonly name = 'AppealRounds1764000000021';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0021-appeal-rounds.sql'), 'utf8'));
  }

  /** Always throws: what was heard in a later round is evidence. */
  down(): Promise<void> {
    throw new Error('the record is append-only, and an appeal of a later round stays heard');
  }
}
