import type { Client } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import { casesNotAskedInTime, overdueCases, waitingMessages } from '../application/advance/look/find-late-work.js';
import { endInTime, expiredHolds } from '../application/advance/look/release-without-temporal.js';
import { findSubject } from '../application/message/receive-message.js';
import type { MessageKind } from '../application/message/signed-message.js';
import { curedBreaks, settleCured } from '../application/break/settle-cured.js';
import { breakUnanswered, unansweredReleases } from '../application/advance/look/unanswered-releases.js';
import { breakSilentLost, dueLostOrders, releaseLostInTime } from '../application/statement/lost/due-lost-orders.js';
import { dueOwnSuspensions, lapseOwnSuspension } from '../application/notice/end-own-suspension.js';
import { subjectsCalledLate } from '../outgoing/take.js';
import { databaseErrorCode } from '../persistence/unit-of-work.js';
import type { LookForWorkflow, WithoutWorkflow } from './advance-without-workflow.js';
import { inBatches, oneByOne } from './run-batch.js';
import { startWorkflow } from './start-workflow.js';

/** Rows that one round takes. */
const ROWS_PER_ROUND = 100;
/** More than any other chore takes: a hold past its time is the worst that can wait. */
const EXPIRED_PER_ROUND = 1_000;
/** Workflows that one round starts again, after all of them were lost too. */
const STARTS_PER_ROUND = 500;
const STARTS_AT_ONCE = 50;

/** SQLSTATE of a lock, or a statement, that took too long (PostgreSQL appendix A). */
const TOOK_TOO_LONG = new Set(['55P03', '57014']);

/**
 * Orders the release of every hold past its expiry, whatever the workflows do, and sends it; where only the own power
 * of a hold is over, the order by which it goes on. Where a case cannot
 * be locked in time, its other holds wait for the next round. After any other fault they do not: it
 * may be one hold's own. Returns how many holds this call ordered for.
 */
export async function sweepExpiredHolds(
  db: DataSource,
  dispatcher: Pick<Dispatcher, 'sendAboutHolds'>,
): Promise<number> {
  let ended = 0;
  const stuck = new Set<string>();
  await oneByOne(await expiredHolds(db, EXPIRED_PER_ROUND), async ({ holdId, caseId }) => {
    if (stuck.has(caseId)) return;
    try {
      if (!(await endInTime(db, holdId))) return;
      ended += 1;
      dispatcher.sendAboutHolds([holdId]);
    } catch (error) {
      if (TOOK_TOO_LONG.has(databaseErrorCode(error) ?? '')) stuck.add(caseId);
      throw error;
    }
  });
  return ended;
}

/**
 * Opens a break for each release, and each order for less, that its institution has not answered in
 * time (P-BREAK), so that a person hears of money that may still be held. Returns how many it opened.
 */
export async function breakSilentReleases(db: DataSource): Promise<number> {
  let opened = 0;
  await oneByOne(await unansweredReleases(db, ROWS_PER_ROUND), async (order) => {
    opened += (await breakUnanswered(db, order)) ? 1 : 0;
  });
  return opened;
}

/**
 * Orders the release of each lost order whose time is over, and opens a break for each such release that was not
 * answered in time (P-BREAK). Returns how many of both.
 */
export async function endLostOrders(db: DataSource): Promise<number> {
  let done = 0;
  const { over, silent } = await dueLostOrders(db, ROWS_PER_ROUND);
  await oneByOne(over, async (lost) => {
    done += (await releaseLostInTime(db, lost)) ? 1 : 0;
  });
  await oneByOne(silent, async (release) => {
    done += (await breakSilentLost(db, release)) ? 1 : 0;
  });
  return done;
}

/**
 * Settles the breaks whose cause is gone, such as a question that came to its institution at last.
 * Returns how many it settled.
 */
export async function settleCuredBreaks(db: DataSource): Promise<number> {
  let settled = 0;
  await oneByOne(await curedBreaks(db), async (cured) => {
    settled += (await settleCured(db, cured)) ? 1 : 0;
  });
  return settled;
}

/**
 * Looks at the cases whose questions about debits have not come to their institutions when the urgent
 * time must begin anew (P-URG). Needs no Temporal. Returns how many cases there were.
 */
export async function extendUrgentTimes(db: DataSource, look: LookForWorkflow): Promise<number> {
  const cases = await casesNotAskedInTime(db, ROWS_PER_ROUND);
  await oneByOne(cases, look);
  return cases.length;
}

/**
 * Applies messages that no workflow read in time. The entries that start a case's workflow, or tell
 * it what persons did, stay unread: Temporal may be away, and takes them when it is back. Returns
 * how many messages there were.
 */
export async function applyLateMessages(db: DataSource, without: WithoutWorkflow): Promise<number> {
  const waiting = await waitingMessages(db, ROWS_PER_ROUND);
  await oneByOne(waiting, async ({ kind, subjectId, party, caseId }) => {
    const subject = await findSubject(db.manager, kind as MessageKind, subjectId, party);
    if (subject?.holdId == null) await without.look(caseId);
    else await without.advance({ type: 'hold', id: subject.holdId });
  });
  return waiting.length;
}

/**
 * Looks at every open case whose next deadline passed some time ago, because its workflow is stuck
 * or lost. It looks at the case first, which needs no Temporal, and then starts the workflow again
 * if work remains. Returns how many cases there were.
 */
export async function driveOverdueCases(db: DataSource, client: Client, look: LookForWorkflow): Promise<number> {
  const overdue = await overdueCases(db, ROWS_PER_ROUND);
  await oneByOne(overdue, async (caseId) => {
    if (await look(caseId)) await startWorkflow(db, client, { type: 'complaint', id: caseId });
  });
  return overdue.length;
}

/**
 * Starts the workflow of each hold whose call is overdue, unless it runs: it was terminated, or lost
 * with all of Temporal, after it had read its outbox entries. Returns how many there were.
 */
export async function driveLostWorkflows(db: DataSource, client: Client): Promise<number> {
  const holds = await subjectsCalledLate(db, 'hold.order', STARTS_PER_ROUND);
  await inBatches(holds, STARTS_AT_ONCE, (id) => startWorkflow(db, client, { type: 'hold', id }));
  return holds.length;
}

/**
 * Ends institutions' own suspensions whose time under section 6 passed without an officer's result
 * (LIFT-6D). Returns how many there were.
 */
export async function lapseOwnSuspensions(db: DataSource): Promise<number> {
  const due = await dueOwnSuspensions(db, ROWS_PER_ROUND);
  await oneByOne(due, (suspensionId) => lapseOwnSuspension(db, suspensionId));
  return due.length;
}
