import { decideHold } from '../../src/domain/hold/decide-hold.js';
import { mayChangeHold } from '../../src/domain/hold/hold-state.js';
import { ENDED_HOLD_STATES, HOLDING_STATES, type HoldState, LIVE_HOLD_STATES } from '../../src/domain/hold/hold.js';
import { BY_PERSON } from '../../src/domain/hold/order/held-for-victim.js';
import { section7GivesOrders } from '../../src/domain/hold/order/power-onward.js';
import { overHold } from '../../src/domain/ledger/ledger.js';
import { maxSatang, minSatang, sumSatang } from '../../src/domain/money.js';
import { accountKey } from '../../src/domain/party.js';
import { type Rulebook, numberParameter, ruleInForce } from '../../src/domain/rulebook/in-force.js';
import { after } from '../../src/domain/time.js';
import type { BankBook } from './bank.js';
import type { MemoryCentre } from './centre.js';
import { noticedParts, standingNotices } from './notices.js';
import type { CaseInMemory, HoldInMemory, OrderInMemory, SumInMemory } from './record.js';
import { clockOf, isContested } from './rivals.js';

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
  I24: 'claims about one debit take up no more than it can be, and none keeps a standing one from being held',
  I25: 'an order or a notice of an officer ends by no complaint, and by no time but its own',
  I26: 'what is let go is what was held, or a break says otherwise',
  I27: 'calls about one hold come to an end',
  I30: 'what another one’s word let go further on is held again for who claims it, at every account where it is free',
  I31: 'no urgent time ends before the question was asked in time',
  LEDGER: 'what a stolen sum reserves is what its holds take up',
  BOOKS:
    'no institution that tells the truth holds what the ledger does not count, nor less than the record once it has corrected itself, or a break says so',
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

/** Reasons by which another one's word ends what a complaint gave. */
const BY_ANOTHERS_WORD: readonly string[] = ['WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED'];

