import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../../../simulator/day/scenario.js';
import type { DayScript, PaymentStep, Step } from '../../../simulator/day/script.js';
import { Stage } from '../../../simulator/stories/stage.js';
import type { RunningSystem } from '../../embedded/begin/running-system.js';
import type { HoldView } from '../../../src/wire/case/hold.js';
import { Desk } from './desk.js';
import { measureDay, type DayFigures } from './measure-day.js';
import { Office, WHOLE_AFTER } from './office.js';
import { Outside } from './outside.js';

const LOOK_EVERY_MS = 2_000;
/** Everything of the demonstration rulebook is over so long after the last order. */
const OVER_WITHIN_MS = 240_000;
/** So many looks in a row must find everything over. */
const CALM_LOOKS = 2;

const ENDED = new Set<HoldView['state']>(['no_funds', 'refused', 'released', 'seized']);

/** What a day did, and whether everything of it ended by itself. */
export interface PlayedDay {
  readonly figures: DayFigures;
  readonly allOver: boolean;
}

/**
 * Plays a script on a running system, by the real clock: each step happens at its own instant.
 * Afterwards every party is well again, and everything that is open ends by its own deadline.
 */
export async function playDay(
  scenario: Scenario,
  script: DayScript,
  system: Pick<RunningSystem, 'apiUrl' | 'signInUrl' | 'simulatorAdminUrl'>,
  say: (line: string) => void,
): Promise<PlayedDay> {
  const stage = new Stage(system.simulatorAdminUrl);
  const outside = new Outside(stage, script);
  const desk = new Desk(outside, system.apiUrl, system.signInUrl);
  const office = new Office(stage, system.apiUrl, system.signInUrl);
  const { statementsEverySeconds: every } = scenario;
  if (every !== undefined) await office.stateEvery(every * 1_000);
  say(`opening ${script.accounts.length} accounts`);
  await outside.open();
  say(`playing ${script.steps.length} steps`);
  const payments = new Map(script.steps.flatMap((step) => (step.kind === 'payment' ? [[step.id, step]] : [])));
  const parties = new Set(script.steps.flatMap((step) => (step.kind === 'fault' ? [step.party] : [])));
  const failed: string[] = [];
  try {
    await playSteps(
      script.steps,
      (step, serial) => doStep(step, serial, { outside, desk, office, payments, begunAt: Date.now() - step.atMs }),
      failed,
    );
  } finally {
    for (const party of parties) await outside.behave({ party, mode: 'sync', delayMs: 0 });
  }
  say(`${desk.cases.length} complaints are taken; waiting until everything is over`);
  const { holds, allOver } = await untilOver(desk, stage);
  if (every !== undefined) {
    await sleep(2 * WHOLE_AFTER * every * 1_000); // until all have stated what they hold now
    await office.stateAsUsual();
  }
  const armed = await desk.armedHolds();
  const figures = await measureDay({ script, outside, desk, holds, armed, failed });
  return { figures, allOver };
}

/** Begins each step at its instant, and waits for all. */
async function playSteps(
  steps: readonly Step[],
  act: (step: Step, serial: number) => Promise<void>,
  failed: string[],
): Promise<void> {
  const begunAt = Date.now();
  const begun: Promise<void>[] = [];
  for (const [serial, step] of steps.entries()) {
    const waitMs = begunAt + step.atMs - Date.now();
    if (waitMs > 0) await sleep(waitMs);
    begun.push(
      act(step, serial).catch((error: unknown) => {
        failed.push(`${step.kind}: ${error instanceof Error ? error.message : String(error)}`);
      }),
    );
  }
  await Promise.all(begun);
}

interface Players {
  readonly outside: Outside;
  readonly desk: Desk;
  readonly office: Office;
  /** Epoch ms. */
  readonly begunAt: number;
  readonly payments: ReadonlyMap<number, PaymentStep>;
}

async function doStep(
  step: Step,
  serial: number,
  { outside, desk, office, begunAt, payments }: Players,
): Promise<void> {
  switch (step.kind) {
    case 'payment':
      await outside.pay(step);
      return;
    case 'complaint':
      return desk.take(
        step,
        step.payments.flatMap((id) => payments.get(id) ?? []),
      );
    case 'listing':
      return outside.list(step, serial);
    case 'fault':
      return outside.behave(step);
    case 'keys':
      return step.does === 'begin' ? office.beginRotation(step.party) : office.endRotation(step.party);
    case 'restore':
      return outside.restore(step.party, new Date(begunAt + step.toMs));
  }
}

/** Waits until every hold of the day has ended and no party owes a callback. */
async function untilOver(desk: Desk, stage: Stage): Promise<{ holds: HoldView[]; allOver: boolean }> {
  const giveUpAt = Date.now() + OVER_WITHIN_MS;
  let calm = 0;
  for (;;) {
    const owed = await stage.callbacksOwed();
    const holds: HoldView[] = [];
    for (const { caseId } of desk.cases) holds.push(...(await desk.holdsOf(caseId)));
    calm = owed === 0 && holds.every(({ state }) => ENDED.has(state)) ? calm + 1 : 0;
    if (calm >= CALM_LOOKS) return { holds, allOver: true };
    if (Date.now() > giveUpAt) return { holds, allOver: false };
    await sleep(LOOK_EVERY_MS);
  }
}
