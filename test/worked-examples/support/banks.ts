import { type Satang, minSatang, sumSatang } from '../../../src/domain/money.js';
import { type Account, accountKey } from '../../../src/domain/party.js';
import type { ReceiptResult } from '../../../src/domain/hold/hold.js';
import { attributeInTimeOrder } from '../../../src/domain/trail/attribution.js';
import type { Shield } from '../../../src/domain/trail/next-hops.js';

export interface Payment {
  reference: string;
  from: Account;
  to: Account | { offRail: string };
  amountSatang: Satang;
  at: Date;
  paidTo: Shield | null;
}

export interface Order {
  /** The number of the hold. */
  hold: number;
  account: Account;
  /** The reference of the credit. */
  credit: string;
  requestedSatang: Satang;
  expiresAt: Date;
}

export interface Answer {
  hold: number;
  result: ReceiptResult;
  heldSatang: Satang;
  onward: { payment: Payment; attributedSatang: Satang }[];
}

/** A bank's own suspension of one credit, and where the bank says that other money went on. */
export interface OwnSuspension {
  /** A number like that of a hold, but below zero. */
  id: number;
  credit: Payment;
  account: Account;
  suspendedSatang: Satang;
  onward: Answer['onward'];
  until: Date;
}

interface BankHold {
  order: Order;
  heldSatang: Satang;
  explained: ReadonlyMap<string, Satang>;
  over: boolean;
}

/**
 * The books of all banks together. `pay` throws when the account may not pay as much, because then
 * the story is wrong.
 */
export class Banks {
  readonly payments: Payment[] = [];
  private readonly balances = new Map<string, Satang>();
  private readonly holds = new Map<number, BankHold>();
  private readonly released = new Set<number>();

  give(who: Account, satang: Satang): void {
    this.balances.set(accountKey(who), this.balanceOf(who) + satang);
  }

  pay(payment: Payment): void {
    if (payment.amountSatang > this.balanceOf(payment.from) - this.heldOn(payment.from)) {
      throw new Error(`${payment.from.accountNo} cannot pay ${payment.amountSatang} satang`);
    }
    this.give(payment.from, -payment.amountSatang);
    if ('institution' in payment.to) this.give(payment.to, payment.amountSatang);
    this.payments.push(payment);
  }

  /**
   * Holds what is there of the requested sum until the order's expiry, and explains the missing
   * part by later debits in the order of time.
   */
  take(order: Order, now: Date): Answer {
    this.lapse(now);
    const credit = this.payments.find((payment) => payment.reference === order.credit);
    if (credit === undefined) throw new Error(`no credit ${order.credit}`);
    const earlier = this.holds.get(order.hold);
    if (earlier?.over === true || this.released.has(order.hold) || order.expiresAt <= now)
      return answer(order, 'REFUSED_LEGAL', 0n, []);
    const available = this.balanceOf(order.account) - this.heldOn(order.account) + (earlier?.heldSatang ?? 0n);
    const heldSatang = minSatang(order.requestedSatang, available);
    const explained = this.explain(order, credit, order.requestedSatang - heldSatang);
    const attributed = new Map(explained.map((part) => [part.payment.reference, part.attributedSatang]));
    this.holds.set(order.hold, { order, heldSatang, explained: attributed, over: false });
    const result = heldSatang === order.requestedSatang ? 'HELD_FULL' : heldSatang > 0n ? 'HELD_PARTIAL' : 'NO_FUNDS';
    return answer(order, result, heldSatang, explained);
  }

  /**
   * Suspends what is there of each credit of an account; what the centre has had held there is the
   * same money.
   */
  suspect(account: Account, until: Date, now: Date): OwnSuspension[] {
    const credits = this.payments.filter(({ to }) => 'institution' in to && accountKey(to) === accountKey(account));
    return credits.map((credit) => {
      const own = { hold: -1 - this.holds.size, account, credit: credit.reference };
      const standing = [...this.holds.values()].find(({ order, over }) => !over && order.credit === credit.reference);
      const { heldSatang: suspendedSatang, onward } =
        standing === undefined
          ? this.take({ ...own, requestedSatang: credit.amountSatang, expiresAt: until }, now)
          : { ...standing, onward: this.named(standing.explained) };
      return { id: own.hold, credit, account, suspendedSatang, onward, until };
    });
  }

  /** Releases a hold; an order that comes after its release holds nothing. */
  release(hold: number): void {
    this.released.add(hold);
    const kept = this.holds.get(hold);
    if (kept !== undefined) this.holds.set(hold, { ...kept, heldSatang: 0n, over: true });
  }

  /** Returns the money that holds keep in the accounts; a hold that has ended keeps none. */
  heldIn(holds: ReadonlySet<number>, now: Date): Satang {
    this.lapse(now);
    return sumSatang([...this.holds].map(([id, hold]) => (holds.has(id) ? hold.heldSatang : 0n)));
  }

  private explain(order: Order, credit: Payment, unexplainedSatang: Satang): Answer['onward'] {
    const later = this.payments
      .slice(this.payments.indexOf(credit) + 1)
      .filter((payment) => accountKey(payment.from) === accountKey(order.account));
    const others = [...this.holds].filter(([id, hold]) => id !== order.hold && !hold.over);
    const taken = (reference: string): Satang =>
      sumSatang(others.map(([, hold]) => hold.explained.get(reference) ?? 0n));
    const parts = attributeInTimeOrder(
      [{ creditId: credit.reference, at: credit.at, unexplainedSatang }],
      later.map(({ reference, amountSatang, at }) => ({
        debitId: reference,
        amountSatang: amountSatang - taken(reference),
        at,
      })),
    );
    return parts.flatMap(({ debitId, attributedSatang }) =>
      later.filter((payment) => payment.reference === debitId).map((payment) => ({ payment, attributedSatang })),
    );
  }

  private named(explained: ReadonlyMap<string, Satang>): Answer['onward'] {
    return this.payments.flatMap((payment) => {
      const attributedSatang = explained.get(payment.reference);
      return attributedSatang === undefined ? [] : [{ payment, attributedSatang }];
    });
  }

  private lapse(now: Date): void {
    for (const [id, hold] of this.holds) if (hold.order.expiresAt <= now) this.release(id);
  }

  private balanceOf(who: Account): Satang {
    return this.balances.get(accountKey(who)) ?? 0n;
  }

  private heldOn(who: Account): Satang {
    const atAccount = [...this.holds.values()].filter(({ order }) => accountKey(order.account) === accountKey(who));
    return sumSatang(atAccount.map((hold) => hold.heldSatang));
  }
}

function answer(order: Order, result: ReceiptResult, heldSatang: Satang, onward: Answer['onward']): Answer {
  return { hold: order.hold, result, heldSatang, onward };
}
