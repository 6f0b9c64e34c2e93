import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { parseWorkflowId } from '../contract/ids.js';
import { databaseNow } from '../persistence/clock.js';
import {
  CASE_MOVED,
  markOutboxRead,
  noteCarriedOut,
  takeDueEntries,
  type DueEntry,
} from '../persistence/outbox/outbox.js';
import { inTransaction } from '../persistence/unit-of-work.js';
import type { WithoutWorkflow } from './advance-without-workflow.js';
import { inBatches } from './run-batch.js';
import {
  callTemporal,
  startHold,
  startToLook,
  startWorkflow,
  wakeHold,
  type WorkflowSubject,
} from './start-workflow.js';

/** Outbox entries that one round takes. */
const ENTRIES_PER_ROUND = 200;
/** Outbox entries that are relayed at the same time. */
const ENTRIES_AT_ONCE = 50;

/**
 * Relays outbox entries that are still unread: starts workflows that never started and signals the
 * others. A late entry does not revive a workflow that has ended; the case or hold is then
 * advanced without it. When Temporal does not take news of a case for the second time, this process
 * looks at the case, because the process that committed the news should have done so long ago.
 * Returns how many entries it took.
 */
export async function relayOutbox(db: DataSource, client: Client, without: WithoutWorkflow): Promise<number> {
  const entries = await takeDueEntries(db.manager, ENTRIES_PER_ROUND, 'now');
  // An entry that cannot be delivered does not stop the others; it is reported, and due again
  // later.
  await inBatches(sorted(entries), ENTRIES_AT_ONCE, (entry) => relayEntry(db, client, entry, without));
  return entries.length;
}

/**
 * Sorts entries. After an outage many are due at once: releases and holds that nobody has sent go
 * first, the rest by age.
 */
function sorted(entries: readonly DueEntry[]): DueEntry[] {
  return entries.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ workflowId, kind, message }: DueEntry): number {
  if (message === 'releaseOrdered') return 0;
  if (kind === 'start') return parseWorkflowId(workflowId)?.type === 'hold' ? 1 : 2;
  return 3;
}

/**
 * Starts or signals the workflow of an entry. A hold's workflow may sleep until its expiry before it
 * begins, and only a signal with a start wakes it. While it sleeps it notes nothing, so its start is
 * noted here: else it would be repeated until then.
 */
async function relay(db: DataSource, client: Client, subject: WorkflowSubject, entry: DueEntry): Promise<unknown> {
  const { kind, workflowId, message, rowId } = entry;
  if (subject.type === 'hold') {
    if (kind !== 'start') return wakeHold(db, client, subject, { message, rowId });
    if (await startHold(db, client, subject.id)) return undefined;
    return markOutboxRead(db.manager, workflowId, 'now', { kind });
  }
  if (kind === 'start') return startToLook(db, client, subject);
  return callTemporal(client, () => client.workflow.getHandle(workflowId).signal(message, rowId));
}

async function relayEntry(db: DataSource, client: Client, entry: DueEntry, without: WithoutWorkflow): Promise<void> {
  const subject = parseWorkflowId(entry.workflowId);
  if (subject === undefined) throw new Error(`entry for ${entry.workflowId}, which is no workflow of ours`);
  try {
    await relay(db, client, subject, entry);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) {
      // To advance marks what it reads. What was committed since is still unread, and comes again.
      if (await without.advance(subject)) await startWorkflow(db, client, subject);
      return;
    }
    if (subject.type === 'complaint' && waitsForLook(entry)) {
      const caseId = subject.id;
      await without.look(caseId);
      await inTransaction(db, async (manager) =>
        noteCarriedOut(manager, entry, { caseId, now: await databaseNow(manager) }),
      );
    }
    throw error;
  }
}

/** Returns whether an entry is news of a case that the process which committed it has not read. */
function waitsForLook({ kind, message, attempts }: DueEntry): boolean {
  return kind === 'look' && message !== CASE_MOVED && attempts > 1;
}
