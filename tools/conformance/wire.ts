import { randomUUID } from 'node:crypto';
import { request, type Dispatcher } from 'undici';
import { contentDigest } from '../../src/signing/content-digest.js';
import { signBase } from '../../src/signing/ed25519.js';
import { collectHeaders, type HeaderRecord } from '../../src/signing/headers.js';
import type { SigningKey } from '../../src/signing/keys.js';
import { buildSignatureBase } from '../../src/signing/signature-base.js';

/** How a request differs from a good one. Everything else is as the guide says. */
export interface Odd {
  /** Signs with this key instead of the kit's first. */
  readonly key?: SigningKey;
  /** Seconds from now at which it is signed. */
  readonly signedIn?: number;
  /** How long the signature lives, in seconds. */
  readonly livesFor?: number;
  readonly nonce?: string;
  /** Leaves this component out of the signature. */
  readonly without?: string;
  /** Changes the parameters before they are signed. */
  readonly params?: (text: string) => string;
  readonly label?: string;
  /** Changes the request after it was signed. */
  readonly afterwards?: (sent: { url: string; headers: Record<string, string | string[]>; body: Buffer }) => Partial<{
    url: string;
    headers: Record<string, string | string[]>;
    body: Buffer;
  }>;
  /** A permanent key of the message; default: a new one, and none of a question (GET). */
  readonly webhookId?: string;
  readonly contentType?: string;
}

/** A message that was sent and what came back. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly sent: string;
  readonly requestHeaders: HeaderRecord;
  /** When it was sent, and how long its answer, or that none came, took. */
  readonly sentAt: Date;
  readonly tookMs: number;
  /** Undefined when no answer came. */
  readonly status?: number;
  readonly headers: HeaderRecord;
  readonly raw: Buffer;
  /** The JSON of the answer; undefined when it is none. */
  readonly json: unknown;
}

const ANSWER_MS = 15_000;

/** Sends one signed request, or one that is odd in a named way, and returns what came back. */
export async function exchange(
  options: {
    readonly base: string;
    /** The address for which it is signed, where a proxy stands before the other side; default: `base`. */
    readonly signedBase?: string;
    readonly key: SigningKey;
    readonly dispatcher: Dispatcher;
  },
  message: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: Buffer },
  odd: Odd = {},
): Promise<Exchange> {
  const { method, path, body = Buffer.alloc(0) } = message;
  const url = `${options.base}${path}`;
  const signedUrl = `${options.signedBase ?? options.base}${path}`;
  const plain: Record<string, string> =
    method === 'POST'
      ? { 'content-type': odd.contentType ?? 'application/json', 'webhook-id': odd.webhookId ?? randomUUID() }
      : odd.webhookId === undefined
        ? {}
        : { 'webhook-id': odd.webhookId };
  const signed = { url, headers: { ...plain, ...signature(method, signedUrl, plain, body, options.key, odd) }, body };
  const sent = { ...signed, ...odd.afterwards?.(signed) };
  const sentAt = new Date();
  const told = { method, path, sent: sent.body.toString(), requestHeaders: sent.headers, sentAt };
  const tookMs = () => Date.now() - sentAt.getTime();
  try {
    const response = await request(sent.url, {
      method,
      headers: sent.headers,
      body: method === 'POST' ? sent.body : undefined,
      dispatcher: options.dispatcher,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const raw = Buffer.from(await response.body.arrayBuffer());
    return {
      ...told,
      tookMs: tookMs(),
      status: response.statusCode,
      headers: response.headers,
      raw,
      json: jsonOf(raw),
    };
  } catch (error) {
    const raw = Buffer.from(error instanceof Error ? error.message : String(error));
    return { ...told, tookMs: tookMs(), headers: {}, raw, json: undefined };
  }
}

function signature(
  method: string,
  url: string,
  plain: Record<string, string>,
  body: Buffer,
  ownKey: SigningKey,
  odd: Odd,
): Record<string, string> {
  const { key = ownKey, label = 'sig1', livesFor = 300 } = odd;
  const headers = { ...plain, 'content-digest': contentDigest(body) };
  const all = ['"@method"', '"@authority"', '"@path"', '"@query"', '"content-digest"'];
  const named = Object.keys(plain).map((name) => `"${name}"`);
  const components = [...all, ...named].filter((component) => component !== odd.without);
  const created = Math.floor(Date.now() / 1000) + (odd.signedIn ?? 0);
  const times = `;created=${created};expires=${created + livesFor};nonce="${odd.nonce ?? randomUUID()}"`;
  const text = `(${components.join(' ')})${times};keyid="${key.keyId}";alg="ed25519";tag="rangap"`;
  const params = odd.params?.(text) ?? text;
  const base = buildSignatureBase(components, params, { method, url: new URL(url), headers: collectHeaders(headers) });
  return {
    'content-digest': headers['content-digest'],
    'signature-input': `${label}=${params}`,
    signature: `${label}=:${signBase(base, key.privateKey).toString('base64')}:`,
  };
}

/** Reads JSON; undefined where it is none. */
export function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Says in words by what a message was answered: its status, and the code and detail of a refusal. */
export function toldBy({ status, raw, json }: Exchange): string {
  if (status === undefined) return `nothing (${raw.toString()})`;
  const { code, detail } = Object(json) as Partial<Record<string, unknown>>;
  const words = [status, code, detail].filter(
    (word) => typeof word === 'number' || (typeof word === 'string' && word !== ''),
  );
  return words.join(' ').slice(0, 300);
}
