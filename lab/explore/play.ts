import { LEASE_MS } from '../../src/contract/retry-times.js';
import type { Actor } from '../../src/domain/freeze-request/freeze-request.js';
import { mayReleaseInPart } from '../../src/domain/hold/end/release-in-part.js';
import { RECEIPT_RESULTS } from '../../src/domain/hold/hold.js';
import { ordersToReplace } from '../../src/domain/hold/order/replace-order.js';
import { buildRulebook } from '../../src/domain/rulebook/build.js';
import { after, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/domain/time.js';
import { backupOf, type BankBook, correctDown, endBook, letLapse, openBook, takeOrder, takeRelease } from './bank.js';
import type { ExtensionInMemory } from './case-desk.js';
import { type DebitAnswered, MemoryCentre, type Reported } from './centre.js';
import { Broken, Invariants } from './invariants.js';
import { standingNotices } from './notices.js';
import type { CaseInMemory, HoldInMemory, Message, SumInMemory } from './record.js';

/** What may happen, and how often of a hundred times. */
export const STEPS = {
  call: 18,
  deliver: 11,
  deliverUnread: 3,
  duplicate: 3,
  drop: 2,
  look: 6,
  lookAtCase: 9,
  timePasses: 9,
  centreAway: 1,
  diesWithLease: 2,
  debitAsked: 2,
  debitConfirmed: 3,
  debitDenied: 2,
  debitWasForLess: 1,
  reportedAgain: 2,
  liarReports: 2,
  complaintEnds: 2,
  officerContinues: 3,
  officerLetsGo: 2,
  officerLetsGoInPart: 3,
  officerSuspects: 2,
  suspicionUnfounded: 1,
  bankLies: 5,
  bankCorrects: 2,
  bankLetsGo: 2,
  bankForgets: 1,
  bankRestored: 1,
  bankRejects: 2,
} as const;
export type StepName = keyof typeof STEPS;

/** One thing that happens; the two numbers say to which hold or message, and how. */
export interface Step {
  name: StepName;
  which: number;
  how: number;
}

/** What the centre does in one transaction: what the same story does to a database. */
export type Act =
  | { act: 'receive'; message: Message; at: Date }
  | { act: 'advance'; hold: HoldInMemory }
  | { act: 'release'; hold: HoldInMemory; reason: 'OFFICER_RELEASE' | 'WITHDRAWN' }
  | { act: 'extend'; hold: HoldInMemory; extension: ExtensionInMemory }
  | { act: 'reduce'; hold: HoldInMemory; keepSatang: bigint }
  | { act: 'ask'; sum: SumInMemory }
  | { act: 'answer'; sum: SumInMemory; state: DebitAnswered; debitedSatang: bigint | null }
  | { act: 'look at case'; file: CaseInMemory }
  | { act: 'withdraw'; file: CaseInMemory }
  | { act: 'notify'; hold: HoldInMemory }
  | { act: 'find unfounded'; hold: HoldInMemory }
  | { act: 'complain'; reported: readonly Reported[]; file: CaseInMemory }
  | { act: 'pass'; ms: number };

const RULEBOOK = buildRulebook('th');
/** Holds the power of every hold here, so that only the rules about money and time are tried. */
const OFFICER: Actor = { subject: 'officer-1', roles: ['aoc_officer', 'inquiry_officer'] };
const BEGIN = new Date('2026-12-01T03:00:00Z');
/** More than this many complaints about one victim's money make no new story. */
const MOST_CASES = 4;
const ENROLLED = new Set(['th-002', 'th-006', 'th-014']);

/** Two transfers of one victim to accounts at two institutions, half an hour before the report; `nth` makes them its own. */
export function reportedAt(begin: Date, nth = 0): Reported[] {
  const own = `9${String(nth).padStart(5, '0')}`;
  return (
    [
      ['th-014', 1_000_000n],
      ['th-002', 600_000n],
    ] as const
  ).map(([institution, amountSatang], index) => ({
    reference: `EXPLORE${nth}-${index + 1}`,
    amountSatang,
    victimAccount: { institution: 'th-004', accountNo: `${own}9000` },
    account: { institution, accountNo: `${own}${index + 1}000` },
    transferredAt: after(begin, -30 * MINUTE_MS),
  }));
}

/**
 * Plays a story in memory: the centre by the functions of the domain, the institutions by their
 * books, messages between them that are late, lost, doubled and out of order. Throws when an invariant breaks.
 */
export class Play {
  readonly centre: MemoryCentre;
  readonly acts: Act[] = [];
  private readonly books = new Map<HoldInMemory, BankBook>();
  /** The books as they were before the last hours. */
  private backups = new Map<HoldInMemory, BankBook>();
  /** Messages that are under way to the centre. */
  private readonly underWay: Message[] = [];
  private readonly invariants: Invariants;

  constructor(begin: Date = BEGIN, reported: readonly Reported[] = reportedAt(begin), Centre = MemoryCentre) {
    this.centre = new Centre(RULEBOOK, begin, ENROLLED);
    this.centre.complain(reported);
    this.invariants = new Invariants(this.centre, RULEBOOK);
    this.invariants.check(this.books);
  }

  get holds(): readonly HoldInMemory[] {
    return this.centre.record.holds;
  }

  /** Makes one step, and checks all invariants. What cannot happen now does not. */
  step({ name, which, how }: Step): void {
    this[name](this.holdAt(which), how, which);
    this.invariants.check(this.books);
  }

  /** Lets everything come to rest: every call arrives, every hold is looked at, and time goes on to the end. */
  end(): void {
    for (let round = 0; round < 40; round += 1) {
      while (this.underWay.length > 0) this.deliver(undefined, 0, 0);
      for (const file of this.centre.record.cases) this.lookAt(file);
      for (const hold of this.holds) this.callUntilQuiet(hold);
      this.invariants.check(this.books);
      if (this.holds.every((hold) => this.advance(hold).next === 'done')) return;
      this.pass(2 * DAY_MS);
    }
    this.invariants.checkEnd();
  }

  private callUntilQuiet(hold: HoldInMemory): void {
    for (let calls = 0; calls < 20; calls += 1) {
      this.call(hold, 1);
      const look = this.advance(hold);
      if (look.next === 'wait' || look.next === 'done') return;
    }
    throw new Broken('I27', `hold ${hold.id} is called without an end`);
  }

  private holdAt(which: number): HoldInMemory {
    const hold = this.holds[which % this.holds.length];
    if (hold === undefined) throw new Error('there is a hold');
    return hold;
  }

  private bookOf(hold: HoldInMemory, pick: number): BankBook {
    const book = this.books.get(hold) ?? openBook(pick);
    this.books.set(hold, book);
    return book;
  }

  private do(act: Act): void {
    this.acts.push(act);
  }

  private advance(hold: HoldInMemory) {
    this.do({ act: 'advance', hold });
    const look = this.centre.advance(hold);
    this.invariants.afterLook(hold);
    return look;
  }

  private receive(message: Message): void {
    this.do({ act: 'receive', message, at: this.centre.now });
    this.centre.receive(message);
  }

  private pass(ms: number): void {
    if (ms >= HOUR_MS) this.backups = new Map([...this.books].map(([hold, book]) => [hold, backupOf(book)]));
    this.do({ act: 'pass', ms });
    this.centre.now = after(this.centre.now, ms);
  }

  /** Makes the call that is due about a hold: it may be lost, answered, answered twice, or only taken. */
  private call(hold: HoldInMemory, how: number): void {
    const look = this.advance(hold);
    const fate = (['lost', 'answered', 'answered', 'taken', 'answer lost', 'twice'] as const)[how % 6] ?? 'answered';
    const { now } = this.centre;
    const book = this.bookOf(hold, how);
    if (look.next === 'release') {
      this.centre.calledToRelease(hold);
      if (fate !== 'lost') this.send(takeRelease(book, hold, now), fate);
      return;
    }
    if (look.next !== 'send' && look.next !== 'poll') return;
    const order =
      look.next === 'send'
        ? hold.orders.find(
            ({ sentAt, answeredAt, expiresAt }) => sentAt === null && answeredAt === null && expiresAt > now,
          )
        : hold.orders.findLast(({ sentAt, answeredAt }) => sentAt !== null && answeredAt === null);
    if (order === undefined) throw new Error(`hold ${hold.id} says ${look.next} and has no such order`);
    this.centre.called(order, fate !== 'lost');
    if (fate === 'lost') return;
    // In one step it ends the holds whose place the order takes, and holds by this one.
    for (const replaced of hold.replaces.filter(({ part }) => part.account === hold.part.account))
      endBook(this.bookOf(replaced, how));
    const says = takeOrder(book, hold, order, now);
    this.send({ kind: 'hold.receipt', holdId: hold.id, subjectId: order.id, receivedAt: now, says }, fate);
  }

  private send(message: Message, fate: 'answered' | 'taken' | 'answer lost' | 'twice'): void {
    if (fate === 'answer lost') return;
    if (fate === 'taken') this.underWay.push(message);
    else this.receive(message);
    if (fate === 'twice') this.underWay.push(message);
    if (fate !== 'taken') this.advance(this.holdOf(message));
  }

  private holdOf({ holdId }: Message): HoldInMemory {
    return this.centre.record.holdOf(holdId);
  }

  private deliver(_hold: unknown, _how: number, which: number): void {
    const message = this.takeUnderWay(which);
    if (message === undefined) return;
    this.receive(message);
    this.advance(this.holdOf(message));
  }

  /** A message is kept, and the process dies before it is applied. */
  private deliverUnread(_hold: unknown, _how: number, which: number): void {
    const message = this.takeUnderWay(which);
    if (message !== undefined) this.receive(message);
  }

  private duplicate(_hold: unknown, _how: number, which: number): void {
    const message = this.underWay[which % Math.max(1, this.underWay.length)];
    if (message !== undefined) this.underWay.push(message);
  }

  private drop(_hold: unknown, _how: number, which: number): void {
    this.takeUnderWay(which);
  }

  private takeUnderWay(which: number): Message | undefined {
    return this.underWay.splice(which % Math.max(1, this.underWay.length), 1)[0];
  }

  private look(hold: HoldInMemory): void {
    this.advance(hold);
  }

  /** Time passes: some, or until just before, at, or just after the end of a hold. */
  private timePasses(hold: HoldInMemory, how: number): void {
    const toEnd = hold.hold.expiresAt.getTime() - this.centre.now.getTime();
    const edge = [toEnd - 1, toEnd, toEnd + 1].filter((ms) => ms > 0);
    const spans = [SECOND_MS, MINUTE_MS, HOUR_MS, 12 * HOUR_MS, ...edge];
    this.pass(spans[how % spans.length] ?? SECOND_MS);
    this.lapseByTheirClocks();
  }

  /**
   * Temporal and all processes are away for longer than P-URG, while institutions go on. Then everything that
   * was kept is read, and every hold and case is looked at.
   */
  private centreAway(_hold: unknown, how: number): void {
    this.pass(HOUR_MS + ((how % 5) + 1) * 13 * MINUTE_MS);
    this.lapseByTheirClocks();
    for (const message of this.underWay.splice(0)) this.receive(message);
    const looks = [
      ...this.holds.map((hold) => () => void this.advance(hold)),
      ...this.centre.record.cases.map((file) => () => this.lookAt(file)),
    ];
    for (const look of how % 2 === 0 ? looks : looks.reverse()) look();
  }

  /** Who committed an order was to send it at once, and dies: nobody else does while its lease lasts. */
  private diesWithLease(hold: HoldInMemory): void {
    const order = hold.orders.find(
      ({ sentAt, answeredAt, attempts }) => sentAt === null && answeredAt === null && attempts === 0,
    );
    if (order !== undefined) order.leasedUntil = after(this.centre.now, LEASE_MS);
  }

  /** Institutions let go when the time of the newest order that they took is over. */
  private lapseByTheirClocks(): void {
    for (const [hold, book] of this.books) {
      if (book.expiresAt === null || book.expiresAt > this.centre.now) continue;
      const message = letLapse(book, hold, this.centre.now);
      if (message !== undefined) this.underWay.push(message);
    }
  }

  private lookAtCase(_hold: unknown, _how: number, which: number): void {
    this.lookAt(this.caseAt(which));
  }

  private lookAt(file: CaseInMemory): void {
    this.do({ act: 'look at case', file });
    this.centre.lookAtCase(file);
    this.invariants.afterLookAtCase(file);
  }

  private caseAt(which: number): CaseInMemory {
    const { cases } = this.centre.record;
    const file = cases[which % cases.length];
    if (file === undefined) throw new Error('there is a case');
    return file;
  }

  /** The question about a debit comes to the victim's bank. */
  private debitAsked({ sum }: HoldInMemory): void {
    this.do({ act: 'ask', sum });
    this.centre.ask(sum);
  }

  private debitConfirmed({ sum }: HoldInMemory, how: number): void {
    // A bank made one debit under a reference.
    const isOther = this.centre.record.sums.some(
      (other) => other !== sum && other.reference === sum.reference && other.question.state === 'confirmed',
    );
    if (!isOther) this.answer(sum, 'confirmed', null, how);
  }

  private debitDenied({ sum }: HoldInMemory, how: number): void {
    this.answer(sum, 'denied', null, how);
  }

  /** The victim's bank knows the debit, and it was for less than was reported. */
  private debitWasForLess({ sum }: HoldInMemory, how: number): void {
    this.answer(sum, 'disputed', (sum.amountSatang * BigInt((how % 3) + 1)) / 4n, how);
  }

  /** Answers about a debit; often its case looks at once. */
  private answer(sum: SumInMemory, state: DebitAnswered, debitedSatang: bigint | null, how: number): void {
    if (!this.centre.answer(sum, state, debitedSatang)) return;
    this.do({ act: 'answer', sum, state, debitedSatang });
    if (how % 3 === 0) return;
    for (const file of this.centre.record.cases) if (file.claims.some((claim) => claim.sum === sum)) this.lookAt(file);
  }

  /** Another victim, or the same one once more, reports the same transfer in the same words. */
  private reportedAgain({ sum }: HoldInMemory, how: number): void {
    const before = this.caseAt(how);
    this.complain([reportOf(sum)], how % 2 === 0 ? before.victim : undefined);
  }

  /** Somebody says something else of a debit: another amount, another account, or another time. */
  private liarReports({ sum }: HoldInMemory, how: number): void {
    const amountSatang = (sum.amountSatang * BigInt([50, 150, 100, 100, 25][how % 5] ?? 100)) / 100n;
    const isElsewhere = how % 5 === 3;
    const account = isElsewhere
      ? { ...sum.account, accountNo: `${sum.account.accountNo.slice(0, -3)}777` }
      : sum.account;
    const transferredAt = after(sum.transferredAt, how % 5 === 2 ? MINUTE_MS : 0);
    this.complain([{ ...reportOf(sum), amountSatang, account, transferredAt }]);
  }

  /** Cases are few, so that stories stay short. */
  private complain(reported: readonly Reported[], victim?: string): void {
    if (this.centre.record.cases.length >= MOST_CASES) return;
    const { file } = this.centre.complain(reported, victim);
    this.do({ act: 'complain', reported, file });
  }

  private extend(hold: HoldInMemory, extension: ExtensionInMemory): void {
    if (this.centre.extend(hold, extension)) this.do({ act: 'extend', hold, extension });
  }

  /** A victim withdraws, or a lie is taken back: what the complaint gave is let go when its case looks. */
  private complaintEnds(_hold: unknown, how: number, which: number): void {
    const file = this.caseAt(which);
    if (file.withdrawnAt !== null) return;
    this.do({ act: 'withdraw', file });
    file.withdrawnAt = this.centre.now;
    if (how % 3 !== 0) this.lookAt(file);
  }

  private release(hold: HoldInMemory, reason: 'OFFICER_RELEASE' | 'WITHDRAWN'): void {
    if (this.centre.release(hold, reason)) this.do({ act: 'release', hold, reason });
  }

  private officerContinues(hold: HoldInMemory, how: number): void {
    const until = after(this.centre.now, ((how % 9) + 1) * DAY_MS);
    const debitConfirmed = hold.sum.question.state === 'confirmed';
    this.extend(hold, { kind: 'continue_order', debitConfirmed, urgentFrom: null, until });
  }

  private officerLetsGo(hold: HoldInMemory): void {
    this.release(hold, 'OFFICER_RELEASE');
  }

  private officerLetsGoInPart(hold: HoldInMemory, how: number): void {
    const { requestedSatang: newestRequestedSatang } = ordersToReplace(hold.orders).newest;
    const keepSatang = (hold.hold.heldSatang * BigInt((how % 3) + 1)) / 4n;
    const facts = {
      ...hold.hold,
      newestRequestedSatang,
      filedBy: [],
      restsOnNotice: standingNotices(hold, this.centre.now).length > 0,
      offices: [],
    };
    if (!mayReleaseInPart(facts, keepSatang, OFFICER, RULEBOOK, this.centre.now).ok) return;
    this.do({ act: 'reduce', hold, keepSatang });
    this.centre.releaseInPart(hold, keepSatang);
  }

  /** An officer of the police gives notice of suspicion about the credit behind a hold. */
  private officerSuspects(hold: HoldInMemory): void {
    this.do({ act: 'notify', hold });
    this.centre.notify(hold.part);
  }

  private suspicionUnfounded(hold: HoldInMemory): void {
    if (this.centre.findUnfounded(hold)) this.do({ act: 'find unfounded', hold });
  }

  /** An institution says anything of any order: early, again, too much, nothing, or out of order. */
  private bankLies(hold: HoldInMemory, how: number): void {
    const order = hold.orders[how % hold.orders.length];
    if (order === undefined) return;
    this.bookOf(hold, how).hasLied = true;
    const percent = BigInt([0, 25, 60, 100, 101][how % 5] ?? 0);
    const result = RECEIPT_RESULTS[how % RECEIPT_RESULTS.length] ?? 'PENDING';
    const says = {
      orderId: order.id,
      receiptSeq: 1 + (how % 3),
      result,
      ...(result === 'REFUSED_LEGAL' && how % 2 === 0 && { refusalKind: 'NOT_BOUND' as const }),
      heldAmountSatang: ((hold.hold.requestedSatang * percent) / 100n).toString(),
      onward: [],
      at: this.centre.now.toISOString(),
    };
    const message: Message = {
      kind: 'hold.receipt',
      holdId: hold.id,
      subjectId: order.id,
      receivedAt: this.centre.now,
      says,
    };
    this.receive(message);
    if (how % 4 !== 0) this.advance(hold);
  }

  /** An institution that told the truth finds that less is held, and corrects its answer: it says so until it is heard. */
  private bankCorrects(hold: HoldInMemory, how: number): void {
    const book = this.bookOf(hold, how);
    const heldSatang = (book.heldSatang * BigInt(how % 4)) / 4n;
    const says = correctDown(book, hold, { heldSatang, names: how % 3 !== 0 }, this.centre.now);
    if (says === undefined) return;
    this.receive({
      kind: 'hold.receipt',
      holdId: hold.id,
      subjectId: says.orderId,
      receivedAt: this.centre.now,
      says,
    });
    if (how % 5 !== 0) this.advance(hold);
  }

  private bankLetsGo(hold: HoldInMemory, how: number): void {
    const message = letLapse(this.bookOf(hold, how), hold, this.centre.now);
    if (message !== undefined) this.underWay.push(message);
  }

  /** An institution is restored from a backup, and knows nothing of the hold. */
  private bankForgets(hold: HoldInMemory, how: number): void {
    const book = this.bookOf(hold, how);
    book.heldSatang = 0n;
    book.expiresAt = null;
    book.hasLied = true;
    book.answers.clear();
  }

  /** An institution is restored from yesterday: what it did since, it does not know. */
  private bankRestored(hold: HoldInMemory): void {
    const backup = this.backups.get(hold);
    if (backup === undefined) return;
    this.books.set(hold, { ...backupOf(backup), hasLied: true });
  }

  private bankRejects(hold: HoldInMemory, how: number): void {
    const order = hold.orders[how % hold.orders.length];
    if (order === undefined) return;
    this.bookOf(hold, how).hasLied = true;
    this.receive({ kind: 'order.rejected', holdId: hold.id, subjectId: order.id, receivedAt: this.centre.now });
    this.advance(hold);
  }
}

function reportOf({ reference, amountSatang, victimAccount, account, transferredAt }: SumInMemory): Reported {
  return { reference, amountSatang, victimAccount, account, transferredAt };
}
