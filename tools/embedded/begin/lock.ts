import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identify, isRunning, type ProcessIdentity } from '../process/process-identity.js';
import { errorCode } from '../refusal.js';

/** The result of `takeLock`: this process holds the lock until `release`, or `heldBy` holds it. */
export type LockResult =
  { readonly ok: true; release(): void } | { readonly ok: false; readonly heldBy: ProcessIdentity };

const HOLDER_FILE = 'holder.json';

/**
 * Takes the lock at `lockDir`, a folder that contains the holder's identity. Takes over a stale
 * lock: its holder is dead, is a zombie, or its pid now belongs to another process.
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

/** Returns the process named in a lock, alive or not; undefined when there is no lock. */
export function lockHolder(lockDir: string): ProcessIdentity | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path.join(lockDir, HOLDER_FILE), 'utf8'));
    return readIdentity(holder) ?? { pid: 0, startedAt: null };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    // the machine stopped while the file was written
    if (error instanceof SyntaxError) return { pid: 0, startedAt: null };
    throw error;
  }
}

/** Reads an identity from JSON; undefined when it is not one. */
export function readIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value)) return undefined;
  const { pid, startedAt } = value;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return undefined;
  return typeof startedAt === 'string' || startedAt === null ? { pid, startedAt } : undefined;
}

/**
 * Fills the folder before it gets its name, so that a lock always names its holder; the rename
 * fails when the name is taken.
 */
function tryTake(lockDir: string): boolean {
  const draft = `${lockDir}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeFileSync(path.join(draft, HOLDER_FILE), JSON.stringify(identify(process.pid)));
  try {
    renameSync(draft, lockDir);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const code = errorCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead holder; of two starters only one succeeds with the rename. */
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
