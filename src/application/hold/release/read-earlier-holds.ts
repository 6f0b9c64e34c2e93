import { In } from 'typeorm';
import { isReleaseOverdue } from '../../../domain/break/unanswered.js';
import type { EarlierHold } from '../../../domain/hold/order/held-for-victim.js';
import type { HoldState } from '../../../domain/hold/hold.js';
import { type HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** States that a hold reaches by a release order. */
const BY_RELEASE: readonly HoldState[] = ['release_ordered', 'released'];

/** A hold with when and why it ended. */
export type HoldWithEnd = HoldRow & EarlierHold;

/** Returns when and why a hold ended, by its release order where it has one. */
export type EndOfHold = (hold: HoldRow) => HoldWithEnd;

/**
 * Reads the release orders of holds, by at most one statement. `freedSince`: the holds that found less
 * than was asked, where another hold at the account has ended since.
 */
export async function readEnds(
  { manager, rulebook, now }: Pick<CaseWork, 'manager' | 'rulebook' | 'now'>,
  holds: readonly HoldRow[],
  freedSince: ReadonlySet<string> = new Set(),
): Promise<EndOfHold> {
  const released = holds.filter(({ state }) => BY_RELEASE.includes(state)).map(({ id }) => id);
  const orders =
    released.length === 0 ? [] : await manager.findBy(ReleaseOrderRow, { holdId: In(released), again: false });
  const byHold = new Map(orders.map((order) => [order.holdId, order]));
  return (hold) => {
    const release = byHold.get(hold.id);
    return {
      ...hold,
      endReason: release?.reason ?? hold.stateReason,
      releaseOrderedAt: release?.orderedAt ?? null,
      isFreedSince: freedSince.has(hold.id),
      isReleaseOverdue: release !== undefined && isReleaseOverdue(release, rulebook, now),
    };
  };
}
