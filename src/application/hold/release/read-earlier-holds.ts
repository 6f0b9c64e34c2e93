import { type EntityManager, In } from 'typeorm';
import { isReleaseOverdue } from '../../../domain/break/unanswered.js';
import type { EarlierHold } from '../../../domain/hold/order/held-for-victim.js';
import { ENDED_HOLD_STATES, type HoldState } from '../../../domain/hold/hold.js';
import { type HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { section7EndedByFinding, section7LetGoSql } from './section7-let-go-sql.js';

/** States that a hold reaches by a release order. */
const BY_RELEASE: readonly HoldState[] = ['release_ordered', 'released'];

/**
 * SQL of those of the holds `$1` that stood below one of the holds `$2` when an upheld appeal released it: the money was the holder's
 * own when it went on (decision 17), whatever held it there and however that ended. Who brings the hold above back overrules that.
 */
const BELOW_FINDING = `WITH RECURSIVE below AS (
    SELECT up.trail_link_id AS id, r.ordered_at FROM hold up JOIN release_order r ON r.hold_id = up.id AND NOT r.again
     WHERE up.id = ANY ($2) AND NOT EXISTS (SELECT FROM hold n WHERE n.trail_link_id = up.trail_link_id AND n.ordered_at > up.ordered_at)
     UNION SELECT l.id, b.ordered_at FROM below b JOIN trail_link l ON l.parent_link_id = b.id)
  SELECT DISTINCT h.id FROM hold h JOIN below b ON b.id = h.trail_link_id AND h.ordered_at <= b.ordered_at WHERE h.id = ANY ($1)`;

/** A hold with when and why it ended. */
export type HoldWithEnd = HoldRow & EarlierHold;

/** Returns when and why a hold ended, by its release order where it has one. */
export type EndOfHold = (hold: HoldRow) => HoldWithEnd;

/**
 * Reads the release orders of holds, by at most one statement, one more where another power than section 7 held what ended, and one where
 * an upheld appeal released a hold above another one that ended. `freedSince`: the holds that found less
 * than was asked, where another hold at the account has ended since, and those that an institution holds after all.
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
  const isEnded = ({ state }: HoldRow) => ENDED_HOLD_STATES.includes(state) || BY_RELEASE.includes(state);
  const ofOthers = holds.filter((hold) => hold.kind !== 'section7' && isEnded(hold)).map(({ id }) => id);
  const withoutSection7 = new Set(await selectHolds(manager, ofOthers, section7EndedByFinding));
  const upheld = holds.filter(({ id, kind }) => kind !== 'section6' && byHold.get(id)?.reason === 'APPEAL_UPHELD');
  const below = holds.filter((hold) => isEnded(hold) && upheld.some(({ hop }) => hop < hold.hop));
  if (below.length > 0) {
    const ids = [below, upheld].map((some) => some.map(({ id }) => id));
    for (const { id } of await manager.query<{ id: string }[]>(BELOW_FINDING, ids)) withoutSection7.add(id);
  }
  return (hold) => {
    const release = byHold.get(hold.id);
    return {
      ...hold,
      endReason: release?.reason ?? hold.stateReason,
      releaseOrderedAt: release?.orderedAt ?? null,
      isFreedSince: freedSince.has(hold.id),
      isSection7LetGo: withoutSection7.has(hold.id),
      isReleasedByInquiry: release?.orderedRole === 'inquiry_officer',
      isReleaseOverdue: release !== undefined && isReleaseOverdue(release, rulebook, now),
    };
  };
}

/** Reads which of some live holds are those of which a person ended section 7 (`section7LetGoSql`). */
export async function section7LetGo(manager: EntityManager, holdIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(await selectHolds(manager, holdIds, section7LetGoSql));
}

async function selectHolds(
  manager: EntityManager,
  holdIds: readonly string[],
  condition: (holdId: string) => string,
): Promise<string[]> {
  if (holdIds.length === 0) return [];
  const rows = await manager.query<{ id: string }[]>(
    `SELECT asked.id FROM unnest($1::text[]) AS asked (id) WHERE ${condition('asked.id')}`,
    [holdIds],
  );
  return rows.map(({ id }) => id);
}
