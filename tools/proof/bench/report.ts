import { OFFERED_PER_SECOND } from './measure/callbacks.js';
import type { CostAt } from './open-cases.js';
import type { Measured } from './run.js';
import { rateOf, spreadOf, type Spread } from './measure/statistics.js';
import { legsOf } from './way-to-bank.js';
import type { StatementCount } from './measure/statements.js';
import type { Weight } from './measure/weigh.js';

/** The result of a run; times in milliseconds. */
export interface Report {
  /**
   * From the POST to the order's arrival at the institution, divided by the floor's time from
   * start to first activity: medians, one complaint at a time.
   */
  readonly orderArrivalRatioP50: number;
  /** Complaints per second, divided by the floor's units per second at the same concurrency. */
  readonly throughputRatio: number;
  /** A complaint counts from its POST until its case is settled (record.ts). */
  readonly complaintsPerSecond: number;
  readonly eventsPerComplaint: number;
  readonly bytesPerComplaint: number;
  /**
   * Statements of API and worker, with BEGIN and COMMIT; null when PostgreSQL's log is unreadable.
   */
  readonly sqlPerComplaint: number | null;
  /** From a receipt at the API to the next hop's order at its bank, ms. */
  readonly receiptToNextOrderP50: number;
  /** The 95th percentile at the other banks while one bank is dead, divided by that without: the median of the rounds. */
  readonly deadBankRatioP95: number;
  readonly callbacksPerSecond: number;
  /** While banks offer as many a second as the centre must take. */
  readonly callbackP99: number;
  /** By the number of open cases. */
  readonly cpuSecondsPerComplaint: Readonly<Record<string, number>>;
  readonly ours: {
    readonly postTo201: Spread;
    readonly postToOrderArrival: Spread;
    readonly receiptToLedger: Spread;
    /** From the POST to the institution: the time to each station from the one before. */
    readonly wayToBank: Readonly<Record<string, Spread>>;
    readonly loaded: { readonly postTo201: Spread; readonly postToOrderArrival: Spread };
    readonly receiptToNextOrder: Spread;
    /** From the POST to the order at the other banks, while one bank answers and while it is dead. */
    readonly besideDeadBank: { readonly alive: Spread; readonly dead: Spread; readonly ratiosP95: readonly number[] };
    /** From a signed callback to its signed answer, as many as the API takes, and as many as banks offer. */
    readonly callbackToAnswer: { readonly atMost: Spread; readonly offered: Spread };
    /** From the last of the answers until every callback had its effect. */
    readonly callbacksAppliedAfterSeconds: { readonly atMost: number; readonly offered: number };
    readonly history: Weight;
    readonly sqlByProgram: StatementCount | null;
    readonly costs: readonly CostAt[];
  };
  readonly floor: {
    readonly startToFirstActivity: Spread;
    readonly unitsPerSecond: number;
    readonly history: Weight;
  };
}

/** Makes the report from what was measured. */
export function reportOf(measured: Measured): Report {
  const { alone, loads, weight, statements, costs } = measured;
  const postToOrderArrival = spreadOf(alone.orderArrival);
  const startToFirstActivity = spreadOf(measured.floorAlone.map((run) => run.toFirstActivityMs));
  const [complaintsPerSecond, unitsPerSecond] = [rateOf(loads), rateOf(measured.floorLoads)];
  const receiptToNextOrder = spreadOf(measured.nextOrders);
  const besideDeadBank = {
    alive: spreadOf(measured.deadBank.flatMap(({ alive }) => alive)),
    dead: spreadOf(measured.deadBank.flatMap(({ dead }) => dead)),
    ratiosP95: measured.deadBank.map(({ alive, dead }) => hundredths(spreadOf(dead).p95 / spreadOf(alive).p95)),
  };
  const { callbacks } = measured;
  const callbackToAnswer = {
    atMost: spreadOf(callbacks.atMost.latencies),
    offered: spreadOf(callbacks.offered.latencies),
  };
  return {
    receiptToNextOrderP50: receiptToNextOrder.p50,
    deadBankRatioP95: median(besideDeadBank.ratiosP95),
    callbacksPerSecond: hundredths(rateOf([callbacks.atMost])),
    callbackP99: callbackToAnswer.offered.p99,
    orderArrivalRatioP50: hundredths(postToOrderArrival.p50 / startToFirstActivity.p50),
    throughputRatio: hundredths(complaintsPerSecond / unitsPerSecond),
    complaintsPerSecond: hundredths(complaintsPerSecond),
    eventsPerComplaint: weight.events,
    bytesPerComplaint: weight.bytes,
    sqlPerComplaint:
      statements === undefined ? null : (statements['rangap-api'] ?? 0) + (statements['rangap-worker'] ?? 0),
    cpuSecondsPerComplaint: Object.fromEntries(costs.map(({ open, cpuSeconds }) => [String(open), cpuSeconds])),
    ours: {
      postTo201: spreadOf(alone.post),
      postToOrderArrival,
      receiptToLedger: spreadOf(alone.receiptToLedger),
      wayToBank: Object.fromEntries([...legsOf(alone.ways)].map(([station, legs]) => [station, spreadOf(legs)])),
      loaded: {
        postTo201: spreadOf(loads.flatMap(({ post }) => post)),
        postToOrderArrival: spreadOf(loads.flatMap(({ orderArrival }) => orderArrival)),
      },
      receiptToNextOrder,
      besideDeadBank,
      callbackToAnswer,
      callbacksAppliedAfterSeconds: {
        atMost: hundredths(callbacks.atMost.appliedAfterSeconds),
        offered: hundredths(callbacks.offered.appliedAfterSeconds),
      },
      history: weight,
      sqlByProgram: statements ?? null,
      costs,
    },
    floor: { startToFirstActivity, unitsPerSecond: hundredths(unitsPerSecond), history: measured.floorWeight },
  };
}

