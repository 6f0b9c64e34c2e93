import { execFileSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from '../refusal.js';

/** A user of this machine that may own and run a PostgreSQL cluster. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Returns the user for PostgreSQL, which refuses to run as root: `postgres` if the machine has it,
 * else `nobody`. Undefined when this process is not root: PostgreSQL then runs as the same user.
 * Throws StartRefusal when there is neither.
 */
export function databaseUser(): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (user) return user;
  throw new StartRefusal(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". ' +
      'Create one (`useradd --system postgres`), start as a plain user, or set DATABASE_URL.',
  );
}

/** Gives a folder and everything below it to the user. */
export function giveTo(user: OsUser, target: string): void {
  const stat = lstatSync(target);
  if (stat.isSymbolicLink()) return;
  if (stat.uid !== user.uid || stat.gid !== user.gid) chownSync(target, user.uid, user.gid);
  if (!stat.isDirectory()) return;
  for (const name of readdirSync(target)) giveTo(user, path.join(target, name));
}

function lookUp(name: string): OsUser | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined; // `id` exits 1 for a user that does not exist
  }
}
