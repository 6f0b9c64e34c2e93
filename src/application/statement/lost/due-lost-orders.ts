import type { DataSource } from 'typeorm';
import { silentMs } from '../../../domain/break/unanswered.js';
import { after } from '../../../domain/time.js';
import { LostOrderReleaseRow, LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openBreak } from '../../break/open-break.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { releaseLostOrder } from './release-lost-order.js';

/** The lost orders about which something is due: whose time is over, or whose release is not answered in time. */
interface DueLostOrders {
  over: { id: string; caseId: string }[];
  silent: { id: string; caseId: string }[];
}

/** Finds at most `limit` lost orders of each kind. */
export async function dueLostOrders(db: DataSource, limit: number): Promise<DueLostOrders> {
  const over = await db.query<DueLostOrders['over']>(
    `SELECT id, case_id AS "caseId" FROM lost_order
      WHERE state = 'adopted' AND until_at <= now() OR state = 'found' AND expires_at <= now() ORDER BY id LIMIT $1`,
    [limit],
  );
  const silent = await db.query<DueLostOrders['silent']>(
    `SELECT r.id, r.case_id AS "caseId" FROM lost_order_release r
      WHERE r.acknowledged_at IS NULL AND r.break_id IS NULL AND r.ordered_at <= now() - interval '10 seconds' ORDER BY r.id LIMIT $1`,
    [limit],
  );
  return { over, silent };
}

/** Orders the release of a lost order whose time is over, once. Returns whether this call did. */
export async function releaseLostInTime(
  db: DataSource,
  { id, caseId }: { id: string; caseId: string },
): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    const lost = await manager.findOneByOrFail(LostOrderRow, { id });
    const end = lost.state === 'adopted' ? lost.untilAt : lost.state === 'found' ? lost.expiresAt : null;
    if (end === null || end > work.now) return false;
    await releaseLostOrder(work, lost, null);
    await work.finish();
    return true;
  });
}

/**
 * Opens the break of a release of a lost order that its institution has not answered in time (P-BREAK), once a
 * release. Returns whether this call did.
 */
export async function breakSilentLost(
  db: DataSource,
  { id, caseId }: { id: string; caseId: string },
): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    const release = await manager.findOneByOrFail(LostOrderReleaseRow, { id });
    const ms = silentMs(work.rulebook, work.now);
    const { acknowledgedAt, breakId, orderedAt } = release;
    if (acknowledgedAt !== null || breakId !== null || ms === undefined || after(orderedAt, ms) > work.now)
      return false;
    const { inboxMessageId } = await manager.findOneByOrFail(LostOrderRow, { id: release.lostOrderId });
    const opened = await openBreak(work, { caseId, id: null }, { id: inboxMessageId }, 'LOST_RELEASE_UNANSWERED');
    await manager.update(LostOrderReleaseRow, { id }, { breakId: opened });
    await work.finish();
    return true;
  });
}
