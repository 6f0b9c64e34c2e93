import assert from 'node:assert/strict';
import type { DebitConfirmation } from '../../src/wire/institution/calls/debit-question.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import type { ReleaseOrder, ReleaseReceipt } from '../../src/wire/institution/calls/release-order.js';
import type { HoldEvent, TimedReceipt } from './hold-events.js';
import type { Ledger } from './ledger.js';

/**
 * `empty`: the order was right but no money was left; there is nothing to release, but its onward
 * debits count. `taken_over`: another hold took its place, with its money and its onward debits.
 */
type HoldState = 'active' | 'empty' | 'released' | 'lapsed' | 'taken_over';

/** A hold as the bank keeps it; amounts in satang. */
export interface Hold {
  readonly holdId: string;
  readonly caseNo: string;
  readonly accountNo: string;
  readonly transfer: HoldOrder['transfer'];
  /** The orders placed, oldest first; the last one governs. */
  readonly orderIds: readonly string[];
  readonly requested: bigint;
  /** What the first order requested: the part of the stolen money for which the hold exists. */
  readonly asked: bigint;
  /** Since when the bank owes a review of its own suspicion, as an order told it; null: none told it. */
  readonly reviewOwedSince: string | null;
  /** True if its newest order wants later credits reported. */
  readonly watched: boolean;
  readonly held: bigint;
  /** What the bank said that AMLO keeps of its money beside, also after its end. */
  readonly seized: bigint;
  readonly state: HoldState;
  /** Epoch ms. */
  readonly expiresAt: number;
  /** When its first order was taken, epoch ms. */
  readonly placedAt: number;
  /** When it last changed, epoch ms. */
  readonly changedAt: number;
  /** It was taken over by an order that goes on with what it named (`debitsNamedFor`), and does not name it anew. */
  readonly isNamedOn: boolean;
  /** Orders of ended holds of the same money, whose attributions stay as long as this hold counts. */
  readonly namedFor: readonly string[];
  /** The satang of each debit, by its reference, to which missing money is attributed. */
  readonly explainedBy: ReadonlyMap<string, bigint>;
}

export interface OrderRecord {
  readonly order: HoldOrder;
  readonly receivedAt: number;
  readonly receipts: readonly TimedReceipt[];
}

export interface ReleaseRecord {
  readonly order: ReleaseOrder;
  readonly receipt: ReleaseReceipt;
}

export interface ConfirmationRecord {
  readonly request: string;
  readonly confirmation: DebitConfirmation;
  readonly from: number;
}

/** Returns whether an order asks for more than is held: by a later credit, or a part let go. */
export function isRaise({ catchesLaterCredit, reinstatesPart }: HoldOrder): boolean {
  return catchesLaterCredit === true || reinstatesPart === true;
}

/** Returns the holds on an account whose place an order takes: other holds of the centre. */
export function takenOverBy({ holdId, takesOver = [] }: HoldOrder, holds: readonly Hold[]): Hold[] {
  return holds.filter(
    (hold) =>
      hold.holdId !== holdId &&
      (hold.state === 'active' || hold.state === 'empty') &&
      hold.orderIds.some((id) => takesOver.includes(id)),
  );
}

/** Returns what a hold attributes to later debits, in satang. */
export function explainedSatang({ explainedBy }: Hold): bigint {
  return [...explainedBy.values()].reduce((sum, part) => sum + part, 0n);
}

/**
 * Returns what is missing of a hold's part, in satang: neither held, nor kept by AMLO, nor attributed to
 * later debits.
 */
export function missingSatang(hold: Hold): bigint {
  const missing = hold.asked - hold.held - hold.seized - explainedSatang(hold);
  return missing > 0n ? missing : 0n;
}

/**
 * The orders and questions of the centre to one bank, derived from its journal alone. The ledger
 * keeps the held money.
 */
export class HoldBook {
  readonly orders = new Map<string, OrderRecord>();
  readonly holds = new Map<string, Hold>();
  readonly releases = new Map<string, ReleaseRecord>();
  readonly confirmations = new Map<string, ConfirmationRecord>();
  /** Holds and orders that a release named; none of them may hold money again. */
  readonly releasedHoldIds = new Set<string>();
  readonly releasedOrderIds = new Set<string>();
  private readonly holdIdsByAccount = new Map<string, string[]>();

  constructor(private readonly ledger: Ledger) {}

  apply(event: HoldEvent): void {
    switch (event.type) {
      case 'order.taken': {
        const { order, receivedAt, receipts } = event;
        this.orders.set(order.orderId, { order, receivedAt, receipts });
        if (event.placed) this.place(order, receipts, receivedAt);
        return;
      }
      case 'release.taken':
        this.release(event.order, event.receipt, event.receivedAt);
        return;
      case 'hold.lapsed': {
        const hold = this.holds.get(event.holdId);
        assert(hold?.state === 'active', 'only an active hold lapses');
        this.end(hold, 'lapsed', event.at);
        return;
      }
      case 'book.restored':
        this.forget(event.since);
        return;
      case 'debit.asked': {
        const { request, confirmation, from } = event;
        this.confirmations.set(confirmation.confirmationId, { request, confirmation, from });
        return;
      }
    }
  }

