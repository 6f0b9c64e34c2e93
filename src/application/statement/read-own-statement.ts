import type { EntityManager } from 'typeorm';
import type { StatedState } from '../../domain/statement/compare-books.js';
import { after as later } from '../../domain/time.js';
import { databaseNow } from '../../persistence/clock.js';
import { statedOrders } from './statement.queries.js';

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
 * question, fields and pages as the centre asks it for. A place that cannot be read begins at the start.
 */
export async function readOwnStatement(
  manager: EntityManager,
  institution: string,
  { since, after }: { since?: string | undefined; after?: string | undefined },
): Promise<OwnStatement> {
  const now = await databaseNow(manager);
  const found = await statedOrders(manager, institution, {
    since: since === undefined ? null : new Date(since),
    endedSince: later(now, -NAMED_FOR_MS),
    after: placeOf(after),
    limit: PER_PAGE + 1,
  });
  const page = found.slice(0, PER_PAGE);
  const last = page.at(-1);
  return {
    asOf: now.toISOString(),
    orders: page.map(({ expiresAt, changedAt, ...order }) => ({
      ...order,
      expiresAt: expiresAt.toISOString(),
      changedAt: changedAt.toISOString(),
    })),
    next: found.length > page.length && last !== undefined ? `${last.changedAt.toISOString()} ${last.orderId}` : null,
  };
}

function placeOf(after: string | undefined): { at: Date; id: string } | null {
  const [, at = '', id = ''] = /^(\S{20,30}) (\w{26})$/.exec(after ?? '') ?? [];
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? null : { at: instant, id };
}
