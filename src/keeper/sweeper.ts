import type { Client } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../agencies/registry.js';
import type { InstitutionPort } from '../institutions/port.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import type { SubjectHash } from '../application/link/subject-hash.js';
import { advanceCase } from '../application/advance/advance-case.js';
import { advanceHold } from '../application/advance/advance-hold.js';
import { recordRelease, takeReleaseToSend } from '../application/advance/deliver-release-order.js';
import { answerTo } from '../application/message/answer-message.js';
import { findSubject } from '../application/message/receive-message.js';
import type { MessageKind } from '../application/message/signed-message.js';
import {
  dueReleases,
  expiredHolds,
  overdueCases,
  releaseExpired,
  waitingMessages,
} from '../application/advance/sweep.js';
import { allAtOnce, oneByOne } from './run-batch.js';
import { drive, type LatePath } from './outbox-relay.js';

const BATCH = 100;

/**
 * Orders the release of every hold past its time, whatever the workflows do. Returns how many this
 * call ordered.
 */
export async function sweepExpired(db: DataSource): Promise<number> {
  let released = 0;
  await oneByOne(await expiredHolds(db, BATCH), async (holdId) => {
    released += (await releaseExpired(db, holdId)) ? 1 : 0;
  });
  return released;
}

/**
 * Sends every release that is due and that a live workflow would have sent by now. Needs PostgreSQL
 * and the institutions only.
 */
export async function sendDueReleases(db: DataSource, institutions: InstitutionPort): Promise<number> {
  const due = await dueReleases(db, BATCH);
  await allAtOnce(due, (holdId) => sendRelease(db, institutions, holdId));
  return due.length;
}

async function sendRelease(db: DataSource, institutions: InstitutionPort, holdId: string): Promise<void> {
  const release = await takeReleaseToSend(db, holdId);
  if (release === undefined) return;
  const to = await endpointOf(db, release.institution);
  const answer = await institutions.releaseHold(to, release.order);
  const { releaseOrderId } = release.order;
  await recordRelease(db, holdId, answerTo('release.order', to.slug, releaseOrderId, answer));
}

/** Applies messages that no workflow read in time. Returns how many there were. */
export async function applyLateMessages(db: DataSource, late: LatePath): Promise<number> {
  const waiting = await waitingMessages(db, BATCH);
  await oneByOne(waiting, async ({ kind, subjectId, party, caseId }) => {
    const subject = await findSubject(db.manager, kind as MessageKind, subjectId, party);
    await late(subject?.holdId == null ? { type: 'complaint', id: caseId } : { type: 'hold', id: subject.holdId });
  });
  return waiting.length;
}

/** Does on the record what a workflow that is gone would have done. */
export function latePath(db: DataSource, hash: SubjectHash): LatePath {
  return async (subject) => {
    if (subject.type === 'complaint') return !(await advanceCase(db, subject.id, AGENCY_DIALECTS, hash)).done;
    return (await advanceHold(db, subject.id)).next !== 'done';
  };
}

/**
 * Drives again every open case whose next deadline passed some time ago without anybody acting: its
 * workflow is stuck or lost. What is due is done on the record first, for that needs no Temporal.
 * Returns how many there were.
 */
export async function redriveOverdue(db: DataSource, client: Client, late: LatePath): Promise<number> {
  const overdue = await overdueCases(db, BATCH);
  await oneByOne(overdue, async (caseId) => {
    const subject = { type: 'complaint', id: caseId } as const;
    if (await late(subject)) await drive(db, client, subject);
  });
  return overdue.length;
}
