import type { EntityManager } from 'typeorm';
import { type Account, accountKey } from '../../domain/party.js';
import type { Satang } from '../../domain/money.js';
import { ownSuspensionParts, type CarriedPart } from '../../domain/notice/own-suspension-parts.js';
import { OwnSuspensionPartRow, type OwnSuspensionRow } from '../../persistence/entities/money/notice.entities.js';
import type { TrailLinkRow } from '../../persistence/entities/money/trail.entities.js';
import { letGoForDebitSql } from '../case/work/case.queries.js';
import { groupBy } from '../case/work/read-rows.js';

/**
 * SQL of the parts that a transfer carries, with what holds at one account reserve; locks the
 * sums.
 */
const CARRIED = `
  SELECT l.id AS "trailLinkId", s.id AS "stolenSumId", l.attributed_satang AS attributed,
         s.amount_satang - s.reserved_satang - s.suspended_satang AS free,
         coalesce((SELECT sum(h.reserved_satang) FROM hold h WHERE h.trail_link_id = l.id AND h.institution = $2 AND h.account_no = $3), 0) AS held
    FROM trail_link l JOIN stolen_sum s ON s.id = l.stolen_sum_id WHERE l.transfer_id = $1 ORDER BY s.id, l.id FOR UPDATE OF s`;

/** Locks and returns the parts of stolen sums that a transfer carries to one account. */
export async function carriedParts(
  manager: EntityManager,
  transferId: string,
  account: Account,
): Promise<CarriedPart[]> {
  const rows = await manager.query<
    { trailLinkId: string; stolenSumId: string; attributed: string; free: string; held: string }[]
  >(CARRIED, [transferId, account.institution, account.accountNo]);
  return rows.map(({ trailLinkId, stolenSumId, attributed, free, held }) => ({
    trailLinkId,
    stolenSumId,
    attributedSatang: BigInt(attributed),
    freeSatang: BigInt(free),
    heldThereSatang: BigInt(held),
  }));
}

/** Takes an institution's own suspension up in the stolen sums, so that no hold takes it again. */
export async function takeUpSuspended(manager: EntityManager, suspension: OwnSuspensionRow): Promise<void> {
  const parts = await carriedParts(manager, suspension.transferId, suspension);
  for (const part of ownSuspensionParts(suspension.amountSatang, parts)) {
    await manager.insert(OwnSuspensionPartRow, { suspensionId: suspension.id, ...part });
    await change(manager, part.stolenSumId, part.suspendedSatang);
  }
}

/** Gives the stolen sums back what a suspension took up, now that it is over. */
export async function giveBackSuspended(manager: EntityManager, suspensionId: string): Promise<void> {
  await giveBack(manager, 'p.suspension_id = $1', [suspensionId]);
}

/**
 * Gives the stolen sums back what the institutions' own suspensions took up there, so that orders
 * can cover the same money.
 */
export async function takeOverSuspended(
  manager: EntityManager,
  orders: readonly { trailLinkId: string; account: Account }[],
): Promise<void> {
  await giveBack(
    manager,
    `p.trail_link_id = ANY ($1::text[]) AND EXISTS (
       SELECT 1 FROM own_suspension o JOIN unnest($1::text[], $2::text[], $3::text[]) AS ordered (part, institution, account_no)
                  ON (o.institution, o.account_no) = (ordered.institution, ordered.account_no)
        WHERE o.id = p.suspension_id AND ordered.part = p.trail_link_id)`,
    [
      orders.map(({ trailLinkId }) => trailLinkId),
      orders.map(({ account }) => account.institution),
      orders.map(({ account }) => account.accountNo),
    ],
  );
}

/** SQL of the amount that is known to have gone on from a part of the trail, in satang. */
const WENT_ON = `(SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link o WHERE o.parent_link_id = l.id)`;

/** SQL of what other authorities keep of the part `l` by their own orders, in satang. */
const KEPT_BY_OTHERS = `(SELECT coalesce(sum(k.seized_satang + CASE WHEN k.state = 'seized' THEN k.held_satang ELSE 0 END), 0)
   FROM hold k WHERE k.trail_link_id = l.id)`;

/** SQL of how much of the part `l` of the trail is not known to have gone on, 0 at least. */
export const LEFT_OF_PART = `greatest(l.attributed_satang - ${WENT_ON}, 0)::text`;

/** Returns how much of a part of the trail is not known to have gone on, 0 at least. */
export async function leftOf(manager: EntityManager, trailLinkId: string): Promise<Satang> {
  const [row] = await manager.query<{ left: string }[]>(
    `SELECT ${LEFT_OF_PART} AS left FROM trail_link l WHERE l.id = $1`,
    [trailLinkId],
  );
  if (row === undefined) throw new Error(`no part ${trailLinkId}`);
  return BigInt(row.left);
}

/**
 * Returns how much of a part of the trail an order at its account may ask for: what is not known
 * to have gone on, as far as the stolen sum has it free. The institution's own suspension there
 * counts as free, and the sender's of the same transfer is other money. `givesBack`: what holds reserve of the sum whose place the order takes.
 */
export async function freeForOrder(
  manager: EntityManager,
  link: Pick<TrailLinkRow, 'id'>,
  account: Account,
  givesBack: Satang = 0n,
): Promise<Satang> {
  return freeOfPart(manager, link, account, `l.attributed_satang - ${WENT_ON}`, givesBack);
}

