import { type EntityManager, In } from 'typeorm';
import { orderedBy } from '../../../domain/telling/ordered-by.js';
import { HoldOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import { noticesOfOrders } from './read-notices-of-orders.js';

/**
 * Reads who ordered each of some holds, as a holder is told it: the office behind the newest order,
 * never a person. The returned function takes the id of one of them; it throws for another.
 */
export async function whoOrdered(
  manager: EntityManager,
  holdIds: readonly string[],
): Promise<(holdId: string) => { orderedBy: string; orderedByTh: string }> {
  const orders = await manager.find(HoldOrderRow, { where: { holdId: In([...holdIds]) }, order: { sequence: 'ASC' } });
  const newest = new Map(orders.map((order) => [order.holdId, order]));
  const noticeOf = await noticesOfOrders(manager, [...newest.values()]);
  return (holdId) => {
    const order = newest.get(holdId);
    if (order === undefined) throw new Error(`hold ${holdId} has no order`);
    const { en, th } = orderedBy(order.kind, noticeOf(order));
    return { orderedBy: en, orderedByTh: th };
  };
}
