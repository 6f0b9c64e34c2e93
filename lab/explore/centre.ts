import { callRetryMs, deliveryRetryMs } from '../../src/contract/retry-times.js';
import { decideAtOnce } from '../../src/domain/asking.js';
import { replacedBy, reservedBy } from '../../src/domain/case/sum/again.js';
import { decideSum } from '../../src/domain/case/sum/decide-sum.js';
import type { RaiseByRest } from '../../src/domain/case/sum/rests.js';
import { besideRivals, type HoldsOfReport, orderReported } from '../../src/domain/case/sum/reported.js';
import type { HoldOfSum } from '../../src/domain/case/sum/sum-on-record.js';
import { endOf } from '../../src/domain/deadlines/deadline-of.js';
import { debitVerdict, mayChangeDebit } from '../../src/domain/debit/debit-verdict.js';
import { coverOf, onceGivenWay, roomOfDebit, verdictBesideRivals } from '../../src/domain/debit/rival-claims.js';
import { beginsAnew } from '../../src/domain/debit/urgent-time.js';
import { decideHold, type HoldLook } from '../../src/domain/hold/decide-hold.js';
import {
  decideLapse,
  decideReceipt,
  decideRejection,
  decideReleaseReceipt,
  type MessageDecision,
} from '../../src/domain/hold/decide-message.js';
import type { HoldCommand } from '../../src/domain/hold/hold-command.js';
import { askedForMore } from '../../src/domain/hold/hold-state.js';
import { ENDED_HOLD_STATES, type HoldKind, LIVE_HOLD_STATES, type ReleaseReason } from '../../src/domain/hold/hold.js';
import { mayEndFor } from '../../src/domain/hold/end/end-of-power.js';
import { noticesOnward } from '../../src/domain/hold/end/section6-end.js';
import type { HoldReceiptMessage, OnwardMessage } from '../../src/domain/hold/messages.js';
import { type OrderExpiry, orderExpiry } from '../../src/domain/hold/order/expiry.js';
import { legalBasis } from '../../src/domain/hold/order/legal-basis.js';
import { newestOf, standingHold } from '../../src/domain/hold/order/held-for-victim.js';
import { type ComplaintClock, mayAskBeside, powerOnward } from '../../src/domain/hold/order/power-onward.js';
import { powersLeft, section7Left, whatStandsBeside } from '../../src/domain/hold/order/powers-left.js';
import {
  amountOfExtension,
  amountOfReduction,
  expiryOfExtension,
  lengthened,
  ordersToReplace,
} from '../../src/domain/hold/order/replace-order.js';
import { isLengthened } from '../../src/domain/hold/order/take-place.js';
import { mayOrderSection7 } from '../../src/domain/judgement/judge.js';
import { freeOf, giveBack, reserveFrom, settleHold } from '../../src/domain/ledger/ledger.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../../src/domain/money.js';
import { joinNotice } from '../../src/domain/notice/join-notice.js';
import { type Account, accountKey } from '../../src/domain/party.js';
import { unreachable } from '../../src/domain/result.js';
import { clockToleranceMs } from '../../src/domain/rulebook/clock-tolerance.js';
import { type Rulebook, ruleInForce } from '../../src/domain/rulebook/in-force.js';
import { after, earlier } from '../../src/domain/time.js';
import { inOrderOfTime } from '../../src/domain/trail/check-attribution.js';
import { earliestCredit } from '../../src/domain/trail/credit-time.js';
import { doubtHeld, weighAnswer } from '../../src/domain/trail/doubt-answer.js';
import { UNEXPLAINED } from '../../src/domain/trail/unexplained-part.js';
import { type HopPlan, planNextHops, RECEIVER_NOT_ENROLLED } from '../../src/domain/trail/next-hops.js';
import {
  endOf as endOfHold,
  factsOf,
  reportDesk,
  sumDesk,
  sumOnRecord,
  type CentreInMemory,
  type ExtensionInMemory,
  type PowerOfHold,
} from './case-desk.js';
import { clockOfRest, type NoticedPart, noticedParts, standingNotices } from './notices.js';
import {
  type CaseInMemory,
  type HoldInMemory,
  MemoryRecord,
  type Message,
  type OrderInMemory,
  type PartInMemory,
  type RestInMemory,
  type SumInMemory,
} from './record.js';
import { clockOf, holdsOfRivals, isContested, rivalClaims } from './rivals.js';

