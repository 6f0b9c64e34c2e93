import { callRetryMs, deliveryRetryMs } from '../../src/contract/retry-times.js';
import { decideHold, type HoldLook } from '../../src/domain/hold/decide-hold.js';
import {
  decideLapse,
  decideReceipt,
  decideRejection,
  decideReleaseReceipt,
  type MessageDecision,
} from '../../src/domain/hold/decide-message.js';
import type { HoldCommand } from '../../src/domain/hold/hold-command.js';
import { ENDED_HOLD_STATES, type HoldKind, LIVE_HOLD_STATES, type ReleaseReason } from '../../src/domain/hold/hold.js';
import { mayEndFor } from '../../src/domain/hold/end/end-of-power.js';
import type { HoldReceiptMessage, OnwardMessage } from '../../src/domain/hold/messages.js';
import { legalBasis, type OrderExpiry, orderExpiry } from '../../src/domain/hold/order/expiry.js';
import { powerOnward } from '../../src/domain/hold/order/power-onward.js';
import {
  amountOfExtension,
  amountOfReduction,
  expiryOfExtension,
  ordersToReplace,
} from '../../src/domain/hold/order/replace-order.js';
import { freeOf, giveBack, reserveFrom, settleHold } from '../../src/domain/ledger/ledger.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../../src/domain/money.js';
import { type Account, accountKey } from '../../src/domain/party.js';
import { unreachable } from '../../src/domain/result.js';
import { clockToleranceMs } from '../../src/domain/rulebook/clock-tolerance.js';
import { type Rulebook, ruleInForce } from '../../src/domain/rulebook/in-force.js';
import { after, earlier } from '../../src/domain/time.js';
import { inOrderOfTime } from '../../src/domain/trail/check-attribution.js';
import { doubtAnswer, doubtHeld } from '../../src/domain/trail/doubt-answer.js';
import { type HopPlan, planNextHops, RECEIVER_NOT_ENROLLED } from '../../src/domain/trail/next-hops.js';
import {
  type HoldInMemory,
  MemoryRecord,
  type Message,
  type OrderInMemory,
  type PartInMemory,
  type SumInMemory,
} from './record.js';

/** A reported transfer: a stolen sum, and the account that it went to. */
export interface Reported {
  reference: string;
  amountSatang: Satang;
  victimAccount: Account;
  account: Account;
  transferredAt: Date;
}

/** The power by which a hold goes on, and until when. */
export interface ExtensionInMemory {
  kind: HoldKind;
  debitConfirmed: boolean;
  until: Date | null;
}

/**
 * The centre in memory. It decides by the functions of the domain that the product's transactions
 * call, and carries their commands out on plain objects; each method is one transaction.
 */
export class MemoryCentre {
  readonly record = new MemoryRecord();
  private ids = 0;

  constructor(
    private readonly rulebook: Rulebook,
    public now: Date,
    private readonly enrolled: ReadonlySet<string>,
  ) {}

  /** Takes a complaint about transfers whose debits nobody has confirmed, and orders their holds. */
  complain(reported: readonly Reported[]): void {
    for (const { account, transferredAt, ...sum } of reported) {
      const complaint = { receivedAt: this.now, isReport: true, statementAt: null, officerActed: false };
      const made: SumInMemory = { ...sum, reservedSatang: 0n, debitConfirmed: false, complaint, parts: [] };
      this.record.sums.push(made);
      const part: PartInMemory = {
        reference: sum.reference,
        account,
        hop: 0,
        creditedAt: transferredAt,
        attributedSatang: sum.amountSatang,
        amountSatang: sum.amountSatang,
        parent: null,
        namedBy: null,
        stopReason: null,
        nthAccount: 1,
      };
      made.parts.push(part);
      this.orderHold(made, part, sum.amountSatang, 'section7');
    }
  }

  /** Keeps a message; it is applied when its hold is advanced. */
  receive(message: Message): void {
    this.record.inbox.push({ ...message, receivedAt: this.now });
  }

