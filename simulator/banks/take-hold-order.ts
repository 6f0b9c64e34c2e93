import { decideOnce } from '../../packages/institution/once.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import type { OnwardTransfer } from '../../src/wire/institution/calls/hold-receipt.js';
import { answersByCallback, type Behaviour, type BankMode } from '../http/behaviours.js';
import { refuse, type Refusal } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import type { Bank, BankEvent } from './bank.js';
import { decideHold } from './decide-hold.js';
import type { Receipt, TimedReceipt } from './hold-events.js';
import { isRaise, type OrderRecord } from './hold-book.js';

/** With `out_of_order` the receipt that says PENDING comes so long after the one that follows it. */
const OVERTAKEN_MS = 300;

/**
 * Takes a hold order and holds the money at once in every mode: the mode only decides when and how
 * the bank answers the centre. A behaviour of the act `tell` decides when the bank notifies the
 * holder: with the receipt (`sync`, and when none was set), later by a callback of its own
 * (`callback`), or never. The same order again gets the receipt of that time; the same id with
 * another order is refused.
 */
export function takeHoldOrder(bank: Bank, order: HoldOrder, now: Date): Reply | Refusal {
  const known = bank.book.orders.get(order.orderId);
  const once = decideOnce(known && { message: known.order, record: known }, order);
  const behaviour = bank.behaviours.of(order.account.accountNo, 'hold');
  const { mode, delayMs } = behaviour;
  if (once.act === 'repeat') return replyTo(once.known.record, mode, now);
  if (once.act === 'reused') return refuse(409, 'ORDER.REUSED', 'this order id was used for another order');
  if (order.account.institution !== bank.slug) {
    return refuse(422, 'ORDER.OTHER_INSTITUTION', 'the account is at another institution');
  }
  // An order that comes after the expiry of its hold, but before the timer, must find the hold
  // lapsed.
  bank.lapse(order.holdId);
  const { accountNo } = order.account;
  const { fromInstitution, reference } = order.transfer;
  const own = bank.suspensions.of(accountNo, fromInstitution, reference);
  const { placed, answer: found } = decideHold(order, bank.ledger, bank.book, now.getTime(), {
    suspended: own?.suspended ?? 0n,
    holds: mode === 'partial' ? 'half' : mode === 'zero' ? 'nothing' : 'all',
  });
  const { holderNotifiedAt, onward, ...finding } = found;
  const notified = holderNotifiedAt === undefined ? {} : bank.notifiedWithReceipt(order.account.accountNo, now);
  const answer = { ...finding, onward: onward.map((debit) => asResolved(bank, accountNo, debit)), ...notified };
  const receipts = timedReceipts(order.orderId, answer, behaviour, now);
  const record: OrderRecord = { order, receivedAt: now.getTime(), receipts };
  // The order covers what the bank itself suspended of this credit.
  const takenOver: BankEvent[] = placed && own !== undefined ? [{ type: 'suspension.ended', id: own.id }] : [];
  const events: BankEvent[] = [...takenOver, { type: 'order.taken', ...record, placed }];
  const last = receipts.at(-1);
  if (answersByCallback(mode) && last !== undefined) {
    events.push(bank.callback({ type: 'hold.receipt', data: last.receipt }, last.from, mode));
  }
  const [pending] = receipts;
  if (mode === 'out_of_order' && pending !== undefined) {
    events.push(bank.callback({ type: 'hold.receipt', data: pending.receipt }, now.getTime() + delayMs + OVERTAKEN_MS));
  }
  const before = bank.book.holds.get(order.holdId);
  const changes = before !== undefined && (isRaise(order) || BigInt(order.requestedAmountSatang) < before.held);
  if (holderNotifiedAt !== undefined && (changes || order.replacesOrderId === undefined)) {
    const hold = { holdId: order.holdId, accountNo: order.account.accountNo };
    events.push(...bank.notifiedLater(hold, changes ? 'part' : 'hold', now.getTime()));
  }
  bank.commit(events);
  return replyTo(record, mode, now);
}

/**
 * Returns a debit as the bank names it: only by the PromptPay id that was paid, where the bank
 * does not resolve ids at once.
 */
function asResolved(bank: Bank, accountNo: string, debit: OnwardTransfer): OnwardTransfer {
  const alias = bank.ledger.findDebit(debit.transferRef)?.alias;
  const resolving = bank.behaviours.ofExactly(accountNo, 'resolve');
  if (alias === undefined || resolving === undefined || resolving.mode === 'sync') return debit;
  return { ...debit, to: { promptPay: alias } };
}

/** Answers with the newest receipt of an order: PENDING before the callback is due. */
export function answerWithReceipt(bank: Bank, orderId: string, now: Date): Reply | Refusal {
  const record = bank.book.orders.get(orderId);
  const receipt = record && receiptDue(record, now);
  return receipt === undefined
    ? refuse(404, 'ORDER.UNKNOWN', 'no order with this id has arrived')
    : reply(200, receipt);
}

function timedReceipts(
  orderId: string,
  answer: Pick<Receipt, 'result' | 'heldAmountSatang' | 'onward'>,
  { mode, delayMs }: Behaviour<BankMode>,
  now: Date,
): TimedReceipt[] {
  const at = now.toISOString();
  const from = now.getTime();
  if (!answersByCallback(mode)) return [{ receipt: { ...answer, orderId, receiptSeq: 1, at }, from }];
  const pending: Receipt = { orderId, receiptSeq: 1, result: 'PENDING', heldAmountSatang: '0', onward: [], at };
  return [
    { receipt: pending, from },
    { receipt: { ...answer, orderId, receiptSeq: 2, at }, from: from + delayMs },
  ];
}

function receiptDue(record: OrderRecord, now: Date): Receipt | undefined {
  return record.receipts.findLast(({ from }) => from <= now.getTime())?.receipt;
}

function replyTo(record: OrderRecord, mode: BankMode, now: Date): Reply {
  const receipt = receiptDue(record, now);
  const isAnswered = mode !== 'silent' && receipt !== undefined && receipt.result !== 'PENDING';
  if (isAnswered) return reply(200, receipt);
  return reply(202, { status: 'accepted', id: record.order.orderId, at: new Date(record.receivedAt).toISOString() });
}
