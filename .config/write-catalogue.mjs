// `npm run catalogue`: writes src/persistence/catalogue/catalogue.json, what `migrate` makes of an empty database, from one that it
// makes for that on a PostgreSQL of its own. It does nothing when none of the sources has changed; `--check` then fails instead of writing.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { projectDir } from './steps.mjs';

const persistence = path.join(projectDir, 'src/persistence');
const file = path.join(persistence, 'catalogue/catalogue.json');
const sources = hashOfSources();
const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

if (before.sources !== sources) {
  if (process.argv.includes('--check')) {
    console.error('src/persistence/catalogue/catalogue.json is out of date: npm run catalogue');
    process.exitCode = 1;
  } else writeFileSync(file, `${JSON.stringify(await catalogue(), null, 2)}\n`);
}

/** Returns the SHA-256 of what decides what `migrate` makes: the migrations, the rights, and how it is read. */
function hashOfSources() {
  const hash = createHash('sha256');
  const names = readdirSync(persistence, { recursive: true, encoding: 'utf8' })
    .filter((name) =>
      /^(migrations|entities)\/.*\.(sql|ts)$|^grant-rights\.ts$|^catalogue\/read-catalogue\.ts$/.test(name),
    )
    .sort();
  for (const name of names) hash.update(`${name}\n`).update(readFileSync(path.join(persistence, name)));
  return hash.digest('hex');
}

async function catalogue() {
  const load = (module) => createRequire(import.meta.url)(path.join(projectDir, 'dist', module));
  const { startPostgres } = load('tools/embedded/server/postgres.js');
  const { createDataSource } = load('src/persistence/data-source.js');
  const { readCatalogue, readBuiltIn } = load('src/persistence/catalogue/read-catalogue.js');
  const { runMigrations } = load('src/migrate/migrate-database.js');
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-catalogue-'));
  chmodSync(dir, 0o755); // the cluster of a root user runs as another
  const postgres = await startPostgres({ dataDir: path.join(dir, 'pg'), fsync: false });
  const db = createDataSource({ url: postgres.roleUrls.owner, poolSize: 2, applicationName: 'rangap-catalogue' });
  try {
    await db.initialize();
    await runMigrations(db, new URL(postgres.roleUrls.application).username);
    return await db.transaction(async (manager) => {
      const { version, sha256 } = await readBuiltIn(manager);
      const objects = Object.entries(await readCatalogue(manager)).sort(([one], [other]) => (one < other ? -1 : 1));
      return { sources, builtIn: { ...before.builtIn, [version]: sha256 }, objects: Object.fromEntries(objects) };
    });
  } finally {
    if (db.isInitialized) await db.destroy();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
