import type { Role } from '../../domain/freeze-request/freeze-request.js';

/**
 * A person who acts, as the token says; the name is kept only where the law wants it (section 8).
 */
export interface ActingPerson {
  subject: string;
  name: string;
  roles: readonly Role[];
}
