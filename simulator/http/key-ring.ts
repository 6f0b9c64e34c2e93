import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { ulid } from 'ulid';
import type { SigningKey } from '../../packages/institution/keys.js';

/** By which of its keys a party signs: by its own, by both in turn, or by the second one. */
export const KEY_USES = ['first', 'both', 'second'] as const;
export type KeyUse = (typeof KEY_USES)[number];

/** The keys of one party. A second one lasts until the process ends: who rotates keys goes back to the first. */
export class KeyRing {
  private second: SigningKey | undefined;
  private use: KeyUse = 'first';
  private signed = 0;

  constructor(private readonly first: SigningKey) {}

  /** Returns the key for the next signature. */
  next(): SigningKey {
    this.signed += 1;
    const bySecond = this.use === 'second' || (this.use === 'both' && this.signed % 2 === 0);
    return bySecond ? (this.second ?? this.first) : this.first;
  }

  /** Makes a second key, which signs nothing before `signBy`; another second one is forgotten. */
  renew(): { readonly keyId: string; readonly publicJwk: JsonWebKey } {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const keyId = `${this.first.keyId}-${ulid().toLowerCase()}`;
    this.second = { keyId, privateKey };
    this.use = 'first';
    return { keyId, publicJwk: publicKey.export({ format: 'jwk' }) };
  }

  signBy(use: KeyUse): void {
    this.use = use;
  }
}
