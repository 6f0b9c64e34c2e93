import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import type { OnwardTransfer } from '../../src/wire/institution/calls/hold-receipt.js';
import {
  answeredFor,
  asTheyCount,
  attributeLaterDebits,
  onCredit,
  smaller,
  stillThere,
  type Attributed,
} from './attribution.js';
import type { Receipt } from './hold-events.js';
import { explainedSatang, type Hold, type HoldBook, isRaise, missingSatang, takenOverBy } from './hold-book.js';
import { available, type Account, type Credit, type Ledger } from './ledger.js';

/** The bank's finding about an order. `placed`: the order governs its hold from now on. */
export interface HoldFinding {
  readonly placed: boolean;
  readonly answer: Pick<
    Receipt,
    | 'result'
    | 'heldAmountSatang'
    | 'onward'
    | 'heldBefore'
    | 'refusalReason'
    | 'refusalKind'
    | 'heldUnder'
    | 'holderNotifiedAt'
    | 'deviceIds'
    | 'accountOpenedAt'
    | 'simOwner'
  >;
}

/** What the bank did before, and how it works. */
interface Manners {
  /** What the bank itself suspended of the credit, which the order covers. */
  readonly suspended: bigint;
  /** Of what it could hold: half is the fault `partial`, nothing the fault `zero`. */
  readonly holds: 'all' | 'half' | 'nothing';
}

/**
 * Decides on a hold order by the books and changes nothing. It holds what is available of the
 * requested sum and can still be of the credit, with all other holds never more than the credit, and attributes the rest to later
 * debits. It refuses an order that comes after its release, its expiry or its replacement, so that
 * no late message holds money again.
 */
export function decideHold(
  order: HoldOrder,
  ledger: Ledger,
  book: HoldBook,
  nowMs: number,
  manners: Manners = { suspended: 0n, holds: 'all' },
): HoldFinding {
  const refusal = whyRefused(order, book, nowMs);
  if (refusal !== undefined) return nothing('REFUSED_LEGAL', refusal);
  const account = ledger.find(order.account.accountNo);
  if (account === undefined) return nothing('NOT_FOUND');
  if (account.status === 'closed') return nothing('ACCOUNT_CLOSED');
  const credit = ledger.findCredit(order.transfer.fromInstitution, order.transfer.reference);
  if (credit === undefined || credit.accountNo !== account.accountNo) return nothing('NOT_FOUND');
  if (account.status === 'restrained' && !book.holds.has(order.holdId)) return restrained(order, account);
  if (isRaise(order)) return raise(order, account, credit, book, nowMs);
  return holdAndExplain(order, account, credit, { ledger, book }, nowMs, manners);
}

/** All that is there of a restrained account is kept by order of AMLO, and none by the centre's. */
function restrained(order: HoldOrder, account: Account): HoldFinding {
  const kept = smaller(BigInt(order.requestedAmountSatang), available(account));
  if (kept <= 0n) return nothing('NO_FUNDS');
  const heldUnder = { authority: 'amlo' as const, amountSatang: kept.toString() };
  return { placed: false, answer: { result: 'REFUSED_LEGAL', heldAmountSatang: '0', onward: [], heldUnder } };
}

