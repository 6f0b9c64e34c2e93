import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../src/domain/rulebook/build.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { runMigrations } from '../../src/migrate/migrate-database.js';

/** The role of the product under test. */
export const APPLICATION_ROLE = 'rangap_test_app';
/**
 * The role that owns the databases: it migrates them, and plants what the product may not write.
 */
export const OWNER_ROLE = 'rangap_test_owner';
/** Passwords of a cluster that lives as long as a test run. */
const PASSWORD = 'test';

/** A migrated database of one test file, empty except for the rulebooks. */
export interface FreshDatabase {
  /** Its address for the product, with the application's role. */
  url: string;
  /** As the application's role: what a test gives to the product. */
  application: DataSource;
  /** As the owner: for what a test arranges or looks at, and the product may not do. */
  dataSource: DataSource;
  /** Closes the data sources and drops the database, even with open connections. */
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 1441_0002;
const ROLES_LOCK = 1441_0003;
/**
 * The error when a template is copied while a connection to it is open; closing takes a moment.
 */
const TEMPLATE_IN_USE = '55006';

/**
 * How long a template is copied. The migration's own events are as old as the template, and a
 * keeper tells of what no checkpoint signed within ten minutes.
 */
const TEMPLATE_FOR_MS = 180_000;

/** The templates that tests of this file have asked for, by name. */
const migrated = new Map<string, Promise<string>>();

/** Creates a database from a migrated template, in well under a second. */
export async function freshDatabase(poolSize = 10): Promise<FreshDatabase> {
  return copyOf(await templateOfNow(), poolSize);
}

/** Copies the files of a database as they are now, as a backup that is restored; its connections are closed and opened again. */
export async function backupOf({ url, application, dataSource }: FreshDatabase): Promise<FreshDatabase> {
  await Promise.all([application.destroy(), dataSource.destroy()]);
  const copy = await copyOf(new URL(url).pathname.slice(1), 1);
  await Promise.all([application.initialize(), dataSource.initialize()]);
  return copy;
}

async function copyOf(template: string, poolSize: number): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await copyTemplate(name, template);
  const url = urlOf(name, APPLICATION_ROLE);
  const [application, dataSource] = await Promise.all([
    createDataSource({ url, poolSize, applicationName: 'test' }).initialize(),
    createDataSource({ url: urlOf(name, OWNER_ROLE), poolSize, applicationName: 'test-owner' }).initialize(),
  ]);
  const drop = async (): Promise<void> => {
    for (const open of [application, dataSource]) if (open.isInitialized) await open.destroy();
    await asAdministrator((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  };
  return { url, application, dataSource, drop };
}

/** Creates a database without tables; `url` names its owner, `applicationUrl` the other role. */
export async function emptyDatabase(): Promise<{ url: string; applicationUrl: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(async (client) => {
    await ensureRoles(client);
    await client.query(`CREATE DATABASE ${name} OWNER ${OWNER_ROLE}`);
  });
  const drop = async (): Promise<void> => {
    await asAdministrator((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  };
  return { url: urlOf(name, OWNER_ROLE), applicationUrl: urlOf(name, APPLICATION_ROLE), drop };
}

/** Returns the address of a database for the cluster's superuser. */
export function superuserUrl(database: string): string {
  return urlOf(database);
}

/** Makes the two roles in the cluster, once; other processes wait for it. */
async function ensureRoles(client: Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [ROLES_LOCK]);
  for (const role of [OWNER_ROLE, APPLICATION_ROLE]) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`);
  }
  // Tests plant forgeries past every trigger, as a superuser could.
  await client.query(`GRANT SET ON PARAMETER session_replication_role TO ${OWNER_ROLE}`);
  await client.query('SELECT pg_advisory_unlock($1)', [ROLES_LOCK]);
}

/**
 * Returns the address of a database in the test run's cluster, for a role of the tests or, without
 * one, for the superuser.
 */
function urlOf(database: string, role?: string): string {
  const base = process.env['RANGAP_TEST_DATABASE_URL'];
  if (base === undefined) {
    throw new Error(
      'RANGAP_TEST_DATABASE_URL is not set: run Jest with globalSetup test/support/global-setup.cjs, or name a cluster',
    );
  }
  const url = new URL(base);
  url.pathname = `/${database}`;
  if (role !== undefined) Object.assign(url, { username: role, password: PASSWORD });
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

/** The part of a template's name that says which schema it has. */
let schema: string | undefined;

function templateOfNow(): Promise<string> {
  schema ??= schemaHash();
  const name = `migrated${schema}_${Math.floor(Date.now() / TEMPLATE_FOR_MS)}`;
  const template = migrated.get(name) ?? migratedTemplate(name);
  migrated.set(name, template);
  return template;
}

/** Makes a template once for each cluster and name; other processes wait for it. */
async function migratedTemplate(name: string): Promise<string> {
  await asAdministrator(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    const unfinished = `${name}_${randomBytes(4).toString('hex')}`;
    await ensureRoles(client);
    await client.query(`CREATE DATABASE ${unfinished} OWNER ${OWNER_ROLE}`);
    const url = urlOf(unfinished, OWNER_ROLE);
    const dataSource = createDataSource({ url, poolSize: 2, applicationName: 'template' });
    await dataSource.initialize();
    await runMigrations(dataSource, APPLICATION_ROLE);
    await dataSource.destroy();
    await whenUnused(() => client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`));
  });
  return name;
}

async function copyTemplate(name: string, template: string): Promise<void> {
  await asAdministrator(async (client) => {
    // Copying the files takes a quarter of the time of writing each page into the log.
    await whenUnused(() =>
      client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY OWNER ${OWNER_ROLE}`),
    );
    // As `migrate` does: no copy has the rights of its original.
    await client.query(`REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
  });
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
  const persistence = path.join(__dirname, '../../src/persistence');
  const sql = readdirSync(persistence, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^migrations\/.*\.(sql|ts)$|^entities\/all\.ts$|^grant-rights\.ts$/.test(file))
    .sort()
    .map((file) => readFileSync(path.join(persistence, file), 'utf8'));
  const rulebooks = RULEBOOK_NAMES.map((name) => buildRulebook(name));
  return createHash('sha256').update(JSON.stringify({ sql, rulebooks })).digest('hex').slice(0, 16);
}
