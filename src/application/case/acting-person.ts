import type { Role } from '../../domain/freeze-request/freeze-request.js';

/** A person who acts, as the token says; the name is stored only where section 8 requires it. */
export interface ActingPerson {
  subject: string;
  name: string;
  roles: readonly Role[];
}
