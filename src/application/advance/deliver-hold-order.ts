import { type DataSource, type EntityManager, In, IsNull } from 'typeorm';
import type { HoldStep } from '../../contract/activities.js';
import { holdWorkflowId } from '../../contract/ids.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { HoldOrderRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import { TransferRow } from '../../persistence/entities/trail.entities.js';
import { markOutboxRead } from '../../persistence/outbox/outbox.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { holdOrderMessage, type OrderToSend } from '../hold/hold-order-message.js';
import { type FindNotice, noticesOfOrders } from '../hold/read-notices-of-orders.js';
import type { SignedMessage } from '../message/signed-message.js';
import { finishWith, openHoldCase, takeAnswerOfHold } from './advance-hold.js';

/** The outbox entries that taking orders answers; those of received messages stay unread. */
const OUTBOX_OF_ORDERS = ['start', 'orderIssued'];

/**
 * Takes the orders of a hold that have not reached the institution, oldest first, and counts the
 * attempt. Returns none when the hold is no longer live: then nothing may be sent.
 */
export async function takeOrdersToSend(db: DataSource, holdId: string): Promise<OrderToSend[]> {
  return inTransaction(db, async (manager) => {
    await markOutboxRead(manager, holdWorkflowId(holdId), 'now', OUTBOX_OF_ORDERS);
    const { hold, now } = await holdWithCase(manager, holdId);
    if (!LIVE_HOLD_STATES.includes(hold.state) || hold.expiresAt <= now) return [];
    const orders = await manager.find(HoldOrderRow, {
      where: { holdId, sentAt: IsNull() },
      order: { sequence: 'ASC' },
    });
    if (orders.length === 0) return [];
    await countAttempt(
      manager,
      orders.map((order) => order.id),
      now,
    );
    const noticeOf = await noticesOfOrders(manager, orders);
    return toSend(await loadRulebook(manager, hold.caseFile.rulebook), hold, orders, noticeOf, now);
  });
}

/**
 * Takes the newest order without a receipt, to ask the institution for it, and counts the attempt.
 */
export async function takeOrderToPoll(
  db: DataSource,
  holdId: string,
): Promise<{ orderId: string; institution: string } | undefined> {
  return inTransaction(db, async (manager) => {
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    const order = await manager.findOne(HoldOrderRow, {
      where: { holdId, answeredAt: IsNull() },
      order: { sequence: 'DESC' },
    });
    if (order === null) return undefined;
    await countAttempt(manager, [order.id], await databaseNow(manager));
    return { orderId: order.id, institution: hold.institution };
  });
}

/** The outcome of one order at the institution. */
export type OrderDelivery =
  | { orderId: string; outcome: 'accepted' }
  | { orderId: string; outcome: 'answered' | 'rejected'; message: SignedMessage }
  /** The institution does not know the order: it must be sent again. */
  | { orderId: string; outcome: 'unknown' };

/** Records the outcomes of orders, applies the answers, and returns what the hold needs next. */
export async function recordDeliveries(
  db: DataSource,
  holdId: string,
  deliveries: readonly OrderDelivery[],
): Promise<HoldStep> {
  return inTransaction(db, async (manager) => {
    const work = await openHoldCase(manager, holdId);
    for (const delivery of deliveries) {
      if (delivery.outcome === 'unknown') {
        await manager.update(HoldOrderRow, { id: delivery.orderId }, { sentAt: null, lastAttemptAt: null });
        continue;
      }
      await manager.update(HoldOrderRow, { id: delivery.orderId, sentAt: IsNull() }, { sentAt: work.now });
      work.audit('hold_order.delivered', { orderId: delivery.orderId, holdId, outcome: delivery.outcome });
      if (delivery.outcome === 'accepted') continue;
      await takeAnswerOfHold(work, delivery.message, holdId);
    }
    return finishWith(work, holdId);
  });
}

async function countAttempt(manager: EntityManager, orderIds: readonly string[], now: Date): Promise<void> {
  await manager.update(HoldOrderRow, { id: In([...orderIds]) }, { attempts: () => 'attempts + 1', lastAttemptAt: now });
}

type HoldWithCase = HoldRow & { caseFile: CaseFileRow; transfer: TransferRow };

/**
 * Reads a hold with its case and transfer, and the database's time, in one statement: this lies on
 * the way of the first order to the bank.
 */
async function holdWithCase(manager: EntityManager, holdId: string): Promise<{ hold: HoldWithCase; now: Date }> {
  const { raw, entities } = await manager
    .createQueryBuilder(HoldRow, 'hold')
    .innerJoinAndMapOne('hold.caseFile', CaseFileRow, 'f', 'f.id = hold.caseId')
    .innerJoinAndMapOne('hold.transfer', TransferRow, 't', 't.id = hold.transferId')
    .addSelect('now()', 'now')
    .where('hold.id = :holdId', { holdId })
    .getRawAndEntities<{ now: Date }>();
  const [hold] = entities;
  const [clock] = raw;
  if (hold === undefined || clock === undefined) throw new Error(`no hold ${holdId}`);
  return { hold: hold as HoldWithCase, now: clock.now };
}

function toSend(
  rulebook: Rulebook,
  hold: HoldWithCase,
  orders: readonly HoldOrderRow[],
  noticeOf: FindNotice,
  now: Date,
): OrderToSend[] {
  const { caseFile, transfer } = hold;
  return orders
    .filter((order) => order.expiresAt > now)
    .map((order) =>
      holdOrderMessage({ rulebook, caseNo: caseFile.caseNo, hold, transfer, order, notice: noticeOf(order) }),
    );
}