function holdAndExplain(
  order: HoldOrder,
  account: Account,
  credit: Credit,
  { ledger, book }: { ledger: Ledger; book: HoldBook },
  nowMs: number,
  { suspended, holds }: Manners,
): HoldFinding {
  const requested = BigInt(order.requestedAmountSatang);
  const there = book.holdsOn(account.accountNo);
  const takenOver = takenOverBy(order, there);
  const others = there.filter((hold) => hold.holdId !== order.holdId && !takenOver.includes(hold));
  const comesFree = takenOver.reduce((sum, hold) => sum + hold.held, suspended);
  const before = book.holds.get(order.holdId);
  const counted = asTheyCount(others, account.debits, order.debitsNamedFor ?? before?.namedFor ?? [], nowMs);
  const leftOfCredit = credit.amount - answeredFor(credit, counted, nowMs);
  const fromCredit = smaller(requested, leftOfCredit);
  const heldBefore = before?.held ?? 0n;
  const reach = stillThere(account, credit, withCredits(others, ledger));
  const isThere = smaller(available(account) + comesFree, reach > heldBefore ? reach - heldBefore : 0n);
  // What a hold that it takes over named has gone on, and is not there again.
  const wentOn = onCredit(credit, takenOver, nowMs).reduce((sum, hold) => sum + explainedSatang(hold), 0n);
  const stays = leftOfCredit > wentOn ? leftOfCredit - wentOn : 0n;
  const most = smaller(smaller(fromCredit, stays), heldBefore + isThere);
  // What it holds already it holds on.
  const wanted = heldBefore > 0n ? heldBefore : holds === 'half' ? most / 2n : 0n;
  const held = holds === 'all' ? most : smaller(most, wanted);
  const kept = keptByAmlo(account, there, { most: fromCredit - held, reach: reach - held }, before);
  const since = order.debitsSince === undefined ? 0 : Date.parse(order.debitsSince);
  const later = account.debits.filter(({ at }) => at >= since);
  const missing = fromCredit - held - kept;
  const bySince = attributeLaterDebits(credit, later, missing, counted, nowMs);
  const unexplained = bySince.reduce((left, { attributed }) => left - attributed, missing);
  const explained = [...bySince, ...attributeUnnamed(credit, account, unexplained, there, since, nowMs)];
  const named = order.replacesOrderId === undefined ? heldBeforeBy(onCredit(credit, others, nowMs)) : {};
  const isHeldBefore = named.heldBefore !== undefined && explained.length === 0;
  const empty = isHeldBefore ? 'HELD_BEFORE' : 'NO_FUNDS';
  const nothingHeld = kept > 0n ? 'REFUSED_LEGAL' : empty;
  const result = held === requested ? 'HELD_FULL' : held > 0n ? 'HELD_PARTIAL' : nothingHeld;
  const under = kept > 0n ? { heldUnder: { authority: 'amlo' as const, amountSatang: kept.toString() } } : {};
  const onward = explained.map(toOnward);
  const notified = held > 0n ? { holderNotifiedAt: new Date(nowMs).toISOString() } : {};
  const devices = account.deviceIds.length === 0 ? {} : { deviceIds: [...account.deviceIds] };
  const said = { ...named, ...under, ...notified, ...devices, ...account.said };
  return { placed: true, answer: { result, heldAmountSatang: held.toString(), onward, ...said } };
}

/**
 * Attributes to the debits before an instant, as far as no answer has named them yet, what those since then
 * do not explain: the money was all there at that instant, and another hold has what is left of it.
 */
function attributeUnnamed(
  credit: Credit,
  account: Account,
  remaining: bigint,
  holds: readonly Hold[],
  since: number,
  nowMs: number,
): Attributed[] {
  const before = account.debits.filter(({ at }) => at < since);
  const unnamed = before.map((debit) => {
    const named = holds.reduce((sum, { explainedBy }) => sum + (explainedBy.get(debit.reference) ?? 0n), 0n);
    return { ...debit, amount: debit.amount - named };
  });
  return attributeLaterDebits(credit, unnamed, remaining, [], nowMs).flatMap(({ debit, attributed }) => {
    const whole = before.find(({ reference }) => reference === debit.reference);
    return whole === undefined ? [] : [{ debit: whole, attributed }];
  });
}

/**
 * Returns what AMLO keeps of an order's money, beside what is held: of what it keeps of the account, as far
 * as no other order was told of it; no more than is missing, and than can still be of the credit. What
 * the bank said of the hold before stays.
 */
function keptByAmlo(
  account: Account,
  holds: readonly Hold[],
  { most, reach }: { most: bigint; reach: bigint },
  before: Hold | undefined,
): bigint {
  const told = holds.reduce((sum, { seized }) => sum + seized, 0n);
  const untold = account.restrained - told + (before?.seized ?? 0n);
  const kept = smaller(untold, smaller(most, reach));
  return kept > 0n ? kept : 0n;
}

/** Returns the holds that have money, each with its credit; what AMLO keeps beside is theirs too. */
function withCredits(holds: readonly Hold[], ledger: Ledger): { held: bigint; credit: Credit }[] {
  return holds.flatMap(({ held, seized, transfer }) => {
    const credit = ledger.findCredit(transfer.fromInstitution, transfer.reference);
    return held + seized === 0n || credit === undefined ? [] : [{ held: held + seized, credit }];
  });
}

/** The most orders of other holds that a receipt names (the limit of the protocol). */
const MOST_NAMED = 50;