  /** Applies the messages that wait for a hold, orders its release when it is due, and returns what it needs next. */
  advance(hold: HoldInMemory): HoldLook {
    const { inbox } = this.record;
    for (;;) {
      const index = inbox.findIndex(({ holdId }) => holdId === hold.id);
      const [message] = index < 0 ? [] : inbox.splice(index, 1);
      if (message === undefined) break;
      this.apply(hold, message);
    }
    const { commands, look } = decideHold(hold, hold.release, this.rulebook, this.now);
    for (const { reason } of commands) this.release(hold, reason);
    return look;
  }

  /** Orders the release of a live hold, once. Returns whether it did. */
  release(hold: HoldInMemory, reason: ReleaseReason): boolean {
    if (!this.mayRelease(hold, reason)) return false;
    const message = { attempts: 0, nextAttemptAt: this.now, leasedUntil: null };
    hold.release = { id: this.newId('release'), reason, orderedAt: this.now, acknowledgedAt: null, message };
    this.change(hold, { do: 'change', change: { state: 'release_ordered', stateReason: reason } });
    return true;
  }

  /** Returns whether a hold lives and its power may end for a reason. */
  mayRelease({ hold }: HoldInMemory, reason: ReleaseReason): boolean {
    return LIVE_HOLD_STATES.includes(hold.state) && mayEndFor(hold.kind, reason);
  }

  /** Issues an order that carries a live hold on, where it may. Returns whether it did. */
  extend(hold: HoldInMemory, { kind, debitConfirmed, until }: ExtensionInMemory): boolean {
    const issuedAt = kind === 'section7' ? hold.section7From : this.now;
    const { complaint } = hold.sum;
    const input = { kind, issuedAt, debitConfirmed, until, complaint };
    const expiry = expiryOfExtension(hold.hold, input, this.rulebook, this.now);
    if (expiry === undefined) return false;
    const { standing } = ordersToReplace(hold.orders);
    const { requestedSatang } = amountOfExtension(hold.hold, standing, kind, this.rulebook, this.now);
    hold.hold.expiresAt = expiry.expiresAt;
    hold.hold.kind = kind;
    this.issue(hold, kind, requestedSatang, expiry, false, standing.asksRest && standing.receiptSeq === 0);
    return true;
  }

  /** Issues an order that leaves a hold no more than `keepSatang`. */
  reduce(hold: HoldInMemory, keepSatang: Satang): void {
    const replaced = ordersToReplace(hold.orders);
    const { requestedSatang } = amountOfReduction(hold.hold, replaced, keepSatang);
    this.issueInPlace(hold, replaced.standing, requestedSatang, { changesAmount: true });
  }

  /** Orders the rest of its part for a hold that found less, and reserves it. */
  raise(hold: HoldInMemory, satang: Satang): void {
    this.reserve(hold.sum, satang);
    hold.hold.reservedSatang += satang;
    const { standing } = ordersToReplace(hold.orders);
    this.issueInPlace(hold, standing, hold.hold.reservedSatang + explainedBy(hold), { asksRest: true });
  }

  /** Returns how much more a hold may be asked to hold: of its part, and of what the sum has free. */
  restOf(hold: HoldInMemory): Satang {
    const { attributedSatang } = hold.part;
    const left = minSatang(attributedSatang, hold.hold.requestedSatang) - explainedBy(hold) - hold.hold.letGoSatang;
    return minSatang(left - hold.hold.reservedSatang - hold.hold.seizedSatang, freeOf(hold.sum));
  }

  private apply(hold: HoldInMemory, message: Message): void {
    const { commands } = this.decide(hold, message);
    for (const command of commands) this.carryOut(hold, message, command);
    if (message.kind === 'order.rejected') {
      this.record.rejectedOrderIds.add(message.subjectId);
      this.openBreak(hold, message, 'ORDER_REJECTED', true);
    }
  }