  /** Returns all holds ever placed on an account. */
  holdsOn(accountNo: string): Hold[] {
    const ids = this.holdIdsByAccount.get(accountNo) ?? [];
    return ids.map((id) => this.holds.get(id)).filter((hold) => hold !== undefined);
  }

  private place(order: HoldOrder, receipts: readonly TimedReceipt[], at: number): void {
    const receipt = receipts.at(-1)?.receipt;
    assert(receipt !== undefined, 'a placed order has a receipt');
    for (const hold of takenOverBy(order, this.holdsOn(order.account.accountNo))) {
      const isNamedOn = hold.orderIds.some((id) => order.debitsNamedFor?.includes(id) === true);
      this.end({ ...hold, isNamedOn }, 'taken_over', at);
    }
    const before = this.holds.get(order.holdId);
    const held = BigInt(receipt.heldAmountSatang);
    const named = new Map(receipt.onward.map((debit) => [debit.transferRef, BigInt(debit.attributedSatang)]));
    const explained = [...named.values()].reduce((sum, part) => sum + part, 0n);
    assert(held + explained <= BigInt(order.requestedAmountSatang), 'no more is answered for than was asked');
    // An order for what is held already does not ask about the rest: what an earlier one
    // attributed to later debits stays.
    const asksForHeld = before !== undefined && BigInt(order.requestedAmountSatang) <= before.held;
    const explainedBy =
      before !== undefined && (asksForHeld || isRaise(order)) ? addedTo(before.explainedBy, named) : named;
    this.ledger.hold(order.account.accountNo, held - (before?.held ?? 0n));
    if (before === undefined) this.index(order.account.accountNo, order.holdId);
    this.holds.set(order.holdId, {
      holdId: order.holdId,
      caseNo: order.caseNo,
      accountNo: order.account.accountNo,
      transfer: order.transfer,
      orderIds: [...(before?.orderIds ?? []), order.orderId],
      requested: BigInt(order.requestedAmountSatang),
      asked: before?.asked ?? BigInt(order.requestedAmountSatang),
      reviewOwedSince: order.reviewOwedSince ?? before?.reviewOwedSince ?? null,
      watched: order.watchCredits === true,
      held,
      seized: seizedBy(receipt, before),
      state: held > 0n ? 'active' : 'empty',
      expiresAt: Date.parse(order.expiresAt),
      placedAt: before?.placedAt ?? at,
      changedAt: at,
      isNamedOn: false,
      namedFor: order.debitsNamedFor ?? before?.namedFor ?? [],
      explainedBy,
    });
  }

  private release(order: ReleaseOrder, receipt: ReleaseReceipt, at: number): void {
    this.releases.set(order.releaseOrderId, { order, receipt });
    this.releasedHoldIds.add(order.holdId);
    for (const orderId of order.orderIds) this.releasedOrderIds.add(orderId);
    const hold = this.holds.get(order.holdId);
    assert(receipt.result === 'NOTHING_HELD' || hold?.state === 'active', 'only held money is released');
    if (hold?.state === 'active' || hold?.state === 'empty') this.end(hold, 'released', at);
  }

  private end(hold: Hold, state: 'released' | 'lapsed' | 'taken_over', changedAt: number): void {
    this.ledger.hold(hold.accountNo, -hold.held);
    this.holds.set(hold.holdId, { ...hold, held: 0n, state, changedAt });
  }

  /** Forgets the holds that were placed since an instant, with their orders: their money is free. */
  private forget(since: number): void {
    for (const { holdId, accountNo, held, orderIds } of [...this.holds.values()].filter(
      (one) => one.placedAt >= since,
    )) {
      this.ledger.hold(accountNo, -held);
      this.holds.delete(holdId);
      for (const orderId of orderIds) this.orders.delete(orderId);
      const left = (this.holdIdsByAccount.get(accountNo) ?? []).filter((id) => id !== holdId);
      this.holdIdsByAccount.set(accountNo, left);
    }
  }

  private index(accountNo: string, holdId: string): void {
    const ids = this.holdIdsByAccount.get(accountNo);
    if (ids === undefined) this.holdIdsByAccount.set(accountNo, [holdId]);
    else ids.push(holdId);
  }
}

/** Returns what AMLO keeps of a hold's money: a receipt that says nothing of it changes nothing. */
function seizedBy({ heldUnder }: TimedReceipt['receipt'], before: Hold | undefined): bigint {
  return heldUnder === undefined ? (before?.seized ?? 0n) : BigInt(heldUnder.amountSatang);
}

/** Adds what a receipt attributes to debits to what is attributed to them already. */
function addedTo(before: ReadonlyMap<string, bigint>, named: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const all = new Map(before);
  for (const [reference, satang] of named) all.set(reference, (all.get(reference) ?? 0n) + satang);
  return all;
}
