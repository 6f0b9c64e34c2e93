import type { HoldReceiptMessage, OnwardMessage } from '../../src/domain/hold/messages.js';
import { maxSatang, minSatang, type Satang } from '../../src/domain/money.js';
import type { HoldInMemory, Message, OrderInMemory } from './record.js';

/** What an institution that tells the truth keeps of one hold. */
export interface BankBook {
  /** What of the money was at the account when the first order came; the rest had gone on. */
  readonly share: 0 | 25 | 60 | 100;
  heldSatang: Satang;
  /** Until when it holds, by the newest order that it took; null: it holds nothing. */
  expiresAt: Date | null;
  /** Its answers, by order: it says the same again under the same number. */
  readonly answers: Map<string, HoldReceiptMessage>;
  /** It was told to let go, or let go by itself: it takes no order any more. */
  isOver: boolean;
  /** What it holds by its newest answer, where it has corrected that; null: it has not. */
  correctedSatang: Satang | null;
  /** It told the centre something untrue, so its book and the record may differ. */
  hasLied: boolean;
}

const SHARES = [100, 60, 25, 0] as const;

/** Opens the book of an institution for a hold; `pick` says how much of the money is still there. */
export function openBook(pick: number): BankBook {
  const share = SHARES[pick % SHARES.length] ?? 100;
  const nothing = { heldSatang: 0n, expiresAt: null, correctedSatang: null };
  return { share, ...nothing, answers: new Map(), isOver: false, hasLied: false };
}

/** Takes an order as an institution does that tells the truth, and returns its answer. */
export function takeOrder(book: BankBook, hold: HoldInMemory, order: OrderInMemory, now: Date): HoldReceiptMessage {
  const before = book.answers.get(order.id);
  if (before !== undefined) return before;
  const answer = order.expiresAt <= now || book.isOver ? refusal(order, now) : answerTo(book, hold, order, now);
  book.answers.set(order.id, answer);
  return answer;
}

function answerTo(book: BankBook, hold: HoldInMemory, order: OrderInMemory, now: Date): HoldReceiptMessage {
  const isFirst = book.answers.size === 0;
  const there = isFirst ? (order.requestedSatang * BigInt(book.share)) / 100n : book.heldSatang;
  const held = minSatang(there, order.requestedSatang);
  book.heldSatang = held;
  book.correctedSatang = null;
  book.expiresAt = held > 0n ? order.expiresAt : null;
  if (held === 0n) book.isOver = true;
  const gone = isFirst ? order.requestedSatang - held : 0n;
  const result = held === 0n ? 'NO_FUNDS' : held === mostOf(hold, order) ? 'HELD_FULL' : 'HELD_PARTIAL';
  return {
    orderId: order.id,
    receiptSeq: 1,
    result,
    heldAmountSatang: held.toString(),
    onward: gone === 0n ? [] : onwardOf(hold, gone, 0),
    at: now.toISOString(),
  };
}

/** Returns what an institution that obeys calls all: what an order asks for, as far as it was held before. */
function mostOf({ hold, orders }: HoldInMemory, order: OrderInMemory): Satang {
  return orders[0]?.id === order.id
    ? order.requestedSatang
    : minSatang(maxSatang(hold.heldSatang, 1n), order.requestedSatang);
}

function refusal({ id }: OrderInMemory, now: Date): HoldReceiptMessage {
  const at = now.toISOString();
  const nothing = { heldAmountSatang: '0', onward: [] };
  return { orderId: id, receiptSeq: 1, result: 'REFUSED_LEGAL', refusalKind: 'ORDER_OVER', ...nothing, at };
}

/**
 * Returns the debits by which what is gone went on: to an account at another institution, and in cash; `named` were
 * named before.
 */
