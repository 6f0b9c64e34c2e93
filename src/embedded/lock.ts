import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identify, isRunning, type ProcessIdentity } from './process-identity.js';
import { errorCode } from './refusal.js';

/** What came of asking for a lock: it is ours until released, or the process named still has it. */
export type LockResult =
  { readonly ok: true; release(): void } | { readonly ok: false; readonly heldBy: ProcessIdentity };

const HOLDER_FILE = 'holder.json';

/**
 * Takes the lock at `lockDir` (a folder with the holder's identity in it). A lock whose holder is
 * dead, a zombie, or a pid that now names another process is stale and taken over.
 */
export function takeLock(lockDir: string): LockResult {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (tryTake(lockDir)) {
      return { ok: true, release: () => rmSync(lockDir, { recursive: true, force: true }) };
    }
    const heldBy = lockHolder(lockDir);
    if (heldBy && isRunning(heldBy)) return { ok: false, heldBy };
    if (heldBy) setAside(lockDir);
  }
  throw new Error(`the lock ${lockDir} changes hands faster than it can be read`);
}

/** The process named in a lock, alive or not; undefined when nobody holds it. */
export function lockHolder(lockDir: string): ProcessIdentity | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path.join(lockDir, HOLDER_FILE), 'utf8'));
    return readIdentity(holder) ?? { pid: 0, startedAt: null };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    // the machine died while it was written
    if (error instanceof SyntaxError) return { pid: 0, startedAt: null };
    throw error;
  }
}

/** Reads an identity back from JSON; undefined when it is not one. */
export function readIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value)) return undefined;
  const { pid, startedAt } = value;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return undefined;
  return typeof startedAt === 'string' || startedAt === null ? { pid, startedAt } : undefined;
}

/**
 * The folder is filled before it gets its name, so a lock without a holder never exists; rename
 * refuses a taken name.
 */
function tryTake(lockDir: string): boolean {
  const mine = `${lockDir}.${process.pid}`;
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine, { recursive: true });
  writeFileSync(path.join(mine, HOLDER_FILE), JSON.stringify(identify(process.pid)));
  try {
    renameSync(mine, lockDir);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    const code = errorCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

/** Two starters may see the same dead holder: the rename lets only one of them remove it. */
function setAside(lockDir: string): void {
  const aside = `${lockDir}.stale-${process.pid}`;
  try {
    renameSync(lockDir, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}
