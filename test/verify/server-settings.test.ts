import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { runMigrations } from '../../src/migrate/migrate-database.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { type RunningPostgres, startPostgres } from '../../tools/embedded/server/postgres.js';
import { guards } from '../../tools/verify/checks/authority/guards.js';

/** A server of its own: what ALTER SYSTEM says counts for every database of a server. */
describe('GUARDS and the settings of the server', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'rangap-settings-'));
  const open = (url: string) => createDataSource({ url, poolSize: 2, applicationName: 'test' }).initialize();
  let postgres: RunningPostgres;
  let superuser: DataSource;
  beforeAll(async () => {
    chmodSync(dir, 0o755); // the cluster of a root user runs as another
    postgres = await startPostgres({ dataDir: path.join(dir, 'pg') });
    const owner = await open(postgres.roleUrls.owner);
    await runMigrations(owner, new URL(postgres.roleUrls.application).username);
    await owner.destroy();
    superuser = await open(postgres.url);
  });
  afterAll(async () => {
    await superuser.destroy();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Returns what GUARDS finds in a session that begins now. */
  async function found(url: string): Promise<string[]> {
    const db = await open(url);
    try {
      return (await db.transaction((manager) => guards.run({ manager, asOf: new Date() }))).violations;
    } finally {
      await db.destroy();
    }
  }

  /** Has the server read its files again; a session that begins later has what it read. */
  async function reload(): Promise<void> {
    const readAt = async () => {
      const [row]: { at: string }[] = await superuser.query('SELECT pg_conf_load_time()::text AS at');
      return row?.at;
    };
    const before = await readAt();
    await superuser.query('SELECT pg_reload_conf()');
    while ((await readAt()) === before);
  }

  /** Returns what is found while a setting is set, which is set back then. */
  async function foundWith(name: string, value: string, url = postgres.roleUrls.application): Promise<string[]> {
    await superuser.query(`ALTER SYSTEM SET ${name} = ${value}`);
    await reload();
    try {
      return await found(url);
    } finally {
      await superuser.query(`ALTER SYSTEM RESET ${name}`);
      await reload();
    }
  }

  it('finds nothing as initdb and migrate leave it', async () => {
    expect(await found(postgres.roleUrls.application)).toEqual([]);
    expect(await found(postgres.url)).toEqual([]);
  });

  it.each([
    ['fsync', 'off'],
    ['full_page_writes', 'off'],
    ['synchronous_commit', 'off'],
    ['synchronous_commit', 'local'],
    ['check_function_bodies', 'off'],
    ['zero_damaged_pages', 'on'],
    ['ignore_checksum_failure', 'on'],
    ['session_replication_role', 'replica'],
    ['lo_compat_privileges', 'on'],
    ['array_nulls', 'off'],
    ['backslash_quote', 'on'],
    ['quote_all_identifiers', 'on'],
    ['datestyle', "'SQL, DMY'"],
  ])('names %s, set to %s by SQL', async (name, value) => {
    expect(await foundWith(name, value)).toContainEqual(
      expect.stringMatching(new RegExp(`^server setting .*${name}`, 'i')),
    );
  });

  // Who may not read all settings learns nothing of these, nor of what the next start will read.
  it.each([
    ['session_preload_libraries', "'refint'"],
    ['shared_preload_libraries', "'pg_stat_statements, refint'"],
    ['dynamic_library_path', "'/tmp'"],
    ['plpgsql.variable_conflict', "'use_column'"],
    ['data_sync_retry', 'on'],
    ['jit_provider', "'refint'"],
  ])('names %s, set to %s by SQL, to who may read all settings', async (name, value) => {
    const named = expect.stringMatching(`^server setting from a file: ${name}: migrate makes no such thing`) as string;
    expect(await foundWith(name, value, postgres.url)).toEqual([named]);
  });

  it.each([
    ['work_mem', "'64MB'"],
    ['log_min_duration_statement', "'1s'"],
    ['archive_timeout', "'60s'"],
    ['max_wal_size', "'4GB'"],
    ['random_page_cost', '1.1'],
    ['checkpoint_timeout', "'15min'"],
    ['timezone', "'Asia/Bangkok'"],
    ['datestyle', "'ISO, DMY'"],
    ['fsync', 'on'],
    ['auto_explain.log_min_duration', "'3s'"],
  ])('takes %s, set to %s, for the operator’s own', async (name, value) => {
    expect(await foundWith(name, value)).toEqual([]);
    expect(await foundWith(name, value, postgres.url)).toEqual([]);
  });
});
