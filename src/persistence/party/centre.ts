import { type EntityManager, In } from 'typeorm';
import { DAY_MS } from '../../domain/time.js';
import type { PublicJwk } from '../../domain/party-change/party-change.js';
import { PartyKeyRow } from '../entities/traffic/party.entities.js';
import { EnrolmentRefused, type KeyOfParty, type NewParty } from './enrol.js';

/** Slug under which the centre's own key is enrolled. */
export const CENTRE = 'centre';

/** A key that was made just before the migration may already have signed. */
const BACKDATED_MS = DAY_MS;
/** Only a guard: the operator ends a key by changing it. */
const VALID_FOR_MS = 3_650 * DAY_MS;

/**
 * Returns the centre as a party, so that its signatures are verified like those of all parties.
 * `now` is the time at which its key is first enrolled.
 */
export function centreParty(key: { keyId: string; publicJwk: PublicJwk }, now: Date): NewParty {
  return {
    slug: CENTRE,
    kind: 'centre',
    nameEn: 'Anti Online Scam Operation Center (AOC 1441)',
    nameTh: 'ศูนย์ปฏิบัติการเพื่อป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี (ศปอท.) AOC 1441',
    baseUrl: '',
    accountDigits: [],
    keys: [
      {
        keyId: key.keyId,
        publicJwk: key.publicJwk,
        notBefore: new Date(now.getTime() - BACKDATED_MS),
        notAfter: new Date(now.getTime() + VALID_FOR_MS),
      },
    ],
  };
}

/**
 * Revokes keys of the centre: `GET /v1/keys` lists them no longer, and what they signed before stays
 * verifiable. Run it within a transaction. Returns those that were not revoked before. Throws
 * `EnrolmentRefused` for an id that is none of the centre's keys.
 */
export async function revokeCentreKeys(
  manager: EntityManager,
  keyIds: readonly string[],
  now: Date,
): Promise<KeyOfParty[]> {
  const known = await manager.find(PartyKeyRow, { where: { keyId: In(keyIds), party: CENTRE } });
  const absent = keyIds.find((id) => !known.some(({ keyId }) => keyId === id));
  if (absent !== undefined) throw new EnrolmentRefused(`revokedCentreKeys: ${absent} is no key of the centre`);
  const inForce = known.filter(({ revokedAt }) => revokedAt === null);
  for (const { keyId } of inForce) await manager.update(PartyKeyRow, { keyId }, { revokedAt: now });
  return inForce.map(({ keyId, party }) => ({ keyId, party }));
}

/** Thrown when the key of the signing key file is one that no party believes. */
export class CentreKeyRefused extends Error {
  override readonly name = 'CentreKeyRefused';
}

/**
 * Refuses a signing key that `migrate` has not enrolled, or that is revoked: every order under it
 * would be refused. Every serving process calls it at start. Throws `CentreKeyRefused`.
 */
export async function refuseUnusableCentreKey(manager: EntityManager, keyId: string): Promise<void> {
  const key = await manager.findOneBy(PartyKeyRow, { keyId, party: CENTRE });
  if (key === null) throw new CentreKeyRefused(`SIGNING_KEY_NOT_ENROLLED: run migrate with the file of ${keyId} first`);
  if (key.revokedAt !== null)
    throw new CentreKeyRefused(`SIGNING_KEY_REVOKED: ${keyId} is revoked for good; name the file of a new key`);
}
