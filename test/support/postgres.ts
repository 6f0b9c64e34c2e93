import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../src/domain/rulebook/build.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { runMigrations } from '../../src/migrate/migrate-database.js';

/** A migrated database of one test file, empty except for the rulebooks. */
export interface FreshDatabase {
  url: string;
  dataSource: DataSource;
  /** Closes the data source and drops the database, even with open connections. */
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 1441_0002;
/**
 * The error when a template is copied while a connection to it is open; closing takes a moment.
 */
const TEMPLATE_IN_USE = '55006';

/** Creates a database from a migrated template, in well under a second. */
export async function freshDatabase(poolSize = 10): Promise<FreshDatabase> {
  const template = await migratedTemplate();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await copyTemplate(name, template);
  const url = urlOf(name);
  const dataSource = await createDataSource({ url, poolSize, applicationName: 'test' }).initialize();
  const drop = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await asAdministrator((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  };
  return { url, dataSource, drop };
}

/** Creates a database without tables. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator((client) => client.query(`CREATE DATABASE ${name}`));
  const drop = async (): Promise<void> => {
    await asAdministrator((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  };
  return { url: urlOf(name), drop };
}

/** Returns the address of a database in the test run's cluster. */
function urlOf(database: string): string {
  const base = process.env['RANGAP_TEST_DATABASE_URL'];
  if (base === undefined) {
    throw new Error(
      'RANGAP_TEST_DATABASE_URL is not set: run Jest with globalSetup test/support/global-setup.cjs, or name a cluster',
    );
  }
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdministrator<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the template once for each cluster and schema; other processes wait for it. */
async function migratedTemplate(): Promise<string> {
  const name = `template_${schemaHash()}`;
  await asAdministrator(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    const unfinished = `${name}_${randomBytes(4).toString('hex')}`;
    await client.query(`CREATE DATABASE ${unfinished}`);
    const dataSource = createDataSource({ url: urlOf(unfinished), poolSize: 2, applicationName: 'template' });
    await dataSource.initialize();
    await runMigrations(dataSource);
    await dataSource.destroy();
    await whenUnused(() => client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`));
  });
  return name;
}

async function copyTemplate(name: string, template: string): Promise<void> {
  await asAdministrator((client) => whenUnused(() => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)));
}

async function whenUnused(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const isInUse = error instanceof Error && 'code' in error && error.code === TEMPLATE_IN_USE;
      if (!isInUse || attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function schemaHash(): string {
  const migrations = path.join(__dirname, '../../src/persistence/migrations');
  const sql = readdirSync(migrations, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql') || file.endsWith('.ts'))
    .sort()
    .map((file) => readFileSync(path.join(migrations, file), 'utf8'));
  const rulebooks = RULEBOOK_NAMES.map((name) => buildRulebook(name));
  return createHash('sha256').update(JSON.stringify({ sql, rulebooks })).digest('hex').slice(0, 16);
}
