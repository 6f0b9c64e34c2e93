import { ENDED_HOLD_STATES, type HoldState, LIVE_HOLD_STATES } from '../../src/domain/hold/hold.js';
import { mayChangeHold } from '../../src/domain/hold/hold-state.js';
import { decideHold } from '../../src/domain/hold/decide-hold.js';
import { overHold } from '../../src/domain/ledger/ledger.js';
import { type Rulebook, numberParameter } from '../../src/domain/rulebook/in-force.js';
import { after } from '../../src/domain/time.js';
import type { BankBook } from './bank.js';
import type { MemoryCentre } from './centre.js';
import type { HoldInMemory, OrderInMemory, SumInMemory } from './record.js';

/** What must hold after each step, by the number that `npm run verify` has for it. */
export const INVARIANTS = {
  I1: 'every order names the rows of the law that it rests on',
  I3: 'the holds of a stolen sum take up no more than was stolen, and no hold more than was asked',
  I4: 'no amount is below nothing',
  I5: 'a hold ends when its newest order says, and no order lasts longer than its row allows',
  I6: 'after a look no hold lives beyond its time, and every hold comes to its end',
  I7: 'what is let go or over never holds again',
  I8: 'a part of the trail has one live hold',
  I11: 'a hold makes the listed transitions and no other',
  I12: 'no applied answer confirms more than was asked; a contradiction opens a break',
  I17: 'no time lies in the future, and no order is given after the end of its hold',
  I26: 'what is let go is what was held, or a break says otherwise',
  LEDGER: 'what a stolen sum reserves is what its holds take up',
  BOOKS: 'no institution that tells the truth holds what the ledger does not count',
} as const;
export type InvariantId = keyof typeof INVARIANTS;

/** An invariant that a story breaks. */
export class Broken extends Error {
  constructor(
    readonly id: InvariantId,
    what: string,
  ) {
    super(`${id} (${INVARIANTS[id]}): ${what}`);
  }
}

/** States from which money comes back to nobody by a message. */
const LETTING_GO: readonly HoldState[] = ['release_ordered', 'released', 'no_funds', 'refused'];

/** The invariants of one record in memory, with what they remember of it. */
export class Invariants {
  private readonly before = new Map<HoldInMemory, HoldState>();

  constructor(
    private readonly centre: MemoryCentre,
    private readonly rulebook: Rulebook,
  ) {}

  /** Checks everything that must hold at any instant. Throws `Broken`. */
  check(books: ReadonlyMap<HoldInMemory, BankBook>): void {
    const { sums, holds } = this.centre.record;
    for (const sum of sums) this.checkSum(sum);
    for (const hold of holds) {
      this.checkAmounts(hold);
      this.checkTransition(hold);
      this.checkOrders(hold);
      this.checkReceipts(hold);
      const book = books.get(hold);
      if (book !== undefined) this.checkBook(hold, book);
    }
  }

  /** Checks a hold that has just been looked at. */
  afterLook(hold: HoldInMemory): void {
    const { state, expiresAt } = hold.hold;
    if (LIVE_HOLD_STATES.includes(state) && expiresAt <= this.centre.now)
      throw new Broken('I6', `${hold.id} is ${state} after its end`);
    const { commands } = decideHold(hold, hold.release, this.rulebook, this.centre.now);
    if (commands.length > 0) throw new Broken('I6', `${hold.id} is to be released once more`);
  }

  /** Checks a story at its end, when every message has come and all time is over. */
  checkEnd(): void {
    const live = this.centre.record.holds.find(({ hold }) => !ENDED_HOLD_STATES.includes(hold.state));
    if (live !== undefined && live.release?.acknowledgedAt == null && !this.isDisputed(live))
      throw new Broken('I6', `${live.id} is ${live.hold.state} for ever`);
  }

  private isDisputed({ id }: HoldInMemory): boolean {
    return this.centre.record.breaks.some(({ holdId }) => holdId === id);
  }

  private checkSum(sum: SumInMemory): void {
    const holds = this.centre.record.holds.filter((hold) => hold.sum === sum);
    const taken = holds.reduce((total, { hold }) => total + hold.reservedSatang + hold.seizedSatang, 0n);
    if (taken !== sum.reservedSatang)
      throw new Broken('LEDGER', `${sum.reference} reserves ${sum.reservedSatang}, its holds ${taken}`);
    const over = overHold(
      sum.amountSatang,
      holds.map(({ hold }) => hold),
    );
    if (over !== 0n) throw new Broken('I3', `${sum.reference} is held ${over} satang too much`);
    for (const part of sum.parts) {
      const live = holds.filter((hold) => hold.part === part && LIVE_HOLD_STATES.includes(hold.hold.state));
      if (live.length > 1) throw new Broken('I8', `${part.reference} has ${live.length} live holds`);
    }
  }