  private decide(hold: HoldInMemory, message: Message): Pick<MessageDecision, 'commands'> {
    const { rulebook, now } = this;
    const toleranceMs = clockToleranceMs(rulebook, now);
    switch (message.kind) {
      case 'hold.receipt':
        return decideReceipt(hold, message.says, besideReceipt(hold, message.says), rulebook);
      case 'release.receipt': {
        const at = earlier(new Date(message.says.at), after(message.receivedAt, toleranceMs));
        return decideReleaseReceipt(hold, message.says, { isOfHold: message.says.holdId === hold.id, at });
      }
      case 'hold.lapsed': {
        const beside = {
          isOfHold: message.says.holdId === hold.id,
          isCurrentOrder: !this.hasNewerOrder(hold, message.says.orderId),
          at: earlier(new Date(message.says.at), message.receivedAt),
          toleranceMs,
        };
        return decideLapse(hold, message.says, beside, rulebook);
      }
      case 'order.rejected':
        return { commands: decideRejection(hold, message.subjectId) };
      default:
        return unreachable(message);
    }
  }

  private carryOut(hold: HoldInMemory, message: Message, command: HoldCommand): void {
    switch (command.do) {
      case 'keep_receipt': {
        const says = message.kind === 'hold.receipt' ? message.says : undefined;
        hold.receipts.push({ ...command.receipt, notApplied: command.notApplied, says });
        return;
      }
      case 'answer_order': {
        const order = orderOf(hold, command.orderId);
        order.answeredAt ??= this.now;
        order.sentAt ??= this.now;
        if (command.receiptSeq !== null) order.receiptSeq = command.receiptSeq;
        return;
      }
      case 'refuse_order': {
        const order = orderOf(hold, command.orderId);
        order.refusedAt = this.now;
        order.answeredAt = this.now;
        return;
      }
      case 'mark_amount_changed':
        orderOf(hold, command.orderId).changesAmount = true;
        return;
      case 'change':
        this.change(hold, command);
        return;
      case 'let_go':
        hold.hold.letGoSatang += command.satang;
        return;
      case 'let_go_before_end':
        hold.hold.heldSatang -= command.satang;
        hold.hold.letGoSatang += command.satang;
        return;
      case 'order_release':
        this.release(hold, command.reason);
        return;
      case 'release_again':
        if (hold.release !== null && hold.release.acknowledgedAt === null)
          hold.release.message.nextAttemptAt = this.now;
        else if (hold.releasesAgain.length === 0)
          // one that is not acknowledged goes out again instead
          hold.releasesAgain.push({ reason: hold.release?.reason ?? 'EXPIRED', orderedAt: this.now });
        return;
      case 'acknowledge_release':
        if (hold.release === null || hold.release.acknowledgedAt !== null) return;
        if (command.releaseOrderId === null || command.releaseOrderId === hold.release.id)
          hold.release.acknowledgedAt = this.now;
        return;
      case 'open_break':
        this.openBreak(hold, message, command.kind, command.once);
        return;
      case 'follow_money':
        if (message.kind === 'hold.receipt') this.follow(hold, message, message.says);
        return;
      case 'take_over':
      case 'keep_basis_of_end':
      case 'settle_unanswered':
      case 'note_holder_told':
      case 'name_receivers':
      case 'note_no_effect':
      case 'look_at_cases':
        return; // nothing here reads what these write
      default:
        return unreachable(command);
    }
  }

  private change(on: HoldInMemory, { change }: Extract<HoldCommand, { do: 'change' }>): void {
    const { hold, sum } = on;
    const seized = change.seized ?? { satang: hold.seizedSatang, by: hold.seizedBy };
    const { freedSatang, ...settled } = settleHold(hold, { ...change, seizedSatang: seized.satang });
    Object.assign(hold, settled, { stateReason: change.stateReason, seizedBy: seized.by });
    sum.reservedSatang = giveBack(sum, freedSatang).reservedSatang;
    on.endedAt = ENDED_HOLD_STATES.includes(hold.state) ? (on.endedAt ?? this.now) : null;
  }

