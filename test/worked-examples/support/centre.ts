import { orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { freeOf } from '../../../src/domain/ledger/ledger.js';
import { type Satang, sumSatang } from '../../../src/domain/money.js';
import { type Account, accountKey } from '../../../src/domain/party.js';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { MINUTE_MS } from '../../../src/domain/time.js';
import { checkAttribution } from '../../../src/domain/trail/check-attribution.js';
import { type HopPlan, planNextHops } from '../../../src/domain/trail/next-hops.js';
import { compareReports } from '../../../src/domain/trail/same-transfer.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { LedgerRecord, type RecordedHold } from '../../domain/ledger/support/ledger-record.js';
import type { Answer, Order, Payment } from './banks.js';
import { accountOf, type Entry, isSame, type Stolen, sumId } from './entries.js';

/** The law in force. */
export const RULEBOOK = buildRulebook('th');
const CLOCK_TOLERANCE_MS = 2 * MINUTE_MS;

/**
 * The centre on pure functions alone: complaints, orders, answers, releases. It keeps lists where
 * PostgreSQL keeps rows. `traceOver` replaces parameters of P-TRACE.
 */
export class Centre {
  readonly breaks: string[] = [];
  /** Orders to send. */
  readonly outbox: Order[] = [];
  /** Numbers of holds whose release is to be sent. */
  readonly releases: number[] = [];
  protected readonly ledger = new LedgerRecord();
  private readonly stolen: Stolen[] = [];
  protected readonly entries: Entry[] = [];
  /** When the officer was notified of the suspicion of a payment, by the payment's reference. */
  protected readonly notices = new Map<string, Date>();

  constructor(private readonly traceOver: RuleRow['parameters']) {}

  /**
   * Takes a complaint about one payment: a known payment gets one more claim, an unknown one gets
   * a stolen sum and an order.
   */
  report(payment: Payment, by: string, now: Date): void {
    const known = this.stolen.find((stolen) => compareReports(stolen.payment, payment, 0) === 'same');
    if (known !== undefined) {
      known.claims.add(by);
      return;
    }
    const entry = this.open(payment, by, 'section7');
    // A payment may carry another victim's money already; only the remaining part is ordered.
    const remaining = payment.amountSatang - this.carriedElsewhere(payment.reference, entry);
    if (remaining > 0n) this.order(entry, remaining, now);
  }

  /** Ends a claim; when the last claim on a sum ends, all its holds are released. */
  endClaims(from: Account, by: string): void {
    this.stolen.forEach(({ payment, claims }, sum) => {
      if (!isSame(payment.from, from)) return;
      claims.delete(by);
      if (claims.size === 0) this.release((entry) => entry.sum === sum);
    });
  }

  /** Takes the denial of the victim's bank: the money never left. */
  deny(from: Account): void {
    this.release(({ sum }) => this.stolen[sum] !== undefined && isSame(this.stolen[sum].payment.from, from));
  }

  releaseAt(account: Account): void {
    this.release((entry) => entry.account !== null && isSame(entry.account, account));
  }

  /** Releases what has expired, like the keeper. */
  expire(now: Date): void {
    const live = this.ledger.holds.map((hold) => LIVE_HOLD_STATES.includes(hold.facts.state));
    this.ledger.sweep(now);
    this.ledger.holds.forEach((hold, index) => {
      if (live[index] && hold.facts.state === 'release_ordered') this.releases.push(index);
    });
  }

  receive(answer: Answer, payments: readonly Payment[], now: Date): void {
    const outcome = this.ledger.receive(answer.hold, {
      orderSequence: 1,
      receiptSeq: 1,
      result: answer.result,
      heldSatang: answer.heldSatang,
      attributedOnwardSatang: sumSatang(answer.onward.map((debit) => debit.attributedSatang)),
    });
    if (outcome.apply) {
      this.follow(this.entryOf(answer.hold), answer, payments, now);
      return;
    }
    if (outcome.opensBreak) this.breaks.push(outcome.reason);
    if (outcome.resendRelease) this.releases.push(answer.hold);
  }

  released(hold: number): void {
    const outcome = this.ledger.releaseReceipt(hold);
    if (!outcome.apply && outcome.opensBreak) this.breaks.push(outcome.reason);
  }

  parts(): TracedPart[] {
    return this.entries.map(({ part, hold }) => ({ ...part, hold: hold === null ? null : this.factsOf(hold) }));
  }

  victims(): ReadonlyMap<string, Account> {
    return new Map(this.stolen.map(({ payment }) => [sumId(payment), payment.from]));
  }

  /** Returns, for each stolen sum, the numbers of its holds. */
  holdsBySum(): { amountSatang: Satang; holds: ReadonlySet<number> }[] {
    return this.ledger.sums.map(({ amountSatang }, sum) => ({
      amountSatang,
      holds: new Set(this.entries.flatMap((entry) => (entry.sum === sum && entry.hold !== null ? [entry.hold] : []))),
    }));
  }

  /** Returns what is wrong with the ledger, or undefined. */
  fault(): string | undefined {
    return this.ledger.fault();
  }

  /** Opens a new stolen sum with the first part of its trail. */
  protected open(payment: Payment, by: string, kind: Entry['kind']): Entry {
    const sum = this.stolen.push({ payment, claims: new Set([by]) }) - 1;
    this.ledger.openSum(payment.amountSatang);
    const { amountSatang: attributedSatang } = payment;
    const stopReason = 'offRail' in payment.to ? 'off_rails' : null;
    return this.trace({ sum, kind, parent: null }, payment, { hop: 0, attributedSatang, stopReason });
  }

  private follow(entry: Entry, answer: Answer, payments: readonly Payment[], now: Date): void {
    const { part } = entry;
    const checked = checkAttribution(
      {
        heldSatang: answer.heldSatang,
        onward: answer.onward.map(({ payment, attributedSatang }) => ({ ...payment, attributedSatang })),
      },
      {
        receivedSatang: this.factsOf(answer.hold).requestedSatang,
        creditedFrom: part.at,
        heardAt: now,
        clockToleranceMs: CLOCK_TOLERANCE_MS,
        attributedElsewhere: new Map(
          answer.onward.map(({ payment: { reference } }) => [reference, this.carriedElsewhere(reference, entry)]),
        ),
      },
    );
    if (!checked.ok) {
      this.breaks.push(checked.code);
      return;
    }
    for (const { next, requestedSatang } of this.extend(entry, answer, payments, now))
      this.order(next, requestedSatang, now);
  }

  /**
   * Writes where the money went on as parts of the trail; returns the parts to hold, each with its
   * amount.
   */
  protected extend(from: Entry, answer: Pick<Answer, 'onward'>, payments: readonly Payment[], now: Date) {
    const { part, sum } = from;
    const ofSum = this.entries.filter((entry) => entry.sum === sum);
    const fromHere = ofSum.filter((entry) => entry.parent === from);
    const reached = new Set(ofSum.flatMap(({ account }) => (account === null ? [] : [accountKey(account)])));
    const plans = planNextHops(
      answer.onward.map(({ payment, attributedSatang }) => ({
        ...payment,
        transferId: payment.reference,
        account: accountOf(payment),
        attributedSatang,
      })),
      {
        hop: part.hop,
        victimAccount: this.victimOf(sum),
        creditedAt: part.at,
        freeSatang: freeOf(this.ledger.sum(sum)),
        powerReaches: true,
        accountsSoFar: { count: reached.size, known: reached },
        enrolled: new Set(payments.flatMap((payment) => accountOf(payment)?.institution ?? [])),
        alreadyFollowed: new Set(fromHere.map((entry) => entry.part.transferId)),
      },
      this.traceRule(now),
    );
    const newPlans = plans.filter(({ stopReason }) => stopReason !== 'already_followed');
    return newPlans.flatMap((plan) => {
      const next = this.partOf(from, plan, payments);
      return plan.follow === null ? [] : [{ next, requestedSatang: plan.follow.requestedSatang }];
    });
  }

  private partOf(
    from: Entry,
    { transferId, hop, attributedSatang, stopReason }: HopPlan,
    payments: readonly Payment[],
  ) {
    const payment = payments.find(({ reference }) => reference === transferId);
    if (payment === undefined) throw new Error(`no payment ${transferId}`);
    const { sum, kind } = from;
    return this.trace({ sum, kind, parent: from }, payment, { hop, attributedSatang, stopReason });
  }

  /**
   * Returns how much of a payment is other stolen money: a victim's own, or what an answer to
   * another hold that still counts explained by it.
   */
  private carriedElsewhere(reference: string, own: Entry): Satang {
    const isCounted = ({ parent, hold }: Entry): boolean => {
      const bearer = parent === null ? hold : parent.hold;
      const state = bearer === null ? undefined : this.factsOf(bearer).state;
      return state !== undefined && state !== 'released' && state !== 'release_ordered';
    };
    const others = this.entries.filter(
      (entry) => entry.part.transferId === reference && entry !== own && entry.parent !== own,
    );
    return sumSatang(others.filter(isCounted).map(({ part }) => part.attributedSatang));
  }

  private trace(
    of: Pick<Entry, 'sum' | 'kind' | 'parent'>,
    payment: Payment,
    found: Pick<TracedPart, 'hop' | 'attributedSatang' | 'stopReason'>,
  ): Entry {
    const account = accountOf(payment);
    const part = {
      ...found,
      partId: String(this.entries.length),
      stolenSumId: sumId(this.stolen[of.sum]?.payment ?? payment),
      transferId: payment.reference,
      from: payment.from,
      to: account,
      offRail: 'offRail' in payment.to ? payment.to.offRail : null,
      amountSatang: payment.amountSatang,
      at: payment.at,
    };
    const entry: Entry = { ...of, part, hold: null, account };
    this.entries.push(entry);
    return entry;
  }

  protected order(entry: Entry, requestedSatang: Satang, now: Date): void {
    if (entry.account === null) return;
    const { expiresAt } = orderExpiry(
      {
        kind: entry.kind,
        issuedAt: now,
        debitConfirmed: true,
        complaint: { receivedAt: now, isReport: true, statementAt: null, officerActed: false },
        until: null,
        section6: { rule: 'BANK-6A', notifiedAt: now, officerNotifiedAt: this.noticedAt(entry) ?? now },
      },
      RULEBOOK,
      now,
    );
    if (!this.ledger.order(entry.sum, requestedSatang, expiresAt)) throw new Error('the plan asked for too much');
    entry.hold = this.ledger.holds.length - 1;
    const { account, hold, part } = entry;
    this.outbox.push({ hold, account, credit: part.transferId, requestedSatang, expiresAt });
  }

  /**
   * Returns when the officer was notified of the suspicion that reaches an entry; null without one.
   */
  private noticedAt({ part, parent }: Entry): Date | null {
    return this.notices.get(part.transferId) ?? (parent === null ? null : this.noticedAt(parent));
  }

  private release(which: (entry: Entry) => boolean): void {
    for (const entry of this.entries.filter(which)) {
      if (entry.hold !== null && this.ledger.orderRelease(entry.hold)) this.releases.push(entry.hold);
    }
  }

  private traceRule(now: Date): RuleRow {
    const rule = ruleInForce(RULEBOOK, 'P-TRACE', now);
    return { ...rule, parameters: { ...rule.parameters, ...this.traceOver } };
  }

  protected factsOf(hold: number): RecordedHold['facts'] {
    return this.ledger.hold(hold).facts;
  }

  private victimOf(sum: number): Account {
    const stolen = this.stolen[sum];
    if (stolen === undefined) throw new Error(`no sum ${sum}`);
    return stolen.payment.from;
  }

  private entryOf(hold: number): Entry {
    const entry = this.entries.find((entryOfHold) => entryOfHold.hold === hold);
    if (entry === undefined) throw new Error(`no hold ${hold}`);
    return entry;
  }
}
