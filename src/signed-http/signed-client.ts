import canonicalize from 'canonicalize';
import type { Agent } from 'undici';
import type { HeaderRecord } from '../signing/headers.js';
import type { SigningKey } from '../signing/keys.js';
import type { SignatureProof } from '../signing/proof.js';
import { signRequest } from '../signing/sign-request.js';
import type { FindKey } from '../signing/verdict.js';
import { verifyResponse } from '../signing/verify-response.js';
import { Circuits } from './circuits.js';
import { NoAnswerError } from './no-answer.js';
import { retryAfterMs } from './retry-after.js';
import { CALL_LIMITS, type CallLimits, newAgent, type RawAnswer, sendOnce } from './send-once.js';

/** Where an enrolled party listens, and which keys are its own. */
export interface Endpoint {
  readonly slug: string;
  /** An absolute URL, with or without a path; never with a query. */
  readonly baseUrl: string;
  readonly findKey: FindKey;
  /** It has no address: its persons exchange workbooks. */
  readonly bySpreadsheet?: boolean;
}

/** An answer that the party signed for this request; raw bytes and proof are kept as evidence. */
export interface SignedAnswer {
  readonly httpStatus: number;
  readonly rawBody: Uint8Array;
  readonly keyId: string;
  readonly proof: SignatureProof;
}

/** A call to a party, before it is signed. */
export interface SignedCall {
  readonly method: 'GET' | 'POST';
  /** The path under the base URL, such as `/hold-orders`; ids only, never personal data. */
  readonly path: string;
  /** Sent as canonical JSON (RFC 8785), the form whose hash the database keeps. */
  readonly body?: object;
  /** The message's deduplication key: the same one on every repetition. */
  readonly webhookId?: string;
  /** Its answer may be this large, in bytes; absent: as the limits of the client say. */
  readonly largestAnswer?: number;
}

export interface SignedClientOptions {
  readonly signingKey: SigningKey;
  readonly now: () => Date;
  /** Returns a value that was never used before with the signing key. */
  readonly newNonce: () => string;
  readonly limits?: CallLimits;
  /** The circuits of the process, when it measures them or has several clients. */
  readonly circuits?: Circuits;
}

/**
 * Makes signed calls. Each party has its own connections and its own circuit, so that a slow one
 * delays no other.
 */
interface SignedClient {
  /**
   * Sends one signed request, once, and verifies the signature of the answer.
   * @returns an answer with status 2xx or 4xx (but not 429), signed by this party
   * @throws NoAnswerError when there is none; the reason of `abortSignal` when it aborts the call
   */
  call(to: Endpoint, call: SignedCall, abortSignal?: AbortSignal): Promise<SignedAnswer>;
  close(): Promise<void>;
}

/** Makes a client that keeps connections open until it is closed. */
export function createSignedClient(options: SignedClientOptions): SignedClient {
  const limits = options.limits ?? CALL_LIMITS;
  const circuits = options.circuits ?? new Circuits();
  const agents = new Map<string, Agent>();
  const agentOf = (slug: string, maxAnswerBytes = limits.maxAnswerBytes): Agent => {
    const name = `${slug} ${maxAnswerBytes}`;
    const agent = agents.get(name) ?? newAgent({ ...limits, maxAnswerBytes });
    agents.set(name, agent);
    return agent;
  };
  return {
    call: (to, call, abortSignal) =>
      circuits.call(to.slug, async () => {
        const url = new URL(to.baseUrl.replace(/\/$/, '') + call.path);
        const body = call.body === undefined ? Buffer.alloc(0) : canonicalBytes(call.body);
        const headers = signedHeaders(url, body, call, options);
        const request = { url, method: call.method, headers, body };
        const answer = await sendOnce(agentOf(to.slug, call.largestAnswer), to.slug, limits, request, abortSignal);
        refuseUnusable(to.slug, answer, options.now());
        return verified(to, answer, headers, options.now());
      }),
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.close()));
    },
  };
}

function canonicalBytes(body: object): Uint8Array {
  const text = canonicalize(body);
  if (text === undefined) throw new Error('the body has no canonical form');
  return Buffer.from(text);
}

function signedHeaders(url: URL, body: Uint8Array, call: SignedCall, options: SignedClientOptions) {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body.length > 0) headers['content-type'] = 'application/json';
  if (call.webhookId !== undefined) headers['webhook-id'] = call.webhookId;
  const { signingKey: key } = options;
  const signature = signRequest({
    method: call.method,
    url,
    headers,
    body,
    key,
    now: options.now(),
    nonce: options.newNonce(),
  });
  return { ...headers, ...signature };
}

function refuseUnusable(slug: string, { status, headers }: RawAnswer, now: Date): void {
  if (status >= 200 && status < 300) return;
  if (status < 400) throw new NoAnswerError(slug, 'REDIRECT');
  if (status !== 429 && status < 500) return;
  const reason = status === 429 ? 'BUSY' : 'SERVER_FAULT';
  throw new NoAnswerError(slug, reason, { retryAfterMs: retryAfterMs(headers['retry-after'], now) });
}

async function verified(to: Endpoint, answer: RawAnswer, requestHeaders: HeaderRecord, now: Date) {
  const verdict = await verifyResponse({
    ...answer,
    requestHeaders,
    expectedPartyId: to.slug,
    now,
    findKey: to.findKey,
  });
  if (!verdict.ok) throw new NoAnswerError(to.slug, verdict.code, { detail: verdict.detail });
  const { keyId, proof } = verdict;
  return { httpStatus: answer.status, rawBody: answer.body, keyId, proof };
}