  private follow(hold: HoldInMemory, message: Message, { onward, heldAmountSatang }: HoldReceiptMessage): void {
    const doubts = this.doubtsOf(hold, message, onward, BigInt(heldAmountSatang));
    for (const code of doubts) this.openBreak(hold, message, code, true);
  }

  /** Follows the money that went on, and returns what a person must settle about it. */
  private doubtsOf(hold: HoldInMemory, message: Message, onward: readonly OnwardMessage[], held: Satang): string[] {
    const { sum, part } = hold;
    if (onward.length === 0) {
      const doubt = held === 0n ? undefined : doubtHeld(held, maxSatang(part.attributedSatang - wentOn(part, sum), 0n));
      return doubt === undefined ? [] : [doubt.code];
    }
    const known = sum.parts.filter(({ parent }) => parent === part);
    const named = onward.map((debit) => namedDebit(hold, debit));
    const doubt = doubtAnswer(
      {
        requestedSatang: hold.hold.requestedSatang,
        partSatang: part.attributedSatang,
        creditedAt: part.creditedAt,
        heardAt: message.receivedAt,
        clockToleranceMs: clockToleranceMs(this.rulebook, this.now),
      },
      { heldSatang: held, onward: named },
      known.map((before) => ({
        ...reportOf(before),
        elsewhereSatang: 0n,
        ownSatang: before.namedBy === hold ? before.attributedSatang : 0n,
        partSatang: before.attributedSatang,
      })),
    );
    if (doubt !== undefined) return [doubt.code];
    const plans = this.planOnward(hold, onward, known);
    const isOutOfOrder =
      known.length === 0 && !inOrderOfTime(named) && this.holdsAt(part.account) <= 1
        ? ['ATTRIBUTION.NOT_IN_TIME_ORDER']
        : [];
    const isBeyondReach = plans.some(({ stopReason }) => stopReason === 'not_enrolled') ? [RECEIVER_NOT_ENROLLED] : [];
    return [...isOutOfOrder, ...isBeyondReach];
  }

  private planOnward(hold: HoldInMemory, onward: readonly OnwardMessage[], known: readonly PartInMemory[]): HopPlan[] {
    const { sum, part } = hold;
    const law = { rulebook: this.rulebook, now: this.now };
    const power = powerOnward({ kind: hold.hold.kind, restsOnNotice: false }, sum.complaint, law);
    const accounts = onward.flatMap((debit) => accountOf(debit) ?? []);
    const followed = sum.parts.filter(({ nthAccount, account }) => nthAccount !== null && account !== null);
    const plans = planNextHops(
      onward.map((debit) => ({
        transferId: debit.transferRef,
        account: accountOf(debit),
        amountSatang: BigInt(debit.amountSatang),
        attributedSatang: BigInt(debit.attributedSatang),
        at: new Date(debit.at),
        paidTo: null,
      })),
      {
        hop: part.hop,
        victimAccount: sum.victimAccount,
        creditedAt: part.creditedAt,
        freeSatang: freeOf(sum),
        powerReaches: power !== null,
        accountsSoFar: {
          count: Math.max(0, ...sum.parts.map(({ nthAccount }) => nthAccount ?? 0)),
          known: new Set(followed.map(({ account }) => (account === null ? '' : accountKey(account)))),
        },
        enrolled: new Set(accounts.map(({ institution }) => institution).filter((slug) => this.enrolled.has(slug))),
        alreadyFollowed: new Set(known.map(({ reference }) => reference)),
      },
      ruleInForce(this.rulebook, 'P-TRACE', this.now),
    );
    for (const plan of plans) this.extendTrail(hold, plan, onward, power);
    return plans;
  }

