import { type EntityManager, In } from 'typeorm';
import type { EarlierHold } from '../../domain/hold/held-for-victim.js';
import type { HoldState } from '../../domain/hold/hold.js';
import { type HoldRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';

/** States that a hold reaches by a release order. */
const BY_RELEASE: readonly HoldState[] = ['release_ordered', 'released'];

/** Returns when and why each hold ended, by its release order where it has one. */
export async function readEarlierHolds<H extends Pick<HoldRow, 'id' | 'state' | 'orderedAt' | 'endedAt'>>(
  manager: EntityManager,
  holds: readonly H[],
): Promise<(H & EarlierHold)[]> {
  const released = holds.filter(({ state }) => BY_RELEASE.includes(state)).map(({ id }) => id);
  const orders =
    released.length === 0 ? [] : await manager.findBy(ReleaseOrderRow, { holdId: In(released), again: false });
  return holds.map((hold) => {
    const release = orders.find(({ holdId }) => holdId === hold.id);
    return { ...hold, releaseReason: release?.reason ?? null, releaseOrderedAt: release?.orderedAt ?? null };
  });
}
