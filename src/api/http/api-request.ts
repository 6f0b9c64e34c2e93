import type { Request } from 'express';
import type { Principal } from '../auth/principal.js';
import type { SignedCaller } from '../message/signed-caller.js';

/** A request as it passes through the API: what the middleware and the guard found out about it. */
export interface ApiRequest extends Request {
  /** Id of the request, for the log and the answer's `x-request-id`. */
  id: string;
  /** The body's bytes as received; empty without a body. */
  rawBody: Buffer;
  /** The person of the bearer token, on routes with roles. */
  principal?: Principal;
  /** The party of the signature, on routes of signed callers. */
  signedCaller?: SignedCaller;
}
