import type { DataSource } from 'typeorm';
import { reasonOfEnd } from '../../../domain/hold/decide-hold.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { orderRelease } from '../../hold/release/order-release.js';

/**
 * Finds live holds past their time, by the database's clock: no release is ordered yet. Skips
 * those whose case another act has locked; the share lock of this statement alone stops no other
 * act.
 */
export async function expiredHolds(db: DataSource, limit: number): Promise<{ holdId: string; caseId: string }[]> {
  return db.query(
    `SELECT h.id AS "holdId", h.case_id AS "caseId" FROM hold h JOIN case_file f ON f.id = h.case_id
      WHERE h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND h.expires_at <= now()
      ORDER BY h.expires_at LIMIT $1 FOR KEY SHARE OF f SKIP LOCKED`,
    [limit],
  );
}

/**
 * Orders the release of a hold past its time. Sweeper and workflow may both come; the first writes
 * the one release order. Returns whether this call wrote it.
 */
export async function releaseExpired(db: DataSource, holdId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    if (!LIVE_HOLD_STATES.includes(hold.state) || hold.expiresAt > work.now) return false;
    const orders = await manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
    await orderRelease(work, hold, reasonOfEnd(orders, work.rulebook));
    await work.finish();
    return true;
  });
}
