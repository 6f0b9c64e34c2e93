import type { SessionPerson } from '../../application/session/session-person.js';

/** The person of a verified token, or of an open session. */
export interface Principal extends SessionPerson {
  /** When the token or the session ends, whatever happens. */
  expiresAt: Date;
  /** The session; undefined for a token. */
  session: OpenSession | undefined;
}

/** The signed-in browser from which a request comes. */
interface OpenSession {
  id: string;
  startedAt: Date;
  /** When it ends if it is not used again. */
  idleUntil: Date;
}
