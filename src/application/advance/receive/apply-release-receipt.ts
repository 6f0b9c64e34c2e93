import { IsNull } from 'typeorm';
import type { ReleaseReceiptMessage } from '../../../domain/hold/messages.js';
import { effectOfRelease } from '../../../domain/hold/end/release-effect.js';
import { clockToleranceMs } from '../../../domain/rulebook/clock-tolerance.js';
import { after, earlier } from '../../../domain/time.js';
import { HoldOrderRow, type HoldRow, ReleaseOrderRow } from '../../../persistence/entities/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/message.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { changeHold } from '../../hold/change/change-hold.js';
import { noteHolderNotifiedIn } from '../../hold/change/note-holder-notified.js';
import { noteLetGoBeforeEnd } from '../../hold/release/note-let-go.js';
import { answeredAfter } from '../look/unanswered-releases.js';
import { keepReceipt, noteNotApplied, signalCasesOfHold } from './keep-receipt.js';

/**
 * Applies an institution's receipt for a release: only then is the hold over. Returns the code of
 * its outcome.
 */
export async function applyReleaseReceipt(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  receipt: ReleaseReceiptMessage,
): Promise<string> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const outcome = effectOfRelease(hold, {
    isOfHold: receipt.holdId === hold.id,
    result: receipt.result,
    releasedSatang: BigInt(receipt.releasedAmountSatang),
    orders,
    at: earlier(new Date(receipt.at), after(message.receivedAt, clockToleranceMs(work.rulebook, work.now))),
  });
  const kept = {
    orderId: receipt.releaseOrderId,
    kind: 'release' as const,
    receiptSeq: 1,
    result: receipt.result,
    amountSatang: receipt.releasedAmountSatang,
    at: receipt.at,
  };
  keepReceipt(work, message, hold, kept, outcome);
  // What cannot be true acknowledges nothing: the release is sent again until it is true.
  if (outcome.apply || !outcome.opensBreak) {
    await acknowledgeRelease(work, { id: receipt.releaseOrderId, holdId: hold.id });
    await noteHolderNotifiedIn(work, message, hold, 'release', receipt);
  }
  if (!outcome.apply) return noteNotApplied(work, message, hold, outcome);
  await noteLetGoBeforeEnd(work, hold, orders);
  await changeHold(work, hold, { ...outcome, stateReason: hold.stateReason });
  await signalCasesOfHold(work, hold);
  return 'APPLIED';
}

/**
 * Marks a release order of a hold, or the open one, as acknowledged: the institution holds nothing
 * any more.
 */
export async function acknowledgeRelease(work: CaseWork, which: { id?: string; holdId: string }): Promise<void> {
  const release = await work.manager.findOneBy(ReleaseOrderRow, { ...which, acknowledgedAt: IsNull() });
  if (release === null) return;
  await work.manager.update(ReleaseOrderRow, { id: release.id }, { acknowledgedAt: work.now });
  work.acknowledge(release.id);
  work.audit('release.acknowledged', { releaseOrderId: release.id, holdId: release.holdId });
  await answeredAfter(work, release.holdId, 'RELEASE_UNANSWERED', release.orderedAt);
}
