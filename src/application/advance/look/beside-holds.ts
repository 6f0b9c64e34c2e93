import type { EntityManager } from 'typeorm';
import type { BesideHold } from '../../../domain/case/sum/rests.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { isFreedSinceSql, othersKeepSql } from '../../case/money/beside-hold-sql.js';

/** What is known beside a hold that leaves something open; amounts as text. */
interface BesideRow {
  holdId: string;
  othersKeep: string;
  suspended: string;
  isFreedSince: boolean;
  breaks: string[];
}

/**
 * SQL of what is known beside the holds `$1`: what holds for other parts keep at their accounts, and whether
 * one of them let something go since, by the clock of the institution that said both.
 */
const BESIDE = `
  SELECT h.id AS "holdId", ${othersKeepSql('h')} AS "othersKeep", ${isFreedSinceSql('h')} AS "isFreedSince",
         (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.trail_link_id = h.trail_link_id) AS suspended,
         ARRAY(SELECT b.kind FROM break_record b WHERE b.hold_id = h.id AND (b.closed_at IS NULL OR b.closed_by <> 'system')) AS breaks
    FROM hold h WHERE h.id = ANY ($1)`;

/** Reads what is known beside holds, in their order. One statement. */
export async function besideHolds(manager: EntityManager, holds: readonly HoldRow[]): Promise<BesideHold[]> {
  const rows = await manager.query<BesideRow[]>(BESIDE, [holds.map(({ id }) => id)]);
  return holds.map(({ id }) => {
    const there = rows.find(({ holdId }) => holdId === id);
    if (there === undefined) throw new Error(`hold ${id} is not there`);
    const { othersKeep, suspended, isFreedSince, breaks } = there;
    return { othersKeepSatang: BigInt(othersKeep), suspendedSatang: BigInt(suspended), isFreedSince, breaks };
  });
}
