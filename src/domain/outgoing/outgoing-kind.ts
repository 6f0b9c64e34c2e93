/**
 * The kinds of messages that go out to parties, the most urgent first: where more are due than can
 * go at once, an earlier kind goes before a later one.
 */
export const OUTGOING_KINDS = [
  'release.order',
  'hold.order',
  'debit.question',
  'evidence.question',
  'listing.notice',
  'telecom.notice',
  'suspension.result',
  'share.notice',
] as const;

/** What a message to a party is, as the register of exchanges calls it. */
export type OutgoingKind = (typeof OUTGOING_KINDS)[number];

/**
 * The kinds that protect or free money: who commits one sends it right after the commit, without
 * Temporal. All others the keeper sends.
 */
export const SENT_AFTER_COMMIT: ReadonlySet<OutgoingKind> = new Set<OutgoingKind>([
  'release.order',
  'hold.order',
  'debit.question',
]);

/** The kinds about a hold: places are kept for them that no other kind takes. */
export const ABOUT_HOLDS: ReadonlySet<OutgoingKind> = new Set<OutgoingKind>(['release.order', 'hold.order']);

/**
 * The kinds that a workflow repeats: the keeper sends them some time later, in case there is no
 * workflow.
 */
export const REPEATED_BY_WORKFLOW: ReadonlySet<OutgoingKind> = new Set<OutgoingKind>([
  'release.order',
  'hold.order',
  'evidence.question',
]);

/**
 * Of these, the kinds whose first repetition is left to no workflow: what protects money waits for
 * none, and the workflow begins only when the first call brought nothing.
 */
export const REPEATED_AT_ONCE: ReadonlySet<OutgoingKind> = new Set<OutgoingKind>(['hold.order']);
