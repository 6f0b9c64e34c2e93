import type { EntityManager } from 'typeorm';
import type { StatedState } from '../../domain/statement/compare-books.js';
import { after as later } from '../../domain/time.js';
import { settledUntil } from '../../persistence/clock.js';
import { statedOrders, type StatedPlace, type StatedRow } from './statement.queries.js';

/** Orders on a page. */
const PER_PAGE = 10_000;
/** How long a statement of all goes on naming an order by which nothing is held. */
const NAMED_FOR_MS = 31 * 24 * 3_600_000;

/** A page of a statement, as the wire writes it. */
interface OwnStatement {
  asOf: string;
  orders: {
    orderId: string;
    holdId: string;
    accountNo: string;
    askedSatang: string;
    heldSatang: string;
    state: StatedState;
    expiresAt: string;
    changedAt: string;
  }[];
  next: string | null;
}

/**
 * States to an institution the orders that it got from the centre, as the centre's book has them: the same
 * question, fields and pages as the centre asks it for. Who asks next for all since `asOf` of the first page misses
 * nothing. A place that cannot be read begins at the start.
 */
export async function readOwnStatement(
  manager: EntityManager,
  institution: string,
  { since, after }: { since?: string | undefined; after?: string | undefined },
  perPage = PER_PAGE,
): Promise<OwnStatement> {
  // Before the page is read: what ends in between is on it.
  const asOf = await settledUntil(manager);
  const found = await statedOrders(manager, institution, {
    since: since === undefined ? null : new Date(since),
    endedSince: later(asOf, -NAMED_FOR_MS),
    after: placeOf(after),
    limit: perPage + 1,
  });
  const page = found.slice(0, perPage);
  const last = page.at(-1);
  return {
    asOf: asOf.toISOString(),
    orders: page
      .filter((row): row is StatedRow => row.orderId !== null)
      .map(({ expiresAt, changedAt, ...order }) => ({
        ...order,
        expiresAt: expiresAt.toISOString(),
        changedAt: changedAt.toISOString(),
      })),
    next: found.length > page.length && last !== undefined ? textOf(last) : null,
  };
}

function textOf({ changedAt, holdId, orderId }: { changedAt: Date; holdId: string; orderId: string | null }): string {
  return [changedAt.toISOString(), holdId, orderId ?? ''].join(' ');
}

function placeOf(after: string | undefined): StatedPlace | null {
  const [, at = '', holdId = '', orderId = ''] = /^(\S{20,30}) (\w{26}) (\w{26}|)$/.exec(after ?? '') ?? [];
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? null : { at: instant, holdId, orderId };
}
