import { settleHold } from '../ledger/ledger.js';
import { maxSatang, minSatang, sumSatang } from '../money.js';
import type { Rulebook } from '../rulebook/in-force.js';
import type { HoldChange, HoldCommand, HoldOnRecord, OrderOnRecord, ReceiptToKeep } from './hold-command.js';
import { ANSWERED_NOTHING_STATES, ENDED_HOLD_STATES, HOLDING_STATES, letGoByOrder } from './hold.js';
import type { HolderToldOf, HoldLapsedMessage, HoldReceiptMessage, ReleaseReceiptMessage } from './messages.js';
import { reasonOfEnd } from './decide-hold.js';
import { effectOfLapse, effectOfRelease, letGoByStandingOrder } from './end/release-effect.js';
import { isRaise, raiseOf } from './order/raise.js';
import {
  contradictsNumber,
  effectOfReceipt,
  HELD_UNDER,
  isRaising,
  type NotAppliedReason,
  orderProgress,
  raisedTo,
  type ReceiptOutcome,
  type ReceiptWords,
} from './receipt-effect.js';

/** What a message means: the code of its outcome, and what is to be written. */
export interface MessageDecision {
  /** `APPLIED`, or why it has no effect. */
  code: 'APPLIED' | NotAppliedReason;
  commands: readonly HoldCommand[];
}

/** What the record knows beside the hold that a receipt is about. */
export interface BesideReceipt {
  /** The answered order, as it stands among the hold's orders. */
  orderId: string;
  /** Lost orders are taken over by one more order now, or by one that is not answered yet; null: neither. */
  takesOver: 'now' | 'waits' | null;
  /** By its institution's clock it is later than the report that the hold was let go. */
  afterLetGo: boolean;
  /** It names later debits of a hold that found nothing, and money of its part is still followed. */
  namesMore: boolean;
  /** What the first receipt of this order and number said. */
  saidBefore: ReceiptWords | undefined;
  /** A later word, that nothing is held, came before and had no effect (`ReceiptFacts.isOutdated`). */
  isOutdated: boolean;
}

/**
 * Decides what a receipt for an order changes: the hold, what was let go of it, what the holder and
 * the cases must hear of, and whether a person must settle it. Throws on an order of another hold: a bug.
 */
export function decideReceipt(
  record: HoldOnRecord,
  receipt: HoldReceiptMessage,
  beside: BesideReceipt,
  rulebook: Rulebook,
): MessageDecision {
  const { hold, orders } = record;
  const order = orderOf(record, beside.orderId);
  const heldUnder = receipt.heldUnder && {
    authority: receipt.heldUnder.authority,
    satang: BigInt(receipt.heldUnder.amountSatang),
  };
  const outcome = effectOfReceipt(hold, orderProgress(orders, order), {
    orderSequence: order.sequence,
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    orderedSatang: order.requestedSatang,
    raises: isRaise(order),
    heldSatang: BigInt(receipt.heldAmountSatang),
    heldUnder,
    isUnexplained:
      receipt.result === 'REFUSED_LEGAL' && receipt.refusalKind === undefined && receipt.heldUnder === undefined,
    attributedOnwardSatang: sumSatang(receipt.onward.map((debit) => BigInt(debit.attributedSatang))),
    isTakenOver: beside.takesOver !== null,
    afterLetGo: beside.afterLetGo,
    namesMore: beside.namesMore,
    contradictsNumber: contradictsNumber(beside.saidBefore, receipt),
    isOutdated: beside.isOutdated,
  });
  const kept: ReceiptToKeep = {
    orderId: order.id,
    kind: 'hold',
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    // What another authority holds is what a seized hold keeps.
    amountSatang:
      (outcome.apply && outcome.state === 'seized' ? receipt.heldUnder?.amountSatang : undefined) ??
      receipt.heldAmountSatang,
    at: receipt.at,
  };
  const commands: HoldCommand[] = [keep(kept, outcome)];
  if (receipt.result !== 'PENDING')
    commands.push({ do: 'answer_order', orderId: order.id, receiptSeq: outcome.apply ? receipt.receiptSeq : null });
  if (order.changesAmount && outcome.apply) commands.push({ do: 'settle_unanswered', orderId: order.id });
  if (!outcome.apply) {
    if (outcome.reason === 'TAKES_OVER' && beside.takesOver === 'now') commands.push({ do: 'take_over' });
    if (outcome.reason === 'RAISE_REFUSED') commands.push(...refusal(record, order));
    // An institution's word on who was paid counts also after the hold is over.
    if (outcome.reason === 'HOLD_ENDED' && !outcome.opensBreak) commands.push({ do: 'name_receivers' });
    // The later word binds money: the cases order it again, as far as they still may.
    if (ANSWERED_NOTHING_STATES.includes(hold.state) && BigInt(receipt.heldAmountSatang) > 0n)
      commands.push({ do: 'look_at_cases', waiting: false });
    return noEffect(commands, outcome);
  }
  commands.push(...applyReceipt(record, order, receipt, outcome, rulebook));
  return { code: 'APPLIED', commands };
}