/** Ends that end no suspicion of an officer: by time, and by the complaint. */
const NOT_OF_NOTICE: readonly string[] = ['EXPIRED', 'DEBIT_NOT_CONFIRMED', 'WITHDRAWN', 'CORRECTED'];

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
    for (const group of groupsOf(sums)) this.checkDebit(group);
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
    const reason = state === 'release_ordered' ? hold.release?.reason : undefined;
    // An institution that says what was debited says it of the suspected transfer too.
    const mayEnd = hold.hold.kind === 'section7' || (hold.hold.kind === 'section6' && reason === 'DEBIT_DENIED');
    if (reason !== undefined && BY_ANOTHERS_WORD.includes(reason) && !mayEnd)
      throw new Broken('I25', `${hold.id} (${hold.hold.kind}) ends by ${reason}`);
    if (reason !== undefined && NOT_OF_NOTICE.includes(reason) && standingNotices(hold, this.centre.now).length > 0)
      throw new Broken('I25', `${hold.id} ends by ${reason}, and an officer's notice lets it stand`);
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
    if (order.notice !== null && rule?.deadlineMs != null)
      return after(order.notice.officerNotifiedAt, rule.deadlineMs);
    if (rule?.deadlineMs == null) throw new Broken('I5', `${order.id} ends by no row`);
    switch (rule.ruleId) {
      case 'P-URG':
        return hold.sum.question.urgentFrom === null
          ? later(after(hold.hold.section7From, rule.deadlineMs), after(this.lastReport(hold.sum), rule.deadlineMs))
          : after(this.lastReport(hold.sum), this.complaintMs());
      case 'P-EXP':
        return after(this.lastReport(hold.sum), numberParameter(rule, 'statementMs'));
      default:
        return after(order.issuedAt, rule.deadlineMs);
    }
  }

  /** Returns when the last of the complaints about a debit came: no time is counted from a later one. */
  private lastReport({ reference }: SumInMemory): Date {
    const reports = this.centre.record.cases.filter(({ claims }) =>
      claims.some(({ sum }) => sum.reference === reference),
    );
    return new Date(Math.max(...reports.map(({ openedAt }) => openedAt.getTime())));
  }

  /** Counts anew what the orders of all claims about one debit ask for, without the function that says how much they may. */
  private checkDebit(group: readonly SumInMemory[]): void {
    const holds = group.flatMap((sum) => this.centre.record.holdsOf(sum));
    const live = holds.filter(({ hold }) => LIVE_HOLD_STATES.includes(hold.state));
    const taken = live.map(({ hold, orders }) => {
      const standing = orders.findLast(({ refusedAt }) => refusedAt === null);
      return minSatang(hold.reservedSatang, standing?.requestedSatang ?? 0n);
    });
    const most = group.map(({ amountSatang }) => amountSatang).reduce(maxSatang, 0n);
    if (sumSatang(taken) > most)
      throw new Broken('I24', `claims about ${group[0]?.reference} ask for ${sumSatang(taken)} of ${most}`);
  }

  /** Checks that a case has what its standing claims give it, when it has just looked. */
  afterLookAtCase(file: CaseInMemory): void {
    this.checkNoticed(file);
    for (const { sum, claimedAt, endedAt, reported } of file.claims) {
      const isDenied = sum.question.state === 'denied' || this.isContradicted(sum);
      if (!reported || endedAt !== null || isDenied) continue;
      this.checkHeld(sum);
      this.checkFurther(sum, claimedAt);
    }
  }

  /** What an officer's notice reaches, and time or a complaint let go, is suspended again while the officer's time runs. */
  private checkNoticed(file: CaseInMemory): void {
    const law = { rulebook: this.rulebook, now: this.centre.now };
    for (const { notice, sum, part, hold, where } of noticedParts(this.centre.record, file, law)) {
      const newest = this.centre.record.holds.findLast((each) => each.part === part);
      if (hold !== null || newest === undefined || newest.hold.heldSatang === 0n) continue;
      // What claims about one debit leave to each other, and what of it was debited, is counted elsewhere (I24).
      if (isContested(this.centre.record, sum) || sum.question.debitedSatang !== null) continue;
      // The same paragraph gives its seven days once: a later notice orders nothing where they were begun and nothing stands.
      if (where.firstUntil !== null) continue;
      const reason = newest.release?.reason;
      if (newest.hold.state === 'released' && reason !== undefined && NOT_OF_NOTICE.includes(reason))
        throw new Broken('I25', `${newest.id} ended by ${reason}, and notice ${notice.nth} stands`);
    }
  }

  /** Returns whether the sending institution made the debit to another account than a claim says. */
  private isContradicted(sum: SumInMemory): boolean {
    const same = this.sameMoney(sum);
    return this.centre.record.sums.some(
      (other) => other.reference === sum.reference && !same.includes(other) && other.question.state === 'confirmed',
    );
  }

  /** Returns the sums of claims about the same debit and receiver. */
  private sameMoney({ reference, account }: SumInMemory): SumInMemory[] {
    return this.centre.record.sums.filter(
      (other) => other.reference === reference && accountKey(other.account) === accountKey(account),
    );
  }

  /** Another one's word, or the end of an urgent time in which nobody was asked, keeps no standing claim from being held. */
  private checkHeld(sum: SumInMemory): void {
    const { record, now } = this.centre;
    const holds = this.sameMoney(sum).flatMap((each) => record.holdsOf(each));
    if (holds.length === 0) throw new Broken('I24', `nothing was ever ordered for ${sum.id}`);
    // While a hold of a rival stands, or where the money went from there, it is held or followed.
    if (holds.some(({ hold }) => !ENDED_HOLD_STATES.includes(hold.state))) return;
    const byPerson = holds.some(
      ({ hold, release }) => hold.letGoSatang > 0n || (release !== null && BY_PERSON.includes(release.reason)),
    );
    const isOver = !section7GivesOrders(clockOf(record, sum, now), { rulebook: this.rulebook, now });
    if (byPerson || isOver) return;
    const newest = holds.findLast((hold) => hold.sum === sum && hold.part.parent === null);
    if (newest === undefined) return;
    if (BY_ANOTHERS_WORD.includes(newest.release?.reason ?? '') && !this.isHeldByRivalUntilOver(newest))
      throw new Broken('I24', `${newest.id} was let go by another one's word, and ${sum.id} stands`);
    if (this.isAskedAgain(sum) && newest.release?.reason === 'DEBIT_NOT_CONFIRMED')
      throw new Broken('I31', `${newest.id} ended, and the bank was never asked about ${sum.id}`);
  }

  /**
   * A hold was let go because a rival held the same money, and the urgent time of its claim is over, in which its
   * institution was asked: as after silence, it says so itself when it confirms the debit.
   */
  private isHeldByRivalUntilOver({ sum, hold, release }: HoldInMemory): boolean {
    if (release?.reason !== 'DEBIT_DENIED' || this.isAskedAgain(sum)) return false;
    if (this.sameMoney(sum).some(({ question }) => question.state === 'confirmed')) return false;
    const urgentMs = ruleInForce(this.rulebook, 'P-URG', this.centre.now).deadlineMs ?? 0;
    const claimedAt = this.centre.record.cases.flatMap(({ claims }) =>
      claims.filter((claim) => claim.sum === sum && claim.reported).map((claim) => claim.claimedAt),
    );
    const until = claimedAt.map((at) => after(at, urgentMs)).reduce(later, hold.expiresAt);
    return until <= this.centre.now;
  }

  /**
   * What another one's word let go further on is ordered again, as far as it is free. What the sending institution denied
   * of this very complaint is not: it named what was debited, nothing beside that is known to be the victim's, and it
   * says so itself when it confirms more (P-DEBIT).
   */
  private checkFurther(sum: SumInMemory, claimedAt: Date): void {
    const { record, now } = this.centre;
    const isOver = !section7GivesOrders(clockOf(record, sum, now), { rulebook: this.rulebook, now });
    // What claims about one debit leave to each other is counted at its first account.
    if (isOver || this.sameMoney(sum).length > 1) return;
    const most = sum.question.debitedSatang ?? sum.amountSatang;
    for (const part of sum.parts) {
      const newest = record.holdsOf(sum).findLast((hold) => hold.part === part);
      if (part.parent === null || newest?.hold.state !== 'released') continue;
      if (!BY_ANOTHERS_WORD.includes(newest.release?.reason ?? '')) continue;
      const isDenied = newest.release?.reason === 'DEBIT_DENIED' && newest.hold.orderedAt >= claimedAt;
      if (isDenied && sum.question.state !== 'confirmed') continue;
      const wentOn = sum.parts.filter(({ parent }) => parent === part).map(({ attributedSatang }) => attributedSatang);
      const letGo = record
        .holdsOf(sum)
        .filter((hold) => hold.part === part)
        .map(({ hold }) => hold.letGoSatang);
      const there = part.attributedSatang - sumSatang([...wentOn, ...letGo]);
      if (minSatang(there, most - sum.reservedSatang) > 0n)
        throw new Broken('I30', `${newest.id} was let go by another one's word, and ${part.id} is free`);
    }
  }

  /** Returns how long a complaint gives section 7. */
  private complaintMs(): number {
    return numberParameter(ruleInForce(this.rulebook, 'P-EXP', this.centre.now), 'statementMs');
  }

  /** Returns whether the urgent time of a sum runs, because its bank was never asked. */
  private isAskedAgain({ question }: SumInMemory): boolean {
    const { now } = this.centre;
    const isLongest = now >= after(question.askedAt, this.complaintMs());
    return question.state === 'asked' && question.reachedAt === null && !isLongest;
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
    // What a hold holds whose place another took is counted there.
    if (this.centre.record.holds.some(({ replaces }) => replaces.includes(hold))) return;
    if (book.hasLied || this.centre.record.inbox.some(({ holdId }) => holdId === hold.id)) return;
    const { state, heldSatang, reservedSatang } = hold.hold;
    if (book.heldSatang > reservedSatang)
      throw new Broken(
        'BOOKS',
        `the bank of ${hold.id} (${state}) holds ${book.heldSatang}, the ledger ${reservedSatang}`,
      );
    // Held money that is gone altogether is for a person.
    const isLess = book.correctedSatang !== null && heldSatang > book.correctedSatang;
    if (isLess && HOLDING_STATES.includes(state) && !this.isDisputed(hold))
      throw new Broken('BOOKS', `the bank of ${hold.id} holds ${book.correctedSatang}, the record ${heldSatang}`);
  }
}

/** Returns the sums of claims about one debit that name one receiver, together. */
function groupsOf(sums: readonly SumInMemory[]): SumInMemory[][] {
  const groups = new Map<string, SumInMemory[]>();
  for (const sum of sums) {
    const key = `${sum.reference} ${accountKey(sum.account)}`;
    groups.set(key, [...(groups.get(key) ?? []), sum]);
  }
  return [...groups.values()];
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
