import type { EntityManager } from 'typeorm';
import type { PartyFacts } from '../../domain/party-change/party-change.js';
import { PartyKeyRow, PartyRow } from '../../persistence/entities/traffic/party.entities.js';

/**
 * Reads what decides on a change of a party, from the database and not from this process's copy.
 * `lock` makes changes of one party come one after the other. Undefined: it is not enrolled.
 */
export async function readPartyFacts(
  manager: EntityManager,
  slug: string,
  lock?: 'lock',
): Promise<PartyFacts | undefined> {
  const party = await manager.findOne(PartyRow, {
    where: { slug },
    ...(lock === undefined ? {} : { lock: { mode: 'pessimistic_write' } }),
  });
  if (party === null) return undefined;
  return { slug, kind: party.kind, baseUrl: party.baseUrl, keys: await manager.find(PartyKeyRow) };
}
