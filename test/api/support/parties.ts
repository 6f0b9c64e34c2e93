import type { DataSource } from 'typeorm';
import type { PartyRow } from '../../../src/persistence/entities/traffic/party.entities.js';
import { enrolParties as enrolInDirectory } from '../../../src/persistence/party/enrol.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { generateSigningKey, loadPrivateKey, type SigningKey } from '../../../src/signing/keys.js';

/** A party with its signing key. */
export interface TestParty {
  slug: string;
  key: SigningKey;
}

const PARTIES: readonly Pick<PartyRow, 'slug' | 'kind' | 'institutionKind' | 'bankCode' | 'accountDigits'>[] = [
  { slug: 'th-002', kind: 'institution', institutionKind: 'bank', bankCode: '002', accountDigits: [10] },
  { slug: 'th-004', kind: 'institution', institutionKind: 'bank', bankCode: '004', accountDigits: [10] },
  { slug: 'th-014', kind: 'institution', institutionKind: 'bank', bankCode: '014', accountDigits: [10] },
  ...['mdes', 'ccib', 'dsi', 'amlo', 'bot', 'nbtc', 'sec'].map((slug) => ({
    slug,
    kind: 'agency' as const,
    institutionKind: null,
    bankCode: null,
    accountDigits: [],
  })),
];

/** Enrols three banks and the agencies, each with its own key. */
export async function enrolParties(db: DataSource): Promise<Record<string, TestParty>> {
  const enrolled: Record<string, TestParty> = {};
  const entries = PARTIES.map((party) => {
    const { keyId, privateJwk, publicJwk } = generateSigningKey(`${party.slug}-1`);
    const { kty, crv, x } = publicJwk;
    enrolled[party.slug] = { slug: party.slug, key: { keyId, privateKey: loadPrivateKey(privateJwk) } };
    const notBefore = new Date(Date.now() - 86_400_000);
    const notAfter = new Date(Date.now() + 86_400_000);
    return {
      ...party,
      nameTh: party.slug,
      nameEn: party.slug,
      baseUrl: 'http://127.0.0.1:1',
      keys: [{ keyId, publicJwk: { kty, crv, x }, notBefore, notAfter }],
    };
  });
  await inTransaction(db, (manager) => enrolInDirectory(manager, entries));
  return enrolled;
}
