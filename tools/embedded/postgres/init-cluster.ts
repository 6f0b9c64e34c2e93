import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { errorCode, errorText, StartRefusal } from '../refusal.js';
import type { PostgresBinaries } from './binaries.js';
import { giveTo, type OsUser } from './os-user.js';

/** The superuser: makes the roles and the database, and works on neither. */
export const CLUSTER_USER = 'rangap';

/**
 * Makes sure that `dataDir` contains a cluster that this PostgreSQL can run and its user owns;
 * creates one if the folder is missing or empty. Returns the password, which is kept in
 * `passwordFile` (mode 0600). Throws StartRefusal for a broken folder.
 */
export async function ensureCluster(
  dataDir: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  user: OsUser | undefined,
): Promise<string> {
  if (isMissingOrEmpty(dataDir)) await createCluster(dataDir, passwordFile, binaries, user);
  checkVersion(dataDir, binaries.major);
  if (user) giveTo(user, dataDir);
  try {
    return readFileSync(passwordFile, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new StartRefusal(
      `The password of the database in ${dataDir} is lost (${passwordFile} is missing). ` +
        'Restore that file, or move the data folder away to begin anew.',
    );
  }
}

function isMissingOrEmpty(dir: string): boolean {
  try {
    return readdirSync(dir).length === 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw new StartRefusal(
      `The data folder ${dir} cannot be read (${errorCode(error) ?? errorText(error)}). ` +
        'Give it to this user, or set RANGAP_HOME to another folder.',
    );
  }
}

function checkVersion(dataDir: string, major: string): void {
  const versionFile = path.join(dataDir, 'PG_VERSION');
  const found = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined;
  if (found === undefined) {
    throw new StartRefusal(`${dataDir} is not a PostgreSQL data folder. Move it away, or set RANGAP_HOME elsewhere.`);
  }
  if (found !== major) {
    throw new StartRefusal(
      `${dataDir} was written by PostgreSQL ${found} and this is ${major}. Move it away to begin anew, ` +
        'or run your own PostgreSQL on it and set DATABASE_URL.',
    );
  }
}

/**
 * Creates the cluster in a folder beside `dataDir` and renames it when it is complete; an
 * incomplete one is created again.
 */
async function createCluster(
  dataDir: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  user: OsUser | undefined,
): Promise<void> {
  const draft = `${dataDir}.new`;
  const initialPassword = `${draft}-password`;
  const password = randomBytes(24).toString('base64url');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(initialPassword, password, { mode: 0o600 });
  if (user) for (const target of [draft, initialPassword]) giveTo(user, target);
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${CLUSTER_USER}`,
        `--pwfile=${initialPassword}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--no-instructions',
      ],
      { cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...user },
    );
  } catch (error) {
    throw new StartRefusal(`PostgreSQL could not create its data folder ${dataDir}: ${firstErrorLine(error)}`);
  } finally {
    rmSync(initialPassword, { force: true });
  }
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(draft, dataDir);
}

function firstErrorLine(error: unknown): string {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : '';
  const lines = stderr.split('\n');
  return lines.find((line) => /error|fatal|could not/i.test(line)) ?? lines[0] ?? errorText(error);
}