/** Returns the middle one, the lower of two. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Writes the report for people. */
export function reportLines(report: Report): string[] {
  const { ours, floor } = report;
  const ms = ({ p50, p90, p99 }: Spread): string => `${p50} / ${p90} / ${p99} ms`;
  const made = ({ activities, workflowTasks, signals, timers }: Weight): string =>
    `${activities} activities, ${workflowTasks} workflow tasks, ${signals} signals, ${timers} timers`;
  return [
    'One complaint at a time, p50 / p90 / p99',
    `  POST to 201                      ${ms(ours.postTo201)}`,
    `  POST to the order at the bank    ${ms(ours.postToOrderArrival)}`,
    `  floor: start to first activity   ${ms(floor.startToFirstActivity)}   ratio ${report.orderArrivalRatioP50}`,
    `  receipt's arrival to ledger      ${ms(ours.receiptToLedger)}`,
    `  receipt to the next order        ${ms(ours.receiptToNextOrder)}`,
    'The way to the bank, each from the line before',
    ...Object.entries(ours.wayToBank).map(([station, leg]) => `  ${station.padEnd(36)} ${ms(leg)}`),
    'Many at a time',
    `  complaints per second            ${report.complaintsPerSecond}`,
    `  floor: units per second          ${floor.unitsPerSecond}   ratio ${report.throughputRatio}`,
    `  POST to 201                      ${ms(ours.loaded.postTo201)}`,
    `  POST to the order at the bank    ${ms(ours.loaded.postToOrderArrival)}`,
    `  signed callbacks per second      ${report.callbacksPerSecond}, all applied ${ours.callbacksAppliedAfterSeconds.atMost} s later`,
    `  a callback to its answer         ${ms(ours.callbackToAnswer.atMost)}`,
    `  the same at ${OFFERED_PER_SECOND} offered a second   ${ms(ours.callbackToAnswer.offered)}, all applied ${ours.callbacksAppliedAfterSeconds.offered} s later`,
    `  other banks, one bank alive      p95 ${ours.besideDeadBank.alive.p95} ms`,
    `  other banks, one bank dead       p95 ${ours.besideDeadBank.dead.p95} ms   ratio ${report.deadBankRatioP95}, by round ${ours.besideDeadBank.ratiosP95.join(', ')}`,
    'Per complaint',
    `  events                           ${report.eventsPerComplaint}   floor ${floor.history.events}`,
    `  bytes of history                 ${report.bytesPerComplaint}   floor ${floor.history.bytes}`,
    `  ours                             ${made(ours.history)}`,
    `  floor                            ${made(floor.history)}`,
    `  SQL statements                   ${report.sqlPerComplaint ?? 'not counted'}   ${JSON.stringify(ours.sqlByProgram)}`,
    ...ours.costs.flatMap(costLines),
  ];
}

function costLines(cost: CostAt): string[] {
  const { open, withWorkflows, filledBy, filledInSeconds, cpuSeconds, byProcess, idleCpuSeconds, rowsScanned } = cost;
  return [
    `Beside ${open} open cases, ${withWorkflows} with waiting workflows (those missing were ${filledBy} in ${filledInSeconds} s)`,
    `  CPU seconds per complaint        ${cpuSeconds}   ${JSON.stringify(byProcess)}`,
    `  CPU seconds per second, idle     ${idleCpuSeconds}`,
    `  rows scanned per complaint       ${JSON.stringify(rowsScanned)}`,
  ];
}
