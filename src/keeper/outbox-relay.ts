import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId, parseWorkflowId, RECORD_QUEUE } from '../contract/ids.js';
import { PRIORITY } from '../contract/priorities.js';
import { COMPLAINT_WORKFLOW, HOLD_WORKFLOW, type ComplaintInput, type HoldInput } from '../contract/workflows.js';
import { readInstitutionOfHold } from '../application/hold/read-holds.js';
import { databaseNow } from '../persistence/clock.js';
import { markOutboxRead, takeDueEntries, type DueEntry } from '../persistence/outbox/outbox.js';
import { inTransaction } from '../persistence/unit-of-work.js';
import { allAtOnce, oneByOne } from './run-batch.js';

/** Outbox entries taken in one turn, and told at the same time. */
const BATCH = 200;
const AT_A_TIME = 50;

/** A case or a hold, by the workflow that drives it. */
export type Subject = NonNullable<ReturnType<typeof parseWorkflowId>>;

/**
 * Does on the record what a workflow that is gone would have done. Answers whether something is
 * still to come, so that one is needed again.
 */
export type LatePath = (subject: Subject) => Promise<boolean>;

/**
 * Tells workflows what they have not read: starts those that never started and signals the others.
 * A workflow that has ended is not revived for a late message; the late path does what the record
 * needs. Returns how many entries it took.
 */
export async function relayOutbox(db: DataSource, client: Client, late: LatePath): Promise<number> {
  const entries = await inTransaction(db, async (manager) =>
    takeDueEntries(manager, BATCH, await databaseNow(manager)),
  );
  // One entry that cannot be delivered holds up no other; it is reported, and due again later.
  await oneByOne(inTurns(entries), (turn) => allAtOnce(turn, (entry) => relay(db, client, entry, late)));
  return entries.length;
}

/**
 * After an outage many entries are due at once: releases and holds that nobody has sent go before the
 * rest, otherwise the oldest goes first.
 */
function inTurns(entries: readonly DueEntry[]): DueEntry[][] {
  const sorted = entries.toSorted((a, b) => rank(a) - rank(b));
  return Array.from({ length: Math.ceil(sorted.length / AT_A_TIME) }, (_, turn) =>
    sorted.slice(turn * AT_A_TIME, (turn + 1) * AT_A_TIME),
  );
}

function rank({ workflowId, kind, message }: DueEntry): number {
  if (message === 'releaseOrdered') return 0;
  if (kind === 'start') return parseWorkflowId(workflowId)?.type === 'hold' ? 1 : 2;
  return 3;
}

async function relay(db: DataSource, client: Client, entry: DueEntry, late: LatePath): Promise<void> {
  const subject = parseWorkflowId(entry.workflowId);
  if (subject === undefined) throw new Error(`entry for ${entry.workflowId}, which is no workflow of ours`);
  try {
    if (entry.kind === 'start') await drive(db, client, subject);
    else await client.workflow.getHandle(entry.workflowId).signal(entry.message, entry.rowId);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError) && !(error instanceof WorkflowExecutionAlreadyStartedError))
      throw error;
    if (await late(subject)) await drive(db, client, subject);
    await inTransaction(db, async (manager) => markOutboxRead(manager, entry.workflowId, await databaseNow(manager)));
  }
}

/**
 * Starts the workflow of a subject unless it runs. One that was lost, with all of Temporal or by an
 * operator's hand, is driven again like this: it begins by reading the record and only ensures what
 * is due.
 */
export async function drive(db: DataSource, client: Client, subject: Subject): Promise<void> {
  const isComplaint = subject.type === 'complaint';
  const input: ComplaintInput | HoldInput = isComplaint ? { caseId: subject.id } : await holdInput(db, subject.id);
  await client.workflow.start(isComplaint ? COMPLAINT_WORKFLOW : HOLD_WORKFLOW, {
    workflowId: isComplaint ? complaintWorkflowId(subject.id) : holdWorkflowId(subject.id),
    taskQueue: RECORD_QUEUE,
    args: [input],
    priority: { priorityKey: isComplaint ? PRIORITY.NEXT : PRIORITY.FIRST },
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  });
}

async function holdInput(db: DataSource, holdId: string): Promise<HoldInput> {
  return { holdId, institution: await readInstitutionOfHold(db.manager, holdId) };
}
