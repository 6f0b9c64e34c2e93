import type { EntityManager } from 'typeorm';
import { caseExists } from '../case/work/case.queries.js';
import {
  type ExchangeFilter,
  exchangesOfCase,
  exchangesOfRegister,
  type ExchangeWithNoticesRow,
} from './exchange.queries.js';

/** An exchange as it is shown. */
export type ExchangeRead = Omit<ExchangeWithNoticesRow, 'at'> & { at: string };

/** Reads the exchanges of a case (section 4), in order; undefined when there is no such case. */
export async function readExchanges(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await exchangesOfCase(manager, caseId);
  return { exchanges: rows.map(toRead) };
}

/**
 * Reads a page of the register over all cases, newest first; `next` is the `after` of the next
 * page.
 */
export async function readRegister(
  manager: EntityManager,
  filter: ExchangeFilter & { after?: string | undefined; limit: number },
) {
  const { limit } = filter;
  const rows = await exchangesOfRegister(manager, { ...filter, limit: limit + 1 });
  const page = rows.slice(0, limit).map(toRead);
  return { exchanges: page, next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

/**
 * Reads the whole register for a filter page by page, newest first, so that an export holds one
 * page in memory at a time.
 */
export async function* readRegisterPages(
  manager: EntityManager,
  filter: ExchangeFilter,
  pageSize: number,
): AsyncGenerator<ExchangeRead[]> {
  for (let after: string | undefined; ;) {
    const { exchanges, next } = await readRegister(manager, { ...filter, after, limit: pageSize });
    yield exchanges;
    if (next === null) return;
    after = next;
  }
}

function toRead(row: ExchangeWithNoticesRow): ExchangeRead {
  return {
    ...row,
    at: row.at.toISOString(),
    notices: row.notices.map(({ party, dueAt, sentAt }) => ({
      party,
      dueAt: new Date(dueAt).toISOString(),
      sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    })),
  };
}
