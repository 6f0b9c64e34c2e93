import { randomInt, randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { loadPrivateKey, loadPublicKey, type SigningKey } from '../../src/signing/keys.js';
import type { FindKey } from '../../src/signing/verdict.js';
import { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import type { Signer } from './chapters/answers.js';
import type { Asked, Manner, OwnBank } from './own-bank.js';
import { exchange, type Exchange, type Odd } from './wire.js';
import { wants } from './unmet.js';

const Jwk = z.object({ kty: z.string(), crv: z.string(), x: z.string(), kid: z.string() });

/** The file of `--key` in a run against a centre: an institution that is enrolled there, and its private key. */
const OwnKey = z.object({
  institution: z.string(),
  own: Jwk.extend({ d: z.string() }),
  /** How many digits its account numbers have. */
  accountDigits: z.number().int().min(6).max(20).default(10),
});

/** What all checks of a run against a centre share. */
export interface CentreKit {
  readonly institution: string;
  readonly base: string;
  /** The public address of the centre, for which requests to it are signed. */
  readonly signedBase: string;
  readonly key: SigningKey;
  readonly findKey: FindKey;
  readonly dispatcher: Dispatcher;
  readonly accountDigits: number;
  /** The institution as the centre calls it; absent: the centre reaches no port of the kit, and orders are not played. */
  readonly bank?: OwnBank;
}

/** An order that the centre sent, with its notice. */
export interface Ordered {
  readonly scene: Scene;
  readonly order: HoldOrder;
  readonly asked: Asked;
  readonly noticeId: string;
}

/** How long anything is waited for that the centre sends at once, in ms. */
export const AT_ONCE_MS = 30_000;
/** How long a repetition is waited for: others are repeated before it where an institution answers badly. */
export const AGAIN_MS = 120_000;
/** How long nothing may come where nothing is to come, in ms. */
export const QUIET_MS = 4_000;
/** What the customer of each notice lost, in satang. */
export const LOST = '5000000';

/** A customer who was robbed, and where his money went: accounts that nothing else has. */
export interface Scene {
  readonly victim: string;
  readonly receiver: string;
  readonly reference: string;
  readonly transferredAt: string;
  readonly toldAt: string;
  /** Who told it for the customer, by law; left out: the customer did. */
  readonly actsFor?: { readonly as: string; readonly document: string; readonly documentNo: string };
}

/** Reads the file of the key. */
export function readOwnKey(text: string): Pick<CentreKit, 'institution' | 'key' | 'accountDigits'> {
  const { institution, own, accountDigits } = OwnKey.parse(JSON.parse(text));
  return { institution, accountDigits, key: { keyId: own.kid, privateKey: loadPrivateKey(own) } };
}

/** Reads the keys that a centre lists; they count as long as the kit runs. */
export function listedAt(answer: unknown): FindKey {
  const { keys } = z.object({ keys: z.array(Jwk) }).parse(answer);
  const always = { partyId: 'centre', notBefore: new Date(0), notAfter: new Date(8_640_000_000_000_000) };
  const known = new Map(keys.map((jwk) => [jwk.kid, { ...always, publicKey: loadPublicKey(jwk) }]));
  return (keyId) => Promise.resolve(known.get(keyId));
}

/** The order of each run that many checks look at. */
const LOOKED_AT = new WeakMap<CentreKit, Promise<Ordered>>();

/** One check of a centre, playing: it calls as an institution does and remembers what was said. */
export class CentrePlay {
  private readonly said: Exchange[] = [];
  /** The accounts of its scenes, and those to which their money went on. */
  private readonly accounts: string[] = [];
  private readonly notices: string[] = [];

  constructor(private readonly kit: CentreKit) {}

  /** What the kit said, and what the centre asked about the accounts of this check. */
  get exchanges(): Exchange[] {
    const asked = this.accounts.length === 0 ? [] : this.bank.about(this.accounts);
    return [...this.said, ...asked.map(asExchange)];
  }

  get institution(): string {
    return this.kit.institution;
  }

  get bank(): OwnBank {
    if (this.kit.bank === undefined) throw new Error('a check of orders is played where the kit listens');
    return this.kit.bank;
  }

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

  /** Makes up an account number. */
  accountNo(): string {
    const digits = Array.from({ length: this.kit.accountDigits - 1 }, () => randomInt(10)).join('');
    this.accounts.push(`9${digits}`);
    return `9${digits}`;
  }

  /** Makes up a theft of which a customer told just now, or so long ago (ms). */
  scene(toldAgoMs = 1_000): Scene {
    const told = Date.now() - toldAgoMs;
    const [victim, receiver] = [this.accountNo(), this.accountNo()];
    const transferredAt = new Date(told - 600_000).toISOString();
    return { victim, receiver, reference: `KIT-${ulid()}`, transferredAt, toldAt: new Date(told).toISOString() };
  }

  /** Makes the notice of what the customer told; both accounts are with the kit. */
  noticeOf(scene: Scene, victimAt = this.institution): object {
    const { victim, receiver, reference, transferredAt, toldAt, actsFor } = scene;
    const to = { account: { institution: this.institution, accountNo: receiver } };
    return {
      kind: 'customer',
      victimAccount: { institution: victimAt, accountNo: victim },
      toldAt,
      bankCaseId: `KIT-${reference.slice(-8)}`,
      ...(actsFor && { actsFor }),
      caseType: 'goods_solo',
      transfers: [{ to, amountSatang: LOST, transferredAt, reference }],
    };
  }

  post(path: string, body: object, odd?: Odd): Promise<Exchange> {
    return this.say({ method: 'POST', path, body: Buffer.from(JSON.stringify(body)) }, odd);
  }

  /** Sends the notice of a scene, which the centre takes; returns its id. */
  async tell(scene: Scene): Promise<string> {
    const said = await this.post('/v1/notices', this.noticeOf(scene));
    const read = z.object({ id: z.string() }).safeParse(said.json);
    wants(said.status === 201 && read.success, `the notice: ${said.status} ${said.raw.toString().slice(0, 200)}`);
    this.notices.push(read.data.id);
    return read.data.id;
  }

  /** Takes a notice back. */
  takeBack(noticeId: string): Promise<Exchange> {
    const body = { because: 'mistake', at: new Date().toISOString() };
    return this.post(`/v1/notices/${noticeId}/taking-back`, body);
  }

  /** Takes back what is left of its notices, so that the test centre holds nothing of a run. */
  async end(): Promise<void> {
    for (const notice of this.notices) await this.takeBack(notice);
  }

  /** Waits for orders at an account: so many, or as many as come. */
  async orders(accountNo: string, count = 1, withinMs = AT_ONCE_MS): Promise<Asked[]> {
    return this.bank.wait((one) => one.accountNo === accountNo && one.path === '/hold-orders', count, withinMs);
  }

  /** Returns an order that many checks look at, and none changes. */
  async anyOrder(): Promise<Ordered> {
    const known = LOOKED_AT.get(this.kit) ?? this.ordered();
    LOOKED_AT.set(this.kit, known);
    const told = await known;
    this.accounts.push(told.scene.receiver);
    return told;
  }

  /** Has the centre order, and returns the order as it came first, with what it says. */
  async ordered(scene = this.scene(), manner?: Manner): Promise<Ordered> {
    if (manner !== undefined) this.bank.answerAbout(scene.receiver, manner);
    const noticeId = await this.tell(scene);
    const [asked] = await this.orders(scene.receiver);
    wants(asked !== undefined, `no order came within ${AT_ONCE_MS} ms`);
    const order = HoldOrder.safeParse(asked.json);
    wants(order.success, order.success ? '' : z.prettifyError(order.error).replace(/\s+/g, ' ').slice(0, 300));
    return { scene, order: order.data, asked, noticeId };
  }

  private async say(message: Parameters<typeof exchange>[1], odd?: Odd): Promise<Exchange> {
    const said = await exchange(this.kit, message, odd);
    this.said.push(said);
    return said;
  }
}

/** Shows a request of the centre as the report shows those of the kit. */
function asExchange({ at, method, path, raw, headers, answer }: Asked): Exchange {
  const said = Buffer.from(JSON.stringify(answer.body));
  const sent = {
    method,
    path: `(of the centre) ${path}`,
    sent: raw.toString(),
    requestHeaders: headers,
    sentAt: at,
    tookMs: 0,
  };
  return { ...sent, status: answer.status, headers: {}, raw: said, json: answer.body };
}
