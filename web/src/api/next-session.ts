import type { paths, Session as SessionAnswer } from './schema.js';

/** A person at this screen, with what the server says that the person's roles open. */
export interface Person extends Pick<SessionAnswer, 'pages' | 'offices' | 'queueTab' | 'endsClaims'> {
  readonly id: string;
  readonly name: string;
  /** To be named, never to be decided by. */
  readonly roles: SessionAnswer['roles'];
  readonly calls: readonly string[];
}

type Method = 'get' | 'post' | 'delete';

/** A route of the API, such as `POST /v1/cases/{id}/notes`. */
export type Call = {
  [Path in keyof paths]: {
    [Each in Method]: paths[Path][Each] extends object ? `${Uppercase<Each>} ${Path}` : never;
  }[Method];
}[keyof paths];

/** Returns whether the roles of a person open a route; the route decides about the single act. */
export function mayCall(person: Pick<Person, 'calls'> | undefined, call: Call): boolean {
  return person?.calls.includes(call) === true;
}

/**
 * Whether somebody is signed in; `expired` when the session that the page began with is over, and
 * `another` when somebody else has signed in since.
 */
export type Session =
  | { readonly state: 'unknown' | 'unreachable' | 'signed-out' }
  | { readonly state: 'expired' | 'signed-in'; readonly person: Person }
  | { readonly state: 'another'; readonly person: Person; readonly other: Person };

/** What a look for the session found: a person, that nobody is known, or nothing. */
export type Look = { readonly person: Person } | 'nobody' | 'failed';

/**
 * Returns what the page knows of its session after a look. A page that knows its person never goes
 * back to the sign-in by itself: what was typed there would be gone. So a look that failed, or came
 * late, changes nothing, and the end of the session lays a dialog over the page. Somebody else who
 * signs in neither sees nor goes on with what this person typed.
 */
export function nextSession(before: Session, look: Look): Session {
  if (!('person' in before)) {
    if (look === 'nobody') return { state: 'signed-out' };
    return look === 'failed' ? { state: 'unreachable' } : { state: 'signed-in', person: look.person };
  }
  if (look === 'failed') return before;
  if (look === 'nobody') return before.state === 'expired' ? before : { state: 'expired', person: before.person };
  return look.person.id === before.person.id
    ? { state: 'signed-in', person: look.person }
    : { state: 'another', person: before.person, other: look.person };
}
