import type { DataSource } from 'typeorm';
import { reasonOfEnd } from '../../../domain/hold/decide-hold.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { isOwnPowerOver } from '../../../domain/hold/next-step.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { orderRelease } from '../../hold/release/order-release.js';
import { endOwnPower } from './hold-step.js';

/**
 * Finds live holds past their time, by the database's clock: no release is ordered yet; and those past the end of
 * their own power, which go on by a suspicion beside it (`isOwnPowerOver`). Skips
 * those whose case another act has locked; the share lock of this statement alone stops no other
 * act.
 */
export async function expiredHolds(db: DataSource, limit: number): Promise<{ holdId: string; caseId: string }[]> {
  return db.query(
    `SELECT due.id AS "holdId", due.case_id AS "caseId" FROM (
       SELECT id, case_id, expires_at AS at FROM hold WHERE state IN (${sqlList(LIVE_HOLD_STATES)}) AND expires_at <= now()
       UNION ALL
       SELECT h.id, h.case_id, o.power_ends_at FROM hold_order o JOIN hold h ON h.id = o.hold_id
        WHERE o.power_ends_at <= now() AND h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND h.expires_at > now()
          AND NOT EXISTS (SELECT 1 FROM hold_order n WHERE n.hold_id = h.id AND n.sequence > o.sequence)) due
       JOIN case_file f ON f.id = due.case_id
      ORDER BY due.at LIMIT $1 FOR KEY SHARE OF f SKIP LOCKED`,
    [limit],
  );
}

/**
 * Orders the release of a hold past its time, or lets it go on by what is left where only its own power is over.
 * Sweeper and workflow may both come; the first writes the one order. Returns whether this call wrote it.
 */
export async function endInTime(db: DataSource, holdId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    if (!LIVE_HOLD_STATES.includes(hold.state)) return false;
    const orders = await manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
    if (hold.expiresAt <= work.now) await orderRelease(work, hold, reasonOfEnd(orders, work.rulebook));
    else if (isOwnPowerOver(orders, work.now)) await endOwnPower(work, hold);
    else return false;
    await work.finish();
    return true;
  });
}
