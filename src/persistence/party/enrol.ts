import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { PartyKeyRow, PartyRow, type PublicJwk } from '../entities/party.entities.js';

/**
 * Thrown when a key id already belongs to another public key or another party. Nothing of the
 * enrolment is kept.
 */
export class EnrolmentRefused extends Error {
  override readonly name = 'EnrolmentRefused';
}

/** A party as the operator enrols it. */
export type NewParty = Omit<PartyRow, 'institutionKind' | 'bankCode'> &
  Partial<Pick<PartyRow, 'institutionKind' | 'bankCode'>> & {
    keys: readonly Omit<PartyKeyRow, 'party' | 'revokedAt'>[];
  };

/**
 * Adds or updates parties, and adds their new keys; known keys, also revoked ones, stay as they
 * are. Run it within a transaction. Throws `EnrolmentRefused` when a key id belongs to another
 * public key or party: a new key needs a new id, so that what was signed under the old one stays
 * verifiable.
 */
export async function enrolParties(manager: EntityManager, parties: readonly NewParty[]): Promise<void> {
  if (parties.length === 0) return;
  await manager.upsert(
    PartyRow,
    parties.map(({ keys: _keys, ...party }) => ({
      ...party,
      institutionKind: party.institutionKind ?? null,
      bankCode: party.bankCode ?? null,
    })),
    ['slug'],
  );
  const keys = parties.flatMap((party) => party.keys.map((key) => ({ ...key, party: party.slug, revokedAt: null })));
  if (keys.length === 0) return;
  await manager.createQueryBuilder().insert().into(PartyKeyRow).values(keys).orIgnore().execute();
  await refuseOtherKeys(manager, keys);
}

/** A key of a party. */
export interface KeyOfParty {
  keyId: string;
  party: string;
}

/**
 * Revokes every key of these parties that their entries no longer name; a party without an entry
 * keeps its keys. Processes refuse a revoked key within half a minute; what it signed before stays
 * verifiable. Run it within a transaction. Returns the keys that it revoked.
 */
export async function revokeLeftKeys(
  manager: EntityManager,
  parties: readonly NewParty[],
  now: Date,
): Promise<KeyOfParty[]> {
  const [revoked]: [KeyOfParty[], number] = await manager.query(
    `UPDATE party_key SET revoked_at = $1 WHERE revoked_at IS NULL AND party = ANY ($2) AND NOT key_id = ANY ($3)
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

async function refuseOtherKeys(manager: EntityManager, wanted: readonly PartyKeyRow[]): Promise<void> {
  const known = new Map((await manager.find(PartyKeyRow)).map((key) => [key.keyId, key]));
  for (const key of wanted) {
    const stored = known.get(key.keyId);
    if (stored?.party !== key.party) {
      throw new EnrolmentRefused(`key ${key.keyId} of ${key.party} is already a key of ${stored?.party ?? 'nobody'}`);
    }
    if (!isSameKey(stored.publicJwk, key.publicJwk)) {
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
