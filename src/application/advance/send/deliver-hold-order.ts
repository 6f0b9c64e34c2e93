import type { DataSource, EntityManager } from 'typeorm';
import type { HoldOutcome } from '../../../contract/outcomes.js';
import { holdWorkflowId } from '../../../contract/ids.js';
import { callRetryMs } from '../../../contract/retry-times.js';
import { after } from '../../../domain/time.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { reading, rows } from '../../../persistence/read-together.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import type { OrderToSend } from '../../case/work/order-to-send.js';
import { holdOrderMessage } from '../../hold/order/hold-order-message.js';
import { noticesOfOrders } from '../../hold/view/read-notices-of-orders.js';
import type { ProvedMessage } from '../../message/signed-message.js';
import { finishWith, finishWithAll } from '../look/advance-hold.js';
import { takeAnswerOfHold } from '../receive/apply-news.js';
import { type HoldSent, sentOf, togetherOrEach } from './hold-sent.js';
import { type HoldAsRead, holdForReceipt, messageOf, READ_FOR_RECEIPT } from '../receive/read-hold.js';
import { type ApplyMode, keepingFaulty } from '../receive/set-aside.js';

/** What the order `$1` is made of, by one statement: it lies on the way of the order to the bank. */
const READ_ORDER = reading({
  orders: rows(HoldOrderRow, 'r.id = $1'),
  holds: rows(HoldRow, 'r.id = (SELECT hold_id FROM hold_order WHERE id = $1)'),
  cases: rows(CaseFileRow, 'r.id = (SELECT case_id FROM hold_order WHERE id = $1)'),
  transfers: rows(
    TransferRow,
    'r.id = (SELECT h.transfer_id FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.id = $1)',
  ),
});

/** The id of an order that its institution has taken, which is asked what became of it. */
export interface OrderToPoll {
  readonly polled: string;
}

/** Reads the body of an order, the same bytes each time; of one that was taken, its id. */
export async function readOrderToCall(manager: EntityManager, orderId: string): Promise<OrderToSend | OrderToPoll> {
  const read = await readOrder(manager, orderId);
  return read.order.sentAt === null ? orderMessage(manager, read) : { polled: read.order.id };
}

/** Reads the whole body of an order, the same bytes each time, whether its institution has taken it or not. */
export async function readWholeOrder(
  manager: EntityManager,
  orderId: string,
): Promise<{ order: OrderToSend; hop: number; isTaken: boolean }> {
  const read = await readOrder(manager, orderId);
  return { order: await orderMessage(manager, read), hop: read.hold.hop, isTaken: read.order.sentAt !== null };
}

interface OrderAsRead {
  order: HoldOrderRow;
  hold: HoldRow;
  caseFile: CaseFileRow;
  transfer: TransferRow;
}

async function readOrder(manager: EntityManager, orderId: string): Promise<OrderAsRead> {
  const read = await READ_ORDER(manager, [orderId]);
  const [[order], [hold], [caseFile], [transfer]] = [read.orders, read.holds, read.cases, read.transfers];
  if (order === undefined || hold === undefined || caseFile === undefined || transfer === undefined)
    throw new Error(`no order ${orderId}`);
  return { order, hold, caseFile, transfer };
}

async function orderMessage(
  manager: EntityManager,
  { order, hold, caseFile, transfer }: OrderAsRead,
): Promise<OrderToSend> {
  const noticeOf = await noticesOfOrders(manager, [order]);
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const parts = { rulebook, caseNo: caseFile.caseNo, hold, transfer, order, notice: noticeOf(order) };
  return holdOrderMessage(parts);
}

/** Reads the newest order of a hold that came to its institution and was not refused, the same bytes each time. */
export async function readNewestOrder(manager: EntityManager, holdId: string): Promise<OrderToSend> {
  const [newest]: { id: string }[] = await manager.query(
    `SELECT id FROM hold_order WHERE hold_id = $1 AND sent_at IS NOT NULL AND refused_at IS NULL ORDER BY sequence DESC LIMIT 1`,
    [holdId],
  );
  if (newest === undefined) throw new Error(`no order of hold ${holdId} came to its institution`);
  return orderMessage(manager, await readOrder(manager, newest.id));
}

/** The outcome of one order at the institution. */
export type OrderDelivery =
  | { orderId: string; outcome: 'accepted' }
  | { orderId: string; outcome: 'answered' | 'rejected'; message: ProvedMessage }
  /** The institution does not know the order: it must be sent again. */
  | { orderId: string; outcome: 'unknown' };

/** What became of an order of a hold. */
export interface HoldDelivery {
  readonly holdId: string;
  readonly delivery: OrderDelivery;
}

/**
 * Records the outcome of one order in a transaction of its own, applies the answer, and returns
 * what the hold needs next.
 */
export async function recordDelivery(db: DataSource, holdId: string, delivery: OrderDelivery): Promise<HoldOutcome> {
  return (await recordBy(db, { holdId, delivery }, 'leases_nothing')).step;
}

/**
 * Records what an institution says became of an order, when it was asked because the books differ. A
 * receipt is applied as one that came by callback, and ends the asking.
 */
