const MINUTE_MS = 60_000;

/**
 * How long a signed-in browser stays signed in: half an hour without use, twelve hours in all (NIST
 * SP 800-63B, section 4.2.3, for assurance level 2).
 */
const IDLE_MS = 30 * MINUTE_MS;
const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;
/** How old the provider's word about a person may be before it is asked again. */
const CHECK_AFTER_MS = MINUTE_MS;
/** How old it may be while the provider cannot be reached. */
const UNCHECKED_MS = 5 * MINUTE_MS;
/** How old the noted time of the last use may be. */
export const NOTE_USE_AFTER_MS = MINUTE_MS;

/** Why a session ended. */
export const SESSION_ENDS = [
  'signed_out',
  'signed_out_at_provider',
  'replaced',
  'too_many',
  'idle',
  'expired',
  'refused_by_provider',
  'no_role',
  'ended_by_person',
  'ended_by_administrator',
] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];

/** What decides whether a session is open. */
export interface SessionTimes {
  lastUsedAt: Date;
  /** When the provider last said who the person is, and in which roles. */
  checkedAt: Date;
  /** Whether the provider gave something to ask it again with. */
  canCheck: boolean;
  /** The last instant of the session, whatever happens. */
  expiresAt: Date;
  endedAt: Date | null;
}

/** What a session is at an instant. */
type SessionState =
  | { is: 'open'; /** The provider is to be asked again. */ mustCheck: boolean }
  /** The provider's word is too old: nothing is allowed until it has answered. */
  | { is: 'unproven' }
  | { is: 'ended'; /** Undefined: it has ended before. */ as: 'idle' | 'expired' | undefined };

/** Returns what a session is now. The bounds belong to the end: at `expiresAt` it is over. */
export function sessionState(session: SessionTimes, now: Date): SessionState {
  const age = (since: Date): number => now.getTime() - since.getTime();
  if (session.endedAt !== null) return { is: 'ended', as: undefined };
  if (now >= session.expiresAt) return { is: 'ended', as: 'expired' };
  if (age(session.lastUsedAt) >= IDLE_MS) return { is: 'ended', as: 'idle' };
  if (!session.canCheck) return { is: 'open', mustCheck: false };
  if (age(session.checkedAt) >= UNCHECKED_MS) return { is: 'unproven' };
  return { is: 'open', mustCheck: age(session.checkedAt) >= CHECK_AFTER_MS };
}

/**
 * Returns the last instant of a session that begins now. Where the provider cannot be asked again,
 * its word counts for no longer than it says itself (`wordEndsAt`).
 */
export function lastInstant(now: Date, { canCheck, wordEndsAt }: { canCheck: boolean; wordEndsAt: Date }): Date {
  const absoluteMs = now.getTime() + ABSOLUTE_MS;
  return new Date(canCheck ? absoluteMs : Math.min(absoluteMs, wordEndsAt.getTime()));
}

/** Returns when a session ends if it is not used again. */
export function idleUntil({ lastUsedAt, expiresAt }: Pick<SessionTimes, 'lastUsedAt' | 'expiresAt'>): Date {
  return new Date(Math.min(lastUsedAt.getTime() + IDLE_MS, expiresAt.getTime()));
}
