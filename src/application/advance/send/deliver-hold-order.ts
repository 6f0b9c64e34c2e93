import type { DataSource } from 'typeorm';
import type { HoldOutcome } from '../../../contract/outcomes.js';
import { holdWorkflowId } from '../../../contract/ids.js';
import { callRetryMs } from '../../../contract/retry-times.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { orderToSend } from '../../../domain/hold/next-step.js';
import { after } from '../../../domain/time.js';
import { CaseFileRow } from '../../../persistence/entities/case.entities.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/hold.entities.js';
import { TransferRow } from '../../../persistence/entities/trail.entities.js';
import { markReadSql } from '../../../persistence/outbox/outbox.js';
import { reading, rows, value } from '../../../persistence/read-together.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import type { OrderToSend } from '../../case/work/order-to-send.js';
import { holdOrderMessage } from '../../hold/order/hold-order-message.js';
import { noticesOfOrders } from '../../hold/view/read-notices-of-orders.js';
import type { SignedMessage } from '../../message/signed-message.js';
import { finishWith, takeAnswerOfHold } from '../look/advance-hold.js';
import type { HoldSent } from './hold-sent.js';
import { lease } from '../../hold/order/order-lease.js';
import { type HoldAsRead, holdForReceipt, READ_FOR_RECEIPT } from '../receive/read-hold.js';
import { type ApplyMode, keepingFaulty } from '../receive/set-aside.js';

/** The outbox entries that taking orders answers; those of received messages stay unread. */
const OUTBOX_OF_ORDERS = ['start', 'orderIssued'];

/**
 * What sending the oldest order of the hold `$1` reads, by one statement: it lies on the way of the
 * first order to the bank. For the workflow (`$2`) it marks the entries that the orders answer.
 */
const READ_TO_SEND = reading(
  {
    holds: rows(HoldRow, 'r.id = $1'),
    orders: rows(HoldOrderRow, 'r.hold_id = $1 AND r.answered_at IS NULL', 'r.sequence'),
    cases: rows(CaseFileRow, 'r.id = (SELECT case_id FROM hold WHERE id = $1)'),
    transfers: rows(TransferRow, 'r.id = (SELECT transfer_id FROM hold WHERE id = $1)'),
    at: value<string>('SELECT now()'),
  },
  markReadSql(`'${holdWorkflowId('')}' || $1`, 'now()', `$2 AND message IN (${sqlList(OUTBOX_OF_ORDERS)})`),
);

/** Who sends an order: the hold's workflow, or a process that sends it without the workflow. */
export type OrderSender = 'workflow' | 'dispatcher';

/**
 * Takes the oldest order of a hold that has not reached the institution, counts the attempt, and
 * leases the order for `LEASE_MS`: until then no other process sends it. Returns undefined when
 * there is none, when another process sends it, or when the hold is no longer live: then nothing
 * may be sent. Only the workflow marks its own outbox entries as read.
 */
export async function takeOrderToSend(
  db: DataSource,
  holdId: string,
  sender: OrderSender,
): Promise<OrderToSend | undefined> {
  const { manager } = db;
  const { holds, orders, cases, transfers, at } = await READ_TO_SEND(manager, [holdId, sender === 'workflow']);
  const [hold] = holds;
  const [caseFile] = cases;
  const [transfer] = transfers;
  if (hold === undefined || caseFile === undefined || transfer === undefined) throw new Error(`no hold ${holdId}`);
  const now = new Date(at);
  if (!LIVE_HOLD_STATES.includes(hold.state) || hold.expiresAt <= now) return undefined;
  const order = orderToSend(orders, now);
  if (order === undefined || !(await lease(manager, order, now))) return undefined;
  const noticeOf = await noticesOfOrders(manager, [order]);
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  return holdOrderMessage({ rulebook, caseNo: caseFile.caseNo, hold, transfer, order, notice: noticeOf(order) });
}

/** The outcome of one order at the institution. */
export type OrderDelivery =
  | { orderId: string; outcome: 'accepted' }
  | { orderId: string; outcome: 'answered' | 'rejected'; message: SignedMessage }
  /** The institution does not know the order: it must be sent again. */
  | { orderId: string; outcome: 'unknown' };

/**
 * Records the outcome of one order in a transaction of its own, applies the answer, and returns
 * what the hold needs next.
 */
export async function recordDelivery(db: DataSource, holdId: string, delivery: OrderDelivery): Promise<HoldOutcome> {
  return (await recordBy(db, { holdId, delivery }, 'leases_nothing')).step;
}

/** Does the same, and leases the orders of the next hops to this process, which sends them. */
export function recordAndLease(db: DataSource, delivery: HoldDelivery): Promise<HoldSent> {
  return recordBy(db, delivery, 'leases_next_hops');
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
      return { step: await finishWith(work, delivery.holdId, asRead), leased: work.leasedOrders() };
    }),
  );
}

/** What became of an order of a hold. */
export interface HoldDelivery {
  readonly holdId: string;
  readonly delivery: OrderDelivery;
}

/**
 * Notes what became of an order, and applies the answer or, with `keep`, only keeps it. Returns the
 * hold as `applyNews` does.
 */
export async function applyDelivery(
  work: CaseWork,
  { holdId, delivery }: HoldDelivery,
  answer: ApplyMode | 'keep',
): Promise<HoldAsRead | undefined> {
  const { manager } = work;
  const asRead = holdForReceipt(await READ_FOR_RECEIPT(manager, [holdId]), holdId);
  const order = asRead.orders.find(({ id }) => id === delivery.orderId);
  if (order === undefined) throw new Error(`hold ${holdId} has no order ${delivery.orderId}`);
  const sentBefore = order.sentAt;
  const sentAt = delivery.outcome === 'unknown' ? null : (sentBefore ?? work.now);
  const nextAttemptAt = after(work.now, callRetryMs({ sentAt, attempts: order.attempts }));
  const change = { sentAt, nextAttemptAt, leasedUntil: null };
  Object.assign(order, change);
  // A receipt is written into the order with it.
  if (delivery.outcome === 'answered') asRead.unwritten = { orderId: order.id, change };
  else await manager.update(HoldOrderRow, { id: order.id }, change);
  if (delivery.outcome !== 'unknown')
    work.audit('hold_order.delivered', { orderId: order.id, holdId, outcome: delivery.outcome });
  else if (sentBefore !== null) work.audit('hold_order.lost', { orderId: order.id, holdId });
  const isAnswer = delivery.outcome === 'answered' || delivery.outcome === 'rejected';
  const applied = isAnswer ? await takeAnswerOfHold(work, delivery.message, holdId, answer, asRead) : undefined;
  if (asRead.unwritten !== null) await manager.update(HoldOrderRow, { id: order.id }, asRead.unwritten.change);
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
