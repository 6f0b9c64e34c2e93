import { In, LessThan } from 'typeorm';
import { ENDED_HOLD_STATES, letGoByOrder } from '../../../domain/hold/hold.js';
import type { HoldReceiptMessage } from '../../../domain/hold/messages.js';
import {
  contradictsNumber,
  effectOfReceipt,
  HELD_UNDER,
  orderProgress,
  type ReceiptWords,
} from '../../../domain/hold/receipt-effect.js';
import { isRaise } from '../../../domain/hold/order/raise.js';
import { letGoByStandingOrder } from '../../../domain/hold/end/release-effect.js';
import { maxSatang, sumSatang } from '../../../domain/money.js';
import { HoldOrderRow, type HoldRow, ReceiptRow } from '../../../persistence/entities/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/message.entities.js';
import { openBreakOnce } from '../../break/open-break.js';
import { changeOf } from '../../../persistence/insert-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { nameReceivers } from '../../debit/name-receiver.js';
import { changeHold } from '../../hold/change/change-hold.js';
import { noteHolderNotifiedIn } from '../../hold/change/note-holder-notified.js';
import { noteLetGo } from '../../hold/release/note-let-go.js';
import { noteRaised, takeRefusal } from '../../hold/order/raise-hold.js';
import { orderTakeOver, readTakeOver } from '../../hold/order/take-over.js';
import { followMoney } from '../../trail/follow-money.js';
import type { HoldForReceipt } from './read-hold.js';
import { answeredAfter } from '../look/unanswered-releases.js';
import { keepReceipt, noteNotApplied, signalCasesOfHold } from './keep-receipt.js';

/**
 * Applies an institution's receipt for a hold order: keeps it, changes the hold as the domain
 * decides, and follows the money that went on. Returns the code of its outcome. Throws on an order
 * of another hold: a bug. `asRead`: the hold as this transaction read it for the receipt.
 */
export async function applyHoldReceipt(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  receipt: HoldReceiptMessage,
  asRead?: HoldForReceipt,
): Promise<string> {
  const orders =
    asRead?.orders ??
    (await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } }));
  const order = orders.find((row) => row.id === receipt.orderId);
  if (order === undefined) throw new Error(`receipt of another hold's order ${receipt.orderId}`);

  const takeOver = await readTakeOver(work, hold, orders, order, receipt);
  const outcome = effectOfReceipt(hold, orderProgress(orders, order), {
    orderSequence: order.sequence,
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    orderedSatang: order.requestedSatang,
    raises: isRaise(order),
    heldSatang: BigInt(receipt.heldAmountSatang),
    ...refusalOf(receipt),
    attributedOnwardSatang: sumSatang(receipt.onward.map((debit) => BigInt(debit.attributedSatang))),
    isTakenOver: takeOver !== undefined,
    afterLetGo: hold.state === 'released' && (await isAfterLetGo(work, hold, receipt)),
    namesMore: hold.state === 'no_funds' && receipt.onward.length > 0 && (await isStillFollowed(work, hold)),
    contradictsNumber: contradictsNumber(await saidUnderNumber(work, order, receipt.receiptSeq), receipt),
  });

  const kept = {
    orderId: order.id,
    kind: 'hold' as const,
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    // What another authority holds is what a seized hold keeps.
    amountSatang:
      (outcome.apply && outcome.state === 'seized' ? receipt.heldUnder?.amountSatang : undefined) ??
      receipt.heldAmountSatang,
    at: receipt.at,
  };
  keepReceipt(work, message, hold, kept, outcome);
  if (receipt.result !== 'PENDING')
    await markAnswered(work, orders, order, outcome.apply ? receipt.receiptSeq : null, asRead);
  if (order.changesAmount && outcome.apply) await answeredAfter(work, hold.id, 'REDUCTION_UNANSWERED', order.issuedAt);
  if (!outcome.apply) {
    if (outcome.reason === 'TAKES_OVER' && takeOver !== undefined) await orderTakeOver(work, hold, takeOver);
    if (outcome.reason === 'RAISE_REFUSED') await takeRefusal(work, message, hold, orders, order);
    // An institution's word on who was paid counts also after the hold is over.
    if (outcome.reason === 'HOLD_ENDED' && !outcome.opensBreak) await nameReceivers(work, hold, receipt.onward);
    return noteNotApplied(work, message, hold, outcome);
  }

  const before = { state: hold.state, heldSatang: hold.heldSatang, seizedSatang: hold.seizedSatang };
  const sum = await changeHold(work, hold, { ...outcome, passesOn: receipt.passesOn });
  const taken = hold.seizedSatang - before.seizedSatang;
  if (hold.state !== 'seized') {
    const heldBefore = before.heldSatang - maxSatang(taken, 0n);
    const isOver = ENDED_HOLD_STATES.includes(hold.state);
    const byStanding = isOver ? letGoByStandingOrder(heldBefore, orders) : 0n;
    await noteLetGo(work, hold, maxSatang(letGoByOrder(heldBefore, order.requestedSatang), byStanding));
  }
  await noteHolderNotifiedIn(work, message, hold, 'hold', receipt);
  if (hold.heldSatang > before.heldSatang) await noteRaised(work, hold, order, hold.heldSatang - before.heldSatang);
  if (order.changesAmount) await noteHolderNotifiedIn(work, message, hold, 'part', receipt);

  const doubts = await followMoney(work, hold, receipt, message.receivedAt, {
    leftSatang: asRead?.leftSatang,
    sum,
  });
  // A person who settles one reads all receipts of the order: fifty corrections are one disagreement.
  for (const { code } of doubts) await openBreakOnce(work, hold, message, code);
  if (taken > 0n && hold.seizedBy !== null) await openBreakOnce(work, hold, message, HELD_UNDER[hold.seizedBy]);
  if (outcome.opensBreak !== null) await openBreakOnce(work, hold, message, outcome.opensBreak);
  // The receipt for an order that replaces another usually repeats what is known.
  const isNews =
    hold.state !== before.state || hold.heldSatang !== before.heldSatang || taken !== 0n || receipt.onward.length > 0;
  // What came free may be what another one's order at the account did not find.
  const letsGo = hold.heldSatang < before.heldSatang;
  if (isNews) await signalCasesOfHold(work, hold, letsGo ? undefined : asRead?.claims);
  return 'APPLIED';
}

