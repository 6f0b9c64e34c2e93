import { collectHeaders, type HeaderRecord } from './headers.js';
import { RESPONSE_COMPONENTS } from './profile.js';
import { signedRequestHeaders } from './sign-response.js';
import type { Rejected, VerifiedResponse } from './verdict.js';
import { verifyMessage, type VerifyingOptions } from './verify-message.js';

/** A received answer. */
export interface ReceivedResponse extends VerifyingOptions {
  readonly status: number;
  readonly headers: HeaderRecord;
  /** The raw bytes received, before any parsing; empty when there is no body. */
  readonly body: Uint8Array;
  /** The headers of the signed request that was sent, with its signature. */
  readonly requestHeaders: HeaderRecord;
  /** The party that was asked: an answer that another party signed is refused. */
  readonly expectedPartyId: string;
}

/**
 * Verifies a signed answer: the party that was asked signed it, over this status and body, for
 * this request.
 * @returns the proof to store, or why the answer is refused; a refused answer says nothing about
 * what the other side did
 * @throws when the request that was sent carries no signature to compare with
 */
export async function verifyResponse(response: ReceivedResponse): Promise<VerifiedResponse | Rejected> {
  const message = {
    status: response.status,
    headers: collectHeaders(response.headers),
    requestHeaders: signedRequestHeaders(response.requestHeaders),
  };
  const expectation = {
    components: RESPONSE_COMPONENTS,
    nonceRequired: false,
    partyId: response.expectedPartyId,
  };
  return verifyMessage(message, response.body, expectation, response);
}