/** A reported transfer: a stolen sum, and the account that it went to. */
export interface Reported {
  reference: string;
  amountSatang: Satang;
  victimAccount: Account;
  account: Account;
  transferredAt: Date;
}

/** What an institution says of a debit that it was asked about. */
export type DebitAnswered = 'confirmed' | 'denied' | 'disputed';

/**
 * The centre in memory. It decides by the functions of the domain that the product's transactions
 * call, and carries their commands out on plain objects; each method is one transaction.
 */
export class MemoryCentre implements CentreInMemory {
  readonly record = new MemoryRecord();
  private ids = 0;

  constructor(
    readonly rulebook: Rulebook,
    public now: Date,
    private readonly enrolled: ReadonlySet<string>,
  ) {}

  private get law() {
    return { rulebook: this.rulebook, now: this.now };
  }

  /**
   * Takes a complaint, by a victim who may have made another one, and orders its first holds. What is
   * reported again in the same words is the same claim. Returns the case, with why each transfer has
   * no first hold.
   */
  complain(reported: readonly Reported[], victim?: string): { file: CaseInMemory; holds: HoldsOfReport<HoldOfSum>[] } {
    const { record, now } = this;
    const id = this.newId('case');
    const file: CaseInMemory = { id, victim: victim ?? id, openedAt: now, withdrawnAt: null, claims: [] };
    const known = reported.map((report) => record.sums.find((sum) => isSameClaim(sum, report)));
    const sums = reported.map((report, nth) => known[nth] ?? this.openSum(report));
    const standings = sums.map((sum) => this.standingOf(sum));
    for (const sum of sums) file.claims.push({ sum, claimedAt: now, endedAt: null, reported: true });
    record.cases.push(file);
    for (const sum of sums) this.claimCover(file, sum);
    const facts = factsOf(record, file);
    const holds = sums.map((sum, nth) => {
      const contested = isContested(record, sum);
      const { standing, replaces } = standings[nth] ?? { standing: 'none' as const, replaces: [] };
      const { own, rivals } = rivalClaims(record, sum, now);
      const beside = contested
        ? besideRivals({ standing }, own, rivals, this.law)
        : { debit: debitVerdict(sum.question), standing, coveredSatang: 0n, isLetGo: false };
      const [root] = sum.parts;
      if (root === undefined) throw new Error(`sum ${sum.id} has no trail`);
      const money = { transferId: sum.id, amountSatang: sum.amountSatang, receiver: sum.account, isOffRail: false };
      const places = contested ? [...replaces, ...holdsOfRivals(record, { own, rivals }, this.law)] : replaces;
      const onRecord = { ...money, ...beside, isKnown: known[nth] !== undefined, contested, root, replaces: places };
      return decideAtOnce(
        orderReported<HoldOfSum, PartInMemory>(onRecord, facts, this.law),
        reportDesk(this, file, sum, places),
      );
    });
    return { file, holds };
  }

  private openSum({ account, transferredAt, ...claim }: Reported): SumInMemory {
    const { record, now, law } = this;
    const deadlineAt = endOf(ruleInForce(this.rulebook, 'P-URG', now), now, law);
    const unanswered = { reachedAt: null, answeredAt: null, debitedSatang: null, urgentFrom: null };
    const sum: SumInMemory = {
      ...claim,
      id: this.newId('sum'),
      account,
      transferredAt,
      reservedSatang: 0n,
      question: { state: 'asked', askedAt: now, deadlineAt, ...unanswered },
      parts: [],
    };
    sum.parts.push({
      id: this.newId('part'),
      reference: sum.reference,
      account,
      hop: 0,
      creditedAt: transferredAt,
      attributedSatang: sum.amountSatang,
      amountSatang: sum.amountSatang,
      parent: null,
      parentLinkId: null,
      namedBy: null,
      parentHoldId: null,
      stopReason: null,
      nthAccount: 1,
    });
    record.sums.push(sum);
    return sum;
  }

