import type { EntityManager } from 'typeorm';
import { maskAccount } from '../case/privacy/mask.js';
import { iso } from '../case/work/read-rows.js';
import type { OwnReader } from '../case/privacy/own-interest.js';
import { type BreakQuery, type BreakRow, breakRows, ownBreakRows, type StatementRow } from './break.queries.js';

/**
 * Reads a page of breaks, the oldest first, each with what we know and what the institution said.
 */
export async function readBreaks(manager: EntityManager, query: BreakQuery) {
  const rows = await breakRows(manager, query);
  const page = rows.slice(0, query.limit);
  return { breaks: page.map(toBreak), next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

function toBreak({
  accountNo,
  closedAt,
  closedBy,
  closedRole,
  closeReason,
  saidSatang,
  saidResult,
  ofDebit,
  reportedSatang,
  debitedSatang,
  statements,
  ...row
}: BreakRow) {
  return {
    ...row,
    accountMasked: accountNo === null ? null : maskAccount(accountNo),
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    said: saidResult === null || saidSatang === null ? null : { result: saidResult, amountSatang: saidSatang },
    debit: ofDebit ? { reportedSatang, debitedSatang } : null,
    settled:
      closedAt === null
        ? null
        : { at: iso(closedAt) ?? '', by: closedBy ?? '', role: closedRole ?? '', reason: closeReason ?? '' },
    statements: statements.map(({ person, ...each }) => ({ ...toStatement(each), person })),
  };
}

/** Returns a statement as both sides read it; the institution's own list names no person. */
function toStatement({ at, text }: Pick<StatementRow, 'at' | 'text'>): { at: string; text: string } {
  return { at: new Date(at).toISOString(), text };
}

/** Reads a page of the breaks that an institution is concerned in, the oldest first. */
export async function readOwnBreaks(
  manager: EntityManager,
  reader: OwnReader,
  query: Pick<BreakQuery, 'state' | 'after' | 'limit'>,
) {
  const rows = await ownBreakRows(manager, reader, query);
  const breaks = rows.slice(0, query.limit).map(({ accountNo, saidSatang, saidResult, statements, ...row }) => ({
    ...row,
    statements: statements.map(toStatement),
    accountMasked: accountNo === null ? null : maskAccount(accountNo),
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    said: saidResult === null || saidSatang === null ? null : { result: saidResult, amountSatang: saidSatang },
    closedAt: iso(row.closedAt),
  }));
  return { breaks, next: rows.length > breaks.length ? (breaks.at(-1)?.id ?? null) : null };
}
