import type { Client } from '@temporalio/client';
import { complaintWorkflowId, holdWorkflowId } from '../../../contract/ids.js';
import type { Bench } from '../bench.js';
import { cpuPerComplaint, readCpu } from '../cpu.js';
import type { RowsRead } from '../record.js';
import { countStatements } from '../statements.js';
import { layOut } from './layout.js';

/** What is left of Temporal's limits for one workflow: its longest run. */
export interface Longest {
  readonly events: number;
  readonly bytes: number;
  /** Of the largest payload in it. */
  readonly payloadBytes: number;
  /** Runs that the workflow took; each begins a history of its own. */
  readonly runs: number;
}

/** What a complaint costs whose money ran through so many accounts. */
export interface TrailCost {
  readonly accounts: number;
  readonly hops: number;
  readonly holds: number;
  readonly orders: number;
  /** From the intake transaction to the last receipt. */
  readonly toLastReceiptSeconds: number;
  /** Of API, worker and keeper; null when PostgreSQL's log is not ours to read. */
  readonly statements: number | null;
  /**
   * Rows that PostgreSQL read, by index and otherwise, by table; the table most read first. What
   * the bench read to see whether it is over is left out.
   */
  readonly rowsRead: Readonly<Record<string, number>>;
  readonly cpuSeconds: number;
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
 * Follows one theft before anything is measured: tables of a page or two are read whole, and by
 * plans that are kept while they grow, so that what is read in an almost empty record says nothing
 * of any other.
 */
export async function warmUp({ record, hotline, town }: Bench): Promise<void> {
  const { caseId } = await hotline.post(await town.trail(WARM_UP_ACCOUNTS, layOut(WARM_UP_ACCOUNTS)));
  await record.trailSettled(caseId);
  await record.configure(['ANALYZE']);
}

/**
 * Lets a theft through so many accounts happen, posts one complaint, waits until every account has
 * answered, and counts.
 */
export async function trailCost(bench: Bench, accounts: number): Promise<TrailCost> {
  const { record, it, hotline, town, temporal } = bench;
  const layout = layOut(accounts);
  const theft = await town.trail(accounts, layout);
  const rowsBefore = await record.rowsRead();
  const before = readCpu(it.home, await record.ownBackends());
  let caseId = '';
  let looked: RowsRead = new Map();
  const counted = await countStatements(it.home, record, async () => {
    ({ caseId } = await hotline.post(theft));
    looked = await record.trailSettled(caseId);
  });
  const used = cpuPerComplaint(before, readCpu(it.home, await record.ownBackends()), 1);
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
    cpuSeconds: Math.round(sumOf(OURS.map((name) => used[name] ?? 0)) * 100) / 100,
    complaint,
    hold: maxima(holds),
    events: complaint.events + sumOf(holds.map(({ events }) => events)),
    bytes: complaint.bytes + sumOf(holds.map(({ bytes }) => bytes)),
    trailRead: await readTrail(bench, caseId),
  };
}

async function readTrail({ hotline, record, it }: Bench, caseId: string): Promise<TrailCost['trailRead']> {
  const first = await hotline.trail(caseId);
  const counted = await countStatements(it.home, record, async () => {
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

/** The longest of a workflow's runs. */
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
  return Object.values(value).reduce<number>((most, each) => Math.max(most, largestPayload(each)), 0);
}

function maxima(each: readonly Longest[]): Longest {
  const most = (figure: keyof Longest): number => each.reduce((max, one) => Math.max(max, one[figure]), 0);
  return { events: most('events'), bytes: most('bytes'), payloadBytes: most('payloadBytes'), runs: most('runs') };
}

/** Together. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
