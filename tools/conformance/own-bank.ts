import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { HeaderRecord } from '../../src/signing/headers.js';
import type { SigningKey } from '../../src/signing/keys.js';
import { signResponse } from '../../src/signing/sign-response.js';
import type { FindKey, Rejected, Verified } from '../../src/signing/verdict.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { DebitConfirmationRequest } from '../../src/wire/institution/calls/debit-question.js';
import { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { ReleaseOrder } from '../../src/wire/institution/calls/release-order.js';
import { signedAt } from './chapters/answers.js';
import { bodyOf, closeAtOnce, listenOn, urlOf } from './local-server.js';
import { jsonOf } from './wire.js';

/** A request of the centre, as it came. */
export interface Asked {
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly raw: Buffer;
  readonly headers: HeaderRecord;
  readonly json: unknown;
  /** As of when it says that it was signed, so that clocks are judged apart. */
  readonly verdict: Verified | Rejected;
  /** The account that it is about; undefined where it is about none. */
  readonly accountNo: string | undefined;
  readonly answer: Says;
}

/** What the kit answers. `by`: who signs it, the institution unless it is said; null: nobody. */
export interface Says {
  readonly status: number;
  readonly body: object;
  readonly by?: SigningKey | null;
}

/** How the kit answers about an account; undefined: as usual. `before`: how often the same path was asked. */
export type Manner = (asked: Omit<Asked, 'answer'>, before: number) => Says | undefined;

/** An order that came, and the newest receipt of it. */
interface Taken {
  readonly order: HoldOrder;
  receipt: {
    readonly receiptSeq: number;
    readonly result: string;
    readonly heldAmountSatang: string;
    readonly at: string;
  };
  state: 'HELD' | 'NOTHING_HELD' | 'REPLACED' | 'RELEASED';
  changedAt: Date;
}

/** The institution that the kit plays towards a centre: it holds what it is asked to, unless a check says otherwise. */
export class OwnBank {
  readonly asked: Asked[] = [];
  private readonly taken = new Map<string, Taken>();
  private readonly manners = new Map<string, Manner>();

  private constructor(
    private readonly server: Server,
    private readonly options: { readonly key: SigningKey; readonly findKey: FindKey },
  ) {}

  /** Listens on this port of the machine; 0: a free one. */
  static async open(port: number, options: OwnBank['options']): Promise<OwnBank> {
    const server = createServer();
    const bank = new OwnBank(server, options);
    server.on('request', (req, res) => void bank.take(req, res));
    await listenOn(server, port);
    return bank;
  }

  get url(): string {
    return urlOf(this.server);
  }

  /** Answers about an account in this manner from now on. */
  answerAbout(accountNo: string, manner: Manner): void {
    this.manners.set(accountNo, manner);
  }

  /** Returns the newest receipt of an order, and makes the next one. */
  nextReceipt(orderId: string, changes: object): object {
    const taken = this.taken.get(orderId);
    if (taken === undefined) throw new Error('the kit never took this order');
    const receiptSeq = taken.receipt.receiptSeq + 1;
    return this.keep(taken, { ...taken.receipt, receiptSeq, at: new Date().toISOString(), ...changes });
  }

  /** Returns what was asked about these accounts, in order of time. */
  about(accounts: readonly string[]): Asked[] {
    return this.asked.filter(({ accountNo }) => accountNo !== undefined && accounts.includes(accountNo));
  }

  /** Waits until so many requests fit; returns those that came within the time (ms). */
  async wait(fits: (asked: Asked) => boolean, count: number, withinMs: number): Promise<Asked[]> {
    for (const until = Date.now() + withinMs; ;) {
      const found = this.asked.filter(fits);
      if (found.length >= count || Date.now() > until) return found;
      await delay(25);
    }
  }

  close(): Promise<void> {
    return closeAtOnce(this.server);
  }

  private async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const raw = await bodyOf(req);
    const { method = '', url: path = '', headersDistinct: headers } = req;
    const at = new Date();
    const received = { method, url: path, authority: req.headers.host ?? '', headers, body: raw };
    const verdict = await verifyRequest({
      ...received,
      now: whenSigned(headers, raw) ?? at,
      findKey: this.options.findKey,
    });
    const json = jsonOf(raw);
    const plain = { at, method, path, raw, headers, json, verdict, accountNo: this.accountOf(path, json) };
    const before = this.asked.filter((one) => one.path === path && one.accountNo === plain.accountNo).length;
    const manner = plain.accountNo === undefined ? undefined : this.manners.get(plain.accountNo);
    const answer = manner?.(plain, before) ?? this.usual(plain);
    this.asked.push({ ...plain, answer });
    const body = Buffer.from(JSON.stringify(answer.body));
    const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
    res.writeHead(answer.status, { 'content-type': type, ...this.sign(answer, body, headers) }).end(body);
  }

  private sign({ status, by = this.options.key }: Says, body: Buffer, requestHeaders: HeaderRecord) {
    if (by === null) return {};
    try {
      return signResponse({ status, headers: {}, body, requestHeaders, key: by, now: new Date() });
    } catch {
      // What came has no signature that an answer could be bound to.
      return {};
    }
  }

  private accountOf(path: string, json: unknown): string | undefined {
    const [, , orderId = ''] = path.split('/');
    const release = ReleaseOrder.safeParse(json).data;
    const ofHold = release === undefined ? undefined : this.ofHold(release.holdId)[0]?.order;
    const named = (json as { account?: { accountNo?: string } } | undefined)?.account?.accountNo;
    return named ?? ofHold?.account.accountNo ?? this.taken.get(orderId)?.order.account.accountNo;
  }

  private ofHold(holdId: string): Taken[] {
    return [...this.taken.values()].filter(({ order }) => order.holdId === holdId);
  }

  private usual({ method, path, json }: Omit<Asked, 'answer'>): Says {
    const [, route, orderId = ''] = path.split(/[/?]/);
    const at = new Date().toISOString();
    if (method === 'GET' && route === 'hold-orders') {
      const taken = this.taken.get(orderId);
      return taken === undefined ? problem(404, 'ORDER.UNKNOWN') : { status: 200, body: taken.receipt };
    }
    if (method === 'GET' && route === 'hold-statements') return { status: 200, body: this.statement() };
    if (route === 'hold-orders') return this.hold(json);
    if (route === 'release-orders') return this.release(json);
    const { resultId, noticeId, change } = (json ?? {}) as Record<string, unknown>;
    if (route === 'suspension-results') {
      return { status: 200, body: { resultId, result: 'NOTHING_SUSPENDED', releasedAmountSatang: '0', at } };
    }
    if (route === 'listing-notices') {
      const result = change === 'DELISTED' ? 'NOTHING_TO_LIFT' : 'NO_SUCH_CUSTOMER';
      return { status: 200, body: { noticeId, result, at } };
    }
    const question = DebitConfirmationRequest.safeParse(json).data;
    if (question === undefined) return problem(400, 'REQUEST.SCHEMA');
    return { status: 200, body: { confirmationId: question.confirmationId, result: 'CONFIRMED', at } };
  }

  private hold(json: unknown): Says {
    const order = HoldOrder.safeParse(json).data;
    if (order === undefined) return problem(400, 'REQUEST.SCHEMA');
    const known = this.taken.get(order.orderId);
    if (known !== undefined) return { status: 200, body: known.receipt };
    return {
      status: 200,
      body: this.note(order, { result: 'HELD_FULL', heldAmountSatang: order.requestedAmountSatang }),
    };
  }

  /** Takes an order by this receipt, and returns the receipt. */
  note(order: HoldOrder, says: { result: string; heldAmountSatang: string; onward?: readonly object[] }): object {
    for (const before of this.ofHold(order.holdId)) before.state = 'REPLACED';
    const receipt = { orderId: order.orderId, receiptSeq: 1, onward: [], at: new Date().toISOString(), ...says };
    const taken: Taken = { order, receipt, state: 'NOTHING_HELD', changedAt: new Date() };
    this.taken.set(order.orderId, taken);
    return this.keep(taken, receipt);
  }

  private keep(taken: Taken, receipt: Taken['receipt']): object {
    taken.receipt = receipt;
    taken.state = receipt.heldAmountSatang === '0' ? 'NOTHING_HELD' : 'HELD';
    taken.changedAt = new Date();
    return receipt;
  }

  private release(json: unknown): Says {
    const order = ReleaseOrder.safeParse(json).data;
    if (order === undefined) return problem(400, 'REQUEST.SCHEMA');
    const held = this.ofHold(order.holdId).find(({ state }) => state === 'HELD');
    const [result, releasedAmountSatang] = held ? ['RELEASED', held.receipt.heldAmountSatang] : ['NOTHING_HELD', '0'];
    if (held !== undefined) Object.assign(held, { state: 'RELEASED', changedAt: new Date() });
    const { releaseOrderId, holdId } = order;
    return {
      status: 200,
      body: { releaseOrderId, holdId, result, releasedAmountSatang, at: new Date().toISOString() },
    };
  }

  private statement(): object {
    const orders = [...this.taken.values()]
      .sort((one, other) => one.changedAt.getTime() - other.changedAt.getTime())
      .map(({ order, receipt, state, changedAt }) => ({
        orderId: order.orderId,
        holdId: order.holdId,
        accountNo: order.account.accountNo,
        askedSatang: order.requestedAmountSatang,
        heldSatang: state === 'HELD' ? receipt.heldAmountSatang : '0',
        state,
        expiresAt: order.expiresAt,
        changedAt: changedAt.toISOString(),
      }));
    return { asOf: new Date().toISOString(), orders, next: null };
  }
}

/** Returns a refusal. */
export function problem(status: number, code: string): Says {
  return { status, body: { type: 'about:blank', title: code, status, code } };
}

/** When a request says that it was signed; undefined where it says nothing. */
function whenSigned(headers: HeaderRecord, raw: Buffer): Date | undefined {
  try {
    return signedAt({ headers, raw });
  } catch {
    return undefined;
  }
}
