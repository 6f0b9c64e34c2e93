/** What became of a kept message; null while nobody has applied it. */
export interface MessageEffect {
  applied: boolean | null;
  /** Why it changed nothing; null when it did, or is not applied yet. */
  reason: string | null;
}

/** The outcome of a message about something that the centre did not put to its sender, or lost. */
export const NOT_ON_RECORD = 'NOT_ON_RECORD';

/** The outcomes of messages that changed something. */
const EFFECTIVE: readonly string[] = ['APPLIED', 'CATCH_REQUESTED'];

/** Returns what an outcome, as a message's row keeps it, means for its sender. */
export function effectOfMessage(outcome: string | null): MessageEffect {
  if (outcome === null) return { applied: null, reason: null };
  return EFFECTIVE.includes(outcome) ? { applied: true, reason: null } : { applied: false, reason: outcome };
}
