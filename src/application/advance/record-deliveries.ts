import type { DataSource } from 'typeorm';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../case/open-case.js';
import { finishWithAll } from './advance-hold.js';
import type { HoldSent } from './advance-holds.js';
import { applyDelivery, type HoldDelivery, recordAndLease } from './deliver-hold-order.js';

/**
 * Records what became of orders of holds of one case, all in one transaction: the case is locked,
 * and its audit chain, exchanges and outbox entries are written, once for all. When one cannot be
 * recorded, each is recorded by itself, so that no answer stops another. Returns for each what its
 * hold needs next, or its error. The first names the holds to start, the cases to signal and the
 * orders that are leased to this process, of all.
 */
export async function recordDeliveries(
  db: DataSource,
  deliveries: readonly HoldDelivery[],
): Promise<PromiseSettledResult<HoldSent>[]> {
  if (deliveries.length > 1) {
    const [together] = await Promise.allSettled([recordTogether(db, deliveries)]);
    if (together.status === 'fulfilled') return together.value.map((value) => ({ status: 'fulfilled', value }));
  }
  const results: PromiseSettledResult<HoldSent>[] = [];
  for (const delivery of deliveries) results.push(...(await Promise.allSettled([recordAndLease(db, delivery)])));
  return results;
}

async function recordTogether(db: DataSource, deliveries: readonly HoldDelivery[]): Promise<HoldSent[]> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, deliveries[0]?.holdId ?? '', 'system');
    work.leaseFirstOrders();
    for (const each of deliveries) await applyDelivery(work, each, 'together');
    const steps = await finishWithAll(
      work,
      deliveries.map(({ holdId }) => holdId),
    );
    return steps.map((step, index) => ({ step, leased: index === 0 ? work.leasedOrders() : [] }));
  });
}
