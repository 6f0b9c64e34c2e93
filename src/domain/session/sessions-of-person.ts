import { type SessionEnd, sessionState, type SessionTimes } from './session-life.js';

/** An open session of a person who signs in again, or what the same browser had before. */
export interface EarlierSession extends SessionTimes {
  id: string;
  startedAt: Date;
  /** The same browser had it: the new session takes its place, whoever's it was. */
  isReplaced: boolean;
}

/**
 * Returns which earlier sessions end when a person signs in now, and why: what the browser had
 * before, what is over by its time and, so that with the new one no more than `most` are open, the
 * oldest of the others. Somebody who gathers sessions, or a stolen password, thus shows itself to
 * the person.
 */
export function endsBySignIn(
  earlier: readonly EarlierSession[],
  most: number,
  now: Date,
): { id: string; reason: SessionEnd }[] {
  const ends = earlier.map((session) => ({ session, reason: endOf(session, now) }));
  const goingOn = ends.filter(({ reason }) => reason === undefined).map(({ session }) => session);
  const tooMany = [...goingOn].sort(oldestFirst).slice(0, Math.max(0, goingOn.length + 1 - most));
  return ends.flatMap(({ session, reason = tooMany.includes(session) ? 'too_many' : undefined }) =>
    reason === undefined ? [] : [{ id: session.id, reason }],
  );
}

function endOf(session: EarlierSession, now: Date): SessionEnd | undefined {
  if (session.isReplaced) return 'replaced';
  const state = sessionState(session, now);
  return state.is === 'ended' ? state.as : undefined;
}

function oldestFirst(a: EarlierSession, b: EarlierSession): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.id < b.id ? -1 : 1);
}
