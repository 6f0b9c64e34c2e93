import {
  appendFileSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { type Home, projectDir } from '../../../tools/embedded/begin/home.js';
import { databaseUser, giveTo } from '../../../tools/embedded/postgres/os-user.js';
import { errorCode } from '../../../tools/embedded/refusal.js';
import { startPostgres } from '../../../tools/embedded/server/postgres.js';
import { until } from './until.js';

/** The command of docker-compose.yml that archives the WAL, below another folder than `/backup`. */
function archiveCommand(walDir: string): string {
  const compose = readFileSync(path.join(projectDir(), 'docker-compose.yml'), 'utf8');
  const command = /'archive_command=([^']+)'/.exec(compose)?.[1];
  if (command === undefined) throw new Error('docker-compose.yml archives no WAL');
  return command.replaceAll('/backup/wal', walDir);
}

/**
 * A physical backup of an embedded PostgreSQL with an archive of the WAL after it. The package of the
 * embedded server has no `pg_basebackup`, so the base backup is made by the server's own functions.
 */
export class DatabaseBackup {
  private readonly baseDir: string;
  private readonly walDir: string;

  /**
   * @param home of a system that has not been started yet
   * @param dir an empty folder outside the home
   */
  constructor(
    private readonly home: Home,
    dir: string,
  ) {
    this.baseDir = path.join(dir, 'base');
    this.walDir = path.join(dir, 'wal');
    mkdirSync(this.walDir);
    const user = databaseUser();
    if (user !== undefined) giveTo(user, this.walDir);
  }

  /** Creates the database, and lets it archive its WAL from its next start on. */
  async archiveWal(): Promise<void> {
    await this.whileItRuns(async (client) => {
      await client.query('ALTER SYSTEM SET archive_mode = on');
      await client.query(`ALTER SYSTEM SET archive_command = ${client.escapeLiteral(archiveCommand(this.walDir))}`);
    });
  }

  /** Copies the running database. */
  async take(superuserUrl: string): Promise<void> {
    const client = await connected(superuserUrl);
    try {
      await client.query(`SELECT pg_backup_start('drill', true)`);
      copyData(this.home.pgDir, this.baseDir);
      const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()');
      writeFileSync(path.join(this.baseDir, 'backup_label'), rows[0]?.labelfile ?? '');
    } finally {
      await client.end();
    }
  }

  /** Resolves when the archive has all WAL until now. */
  async untilArchived(superuserUrl: string): Promise<void> {
    const client = await connected(superuserUrl);
    try {
      const { rows } = await client.query<{ segment: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS segment');
      const file = path.join(this.walDir, rows[0]?.segment ?? '');
      await until('the WAL is archived', 30, async () => (existsSync(file) ? true : undefined));
    } finally {
      await client.end();
    }
  }

  /** Puts the database as it was at an instant into the place of the lost one, and leaves it stopped. */
  async restore(instant: Date): Promise<void> {
    const { pgDir } = this.home;
    rmSync(pgDir, { recursive: true, force: true });
    copyData(this.baseDir, pgDir);
    mkdirSync(path.join(pgDir, 'pg_wal'), { mode: 0o700 });
    const recovery = {
      restore_command: `cp ${this.walDir}/%f %p`,
      recovery_target_time: instant.toISOString().replace('T', ' ').replace('Z', '+00'),
      recovery_target_action: 'promote',
      hot_standby: 'off', // nobody reads a database that is not restored yet
    };
    const lines = Object.entries(recovery).map(([name, value]) => `${name} = '${value}'\n`);
    appendFileSync(path.join(pgDir, 'postgresql.auto.conf'), lines.join(''));
    writeFileSync(path.join(pgDir, 'recovery.signal'), '');
    const user = databaseUser();
    if (user !== undefined) giveTo(user, pgDir);
    await this.whileItRuns(() => Promise.resolve()); // it recovers as it starts
  }

  /** Starts the database alone, and stops it when the work is done. */
  private async whileItRuns(work: (client: Client) => Promise<void>): Promise<void> {
    const { pgDir, pgBinariesDir } = this.home;
    const postgres = await startPostgres({ dataDir: pgDir, binariesDir: pgBinariesDir, fsync: false });
    try {
      const client = await connected(postgres.url);
      await work(client).finally(() => client.end());
    } finally {
      await postgres.stop();
    }
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Copies a data folder without its WAL; a file that vanishes meanwhile is not needed. */
function copyData(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from)) {
    if (['pg_wal', 'postmaster.pid', 'postmaster.opts'].includes(name)) continue;
    const source = path.join(from, name);
    try {
      if (lstatSync(source).isDirectory()) copyData(source, path.join(to, name));
      else copyFileSync(source, path.join(to, name));
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
}
