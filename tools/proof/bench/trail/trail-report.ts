import { type Longest, sumOf, type TrailCost } from './trail-cost.js';

/** Temporal's limits: it warns at the first of each pair and ends the workflow at the second. */
const EVENTS = [10_240, 51_200] as const;
const HISTORY_BYTES = [10 * 1024 ** 2, 50 * 1024 ** 2] as const;
const PAYLOAD_BYTES = 2 * 1024 ** 2;

/** Returns the cost per account: it stays the same if the cost grows as the trail does. */
export function perAccount({
  accounts,
  statements,
  rowsRead,
  cpuSeconds,
  events,
  bytes,
  toLastReceiptSeconds,
}: TrailCost) {
  const share = (figure: number): number => Math.round((figure / accounts) * 1_000) / 1_000;
  return {
    seconds: share(toLastReceiptSeconds),
    cpuSeconds: share(cpuSeconds),
    statements: statements === null ? null : share(statements),
    rowsRead: share(sumOf(Object.values(rowsRead))),
    rowsOf: Object.fromEntries(Object.entries(rowsRead).map(([table, rows]) => [table, share(rows)])),
    events: share(events),
    bytes: share(bytes),
  };
}

/** Writes the report for people. */
export function trailLines(costs: readonly TrailCost[]): string[] {
  return [...costs.flatMap(linesOf), 'For each account', ...costs.flatMap(eachLines)];
}

function linesOf(cost: TrailCost): string[] {
  const { accounts, hops, holds, orders, complaint, hold, trailRead } = cost;
  return [
    `A theft through ${accounts} accounts over ${hops} hops: ${holds} holds, ${orders} orders, ${cost.judgements} judgements of the case`,
    `  intake to the last receipt       ${cost.toLastReceiptSeconds.toFixed(1)} s`,
    `  statements, rows read, CPU       ${cost.statements ?? 'not counted'}, ${sumOf(Object.values(cost.rowsRead))}, ${cost.cpuSeconds} s`,
    `  CPU by process                   ${JSON.stringify(cost.cpuByProcess)}`,
    `  the complaint's workflow         ${limits(complaint)}`,
    `  a hold's workflow, the largest   ${limits(hold)}`,
    `  all its workflows together       ${cost.events} events, ${cost.bytes} bytes`,
    `  trail read back                  ${trailRead.links} links in ${trailRead.ms} ms, ${trailRead.bytes} bytes, ${trailRead.statements ?? '?'} statements`,
  ];
}

function limits({ events, bytes, payloadBytes, runs }: Longest): string {
  return [
    `${events} events (warned of at ${EVENTS[0]}, ended at ${EVENTS[1]})`,
    `${bytes} bytes (${HISTORY_BYTES.join(', ')})`,
    `payload ${payloadBytes} (${PAYLOAD_BYTES})`,
    `${runs} ${runs === 1 ? 'run' : 'runs'}`,
  ].join(', ');
}

/** How many tables the report names. */
const TABLES_NAMED = 8;

function eachLines(cost: TrailCost): string[] {
  const { seconds, cpuSeconds, statements, rowsRead, rowsOf, events, bytes } = perAccount(cost);
  const figures = `${seconds} s, CPU ${cpuSeconds} s, ${statements ?? '?'} statements, ${rowsRead} rows read, ${events} events, ${bytes} bytes`;
  const tables = Object.entries(rowsOf).slice(0, TABLES_NAMED);
  return [
    `  of ${String(cost.accounts).padStart(4)}  ${figures}`,
    `           rows read: ${tables.map(([table, rows]) => `${table} ${Math.round(rows)}`).join(', ')}`,
  ];
}