/** Returns what a receipt says of another authority, and whether a refusal leaves that open. */
function refusalOf({ result, refusalKind, heldUnder }: HoldReceiptMessage) {
  return {
    heldUnder: heldUnder && { authority: heldUnder.authority, satang: BigInt(heldUnder.amountSatang) },
    isUnexplained: result === 'REFUSED_LEGAL' && refusalKind === undefined && heldUnder === undefined,
  };
}

/**
 * Returns whether the money of a hold that found nothing is still followed by what its institution says of
 * it: no later hold is on its part, and the debit of the victim is not denied.
 */
async function isStillFollowed({ manager }: CaseWork, hold: HoldRow): Promise<boolean> {
  const [row] = await manager.query<{ isFollowed: boolean }[]>(
    `SELECT NOT EXISTS (SELECT FROM hold later WHERE later.trail_link_id = $1 AND later.id > $2)
        AND NOT EXISTS (SELECT FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                         WHERE s.id = $3 AND d.state = 'denied') AS "isFollowed"`,
    [hold.trailLinkId, hold.id, hold.stolenSumId],
  );
  return row?.isFollowed === true;
}

/** Returns whether a receipt is later than its institution's word that it let the hold go. */
async function isAfterLetGo(work: CaseWork, hold: HoldRow, receipt: HoldReceiptMessage): Promise<boolean> {
  const letGo = { holdId: hold.id, kind: In(['release', 'lapse']), at: LessThan(new Date(receipt.at)) };
  return work.manager.existsBy(ReceiptRow, letGo);
}

/** Reads what the first answer to an order under a number says, if there is one. */
async function saidUnderNumber(
  work: CaseWork,
  order: HoldOrderRow,
  receiptSeq: number,
): Promise<ReceiptWords | undefined> {
  if (order.answeredAt === null) return undefined;
  const [first] = await work.manager.query<{ said: HoldReceiptMessage }[]>(
    `SELECT m.content AS said FROM receipt r JOIN inbox_message m ON m.id = r.inbox_message_id
      WHERE r.hold_id = $1 AND r.order_id = $2 AND r.kind = 'hold' AND r.receipt_seq = $3 AND r.result <> 'PENDING'
      ORDER BY r.id LIMIT 1`,
    [order.holdId, order.id, receiptSeq],
  );
  return first?.said;
}

/**
 * Marks an order as answered, with what is not written of it yet; `appliedSeq` is the number of the
 * receipt, if it was applied. The only order of its hold is written with the rest.
 */
async function markAnswered(
  work: CaseWork,
  orders: readonly HoldOrderRow[],
  order: HoldOrderRow,
  appliedSeq: number | null,
  asRead: HoldForReceipt | undefined,
): Promise<void> {
  const change: Partial<HoldOrderRow> = {
    answeredAt: order.answeredAt ?? work.now,
    sentAt: order.sentAt ?? work.now,
  };
  if (appliedSeq !== null) change.receiptSeq = appliedSeq;
  if (asRead?.unwritten?.orderId === order.id) {
    Object.assign(change, asRead.unwritten.change);
    asRead.unwritten = null;
  }
  Object.assign(order, change);
  if (orders.length === 1) work.also(changeOf(work.manager, HoldOrderRow, order.id, change));
  else await work.manager.update(HoldOrderRow, { id: order.id }, change);
}
