import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates every table, constraint and trigger of the record from the SQL file beside this one (the
 * build copies it along).
 */
export class CreateRecord1 implements MigrationInterface {
  readonly name = 'CreateRecord1764000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(readFileSync(path.join(__dirname, '0001-record.sql'), 'utf8'));
  }

  /** Always throws: undoing the first migration would destroy evidence. */
  down(): Promise<void> {
    throw new Error(
      'the record holds evidence and is never dropped by a migration; drop the database by hand if you must',
    );
  }
}
