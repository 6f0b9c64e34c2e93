import { type EntityManager, In } from 'typeorm';
import type { NoticeOfOrder } from '../../../domain/telling/ordered-by.js';
import { NoticeRow } from '../../../persistence/entities/money/notice.entities.js';

/** Returns the notice that an order of section 6 rests on; null for an order of another power. */
export type FindNotice = (order: { noticeId: string | null }) => NoticeOfOrder | null;

/**
 * Reads the notices that orders rest on, in one statement, or in none when no order is of section
 * 6. A notice never changes.
 */
export async function noticesOfOrders(
  manager: EntityManager,
  orders: readonly { noticeId: string | null }[],
): Promise<FindNotice> {
  const ids = [...new Set(orders.flatMap(({ noticeId }) => noticeId ?? []))];
  const rows =
    ids.length === 0
      ? []
      : await manager.find(NoticeRow, { select: { id: true, kind: true, party: true }, where: { id: In(ids) } });
  return ({ noticeId }) => rows.find(({ id }) => id === noticeId) ?? null;
}
