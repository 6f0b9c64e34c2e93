import { setTimeout as sleep } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

const CHECK_EVERY_MS = 500;
/** After so many checks in a row without progress, time counts as stuck. */
const CHECKS = 4;

/**
 * Waits for a promise and keeps the test server skipping time. With several workflows at once the
 * server sometimes forgets to give back one of its own locks on time, and the test would wait in
 * real time. When no activity runs and time does not jump, this function gives back one lock.
 * `progress` is a number that changes when our side does something.
 */
export async function keepSkipping<T>(
  env: TestWorkflowEnvironment,
  waiting: Promise<T>,
  progress: () => number,
): Promise<T> {
  const done = new AbortController();
  const result = waiting.finally(() => done.abort());
  const watch = watchTime(env, progress, done.signal);
  try {
    return await result;
  } finally {
    await watch;
  }
}

async function watchTime(env: TestWorkflowEnvironment, progress: () => number, done: AbortSignal): Promise<void> {
  let [progressBefore, timeBefore, stuckChecks] = [progress(), await env.currentTimeMs(), 0];
  while (!done.aborted) {
    await sleep(CHECK_EVERY_MS, undefined, { signal: done }).catch((error: unknown) => {
      if (!done.aborted) throw error;
    });
    if (done.aborted) return;
    const [timeNow, progressNow] = [await env.currentTimeMs(), progress()];
    const isStuck = progressNow === progressBefore && timeNow - timeBefore < 3 * CHECK_EVERY_MS;
    [progressBefore, timeBefore, stuckChecks] = [progressNow, timeNow, isStuck ? stuckChecks + 1 : 0];
    if (stuckChecks < CHECKS) continue;
    await env.connection.testService?.unlockTimeSkipping({});
    stuckChecks = 0;
  }
}