  /** Returns what stands on a sum that is reported again, and whose place a new hold takes. */
  private standingOf(sum: SumInMemory) {
    const first = this.record.holdsOf(sum).filter(({ part }) => part.parent === null);
    const debitConfirmed = sum.question.state === 'confirmed';
    const ends = first.map((hold) => endOfHold(this, hold, false));
    const standing = standingHold(ends, { complainedAt: this.now, debitConfirmed });
    return { standing, replaces: replacedBy(newestOf(ends)) };
  }

  /** Lets a case claim the sums of rival claims whose holds cover its money. */
  private claimCover(file: CaseInMemory, sum: SumInMemory): void {
    const { record, now } = this;
    if (!isContested(record, sum)) return;
    const { own, rivals } = rivalClaims(record, sum, file.openedAt);
    const { by, beingReleased } = coverOf(
      own,
      rivals.map((rival) => onceGivenWay(rival, this.law)),
    );
    for (const covering of record.sums) {
      const covers = [...by, ...beingReleased].some(({ transferId }) => transferId === covering.id);
      if (covers && !file.claims.some((claim) => claim.sum === covering))
        file.claims.push({ sum: covering, claimedAt: now, endedAt: null, reported: false });
    }
  }

  /** The question about a debit comes to its institution. */
  ask({ question }: SumInMemory): void {
    question.reachedAt ??= this.now;
  }

  /** Takes the sending institution's answer about a debit. Returns whether it may follow on the one before. */
  answer({ question }: SumInMemory, state: DebitAnswered, debitedSatang: Satang | null): boolean {
    if (!mayChangeDebit(question.state, state)) return false;
    Object.assign(question, { state, debitedSatang, answeredAt: this.now, reachedAt: question.reachedAt ?? this.now });
    return true;
  }

  /** A case reads what institutions have said, looks at its money, and orders what it asks for. */
  lookAtCase(file: CaseInMemory): void {
    const { record, now } = this;
    this.applyWaiting(({ holdId }) => record.holdOf(holdId).file === file);
    const isWithdrawn = file.withdrawnAt !== null;
    if (!isWithdrawn) for (const { sum, reported } of [...file.claims]) if (reported) this.claimCover(file, sum);
    for (const { sum } of file.claims) this.settleQuestion(sum, isWithdrawn);
    if (isWithdrawn) for (const claim of file.claims) claim.endedAt ??= now;
    this.orderHoldsOfNotices(file);
    const facts = factsOf(record, file);
    const open = new Set<string>();
    for (const { sum } of file.claims) {
      const onRecord = sumOnRecord(this, file, sum, facts);
      for (const { hold } of decideAtOnce(decideSum(onRecord, this.law), sumDesk(this, file, sum))) open.add(hold.id);
    }
    // What is held, explained or ordered since needs nobody any more.
    const ofCase = new Set(file.claims.map(({ sum }) => sum));
    record.breaks = record.breaks.filter(
      ({ kind, holdId }) =>
        kind !== UNEXPLAINED || holdId === null || open.has(holdId) || !ofCase.has(record.holdOf(holdId).sum),
    );
  }

  /** A question that did not come to its institution in time goes on; else its time ends it. */
  protected settleQuestion({ question }: SumInMemory, isWithdrawn: boolean): void {
    const { now } = this;
    if (question.state !== 'asked') return;
    const rule = ruleInForce(this.rulebook, 'P-URG', now);
    if (!isWithdrawn && beginsAnew(question, this.law))
      Object.assign(question, { urgentFrom: now, deadlineAt: endOf(rule, now, this.law) });
    else if (question.deadlineAt <= now) question.state = 'unknown';
  }

  /** Keeps a message; it is applied when its hold is advanced. */
  receive(message: Message): void {
    this.record.inbox.push({ ...message, receivedAt: this.now });
  }

