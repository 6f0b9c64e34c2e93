import type { DataSource } from 'typeorm';
import { PartyKeyRow, PartyRow } from '../../../src/persistence/entities/party.entities.js';
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
  for (const party of PARTIES) {
    const names = { nameTh: party.slug, nameEn: party.slug, baseUrl: 'http://127.0.0.1:1' };
    await db.manager.insert(PartyRow, { ...party, ...names });
    const { keyId, privateJwk, publicJwk } = generateSigningKey(`${party.slug}-1`);
    const { kty, crv, x } = publicJwk;
    await db.manager.insert(PartyKeyRow, {
      keyId,
      party: party.slug,
      publicJwk: { kty, crv, x },
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
      revokedAt: null,
    });
    enrolled[party.slug] = { slug: party.slug, key: { keyId, privateKey: loadPrivateKey(privateJwk) } };
  }
  return enrolled;
}
