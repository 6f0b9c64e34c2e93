import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { barrierFor } from '../server/reachable.js';
import { errorCode, errorText, StartRefusal } from '../refusal.js';

/**
 * The files and folders that `npm start` keeps. The folder of tools is not one of them: homes
 * share it.
 */
export interface Home {
  readonly dir: string;
  readonly pgDir: string;
  readonly pgBinariesDir: string;
  readonly temporalDb: string;
  /** The PostgreSQL cluster of a Temporal that keeps its state there. */
  readonly temporalPgDir: string;
  readonly attachmentsDir: string;
  /** What keepers keep of checkpoints outside the database. */
  readonly checkpointsDir: string;
  readonly keysDir: string;
  readonly logDir: string;
  readonly runDir: string;
  readonly lockDir: string;
  readonly portsFile: string;
  readonly directoryFile: string;
  readonly simulatorConfigFile: string;
}

/**
 * Returns the project's folder: the nearest one above this file with the package.json of rangap,
 * also when called from dist/.
 */
export function projectDir(): string {
  for (let dir = __dirname; dir !== path.dirname(dir); dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (existsSync(manifest) && /"name": "rangap"/.test(readFileSync(manifest, 'utf8'))) return dir;
  }
  throw new Error('the project folder (with the package.json of rangap) was not found');
}

/**
 * Returns the folder of the data: RANGAP_HOME if given, else `.rangap` in the project. For root it
 * is /var/lib/rangap/<hash of the clone's path> when the clone lies under a folder like /root
 * (mode 0700): PostgreSQL runs as another user there, who may not enter it. Throws StartRefusal
 * for a RANGAP_HOME that cannot work.
 */
export function resolveHome(wanted: string | undefined, project: string, uid: number | undefined): string {
  const dir = path.resolve(project, wanted ?? '.rangap');
  if (dir.split(path.sep).includes('node_modules')) {
    throw new StartRefusal(`RANGAP_HOME=${dir} lies in node_modules, which npm empties. Choose another folder.`);
  }
  const barrier = uid === 0 ? barrierFor(path.dirname(dir)) : undefined;
  if (!barrier) return dir;
  if (wanted !== undefined) {
    throw new StartRefusal(
      `RANGAP_HOME=${dir} cannot be used by root: PostgreSQL runs as another user, who may not enter ${barrier}. ` +
        'Choose a folder such as /var/lib/rangap/main.',
    );
  }
  return path.join('/var/lib/rangap', createHash('sha256').update(project).digest('hex').slice(0, 12));
}

/** Names the files of a home; reads and writes nothing. */
export function homeLayout(dir: string): Home {
  const at = (...names: string[]): string => path.join(dir, ...names);
  return {
    dir,
    pgDir: at('pg'),
    pgBinariesDir: at('pg-binaries'),
    temporalDb: at('temporal', 'temporal.db'),
    temporalPgDir: at('temporal-pg'), // not in `temporal`, which PostgreSQL's user may not enter
    attachmentsDir: at('attachments'),
    checkpointsDir: at('checkpoints'),
    keysDir: at('keys'),
    logDir: at('log'),
    runDir: at('run'),
    lockDir: at('run', 'lock'),
    portsFile: at('run', 'ports.json'),
    directoryFile: at('directory.json'),
    simulatorConfigFile: at('simulator.json'),
  };
}

/**
 * Creates the folders of a home. PostgreSQL's user may enter the home itself; only this user may
 * enter keys, logs and state. Throws StartRefusal when that fails.
 */
export function openHome(dir: string): Home {
  const home = homeLayout(dir);
  try {
    mkdirSync(home.dir, { recursive: true });
    accessSync(home.dir, constants.R_OK | constants.W_OK | constants.X_OK);
    if (isOwnedByUs(home.dir)) chmodSync(home.dir, 0o755);
    for (const privateDir of [
      home.attachmentsDir,
      home.checkpointsDir,
      home.keysDir,
      home.logDir,
      home.runDir,
      path.dirname(home.temporalDb),
    ]) {
      mkdirSync(privateDir, { recursive: true, mode: 0o700 });
      accessSync(privateDir, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    throw new StartRefusal(`The data folder ${dir} cannot be used: ${faultOf(error)}`);
  }
  return home;
}

function isOwnedByUs(dir: string): boolean {
  return statSync(dir).uid === process.getuid?.();
}

function faultOf(error: unknown): string {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there (did another user start it before?). Give it to this user, or set RANGAP_HOME.';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file is in the way. Move it, or set RANGAP_HOME to another folder.';
    case 'ENOSPC':
      return 'the disk is full. Make room, or set RANGAP_HOME to a folder on another disk.';
    case 'EROFS':
      return 'the disk is read-only. Set RANGAP_HOME to a folder that can be written.';
    default:
      return errorText(error);
  }
}
