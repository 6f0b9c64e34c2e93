import { complaintWorkflowId } from '../../contract/ids.js';
import { applyHoldReceipt, type ReceiptOutcome } from '../../domain/hold/apply-receipt.js';
import { applyLapse, applyReleaseReceipt } from '../../domain/hold/apply-release.js';
import type {
  AccountCreditedMessage,
  HolderNotifiedMessage,
  HolderToldOf,
  HoldLapsedMessage,
  HoldReceiptMessage,
  ReleaseReceiptMessage,
} from '../../domain/hold/messages.js';
import { sumSatang } from '../../domain/money.js';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { earlier } from '../../domain/time.js';
import { HoldOrderRow, HoldRow, ReceiptRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import { ClaimRow } from '../../persistence/entities/ledger.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { newId } from '../../persistence/ids.js';
import { openBreak, openBreakOnce } from '../break/open-break.js';
import type { CaseWork } from '../case/case-work.js';
import { nameReceivers } from '../debit/name-receiver.js';
import { noteCredit } from '../freeze-request/note-credit.js';
import { changeHold } from '../hold/change-hold.js';
import { noteHolderNotified } from '../hold/holder-notified.js';
import { noteCaught, noteRejected, raisedTo, takeRefusal } from '../hold/raise-hold.js';
import { followMoney } from '../trail/follow-money.js';

/**
 * Applies what an institution says of a hold: the domain judges, the record follows. Returns the
 * outcome's code.
 */
export async function applyHoldMessage(work: CaseWork, message: InboxMessageRow, holdId: string): Promise<string> {
  const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
  switch (message.kind) {
    case 'hold.receipt':
      return applyReceipt(work, message, hold, message.content as HoldReceiptMessage);
    case 'release.receipt':
      return applyReleased(work, message, hold, message.content as ReleaseReceiptMessage);
    case 'hold.lapsed':
      return applyLapsed(work, message, hold, message.content as HoldLapsedMessage);
    case 'order.rejected':
      await noteRejected(work, hold, message.subjectId);
      await openBreak(work, hold, message, 'ORDER_REJECTED');
      return 'BREAK_OPENED';
    case 'release.rejected':
      return openBreakOnce(work, hold, message, 'RELEASE_REJECTED');
    case 'holder.notified':
      return noteHolderNotified(work, message, hold, message.content as HolderNotifiedMessage);
    case 'account.credited':
      return noteCredit(work, message, hold, message.content as AccountCreditedMessage);
    default:
      throw new Error(`hold messages of kind ${message.kind} are unknown`);
  }
}

async function applyReceipt(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  content: HoldReceiptMessage,
): Promise<string> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const order = orders.find((row) => row.id === content.orderId);
  if (order === undefined) throw new Error(`receipt of another hold's order ${content.orderId}`);
  const lastApplied = orders.findLast((row) => row.receiptSeq > 0);
  const outcome = applyHoldReceipt(
    hold,
    {
      currentSequence: orders.length,
      appliedSequence: lastApplied?.sequence ?? 0,
      appliedReceiptSeq: lastApplied?.receiptSeq ?? 0,
      raisedToSatang: raisedTo(orders, order),
    },
    {
      orderSequence: order.sequence,
      receiptSeq: content.receiptSeq,
      result: content.result,
      orderedSatang: order.requestedSatang,
      raises: order.residualRequestId !== null,
      heldSatang: BigInt(content.heldAmountSatang),
      attributedOnwardSatang: sumSatang(content.onward.map((debit) => BigInt(debit.attributedSatang))),
    },
  );
  await keepReceipt(
    work,
    message,
    hold,
    {
      orderId: order.id,
      kind: 'hold',
      seq: content.receiptSeq,
      result: content.result,
      amount: content.heldAmountSatang,
      at: content.at,
    },
    outcome,
  );
  if (content.result !== 'PENDING') {
    const answered = { answeredAt: order.answeredAt ?? work.now, sentAt: order.sentAt ?? work.now };
    await work.manager.update(
      HoldOrderRow,
      { id: order.id },
      outcome.apply ? { ...answered, receiptSeq: content.receiptSeq } : answered,
    );
  }
  if (!outcome.apply) {
    if (outcome.reason === 'RAISE_REFUSED') await takeRefusal(work, message, hold, orders, order);
    // Whom it paid is the institution's word also on a hold that is over.
    if (outcome.reason === 'HOLD_ENDED' && !outcome.opensBreak) await nameReceivers(work, hold, content.onward);
    return withoutEffect(work, message, hold, outcome);
  }
  const before = { state: hold.state, heldSatang: hold.heldSatang };
  await changeHold(work, hold, outcome);
  await noteTold(work, message, hold, 'hold', content);
  if (hold.heldSatang > before.heldSatang) await noteCaught(work, order);
  if (order.changesAmount) await noteTold(work, message, hold, 'part', content);
  const doubt = await followMoney(work, hold, content);
  if (doubt !== undefined) await openBreak(work, hold, message, doubt.code);
  if (outcome.opensBreak !== null) await openBreak(work, hold, message, outcome.opensBreak);
  // The receipt of an order that replaces another usually says what is known already.
  const isNews = hold.state !== before.state || hold.heldSatang !== before.heldSatang || content.onward.length > 0;
  if (isNews) await signalCases(work, hold);
  return 'APPLIED';
}

