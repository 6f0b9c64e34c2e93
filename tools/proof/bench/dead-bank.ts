import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.js';
import { orderArrivalsOf } from './measure/slices.js';
import type { Posted } from './hotline.js';
import { RECEIVERS } from './town.js';

/** From the POST to the order at its bank, ms, at all banks but one: when it answers, and not; of one round. */
export interface BesideDeadBank {
  readonly alive: readonly number[];
  readonly dead: readonly number[];
}

/** A complaint begins so often: more seldom than the system settles them, so that none queues. */
const PACE_MS = 300;
/** Complaints in one turn; a third of them is about the bank. */
const IN_A_TURN = 24;
/** Each has a ratio of its own: how far they lie apart is what the machine does, and the median is what counts. */
const ROUNDS = 3;
const DEAD_BANK = RECEIVERS[1];

/**
 * Posts complaints at an even pace, a third of them about one bank, while that bank answers and
 * while it is dead: it takes connections and says nothing. The turns of a round are taken alive,
 * dead, dead, alive, so that a machine that grows slower favours neither. What waited for the dead
 * bank is settled before the next turn. Returns the rounds.
 */
export async function besideDeadBank(bench: Bench): Promise<BesideDeadBank[]> {
  const rounds: BesideDeadBank[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [alive, dead]: [number[], number[]] = [[], []];
    alive.push(...(await paced(bench)).others);
    const waiting: Posted[] = [];
    await bench.town.setDead(DEAD_BANK, true);
    try {
      for (let turn = 0; turn < 2; turn++) {
        const { others, atBank } = await paced(bench);
        dead.push(...others);
        waiting.push(...atBank);
      }
    } finally {
      await bench.town.setDead(DEAD_BANK, false);
    }
    await Promise.all(waiting.map(({ caseId }) => bench.record.settled(caseId)));
    alive.push(...(await paced(bench)).others);
    rounds.push({ alive, dead });
  }
  return rounds;
}

/** Returns the times of the orders at the other banks, and the complaints about the bank. */
async function paced(bench: Bench): Promise<{ others: number[]; atBank: Posted[] }> {
  const { town, hotline, record } = bench;
  const sinceMs = Date.now();
  const [others, atBank]: [Promise<Posted>[], Promise<Posted>[]] = [[], []];
  for (let nth = 0; nth < IN_A_TURN; nth++) {
    const theft = await town.theft('at_once');
    const isAtBank = town.receiverOf(theft) === DEAD_BANK;
    (isAtBank ? atBank : others).push(hotline.post(theft));
    await sleep(PACE_MS);
  }
  const posted = await Promise.all(others);
  await Promise.all(posted.map(({ caseId }) => record.settled(caseId)));
  return { others: await orderArrivalsOf(bench, posted, sinceMs), atBank: await Promise.all(atBank) };
}
