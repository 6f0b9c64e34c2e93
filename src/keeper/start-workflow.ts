import type { Client } from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { DataSource } from 'typeorm';
import { readHoldStep } from '../application/advance/look/hold-step.js';
import { readInstitutionOfHold } from '../application/hold/view/read-holds.js';
import type { parseWorkflowId } from '../contract/ids.js';
import { attributesOfHold, withValue } from '../contract/search-attributes.js';
import type { HoldInput } from '../contract/workflows.js';
import { delayUntil } from '../dispatch/tell-temporal.js';
import { startOfCase, startOfHold } from '../dispatch/workflow-start.js';
import { CASE_MOVED } from '../persistence/outbox/outbox.js';

/** A case or a hold, named by the workflow that drives it. */
export type WorkflowSubject = NonNullable<ReturnType<typeof parseWorkflowId>>;

/** How long Temporal may take for one start or signal. */
const DEADLINE_MS = 5_000;

/** Calls Temporal once; rejects when it has not answered in time. */
export function callTemporal<T>(client: Client, call: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + DEADLINE_MS, call);
}

/**
 * Starts the workflow of a case or hold unless it runs. It may also be one that was lost, with all
 * of Temporal or by an operator: the workflow reads the database first and only does what is due.
 */
export async function startWorkflow(db: DataSource, client: Client, subject: WorkflowSubject): Promise<void> {
  const { type, ...options } = await startOfSubject(db, subject);
  await callTemporal(client, () => client.workflow.start(type, options));
}

/**
 * Starts the workflow of a hold whose start nobody has noted, when the hold needs it, as the process
 * that ordered the hold does: with a delay while it only waits, and not at all when it has ended.
 * One that runs or waits already is left as it is. Resolves with whether the workflow notes its start
 * by itself: not while it waits, or is not needed.
 */
export async function startHold(db: DataSource, client: Client, holdId: string): Promise<boolean> {
  const { next, untilMs, codes, institution } = await readHoldStep(db, holdId);
  if (next === 'done') return false;
  const { type, options } = startOfHold({ holdId, institution });
  await callTemporal(client, () =>
    client.workflow.start(type, {
      ...options,
      ...START_OPTIONS,
      startDelay: delayUntil(untilMs),
      typedSearchAttributes: withValue(attributesOfHold(codes)),
    }),
  );
  return next !== 'wait';
}

/**
 * Starts the workflow of a case whose start nobody has read. One that runs already began with what
 * intake wrote and has not looked at the case: it is told to.
 */
export async function startToLook(db: DataSource, client: Client, subject: WorkflowSubject): Promise<void> {
  const { type, ...options } = await startOfSubject(db, subject);
  const look = { signal: CASE_MOVED, signalArgs: [subject.id] };
  await callTemporal(client, () => client.workflow.signalWithStart(type, { ...options, ...look }));
}

/**
 * Signals the workflow of a hold, also one that has not begun. One that has ended is not run again.
 * @throws WorkflowExecutionAlreadyStartedError when it has ended
 */
export async function wakeHold(
  db: DataSource,
  client: Client,
  subject: WorkflowSubject,
  { message, rowId }: { message: string; rowId: string },
): Promise<void> {
  const { type, ...options } = await startOfSubject(db, subject);
  const workflowIdReusePolicy = WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY;
  const signal = { signal: message, signalArgs: [rowId] };
  await callTemporal(client, () =>
    client.workflow.signalWithStart(type, { ...options, ...signal, workflowIdReusePolicy }),
  );
}

/** Starts a workflow unless it runs, also one that has ended. */
const START_OPTIONS = {
  workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
};

async function startOfSubject(db: DataSource, { type, id }: WorkflowSubject) {
  const start = type === 'hold' ? startOfHold(await holdInput(db, id)) : startOfCase({ caseId: id });
  return { type: start.type, ...start.options, ...START_OPTIONS };
}

async function holdInput(db: DataSource, holdId: string): Promise<HoldInput> {
  return { holdId, institution: await readInstitutionOfHold(db.manager, holdId) };
}