function applyReceipt(
  { hold, orders }: HoldOnRecord,
  order: OrderOnRecord,
  receipt: HoldReceiptMessage,
  outcome: Extract<ReceiptOutcome, { apply: true }>,
  rulebook: Rulebook,
): HoldCommand[] {
  const change: HoldChange = { ...changeBy(outcome), stateReason: outcome.stateReason, passesOn: receipt.passesOn };
  const { seizedSatang: seizedBefore = 0n } = hold;
  const after = settleHold(hold, { ...change, seizedSatang: change.seized?.satang ?? seizedBefore });
  const seizedBy = change.seized === undefined ? (hold.seizedBy ?? null) : change.seized.by;
  const takenSatang = after.seizedSatang - seizedBefore;
  const commands: HoldCommand[] = [{ do: 'change', change }];

  let letGoSatang = 0n;
  if (after.state !== 'seized') {
    const heldBefore = hold.heldSatang - maxSatang(takenSatang, 0n);
    const byStanding = ENDED_HOLD_STATES.includes(after.state) ? letGoByStandingOrder(heldBefore, orders) : 0n;
    letGoSatang = maxSatang(letGoByOrder(heldBefore, order.requestedSatang), byStanding);
    if (letGoSatang > 0n) commands.push({ do: 'let_go', satang: letGoSatang });
  }
  commands.push(...told('hold', receipt));
  const moreSatang = after.heldSatang - hold.heldSatang;
  const raise = moreSatang > 0n ? raiseOf(order, rulebook) : null;
  if (raise !== null && !order.changesAmount) commands.push({ do: 'mark_amount_changed', orderId: order.id });
  if (raise === 'reinstatement') {
    const satang = minSatang(hold.letGoSatang + letGoSatang, moreSatang);
    if (satang > 0n) commands.push({ do: 'let_go', satang: -satang });
  }
  if (order.changesAmount || raise !== null) commands.push(...told('part', receipt));
  commands.push({ do: 'follow_money' });
  if (takenSatang > 0n && seizedBy !== null)
    commands.push({ do: 'open_break', kind: HELD_UNDER[seizedBy], once: true });
  if (outcome.opensBreak !== null) commands.push({ do: 'open_break', kind: outcome.opensBreak, once: true });
  // The receipt for an order that replaces another usually repeats what is known.
  const isNews = after.state !== hold.state || moreSatang !== 0n || takenSatang !== 0n || receipt.onward.length > 0;
  // What came free may be what another one's order at the account did not find.
  if (isNews) commands.push({ do: 'look_at_cases', waiting: moreSatang < 0n });
  return commands;
}

/** Decides what it means that an institution rejected an order outright: a raise gives its reservation back. */
export function decideRejection(record: HoldOnRecord, orderId: string): readonly HoldCommand[] {
  const rejected = record.orders.find(({ id }) => id === orderId);
  return rejected !== undefined && isRaising(rejected) ? giveBackRaise(record, rejected) : [];
}

/**
 * Decides about a receipt that refuses to hold more: the hold stays as it was. When the order also
 * extended the hold, a break opens for a person.
 */
function refusal(record: HoldOnRecord, refused: OrderOnRecord): HoldCommand[] {
  const before = record.orders.find(({ id }) => id === refused.replacesOrderId);
  const extended = before?.expiresAt.getTime() !== refused.expiresAt.getTime();
  return [
    ...giveBackRaise(record, refused),
    ...(extended ? [{ do: 'open_break', kind: 'INCONSISTENT', once: false } as const] : []),
  ];
}

/** Gives back what an order for more reserved and was refused; the order before it stands. */
function giveBackRaise({ hold, orders }: HoldOnRecord, refused: OrderOnRecord): HoldCommand[] {
  const refuse = { do: 'refuse_order', orderId: refused.id } as const;
  if (!HOLDING_STATES.includes(hold.state)) return [refuse];
  const others = orders.filter(({ id }) => id !== refused.id);
  const reservedSatang = minSatang(maxSatang(hold.heldSatang, raisedTo(others)), hold.reservedSatang);
  return [refuse, { do: 'change', change: { state: hold.state, stateReason: hold.stateReason, reservedSatang } }];
}

/**
 * Decides what a release receipt changes: only then is the hold over. `at` is its time, at most by
 * the clock tolerance later than its arrival; `isOfHold`: it names the hold of its order.
 */
export function decideReleaseReceipt(
  { hold, orders }: HoldOnRecord,
  receipt: ReleaseReceiptMessage,
  { isOfHold, at }: { isOfHold: boolean; at: Date },
): MessageDecision {
  const releasedSatang = BigInt(receipt.releasedAmountSatang);
  const outcome = effectOfRelease(hold, { isOfHold, result: receipt.result, releasedSatang, orders, at });
  const kept: ReceiptToKeep = {
    orderId: receipt.releaseOrderId,
    kind: 'release',
    receiptSeq: 1,
    result: receipt.result,
    amountSatang: receipt.releasedAmountSatang,
    at: receipt.at,
  };
  const commands: HoldCommand[] = [keep(kept, outcome)];
  // What cannot be true acknowledges nothing: the release is sent again until it is true.
  if (outcome.apply || !outcome.opensBreak)
    commands.push({ do: 'acknowledge_release', releaseOrderId: receipt.releaseOrderId }, ...told('release', receipt));
  if (!outcome.apply) return noEffect(commands, outcome);
  commands.push(
    ...letGoBeforeEnd(hold, orders),
    { do: 'change', change: { ...changeBy(outcome), stateReason: hold.stateReason } },
    { do: 'look_at_cases', waiting: true },
  );
  return { code: 'APPLIED', commands };
}