/** Returns the newest order of each other hold that has money of the credit, or explains it. */
function heldBeforeBy(others: readonly Hold[]): { heldBefore?: string[] } {
  const orderIds = others.flatMap(({ orderIds: ids }) => ids.at(-1) ?? []).slice(-MOST_NAMED);
  return orderIds.length === 0 ? {} : { heldBefore: orderIds };
}

/**
 * Raises a hold on an officer's order, by money that came in later, or by a part that was let go by
 * mistake: what is held stays, and more of what is available is held, never more than is missing.
 * What is gone of such a part is attributed to debits since then that explain nothing else yet.
 */
function raise(order: HoldOrder, account: Account, credit: Credit, book: HoldBook, nowMs: number): HoldFinding {
  const hold = book.holds.get(order.holdId);
  if (hold?.state !== 'active') return nothing('REFUSED_LEGAL', 'there is no hold to raise');
  const others = book.holdsOn(account.accountNo).filter((other) => other.holdId !== order.holdId);
  const counted = asTheyCount(others, account.debits, hold.namedFor, nowMs);
  const fromCredit = credit.amount - answeredFor(credit, counted, nowMs) - explainedSatang(hold);
  const most = smaller(BigInt(order.requestedAmountSatang), smaller(fromCredit, hold.held + missingSatang(hold)));
  const raised = smaller(most, hold.held + available(account));
  const held = raised > hold.held ? raised : hold.held;
  const result = held === BigInt(order.requestedAmountSatang) ? 'HELD_FULL' : 'HELD_PARTIAL';
  const gone = order.reinstatesPart === true && most > held ? most - held : 0n;
  const since = account.debits.filter(({ at }) => at >= firstLetGoAt(hold, book));
  const explained = attributeLaterDebits(credit, since, gone, [...counted, hold], nowMs);
  const notified = held > hold.held ? { holderNotifiedAt: new Date(nowMs).toISOString() } : {};
  const onward = explained.map(toOnward);
  return { placed: true, answer: { result, heldAmountSatang: held.toString(), onward, ...notified } };
}

/** Returns when an order first let a part of a hold go (epoch ms); infinity when none did. */
function firstLetGoAt(hold: Hold, book: HoldBook): number {
  const orders = hold.orderIds.map((id) => book.orders.get(id)).filter((record) => record !== undefined);
  const less = orders.find(({ order }, place) => {
    const before = orders[place - 1]?.order.requestedAmountSatang ?? order.requestedAmountSatang;
    return BigInt(order.requestedAmountSatang) < BigInt(before);
  });
  return less?.receivedAt ?? Infinity;
}

function whyRefused(order: HoldOrder, book: HoldBook, nowMs: number): string | undefined {
  if (Date.parse(order.expiresAt) <= nowMs) return 'the order had expired when it arrived';
  if (book.releasedHoldIds.has(order.holdId)) return 'the hold was released before the order arrived';
  if (book.releasedOrderIds.has(order.orderId)) return 'the order was released before it arrived';
  const hold = book.holds.get(order.holdId);
  const replaced = order.replacesOrderId;
  const replacedHoldId = replaced === undefined ? undefined : book.orders.get(replaced)?.order.holdId;
  if (replacedHoldId !== undefined && replacedHoldId !== order.holdId)
    return 'the order to be replaced is of another hold';
  if (hold === undefined) return undefined;
  if (hold.state === 'lapsed' || hold.state === 'released') return 'the hold has ended';
  if (hold.orderIds.at(-1) !== replaced) return 'the hold stands under an order that this one does not replace';
  return hold.accountNo === order.account.accountNo ? undefined : 'the hold is on another account';
}

function nothing(result: Receipt['result'], refusalReason?: string): HoldFinding {
  const reason = refusalReason === undefined ? {} : { refusalReason, refusalKind: 'ORDER_OVER' as const };
  return { placed: false, answer: { result, heldAmountSatang: '0', onward: [], ...reason } };
}

/** Returns a debit as a receipt names it, with the part of the stolen money that it carried on. */
export function toOnward({ debit, attributed }: Attributed): OnwardTransfer {
  return {
    transferRef: debit.reference,
    to: debit.to,
    amountSatang: debit.amount.toString(),
    attributedSatang: attributed.toString(),
    at: new Date(debit.at).toISOString(),
    channel: debit.channel,
    ...(debit.paidTo && { paidTo: debit.paidTo }),
  };
}
