import { createHash, randomUUID, sign } from 'node:crypto';
import { valuesOf, type Headers } from './headers.js';
import type { SigningKey } from './keys.js';
import {
  ALGORITHM,
  ANSWER_COMPONENTS,
  COVERED_WHEN_PRESENT,
  LABEL,
  LONGEST_LIFE_SECONDS,
  REQUEST_COMPONENTS,
  TAG,
} from './profile.js';
import { signatureBase, type SignedAnswer, type SignedRequest } from './signature-base.js';

/** The three headers that a signature adds to a message. */
export type SignatureHeaders = Readonly<Record<'content-digest' | 'signature-input' | 'signature', string>>;

/** Returns the `Content-Digest` of a body (RFC 9530), over its raw bytes; an empty one has a digest too. */
export function digestOf(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/**
 * Signs a request to the centre: a callback, or a question. Sign each repetition anew, with the same
 * `webhook-id` and the same bytes.
 * @param request `url` is absolute, with the host to which it is sent; `body` has the bytes that are sent
 * @returns the headers to add
 * @throws when a header that must be covered came twice or is not printable
 */
export function signRequest(request: {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly key: SigningKey;
  readonly now: Date;
}): SignatureHeaders {
  const present = COVERED_WHEN_PRESENT.filter((name) => valuesOf(request.headers, name).length > 0);
  const components = [...REQUEST_COMPONENTS, ...present.map((name) => `"${name}"`)];
  const message = { method: request.method, url: new URL(request.url), headers: request.headers };
  return signed(message, components, { ...request, nonce: randomUUID() });
}

/**
 * Signs the answer to a request whose signature holds; refusals too.
 * @param answer `body` has the bytes that are sent, `requestHeaders` the headers of the request
 * @returns the headers to add
 * @throws when the request carries no single signature: its refusal is sent unsigned
 */
export function signAnswer(answer: {
  readonly status: number;
  readonly body: Uint8Array;
  readonly requestHeaders: Headers;
  readonly key: SigningKey;
  readonly now: Date;
}): SignatureHeaders {
  const { status, requestHeaders } = answer;
  return signed({ status, headers: {}, requestHeaders }, ANSWER_COMPONENTS, answer);
}

function signed(
  message: SignedRequest | SignedAnswer,
  components: readonly string[],
  { body, key, now, nonce }: { body: Uint8Array; key: SigningKey; now: Date; nonce?: string },
): SignatureHeaders {
  const digest = digestOf(body);
  const created = Math.floor(now.getTime() / 1000);
  const once = nonce === undefined ? '' : `;nonce="${nonce}"`;
  const params =
    `(${components.join(' ')});created=${created};expires=${created + LONGEST_LIFE_SECONDS}${once}` +
    `;keyid="${key.keyId}";alg="${ALGORITHM}";tag="${TAG}"`;
  const headers = { ...message.headers, 'content-digest': digest };
  const base = signatureBase(components, params, { ...message, headers });
  if (base === undefined) throw new Error('a header that must be signed is missing, came twice, or is not printable');
  return {
    'content-digest': digest,
    'signature-input': `${LABEL}=${params}`,
    signature: `${LABEL}=:${sign(null, Buffer.from(base), key.privateKey).toString('base64')}:`,
  };
}
