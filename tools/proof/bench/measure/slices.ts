import type { Bench } from '../bench.js';
import type { FloorRun } from '../floor/floor.js';
import type { Posted } from '../hotline.js';
import { inFlight } from './in-flight.js';
import type { FirstOrder } from '../record.js';
import type { Tally } from './statistics.js';
import { wayToBank, type Way } from '../way-to-bank.js';

/** Latencies of the system, ms. */
export interface OurLatencies {
  readonly post: number[];
  readonly orderArrival: number[];
  readonly receiptToLedger: number[];
  readonly ways: Way[];
}

/**
 * Runs one complaint, then one unit of the floor, and so on, each on a quiet system. The
 * institutions answer by callback, so that each receipt has its own time of arrival.
 */
export async function oneAtATime(
  { town, hotline, record, floor }: Bench,
  times: number,
): Promise<{ ours: OurLatencies; floorRuns: FloorRun[] }> {
  const [posted, receiptToLedger, floorRuns]: [Posted[], number[], FloorRun[]] = [[], [], []];
  const sinceMs = Date.now();
  for (let time = 0; time < times; time++) {
    const complaint = await hotline.post(await town.theft('callback'));
    posted.push(complaint);
    receiptToLedger.push(await record.receiptToLedgerMs(complaint.caseId));
    await record.settled(complaint.caseId);
    floorRuns.push(await floor.run());
  }
  const arrived = await arrivals({ town, record }, posted, sinceMs);
  const ways = arrived.map(({ of, order, atMs }) => wayToBank(of, order, atMs));
  const orderArrival = arrived.map(({ of, atMs }) => atMs - of.sentAtMs);
  return { ours: { post: posted.map(({ tookMs }) => tookMs), orderArrival, receiptToLedger, ways }, floorRuns };
}

interface Arrival {
  readonly of: Posted;
  readonly order: FirstOrder;
  /** Epoch ms. */
  readonly atMs: number;
}

async function arrivals(
  { town, record }: Pick<Bench, 'town' | 'record'>,
  posted: readonly Posted[],
  sinceMs: number,
): Promise<Arrival[]> {
  const orders = await record.firstOrders(posted.map(({ caseId }) => caseId));
  const arrivedAt = await town.orderArrivals(sinceMs);
  return posted.map((of) => {
    const order = orders.get(of.caseId);
    const atMs = order && arrivedAt.get(order.id);
    if (order === undefined || atMs === undefined)
      throw new Error(`the order of case ${of.caseId} never reached its bank`);
    return { of, order, atMs };
  });
}

/** Returns for each complaint the milliseconds from its POST to its order at the bank. */
export async function orderArrivalsOf(
  bench: Pick<Bench, 'town' | 'record'>,
  posted: readonly Posted[],
  sinceMs: number,
): Promise<number[]> {
  return (await arrivals(bench, posted, sinceMs)).map(({ of, atMs }) => atMs - of.sentAtMs);
}

/** What was measured with many complaints at a time. */
export interface OurLoad extends Tally {
  readonly caseIds: string[];
  readonly post: number[];
  readonly orderArrival: number[];
}

/** Posts many complaints at a time, each until it is settled; the money has moved before. */
export async function ourLoad(bench: Bench, complaints: number, concurrency: number): Promise<OurLoad> {
  const { town, hotline, record } = bench;
  const thefts = await inFlight(Array.from({ length: complaints }), concurrency, () => town.theft('at_once'));
  const sinceMs = Date.now();
  const started = performance.now();
  const posted = await inFlight(thefts, concurrency, async (theft) => {
    const complaint = await hotline.post(theft);
    await record.settled(complaint.caseId);
    return complaint;
  });
  const seconds = (performance.now() - started) / 1_000;
  return {
    done: complaints,
    seconds,
    caseIds: posted.map(({ caseId }) => caseId),
    post: posted.map(({ tookMs }) => tookMs),
    orderArrival: await orderArrivalsOf(bench, posted, sinceMs),
  };
}

/** Runs many units of the floor at a time, each to its end. */
export async function floorLoad({ floor }: Bench, units: number, concurrency: number): Promise<Tally> {
  const started = performance.now();
  await inFlight(Array.from({ length: units }), concurrency, () => floor.run());
  return { done: units, seconds: (performance.now() - started) / 1_000 };
}
