import { type EntityManager, LessThan } from 'typeorm';
import {
  AuditCheckpointHeadRow,
  AuditCheckpointRow,
  AuditEventRow,
  AuditHeadRow,
} from '../../persistence/entities/traffic/audit.entities.js';
import { selectChains, selectCheckpointsOver, selectReadings } from './audit.queries.js';
import type { FeedPosition } from './read-event-feed.js';

/** Reads a page of the chains with their ends; `next` is the `after` of the next page. */
export async function readChains(
  manager: EntityManager,
  query: { caseNo?: string | undefined; after?: string | undefined; limit: number },
) {
  const rows = await selectChains(manager, { ...query, limit: query.limit + 1 });
  const chains = rows.slice(0, query.limit);
  return { chains, next: rows.length > chains.length ? (chains.at(-1)?.chain ?? null) : null };
}

/**
 * Reads a page of a chain with all that its hashes cover, the end of the chain, and the checkpoints
 * that signed an event of the page. Undefined when there is no such chain.
 */
export async function readChainEvents(
  manager: EntityManager,
  chain: string,
  { after, limit }: { after: number; limit: number },
) {
  // The end is read first: a chain only grows, so all events up to it can be read after it.
  const head = await manager.findOneBy(AuditHeadRow, { chain });
  if (head === null) return undefined;
  const rows = await manager
    .createQueryBuilder(AuditEventRow, 'e')
    .where('e.chain = :chain AND e.sequence > :after AND e.sequence <= :through', {
      chain,
      after,
      through: head.sequence,
    })
    .orderBy('e.sequence')
    .limit(limit + 1)
    .getMany();
  const events = rows.slice(0, limit);
  const through = events.at(-1)?.sequence ?? after;
  return {
    events: events.map(({ sequence, type, actor, at, payload, prevHash, seals, hash }) => ({
      chain,
      sequence,
      type,
      actor,
      at: at.toISOString(),
      payload,
      prevHash,
      seals,
      hash,
    })),
    head: { sequence: head.sequence, hash: head.hash },
    checkpoints: await selectCheckpointsOver(manager, chain, { after, through }),
    next: rows.length > events.length ? through : null,
  };
}

/** Reads a page of the checkpoints, the newest first; `next` is the `before` of the next page. */
export async function readCheckpoints(
  manager: EntityManager,
  { before, limit }: { before?: number | undefined; limit: number },
) {
  const rows = await manager.find(AuditCheckpointRow, {
    where: before === undefined ? {} : { number: LessThan(before) },
    order: { number: 'DESC' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    checkpoints: page.map((row) => ({ ...row, at: row.at.toISOString() })),
    next: rows.length > page.length ? (page.at(-1)?.number ?? null) : null,
  };
}

/** Reads the ends of chains under a checkpoint; undefined when there is no such checkpoint. */
export async function readCheckpointHeads(manager: EntityManager, number: number) {
  const rows = await manager.find(AuditCheckpointHeadRow, { where: { checkpoint: number } });
  if (rows.length === 0) return undefined;
  const heads = rows.map(({ chain, sequence, hash }) => ({ chain, sequence, hash }));
  return { heads: heads.sort((one, other) => (one.chain < other.chain ? -1 : 1)) };
}

/** Reads a page of who read what, the newest first; `oldest` is where the next page begins. */
export async function readReadings(
  manager: EntityManager,
  query: {
    person?: string | undefined;
    chain?: string | undefined;
    before: FeedPosition | undefined;
    limit: number;
  },
) {
  const { rows, oldest } = await selectReadings(manager, query);
  return {
    readings: rows.map(({ chain, caseNo, sequence, type, actor, at, payload }) => ({
      chain,
      caseNo,
      sequence,
      type,
      actor,
      at: at.toISOString(),
      payload,
    })),
    oldest,
  };
}