  private extendTrail(
    hold: HoldInMemory,
    plan: HopPlan,
    onward: readonly OnwardMessage[],
    power: 'section6' | 'section7' | null,
  ): void {
    const debit = onward.find(({ transferRef }) => transferRef === plan.transferId);
    if (debit === undefined || plan.stopReason === 'already_followed') return;
    const part: PartInMemory = {
      reference: plan.transferId,
      account: accountOf(debit),
      hop: plan.hop,
      creditedAt: new Date(debit.at),
      attributedSatang: plan.attributedSatang,
      amountSatang: BigInt(debit.amountSatang),
      parent: hold.part,
      namedBy: hold,
      stopReason: plan.stopReason,
      nthAccount: plan.follow?.nthAccount ?? null,
    };
    hold.sum.parts.push(part);
    if (plan.follow !== null && power !== null) this.orderHold(hold.sum, part, plan.follow.requestedSatang, power);
  }

  private orderHold(sum: SumInMemory, part: PartInMemory, amountSatang: Satang, kind: HoldKind): void {
    const { complaint, debitConfirmed } = sum;
    const input = { kind, issuedAt: this.now, debitConfirmed, until: null, complaint };
    const expiry = orderExpiry(input, this.rulebook, this.now);
    if (expiry.expiresAt <= this.now) throw new Error('a hold would be over when it begins');
    this.reserve(sum, amountSatang);
    const hold: HoldInMemory = {
      id: this.newId('hold'),
      sum,
      part,
      hold: {
        state: 'ordered',
        kind,
        stateReason: null,
        requestedSatang: amountSatang,
        heldSatang: 0n,
        reservedSatang: amountSatang,
        seizedSatang: 0n,
        seizedBy: null,
        letGoSatang: 0n,
        expiresAt: expiry.expiresAt,
      },
      section7From: this.now,
      orderedAt: this.now,
      endedAt: null,
      orders: [],
      release: null,
      releasesAgain: [],
      receipts: [],
    };
    this.record.holds.push(hold);
    this.issue(hold, kind, amountSatang, expiry, false, false);
  }

  /** Issues an order in place of the standing one, with its power and expiry. */
  private issueInPlace(
    hold: HoldInMemory,
    standing: OrderInMemory,
    requestedSatang: Satang,
    as: { changesAmount?: boolean; asksRest?: boolean },
  ): void {
    const rule = this.rulebook.find(({ rowId }) => rowId === standing.expiryRuleRowId);
    if (rule === undefined) throw new Error(`no row ${standing.expiryRuleRowId}`);
    const expiry = { expiresAt: standing.expiresAt, rule, choices: [] };
    this.issue(hold, standing.kind, requestedSatang, expiry, as.changesAmount ?? false, as.asksRest ?? false);
  }

  private issue(
    hold: HoldInMemory,
    kind: HoldKind,
    requestedSatang: Satang,
    { expiresAt, rule }: OrderExpiry,
    changesAmount: boolean,
    asksRest: boolean,
  ): void {
    const standing = hold.orders.length === 0 ? null : ordersToReplace(hold.orders).standing;
    hold.orders.push({
      id: this.newId('order'),
      sequence: hold.orders.length + 1,
      kind,
      replacesOrderId: standing?.id ?? null,
      requestedSatang,
      legalBasis: legalBasis(kind, this.rulebook, this.now).map(({ rowId }) => rowId),
      expiryRuleRowId: rule.rowId,
      issuedAt: this.now,
      expiresAt,
      raiseRequestId: null,
      asksRest,
      refusedAt: null,
      sentAt: null,
      nextAttemptAt: this.now,
      leasedUntil: null,
      attempts: 0,
      answeredAt: null,
      receiptSeq: 0,
      changesAmount,
    });
  }

  /** Notes a call about an order that reached its institution, or did not. */
  called(order: OrderInMemory, reached: boolean): void {
    if (reached) order.sentAt ??= this.now;
    order.attempts += 1;
    order.nextAttemptAt = after(this.now, callRetryMs({ isTaken: order.sentAt !== null, attempts: order.attempts }));
  }

  /** Notes a call about the release of a hold. */
  calledToRelease({ release }: HoldInMemory): void {
    if (release === null) return;
    release.message.attempts += 1;
    release.message.nextAttemptAt = after(this.now, deliveryRetryMs(release.message.attempts));
  }

