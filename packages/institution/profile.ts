/**
 * The form of every signed message (the chapter on signing of the guide): a narrow profile of HTTP
 * Message Signatures (RFC 9421). This package reads the guide for itself and shares no code with the
 * centre, so that a fault of one side shows at the other.
 */
export const LABEL = 'sig1';
export const ALGORITHM = 'ed25519';
export const TAG = 'rangap';

/** Longest life of a signature, in seconds. */
export const LONGEST_LIFE_SECONDS = 300;
/** Seconds by which the clock of a sender may be ahead. */
export const CLOCK_AHEAD_SECONDS = 60;

export const REQUEST_COMPONENTS = ['"@method"', '"@authority"', '"@path"', '"@query"', '"content-digest"'] as const;
/** Headers that are covered where the request has them. */
export const COVERED_WHEN_PRESENT = ['content-type', 'content-encoding', 'webhook-id'] as const;
export const ANSWER_COMPONENTS = ['"@status"', '"content-digest"', `"signature";req;key="${LABEL}"`] as const;

export const KEY_ID = /^[A-Za-z0-9._:-]{1,128}$/;
export const NONCE = /^[A-Za-z0-9._:+/=-]{8,128}$/;
export const WEBHOOK_ID = /^[A-Za-z0-9._:-]{1,128}$/;
