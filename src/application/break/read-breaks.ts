import type { EntityManager } from 'typeorm';
import { maskAccount } from '../case/mask.js';
import { iso } from '../case/read-rows.js';
import { type BreakQuery, type BreakRow, breakRows } from './break.queries.js';

/**
 * Reads a page of breaks, the oldest first, each with what we know and what the institution said.
 */
export async function readBreaks(manager: EntityManager, query: BreakQuery) {
  const rows = await breakRows(manager, query);
  const page = rows.slice(0, query.limit);
  return { breaks: page.map(toBreak), next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

function toBreak({ accountNo, closedAt, closedBy, closedRole, closeReason, saidSatang, saidResult, ...row }: BreakRow) {
  return {
    ...row,
    accountMasked: accountNo === null ? null : maskAccount(accountNo),
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    said: saidResult === null || saidSatang === null ? null : { result: saidResult, amountSatang: saidSatang },
    settled:
      closedAt === null
        ? null
        : { at: iso(closedAt) ?? '', by: closedBy ?? '', role: closedRole ?? '', reason: closeReason ?? '' },
  };
}
