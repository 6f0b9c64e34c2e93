import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.js';
import { cpuPerComplaint, readCpu } from './cpu.js';
import { ourLoad } from './slices.js';

/** What a complaint costs while so many others are open. */
export interface CostAt {
  /** Open cases when the measurement began. */
  readonly open: number;
  /** Of all our processes with PostgreSQL and Temporal; the simulated world is not ours. */
  readonly cpuSeconds: number;
  readonly byProcess: Record<string, number>;
  readonly complaintsPerSecond: number;
  /** What the same processes use per second when nothing happens. */
  readonly idleCpuSeconds: number;
}

const OURS = ['api', 'worker', 'keeper', 'temporal', 'postgres'];
const FILL_AT_A_TIME = 200;
const IDLE_MS = 5_000;

/** Posts complaints until so many cases are open, then measures what the next ones cost. */
export async function costAt(bench: Bench, level: number, complaints: number, concurrency: number): Promise<CostAt> {
  const { record, it } = bench;
  for (;;) {
    const missing = level - (await record.openCases());
    if (missing <= 0) break;
    await ourLoad(bench, Math.min(missing, FILL_AT_A_TIME), concurrency);
  }
  const idleFrom = readCpu(it.home);
  await sleep(IDLE_MS);
  const idle = cpuPerComplaint(idleFrom, readCpu(it.home), IDLE_MS / 1_000);
  const open = await record.openCases();
  const before = readCpu(it.home);
  const load = await ourLoad(bench, complaints, concurrency);
  const byProcess = cpuPerComplaint(before, readCpu(it.home), complaints);
  return {
    open,
    cpuSeconds: sumOfOurs(byProcess),
    byProcess,
    complaintsPerSecond: Math.round((load.done / load.seconds) * 100) / 100,
    idleCpuSeconds: sumOfOurs(idle),
  };
}

function sumOfOurs(byProcess: Record<string, number>): number {
  const sum = OURS.reduce((total, name) => total + (byProcess[name] ?? 0), 0);
  return Math.round(sum * 10_000) / 10_000;
}