/** What the record knows beside a hold whose lapse is reported. */
export interface BesideLapse {
  /** The report names the hold of its order. */
  isOfHold: boolean;
  /** No newer order, which the institution did not refuse, carries the hold on. */
  isCurrentOrder: boolean;
  /** The time of the lapse, not later than the report. */
  at: Date;
  /** How far the institution's clock may differ, in milliseconds. */
  toleranceMs: number;
}

/**
 * Decides what a report changes that a hold, or what another authority kept beside it, ended by
 * itself. Where no release was ordered, the hold keeps the rows by which its time was over.
 */
export function decideLapse(
  { hold, orders }: HoldOnRecord,
  report: HoldLapsedMessage,
  beside: BesideLapse,
  rulebook: Rulebook,
): MessageDecision {
  const endsAs = reasonOfEnd(orders, rulebook);
  const outcome = effectOfLapse(hold, {
    ...beside,
    releasedSatang: BigInt(report.releasedAmountSatang),
    authority: report.authority,
    orders,
    endsAs,
  });
  // What another authority kept beside the hold has ended, and not the hold.
  const isBeside = report.authority !== undefined && hold.state !== 'seized';
  const kept: ReceiptToKeep = {
    orderId: report.orderId,
    kind: isBeside ? 'authority' : 'lapse',
    receiptSeq: 1,
    result: isBeside ? 'AUTHORITY_ENDED' : 'LAPSED',
    amountSatang: report.releasedAmountSatang,
    at: report.at,
  };
  const commands: HoldCommand[] = [keep(kept, outcome)];
  if (!outcome.apply) return noEffect(commands, outcome);
  if (!isBeside) {
    commands.push({ do: 'acknowledge_release', releaseOrderId: null });
    if (hold.state !== 'seized') commands.push(...letGoBeforeEnd(hold, orders));
  }
  const stateReason = outcome.stateReason ?? hold.stateReason;
  commands.push({ do: 'change', change: { ...changeBy(outcome), stateReason } });
  if (!isBeside) commands.push(...told('release', report));
  if (outcome.stateReason === endsAs) commands.push({ do: 'keep_basis_of_end', reason: endsAs });
  if (outcome.opensBreak !== null) commands.push({ do: 'open_break', kind: outcome.opensBreak, once: false });
  commands.push({ do: 'look_at_cases', waiting: true });
  return { code: 'APPLIED', commands };
}

/**
 * A release that is not believed is sent again, and answered again; who does not say why it refuses
 * may do so about each order.
 */
const REPEATED: readonly NotAppliedReason[] = ['OTHER_HOLD', 'NOT_WHAT_WAS_HELD', 'REFUSED_UNEXPLAINED'];

/**
 * Adds what follows where a message changes nothing: a disagreement opens a break, and a release is
 * sent again when the institution may still hold money.
 */
function noEffect(
  commands: readonly HoldCommand[],
  { reason, opensBreak, resendRelease }: Extract<ReceiptOutcome, { apply: false }>,
): MessageDecision {
  return {
    code: reason,
    commands: [
      ...commands,
      { do: 'note_no_effect', reason },
      ...(opensBreak ? [{ do: 'open_break', kind: reason, once: REPEATED.includes(reason) } as const] : []),
      ...(resendRelease ? [{ do: 'release_again' } as const] : []),
    ],
  };
}

/** What the standing order of a hold lets go of it before its end, though it was not answered. */
function letGoBeforeEnd(hold: HoldOnRecord['hold'], orders: readonly OrderOnRecord[]): HoldCommand[] {
  const satang = letGoByStandingOrder(hold.heldSatang, orders);
  return satang === 0n ? [] : [{ do: 'let_go_before_end', satang }];
}

function changeBy({ state, heldSatang, reservedSatang, seized }: Extract<ReceiptOutcome, { apply: true }>) {
  return { state, heldSatang, reservedSatang, seized };
}

function keep(receipt: ReceiptToKeep, outcome: ReceiptOutcome): HoldCommand {
  return { do: 'keep_receipt', receipt, notApplied: outcome.apply ? null : outcome.reason };
}

function told(of: HolderToldOf, { holderNotifiedAt }: { holderNotifiedAt?: string | undefined }): HoldCommand[] {
  return holderNotifiedAt === undefined ? [] : [{ do: 'note_holder_told', of, notifiedAt: holderNotifiedAt }];
}

function orderOf({ orders }: HoldOnRecord, orderId: string): OrderOnRecord {
  const order = orders.find(({ id }) => id === orderId);
  if (order === undefined) throw new Error(`the hold has no order ${orderId}`);
  return order;
}
