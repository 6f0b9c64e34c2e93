import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem } from '../../embedded/begin/running-system.js';
import { BankSide } from '../crash/act/bank-side.js';
import type { Found } from '../crash/judge/checks.js';
import { takeInSteadily } from '../crash/act/intake.js';
import { judge, type Judged } from '../crash/judge/judge.js';
import { Killer } from '../crash/strike/killer.js';
import { People } from '../crash/act/people.js';
import { makePlan, type Target } from '../crash/strike/plan.js';
import { apisOf } from '../crash/proof-system.js';
import { RecordReader } from '../crash/judge/record-reader.js';
import { settle } from '../crash/strike/settle.js';
import type { Targets } from '../crash/act/targets.js';
import { Watch } from '../crash/strike/watch.js';
import type { RollingOptions } from './options.js';
import { COPIES, rollPlan } from './roll-plan.js';

/** A process that was asked to end. */
export interface Restarted {
  readonly target: Target;
  /** How it ended, in the supervisor's words; `exit code 0` is in good order. */
  readonly how: string;
  readonly awayMs: number;
}

/** What a rolling restart found. */
export interface Rolled {
  readonly judged: Judged;
  readonly restarts: readonly Restarted[];
}

/** Load before the first restart and after the last. */
const LEAD_MS = 5_000;
/** From one process being back to the next being asked. */
const APART_MS = 2_000;
/** A process that takes longer did not end, or does not start again. */
const BACK_WITHIN_MS = 180_000;
/** More complaints than any run posts: it stops when the restarts are over. */
const PLANNED = 5_000;

/**
 * Restarts every process in turn while complaints, decisions and callbacks flow, then judges as
 * after a crash run. It also checks that every process ended in good order, and that a request
 * without an answer got one from the other API.
 */
export async function rollUnderLoad(
  running: RunningSystem,
  targets: Targets,
  { rounds, everyMs, seed }: RollingOptions,
  print: (line: string) => void,
): Promise<Rolled> {
  const record = new RecordReader(running.databaseUrl);
  try {
    const bankSide = new BankSide(running.simulatorAdminUrl);
    const killer = new Killer([], targets, () => 0, print);
    const people = new People({
      apis: apisOf(running),
      signInUrl: running.signInUrl,
      killer,
      isOnRecord: (kind, token) => record.isOnRecord(kind, token),
    });
    const watch = new Watch(bankSide);
    watch.start();
    let isOver = false;
    const load = takeInSteadily(
      makePlan(seed, 0, PLANNED).complaints,
      { seed, bankSide, people, killer, record },
      { everyMs, isOver: () => isOver },
    );
    const rolling = restartAll(targets, rollPlan(rounds), print).finally(() => (isOver = true));
    const [restarts, { faults, courses }] = await Promise.all([rolling, load]);
    await courses;
    const settled = await settle(record, bankSide);
    await watch.stop();
    const judged = await judge({ running, record, bankSide, people, watch, settled, faults, kills: 0, killer });
    const found = [...judged.found, endedInGoodOrder(restarts), answeredByTheOther(people)];
    const ok = judged.ok && found.every(({ violations }) => violations.length === 0);
    return { judged: { ...judged, ok, found }, restarts };
  } finally {
    await record.close();
  }
}

async function restartAll(
  targets: Targets,
  plan: readonly Target[],
  print: (line: string) => void,
): Promise<Restarted[]> {
  const restarts: Restarted[] = [];
  await sleep(LEAD_MS);
  for (const target of plan) {
    const askedAt = Date.now();
    const { back } = await targets.kill(target, 'SIGTERM');
    const isBack = await Promise.race([back.then(() => true), sleep(BACK_WITHIN_MS, false, { ref: false })]);
    const how = isBack ? targets.endingOf(target) : 'no end, or no new start';
    const restarted = { target, how, awayMs: Date.now() - askedAt };
    restarts.push(restarted);
    print(restartLine(restarted));
    if (!isBack) break;
    await sleep(APART_MS);
  }
  await sleep(LEAD_MS);
  return restarts;
}

/** Describes a restart for people. */
export function restartLine({ target, how, awayMs }: Restarted): string {
  return `${target} restarted: ended with ${how}, back after ${(awayMs / 1_000).toFixed(1)} s`;
}

function endedInGoodOrder(restarts: readonly Restarted[]): Found {
  return {
    question: 'every process that was asked to end did so in good order',
    checked: restarts.length,
    violations: restarts.filter(({ how }) => how !== 'exit code 0').map(({ target, how }) => `${target}: ${how}`),
  };
}

/**
 * Checks that no act or look took more requests than there are APIs: only one is away at a time.
 */
function answeredByTheOther({ acts, mostRequests }: People): Found {
  const slow = acts.filter(({ attempts }) => attempts > COPIES);
  const isLook = slow.length === 0 && mostRequests > COPIES;
  return {
    question: 'whoever got no answer from one API got it from the other',
    checked: acts.length,
    violations: [
      ...slow.map(({ kind, token, attempts }) => `${kind} ${token} took ${attempts} requests`),
      ...(isLook ? [`a look took ${mostRequests} requests`] : []),
    ],
  };
}
