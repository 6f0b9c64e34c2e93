import { collectHeaders, singleHeader, type HeaderRecord, type HeaderValues } from './headers.js';
import { RESPONSE_COMPONENTS } from './profile.js';
import { signMessage, type SignatureHeaders, type SigningOptions } from './sign-message.js';
import { parseSignatureHeader } from './signature-header.js';

/** An answer to sign. */
export interface ResponseToSign extends SigningOptions {
  readonly status: number;
  readonly headers: HeaderRecord;
  /** The exact bytes to send; empty without a body. */
  readonly body: Uint8Array;
  /** The headers of the request, whose signature the answer signs too. */
  readonly requestHeaders: HeaderRecord;
}

/**
 * Signs an answer and returns the headers to add to it. Covers status, content-digest and the
 * signature of the request (RFC 9421 section 2.4), so that the answer to one request can never
 * pass as the answer to another.
 * @throws when the request carries no signature of ours (send the answer to a refused, unsigned
 * request unsigned), and as `signMessage` does
 */
export function signResponse(response: ResponseToSign): SignatureHeaders {
  const message = {
    status: response.status,
    headers: collectHeaders(response.headers),
    requestHeaders: signedRequestHeaders(response.requestHeaders),
  };
  return signMessage(message, response.body, RESPONSE_COMPONENTS, response);
}

/**
 * Returns the headers of a signed request. Throws when they do not hold exactly one signature of
 * ours.
 */
export function signedRequestHeaders(headers: HeaderRecord): HeaderValues {
  const collected = collectHeaders(headers);
  const signature = singleHeader(collected, 'signature');
  if (signature.found !== 'one' || parseSignatureHeader(signature.value) === undefined) {
    throw new Error('the request that is answered carries no single signature');
  }
  return collected;
}