  private checkAmounts({ id, hold }: HoldInMemory): void {
    const amounts = [hold.requestedSatang, hold.heldSatang, hold.reservedSatang, hold.seizedSatang, hold.letGoSatang];
    if (amounts.some((amount) => amount < 0n)) throw new Broken('I4', `${id} has ${amounts.join()}`);
    if (hold.heldSatang > hold.requestedSatang) throw new Broken('I3', `${id} holds ${hold.heldSatang}`);
  }

  private checkTransition(hold: HoldInMemory): void {
    const { state } = hold.hold;
    const before = this.before.get(hold) ?? 'ordered';
    this.before.set(hold, state);
    if (before === state) return;
    if (LETTING_GO.includes(before) && state !== 'released')
      throw new Broken('I7', `${hold.id}: ${before} to ${state}`);
    // One step may make two transitions, by a message and then by time.
    const isListed =
      mayChangeHold(before, state) ||
      LIVE_HOLD_STATES.some((by) => mayChangeHold(before, by) && mayChangeHold(by, state));
    if (!isListed) throw new Broken('I11', `${hold.id}: ${before} to ${state}`);
  }

  private checkOrders(hold: HoldInMemory): void {
    const newest = hold.orders.at(-1);
    if (newest?.expiresAt.getTime() !== hold.hold.expiresAt.getTime())
      throw new Broken('I5', `${hold.id} ends at another instant than its newest order`);
    for (const order of hold.orders) {
      if (order.legalBasis.length === 0) throw new Broken('I1', `${order.id} rests on nothing`);
      if (order.expiresAt <= order.issuedAt) throw new Broken('I5', `${order.id} ends before it begins`);
      const latest = this.latestEnd(hold, order);
      if (order.expiresAt > latest) throw new Broken('I5', `${order.id} lasts beyond ${latest.toISOString()}`);
      if (order.issuedAt > this.centre.now) throw new Broken('I17', `${order.id} is issued in the future`);
      const before = hold.orders.find(({ sequence }) => sequence === order.sequence - 1);
      if (before !== undefined && order.issuedAt > before.expiresAt)
        throw new Broken('I17', `${order.id} is given after the end of the hold`);
    }
  }

  /** Counts the latest end that the row of an order allows anew, without the function that sets it. */
  private latestEnd(hold: HoldInMemory, order: OrderInMemory): Date {
    const rule = this.rulebook.find(({ rowId }) => rowId === order.expiryRuleRowId);
    if (rule?.deadlineMs == null) throw new Broken('I5', `${order.id} ends by no row`);
    switch (rule.ruleId) {
      case 'P-URG':
        return after(hold.section7From, rule.deadlineMs);
      case 'P-EXP':
        return after(this.firstReport, numberParameter(rule, 'statementMs'));
      default:
        return after(order.issuedAt, rule.deadlineMs);
    }
  }

  private get firstReport(): Date {
    return this.centre.record.holds[0]?.orderedAt ?? this.centre.now;
  }

  private checkReceipts(hold: HoldInMemory): void {
    for (const { orderId, kind, notApplied, amountSatang } of hold.receipts) {
      if (kind === 'hold' && notApplied === null && BigInt(amountSatang) > hold.hold.requestedSatang)
        throw new Broken('I12', `${hold.id} took ${amountSatang}`);
      const contradicts = notApplied === 'MORE_THAN_REQUESTED' || notApplied === 'INCONSISTENT';
      const differs = notApplied === 'NOT_WHAT_WAS_HELD' || notApplied === 'OTHER_HOLD' || notApplied === 'SAME_NUMBER';
      if (!contradicts && !differs) continue;
      const isOpen = this.centre.record.breaks.some(
        (open) => open.holdId === hold.id && open.kind === notApplied && open.subjectId === orderId,
      );
      if (!isOpen) throw new Broken(contradicts ? 'I12' : 'I26', `${hold.id}: ${notApplied} opened no break`);
    }
  }

  private checkBook(hold: HoldInMemory, book: BankBook): void {
    if (book.hasLied || this.centre.record.inbox.some(({ holdId }) => holdId === hold.id)) return;
    const { state, reservedSatang } = hold.hold;
    if (book.heldSatang > reservedSatang)
      throw new Broken(
        'BOOKS',
        `the bank of ${hold.id} (${state}) holds ${book.heldSatang}, the ledger ${reservedSatang}`,
      );
  }
}
