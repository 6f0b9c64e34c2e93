import { reinstatedPartSatang } from '../../../../src/domain/freeze-request/reinstatement.js';
import {
  type OrderProgress,
  type ReceiptFacts,
  type ReceiptOutcome,
  effectOfReceipt,
} from '../../../../src/domain/hold/receipt-effect.js';
import { effectOfLapse, effectOfRelease, type OrderLetGo } from '../../../../src/domain/hold/end/release-effect.js';
import { HOLDING_STATES, type HoldFacts, LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import {
  type LedgerChange,
  type StolenSumFacts,
  freeOf,
  giveBack,
  overHold,
  reserveFrom,
  settleHold,
} from '../../../../src/domain/ledger/ledger.js';
import { nextHoldStep } from '../../../../src/domain/hold/next-step.js';
import { catchSatang } from '../../../../src/domain/hold/end/residual.js';
import { maxSatang, sumSatang } from '../../../../src/domain/money.js';
import { TH } from '../../support.js';

/** The law with P-RESID switched on. */
export const WATCHING = TH.map((row) => (row.ruleId === 'P-RESID' ? { ...row, parameters: { enabled: true } } : row));

/** A hold of the record, with how far its orders and messages have come. */
export interface RecordedHold extends OrderProgress {
  sum: number;
  facts: HoldFacts;
  releaseAcknowledged: boolean;
  /** What orders ask for that raise it, by their numbers, until an answer was applied. */
  raises: ReadonlyMap<number, bigint>;
  refused: ReadonlySet<number>;
  /** What orders for less ask for, by their numbers. */
  lowers: ReadonlyMap<number, bigint>;
  /** When each order ends, in the order of their numbers. */
  expiries: readonly Date[];
}

/** What an institution says that it released; `at` is the time of the receipt. */
export interface ReleaseSaid {
  releasedSatang: bigint;
  at: Date;
}

/**
 * The ledger's rows in memory, changed by the pure functions alone in the way the transactions
 * change the database.
 */
export class LedgerRecord {
  sums: StolenSumFacts[] = [];
  holds: RecordedHold[] = [];

  openSum(amountSatang: bigint): void {
    this.sums.push({ amountSatang, reservedSatang: 0n });
  }

  /** A hold with its first order; false when the sum does not have that much free. */
  order(sum: number, amountSatang: bigint, expiresAt: Date): boolean {
    const reserved = reserveFrom(this.sum(sum), amountSatang);
    if (!reserved.ok) return false;
    this.sums[sum] = reserved.value;
    const amounts = { requestedSatang: amountSatang, heldSatang: 0n, reservedSatang: amountSatang };
    this.holds.push({
      sum,
      facts: { state: 'ordered', kind: 'section7', ...amounts, expiresAt },
      currentSequence: 1,
      appliedSequence: 0,
      appliedReceiptSeq: 0,
      releaseAcknowledged: false,
      raises: new Map(),
      refused: new Set(),
      lowers: new Map(),
      expiries: [expiresAt],
    });
    return true;
  }

  receive(index: number, receipt: ReceiptFacts): ReceiptOutcome {
    const hold = this.hold(index);
    const raisedToSatang = this.raisedTo(hold, receipt.orderSequence);
    const outcome = effectOfReceipt(hold.facts, { ...hold, raisedToSatang }, receipt);
    if (!outcome.apply) {
      if (outcome.reason === 'RAISE_REFUSED') this.refuse(hold, receipt.orderSequence);
      return outcome;
    }
    hold.appliedSequence = receipt.orderSequence;
    hold.appliedReceiptSeq = receipt.receiptSeq;
    this.settle(hold, outcome);
    return outcome;
  }

  /**
   * An order with a later expiry takes the place of the newest one of a live hold; false when
   * there is nothing to extend.
   */
  extend(index: number, expiresAt: Date, now: Date): boolean {
    const hold = this.hold(index);
    if (!LIVE_HOLD_STATES.includes(hold.facts.state) || hold.facts.expiresAt <= now) return false;
    if (expiresAt <= hold.facts.expiresAt) return false;
    let standing = hold.currentSequence;
    while (hold.refused.has(standing)) standing -= 1;
    const carried = standing > hold.appliedSequence ? hold.raises.get(standing) : undefined;
    hold.currentSequence += 1;
    hold.facts.expiresAt = expiresAt;
    hold.expiries = [...hold.expiries, expiresAt];
    if (carried !== undefined) hold.raises = new Map([...hold.raises, [hold.currentSequence, carried]]);
    return true;
  }

  /** What an order of a hold asks for, as its receipt is judged by. */
  ordered(index: number, order: number): Pick<ReceiptFacts, 'orderedSatang' | 'raises'> {
    const { raises, lowers } = this.hold(index);
    const orderedSatang = raises.get(order);
    if (orderedSatang !== undefined) return { orderedSatang, raises: true };
    const lowered = lowers.get(order);
    return lowered === undefined ? {} : { orderedSatang: lowered };
  }

  /**
   * An order for what is held and a later credit, as far as it is missing and free; false when
   * nothing may be caught.
   */
  raise(index: number, creditedSatang: bigint, now: Date): boolean {
    const hold = this.hold(index);
    const part = { explainedSatang: 0n, partSatang: hold.facts.requestedSatang, partExplainedSatang: 0n };
    const watched = { ...hold.facts, ...part, isWatched: true };
    const caught = catchSatang(watched, creditedSatang, freeOf(this.sum(hold.sum)), WATCHING, now);
    return caught.ok && this.orderMore(hold, caught.value);
  }

  /** An order for less, as a release of a part gives; false when it would let nothing go. */
  lower(index: number, keepSatang: bigint): boolean {
    const hold = this.hold(index);
    const asked = hold.lowers.get(hold.currentSequence) ?? hold.facts.heldSatang;
    if (!HOLDING_STATES.includes(hold.facts.state) || keepSatang <= 0n) return false;
    if (keepSatang >= hold.facts.heldSatang || keepSatang >= asked) return false;
    hold.currentSequence += 1;
    hold.expiries = [...hold.expiries, hold.facts.expiresAt];
    hold.lowers = new Map([...hold.lowers, [hold.currentSequence, keepSatang]]);
    return true;
  }

  /**
   * An order to hold again what was let go by mistake, as far as it is missing and free; returns
   * the amount, 0 when nothing may be held again.
   */
  holdAgain(index: number, letGoSatang: bigint, now: Date): bigint {
    const hold = this.hold(index);
    const { state, kind, expiresAt, requestedSatang, reservedSatang } = hold.facts;
    const missingSatang = requestedSatang - reservedSatang;
    const ground = { debit: 'confirmed' as const, isUpheld: true, restsOnNotice: false, isContinuedTooLate: false };
    const freeSatang = freeOf(this.sum(hold.sum));
    const facts = { state, kind, expiresAt, letGoSatang, missingSatang, freeSatang, ...ground };
    const again = reinstatedPartSatang(facts, now);
    return again.ok && this.orderMore(hold, again.value) ? again.value : 0n;
  }

  private orderMore(hold: RecordedHold, satang: bigint): boolean {
    const reserved = reserveFrom(this.sum(hold.sum), satang);
    if (!reserved.ok) return false;
    this.sums[hold.sum] = reserved.value;
    hold.facts.reservedSatang += satang;
    hold.currentSequence += 1;
    hold.expiries = [...hold.expiries, hold.facts.expiresAt];
    hold.raises = new Map([...hold.raises, [hold.currentSequence, hold.facts.reservedSatang]]);
    return true;
  }

  /** False when a release was ordered before, or there is nothing to release. */
  orderRelease(index: number): boolean {
    const hold = this.hold(index);
    if (!LIVE_HOLD_STATES.includes(hold.facts.state)) return false;
    this.settle(hold, { state: 'release_ordered' });
    return true;
  }

  /** The institution says what it released; by default, what the record says is held. */
  releaseReceipt(index: number, said?: ReleaseSaid): ReceiptOutcome {
    const hold = this.hold(index);
    const { heldSatang, expiresAt } = hold.facts;
    const { releasedSatang, at } = said ?? { releasedSatang: heldSatang, at: expiresAt };
    const result = releasedSatang > 0n ? 'RELEASED' : 'NOTHING_HELD';
    const outcome = effectOfRelease(hold.facts, {
      isOfHold: true,
      result,
      releasedSatang,
      at,
      orders: ordersOf(hold),
    });
    if (outcome.apply || !outcome.opensBreak) hold.releaseAcknowledged = true;
    if (outcome.apply) this.settle(hold, outcome);
    return outcome;
  }

  lapse(index: number, orderSequence: number, releasedSatang = this.hold(index).facts.heldSatang): ReceiptOutcome {
    const hold = this.hold(index);
    const outcome = effectOfLapse(hold.facts, {
      isOfHold: true,
      releasedSatang,
      orders: ordersOf(hold),
      endsAs: 'EXPIRED',
      isCurrentOrder: orderSequence === hold.currentSequence,
      at: hold.facts.expiresAt,
      toleranceMs: 0,
    });
    if (outcome.apply) this.settle(hold, outcome);
    return outcome;
  }

  /** Orders the release of what has expired, as workflow and sweeper do. */
  sweep(now: Date): void {
    this.holds.forEach(({ facts, releaseAcknowledged }, index) => {
      const step = nextHoldStep(
        {
          state: facts.state,
          expiresAt: facts.expiresAt,
          releaseOrdered: facts.state === 'release_ordered',
          releaseAcknowledged,
          orders: [],
        },
        now,
      );
      if (step.do === 'order_release') this.orderRelease(index);
    });
  }

  /**
   * What is wrong with the ledger, or undefined: the books of a sum and of its holds agree, and
   * the over-hold meter reads 0.
   */
  fault(): string | undefined {
    for (const [index, sum] of this.sums.entries()) {
      const holds = this.holds.filter((hold) => hold.sum === index).map((hold) => hold.facts);
      const reserved = sumSatang(holds.map((hold) => hold.reservedSatang));
      if (reserved !== sum.reservedSatang) return `sum ${index} says ${sum.reservedSatang}, its holds say ${reserved}`;
      if (sum.reservedSatang > sum.amountSatang) return `sum ${index} reserves more than was stolen`;
      const over = overHold(sum.amountSatang, holds);
      if (over !== 0n) return `the over-hold meter of sum ${index} reads ${over}`;
    }
    return undefined;
  }

  copy(): LedgerRecord {
    const copy = new LedgerRecord();
    copy.sums = this.sums.map((sum) => ({ ...sum }));
    copy.holds = this.holds.map((hold) => ({ ...hold, facts: { ...hold.facts } }));
    return copy;
  }

  sum(index: number): StolenSumFacts {
    const sum = this.sums[index];
    if (sum === undefined) throw new Error(`no sum ${index}`);
    return sum;
  }

  hold(index: number): RecordedHold {
    const hold = this.holds[index];
    if (hold === undefined) throw new Error(`no hold ${index}`);
    return hold;
  }

  /** What orders after one may still raise a hold to. */
  private raisedTo({ raises, refused, appliedSequence }: RecordedHold, order: number): bigint {
    const underWay = [...raises].filter(([each]) => each > order && each > appliedSequence && !refused.has(each));
    return underWay.reduce((most, [, amount]) => maxSatang(most, amount), 0n);
  }

  private refuse(hold: RecordedHold, order: number): void {
    hold.refused = new Set([...hold.refused, order]);
    const { state, heldSatang } = hold.facts;
    const reservedSatang = maxSatang(heldSatang, this.raisedTo(hold, 0));
    this.settle(hold, { state, reservedSatang });
  }

  private settle(hold: RecordedHold, change: LedgerChange): void {
    const { freedSatang, ...after } = settleHold(hold.facts, change);
    Object.assign(hold.facts, after);
    this.sums[hold.sum] = giveBack(this.sum(hold.sum), freedSatang);
  }
}

/** The orders of a hold, as far as what it let go is judged by them. */
function ordersOf(hold: RecordedHold): OrderLetGo[] {
  return hold.expiries.map((expiresAt, place) => {
    const sequence = place + 1;
    const raised = hold.raises.get(sequence);
    return {
      sequence,
      requestedSatang: raised ?? hold.lowers.get(sequence) ?? hold.facts.requestedSatang,
      raiseRequestId: raised === undefined ? null : 'request',
      asksRest: false,
      receiptSeq: sequence === hold.appliedSequence ? hold.appliedReceiptSeq : 0,
      refusedAt: hold.refused.has(sequence) ? expiresAt : null,
      expiresAt,
    };
  });
}
