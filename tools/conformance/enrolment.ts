import type { JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { generateSigningKey, loadPrivateKey, loadPublicKey, type SigningKey } from '../../src/signing/keys.js';
import type { FindKey } from '../../src/signing/verdict.js';

const Jwk = z.looseObject({ kid: z.string(), x: z.string() }).transform((jwk) => jwk as JsonWebKey & { kid: string });

/** The file of `--key`: who is tested, the keys of the centre that the kit plays, and the institution's own. */
export const Enrolment = z.object({
  institution: z.string(),
  /** The key with which the kit signs, and a second one that it lists and signs with too; with private halves. */
  centre: z.array(Jwk).min(2),
  /** The public keys of the institution: it fills them in. */
  keys: z.array(Jwk),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** Makes the file for an institution, with new keys of the centre that the kit plays. */
export function prepareEnrolment(institution: string): Enrolment {
  const pair = (name: string) => ({ ...generateSigningKey(`kit-${name}`).privateJwk });
  return { institution, centre: [pair('1'), pair('2')], keys: [] };
}

/** Returns the keys with which the kit signs, the first one first. */
export function signingKeys({ centre }: Enrolment): SigningKey[] {
  return centre.map((jwk) => ({ keyId: jwk.kid, privateKey: loadPrivateKey(jwk) }));
}

/** Returns what the kit answers to `GET /v1/keys`. */
export function listedKeys({ centre }: Enrolment): object[] {
  return centre.map(({ d: _, ...publicJwk }) => publicJwk);
}

/** Finds the keys of the institution. */
export function institutionKeys({ institution, keys }: Enrolment): FindKey {
  const always = { partyId: institution, notBefore: new Date(0), notAfter: new Date(8_640_000_000_000_000) };
  const known = new Map(keys.map((jwk) => [jwk.kid, { ...always, publicKey: loadPublicKey(jwk) }]));
  return (keyId) => Promise.resolve(known.get(keyId));
}
