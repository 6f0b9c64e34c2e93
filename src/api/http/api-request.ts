import type { Request } from 'express';
import type { Principal } from '../auth/principal.js';
import type { SignedCaller } from '../message/signed-caller.js';

/** A request with what middleware and guard found out about it. */
export interface ApiRequest extends Request {
  /** Id of the request, for the log and the answer's `x-request-id`. */
  id: string;
  /** The body's bytes as received; empty without a body. */
  rawBody: Buffer;
  /** The person of the bearer token, on routes with roles. */
  principal?: Principal;
  /** The party whose signature is good, before the body that it signed is read. */
  signedBy?: string;
  /** The party of the signature, on routes that take signatures. */
  signedCaller?: SignedCaller;
}
