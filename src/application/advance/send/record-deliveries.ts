import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { finishWithAll } from '../look/advance-hold.js';
import { applyDelivery, type HoldDelivery, recordAndLease } from './deliver-hold-order.js';
import type { HoldAsRead } from '../receive/read-hold.js';
import { type HoldSent, sentOf, togetherOrEach } from './hold-sent.js';

/**
 * Records what became of orders of holds of one case, all in one transaction: the case is locked,
 * and its audit chain, exchanges and outbox entries are written, once for all. When one cannot be
 * recorded, each is recorded by itself, so that no answer stops another. Returns for each what its
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
    (delivery) => recordAndLease(db, delivery),
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
