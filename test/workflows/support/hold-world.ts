import type { HoldOutcome } from '../../../src/contract/outcomes.js';
import { callRetryMs, deliveryRetryMs } from '../../../src/contract/retry-times.js';
import { effectOfReceipt, type ReceiptOutcome } from '../../../src/domain/hold/receipt-effect.js';
import { effectOfRelease } from '../../../src/domain/hold/end/release-effect.js';
import { ENDED_HOLD_STATES, LIVE_HOLD_STATES, type HoldFacts, type HoldState } from '../../../src/domain/hold/hold.js';
import { section6End } from '../../../src/domain/hold/end/section6-end.js';
import { nextHoldStep } from '../../../src/domain/hold/next-step.js';
import { sumSatang, type Satang } from '../../../src/domain/money.js';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import { after } from '../../../src/domain/time.js';
import { truthfulRelease } from '../../domain/support.js';
import type { Bank, OrderAnswer, OrderSeen, Receipt } from './bank.js';

/** An order of a hold in memory. */
interface WorldOrder extends OrderSeen {
  sentAt: Date | null;
  nextAttemptAt: Date;
  leasedUntil: null;
  expiresAt: Date;
  answeredAt: Date | null;
  receiptSeq: number;
}

/** A hold in memory, and everything that happened to it. */
export interface WorldHold {
  readonly holdId: string;
  readonly caseId: string;
  readonly institution: string;
  readonly bank: Bank;
  readonly facts: HoldFacts;
  readonly orders: WorldOrder[];
  release: { orderedAt: Date; attempts: number; nextAttemptAt: Date; acknowledgedAt: Date | null } | null;
  /** Callbacks that are committed but not applied yet. */
  readonly inbox: Receipt[];
  readonly changes: { at: Date; to: HoldState }[];
  /** How many changes the case was signalled. */
  signalledChanges: number;
  readonly outcomes: string[];
  readonly attempts: { at: Date; what: 'send' | 'poll' | 'release' }[];
}

/** The parts of a new hold. */
export interface NewHold {
  caseId: string;
  institution: string;
  bank: Bank;
  requestedSatang: Satang;
  expiresAt: Date;
  kind?: HoldFacts['kind'];
}

/** A step without the holds and cases that it leads to. */
type Next = Pick<HoldOutcome, 'next' | 'untilMs' | 'waitFor'>;

/**
 * The holds of the database in memory. The domain's functions decide every effect of a message and
 * every next step, as in the transactions on PostgreSQL; the caller gives the time.
 */
export class HoldWorld {
  readonly holds = new Map<string, WorldHold>();
  /** The banks to which money may move on. */
  readonly banks = new Map<string, Bank>();
  private started: WorldHold[] = [];

  add(newHold: NewHold, now: Date): WorldHold {
    const { requestedSatang, expiresAt, kind = 'section7', ...hold } = newHold;
    const facts: HoldFacts = {
      state: 'ordered',
      kind,
      requestedSatang,
      heldSatang: 0n,
      reservedSatang: requestedSatang,
      expiresAt,
    };
    const added: WorldHold = {
      ...hold,
      holdId: `H${this.holds.size + 1}`,
      facts,
      orders: [],
      release: null,
      signalledChanges: 1, // its case ordered it and needs no news of that
      inbox: [],
      changes: [{ at: now, to: 'ordered' }],
      outcomes: [],
      attempts: [],
    };
    this.holds.set(added.holdId, added);
    this.order(added);
    return added;
  }

  /** Issues an order that replaces the newest one, with a later expiry. */
  extend(hold: WorldHold, expiresAt: Date): void {
    hold.facts.expiresAt = expiresAt;
    this.order(hold);
  }

  find(holdId: string): WorldHold {
    const hold = this.holds.get(holdId);
    if (hold === undefined) throw new Error(`no hold ${holdId}`);
    return hold;
  }

  orderRelease(hold: WorldHold, now: Date): void {
    if (!LIVE_HOLD_STATES.includes(hold.facts.state)) return;
    hold.release = { orderedAt: now, attempts: 0, nextAttemptAt: now, acknowledgedAt: null };
    this.change(hold, 'release_ordered', now);
  }

  /** Applies the callbacks in the inbox. */
  applyInbox(hold: WorldHold, now: Date): void {
    for (const message of hold.inbox.splice(0)) this.apply(hold, message, now);
  }

  /** Records an institution's answer to an order. */
  record(hold: WorldHold, order: WorldOrder, answer: Exclude<OrderAnswer, 'silent'>, now: Date): void {
    if (answer === 'unknown_order') {
      order.sentAt = null;
      order.nextAttemptAt = after(now, pauseMs(order));
      return;
    }
    order.sentAt ??= now;
    order.nextAttemptAt = after(now, pauseMs(order));
    if (answer !== 'accepted') this.apply(hold, answer, now);
  }

  acknowledge(hold: WorldHold, now: Date): void {
    if (hold.release === null) throw new Error(`hold ${hold.holdId} has no release order`);
    hold.release.acknowledgedAt = now;
    this.applyOutcome(hold, effectOfRelease(hold.facts, truthfulRelease(hold.facts)), now);
  }

  noAnswer(hold: WorldHold, now: Date): void {
    if (hold.facts.state === 'ordered') this.change(hold, 'unconfirmed', now);
  }

