import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { createDataSource } from '../../../src/persistence/data-source.js';

/** Runs `work` on a copy of a database to which nobody is connected, and drops the copy. */
export async function onCopy(url: string, work: (db: DataSource) => Promise<void>): Promise<void> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  await asAdministrator(url, `CREATE DATABASE ${name} TEMPLATE ${new URL(url).pathname.slice(1)}`);
  const db = createDataSource({ url: copy.href, poolSize: 2, applicationName: 'test' });
  try {
    await db.initialize();
    await work(db);
  } finally {
    if (db.isInitialized) await db.destroy();
    await asAdministrator(url, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

/** Changes rows as only a superuser can: without triggers, so that append-only tables and foreign keys do not object. */
export async function tamper<T>(db: DataSource, change: (manager: EntityManager) => Promise<T>): Promise<T> {
  return db.transaction(async (manager) => {
    await manager.query('SET LOCAL session_replication_role = replica');
    return change(manager);
  });
}

async function asAdministrator(url: string, sql: string): Promise<void> {
  const address = new URL(url);
  address.pathname = '/postgres';
  const client = new Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
