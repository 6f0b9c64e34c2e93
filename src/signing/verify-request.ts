import { collectHeaders, singleHeader, type HeaderRecord, type HeaderValues } from './headers.js';
import { COVERED_WHEN_PRESENT, looksPersonal, REQUEST_COMPONENTS, WEBHOOK_ID_PATTERN } from './profile.js';
import { reject, type Rejected, type Verified } from './verdict.js';
import { type Body, verifyMessage, type VerifyingOptions } from './verify-message.js';

/** A received request. */
export interface ReceivedRequest extends VerifyingOptions {
  readonly method: string;
  /** Path and query as on the request line (Express: `req.originalUrl`). */
  readonly url: string;
  /**
   * The host and port that the request was meant for. Pass the server's own configured authority,
   * or a `Host` header that was compared with it; otherwise a message signed for another server
   * could be replayed here.
   */
  readonly authority: string;
  readonly headers: HeaderRecord;
  /** The raw bytes received, before any parsing; empty when there is no body. */
  readonly body: Body;
  /**
   * True for callbacks: without a signed `webhook-id`, duplicates could not be recognised for
   * ever.
   */
  readonly requireWebhookId?: boolean;
}

/**
 * Verifies a signed request (RFC 9421, RFC 9530). It does not remember nonces and webhook ids: the
 * caller refuses a `nonce` that it has seen from this party until `expiresAt`, and a `webhookId`
 * that it has ever seen.
 * @returns who sent it and the proof to store, or why it is refused (answer 401)
 */
export async function verifyRequest(request: ReceivedRequest): Promise<Verified | Rejected> {
  const url = targetUrl(request.authority, request.url);
  if (url === undefined) return reject('SIGNATURE.TARGET', 'the request target is not in its normal form');
  const headers = collectHeaders(request.headers);
  const webhookId = readWebhookId(headers, request.requireWebhookId ?? false);
  if (!webhookId.ok) return webhookId;

  const message = { method: request.method, url, headers };
  const expectation = { components: requiredComponents(headers), nonceRequired: true };
  const verdict = await verifyMessage(message, request.body, expectation, request);
  if (!verdict.ok) return verdict;
  const { nonce } = verdict;
  if (nonce === undefined) throw new Error('a request was accepted without a nonce');
  return webhookId.value === undefined ? { ...verdict, nonce } : { ...verdict, nonce, webhookId: webhookId.value };
}

/**
 * Returns the components that a request must cover: no header that changes the meaning of the
 * request may stay uncovered.
 */
function requiredComponents(headers: HeaderValues): readonly string[] {
  const conditional = COVERED_WHEN_PRESENT.filter((name) => headers.has(name));
  return [...REQUEST_COMPONENTS, ...conditional.map((name) => `"${name}"`)];
}

function readWebhookId(headers: HeaderValues, required: boolean): { ok: true; value: string | undefined } | Rejected {
  const header = singleHeader(headers, 'webhook-id');
  if (header.found === 'many') return reject('SIGNATURE.DUPLICATE_HEADER', 'the webhook-id is given more than once');
  if (header.found === 'none') {
    return required ? reject('SIGNATURE.COVERAGE', 'a webhook-id is needed') : { ok: true, value: undefined };
  }
  if (!WEBHOOK_ID_PATTERN.test(header.value)) {
    return reject('SIGNATURE.MALFORMED', 'the webhook-id has characters outside the profile');
  }
  if (looksPersonal(header.value)) {
    return reject('SIGNATURE.PERSONAL_ID', 'the webhook-id has nine digits in a row: use a ULID or a UUID');
  }
  return { ok: true, value: header.value };
}

/**
 * Returns the URL whose parts were signed, or undefined when the target is not written as the URL
 * standard writes it: `/a/../b` would verify as `/b` but be routed as `/a/../b`.
 */
function targetUrl(authority: string, target: string): URL | undefined {
  if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(authority)) return undefined;
  // The scheme is not signed, because TLS may end before us; https makes 443 the port that may be
  // omitted.
  const absolute = `https://${authority}${target}`;
  if (!URL.canParse(absolute)) return undefined;
  const url = new URL(absolute);
  return `${url.pathname}${url.search}` === target ? url : undefined;
}
