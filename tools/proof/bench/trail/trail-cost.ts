import type { Client } from '@temporalio/client';
import { complaintWorkflowId, holdWorkflowId } from '../../../../src/contract/ids.js';
import type { Bench } from '../bench.js';
import { cpuPerComplaint, readCpu } from '../measure/cpu.js';
import type { RowsRead } from '../record.js';
import { countStatements } from '../measure/statements.js';
import { layOut } from './layout.js';

/** The longest run of a workflow, to compare with Temporal's limits. */
export interface Longest {
  readonly events: number;
  readonly bytes: number;
  /** The size of the largest payload. */
  readonly payloadBytes: number;
  /** How many runs the workflow took; each begins a history of its own. */
  readonly runs: number;
}

/** What a complaint costs when its money ran through many accounts. */
export interface TrailCost {
  readonly accounts: number;
  readonly hops: number;
  readonly holds: number;
  readonly orders: number;
  /** From the intake transaction to the last receipt. */
  readonly toLastReceiptSeconds: number;
  /** Of API, worker and keeper; null when PostgreSQL's log is unreadable. */
  readonly statements: number | null;
  /**
   * Rows that PostgreSQL read, by index and otherwise, by table, the most read first. It leaves
   * out what the bench read while it waited.
   */
  readonly rowsRead: Readonly<Record<string, number>>;
  /** Of all processes with PostgreSQL and Temporal, without the simulator. */
  readonly cpuSeconds: number;
  readonly cpuByProcess: Readonly<Record<string, number>>;
  readonly judgements: number;
  readonly complaint: Longest;
  /** The largest of each figure over all holds. */
  readonly hold: Longest;
  readonly events: number;
  readonly bytes: number;
  readonly trailRead: {
    readonly ms: number;
    readonly bytes: number;
    readonly links: number;
    readonly statements: number | null;
  };
}

const OURS = ['api', 'worker', 'keeper', 'temporal', 'postgres'];

/** Enough that PostgreSQL finds their rows by index. */
const WARM_UP_ACCOUNTS = 300;

/**
 * Follows one theft before anything is measured. PostgreSQL scans tables of a page or two, and
 * keeps those plans while the tables grow, so figures of an almost empty database would mean
 * nothing.
 */
export async function warmUp({ record, hotline, town }: Bench): Promise<void> {
  const { caseId } = await hotline.post(await town.trail(WARM_UP_ACCOUNTS, layOut(WARM_UP_ACCOUNTS)));
  await record.trailSettled(caseId);
  await record.configure(['ANALYZE']);
}

/**
 * Makes a theft through `accounts` accounts happen, posts one complaint, waits until the
 * institution of every account has answered, and counts.
 */
export async function trailCost(bench: Bench, accounts: number): Promise<TrailCost> {
  const { record, underTest, hotline, town, temporal } = bench;
  const layout = layOut(accounts);
  const theft = await town.trail(accounts, layout);
  const rowsBefore = await record.rowsRead();
  const before = readCpu(underTest.home, await record.ownBackends());
  let caseId = '';
  let looked: RowsRead = new Map();
  const counted = await countStatements(underTest.home, record, async () => {
    ({ caseId } = await hotline.post(theft));
    looked = await record.trailSettled(caseId);
  });
  const used = cpuPerComplaint(before, readCpu(underTest.home, await record.ownBackends()), 1);
  const rowsRead = between(rowsBefore, await record.rowsRead(), looked);
  const figures = await record.trailFigures(caseId);
  const complaint = await longestOf(temporal, complaintWorkflowId(caseId));
  const holds: Longest[] = [];
  for (const holdId of await record.holdsOf(caseId)) holds.push(await longestOf(temporal, holdWorkflowId(holdId)));
  return {
    accounts,
    hops: layout.hops,
    ...figures,
    statements: counted === undefined ? null : sumOf(Object.values(counted)),
    rowsRead,
    cpuByProcess: used,
    cpuSeconds: Math.round(sumOf(OURS.map((name) => used[name] ?? 0)) * 100) / 100,
    complaint,
    hold: maxima(holds),
    events: complaint.events + sumOf(holds.map(({ events }) => events)),
    bytes: complaint.bytes + sumOf(holds.map(({ bytes }) => bytes)),
    trailRead: await readTrail(bench, caseId),
  };
}

async function readTrail({ hotline, record, underTest }: Bench, caseId: string): Promise<TrailCost['trailRead']> {
  const first = await hotline.trail(caseId);
  const counted = await countStatements(underTest.home, record, async () => {
    await hotline.trail(caseId);
  });
  return { ...first, statements: counted === undefined ? null : (counted['rangap-api'] ?? 0) };
}

function between(before: RowsRead, after: RowsRead, without: RowsRead): Record<string, number> {
  const read = [...after].map(([table, rows]) => {
    return [table, rows - (before.get(table) ?? 0) - (without.get(table) ?? 0)] as const;
  });
  return Object.fromEntries(read.filter(([, rows]) => rows > 0).sort(([, a], [, b]) => b - a));
}

/** Reads the longest of a workflow's runs. */
async function longestOf(client: Client, workflowId: string): Promise<Longest> {
  const runs: Longest[] = [];
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    const handle = client.workflow.getHandle(workflowId, runId);
    const { historyLength, historySize } = await handle.describe();
    const payloadBytes = largestPayload(await handle.fetchHistory());
    runs.push({ events: historyLength, bytes: historySize ?? 0, payloadBytes, runs: 1 });
  }
  return { ...maxima(runs), runs: runs.length };
}

function largestPayload(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((largest, child) => Math.max(largest, largestPayload(child)), 0);
}

/** Returns the largest of each figure. */
function maxima(runs: readonly Longest[]): Longest {
  const largest = (figure: keyof Longest): number => runs.reduce((max, run) => Math.max(max, run[figure]), 0);
  return {
    events: largest('events'),
    bytes: largest('bytes'),
    payloadBytes: largest('payloadBytes'),
    runs: largest('runs'),
  };
}

/** Adds numbers up. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
