import type { PersonRoles } from '../../domain/session/person-roles.js';

/** The person of a session, as the provider says. */
export interface SessionPerson extends PersonRoles {
  subject: string;
  name: string;
  /** Keyed hash of the telephone number that the provider gives of the person (`phone_number`); null: none. */
  phoneKey: string | null;
  /** The rulebook that the provider's word asks for, if any. */
  rulebookClaim: string | undefined;
}
