import type { Bench } from '../bench.js';

/**
 * Posts complaints one at a time whose money has moved on to a second bank. The first bank answers
 * by callback. Returns for each the milliseconds from the commit of that receipt at the API until
 * the order of the next hop is at its bank.
 */
export async function receiptToNextOrder(
  { town, hotline, record }: Pick<Bench, 'town' | 'hotline' | 'record'>,
  times: number,
): Promise<number[]> {
  const sinceMs = Date.now();
  const orders: { readonly orderId: string; readonly receivedAt: Date }[] = [];
  for (let time = 0; time < times; time++) {
    const { caseId } = await hotline.post(await town.movedOn());
    orders.push(await record.nextOrder(caseId));
    await record.settled(caseId);
  }
  const arrivedAt = await town.orderArrivals(sinceMs);
  return orders.map(({ orderId, receivedAt }) => {
    const atMs = arrivedAt.get(orderId);
    if (atMs === undefined) throw new Error(`the order ${orderId} of a next hop never reached its bank`);
    return atMs - receivedAt.getTime();
  });
}
