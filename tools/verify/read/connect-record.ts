import type { DataSource } from 'typeorm';
import { errorText, StartRefusal } from '../../embedded/refusal.js';
import { createDataSource } from '../../../src/persistence/data-source.js';

/**
 * Connects to a database in order to read it. Throws `StartRefusal` when it cannot be reached or
 * was never migrated.
 */
export async function connectRecord(url: string, applicationName: string): Promise<DataSource> {
  const db = createDataSource({ url, poolSize: 1, applicationName, limits: 'none' });
  try {
    await db.initialize();
  } catch (error) {
    throw new StartRefusal(`the database cannot be read: ${errorText(error)}`);
  }
  const [found]: { is_record: boolean }[] = await db.query(
    `SELECT to_regclass('audit_checkpoint') IS NOT NULL AS is_record`,
  );
  if (found?.is_record) return db;
  await db.destroy();
  throw new StartRefusal('the database holds no record: run npm start or npm run migrate first.');
}
