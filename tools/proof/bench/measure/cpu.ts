import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../embedded/begin/home.js';
import { errorCode } from '../../../embedded/refusal.js';

/** CPU seconds used so far (user and system), by process. */
export type CpuSeconds = ReadonlyMap<string, number>;

/** Linux counts in hundredths of a second, whatever its own tick is (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/**
 * Reads what the processes of a home have used. PostgreSQL is the postmaster with all backends,
 * also ended ones, except those of `without` (process ids): the bench's own queries are no part of
 * a complaint. The copies of a process count as one, and Temporal's own PostgreSQL counts as
 * Temporal.
 */
export function readCpu(home: Home, without: readonly number[] = []): CpuSeconds {
  const used = new Map<string, number>();
  const add = (name: string, seconds: number): void => void used.set(name, (used.get(name) ?? 0) + seconds);
  const pids = path.join(home.runDir, 'pids');
  for (const file of existsSync(pids) ? readdirSync(pids) : []) {
    const { pid } = JSON.parse(readFileSync(path.join(pids, file), 'utf8')) as { pid: number };
    const own = readStat(pid);
    if (own !== undefined) add(path.basename(file, '.json').replace(/-\d+$/, ''), own.own);
  }
  const clusters = { postgres: home.pgDir, temporal: home.temporalPgDir };
  for (const [name, dataDir] of Object.entries(clusters)) {
    const postmaster = postmasterPid(dataDir);
    if (postmaster !== undefined) add(name, postgresSeconds(postmaster, without));
  }
  return used;
}

function postmasterPid(dataDir: string): number | undefined {
  const file = path.join(dataDir, 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

function postgresSeconds(postmaster: number, without: readonly number[]): number {
  const server = readStat(postmaster);
  if (server === undefined) return 0;
  let seconds = server.own + server.reaped;
  for (const name of readdirSync('/proc')) {
    const process = /^\d+$/.test(name) && !without.includes(Number(name)) ? readStat(Number(name)) : undefined;
    if (process?.parent === postmaster) seconds += process.own;
  }
  return seconds;
}

interface Stat {
  readonly parent: number;
  readonly own: number;
  /** What ended children used. */
  readonly reaped: number;
}

function readStat(pid: number): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in brackets, may have any characters: fields are counted from its end
    // (proc(5): ppid is 4, utime 14).
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (field: number): number => (fields[field - 3] ?? 0) / TICKS_PER_SECOND;
    return { parent: fields[1] ?? 0, own: at(14) + at(15), reaped: at(16) + at(17) };
  } catch (error) {
    // it has ended
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return undefined;
    throw error;
  }
}

/** Returns the CPU seconds per complaint between two readings, by process. */
export function cpuPerComplaint(before: CpuSeconds, after: CpuSeconds, complaints: number): Record<string, number> {
  const used = [...after].map(([name, seconds]) => [name, (seconds - (before.get(name) ?? 0)) / complaints] as const);
  return Object.fromEntries(used.map(([name, seconds]) => [name, Math.round(seconds * 10_000) / 10_000]));
}
