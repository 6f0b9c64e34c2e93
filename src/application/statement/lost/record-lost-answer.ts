import { type DataSource, type EntityManager } from 'typeorm';
import { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/traffic/outgoing.entities.js';
import { LostOrderReleaseRow, LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { isRefusal } from '../../message/answer-message.js';
import { effectOfMessage } from '../../message/message-effect.js';
import { type Callback, keepMessage, type MessageReceived } from '../../message/receive-message.js';
import type { ProvedMessage } from '../../message/signed-message.js';
import { noteLostReleased } from './note-lost-released.js';

/** Keeps a signed answer to the release of a lost order, the same words once; the first receipt ends the lost order. */
export async function recordLostAnswer(db: DataSource, releaseId: string, answer: ProvedMessage): Promise<void> {
  await inTransaction(db, (manager) => keepAnswer(manager, releaseId, answer));
}

/**
 * Takes a callback with the receipt for the release of a lost order, from an institution that did not answer it
 * directly. Undefined where it is about no such release of that institution.
 */
export async function receiveLostReceipt(db: DataSource, callback: Callback): Promise<MessageReceived | undefined> {
  const { kind, party, subjectId, messageKey } = callback;
  if (kind !== 'release.receipt' || !(await isReleaseAt(db.manager, subjectId, party))) return undefined;
  return inTransaction(db, async (manager) => {
    const outcome = await keepAnswer(manager, subjectId, { ...callback, kind: 'lost.released' });
    const { id } = await manager.findOneByOrFail(InboxMessageRow, { party, messageKey });
    return { ok: true, id, duplicate: outcome === undefined, signal: null, ...effectOfMessage(outcome ?? 'KNOWN') };
  });
}

async function isReleaseAt(manager: EntityManager, id: string, institution: string): Promise<boolean> {
  const release = await manager.findOneBy(LostOrderReleaseRow, { id });
  return release !== null && manager.existsBy(LostOrderRow, { id: release.lostOrderId, institution });
}

/** Keeps an answer and what follows from it. Returns its outcome; undefined where it was kept before. */
async function keepAnswer(
  manager: EntityManager,
  releaseId: string,
  answer: ProvedMessage,
): Promise<string | undefined> {
  const { caseId, lostOrderId } = await manager.findOneByOrFail(LostOrderReleaseRow, { id: releaseId });
  const work = await openKnownCase(manager, caseId, 'system');
  const message = await manager.findOneOrFail(OutgoingMessageRow, {
    where: { id: releaseId },
    lock: { mode: 'pessimistic_write' },
  });
  const outcome = isRefusal(answer) ? 'REFUSED' : message.acknowledgedAt === null ? 'APPLIED' : 'KNOWN';
  const kept = await keepMessage(manager, answer, caseId, work.now, { outcome });
  if (kept === undefined) return undefined;
  const { party, kind } = kept;
  work.audit('message.applied', { messageId: kept.id, party, kind, subjectId: releaseId, outcome });
  if (outcome === 'APPLIED') {
    const { result = null } = answer.content as { result?: string };
    const acknowledged = { acknowledgedAt: work.now, answer: result, leasedUntil: null };
    await manager.update(OutgoingMessageRow, { id: releaseId }, acknowledged);
    work.audit('lost_order.release_acknowledged', { releaseId, lostOrderId, party, result });
  }
  if (outcome !== 'REFUSED') await noteLostReleased(work, { subjectId: lostOrderId }, kept);
  await work.finish();
  return outcome;
}
