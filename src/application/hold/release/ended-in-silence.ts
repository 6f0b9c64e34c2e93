import type { EntityManager } from 'typeorm';
import type { ReceiptResult } from '../../../domain/hold/hold.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { rowsOf } from '../../case/work/read-rows.js';

/** Answers to an order that say that nothing is held by it. */
const NOTHING_HELD: readonly ReceiptResult[] = ['NO_FUNDS', 'ACCOUNT_CLOSED', 'NOT_FOUND'];

/**
 * SQL condition: the hold `alias` ended without a word of its institution, because a new order took its place, and the
 * institution has not answered the release since.
 */
export function endedInSilenceSql(alias: string): string {
  return `(${alias}.state = 'released'
    AND EXISTS (SELECT 1 FROM release_order ro WHERE ro.hold_id = ${alias}.id AND NOT ro.again AND ro.acknowledged_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM receipt rc WHERE rc.hold_id = ${alias}.id
      AND (rc.kind IN ('release', 'lapse') OR rc.applied AND rc.result IN (${sqlList(NOTHING_HELD)}))))`;
}

/** Reads which holds ended without a word of their institutions: one statement where any is over, else none. */
export async function readEndedInSilence(
  manager: EntityManager,
  holds: readonly Pick<HoldRow, 'id' | 'state'>[],
): Promise<ReadonlySet<string>> {
  const over = holds.filter(({ state }) => state === 'released').map(({ id }) => id);
  if (over.length === 0) return new Set();
  const rows = await rowsOf<{ id: string }>(
    manager,
    `SELECT h.id FROM hold h WHERE h.id = ANY ($1) AND ${endedInSilenceSql('h')}`,
    [over],
  );
  return new Set(rows.map(({ id }) => id));
}
