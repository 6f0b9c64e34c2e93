import { type EntityManager, In } from 'typeorm';
import { isReleaseOverdue } from '../../../domain/break/unanswered.js';
import type { EarlierHold } from '../../../domain/hold/order/held-for-victim.js';
import type { HoldState } from '../../../domain/hold/hold.js';
import { type HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** States that a hold reaches by a release order. */
const BY_RELEASE: readonly HoldState[] = ['release_ordered', 'released'];

/** SQL of those of the holds `$1` of which a finding for the holder ended section 7, so that a suspicion carried them on. */
const SECTION_7_LET_GO = `SELECT DISTINCT a.hold_id AS id FROM appeal a JOIN appeal_decision d ON d.appeal_id = a.id
  JOIN hold_order o ON o.hold_id = a.hold_id AND o.kind = 'section6' AND o.issued_at = d.decided_at
  JOIN hold_order b ON b.id = o.replaces_order_id AND b.kind = 'section7'
 WHERE a.hold_id = ANY ($1)`;

/** A hold with when and why it ended. */
export type HoldWithEnd = HoldRow & EarlierHold;

/** Returns when and why a hold ended, by its release order where it has one. */
export type EndOfHold = (hold: HoldRow) => HoldWithEnd;

/**
 * Reads the release orders of holds, by at most one statement, and one more where suspicions held what was released. `freedSince`: the holds that found less
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
  const suspected = orders
    .map(({ holdId }) => holdId)
    .filter((id) => holds.some((hold) => hold.id === id && hold.kind === 'section6'));
  const withoutSection7 = suspected.length === 0 ? new Set() : await section7LetGo(manager, suspected);
  return (hold) => {
    const release = byHold.get(hold.id);
    return {
      ...hold,
      endReason: release?.reason ?? hold.stateReason,
      releaseOrderedAt: release?.orderedAt ?? null,
      isFreedSince: freedSince.has(hold.id),
      isSection7LetGo: withoutSection7.has(hold.id),
      isReleaseOverdue: release !== undefined && isReleaseOverdue(release, rulebook, now),
    };
  };
}

/** Reads which of some holds are those of which a finding for the holder ended section 7, so that a suspicion carried them on. */
export async function section7LetGo(manager: EntityManager, holdIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ id: string }[]>(SECTION_7_LET_GO, [holdIds]);
  return new Set(rows.map(({ id }) => id));
}
