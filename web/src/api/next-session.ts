import type { Session as SessionAnswer } from './schema.js';

/** A person at this screen. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: SessionAnswer['roles'];
}

/** Whether somebody is signed in; `expired` when the session that the page began with is over. */
export type Session =
  | { readonly state: 'unknown' | 'unreachable' | 'signed-out' }
  | { readonly state: 'expired' | 'signed-in'; readonly person: Person };

/** What a look for the session found: a person, that nobody is known, or nothing. */
export type Look = { readonly person: Person } | 'nobody' | 'failed';

/**
 * Returns what the page knows of its session after a look. A page that knows its person never goes
 * back to the sign-in by itself: what was typed there would be gone. So a look that failed, or came
 * late, changes nothing, and the end of the session lays a dialog over the page. `another`: somebody
 * else has signed in, who must not go on with what this person typed.
 */
export function nextSession(before: Session, look: Look): Session | 'another' {
  if (before.state !== 'signed-in' && before.state !== 'expired') {
    if (look === 'nobody') return { state: 'signed-out' };
    return look === 'failed' ? { state: 'unreachable' } : { state: 'signed-in', person: look.person };
  }
  if (look === 'failed') return before;
  if (look === 'nobody') return before.state === 'expired' ? before : { state: 'expired', person: before.person };
  return look.person.id === before.person.id ? { state: 'signed-in', person: look.person } : 'another';
}
