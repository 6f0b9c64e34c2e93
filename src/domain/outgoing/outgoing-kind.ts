/**
 * The kinds of messages that go out to parties, the most urgent first: where more are due than can
 * go at once, an earlier kind goes before a later one.
 */
export const OUTGOING_KINDS = ['listing.notice', 'telecom.notice', 'suspension.result', 'share.notice'] as const;

/** What a message to a party is, as the register of exchanges calls it. */
export type OutgoingKind = (typeof OUTGOING_KINDS)[number];