  private reserve(sum: SumInMemory, satang: Satang): void {
    const reserved = reserveFrom(sum, satang);
    if (!reserved.ok) throw new Error(`${reserved.code}: ${reserved.detail}`);
    sum.reservedSatang = reserved.value.reservedSatang;
  }

  private openBreak(hold: HoldInMemory, { subjectId }: Message, kind: string, once: boolean): void {
    const { breaks } = this.record;
    const isOpen = breaks.some((open) => open.holdId === hold.id && open.kind === kind && open.subjectId === subjectId);
    if (!once || !isOpen) breaks.push({ holdId: hold.id, kind, subjectId });
  }

  private hasNewerOrder({ orders, receipts }: HoldInMemory, lapsedOrderId: string): boolean {
    const lapsed = orders.find(({ id }) => id === lapsedOrderId);
    return orders.some(
      ({ id, sequence }) =>
        sequence > (lapsed?.sequence ?? Infinity) &&
        !this.record.rejectedOrderIds.has(id) &&
        !receipts.some(({ orderId, result }) => orderId === id && result === 'REFUSED_LEGAL'),
    );
  }

  private holdsAt(account: Account | null): number {
    const key = account === null ? '' : accountKey(account);
    return this.record.holds.filter(({ part }) => part.account !== null && accountKey(part.account) === key).length;
  }

  private newId(of: string): string {
    this.ids += 1;
    return `${of}-${this.ids}`;
  }
}

/** Returns what the record knows beside a hold for a receipt. */
function besideReceipt(hold: HoldInMemory, says: HoldReceiptMessage) {
  const order = orderOf(hold, says.orderId);
  const first =
    order.answeredAt === null
      ? undefined
      : hold.receipts.find(
          ({ kind, orderId, receiptSeq, result }) =>
            kind === 'hold' && orderId === order.id && receiptSeq === says.receiptSeq && result !== 'PENDING',
        );
  const isAfterLetGo = hold.receipts.some(
    ({ kind, at }) => (kind === 'release' || kind === 'lapse') && Date.parse(at) < Date.parse(says.at),
  );
  return {
    orderId: order.id,
    takesOver: null,
    afterLetGo: hold.hold.state === 'released' && isAfterLetGo,
    // Here no later hold is on its part, and nobody denies the debit.
    namesMore: hold.hold.state === 'no_funds' && says.onward.length > 0,
    saidBefore: first?.says,
  };
}

function orderOf({ orders }: HoldInMemory, orderId: string): OrderInMemory {
  const order = orders.find(({ id }) => id === orderId);
  if (order === undefined) throw new Error(`no order ${orderId}`);
  return order;
}

function accountOf({ to }: OnwardMessage): Account | null {
  return 'account' in to ? to.account : null;
}

function namedDebit({ part }: HoldInMemory, debit: OnwardMessage) {
  return {
    from: part.account ?? { institution: '', accountNo: '' },
    reference: debit.transferRef,
    to: accountOf(debit) ?? { offRail: 'offRail' in debit.to ? debit.to.offRail : '' },
    amountSatang: BigInt(debit.amountSatang),
    attributedSatang: BigInt(debit.attributedSatang),
    at: new Date(debit.at),
  };
}

function reportOf({ parent, account, reference, amountSatang, creditedAt }: PartInMemory) {
  return {
    from: parent?.account ?? { institution: '', accountNo: '' },
    reference,
    to: account ?? { offRail: 'cash' },
    amountSatang,
    at: creditedAt,
  };
}

/** Returns how much of a part is known to have gone on. */
function wentOn(part: PartInMemory, sum: SumInMemory): Satang {
  return sumSatang(sum.parts.filter(({ parent }) => parent === part).map(({ attributedSatang }) => attributedSatang));
}

/** Returns what the answers to a hold explain by later debits. */
export function explainedBy(hold: HoldInMemory): Satang {
  const named = hold.sum.parts.filter(({ namedBy }) => namedBy === hold);
  return sumSatang(named.map(({ attributedSatang }) => attributedSatang));
}
