import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.js';
import type { Posted } from '../hotline.js';
import { inFlight } from '../measure/in-flight.js';
import type { BurstOptions } from '../options.js';
import type { Theft } from '../town.js';

/** What a burst cost each true victim, ms from his POST; and what became of the lies. */
interface Burst {
  readonly post: number[];
  readonly orderArrival: number[];
  readonly questionArrival: number[];
  /** From the intake transaction to the question at the bank: the line alone, without the API's. */
  readonly intakeToQuestion: number[];
  /** Answers to made-up complaints, by status. */
  readonly lies: Readonly<Record<string, number>>;
}

/** Both sides of the comparison. */
export interface Bursts {
  readonly without: Burst;
  readonly beside: Burst;
}

/** Thefts are prepared so many at a time. */
const PREPARED_AT_ONCE = 8;
/** Complaints before anything is measured. */
const WARM_UP = 20;
/** So many of the last victims have their thief accused by liars too. */
const ACCUSED = 2;

/**
 * Measures a burst of true complaints alone, beside made-up ones, and alone again, so that a
 * machine that grows slower favours neither.
 */
export async function burstsOf(bench: Bench, options: BurstOptions, say: (line: string) => void): Promise<Bursts> {
  say('warming up');
  await burst(bench, { truths: WARM_UP, lies: WARM_UP, seconds: WARM_UP / 2 });
  const alone = { ...options, lies: 0 };
  say(`${options.truths} complaints in ${options.seconds} s`);
  const before = await burst(bench, alone);
  say(`the same beside ${options.lies} made-up ones`);
  const beside = await burst(bench, options);
  say('alone again');
  const after = await burst(bench, alone);
  return { without: together(before, after), beside };
}

function together(one: Burst, other: Burst): Burst {
  return {
    post: [...one.post, ...other.post],
    orderArrival: [...one.orderArrival, ...other.orderArrival],
    questionArrival: [...one.questionArrival, ...other.questionArrival],
    intakeToQuestion: [...one.intakeToQuestion, ...other.intakeToQuestion],
    lies: {},
  };
}

/** Posts true and made-up complaints, each kind at its even pace, and waits until all is at rest. */
async function burst(bench: Bench, { truths, lies, seconds }: BurstOptions): Promise<Burst> {
  const { town, hotline, record } = bench;
  const thefts = await inFlight(Array.from({ length: truths }), PREPARED_AT_ONCE, () => town.theft('at_once'));
  const accused = thefts.slice(-ACCUSED);
  const made = await inFlight([...Array(lies).keys()], PREPARED_AT_ONCE, (number) =>
    town.lie(number, nth(accused, number)),
  );
  const sinceMs = Date.now();
  const [posted, told] = await Promise.all([
    paced(thefts, seconds, (theft) => hotline.post(theft)),
    paced(made, seconds, async (lie) => (await hotline.tell(lie)).status),
  ]);
  await record.atRest();
  return { ...(await timesOf(bench, posted, sinceMs)), lies: tally(told) };
}

/** Begins `work` for each item at an even pace, without waiting for the one before. */
async function paced<Item, Result>(
  items: readonly Item[],
  seconds: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const startedAt = Date.now();
  const begun: Promise<Result>[] = [];
  for (const [index, item] of items.entries()) {
    await sleep(Math.max(0, startedAt + (index * seconds * 1_000) / items.length - Date.now()));
    begun.push(work(item));
  }
  return Promise.all(begun);
}

async function timesOf(
  { town, record }: Bench,
  posted: readonly Posted[],
  sinceMs: number,
): Promise<Omit<Burst, 'lies'>> {
  const caseIds = posted.map(({ caseId }) => caseId);
  const [orders, questions] = [await record.firstOrders(caseIds), await record.firstQuestions(caseIds)];
  const [ordered, asked] = [await town.orderArrivals(sinceMs), await town.questionArrivals(sinceMs)];
  const times = posted.map(({ caseId, sentAtMs, tookMs }) => {
    const [order, question] = [orders.get(caseId), questions.get(caseId)];
    const [orderAtMs, questionAtMs] = [ordered.get(order?.id ?? ''), asked.get(question ?? '')];
    if (order === undefined || orderAtMs === undefined || questionAtMs === undefined)
      throw new Error(`the order or the question of case ${caseId} never reached its bank`);
    const intakeAtMs = order.receivedAt.getTime();
    return { tookMs, order: orderAtMs - sentAtMs, question: questionAtMs - sentAtMs, line: questionAtMs - intakeAtMs };
  });
  return {
    post: times.map(({ tookMs }) => tookMs),
    orderArrival: times.map(({ order }) => order),
    questionArrival: times.map(({ question }) => question),
    intakeToQuestion: times.map(({ line }) => line),
  };
}

function nth(thefts: readonly Theft[], number: number): Theft {
  const theft = thefts[number % thefts.length];
  if (theft === undefined) throw new Error('a burst has a true victim');
  return theft;
}

function tally(statuses: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
