import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.js';
import { copyCases, ROWS_ONLY } from './copies/copy-cases.js';
import { cpuPerComplaint, readCpu, type CpuSeconds } from './measure/cpu.js';
import type { Options } from './options.js';
import { ourLoad } from './measure/slices.js';

/** What a complaint costs while many others are open. */
export interface CostAt {
  /** Open cases when the measurement began. */
  readonly open: number;
  /** How the missing cases were opened: through the API, or as copies (copies/copy-cases.ts). */
  readonly filledBy: 'posted' | 'copied';
  readonly filledInSeconds: number;
  /** How many open cases have a waiting workflow; the others are copied rows only. */
  readonly withWorkflows: number;
  /** Of all processes with PostgreSQL and Temporal, without the simulator. */
  readonly cpuSeconds: number;
  readonly byProcess: Record<string, number>;
  readonly complaintsPerSecond: number;
  /** What the same processes use per second while nothing happens. */
  readonly idleCpuSeconds: number;
  /**
   * Rows that PostgreSQL read by scanning whole tables, per complaint, by table. If this grows
   * with the open cases, an index is missing.
   */
  readonly rowsScanned: Readonly<Record<string, number>>;
}

const OURS = ['api', 'worker', 'keeper', 'temporal', 'postgres'];
const FILL_AT_A_TIME = 200;
/** Every task of the keeper runs once within a minute. */
const IDLE_MS = 60_000;

/** Opens cases until `level` are open, then measures what the next complaints cost. */
export async function costAt(
  bench: Bench,
  level: number,
  options: Pick<Options, 'load' | 'concurrency' | 'workflows'>,
  say: (line: string) => void,
): Promise<CostAt> {
  const { record, underTest } = bench;
  const { load, concurrency } = options;
  const fillFrom = performance.now();
  const filledBy = await fill(bench, level, options, say);
  const filledInSeconds = Math.round((performance.now() - fillFrom) / 1_000);
  const read = async (): Promise<CpuSeconds> => readCpu(underTest.home, await record.ownBackends());
  const idleFrom = await read();
  await sleep(IDLE_MS);
  const idle = cpuPerComplaint(idleFrom, await read(), IDLE_MS / 1_000);
  const open = await record.openCases();
  const scannedBefore = await record.rowsScanned();
  const before = await read();
  const { done, seconds } = await ourLoad(bench, load, concurrency);
  const byProcess = cpuPerComplaint(before, await read(), load);
  const scanned = await record.rowsScanned();
  return {
    open,
    filledBy,
    filledInSeconds,
    withWorkflows: open - (await record.openCases(ROWS_ONLY)),
    cpuSeconds: sumOfOurs(byProcess),
    byProcess,
    complaintsPerSecond: Math.round((done / seconds) * 100) / 100,
    idleCpuSeconds: sumOfOurs(idle),
    rowsScanned: perComplaint(scannedBefore, scanned, load),
  };
}

async function fill(
  bench: Bench,
  level: number,
  { concurrency, workflows }: Pick<Options, 'concurrency' | 'workflows'>,
  say: (line: string) => void,
): Promise<CostAt['filledBy']> {
  const missing = async (): Promise<number> => level - (await bench.record.openCases());
  if (bench.underTest.isThrownAway) {
    const open = await bench.record.openCases();
    if (open < level) await copyCases(bench, level - open, Math.max(0, workflows - open), say);
    return 'copied';
  }
  for (let toOpen = await missing(); toOpen > 0; toOpen = await missing())
    await ourLoad(bench, Math.min(toOpen, FILL_AT_A_TIME), concurrency);
  return 'posted';
}

function perComplaint(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  complaints: number,
): Record<string, number> {
  const grown = [...after].map(
    ([table, rows]) => [table, Math.round((rows - (before.get(table) ?? 0)) / complaints)] as const,
  );
  return Object.fromEntries(grown.filter(([, rows]) => rows > 0));
}

function sumOfOurs(byProcess: Record<string, number>): number {
  const sum = OURS.reduce((total, name) => total + (byProcess[name] ?? 0), 0);
  return Math.round(sum * 10_000) / 10_000;
}
