import { type EntityManager, Not } from 'typeorm';
import { type KeyState, stateOfKey } from '../../domain/party-change/party-change.js';
import { databaseNow } from '../../persistence/clock.js';
import { CENTRE } from '../../persistence/party/centre.js';
import { PartyKeyRow, PartyRow } from '../../persistence/entities/traffic/party.entities.js';

/** A party with its address and every key that it ever had; times are ISO text. */
export interface PartyView {
  slug: string;
  kind: 'institution' | 'agency';
  nameTh: string;
  nameEn: string;
  baseUrl: string;
  exchangesBy: 'api' | 'spreadsheet';
  addressChange: string | null;
  keys: {
    keyId: string;
    publicKey: string;
    notBefore: string;
    notAfter: string;
    revokedAt: string | null;
    state: KeyState;
    addedByChange: string | null;
    revokedByChange: string | null;
  }[];
}

/** Reads every institution and agency from the database, in order of slug, with its keys by id. */
export async function readParties(manager: EntityManager): Promise<PartyView[]> {
  const parties = await manager.find(PartyRow, { where: { kind: Not(CENTRE) }, order: { slug: 'ASC' } });
  const now = await databaseNow(manager);
  const keys = await manager.find(PartyKeyRow, { order: { keyId: 'ASC' } });
  return parties.flatMap(({ slug, kind, nameTh, nameEn, baseUrl, exchangesBy, addressChange }) => {
    if (kind === CENTRE) return [];
    const own = keys.filter(({ party }) => party === slug).map((key) => keyView(key, now));
    return [{ slug, kind, nameTh, nameEn, baseUrl, exchangesBy, addressChange, keys: own }];
  });
}

function keyView(key: PartyKeyRow, now: Date): PartyView['keys'][number] {
  const { keyId, publicJwk, notBefore, notAfter, revokedAt, addedByChange, revokedByChange } = key;
  return {
    keyId,
    publicKey: publicJwk.x,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    state: stateOfKey(key, now),
    addedByChange,
    revokedByChange,
  };
}
