import type { ReleaseReason } from '../../../domain/hold/hold.js';
import type { HoldLapsedMessage } from '../../../domain/hold/messages.js';
import { effectOfLapse } from '../../../domain/hold/end/release-effect.js';
import { clockToleranceMs } from '../../../domain/rulebook/clock-tolerance.js';
import { earlier } from '../../../domain/time.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/message.entities.js';
import { openBreak } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { changeHold } from '../../hold/change/change-hold.js';
import { noteHolderNotifiedIn } from '../../hold/change/note-holder-notified.js';
import { noteLetGoBeforeEnd } from '../../hold/release/note-let-go.js';
import { SAYS_NO } from '../../message/answer-message.js';
import { basisOfEnd } from '../../hold/release/read-end-of-time.js';
import { acknowledgeRelease } from './apply-release-receipt.js';
import { expiryReason } from '../look/hold-step.js';
import { keepReceipt, noteNotApplied, signalCasesOfHold } from './keep-receipt.js';

/**
 * Applies an institution's report that a hold lapsed by itself. Where no release was ordered, the
 * hold keeps the rows by which its time was over. Returns the code of its outcome.
 */
export async function applyLapse(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  report: HoldLapsedMessage,
): Promise<string> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const endsAs = expiryReason(work, orders);
  const outcome = effectOfLapse(hold, {
    isOfHold: report.holdId === hold.id,
    releasedSatang: BigInt(report.releasedAmountSatang),
    authority: report.authority,
    orders,
    endsAs,
    isCurrentOrder: !(await hasNewerOrder(work, hold, report.orderId)),
    // A lapse cannot lie after its report, whatever the report says.
    at: earlier(new Date(report.at), message.receivedAt),
    toleranceMs: clockToleranceMs(work.rulebook, work.now),
  });
  // What another authority kept beside the hold has ended, and not the hold.
  const isBeside = report.authority !== undefined && hold.state !== 'seized';
  const kept = {
    orderId: report.orderId,
    kind: isBeside ? ('authority' as const) : ('lapse' as const),
    receiptSeq: 1,
    result: isBeside ? 'AUTHORITY_ENDED' : 'LAPSED',
    amountSatang: report.releasedAmountSatang,
    at: report.at,
  };
  keepReceipt(work, message, hold, kept, outcome);
  if (!outcome.apply) return noteNotApplied(work, message, hold, outcome);
  if (!isBeside) {
    await acknowledgeRelease(work, { holdId: hold.id });
    if (hold.state !== 'seized') await noteLetGoBeforeEnd(work, hold, orders);
  }
  await changeHold(work, hold, { ...outcome, stateReason: outcome.stateReason ?? hold.stateReason });
  if (!isBeside) await noteHolderNotifiedIn(work, message, hold, 'release', report);
  if (outcome.stateReason === endsAs) await keepBasis(work, hold, orders, endsAs);
  if (outcome.opensBreak !== null) await openBreak(work, hold, message, outcome.opensBreak);
  await signalCasesOfHold(work, hold);
  return 'APPLIED';
}

/** Keeps the rows by which the time of a hold was over. */
async function keepBasis(
  work: CaseWork,
  hold: HoldRow,
  orders: readonly HoldOrderRow[],
  endsAs: ReleaseReason,
): Promise<void> {
  const newest = orders.at(-1);
  if (newest === undefined) throw new Error(`hold ${hold.id} has no order`);
  const lapseBasis = (await basisOfEnd(work, hold, newest, endsAs, null)).map((rule) => rule.rowId);
  await work.manager.update(HoldRow, { id: hold.id }, { lapseBasis });
  work.audit('hold.lapsed', { holdId: hold.id, reason: endsAs, legalBasis: lapseBasis });
}

/** Returns whether a newer order, which the institution did not refuse, carries the hold on. */
async function hasNewerOrder(work: CaseWork, hold: HoldRow, lapsedOrderId: string): Promise<boolean> {
  const newer: unknown[] = await work.manager.query(
    `SELECT 1 FROM hold_order o JOIN hold_order lapsed ON lapsed.id = $2 AND lapsed.hold_id = o.hold_id
      WHERE o.hold_id = $1 AND o.sequence > lapsed.sequence
        AND NOT EXISTS (SELECT 1 FROM inbox_message m WHERE m.subject_id = o.id AND m.kind = 'order.rejected' AND ${SAYS_NO})
        AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.order_id = o.id AND r.result = 'REFUSED_LEGAL')`,
    [hold.id, lapsedOrderId],
  );
  return newer.length > 0;
}
