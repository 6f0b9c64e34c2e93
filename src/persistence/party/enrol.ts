import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { PublicJwk } from '../../domain/party-change/party-change.js';
import { appendAudit, hasNewSeals, SYSTEM_CHAIN } from '../audit/append-audit.js';
import { databaseNow } from '../clock.js';
import { PartyKeyRow, PartyRow } from '../entities/traffic/party.entities.js';

/**
 * Thrown when a key id already belongs to another public key or another party. Nothing of the
 * enrolment is kept.
 */
export class EnrolmentRefused extends Error {
  override readonly name = 'EnrolmentRefused';
}

/** A party as the operator enrols it. */
export type NewParty = Omit<PartyRow, 'institutionKind' | 'bankCode' | 'addressChange' | 'exchangesBy'> &
  Partial<Pick<PartyRow, 'institutionKind' | 'bankCode' | 'exchangesBy'>> & {
    keys: readonly Pick<PartyKeyRow, 'keyId' | 'publicJwk' | 'notBefore' | 'notAfter'>[];
  };

/** A party whose entry has another address than the one that two persons set, which stays. */
export interface KeptAddress {
  party: string;
  /** The change by which two persons set it. */
  changeId: string;
}

/**
 * Adds or updates parties, and adds their new keys; known keys, also revoked ones, stay as they
 * are, and so does an address that two persons set. What is new stands on the system's audit chain.
 * Run it within a transaction. Returns the entries whose address did not count. Throws
 * `EnrolmentRefused` when a key id belongs to another public key or party: a new key needs a new
 * id, so that what was signed under the old one stays verifiable.
 */
export async function enrolParties(manager: EntityManager, parties: readonly NewParty[]): Promise<KeptAddress[]> {
  if (parties.length === 0) return [];
  const set = await manager.find(PartyRow, { where: { addressChange: Not(IsNull()) } });
  const setBy = new Map(set.map((party) => [party.slug, party]));
  await manager.upsert(
    PartyRow,
    parties.map(({ keys: _keys, ...party }) => ({
      ...party,
      institutionKind: party.institutionKind ?? null,
      bankCode: party.bankCode ?? null,
      exchangesBy: party.exchangesBy ?? 'api',
      baseUrl: setBy.get(party.slug)?.baseUrl ?? party.baseUrl,
    })),
    ['slug'],
  );
  await addKeys(manager, parties);
  await noteEnrolled(manager, parties);
  return parties.flatMap(({ slug, baseUrl }) => {
    const stored = setBy.get(slug);
    if (stored === undefined || stored.addressChange === null || stored.baseUrl === baseUrl) return [];
    return [{ party: slug, changeId: stored.addressChange }];
  });
}

async function addKeys(manager: EntityManager, parties: readonly NewParty[]): Promise<void> {
  const keys = parties.flatMap((party) => party.keys.map((key) => ({ ...key, party: party.slug, revokedAt: null })));
  if (keys.length === 0) return;
  await manager.createQueryBuilder().insert().into(PartyKeyRow).values(keys).orIgnore().execute();
  await refuseOtherKeys(manager, keys);
}

/** Notes the enrolment on the system's audit chain, if it wrote anything. */
async function noteEnrolled(manager: EntityManager, parties: readonly NewParty[]): Promise<void> {
  if (!(await hasNewSeals(manager))) return;
  await appendAudit(manager, SYSTEM_CHAIN, 'system', await databaseNow(manager), [
    { type: 'parties.enrolled', payload: { parties: parties.map(({ slug }) => slug) } },
  ]);
}

/** A key of a party. */
export interface KeyOfParty {
  keyId: string;
  party: string;
}

/**
 * Revokes every key of these parties that came by an entry which no longer names it; a party
 * without an entry keeps its keys, and a key that two persons added stays. Processes refuse a
 * revoked key within half a minute; what it signed before stays verifiable. Run it within a
 * transaction. Returns the keys that it revoked.
 */
export async function revokeLeftKeys(
  manager: EntityManager,
  parties: readonly NewParty[],
  now: Date,
): Promise<KeyOfParty[]> {
  const [revoked]: [KeyOfParty[], number] = await manager.query(
    `UPDATE party_key SET revoked_at = $1 
      WHERE revoked_at IS NULL AND added_by_change IS NULL AND party = ANY ($2) AND NOT key_id = ANY ($3)
     RETURNING key_id AS "keyId", party`,
    [now, parties.map(({ slug }) => slug), parties.flatMap(({ keys }) => keys.map(({ keyId }) => keyId))],
  );
  return revoked;
}

/** Reads which keys of these parties' entries are revoked, and stay so. */
export async function revokedKeysOf(manager: EntityManager, parties: readonly NewParty[]): Promise<KeyOfParty[]> {
  const named = parties.flatMap(({ keys }) => keys.map(({ keyId }) => keyId));
  const rows = await manager.find(PartyKeyRow, { where: { keyId: In(named), revokedAt: Not(IsNull()) } });
  return rows.map(({ keyId, party }) => ({ keyId, party }));
}

/** Reads which keys in force two persons added, though the entries of their parties lack them. */
export async function keysBesideEntries(manager: EntityManager, parties: readonly NewParty[]): Promise<KeyOfParty[]> {
  const named = new Set(parties.flatMap(({ keys }) => keys.map(({ keyId }) => keyId)));
  const rows = await manager.find(PartyKeyRow, {
    where: { party: In(parties.map(({ slug }) => slug)), addedByChange: Not(IsNull()), revokedAt: IsNull() },
    order: { keyId: 'ASC' },
  });
  return rows.filter(({ keyId }) => !named.has(keyId)).map(({ keyId, party }) => ({ keyId, party }));
}

type WantedKey = Pick<PartyKeyRow, 'keyId' | 'party' | 'publicJwk'>;

async function refuseOtherKeys(manager: EntityManager, wanted: readonly WantedKey[]): Promise<void> {
  const stored = await manager.find(PartyKeyRow);
  const byId = new Map(stored.map((key) => [key.keyId, key]));
  const byPublicKey = new Map(stored.map((key) => [key.publicJwk.x, key]));
  for (const key of wanted) {
    const known = byId.get(key.keyId) ?? byPublicKey.get(key.publicJwk.x);
    if (known === undefined) throw new Error(`key ${key.keyId} of ${key.party} was not written`);
    if (known.keyId !== key.keyId) {
      throw new EnrolmentRefused(
        `key ${key.keyId} of ${key.party} is the public key of ${known.keyId} of ${known.party}: make a new key`,
      );
    }
    if (known.party !== key.party) {
      throw new EnrolmentRefused(`key ${key.keyId} of ${key.party} is already a key of ${known.party}`);
    }
    if (!isSameKey(known.publicJwk, key.publicJwk)) {
      throw new EnrolmentRefused(
        `key ${key.keyId} of ${key.party} is enrolled with another public key: give it a new id`,
      );
    }
  }
}

/** Returns true if two JWKs are the same key; their other members (kid, use) may differ. */
function isSameKey(a: PublicJwk, b: PublicJwk): boolean {
  return a.kty === b.kty && a.crv === b.crv && a.x === b.x;
}
