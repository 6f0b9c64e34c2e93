import {
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { FloorActivities } from './floor-activities.js';

/*
 * FROZEN: this code never changes, whatever the product's own workflows do, because figures of
 * different versions are compared by their ratio to it. The floor is what Temporal itself costs
 * for the work of a one-transfer complaint, on the same server and in the same run: two bare
 * workflows that start at the same time, with 8 empty activities, 2 timers and 2 signals between
 * them.
 */

const { empty } = proxyActivities<FloorActivities>({ startToCloseTimeout: '30 s' });
const TIMER_MS = 1;

export const reached = defineSignal('reached');

/**
 * Stands for the hold: 4 activities, a timer, sends one signal and waits for one. Returns when its
 * first activity ran, epoch ms.
 */
export async function floorHold(caseWorkflowId: string): Promise<number> {
  const told = toldOnce();
  const startedAt = await empty();
  await getExternalWorkflowHandle(caseWorkflowId).signal(reached);
  await empty();
  await told();
  await empty();
  await sleep(TIMER_MS);
  await empty();
  return startedAt;
}

/** Stands for the complaint: 4 activities, a timer, waits for one signal and sends one. */
export async function floorCase(holdWorkflowId: string): Promise<void> {
  const told = toldOnce();
  await empty();
  await told();
  await empty();
  await sleep(TIMER_MS);
  await empty();
  await getExternalWorkflowHandle(holdWorkflowId).signal(reached);
  await empty();
}

function toldOnce(): () => Promise<void> {
  let isTold = false;
  setHandler(reached, () => void (isTold = true));
  return () => condition(() => isTold);
}
