import { decideOnce } from '../../packages/institution/once.js';
import type { ReleaseOrder, ReleaseReceipt } from '../../src/wire/institution/calls/release-order.js';
import { answersByCallback } from '../http/behaviours.js';
import { refuse, type Refusal } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import type { Bank, BankEvent } from './bank.js';

/**
 * Releases a hold and remembers it: an order of the hold that arrives afterwards holds nothing.
 * The same release order again gets its receipt in every mode, so that a centre that keeps asking
 * gets an answer in the end.
 */
export function takeReleaseOrder(bank: Bank, order: ReleaseOrder, now: Date): Reply | Refusal {
  const known = bank.book.releases.get(order.releaseOrderId);
  const once = decideOnce(known && { message: known.order, receipt: known.receipt }, order);
  if (once.act === 'repeat') return reply(200, once.known.receipt);
  if (once.act === 'reused') return refuse(409, 'ORDER.REUSED', 'this release order id was used for another order');
  bank.lapse(order.holdId);
  const hold = bank.book.holds.get(order.holdId);
  const { mode, delayMs } = bank.behaviours.of(hold?.accountNo, 'release');
  const at = now.toISOString();
  const receipt: ReleaseReceipt = {
    releaseOrderId: order.releaseOrderId,
    holdId: order.holdId,
    result: hold?.state === 'active' ? 'RELEASED' : 'NOTHING_HELD',
    releasedAmountSatang: (hold?.held ?? 0n).toString(),
    ...(hold?.state === 'active' ? bank.notifiedWithReceipt(hold.accountNo, now) : {}),
    at,
  };
  const receivedAt = now.getTime();
  const events: BankEvent[] = [{ type: 'release.taken', order, receipt, receivedAt }];
  if (answersByCallback(mode)) {
    events.push(bank.callback({ type: 'release.receipt', data: receipt }, receivedAt + delayMs, mode));
  }
  if (hold?.state === 'active') events.push(...bank.notifiedLater(hold, 'release', receivedAt));
  bank.commit(events);
  const isAnswered = mode !== 'silent' && !answersByCallback(mode);
  return isAnswered ? reply(200, receipt) : reply(202, { status: 'accepted', id: order.releaseOrderId, at });
}
