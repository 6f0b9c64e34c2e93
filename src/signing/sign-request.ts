import { collectHeaders, type HeaderRecord } from './headers.js';
import { COVERED_WHEN_PRESENT, REQUEST_COMPONENTS, WEBHOOK_ID_PATTERN } from './profile.js';
import { signableHeader, signMessage, type SignatureHeaders, type SigningOptions } from './sign-message.js';

/** A request to sign. */
export interface RequestToSign extends SigningOptions {
  readonly method: string;
  /**
   * The absolute URL that the HTTP client is given; its host must be what the client sends as
   * `Host`.
   */
  readonly url: string | URL;
  readonly headers: HeaderRecord;
  /** The exact bytes to send; empty without a body. */
  readonly body: Uint8Array;
  /**
   * Never used before with this key, because the receiver refuses a repeated one. A retry is
   * signed anew.
   */
  readonly nonce: string;
}

/**
 * Signs a request (RFC 9421, RFC 9530) and returns the headers to add to it. Always covers method,
 * authority, path, query and content-digest; covers content-type, content-encoding and webhook-id
 * when the request has them.
 * @throws on a body without a content-type, and as `signMessage` does
 */
export function signRequest(request: RequestToSign): SignatureHeaders {
  const headers = collectHeaders(request.headers);
  const present = COVERED_WHEN_PRESENT.filter((name) => signableHeader(headers, name) !== undefined);
  if (request.body.length > 0 && !present.includes('content-type')) {
    throw new Error('a request with a body needs a content-type');
  }
  const webhookId = signableHeader(headers, 'webhook-id');
  if (webhookId !== undefined && !WEBHOOK_ID_PATTERN.test(webhookId)) {
    throw new Error('a webhook-id has 1 to 128 letters, digits or . _ : -');
  }
  const components = [...REQUEST_COMPONENTS, ...present.map((name) => `"${name}"`)];
  const message = { method: request.method, url: new URL(request.url), headers };
  return signMessage(message, request.body, components, request);
}