  /** Applies the messages that wait for a hold, orders its release when it is due, and returns what it needs next. */
  advance(hold: HoldInMemory): HoldLook {
    this.applyWaiting(({ holdId }) => holdId === hold.id);
    const { commands, look } = decideHold(hold, hold.release, this.rulebook, this.now);
    for (const command of commands)
      if (command.do === 'order_release') this.release(hold, command.reason);
      else if (!this.goOnByRest(hold)) this.release(hold, 'EXPIRED');
    return look;
  }

  /** An officer's notice of suspicion names the credit of a part: every case about the money suspends it at once. */
  notify({ reference, account }: PartInMemory): void {
    const { notices, cases } = this.record;
    if (account === null) return;
    notices.push({ nth: notices.length + 1, reference, account, officerNotifiedAt: this.now });
    for (const file of cases) this.orderHoldsOfNotices(file);
  }

  /**
   * The officer finds the suspicion behind a hold unfounded: what goes by another power stands as long as that
   * lasts, and what goes by the notice goes on by what is left, or is let go. Returns whether a notice let it stand.
   */
  findUnfounded(on: HoldInMemory): boolean {
    const { hold } = on;
    if (!LIVE_HOLD_STATES.includes(hold.state) || standingNotices(on, this.now).length === 0) return false;
    on.unfoundedNotices = this.record.notices.length;
    if (hold.kind === 'section6') {
      if (!this.goOnByRest(on)) this.release(on, 'SUSPICION_UNFOUNDED');
      return true;
    }
    const until = powerEndOf(on);
    if (until === null) return true;
    const own = { kind: hold.kind, debitConfirmed: true, urgentFrom: null, until, follows: true } as const;
    if (!this.extend(on, own)) this.release(on, 'EXPIRED');
    return true;
  }

  /** Suspends on the notices that reach money of a case; a hold that stands there is joined, never doubled. */
  private orderHoldsOfNotices(file: CaseInMemory): void {
    for (const { notice, sum, part } of noticedParts(this.record, file, this.law)) {
      // What one notice brought, the next one joins.
      const now = noticedParts(this.record, file, this.law).find(
        (each) => each.notice === notice && each.part === part,
      );
      if (now !== undefined) this.carryOutNotice(file, sum, now);
    }
  }

  private carryOutNotice(
    file: CaseInMemory,
    sum: SumInMemory,
    { notice, part, hold, where, until }: NoticedPart,
  ): void {
    const givesWay = where.hold?.givesWay === true && hold !== null ? [hold] : [];
    const { own, rivals } = rivalClaims(this.record, sum, file.openedAt);
    const isFirst = part.parent === null;
    const room = isFirst
      ? roomOfDebit(
          own,
          rivals.map((rival) => onceGivenWay(rival, this.law)),
        ).freeAtReceiverSatang
      : roomOfDebit(own, rivals).freeSatang;
    const givesBack = reservedBy(givesWay.map((each) => each.hold));
    const desk = sumDesk(this, file, sum);
    const free = part.account === null ? 0n : desk.freeOfPart(part, part.account, givesBack);
    const effect = joinNotice(
      {
        ...where,
        leftSatang: part.attributedSatang - wentOn(part, sum),
        freeSatang: minSatang(free, room + givesBack),
      },
      until,
      this.now,
    );
    if (effect.do === 'nothing') return;
    if (effect.do === 'join' && hold !== null) {
      const rest = { notice, notifiedAt: this.now, expiresAt: effect.until };
      hold.rests.push(rest);
      if (effect.carryOn) this.carryOnByNotice(hold, rest);
      return;
    }
    if (effect.do !== 'order') throw new Error(`a notice joins no hold at ${part.id}`);
    const ofRivals = isContested(this.record, sum) ? holdsOfRivals(this.record, { own, rivals }, this.law) : [];
    this.orderHold(sum, part, effect.amountSatang, {
      file,
      kind: 'section6',
      debitConfirmed: false,
      notice: { notice, until: where.firstUntil },
      replaces: [...givesWay, ...ofRivals.map(({ id }) => this.record.holdOf(id))],
    });
  }

