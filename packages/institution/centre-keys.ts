import type { KeyObject } from 'node:crypto';
import { readPublicKey, type Jwk } from './keys.js';

/** How old the copy may be that a message is believed by: what the centre revokes leaves its list in as long a time. */
const COPY_MS = 30_000;
/** How long the copy counts where the list cannot be read. */
const UNREAD_MS = 3_600_000;

/**
 * The public keys of the centre, as `GET /v1/keys` lists them: read anew by the message that comes half a minute after
 * the last reading. A key that left the list is believed no more: everywhere within a minute of its revocation.
 */
export class CentreKeys {
  private keys = new Map<string, KeyObject>();
  private readAt = -Infinity;
  /** When it was last tried to read the list, and the end of that. */
  private triedAt = -Infinity;
  private reading: Promise<void> = Promise.resolve();
  private failure: unknown;

  /** @param read returns the `keys` of `GET /v1/keys`, reached by TLS */
  constructor(
    private readonly read: () => Promise<readonly Jwk[]>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Finds a key of the centre. Rejects when the list was not read within an hour and cannot be read now. */
  readonly find = async (keyId: string): Promise<KeyObject | undefined> => {
    if (this.now() - this.triedAt >= COPY_MS) {
      this.triedAt = this.now();
      this.reading = this.readAnew(this.triedAt);
    }
    await this.reading;
    if (this.now() - this.readAt <= UNREAD_MS) return this.keys.get(keyId);
    this.triedAt = -Infinity;
    throw new Error('the keys of the centre cannot be read', { cause: this.failure });
  };

  private async readAnew(at: number): Promise<void> {
    try {
      const listed = await this.read();
      this.keys = new Map(listed.map(({ kid = '', ...jwk }) => [kid, readPublicKey(jwk)]));
      this.readAt = at;
    } catch (error) {
      this.failure = error;
    }
  }
}
