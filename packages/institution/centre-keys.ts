import type { KeyObject } from 'node:crypto';
import { readPublicKey, type Jwk } from './keys.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The public keys of the centre, as `GET /v1/keys` lists them: read anew each hour, and at an id that
 * is not known, but once a minute at most. A key that left the list is believed no more.
 */
export class CentreKeys {
  private keys = new Map<string, KeyObject>();
  private readAt = -Infinity;

  /** @param read returns the `keys` of `GET /v1/keys`, reached by TLS */
  constructor(
    private readonly read: () => Promise<readonly Jwk[]>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Finds a key of the centre. Rejects when the list was never read and cannot be read now. */
  readonly find = async (keyId: string): Promise<KeyObject | undefined> => {
    const age = this.now() - this.readAt;
    if (age > HOUR_MS || (age > MINUTE_MS && !this.keys.has(keyId))) await this.readAnew();
    return this.keys.get(keyId);
  };

  private async readAnew(): Promise<void> {
    const listed = await this.read();
    this.keys = new Map(listed.map(({ kid = '', ...jwk }) => [kid, readPublicKey(jwk)]));
    this.readAt = this.now();
  }
}