  /**
   * Returns what the hold needs next: orders a release that is due, and names each new hold once.
   */
  step(hold: WorldHold, now: Date): HoldOutcome {
    const next = this.next(hold, now);
    const startHolds = this.started.map(({ holdId, institution }) => ({ holdId, institution }));
    this.started = [];
    const hasNews = hold.changes.length > hold.signalledChanges;
    hold.signalledChanges = hold.changes.length;
    const { state, expiresAt } = hold.facts;
    const codes = { state, expiresAtMs: ENDED_HOLD_STATES.includes(state) ? null : expiresAt.getTime() };
    return { ...next, caseId: hold.caseId, codes, startHolds, signalCases: hasNews ? [hold.caseId] : [] };
  }

  private next(hold: WorldHold, now: Date): Next {
    const next = nextHoldStep(progress(hold), now);
    switch (next.do) {
      case 'order_release':
        this.orderRelease(hold, now);
        return { next: 'release', untilMs: null, waitFor: null };
      case 'end_power':
        return { next: 'send', untilMs: null, waitFor: null };
      case 'send_release':
        return hold.release !== null && hold.release.attempts > 0 && hold.release.nextAttemptAt > now
          ? { next: 'wait', untilMs: hold.release.nextAttemptAt.getTime(), waitFor: 'release' }
          : { next: 'release', untilMs: null, waitFor: null };
      case 'wait':
        return { next: 'wait', untilMs: next.until.getTime(), waitFor: next.for };
      default:
        return { next: next.do, untilMs: null, waitFor: null };
    }
  }

  private order(hold: WorldHold): void {
    const amount = hold.facts.heldSatang > 0n ? hold.facts.heldSatang : hold.facts.requestedSatang;
    hold.orders.push({
      sequence: hold.orders.length + 1,
      requestedSatang: amount,
      attempts: 0,
      receiptSeq: 0,
      sentAt: null,
      nextAttemptAt: new Date(0),
      leasedUntil: null,
      expiresAt: hold.facts.expiresAt,
      answeredAt: null,
    });
  }

  private apply(hold: WorldHold, message: Receipt, now: Date): void {
    const last = hold.orders.findLast((order) => order.receiptSeq > 0);
    const outcome = effectOfReceipt(
      hold.facts,
      {
        currentSequence: hold.orders.length,
        appliedSequence: last?.sequence ?? 0,
        appliedReceiptSeq: last?.receiptSeq ?? 0,
      },
      { ...message, attributedOnwardSatang: sumSatang(message.onward.map(({ amountSatang }) => amountSatang)) },
    );
    const order = hold.orders[message.orderSequence - 1];
    if (order !== undefined && message.result !== 'PENDING') {
      order.answeredAt ??= now;
      if (outcome.apply) order.receiptSeq = message.receiptSeq;
    }
    this.applyOutcome(hold, outcome, now);
    if (outcome.apply) this.followMoney(hold, message, now);
  }

  private followMoney(hold: WorldHold, message: Receipt, now: Date): void {
    const { caseId, facts } = hold;
    for (const { institution, amountSatang } of message.onward) {
      const next = this.banks.get(institution);
      if (next === undefined) throw new Error(`no bank ${institution}`);
      const { kind } = facts;
      // The officer's time does not start anew at a later hop (OFF-6C).
      const newHold = {
        caseId,
        institution,
        bank: next,
        requestedSatang: amountSatang,
        expiresAt: facts.expiresAt,
        kind,
      };
      this.started.push(this.add(newHold, now));
    }
  }

  private applyOutcome(hold: WorldHold, outcome: ReceiptOutcome, now: Date): void {
    hold.outcomes.push(outcome.apply ? 'APPLIED' : outcome.reason);
    if (outcome.apply) {
      const { heldSatang, reservedSatang } = outcome;
      Object.assign(hold.facts, { heldSatang, reservedSatang });
      this.change(hold, outcome.state, now);
    } else if (outcome.resendRelease && hold.release !== null) {
      Object.assign(hold.release, { nextAttemptAt: now, acknowledgedAt: null });
    }
  }

  private change(hold: WorldHold, to: HoldState, now: Date): void {
    if (ENDED_HOLD_STATES.includes(hold.facts.state)) throw new Error(`hold ${hold.holdId} has ended`);
    hold.facts.state = to;
    hold.changes.push({ at: now, to });
  }
}

/** Returns when a section 6 hold ends that is ordered now, for a notice that came now. */
export function sevenDaysFrom(now: Date): Date {
  const clock = { rule: 'BANK-6A', notifiedAt: now, officerNotifiedAt: now } as const;
  return section6End(clock, { rulebook: buildRulebook('th'), now }).expiresAt;
}

/** Counts an attempt to send a release, and sets when the next one is due. */
export function countReleaseAttempt(hold: WorldHold, now: Date): void {
  if (hold.release === null) throw new Error(`hold ${hold.holdId} has no release order`);
  hold.release.attempts += 1;
  hold.release.nextAttemptAt = after(now, deliveryRetryMs(hold.release.attempts));
}

/**
 * Returns the pause of an order that arrived, for every order: a day of silence then leaves few
 * calls.
 */
function pauseMs({ attempts }: WorldOrder): number {
  return callRetryMs({ isTaken: true, attempts });
}

/** Counts a call about an order, and sets when the next one is due. */
export function countOrderAttempt(order: WorldOrder, now: Date): void {
  order.attempts += 1;
  order.nextAttemptAt = after(now, pauseMs(order));
}

function progress(hold: WorldHold) {
  return {
    state: hold.facts.state,
    expiresAt: hold.facts.expiresAt,
    releaseOrdered: hold.release !== null,
    releaseAcknowledged: hold.release !== null && hold.release.acknowledgedAt !== null,
    orders: hold.orders,
  };
}
