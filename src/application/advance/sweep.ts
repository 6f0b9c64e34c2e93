import type { DataSource } from 'typeorm';
import { HoldOrderRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openHoldCase } from './advance-hold.js';
import { expiryReason } from './hold-step.js';
import { orderRelease } from '../hold/order-release.js';

/** Holds past their time, by the database's clock, that nobody ordered to release yet. */
export async function expiredHolds(db: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM hold WHERE state IN ('ordered', 'unconfirmed', 'held', 'partly_held') AND expires_at <= now() ORDER BY expires_at LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}

/**
 * Orders the release of a hold past its time. Whoever comes first, sweeper or workflow, writes the
 * one release order. Returns whether this call did.
 */
export async function releaseExpired(db: DataSource, holdId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openHoldCase(manager, holdId);
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    if (!LIVE_HOLD_STATES.includes(hold.state) || hold.expiresAt > work.now) return false;
    const orders = await manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
    const release = await orderRelease(work, hold, expiryReason(work, orders));
    await work.finish();
    return release !== undefined;
  });
}

/** Holds whose release is due to be sent again, which a live workflow would have done by now. */
export async function dueReleases(db: DataSource, limit: number): Promise<string[]> {
  const rows: { hold_id: string }[] = await db.query(
    `SELECT hold_id FROM release_order WHERE acknowledged_at IS NULL AND next_attempt_at <= now() - interval '5 seconds'
      ORDER BY next_attempt_at LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.hold_id);
}

/** Messages that wait for an effect longer than a live workflow would let them. */
export async function waitingMessages(
  db: DataSource,
  limit: number,
): Promise<{ caseId: string; kind: string; subjectId: string; party: string }[]> {
  return db.query(
    `SELECT case_id AS "caseId", kind, subject_id AS "subjectId", party FROM inbox_message
      WHERE processed_at IS NULL AND received_at <= now() - interval '20 seconds' ORDER BY received_at LIMIT $1`,
    [limit],
  );
}

/**
 * Open cases whose next deadline passed half a minute ago or more: a live workflow would have acted
 * on it.
 */
export async function overdueCases(db: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM case_file WHERE closed_at IS NULL AND next_deadline_at < now() - interval '30 seconds'
      ORDER BY next_deadline_at LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}
