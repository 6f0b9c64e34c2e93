import type { Role } from '../../../domain/freeze-request/freeze-request.js';

/**
 * A person who acts, as the token says. The name is stored only where section 8 requires it, and
 * with what gives an order, which names its person (APA s.36).
 */
export interface ActingPerson {
  subject: string;
  name: string;
  roles: readonly Role[];
  /** Slug of the institution that the person works for; null or absent: the person acts for the centre. */
  institution?: string | null;
  /** Keyed hash of the person's own telephone number (`phone_number`), if the provider gives it. */
  phoneKey?: string | null;
}