/** Returns the same for several orders, in their order. One statement. */
export async function freeForOrders(
  manager: EntityManager,
  orders: readonly { trailLinkId: string; account: Account }[],
): Promise<Satang[]> {
  return freeOfParts(
    manager,
    orders.map(({ trailLinkId: partId, account }) => ({ partId, account, givesBack: 0n })),
    `l.attributed_satang - ${WENT_ON}`,
  );
}

/** SQL of what persons let go, with a reason, of holds on the part `l` while these went on. */
const LET_GO_BY_PERSONS = `(SELECT coalesce(sum(h.let_go_satang - (${letGoForDebitSql('h')})), 0)
   FROM hold h WHERE h.trail_link_id = l.id AND h.let_go_satang > 0)`;

/**
 * Returns the same for an order of section 7, which no person decides: what a person let go of a
 * hold there in part stays let go.
 */
export async function freeForSection7(
  manager: EntityManager,
  link: Pick<TrailLinkRow, 'id'>,
  account: Account,
  givesBack: Satang = 0n,
): Promise<Satang> {
  return freeOfPart(manager, link, account, `l.attributed_satang - ${WENT_ON} - ${LET_GO_BY_PERSONS}`, givesBack);
}

async function freeOfPart(
  manager: EntityManager,
  { id: partId }: Pick<TrailLinkRow, 'id'>,
  account: Account,
  left: string,
  givesBack: Satang,
): Promise<Satang> {
  const [free] = await freeOfParts(manager, [{ partId, account, givesBack }], left);
  if (free === undefined) throw new Error(`no part ${partId}`);
  return free;
}

/** Returns what is free of some parts at an account each, in their order; throws when one is not on record. */
async function freeOfParts(
  manager: EntityManager,
  asked: readonly { partId: string; account: Account; givesBack: Satang }[],
  left: string,
): Promise<Satang[]> {
  if (asked.length === 0) return [];
  const rows = await manager.query<{ free: string }[]>(
    `SELECT least(${left} - ${KEPT_BY_OTHERS}, s.amount_satang - s.reserved_satang - s.suspended_satang + asked.gives_back
            + coalesce((SELECT sum(p.suspended_satang) FROM own_suspension_part p JOIN own_suspension o ON o.id = p.suspension_id
                         WHERE p.trail_link_id = l.id AND o.institution = asked.institution AND o.account_no = asked.account_no), 0))::text AS free
       FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) WITH ORDINALITY AS asked (part_id, institution, account_no, gives_back, place)
       JOIN trail_link l ON l.id = asked.part_id JOIN stolen_sum s ON s.id = l.stolen_sum_id ORDER BY asked.place`,
    [
      asked.map(({ partId }) => partId),
      asked.map(({ account }) => account.institution),
      asked.map(({ account }) => account.accountNo),
      asked.map(({ givesBack }) => givesBack.toString()),
    ],
  );
  if (rows.length !== asked.length) throw new Error('a part is not on record');
  return rows.map(({ free }) => BigInt(free));
}

/**
 * Returns, by account (`accountKey`) and stolen sum, the institutions' own suspensions that an order
 * at an account takes over. One statement.
 */
export async function suspendedAt(
  manager: EntityManager,
  stolenSumIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Satang>>> {
  const rows = await manager.query<(Account & { id: string; suspended: string })[]>(
    `SELECT p.stolen_sum_id AS id, o.institution, o.account_no AS "accountNo", sum(p.suspended_satang) AS suspended
       FROM own_suspension_part p JOIN own_suspension o ON o.id = p.suspension_id
       JOIN trail_link l ON l.id = p.trail_link_id JOIN transfer t ON t.id = l.transfer_id
      WHERE p.stolen_sum_id = ANY ($1) AND (o.institution, o.account_no) = (t.to_institution, t.to_account_no)
      GROUP BY p.stolen_sum_id, o.institution, o.account_no`,
    [stolenSumIds],
  );
  return new Map(
    [...groupBy(rows, accountKey)].map(([account, there]) => [
      account,
      new Map(there.map(({ id, suspended }) => [id, BigInt(suspended)])),
    ]),
  );
}

/**
 * Gives the stolen sums of parts back. The sums are locked before the parts, because an order that
 * takes a part over has locked its sum first.
 */
async function giveBack(manager: EntityManager, which: string, parameters: unknown[]): Promise<void> {
  const [parts] = await manager.query<[{ stolenSumId: string; suspended: string }[], number]>(
    `WITH sums AS MATERIALIZED (
       SELECT id FROM stolen_sum WHERE id = ANY (ARRAY(
         SELECT p.stolen_sum_id FROM own_suspension_part p WHERE ${which} AND p.suspended_satang > 0)) ORDER BY id FOR UPDATE)
     UPDATE own_suspension_part part SET suspended_satang = 0
       FROM (SELECT p.* FROM own_suspension_part p WHERE ${which} AND p.suspended_satang > 0
                AND p.stolen_sum_id = ANY (ARRAY(SELECT id FROM sums)) FOR UPDATE) before
      WHERE (part.suspension_id, part.trail_link_id) = (before.suspension_id, before.trail_link_id)
     RETURNING part.stolen_sum_id AS "stolenSumId", before.suspended_satang AS suspended`,
    parameters,
  );
  for (const { stolenSumId, suspended } of parts) await change(manager, stolenSumId, -BigInt(suspended));
}

async function change(manager: EntityManager, stolenSumId: string, by: Satang): Promise<void> {
  if (by === 0n) return;
  await manager.query('UPDATE stolen_sum SET suspended_satang = suspended_satang + $2 WHERE id = $1', [
    stolenSumId,
    by.toString(),
  ]);
}
