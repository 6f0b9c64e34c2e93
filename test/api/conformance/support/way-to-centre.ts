import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import type { SigningKey } from '../../../../src/signing/keys.js';
import { signRequest } from '../../../../src/signing/sign-request.js';
import { signResponse } from '../../../../src/signing/sign-response.js';

/** A message on its way, in either direction. */
export interface OnItsWay {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  readonly webhookId: string | undefined;
  /** How often the same path and webhook-id came before. */
  readonly before: number;
}

/** How a request of the centre goes on: other bytes, another id, key or time of the signature. */
export interface Changed {
  readonly body?: Buffer;
  readonly webhookId?: string;
  readonly now?: Date;
  readonly key?: SigningKey;
  readonly nonce?: string;
  /** Changes the body after it was signed. */
  readonly afterwards?: Buffer;
}

/** What is wrong with a centre. Each is optional: what is not there is as the centre does it. */
export interface Breaks {
  /** Changes a request of the centre; `lost`: it never leaves. */
  readonly request?: (message: OnItsWay) => Changed | 'lost' | undefined;
  /** Sends a request once more after it was answered. */
  readonly repeats?: (message: OnItsWay) => boolean;
  /** Takes an answer of the institution for a signed one. */
  readonly believes?: (message: OnItsWay, status: number) => boolean;
  /** Changes what the centre answers to the institution; it is signed anew. */
  readonly answer?: (message: OnItsWay, status: number, body: Buffer) => { status?: number; body?: Buffer } | undefined;
}

const ROUTES = [
  '/hold-orders',
  '/release-orders',
  '/debit-confirmations',
  '/hold-statements',
  '/suspension-results',
  '/listing-notices',
];

/**
 * Stands between a centre and an institution, in both directions, with the keys of both: what it changes, it
 * signs anew. So a right centre looks broken in one way.
 */
export class WayToCentre {
  private readonly came = new Map<string, number>();
  private readonly agent = new Agent();

  private constructor(
    private readonly server: Server,
    private readonly options: {
      readonly bankUrl: string;
      readonly centreUrl: string;
      readonly centreKey: SigningKey;
      readonly bankKey: SigningKey;
      readonly breaks: Breaks;
    },
  ) {}

  static async open(options: WayToCentre['options']): Promise<WayToCentre> {
    const server = createServer();
    const way = new WayToCentre(server, options);
    server.on('request', (req, res) => {
      way.take(req, res).catch(() => res.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return way;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.agent.close();
  }

  private async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { method = '', url: path = '' } = req;
    const webhookId = req.headersDistinct['webhook-id']?.[0];
    const name = `${path} ${webhookId}`;
    const before = this.came.get(name) ?? 0;
    this.came.set(name, before + 1);
    const message = { method, path, body: Buffer.concat(chunks), webhookId, before };
    const isOfCentre = ROUTES.some((route) => path.startsWith(route));
    await (isOfCentre ? this.toBank(message, req, res) : this.toCentre(message, req, res));
  }

  private async toBank(message: OnItsWay, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { breaks, bankUrl, bankKey } = this.options;
    const changed = breaks.request?.(message);
    if (changed === 'lost') return void res.writeHead(503).end();
    const body = changed?.body ?? message.body;
    const headers = this.signed(message, body, changed);
    const sent = { method: message.method as 'GET' | 'POST', headers, dispatcher: this.agent };
    const send = () =>
      request(`${bankUrl}${message.path}`, { ...sent, ...(body.length > 0 && { body: changed?.afterwards ?? body }) });
    const answer = await send();
    const said = Buffer.from(await answer.body.arrayBuffer());
    if (breaks.repeats?.(message) === true) {
      const again = await request(`${bankUrl}${message.path}`, {
        ...sent,
        headers: this.signed(message, body, changed),
        body,
      });
      await again.body.dump();
    }
    const status = answer.statusCode;
    const isSigned = answer.headers['signature'] !== undefined || breaks.believes?.(message, status) === true;
    const toSign = {
      status,
      headers: {},
      body: said,
      requestHeaders: req.headersDistinct,
      key: bankKey,
      now: new Date(),
    };
    const isKnown = String(answer.headers['signature-input'] ?? '').includes(`keyid="${bankKey.keyId}"`);
    const isBelieved = isKnown || (isSigned && breaks.believes?.(message, status) === true);
    const type = { 'content-type': String(answer.headers['content-type']) };
    res.writeHead(status, { ...type, ...(isBelieved && signResponse(toSign)) }).end(said);
  }

  private async toCentre(message: OnItsWay, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { breaks, centreUrl, centreKey } = this.options;
    const { host: _, connection: __, 'content-length': ___, ...headers } = req.headers;
    const { method, path, body } = message;
    const answer = await request(`${centreUrl}${path}`, {
      method: method as 'GET' | 'POST',
      headers: { ...headers, host: new URL(centreUrl).host },
      dispatcher: this.agent,
      ...(method === 'POST' && { body }),
    });
    const said = Buffer.from(await answer.body.arrayBuffer());
    const changed =
      answer.headers['signature'] === undefined ? undefined : breaks.answer?.(message, answer.statusCode, said);
    if (changed === undefined) {
      const { 'transfer-encoding': _te, connection: _c, ...kept } = answer.headers;
      return void res.writeHead(answer.statusCode, kept).end(said);
    }
    const [status, other] = [changed.status ?? answer.statusCode, changed.body ?? said];
    const toSign = {
      status,
      headers: {},
      body: other,
      requestHeaders: req.headersDistinct,
      key: centreKey,
      now: new Date(),
    };
    res.writeHead(status, { 'content-type': 'application/json', ...signResponse(toSign) }).end(other);
  }

  /** Signs a request anew for the institution's own address. */
  private signed(
    { method, path, webhookId }: OnItsWay,
    body: Buffer,
    changed: Changed | undefined,
  ): Record<string, string> {
    const id = changed?.webhookId ?? webhookId;
    const plain = {
      ...(body.length > 0 && { 'content-type': 'application/json' }),
      ...(id !== undefined && { 'webhook-id': id }),
    };
    const signature = signRequest({
      method,
      url: `${this.options.bankUrl}${path}`,
      headers: plain,
      body,
      key: changed?.key ?? this.options.centreKey,
      now: changed?.now ?? new Date(),
      nonce: changed?.nonce ?? randomUUID(),
    });
    return { ...plain, ...signature };
  }
}
