import { randomUUID } from 'node:crypto';
import type { SigningKey } from '../../../src/signing/keys.js';
import { signRequest } from '../../../src/signing/sign-request.js';
import { PUBLIC_URL, type RunningApi } from './running-api.js';

export interface CallbackOptions {
  webhookId?: string;
  nonce?: string;
  /** Changes the body after it was signed. */
  forge?: (body: string) => string;
  /** Headers that replace the signed ones; null removes one. */
  headers?: Record<string, string | null>;
  now?: Date;
}

export interface SentCallback {
  status: number;
  body: Record<string, unknown>;
  raw: Buffer;
  /** Headers of the answer; `sentHeaders` are those of its request. */
  headers: Record<string, string>;
  sentHeaders: Record<string, string>;
}

/** Posts a callback, signed by a party. */
export function postCallback(
  api: RunningApi,
  route: 'institutions' | 'agencies',
  key: SigningKey,
  message: unknown,
  options: CallbackOptions = {},
): Promise<SentCallback> {
  return postSigned(api, `/v1/callbacks/${route}`, key, message, options);
}

/** Posts a message, signed by a party, to any of our routes. */
export async function postSigned(
  api: RunningApi,
  path: string,
  key: SigningKey,
  message: unknown,
  { webhookId = randomUUID(), nonce = randomUUID(), forge, headers = {}, now = new Date() }: CallbackOptions = {},
): Promise<SentCallback> {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const unsigned = { 'content-type': 'application/json', 'webhook-id': webhookId };
  const body = Buffer.from(text);
  const signature = signRequest({ method: 'POST', url: PUBLIC_URL + path, headers: unsigned, body, key, now, nonce });
  const changed = Object.entries({ ...unsigned, ...signature, ...headers }).filter(([, value]) => value !== null);
  const sentHeaders = Object.fromEntries(changed) as Record<string, string>;
  const sent = forge === undefined ? text : forge(text);
  const response = await fetch(api.url + path, { method: 'POST', headers: sentHeaders, body: sent });
  const raw = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    body: JSON.parse(raw.toString('utf8')) as Record<string, unknown>,
    raw,
    headers: Object.fromEntries(response.headers),
    sentHeaders,
  };
}
