import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.js';
import { orderArrivalsOf } from './slices.js';
import type { Posted } from './hotline.js';
import { RECEIVERS } from './town.js';

/** From the POST to the order at its bank, ms, at all banks but one: when it answers, and not. */
export interface BesideDeadBank {
  readonly alive: readonly number[];
  readonly dead: readonly number[];
}

/** A complaint begins so often: more seldom than the system settles them, so that none queues. */
const PACE_MS = 700;
/** Complaints in one turn; a third of them is about the bank. */
const IN_A_TURN = 24;
const DEAD_BANK = RECEIVERS[1];

/**
 * Posts complaints at an even pace, a third of them about one bank, while that bank answers and
 * while it is dead: it takes connections and says nothing. The turns are taken alive, dead, dead,
 * alive, so that a machine that grows slower favours neither.
 */
export async function besideDeadBank(bench: Bench): Promise<BesideDeadBank> {
  const [alive, dead]: [number[], number[]] = [[], []];
  alive.push(...(await paced(bench)));
  await bench.town.setDead(DEAD_BANK, true);
  try {
    dead.push(...(await paced(bench)), ...(await paced(bench)));
  } finally {
    await bench.town.setDead(DEAD_BANK, false);
  }
  alive.push(...(await paced(bench)));
  return { alive, dead };
}

/** Returns the times of the orders at the other banks. */
async function paced(bench: Bench): Promise<number[]> {
  const { town, hotline, record } = bench;
  const sinceMs = Date.now();
  const others: Promise<Posted>[] = [];
  for (let nth = 0; nth < IN_A_TURN; nth++) {
    const theft = await town.theft('at_once');
    const posting = hotline.post(theft);
    if (town.receiverOf(theft) === DEAD_BANK) await posting;
    else others.push(posting);
    await sleep(PACE_MS);
  }
  const posted = await Promise.all(others);
  await Promise.all(posted.map(({ caseId }) => record.settled(caseId)));
  return orderArrivalsOf(bench, posted, sinceMs);
}
