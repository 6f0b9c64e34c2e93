import type { DataSource } from 'typeorm';
import type { HoldStep } from '../../contract/activities.js';
import { holdWorkflowId } from '../../contract/ids.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { markOutboxRead } from '../../persistence/outbox/outbox.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { applyMessageOfHold, unappliedMessages } from './apply-messages.js';
import { openKnownCase, type CaseWork } from '../case/case-work.js';
import { changeHold } from '../hold/change-hold.js';
import { findSubject } from '../message/find-subject.js';
import { holdStep } from './hold-step.js';
import type { MessageKind } from '../message/inbox.js';

/**
 * Applies the messages that arrived for a hold, ensures a release that is due, and says what the
 * hold needs next. Idempotent; also the keeper's late path for holds whose workflow is gone.
 */
export async function advanceHold(db: DataSource, holdId: string): Promise<HoldStep> {
  return inTransaction(db, async (manager) => {
    const work = await openHoldCase(manager, holdId);
    await markOutboxRead(manager, holdWorkflowId(holdId), work.now);
    await applyWaiting(work, holdId);
    return finishWith(work, holdId);
  });
}

/**
 * Writes down that all attempts to reach the institution failed. Only an order that nobody answered
 * becomes `unconfirmed`.
 */
export async function recordNoAnswer(db: DataSource, holdId: string): Promise<HoldStep> {
  return inTransaction(db, async (manager) => {
    const work = await openHoldCase(manager, holdId);
    await applyWaiting(work, holdId);
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    if (hold.state === 'ordered') await changeHold(work, hold, { state: 'unconfirmed', stateReason: 'NO_ANSWER' });
    return finishWith(work, holdId);
  });
}

/** Locks the case of a hold. Throws when there is no such hold. */
export async function openHoldCase(manager: CaseWork['manager'], holdId: string): Promise<CaseWork> {
  const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
  return openKnownCase(manager, hold.caseId, 'system');
}

/**
 * Ends a transaction on a hold: the next step is worked out before audit, exchanges and outbox entries are
 * written.
 */
export async function finishWith(work: CaseWork, holdId: string): Promise<HoldStep> {
  const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
  const step = await holdStep(work, hold);
  await work.finish();
  return step;
}

async function applyWaiting(work: CaseWork, holdId: string): Promise<void> {
  for (const message of await unappliedMessages(work)) {
    const subject = await findSubject(work.manager, message.kind as MessageKind, message.subjectId, message.party);
    if (subject?.holdId === holdId) await applyMessageOfHold(work, message);
  }
}