  /** Lets a hold last as long as a notice: by section 6, or an officer's order by its own power. */
  carryOnByNotice(on: HoldInMemory, rest: RestInMemory): void {
    const { kind, expiresAt } = on.hold;
    if (!isLengthened(kind)) {
      this.extend(on, { kind: 'section6', debitConfirmed: false, urgentFrom: null, until: rest.expiresAt, rest });
      return;
    }
    const until = powerEndOf(on) ?? expiresAt;
    this.extend(on, { kind, debitConfirmed: true, urgentFrom: null, until, follows: true });
  }

  /** Lets a hold go on by what is left once its power has ended (`powersLeft`). Returns whether anything is. */
  private goOnByRest(on: HoldInMemory): boolean {
    const { hold, sum } = on;
    const { state, urgentFrom } = sum.question;
    const isClaimed = this.record.cases.some(({ claims }) =>
      claims.some((claim) => claim.sum === sum && claim.endedAt === null),
    );
    const complaint = {
      isClaimed: isClaimed && state !== 'denied',
      isSection7LetGo: false, // nobody appeals here
      debitConfirmed: state === 'confirmed',
      urgentFrom: state === 'confirmed' ? null : urgentFrom,
      clock: clockOf(this.record, sum, this.now),
    };
    const section7 = whatStandsBeside(hold.kind) === 'complaint' ? section7Left(hold, complaint, this.law) : null;
    const notices = hold.kind === 'section6' ? [] : standingNotices(on, this.now);
    return powersLeft(hold.kind, section7 === null ? [] : [section7], notices).some((power) => {
      const terms = { debitConfirmed: false, urgentFrom: null, until: null, follows: true } as const;
      switch (power.kind) {
        case 'section7':
          return this.extend(on, { ...terms, ...power });
        case 'section6':
          return this.extend(on, { ...terms, kind: 'section6', until: power.notice.expiresAt, rest: power.notice });
        default:
          throw new Error(`no ${power.kind} stands below another order here`);
      }
    });
  }

