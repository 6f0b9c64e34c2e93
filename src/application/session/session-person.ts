import type { PersonRoles } from '../../domain/session/person-roles.js';

/** The person of a session, as the provider says. */
export interface SessionPerson extends PersonRoles {
  subject: string;
  name: string;
  /** The rulebook that the provider's word asks for, if any. */
  rulebookClaim: string | undefined;
}
