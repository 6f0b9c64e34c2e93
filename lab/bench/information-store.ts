import { DAY_MS, HOUR_MS } from '../../src/domain/time.js';
import type { Transfer } from '../../src/analysis/observed.js';
import type { Payment } from '../../simulator/world/books.js';
import type { Complaint } from '../../simulator/world/complaints.js';
import { type Nation, asTransfer } from '../../simulator/world/nation.js';
import type { WorldAccount } from '../../simulator/world/population.js';
import { withAllBelow } from '../../simulator/world/stolen-parts.js';
import { AccountLog, within } from '../account-log.js';
import { RingAccounts } from '../linkage/known-keys.js';

/** A trail is known to the centre so long after each payment and hop of it. */
const ANSWER_MS = HOUR_MS;
/** Deeper hops of a reported trail are seldom traced. */
const TRACED_HOPS = 4;
/** Older payments are not looked at. */
const LOOK_BACK_MS = 28 * DAY_MS;
/** Who has more payments than this (an employer, a shop) ties nobody to anybody. */
const PAYMENTS_OF_HUB = 200;
/** Of so many accounts with a common payer the payments are read. */
const SIBLINGS = 30;
/** Smaller payments are not followed (P-TRACE), so they say nothing about where money goes. */
const LEAST_SATANG = 50_000;

/**
 * What a predictor may look at. `reported`: the trails of earlier complaints, as the centre knows
 * them. `history`: all payments before the theft. `live`: all payments until now.
 */
export type InformationSet = 'reported' | 'history' | 'live';

/** A predictor asked for a payment that its information set does not have. */
export class OutOfSightError extends Error {
  constructor(payment: Payment, set: InformationSet) {
    super(`payment ${payment.index} is not in the set "${set}"`);
    this.name = 'OutOfSightError';
  }
}

/** Everything of a world that stores share: when the centre learns of each reported payment. */
export class Sights {
  readonly log: AccountLog;
  /** The payments of all reported trails, whenever they were reported. */
  readonly reportedLog: AccountLog;
  private readonly reportedAt = new Map<Payment, number>();
  private readonly transfers: Transfer[] = [];
  /** What the other cases of a complaint's ring know when it comes. */
  readonly rings: RingAccounts;

  constructor(readonly nation: Nation) {
    this.log = new AccountLog(nation.payments);
    for (const complaint of nation.complaints) {
      for (const part of (nation.truth.stolen.get(complaint.theft) ?? []).flatMap(withAllBelow)) {
        if (part.hop > TRACED_HOPS) continue;
        const knownAt = Math.max(complaint.at, part.payment.at) + (part.hop + 1) * ANSWER_MS;
        this.reportedAt.set(part.payment, Math.min(this.knownAt(part.payment), knownAt));
      }
    }
    this.rings = new RingAccounts(nation, (payment) => this.knownAt(payment));
    this.reportedLog = new AccountLog([...this.reportedAt.keys()].sort((a, b) => a.index - b.index));
  }

  /** Returns when the centre knows a payment from a complaint; never: Infinity. */
  knownAt(payment: Payment): number {
    return this.reportedAt.get(payment) ?? Infinity;
  }

  asTransfer(payment: Payment): Transfer {
    return (this.transfers[payment.index] ??= asTransfer(payment));
  }
}

/**
 * The payments that may be looked at for a case at an instant. It throws on every other, so that a
 * predictor cannot see what its set does not have.
 */
export class InformationStore {
  constructor(
    private readonly sights: Sights,
    readonly set: InformationSet,
    private readonly complaint: Complaint,
    private readonly asOf: number,
  ) {}

  /** The accounts that the other cases of the case's ring knew when it came. */
  get ring(): readonly WorldAccount[] {
    const { nation, rings } = this.sights;
    return rings.of(this.complaint).flatMap((index) => nation.accounts[index] ?? []);
  }

  /** Returns a payment as an observer sees it. Throws an OutOfSightError when the set lacks it. */
  read(payment: Payment): Transfer {
    if (!this.has(payment)) throw new OutOfSightError(payment, this.set);
    return this.sights.asTransfer(payment);
  }

  /**
   * Returns the payments of the set from, to and around an account, by its place in the world, and
   * those that `alike` accounts made.
   */
  around(account: number, alike: readonly number[] = []): Transfer[] {
    return [...this.neighbours(account, alike)].map((payment) => this.read(payment));
  }

  private has(payment: Payment): boolean {
    if (payment.at > this.asOf) return false;
    switch (this.set) {
      case 'live':
        return true;
      case 'history':
        return payment.at < (this.complaint.reported[0]?.at ?? 0);
      case 'reported':
        return this.sights.knownAt(payment) <= this.asOf && payment.at < (this.complaint.reported[0]?.at ?? 0);
    }
  }

  /**
   * The payments of an account, of those who paid it, of whom these paid too, and of those that are
   * alike: what a count of payments can use.
   */
  private neighbours(account: number, alike: readonly number[]): Set<Payment> {
    const log = this.set === 'reported' ? this.sights.reportedLog : this.sights.log;
    const recent = (payments: readonly Payment[]) => {
      const inTime = within(payments, this.asOf - LOOK_BACK_MS, this.asOf);
      if (inTime.length > PAYMENTS_OF_HUB) return [];
      return inTime.filter((payment) => payment.amountSatang >= LEAST_SATANG && this.has(payment));
    };
    const { incoming, outgoing } = log.of(account);
    const found = new Set([...recent(incoming), ...recent(outgoing)]);
    const payers = new Set(recent(incoming).map(({ from }) => from.index));
    const siblings = new Set<number>();
    for (const payer of payers) {
      for (const payment of recent(log.of(payer).outgoing)) {
        found.add(payment);
        if (payment.to !== null) siblings.add(payment.to.index);
      }
    }
    for (const sibling of [...[...siblings].slice(0, SIBLINGS), ...alike]) {
      for (const payment of recent(log.of(sibling).outgoing)) found.add(payment);
    }
    return found;
  }
}
