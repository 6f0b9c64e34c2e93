import { generateKeyPairSync } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import type { FindKey, SigningKey } from '../../packages/institution/keys.js';
import type { NonceGuard } from '../../packages/institution/nonce-guard.js';
import { signAnswer } from '../../packages/institution/sign.js';
import { verifyRequest } from '../../packages/institution/verify.js';
import type { KeyRing } from './key-ring.js';
import { idOf, type MessageLog } from './message-log.js';
import { problemOf, refuse, type Refusal } from './problem.js';

/** A request that the centre signed, with its JSON body (undefined when it has none). */
export interface CentreRequest {
  readonly body: unknown;
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly receivedAt: Date;
}

/** An answer, before it is signed. */
export interface Reply {
  readonly ok: true;
  readonly status: number;
  readonly body: unknown;
  /** True: it is signed with a key that nobody enrolled. */
  readonly isForged?: boolean;
}

export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly handle: (request: CentreRequest) => Promise<Reply | Refusal>;
}

/** What a party needs to talk to the centre. */
export interface SignedAppOptions {
  readonly slug: string;
  readonly keys: KeyRing;
  /** Finds the keys of the centre; no other party may call. */
  readonly findKey: FindKey;
  readonly nonces: NonceGuard;
  readonly log: MessageLog;
  readonly routes: readonly Route[];
  /** Resolves when every decision of the party so far is on disk; answers wait for it. */
  readonly durable: () => Promise<void>;
  /** The port by which others know it, where a gate stands before it; absent: its own. */
  readonly knownPort?: number;
}

const BODY_LIMIT = '256kb';

/**
 * Creates the HTTP application of one party: it verifies that the centre signed the request,
 * refuses a repeated nonce, gives the body to the route, and signs the answer. It refuses any
 * other request without a signature, because there is none to which an answer could be bound.
 */
export function signedApp(options: SignedAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false }));
  for (const route of options.routes) {
    app[route.method](route.path, (req, res) => answer(req, res, options, route.handle));
  }
  app.use((req, res) => answer(req, res, options, () => Promise.resolve(refuse(404, 'PATH.UNKNOWN', 'no such path'))));
  app.use(answerFault);
  return app;
}

async function answer(req: Request, res: Response, options: SignedAppOptions, handle: Route['handle']): Promise<void> {
  const receivedAt = new Date();
  const raw: unknown = req.body;
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
  const refusal = await refuseStranger(req, bytes, options, receivedAt);
  const body = parseJson(bytes);
  const outcome =
    refusal ??
    (body.ok ? await handle({ body: body.value, params: plainParams(req), query: req.query, receivedAt }) : body);
  await options.durable();
  const { status } = outcome;
  const content = JSON.stringify(outcome.ok ? outcome.body : problemOf(outcome));
  const contentType = outcome.ok ? 'application/json' : 'application/problem+json';
  if (refusal === undefined) {
    const signed = { status, body: Buffer.from(content), requestHeaders: req.headersDistinct };
    const own = options.keys.next();
    const key = outcome.ok && outcome.isForged === true ? forged(own) : own;
    res.set({ ...signAnswer({ ...signed, key, now: new Date() }) });
  }
  if (status === 503) res.set('retry-after', '1');
  const id = body.ok ? idOf(body.value) : undefined;
  const { slug: party } = options;
  options.log.add({ party, method: req.method, path: req.path, id, receivedAt: receivedAt.getTime(), status });
  // A Buffer, because Express would change the content-type of a string, and the digest covers
  // exactly these bytes.
  res.status(status).set('content-type', contentType).end(Buffer.from(content));
}

/** Makes another key under the same id. */
function forged({ keyId }: SigningKey): SigningKey {
  return { keyId, privateKey: generateKeyPairSync('ed25519').privateKey };
}

async function refuseStranger(
  req: Request,
  body: Buffer,
  options: SignedAppOptions,
  now: Date,
): Promise<Refusal | undefined> {
  const authority = `${req.socket.localAddress ?? ''}:${options.knownPort ?? req.socket.localPort ?? ''}`;
  const host = (req.headers.host ?? '').replace(/^localhost:/, '127.0.0.1:');
  if (host !== authority) return refuse(401, 'SIGNATURE.TARGET', 'the request was meant for another host');
  const { method, originalUrl: target, headersDistinct: headers } = req;
  const { findKey } = options;
  const signed = { method, target, authority: req.headers.host ?? '', headers, body, now, findKey };
  const verdict = await verifyRequest(signed);
  if (!verdict.ok) return refuse(401, verdict.code, verdict.detail);
  if (options.nonces.admit(verdict.nonce, verdict.expiresAt, now)) return undefined;
  return refuse(401, 'SIGNATURE.REPLAYED', 'the nonce was used before');
}

function parseJson(bytes: Buffer): { ok: true; value: unknown } | Refusal {
  if (bytes.length === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return refuse(400, 'BODY.NOT_JSON', 'the body is not JSON');
  }
}

function plainParams(req: Request): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.params)) if (typeof value === 'string') params[name] = value;
  return params;
}

/**
 * Answers a body that is too large or encoded, and a bug; prints a bug, because nothing else
 * watches the simulator.
 */
const answerFault: ErrorRequestHandler = (error: { status?: number }, _req, res, _next) => {
  const status = error.status ?? 500;
  if (status >= 500) console.error(error);
  res.status(status).type('application/problem+json');
  res.end(JSON.stringify(problemOf(refuse(status, status >= 500 ? 'PARTY.FAULT' : 'BODY.REFUSED', 'not processed'))));
};