export function recordPoll(db: DataSource, pollId: string, { holdId, delivery }: HoldDelivery): Promise<HoldOutcome> {
  return keepingFaulty((answer) =>
    inTransaction(db, async (manager) => {
      const work = await openCaseOfHold(manager, holdId, 'system');
      if (delivery.outcome === 'answered') work.acknowledge(pollId);
      return finishWith(work, holdId, await applyDelivery(work, { holdId, delivery }, answer));
    }),
  );
}

/**
 * Records what became of orders of holds of one case, all in one transaction: the case is locked,
 * and its audit chain, exchanges and outbox entries are written, once for all. When one cannot be
 * recorded, or is about a hold of another case, each is recorded by itself, so that no answer stops another. Returns for each what its
 * hold needs next, or its error. The first names the holds to start, the cases to signal and the
 * orders that are leased to this process, of all.
 */
export function recordDeliveries(
  db: DataSource,
  deliveries: readonly HoldDelivery[],
): Promise<PromiseSettledResult<HoldSent>[]> {
  return togetherOrEach(
    deliveries,
    () => recordTogether(db, deliveries),
    (delivery) => recordBy(db, delivery, 'leases_next_hops'),
  );
}

async function recordTogether(db: DataSource, deliveries: readonly HoldDelivery[]): Promise<HoldSent[]> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, deliveries[0]?.holdId ?? '', 'system');
    work.leaseFirstOrders();
    let asRead: HoldAsRead | undefined;
    for (const each of deliveries) asRead = await applyDelivery(work, each, 'together');
    const holdIds = deliveries.map(({ holdId }) => holdId);
    const steps = await finishWithAll(work, holdIds, holdIds.length === 1 ? asRead : undefined);
    return sentOf(work, steps);
  });
}

function recordBy(
  db: DataSource,
  delivery: HoldDelivery,
  caller: 'leases_nothing' | 'leases_next_hops',
): Promise<HoldSent> {
  return keepingFaulty((answer) =>
    inTransaction(db, async (manager) => {
      const work = await openCaseOfHold(manager, delivery.holdId, 'system');
      if (caller === 'leases_next_hops') work.leaseFirstOrders();
      const asRead = await applyDelivery(work, delivery, answer);
      return { step: await finishWith(work, delivery.holdId, asRead), leased: work.leasedMessages() };
    }),
  );
}

/**
 * Notes what became of an order, and applies the answer or, with `keep`, only keeps it. The message
 * of an order that is not answered yet is given back, and due again after a pause. Returns the
 * hold as `applyNews` does.
 */
async function applyDelivery(
  work: CaseWork,
  { holdId, delivery }: HoldDelivery,
  answer: ApplyMode | 'keep',
): Promise<HoldAsRead | undefined> {
  const { manager } = work;
  const asRead = holdForReceipt(await READ_FOR_RECEIPT(manager, [holdId]), holdId);
  // Its order was issued by this case, which claims the same money. Only its own case is locked and sealed for it.
  if (asRead.hold.caseId !== work.caseFile.id) throw new Error(`hold ${holdId} is of another case`);
  const order = asRead.orders.find(({ id }) => id === delivery.orderId);
  if (order === undefined) throw new Error(`hold ${holdId} has no order ${delivery.orderId}`);
  const message = messageOf(order, asRead.messages);
  const sentBefore = order.sentAt;
  const sentAt = delivery.outcome === 'unknown' ? null : (sentBefore ?? work.now);
  const pauseMs = callRetryMs({ isTaken: sentAt !== null, attempts: message.attempts });
  Object.assign(message, { nextAttemptAt: after(work.now, pauseMs), leasedUntil: null });
  order.sentAt = sentAt;
  // A receipt is written into the order with it.
  if (delivery.outcome === 'answered') asRead.unwritten = { orderId: order.id, change: { sentAt } };
  else if (sentAt !== sentBefore) await manager.update(HoldOrderRow, { id: order.id }, { sentAt });
  if (delivery.outcome !== 'unknown')
    work.audit('hold_order.delivered', { orderId: order.id, holdId, outcome: delivery.outcome });
  else if (sentBefore !== null) work.audit('hold_order.lost', { orderId: order.id, holdId });
  const isAnswer = delivery.outcome === 'answered' || delivery.outcome === 'rejected';
  const applied = isAnswer ? await takeAnswerOfHold(work, delivery.message, holdId, answer, asRead) : undefined;
  if (asRead.unwritten !== null) await manager.update(HoldOrderRow, { id: order.id }, asRead.unwritten.change);
  if (order.answeredAt === null) work.callAgain(order.id, message.nextAttemptAt);
  if (order.sequence > 1 && delivery.outcome === 'answered') await markIssuedRead(work, holdId);
  return applied;
}

/**
 * Marks as read that orders were issued for a hold, when all are answered: nothing is left to send
 * or to ask for, so its workflow need not look.
 */
async function markIssuedRead({ manager, now }: CaseWork, holdId: string): Promise<void> {
  await manager.query(
    `UPDATE outbox SET read_at = $2 WHERE workflow_id = $3 AND message = 'orderIssued' AND read_at IS NULL
        AND NOT EXISTS (SELECT FROM hold_order WHERE hold_id = $1 AND answered_at IS NULL)`,
    [holdId, now, holdWorkflowId(holdId)],
  );
}
