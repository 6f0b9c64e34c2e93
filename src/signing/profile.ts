/**
 * What every signed message between the centre, the institutions and the agencies looks like: a
 * narrow profile of HTTP Message Signatures (RFC 9421). Both sides sign and verify by these
 * constants, so they live in one place.
 */

/** The only signature label accepted: a message carries exactly one signature. */
export const SIGNATURE_LABEL = 'sig1';

/**
 * The only algorithm accepted (RFC 9421 section 3.3.6): one algorithm leaves nothing to be confused
 * about.
 */
export const SIGNATURE_ALGORITHM = 'ed25519';

/**
 * The application tag (RFC 9421 section 2.3): a signature a key made for another purpose is worth
 * nothing here.
 */
export const SIGNATURE_TAG = 'rangap';

/** The longest life of a signature, in seconds, from `created` to `expires`. */
export const MAX_WINDOW_SECONDS = 300;

/** How far, in seconds, a sender's clock may run ahead of ours unless the caller says otherwise. */
export const DEFAULT_CLOCK_SKEW_SECONDS = 300;

/**
 * Component identifiers (RFC 9421 section 2) that each request must cover, in the order in which we
 * sign them.
 */
export const REQUEST_COMPONENTS = ['"@method"', '"@authority"', '"@path"', '"@query"', '"content-digest"'] as const;

/**
 * Header fields that change what a request means: when one is there, the signature must cover it.
 */
export const COVERED_WHEN_PRESENT = ['content-type', 'content-encoding', 'webhook-id'] as const;

/**
 * Component identifiers that each answer must cover; the last one ties it to the one request it
 * answers.
 */
export const RESPONSE_COMPONENTS = [
  '"@status"',
  '"content-digest"',
  `"signature";req;key="${SIGNATURE_LABEL}"`,
] as const;

/**
 * Key ids are looked up in our own table and written to logs: plain characters only, no paths and
 * no URLs.
 */
export const KEY_ID_PATTERN = /^[A-Za-z0-9._:-]{1,128}$/;

/** Nonces are stored until they expire, so their size and characters are bounded. */
export const NONCE_PATTERN = /^[A-Za-z0-9._:+/=-]{8,128}$/;

/**
 * Webhook ids are kept for ever as the key of deduplication; no comma, so two joined headers are
 * never one id.
 */
export const WEBHOOK_ID_PATTERN = /^[A-Za-z0-9._:-]{1,128}$/;