function onwardOf({ id, part }: HoldInMemory, gone: Satang, named: number): OnwardMessage[] {
  const half = gone / 2n;
  const at = new Date(part.creditedAt.getTime() + 1_000).toISOString();
  const debit = (nth: number, to: OnwardMessage['to'], satang: Satang): OnwardMessage => ({
    transferRef: `${part.reference}/${id}/${named + nth}`,
    to,
    amountSatang: satang.toString(),
    attributedSatang: satang.toString(),
    at,
    channel: 'promptpay',
  });
  const from = part.account?.accountNo ?? '';
  const account = { institution: 'th-006', accountNo: `${from.slice(0, -3)}${String(part.hop + 1).padStart(3, '0')}` };
  if (half === 0n) return [debit(1, { offRail: 'cash' }, gone)];
  return [debit(1, { account }, gone - half), debit(2, { offRail: 'cash' }, half)];
}

/**
 * Finds that less is held than it said, and corrects its newest answer by the next number, as an institution does that
 * tells the truth; with `names` it says where the rest went. Returns undefined when it holds nothing.
 */
export function correctDown(
  book: BankBook,
  hold: HoldInMemory,
  { heldSatang, names }: { heldSatang: Satang; names: boolean },
  now: Date,
): HoldReceiptMessage | undefined {
  const before = book.answers.get(hold.orders.findLast(({ id }) => book.answers.has(id))?.id ?? '');
  if (book.heldSatang === 0n || before === undefined || before.result === 'REFUSED_LEGAL') return undefined;
  const gone = book.heldSatang - heldSatang;
  const named = new Set([...book.answers.values()].flatMap(({ onward }) => onward.map((debit) => debit.transferRef)));
  const answer: HoldReceiptMessage = {
    ...before,
    receiptSeq: before.receiptSeq + 1,
    result: heldSatang === 0n ? 'NO_FUNDS' : 'HELD_PARTIAL',
    heldAmountSatang: heldSatang.toString(),
    onward: names ? [...before.onward, ...onwardOf(hold, gone, named.size)] : before.onward,
    at: now.toISOString(),
  };
  if (heldSatang === 0n) endBook(book);
  book.heldSatang = heldSatang;
  book.correctedSatang = heldSatang;
  book.answers.set(before.orderId, answer);
  return answer;
}

/** Ends a hold, of which nothing is held any more. */
export function endBook(book: BankBook): void {
  book.heldSatang = 0n;
  book.expiresAt = null;
  book.isOver = true;
}

/** Lets go by order, as an institution does that tells the truth, and returns its receipt. */
export function takeRelease(
  book: BankBook,
  hold: HoldInMemory,
  now: Date,
): Extract<Message, { kind: 'release.receipt' }> {
  const releaseOrderId = hold.release?.id ?? '';
  const released = book.heldSatang;
  endBook(book);
  const says = {
    releaseOrderId,
    holdId: hold.id,
    result: released > 0n ? ('RELEASED' as const) : ('NOTHING_HELD' as const),
    releasedAmountSatang: released.toString(),
    at: now.toISOString(),
  };
  return { kind: 'release.receipt', holdId: hold.id, subjectId: releaseOrderId, receivedAt: now, says };
}

/** Lets go by its own clock, or before its time, and returns its report; undefined when it holds nothing. */
export function letLapse(
  book: BankBook,
  hold: HoldInMemory,
  now: Date,
): Extract<Message, { kind: 'hold.lapsed' }> | undefined {
  const last = hold.orders.findLast(({ id }) => book.answers.has(id));
  if (book.heldSatang === 0n || last === undefined) return undefined;
  const releasedAmountSatang = book.heldSatang.toString();
  endBook(book);
  const says = { orderId: last.id, holdId: hold.id, releasedAmountSatang, at: now.toISOString() };
  return { kind: 'hold.lapsed', holdId: hold.id, subjectId: last.id, receivedAt: now, says };
}

/** Returns a copy of a book, as a backup keeps it. */
export function backupOf(book: BankBook): BankBook {
  return { ...book, answers: new Map(book.answers) };
}