  /** Applies the messages that wait, oldest first. */
  private applyWaiting(isNow: (message: Message) => boolean): void {
    const { inbox } = this.record;
    for (;;) {
      const index = inbox.findIndex(isNow);
      const [message] = index < 0 ? [] : inbox.splice(index, 1);
      if (message === undefined) return;
      this.apply(this.record.holdOf(message.holdId), message);
    }
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
  extend(hold: HoldInMemory, { kind, rest, follows, ...terms }: ExtensionInMemory): boolean {
    const { rulebook, now } = this;
    const issuedAt = kind === 'section7' ? hold.hold.section7From : now;
    const section6 = rest === undefined ? {} : { section6: clockOfRest(rest) };
    const input = { kind, issuedAt, ...terms, ...section6, complaint: clockOf(this.record, hold.sum, now) };
    const powerEndsAt = isLengthened(hold.hold.kind) ? powerEndOf(hold) : null;
    const own = expiryOfExtension({ ...hold.hold, powerEndsAt }, input, rulebook, now, follows);
    if (own === undefined) return false;
    const rests = standingNotices(hold, now).map((each) => ({ ...clockOfRest(each), ...each }));
    const longer = lengthened(kind, own, isLengthened(kind) ? rests[0] : undefined, this.law);
    const { standing } = ordersToReplace(hold.orders);
    const { requestedSatang } = amountOfExtension(hold.hold, standing, kind, rulebook, now);
    const expiry = longer?.expiry ?? own;
    hold.hold.expiresAt = expiry.expiresAt;
    hold.hold.kind = kind;
    this.issue(hold, kind, requestedSatang, expiry, {
      asksRest: standing.asksRest && standing.receiptSeq === 0,
      notice: longer?.notice.notice ?? rest?.notice ?? null,
      powerEndsAt: longer?.powerEndsAt ?? null,
    });
    return true;
  }

  /** Issues an order that leaves a hold no more than `keepSatang`. */
  reduce(hold: HoldInMemory, keepSatang: Satang): void {
    this.keepOnly(hold, keepSatang);
  }

  /** Does the same as an officer asks, whose decision is about the money. */
  releaseInPart(hold: HoldInMemory, keepSatang: Satang): void {
    hold.letGoByPersonsSatang += this.keepOnly(hold, keepSatang);
  }

  /** Returns what the order lets go. */
  private keepOnly(hold: HoldInMemory, keepSatang: Satang): Satang {
    const replaced = ordersToReplace(hold.orders);
    const { requestedSatang, letGoSatang } = amountOfReduction(hold.hold, replaced, keepSatang);
    this.issueInPlace(hold, replaced.standing, requestedSatang, { changesAmount: true });
    return letGoSatang;
  }

  /** Orders that a hold takes up the rest of its part, and reserves it. */
  raise(on: HoldInMemory, { satang, explainedSatang, unaskedSatang }: RaiseByRest): void {
    const { hold } = on;
    this.reserve(on.sum, satang);
    hold.reservedSatang += satang;
    hold.requestedSatang += unaskedSatang;
    if (unaskedSatang > 0n) hold.state = askedForMore(hold.state);
    const { standing } = ordersToReplace(on.orders);
    this.issueInPlace(on, standing, hold.reservedSatang + explainedSatang, { asksRest: true });
  }

  /** Returns what the standing order of a hold asks for. */
  standingSatang({ orders }: HoldInMemory): Satang {
    return ordersToReplace(orders).standing.requestedSatang;
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
        return decideReceipt(hold, message.says, this.besideReceipt(hold, message.says), rulebook);
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
    const endedAt = ENDED_HOLD_STATES.includes(settled.state) ? (hold.endedAt ?? this.now) : null;
    Object.assign(hold, settled, { stateReason: change.stateReason, seizedBy: seized.by, endedAt });
    sum.reservedSatang = giveBack(sum, freedSatang).reservedSatang;
  }

  private follow(hold: HoldInMemory, message: Message, { onward, heldAmountSatang }: HoldReceiptMessage): void {
    const doubts = this.doubtsOf(hold, message, onward, BigInt(heldAmountSatang));
    for (const code of doubts) this.openBreak(hold, message, code, true);
  }

  /** Follows the money that went on, and returns what a person must settle about it. */
  private doubtsOf(hold: HoldInMemory, message: Message, debits: readonly OnwardMessage[], held: Satang): string[] {
    const { sum, part } = hold;
    if (debits.length === 0) {
      const doubt = held === 0n ? undefined : doubtHeld(held, maxSatang(part.attributedSatang - wentOn(part, sum), 0n));
      return doubt === undefined ? [] : [doubt.code];
    }
    const known = sum.parts.filter(({ parent }) => parent === part);
    const { doubt, followed: named } = weighAnswer(
      {
        requestedSatang: hold.hold.requestedSatang,
        partSatang: part.attributedSatang,
        creditedFrom: earliestCredit({ transferredAt: part.creditedAt, isTold: part.hop === 0 }),
        heardAt: message.receivedAt,
        clockToleranceMs: clockToleranceMs(this.rulebook, this.now),
      },
      { heldSatang: held, onward: debits.map((debit) => ({ ...namedDebit(hold, debit), debit })) },
      known.map((before) => ({
        ...reportOf(before),
        elsewhereSatang: 0n,
        ownSatang: before.namedBy === hold ? before.attributedSatang : 0n,
        partSatang: before.attributedSatang,
      })),
    );
    const doubts = doubt === undefined ? [] : [doubt.code];
    if (named.length === 0) return doubts;
    const onward = named.map(({ debit }) => debit);
    const plans = this.planOnward(hold, onward, known);
    const isOutOfOrder =
      doubt === undefined && known.length === 0 && !inOrderOfTime(named) && this.holdsAt(part.account) <= 1
        ? ['ATTRIBUTION.NOT_IN_TIME_ORDER']
        : [];
    const isBeyondReach = plans.some(({ stopReason }) => stopReason === 'not_enrolled') ? [RECEIVER_NOT_ENROLLED] : [];
    return [...doubts, ...isOutOfOrder, ...isBeyondReach];
  }

  private planOnward(hold: HoldInMemory, onward: readonly OnwardMessage[], known: readonly PartInMemory[]): HopPlan[] {
    const { sum, part } = hold;
    const law = { rulebook: this.rulebook, now: this.now };
    const clock = clockOf(this.record, sum, this.now);
    const complaint = { clock, isAsked: this.isSection7Asked(hold, clock) };
    const restsOnNotice = standingNotices(hold, this.now).length > 0;
    const power = powerOnward({ kind: hold.hold.kind, restsOnNotice }, complaint, law);
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
        freeSatang: isContested(this.record, sum) ? sumDesk(this, hold.file, sum).freeWithinDebit() : freeOf(sum),
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

  /** Returns whether section 7 may order the money of a hold now, whatever power holds a part of it. */
  private isSection7Asked({ file, sum }: HoldInMemory, clock: ComplaintClock | null): boolean {
    const { own, rivals } = rivalClaims(this.record, sum, file.openedAt);
    const debitConfirmed = verdictBesideRivals(own, rivals) === 'confirmed';
    const { urgentFrom } = sum.question;
    return (
      mayAskBeside({ clock, debitConfirmed, urgentFrom }, this.law) &&
      mayOrderSection7(factsOf(this.record, file), sum.id, this.rulebook, this.now).ok
    );
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
      id: this.newId('part'),
      reference: plan.transferId,
      account: accountOf(debit),
      hop: plan.hop,
      creditedAt: new Date(debit.at),
      attributedSatang: plan.attributedSatang,
      amountSatang: BigInt(debit.amountSatang),
      parent: hold.part,
      parentLinkId: hold.part.id,
      namedBy: hold,
      parentHoldId: hold.id,
      stopReason: plan.stopReason,
      nthAccount: plan.follow?.nthAccount ?? null,
    };
    hold.sum.parts.push(part);
    if (plan.follow === null || power === null) return;
    const { own, rivals } = rivalClaims(this.record, hold.sum, hold.file.openedAt);
    const debitConfirmed = verdictBesideRivals(own, rivals) === 'confirmed';
    const here = standingNotices(hold, this.now).map((rest) => ({ ...clockOfRest(rest), ...rest }));
    const [longest, ...others] = power === 'section6' ? noticesOnward(here, this.law) : [];
    const notice = longest === undefined ? {} : { notice: { notice: longest.notice.notice, until: longest.until } };
    const terms = { file: hold.file, kind: power, debitConfirmed, ...notice };
    const further = this.orderHold(hold.sum, part, plan.follow.requestedSatang, terms);
    for (const { notice: other, until } of others)
      further.rests.push({ notice: other.notice, notifiedAt: this.now, expiresAt: until });
  }

  /** Orders a hold of a part, and reserves its amount. */
  orderHold(
    sum: SumInMemory,
    part: PartInMemory,
    amountSatang: Satang,
    { file, kind, debitConfirmed, inPlaceOf, notice, replaces = [] }: PowerOfHold,
  ): HoldInMemory {
    const { now } = this;
    const section7From = inPlaceOf?.section7From ?? now;
    const issuedAt = kind === 'section7' ? section7From : now;
    const complaint = clockOf(this.record, sum, now);
    const terms = { debitConfirmed, urgentFrom: inPlaceOf?.urgentFrom ?? null, until: notice?.until ?? null };
    const rest = notice && { notice: notice.notice, notifiedAt: notice.notifiedAt ?? now };
    const section6 = rest === undefined ? {} : { section6: clockOfRest(rest) };
    const expiry = orderExpiry({ kind, issuedAt, complaint, ...terms, ...section6 }, this.rulebook, now);
    if (expiry.expiresAt <= now) throw new Error('a hold would be over when it begins');
    if (part.account === null) throw new Error(`part ${part.id} is at no account`);
    for (const replaced of replaces)
      this.change(replaced, {
        do: 'change',
        change: { state: 'released', stateReason: replaced.hold.stateReason },
      });
    this.reserve(sum, amountSatang);
    const id = this.newId('hold');
    const hold: HoldInMemory = {
      id,
      file,
      sum,
      part,
      hold: {
        id,
        trailLinkId: part.id,
        hop: part.hop,
        ...part.account,
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
        orderedAt: now,
        section7From,
        endedAt: null,
      },
      orders: [],
      release: null,
      releasesAgain: [],
      receipts: [],
      replaces,
      rests: rest === undefined ? [] : [{ ...rest, expiresAt: expiry.expiresAt }],
      unfoundedNotices: 0,
      letGoByPersonsSatang: 0n,
    };
    this.record.holds.push(hold);
    this.issue(hold, kind, amountSatang, expiry, { notice: notice?.notice ?? null });
    return hold;
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
    const { notice, powerEndsAt = null } = standing;
    this.issue(hold, standing.kind, requestedSatang, expiry, { ...as, notice, powerEndsAt });
  }

  private issue(
    hold: HoldInMemory,
    kind: HoldKind,
    requestedSatang: Satang,
    { expiresAt, rule }: OrderExpiry,
    as: Partial<Pick<OrderInMemory, 'changesAmount' | 'asksRest' | 'notice' | 'powerEndsAt'>>,
  ): void {
    const { changesAmount = false, asksRest = false, notice = null, powerEndsAt = null } = as;
    const standing = hold.orders.length === 0 ? null : ordersToReplace(hold.orders).standing;
    hold.orders.push({
      id: this.newId('order'),
      sequence: hold.orders.length + 1,
      kind,
      replacesOrderId: standing?.id ?? null,
      requestedSatang,
      legalBasis: legalBasis(kind, this.rulebook, this.now, notice === null ? undefined : 'OFF-6B').map(
        ({ rowId }) => rowId,
      ),
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
      notice,
      powerEndsAt,
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

  /** Returns what the record knows beside a hold for a receipt. */
  private besideReceipt(on: HoldInMemory, says: HoldReceiptMessage) {
    const { hold, part, sum, receipts } = on;
    const order = orderOf(on, says.orderId);
    const first =
      order.answeredAt === null
        ? undefined
        : receipts.find(
            ({ kind, orderId, receiptSeq, result }) =>
              kind === 'hold' && orderId === order.id && receiptSeq === says.receiptSeq && result !== 'PENDING',
          );
    const isAfterLetGo = receipts.some(
      ({ kind, at }) => (kind === 'release' || kind === 'lapse') && Date.parse(at) < Date.parse(says.at),
    );
    const isFollowed = this.record.holds.findLast((other) => other.part === part) === on;
    const isOutdated = receipts.some(({ kind, notApplied, orderId, receiptSeq }) => {
      if (kind !== 'hold' || notApplied !== 'SUPERSEDED') return false;
      const { sequence } = orderOf(on, orderId);
      return sequence > order.sequence || (sequence === order.sequence && receiptSeq > says.receiptSeq);
    });
    return {
      orderId: order.id,
      takesOver: null,
      afterLetGo: hold.state === 'released' && isAfterLetGo,
      namesMore: hold.state === 'no_funds' && says.onward.length > 0 && isFollowed && sum.question.state !== 'denied',
      saidBefore: first?.says,
      isOutdated,
    };
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
    // In the order in which they are made, also as text.
    return `${of}-${String(this.ids).padStart(4, '0')}`;
  }
}

function orderOf({ orders }: HoldInMemory, orderId: string): OrderInMemory {
  const order = orders.find(({ id }) => id === orderId);
  if (order === undefined) throw new Error(`no order ${orderId}`);
  return order;
}

/** Returns when the own power of a hold ends, where a notice lets it last longer; else null. */
function powerEndOf({ orders }: HoldInMemory): Date | null {
  return orders.at(-1)?.powerEndsAt ?? null;
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

/** Returns whether a report says the same as a claim on record: it is the same claim then. */
function isSameClaim(sum: SumInMemory, { reference, amountSatang, account, transferredAt }: Reported): boolean {
  return (
    sum.reference === reference &&
    sum.amountSatang === amountSatang &&
    accountKey(sum.account) === accountKey(account) &&
    (sum.question.state === 'confirmed' || sum.transferredAt.getTime() === transferredAt.getTime())
  );
}
