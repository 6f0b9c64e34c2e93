import { complaintWorkflowId, holdWorkflowId } from '../../../src/contract/ids.js';
import type { Bench } from './bench.js';
import { type CallbackRuns, measureCallbacks } from './measure/callbacks.js';
import { besideDeadBank, type BesideDeadBank } from './dead-bank.js';
import type { FloorRun } from './floor/floor.js';
import { receiptToNextOrder } from './measure/next-order.js';
import { costAt, type CostAt } from './open-cases.js';
import type { Options } from './options.js';
import { floorLoad, oneAtATime, ourLoad, type OurLatencies, type OurLoad } from './measure/slices.js';
import { countStatements, type StatementCount } from './measure/statements.js';
import type { Tally } from './measure/statistics.js';
import { meanWeight, weigh, type Weight } from './measure/weigh.js';

/** Everything that was measured. */
export interface Measured {
  readonly alone: OurLatencies;
  readonly loads: readonly OurLoad[];
  readonly floorAlone: readonly FloorRun[];
  readonly floorLoads: readonly Tally[];
  readonly weight: Weight;
  readonly floorWeight: Weight;
  /** Per complaint, by program; undefined when PostgreSQL's log is unreadable. */
  readonly statements: StatementCount | undefined;
  readonly costs: readonly CostAt[];
  /** From a receipt at the API to the next hop's order at its bank, ms. */
  readonly nextOrders: readonly number[];
  readonly callbacks: CallbackRuns;
  readonly deadBank: readonly BesideDeadBank[];
}

/**
 * Complaints of each lane before anything is measured: a program that has just started runs slower,
 * and those that Rangap is compared with are warmed up by as many.
 */
const WARM_UP_ROUNDS = 10;
/** How many complaints' histories are weighed. */
const WEIGHED = 20;
/** For how many complaints statements are counted. */
const COUNTED = 20;

/**
 * Measures the system and the floor in turns, so that other work of the machine hits both, then the
 * other times. Last comes what does not depend on the clock: histories, statements, and the CPU of a complaint by
 * open cases.
 */
export async function measure(bench: Bench, options: Options, say: (line: string) => void): Promise<Measured> {
  const { slices, alone, load, concurrency } = options;
  say('warming up');
  await ourLoad(bench, concurrency * WARM_UP_ROUNDS, concurrency);
  await floorLoad(bench, concurrency * WARM_UP_ROUNDS, concurrency);
  const ours: OurLatencies = { post: [], orderArrival: [], receiptToLedger: [], ways: [] };
  const [loads, floorRuns, floorLoads]: [OurLoad[], FloorRun[], Tally[]] = [[], [], []];
  const turns = {
    ours: async () => loads.push(await ourLoad(bench, load, concurrency)),
    floor: async () => floorLoads.push(await floorLoad(bench, load, concurrency)),
  };
  for (let slice = 0; slice < slices; slice++) {
    say(`slice ${slice + 1} of ${slices}`);
    const single = await oneAtATime(bench, alone);
    for (const kind of ['post', 'orderArrival', 'receiptToLedger'] as const) ours[kind].push(...single.ours[kind]);
    ours.ways.push(...single.ours.ways);
    floorRuns.push(...single.floorRuns);
    // System, floor, floor, system: a machine that grows slower favours neither.
    for (const side of slice % 2 === 0 ? (['ours', 'floor'] as const) : (['floor', 'ours'] as const)) {
      await turns[side]();
    }
  }
  say('from a receipt to the next order');
  const nextOrders = await receiptToNextOrder(bench, slices * alone);
  say('beside a dead bank');
  const deadBank = await besideDeadBank(bench);
  say('signed callbacks');
  const callbacks = await measureCallbacks(bench);
  say('weighing histories, counting statements');
  const weight = await weighOurs(bench, loads.flatMap(({ caseIds }) => caseIds).slice(0, WEIGHED));
  const floorWeight = await weighFloor(bench, floorRuns.slice(0, WEIGHED));
  const statements = await countStatements(bench.underTest.home, bench.record, async () => {
    await ourLoad(bench, COUNTED, 1);
  });
  const costs: CostAt[] = [];
  for (const level of options.open) {
    say(`a complaint beside ${level} open cases`);
    costs.push(await costAt(bench, level, options, say));
  }
  return {
    nextOrders,
    callbacks,
    deadBank,
    alone: ours,
    loads,
    floorAlone: floorRuns,
    floorLoads,
    weight,
    floorWeight,
    costs,
    statements: statements && perComplaint(statements),
  };
}

async function weighOurs({ record, temporal }: Bench, caseIds: readonly string[]): Promise<Weight> {
  const weights = caseIds.map(async (caseId) => {
    const holds = await record.holdsOf(caseId);
    return weigh(temporal, [complaintWorkflowId(caseId), ...holds.map(holdWorkflowId)]);
  });
  return meanWeight(await Promise.all(weights));
}

async function weighFloor({ temporal }: Bench, runs: readonly FloorRun[]): Promise<Weight> {
  const weights = runs.map((run) => weigh(temporal, [run.caseWorkflowId, run.holdWorkflowId]));
  return meanWeight(await Promise.all(weights));
}

function perComplaint(statements: StatementCount): StatementCount {
  return Object.fromEntries(Object.entries(statements).map(([name, count]) => [name, count / COUNTED]));
}
