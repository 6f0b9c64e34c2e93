import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { DataSource } from 'typeorm';
import { parseWorkflowId, RECORD_QUEUE } from '../contract/ids.js';
import { COMPLAINT_WORKFLOW, HOLD_WORKFLOW, type ComplaintInput, type HoldInput } from '../contract/workflows.js';
import { databaseNow } from '../persistence/clock.js';
import { HoldRow } from '../persistence/entities/hold.entities.js';
import { markHintsRead, takeDueHints, type DueHint } from '../persistence/hint/hints.js';
import { inTransaction } from '../persistence/unit-of-work.js';

const BATCH = 50;

/** What becomes of a subject whose workflow has ended: the late path. */
export type LatePath = (subject: { type: 'complaint' | 'hold'; id: string }) => Promise<void>;

/**
 * Tells workflows what they have not read: starts those that never started and signals the others. A workflow that has ended is not
 * revived for a late message; the late path does what the record needs. Returns how many hints it took.
 */
export async function relayHints(db: DataSource, client: Client, late: LatePath): Promise<number> {
  const hints = await inTransaction(db, async (manager) => takeDueHints(manager, BATCH, await databaseNow(manager)));
  const outcomes = await Promise.allSettled(hints.map((hint) => relay(db, client, hint, late)));
  // One hint that cannot be delivered holds up no other; it is reported, and due again later.
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return hints.length;
}

async function relay(db: DataSource, client: Client, hint: DueHint, late: LatePath): Promise<void> {
  const subject = parseWorkflowId(hint.workflowId);
  if (subject === undefined) throw new Error(`hint for ${hint.workflowId}, which is no workflow of ours`);
  try {
    if (hint.kind === 'start') await start(db, client, hint.workflowId, subject);
    else await client.workflow.getHandle(hint.workflowId).signal(hint.message, hint.rowId);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError) && !(error instanceof WorkflowExecutionAlreadyStartedError))
      throw error;
    await late(subject);
    await inTransaction(db, async (manager) => markHintsRead(manager, hint.workflowId, await databaseNow(manager)));
  }
}

async function start(
  db: DataSource,
  client: Client,
  workflowId: string,
  subject: NonNullable<ReturnType<typeof parseWorkflowId>>,
): Promise<void> {
  const input: ComplaintInput | HoldInput =
    subject.type === 'complaint' ? { caseId: subject.id } : await holdInput(db, subject.id);
  await client.workflow.start(subject.type === 'complaint' ? COMPLAINT_WORKFLOW : HOLD_WORKFLOW, {
    workflowId,
    taskQueue: RECORD_QUEUE,
    args: [input],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
  });
}

async function holdInput(db: DataSource, holdId: string): Promise<HoldInput> {
  const { institution } = await db.manager.findOneByOrFail(HoldRow, { id: holdId });
  return { holdId, institution };
}
