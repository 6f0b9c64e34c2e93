import { setTimeout as sleep } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

const LOOK_EVERY_MS = 500;
/** Looks at which nothing moved, in a row, after which time counts as stuck. */
const LOOKS = 4;

/**
 * Waits while the server skips time, and keeps it skipping. With several workflows at once the test
 * server now and then forgets one of its own locks on time, and everybody would wait in real time.
 * When nothing is at work and time still only creeps, one lock is given back in its place.
 * `progress` is any number that changes when our side does something.
 */
export async function keepSkipping<T>(
  env: TestWorkflowEnvironment,
  waiting: Promise<T>,
  progress: () => number,
): Promise<T> {
  const over = new AbortController();
  const result = waiting.finally(() => over.abort());
  const watch = watchTime(env, progress, over.signal);
  try {
    return await result;
  } finally {
    await watch;
  }
}

async function watchTime(env: TestWorkflowEnvironment, progress: () => number, over: AbortSignal): Promise<void> {
  let [before, at, stuckLooks] = [progress(), await env.currentTimeMs(), 0];
  while (!over.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal: over }).catch((error: unknown) => {
      if (!over.aborted) throw error;
    });
    if (over.aborted) return;
    const [now, made] = [await env.currentTimeMs(), progress()];
    const isStuck = made === before && now - at < 3 * LOOK_EVERY_MS;
    [before, at, stuckLooks] = [made, now, isStuck ? stuckLooks + 1 : 0];
    if (stuckLooks < LOOKS) continue;
    await env.connection.testService?.unlockTimeSkipping({});
    stuckLooks = 0;
  }
}
