import { type DataSource, IsNull } from 'typeorm';
import type { HoldOutcome } from '../../contract/outcomes.js';
import { holdWorkflowId } from '../../contract/ids.js';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import { after } from '../../domain/time.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import { markOutboxRead } from '../../persistence/outbox/outbox.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../case/open-case.js';
import { releaseOrderMessage, type ReleaseOrderMessage } from '../hold/release-order-message.js';
import type { SignedMessage } from '../message/signed-message.js';
import { finishWith, takeAnswerOfHold } from './advance-hold.js';
import { type ApplyMode, keepingFaulty } from './set-aside.js';

/** A release order, and the institution it is sent to. */
export interface ReleaseToSend {
  institution: string;
  order: ReleaseOrderMessage;
}

/**
 * Takes a hold's release order to send and counts the attempt. Returns undefined when there is
 * none that the institution has not acknowledged. Only a workflow as `taker` marks its outbox
 * entry as read: when the keeper sends the release, the workflow is still signalled. A keeper takes
 * none that another one has just taken: it is not due any more.
 */
export async function takeReleaseToSend(
  db: DataSource,
  holdId: string,
  taker: 'workflow' | 'keeper' = 'workflow',
): Promise<ReleaseToSend | undefined> {
  return inTransaction(db, async (manager) => {
    if (taker === 'workflow')
      await markOutboxRead(manager, holdWorkflowId(holdId), 'now', { message: 'releaseOrdered' });
    const release = await manager.findOne(ReleaseOrderRow, {
      where: { holdId, acknowledgedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    if (release === null) return undefined;
    const now = await databaseNow(manager);
    if (taker === 'keeper' && release.nextAttemptAt > now) return undefined;
    const attempts = release.attempts + 1;
    const sent = {
      attempts,
      nextAttemptAt: after(now, deliveryRetryMs(attempts)),
      firstSentAt: release.firstSentAt ?? now,
    };
    await manager.update(ReleaseOrderRow, { id: release.id }, sent);
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    const orders = await manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
    const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: hold.caseId });
    return {
      institution: hold.institution,
      order: releaseOrderMessage(await loadRulebook(manager, caseFile.rulebook), release, orders),
    };
  });
}

/**
 * Takes back that an attempt was counted, because nothing was sent: the pauses grow with attempts
 * only. The next one is still due after the pause that was set.
 */
export async function uncountRelease(db: DataSource, releaseOrderId: string): Promise<void> {
  await db.query(
    `UPDATE release_order
        SET attempts = attempts - 1, first_sent_at = CASE WHEN attempts > 1 THEN first_sent_at END
      WHERE id = $1 AND acknowledged_at IS NULL AND attempts > 0`,
    [releaseOrderId],
  );
}

/**
 * Records the institution's answer to a release order, if any, and returns what the hold needs
 * next.
 */
export function recordRelease(db: DataSource, holdId: string, message: SignedMessage | null): Promise<HoldOutcome> {
  return keepingFaulty((answer) => recordOnce(db, holdId, message, answer));
}

async function recordOnce(
  db: DataSource,
  holdId: string,
  message: SignedMessage | null,
  answer: ApplyMode | 'keep',
): Promise<HoldOutcome> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    if (message !== null) await takeAnswerOfHold(work, message, holdId, answer);
    return finishWith(work, holdId);
  });
}
