import { createPublicKey, type KeyObject } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { loadPartyDirectory } from './party-directory.js';

/** An enrolled key in the form that the signature check needs. */
interface EndpointKey {
  partyId: string;
  publicKey: KeyObject;
  notBefore: Date;
  notAfter: Date;
  revokedAt: Date | null;
}

/** A party's address and its enrolled keys. */
export interface PartyEndpoint {
  slug: string;
  baseUrl: string;
  findKey(keyId: string): Promise<EndpointKey | undefined>;
  /** It has no address: its persons exchange workbooks. */
  bySpreadsheet: boolean;
}

/** Returns the enrolled key of an id, from the centre's own table only. */
async function findEnrolledKey(db: DataSource, keyId: string): Promise<EndpointKey | undefined> {
  const key = (await loadPartyDirectory(db.manager)).findKey(keyId);
  if (key === undefined) return undefined;
  return { ...key, publicKey: createPublicKey({ key: key.publicJwk, format: 'jwk' }) };
}

/**
 * Returns the endpoint of a party. Throws when it is not enrolled: the centre's own rows name it.
 */
export async function endpointOf(db: DataSource, slug: string): Promise<PartyEndpoint> {
  const party = (await loadPartyDirectory(db.manager)).find(slug);
  if (party === undefined) throw new Error(`no party ${slug} is enrolled`);
  const bySpreadsheet = party.exchangesBy === 'spreadsheet';
  return { slug, baseUrl: party.baseUrl, findKey: (keyId) => findEnrolledKey(db, keyId), bySpreadsheet };
}
