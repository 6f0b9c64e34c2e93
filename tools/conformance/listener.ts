import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { HeaderRecord } from '../../src/signing/headers.js';
import type { SigningKey } from '../../src/signing/keys.js';
import { signResponse } from '../../src/signing/sign-response.js';
import type { FindKey, Rejected, Verified } from '../../src/signing/verdict.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { InstitutionCallback } from '../../src/wire/institution/callback.js';
import { bodyOf, closeAtOnce, listenOn, urlOf } from './local-server.js';
import { jsonOf } from './wire.js';

/** A callback as it came, also one that nobody can believe. */
export interface Came {
  readonly at: number;
  readonly path: string;
  readonly headers: HeaderRecord;
  readonly raw: string;
  readonly verdict: Verified | Rejected;
  /** Undefined where it breaks the schema. */
  readonly message?: InstitutionCallback;
  readonly status: number;
}

/** The routes of the centre that an institution calls: its keys, callbacks and notices. */
export class Listener {
  readonly came: Came[] = [];
  /** How many more callbacks of a type about a hold are answered by 503. */
  private readonly failing = new Map<string, number>();

  /** What `GET /v1/keys` answers. */
  private keys: readonly object[];

  private constructor(
    private readonly server: Server,
    private readonly options: {
      readonly key: SigningKey;
      /** What `GET /v1/keys` answers at first. */
      readonly keys: readonly object[];
      readonly findKey: FindKey;
      /** Is told of each callback, after it was answered. */
      readonly onCame?: (came: Came) => void;
    },
  ) {
    this.keys = options.keys;
  }

  static async open(port: number, options: Listener['options']): Promise<Listener> {
    const server = createServer();
    const listener = new Listener(server, options);
    server.on('request', (req, res) => void listener.take(req, res));
    await listenOn(server, port);
    return listener;
  }

  get url(): string {
    return urlOf(this.server);
  }

  /** Lists these keys from now on. */
  list(keys: readonly object[]): void {
    this.keys = keys;
  }

  /** Answers the next callbacks of a type about a hold by 503; those of other types are taken. */
  failNext(type: string, holdId: string, count: number): void {
    this.failing.set(`${type} ${holdId}`, count);
  }

  /** Waits until a callback fits; undefined when none came in time (ms). */
  async wait(fits: (came: Came) => boolean, withinMs: number): Promise<Came | undefined> {
    for (const until = Date.now() + withinMs; ;) {
      const found = this.came.find(fits);
      if (found !== undefined || Date.now() > until) return found;
      await delay(25);
    }
  }

  close(): Promise<void> {
    return closeAtOnce(this.server);
  }

  private async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bodyOf(req);
    const path = req.url ?? '';
    if (req.method === 'GET' && path === '/v1/keys') {
      return void res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: this.keys }));
    }
    const { method = '', headers } = req;
    const received = { method, url: path, authority: headers.host ?? '', headers: req.headersDistinct, body };
    const verdict = await verifyRequest({
      ...received,
      now: new Date(),
      findKey: this.options.findKey,
      requireWebhookId: true,
    });
    const message =
      path === '/v1/callbacks/institutions' ? InstitutionCallback.safeParse(jsonOf(body)).data : undefined;
    const status = verdict.ok ? this.statusFor(message) : 401;
    const came = { at: Date.now(), path, headers: req.headersDistinct, raw: body.toString(), verdict, message, status };
    this.came.push(came);
    const id = verdict.ok ? (verdict.webhookId ?? '') : '';
    const answer = Buffer.from(JSON.stringify({ status: 'accepted', id, applied: null, reason: null }));
    const toSign = { status, headers: {}, body: answer, requestHeaders: req.headersDistinct };
    const signed = verdict.ok ? signResponse({ ...toSign, key: this.options.key, now: new Date() }) : {};
    res.writeHead(status, { 'content-type': 'application/json', ...signed }).end(answer);
    this.options.onCame?.(came);
  }

  private statusFor(message: InstitutionCallback | undefined): number {
    const holdId = message !== undefined && 'holdId' in message.data ? message.data.holdId : '';
    const about = `${message?.type} ${holdId}`;
    const left = this.failing.get(about) ?? 0;
    if (left === 0) return 200;
    this.failing.set(about, left - 1);
    return 503;
  }
}
