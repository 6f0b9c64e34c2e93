import type { EntityManager } from 'typeorm';
import { ownOrders, unstatedOrders } from '../../../src/application/statement/statement.queries.js';
import { type OwnOrder, reconcile, type Stated } from '../../../src/domain/statement/compare-books.js';

/** What came of comparing the newest statements of all with the record. */
export interface StatementsCompared {
  /** How many orders institutions stated. */
  stated: number;
  /** How many institutions stated all that they know. */
  institutions: number;
  violations: string[];
}

/** What changed so shortly before a statement was asked for may not have reached the other side. */
const UNDER_WAY_MS = 60_000;

/**
 * Compares the newest statement of all of each institution with the record, by the rule of the product: an order by
 * which money is stated to be held is on record, or a lost order with a case; and where the two differed, the
 * institution was asked again, or a break is open. What changed since the statement is not compared.
 */
export async function compareStatements(manager: EntityManager): Promise<StatementsCompared> {
  const rounds = await manager.query<{ institution: string; roundId: string; askedAt: Date }[]>(
    `SELECT DISTINCT ON (s.institution) s.institution, s.round_id AS "roundId", b.asked_at AS "askedAt"
       FROM hold_statement s JOIN hold_statement b ON b.id = s.round_id
      WHERE s.is_last AND s.since IS NULL ORDER BY s.institution, b.asked_at DESC`,
  );
  const result: StatementsCompared = { stated: 0, institutions: rounds.length, violations: [] };
  for (const { institution, roundId, askedAt } of rounds) {
    const pages = await manager.query<{ orders: WireOrder[] }[]>(
      `SELECT m.content -> 'orders' AS orders FROM hold_statement s JOIN inbox_message m ON m.id = s.inbox_message_id
        WHERE s.round_id = $1 ORDER BY s.asked_at, s.id`,
      [roundId],
    );
    const before = new Date(askedAt.getTime() - UNDER_WAY_MS);
    const isOld = ({ changedAt }: OwnOrder) => changedAt <= before;
    for (const { orders } of pages) {
      const stated = orders.map(fromWire);
      result.stated += stated.length;
      const ids = stated.map(({ orderId }) => orderId);
      const ours = await ownOrders(manager, institution, ids);
      const known = new Set(ours.map(({ orderId }) => orderId));
      const about = stated.filter(({ orderId }) => known.has(orderId));
      result.violations.push(...differences(ours.filter(isOld), about, askedAt));
      result.violations.push(...(await heldUnknown(manager, institution, stated, known)));
    }
    const missing = await unstatedOrders(manager, institution, roundId, []);
    result.violations.push(...differences(missing.filter(isOld), [], askedAt));
  }
  return result;
}

type WireOrder = { [Name in keyof Stated]: Stated[Name] extends bigint | Date ? string : Stated[Name] };

function fromWire({ askedSatang, heldSatang, expiresAt, changedAt, ...order }: WireOrder): Stated {
  return {
    ...order,
    askedSatang: BigInt(askedSatang),
    heldSatang: BigInt(heldSatang),
    expiresAt: new Date(expiresAt),
    changedAt: new Date(changedAt),
  };
}

function differences(ours: readonly OwnOrder[], stated: readonly Stated[], now: Date): string[] {
  const { ask, breaks } = reconcile(ours, stated, { now, graceMs: UNDER_WAY_MS });
  const of = ({ holdId, orderId }: { holdId: string; orderId: string }) =>
    `${holdId}: differs by order ${orderId} from what its institution stated, and nobody asked again or was called`;
  return [...ask.map(of), ...breaks.flatMap(({ own }) => (own === null ? [] : [of(own)]))];
}

/** Returns a line for each order by which money is stated to be held and that nobody has a case of. */
async function heldUnknown(
  manager: EntityManager,
  institution: string,
  stated: readonly Stated[],
  known: ReadonlySet<string>,
): Promise<string[]> {
  const ids = stated.filter(({ orderId, state }) => state === 'HELD' && !known.has(orderId)).map((one) => one.orderId);
  if (ids.length === 0) return [];
  const rows = await manager.query<{ id: string }[]>(
    `SELECT named.id FROM unnest($2::text[]) AS named (id)
      WHERE NOT EXISTS (SELECT FROM lost_order o WHERE o.institution = $1 AND o.order_id = named.id)
        AND NOT EXISTS (SELECT FROM hold_order o JOIN hold h ON h.id = o.hold_id AND h.institution = $1 WHERE o.takes_over @> ARRAY[named.id])`,
    [institution, ids],
  );
  return rows.map(({ id }) => `${id}: is stated to be held at ${institution}, and is neither on record nor of a case`);
}
