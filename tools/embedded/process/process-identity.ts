import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { errorCode } from '../refusal.js';

/**
 * The identity of a process, different from that of a later process with the same pid. `startedAt`
 * is the boot id and the start time in clock ticks; null where /proc does not exist.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
}

/** Returns the identity of the process that has this pid now. */
export function identify(pid: number): ProcessIdentity {
  return { pid, startedAt: startOf(pid) };
}

/**
 * Returns true while this process runs. A zombie counts as dead: it holds nothing, and it may stay
 * for ever.
 */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!pidExists(identity.pid)) return false;
  const now = startOf(identity.pid);
  if (now === null) return !procExists(); // a zombie, or a system where only the pid can be asked
  return now === identity.startedAt;
}

/**
 * Returns the pids of all live processes whose working folder is `dir`; none where /proc does not
 * exist or may not be read.
 */
export function processesIn(dir: string): number[] {
  if (!procExists()) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readProc(() => readlinkSync(`/proc/${pid}/cwd`)) === dir && startOf(pid) !== null);
}

/** Sends a signal to a process (or, negative, to its group); false when it is already gone. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}

function pidExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM'; // alive, but of another user
  }
}

function procExists(): boolean {
  return readProc(() => readFileSync('/proc/self/stat', 'utf8')) !== undefined;
}

/**
 * Returns the boot id and field 22 of /proc/<pid>/stat; null when there is no such process, or
 * only its zombie.
 */
function startOf(pid: number): string | null {
  const stat = readProc(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in brackets and may contain anything, so the count
  // begins at its end.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTicks = fields?.[19];
  if (!fields || !startTicks || fields[0] === 'Z' || fields[0] === 'X') return null;
  const bootId = readProc(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))?.trim();
  return `${bootId ?? 'boot'}/${startTicks}`;
}

/** Reads from /proc; undefined when the file is gone or belongs to another user. */
function readProc<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return undefined;
    throw error;
  }
}
