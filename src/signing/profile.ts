/**
 * The form of every signed message between the centre, the institutions and the agencies: a narrow
 * profile of HTTP Message Signatures (RFC 9421). Both sides sign and verify by these constants.
 */

/** The only signature label accepted: a message carries exactly one signature. */
export const SIGNATURE_LABEL = 'sig1';

/** The only algorithm accepted (RFC 9421 section 3.3.6), so that no two can be confused. */
export const SIGNATURE_ALGORITHM = 'ed25519';

/**
 * The application tag (RFC 9421 section 2.3): a signature made for another purpose does not count
 * here.
 */
export const SIGNATURE_TAG = 'rangap';

/** Longest life of a signature, in seconds, from `created` to `expires`. */
export const MAX_WINDOW_SECONDS = 300;

/**
 * Seconds by which a sender's clock may run ahead of ours, unless the caller sets another value.
 */
export const DEFAULT_CLOCK_SKEW_SECONDS = 60;

/**
 * Component identifiers (RFC 9421 section 2) that each request must cover, in the order in which
 * we sign them.
 */
export const REQUEST_COMPONENTS = ['"@method"', '"@authority"', '"@path"', '"@query"', '"content-digest"'] as const;

/**
 * Header fields that change what a request means: a signature must cover those that are present.
 */
export const COVERED_WHEN_PRESENT = ['content-type', 'content-encoding', 'webhook-id'] as const;

/**
 * Component identifiers that each answer must cover; the last one binds it to the request that it
 * answers.
 */
export const RESPONSE_COMPONENTS = [
  '"@status"',
  '"content-digest"',
  `"signature";req;key="${SIGNATURE_LABEL}"`,
] as const;

/**
 * Characters of a key id, which is looked up in our own table and logged: plain ones only, no
 * paths and no URLs.
 */
export const KEY_ID_PATTERN = /^[A-Za-z0-9._:-]{1,128}$/;

/** Characters of a nonce; its size is limited because it is stored until it expires. */
export const NONCE_PATTERN = /^[A-Za-z0-9._:+/=-]{8,128}$/;

/**
 * Characters of a webhook id, which is kept for ever to recognise duplicates. It has no comma, so
 * that two joined headers are never one id.
 */
export const WEBHOOK_ID_PATTERN = /^[A-Za-z0-9._:-]{1,128}$/;

/** An id that is made by chance or by time: a ULID, or a UUID in its usual form (RFC 9562). */
const GENERATED_ID = /^(?:[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** As many digits as the shortest account or telephone number has, with dashes or dots between. */
const LONG_NUMBER = /\d(?:[-.:]?\d){8}/;

/**
 * Returns whether a text that is kept for ever may be the number of an account, a person or a
 * telephone: it has nine digits in a row, and is no generated id. A sender must not name a message by
 * its customer.
 */
export function looksPersonal(text: string): boolean {
  return !GENERATED_ID.test(text) && LONG_NUMBER.test(text);
}