async function applyReleased(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  content: ReleaseReceiptMessage,
): Promise<string> {
  const outcome = applyReleaseReceipt(hold);
  await keepReceipt(
    work,
    message,
    hold,
    {
      orderId: content.releaseOrderId,
      kind: 'release',
      seq: 1,
      result: content.result,
      amount: content.releasedAmountSatang,
      at: content.at,
    },
    outcome,
  );
  await acknowledgeRelease(work, hold);
  await noteTold(work, message, hold, 'release', content);
  if (!outcome.apply) return withoutEffect(work, message, hold, outcome);
  await changeHold(work, hold, { ...outcome, stateReason: hold.stateReason });
  await signalCases(work, hold);
  return 'APPLIED';
}

async function applyLapsed(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  content: HoldLapsedMessage,
): Promise<string> {
  const outcome = applyLapse(hold, {
    isCurrentOrder: !(await carriedOn(work, hold, content.orderId)),
    // What is reported today did not lapse tomorrow, whatever the report says.
    at: earlier(new Date(content.at), message.receivedAt),
    toleranceMs: numberParameter(ruleInForce(work.rulebook, 'P-AGE', work.now), 'futureToleranceMs'),
  });
  await keepReceipt(
    work,
    message,
    hold,
    {
      orderId: content.orderId,
      kind: 'lapse',
      seq: 1,
      result: 'LAPSED',
      amount: content.releasedAmountSatang,
      at: content.at,
    },
    outcome,
  );
  if (!outcome.apply) return withoutEffect(work, message, hold, outcome);
  await acknowledgeRelease(work, hold);
  await noteTold(work, message, hold, 'release', content);
  await changeHold(work, hold, { ...outcome, stateReason: outcome.stateReason ?? hold.stateReason });
  if (outcome.opensBreak !== null) await openBreak(work, hold, message, outcome.opensBreak);
  await signalCases(work, hold);
  return 'APPLIED';
}

/**
 * Whether a newer order that the institution did not refuse carries the hold on after the lapse of
 * this one.
 */
async function carriedOn(work: CaseWork, hold: HoldRow, orderId: string): Promise<boolean> {
  const newer: unknown[] = await work.manager.query(
    `SELECT 1 FROM hold_order o JOIN hold_order lapsed ON lapsed.id = $2 AND lapsed.hold_id = o.hold_id
      WHERE o.hold_id = $1 AND o.sequence > lapsed.sequence
        AND NOT EXISTS (SELECT 1 FROM inbox_message m WHERE m.subject_id = o.id AND m.kind = 'order.rejected')
        AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.order_id = o.id AND r.result = 'REFUSED_LEGAL')`,
    [hold.id, orderId],
  );
  return newer.length > 0;
}

/**
 * The institution's word that nothing is held any more acknowledges a release that was under way.
 */
export async function acknowledgeRelease(work: CaseWork, hold: HoldRow): Promise<void> {
  const release = await work.manager.findOneBy(ReleaseOrderRow, { holdId: hold.id });
  if (release === null || release.acknowledgedAt !== null) return;
  await work.manager.update(ReleaseOrderRow, { id: release.id }, { acknowledgedAt: work.now });
  work.audit('release.acknowledged', { releaseOrderId: release.id, holdId: hold.id });
}

/** A receipt may say by the way that the holder was told. */
async function noteTold(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  of: HolderToldOf,
  { holderNotifiedAt: notifiedAt }: { holderNotifiedAt?: string | undefined },
): Promise<void> {
  if (notifiedAt !== undefined) await noteHolderNotified(work, message, hold, { of, notifiedAt });
}

interface ReceiptToKeep {
  orderId: string;
  kind: ReceiptRow['kind'];
  seq: number;
  result: string;
  amount: string;
  at: string;
}

async function keepReceipt(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  receipt: ReceiptToKeep,
  outcome: ReceiptOutcome,
): Promise<void> {
  const row = work.manager.create(ReceiptRow, {
    id: newId(),
    holdId: hold.id,
    orderId: receipt.orderId,
    kind: receipt.kind,
    receiptSeq: receipt.seq,
    result: receipt.result,
    amountSatang: BigInt(receipt.amount),
    inboxMessageId: message.id,
    at: new Date(receipt.at),
    receivedAt: message.receivedAt,
    applied: outcome.apply,
    notAppliedReason: outcome.apply ? null : outcome.reason,
  });
  await work.manager.insert(ReceiptRow, row);
}

/**
 * Recorded, not applied: a disagreement gets an owner, and money that may still be held is released
 * again.
 */
async function withoutEffect(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  outcome: Extract<ReceiptOutcome, { apply: false }>,
): Promise<string> {
  work.audit('receipt.not_applied', { holdId: hold.id, messageId: message.id, reason: outcome.reason });
  if (outcome.opensBreak) await openBreak(work, hold, message, outcome.reason);
  if (outcome.resendRelease) {
    await work.manager.update(ReleaseOrderRow, { holdId: hold.id }, { nextAttemptAt: work.now, acknowledgedAt: null });
    work.audit('release.resent', { holdId: hold.id });
  }
  return outcome.reason;
}

/** Every case that claims the money shows what is held of it, and may close when it is not. */
async function signalCases(work: CaseWork, hold: HoldRow): Promise<void> {
  const claims = await work.manager.findBy(ClaimRow, { stolenSumId: hold.stolenSumId });
  for (const { caseId } of claims) work.signal(complaintWorkflowId(caseId), 'look', 'holdChanged', hold.id);
}
