import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { OWNER_ROLE, superuserUrl } from '../../support/postgres.js';

/** Copies a database, ends its connections, runs `work` on the copy and drops it. */
export async function onCopy(url: string, work: (db: DataSource) => Promise<void>): Promise<void> {
  const db = await copyOf(url);
  try {
    await work(db);
  } finally {
    await dropCopy(db);
  }
}

/** Copies a database, ending its connections, and connects to the copy as the superuser. */
export async function copyOf(url: string): Promise<DataSource> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const original = new URL(url).pathname.slice(1);
  await asSuperuser(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${original}'`);
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE ${original} OWNER ${OWNER_ROLE}`);
  await asSuperuser(`REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`); // as migrate does; no copy has the rights of its original
  return createDataSource({ url: superuserUrl(name), poolSize: 2, applicationName: 'test' }).initialize();
}

/** Drops a copy. */
export async function dropCopy(db: DataSource): Promise<void> {
  const { url } = db.options as { url: string };
  if (db.isInitialized) await db.destroy();
  await asSuperuser(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
}

/**
 * Changes rows as only a superuser can: without triggers, so that append-only tables and foreign
 * keys do not refuse it.
 */
export async function tamper<T>(db: DataSource, change: (manager: EntityManager) => Promise<T>): Promise<T> {
  return db.transaction(async (manager) => {
    await manager.query('SET LOCAL session_replication_role = replica');
    return change(manager);
  });
}

/** Changes rows as `tamper` does, and rolls back: returns what `change` saw of its own changes. */
export async function tamperedAndUndone<T>(db: DataSource, change: (manager: EntityManager) => Promise<T>): Promise<T> {
  const runner = db.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('SET LOCAL session_replication_role = replica');
    return await change(runner.manager);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
