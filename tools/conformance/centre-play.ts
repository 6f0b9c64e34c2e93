import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { loadPrivateKey, loadPublicKey, type SigningKey } from '../../src/signing/keys.js';
import type { FindKey } from '../../src/signing/verdict.js';
import type { Signer } from './chapters/answers.js';
import { exchange, type Exchange, type Odd } from './wire.js';

const Jwk = z.object({ kty: z.string(), crv: z.string(), x: z.string(), kid: z.string() });

/** The file of `--key` in a run against a centre: an institution that is enrolled there, and its private key. */
const OwnKey = z.object({ institution: z.string(), own: Jwk.extend({ d: z.string() }) });

/** What all checks of a run against a centre share. */
export interface CentreKit {
  readonly institution: string;
  readonly base: string;
  /** The public address of the centre, for which requests to it are signed. */
  readonly signedBase: string;
  readonly key: SigningKey;
  readonly findKey: FindKey;
  readonly dispatcher: Dispatcher;
}

/** Reads the file of the key. */
export function readOwnKey(text: string): Pick<CentreKit, 'institution' | 'key'> {
  const { institution, own } = OwnKey.parse(JSON.parse(text));
  return { institution, key: { keyId: own.kid, privateKey: loadPrivateKey(own) } };
}

/** Reads the keys that a centre lists; they count as long as the kit runs. */
export function listedAt(answer: unknown): FindKey {
  const { keys } = z.object({ keys: z.array(Jwk) }).parse(answer);
  const always = { partyId: 'centre', notBefore: new Date(0), notAfter: new Date(8_640_000_000_000_000) };
  const known = new Map(keys.map((jwk) => [jwk.kid, { ...always, publicKey: loadPublicKey(jwk) }]));
  return (keyId) => Promise.resolve(known.get(keyId));
}

/** One check of a centre, playing: it calls as an institution does and remembers what was said. */
export class CentrePlay {
  readonly exchanges: Exchange[] = [];

  constructor(private readonly kit: CentreKit) {}

  get key(): SigningKey {
    return this.kit.key;
  }

  get signer(): Signer {
    return { name: 'centre', findKey: this.kit.findKey };
  }

  /** Makes a receipt of an order that no centre has. */
  receipt() {
    const at = new Date().toISOString();
    const data = { orderId: ulid(), receiptSeq: 1, result: 'NO_FUNDS', heldAmountSatang: '0', onward: [], at };
    return { type: 'hold.receipt' as const, data };
  }

  callback(message: unknown, odd?: Odd): Promise<Exchange> {
    const body = Buffer.isBuffer(message) ? message : Buffer.from(JSON.stringify(message));
    return this.say({ method: 'POST', path: '/v1/callbacks/institutions', body }, odd);
  }

  get(path: string, odd: Odd = {}): Promise<Exchange> {
    return this.say({ method: 'GET', path }, { webhookId: randomUUID(), ...odd });
  }

  private async say(message: Parameters<typeof exchange>[1], odd?: Odd): Promise<Exchange> {
    const said = await exchange(this.kit, message, odd);
    this.exchanges.push(said);
    return said;
  }
}
