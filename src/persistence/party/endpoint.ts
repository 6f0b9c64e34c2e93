import { createPublicKey, type KeyObject } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { loadPartyDirectory } from './parties.js';

/** A key as the signature check wants it. */
export interface EndpointKey {
  partyId: string;
  publicKey: KeyObject;
  notBefore: Date;
  notAfter: Date;
  revokedAt: Date | null;
}

/** Where a party is reached, and whose signatures are believed. */
export interface PartyEndpoint {
  slug: string;
  baseUrl: string;
  findKey(keyId: string): Promise<EndpointKey | undefined>;
}

/** The enrolled key of an id; only our own table says where a key is found. */
export async function findEnrolledKey(db: DataSource, keyId: string): Promise<EndpointKey | undefined> {
  const key = (await loadPartyDirectory(db.manager)).findKey(keyId);
  if (key === undefined) return undefined;
  return { ...key, publicKey: createPublicKey({ key: key.publicJwk, format: 'jwk' }) };
}

/** The endpoint of a party. Throws when no such party is enrolled: our own rows name it. */
export async function endpointOf(db: DataSource, slug: string): Promise<PartyEndpoint> {
  const party = (await loadPartyDirectory(db.manager)).find(slug);
  if (party === undefined) throw new Error(`no party ${slug} is enrolled`);
  return { slug, baseUrl: party.baseUrl, findKey: (keyId) => findEnrolledKey(db, keyId) };
}
