import type { DataConverter } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { agencyQueue, ANALYSIS_QUEUE, INSTITUTION_QUEUE, RECORD_QUEUE } from '../../../src/contract/ids.js';
import type { Agency } from '../../../src/domain/party.js';
import type { World } from './world-activities.js';

/** The agencies that the tests ask; each has its own queue and worker. */
const ASKED_AGENCIES = ['amlo', 'bot'] as const satisfies readonly Agency[];

/** Stands in histories instead of the machine's name. */
export const IDENTITY = 'test';

/**
 * Creates workers on every queue that the tests use, with the activities of the database in
 * memory. `slots` is the number of activities of a queue at a time.
 */
export function createWorldWorkers(
  env: TestWorkflowEnvironment,
  dataConverter: DataConverter,
  code: string,
  world: World,
  slots = 100,
): Promise<Worker[]> {
  const common = {
    connection: env.nativeConnection,
    dataConverter,
    identity: IDENTITY,
    shutdownForceTime: '5 s',
    maxConcurrentActivityTaskExecutions: slots,
  } as const;
  const counted = <T extends object>(activities: T): T => countProgress(world, activities);
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: RECORD_QUEUE,
      workflowBundle: { code },
      // The local activities of workflows run here too, whatever their queue.
      activities: {
        ...counted(world.recordActivities()),
        ...counted(world.agencyActivities()),
        ...counted(world.institutionActivities()),
        ...counted(world.analysisActivities()),
      },
    }),
    Worker.create({
      ...common,
      taskQueue: INSTITUTION_QUEUE,
      activities: { ...counted(world.institutionActivities()) },
    }),
    Worker.create({
      ...common,
      taskQueue: ANALYSIS_QUEUE,
      activities: { ...counted(world.analysisActivities()) },
    }),
    ...ASKED_AGENCIES.map((agency) =>
      Worker.create({
        ...common,
        taskQueue: agencyQueue(agency),
        activities: { ...counted(world.agencyActivities()) },
      }),
    ),
  ]);
}

function countProgress<T extends object>(world: World, activities: T): T {
  const wrap = (call: (input: unknown) => Promise<unknown>) => async (input: unknown) => {
    world.progress += 1;
    try {
      return await call(input);
    } finally {
      world.progress += 1;
    }
  };
  return Object.fromEntries(Object.entries(activities).map(([name, call]) => [name, wrap(call as never)])) as T;
}
