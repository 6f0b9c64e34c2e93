import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { orderToPoll } from '../../../domain/hold/next-step.js';
import { databaseNow } from '../../../persistence/clock.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/hold.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { attempt } from '../../hold/order/order-lease.js';

/**
 * Takes the order whose receipt the institution is asked for next, and counts the attempt. Returns
 * undefined when every order that reached it is answered.
 */
export async function takeOrderToPoll(
  db: DataSource,
  holdId: string,
): Promise<{ orderId: string; institution: string } | undefined> {
  return inTransaction(db, async (manager) => {
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    const order = orderToPoll(await unansweredOrders(manager, holdId));
    if (order === undefined) return undefined;
    await manager.update(HoldOrderRow, { id: order.id }, attempt(order, await databaseNow(manager)));
    return { orderId: order.id, institution: hold.institution };
  });
}

/** Reads the orders of a hold without a final answer, in order of their sequence. */
function unansweredOrders(manager: EntityManager, holdId: string): Promise<HoldOrderRow[]> {
  return manager.find(HoldOrderRow, { where: { holdId, answeredAt: IsNull() }, order: { sequence: 'ASC' } });
}
