import { type Role, ROLES } from '../freeze-request/freeze-request.js';

/** In which roles a person acts, and for which institution. */
export interface PersonRoles {
  roles: readonly Role[];
  /** Slug of the institution that the person works for; null: the person acts for the centre. */
  institution: string | null;
}

/**
 * Returns in which roles a person acts, by what the provider says. Words that are no role of ours
 * give nothing. Who works for an institution acts for it alone, whatever other roles he is given,
 * because nobody judges what his own institution reports; and without an institution the role
 * `institution_user` gives nothing.
 */
export function personRoles(given: readonly string[], institution: string | undefined): PersonRoles {
  if (given.includes('institution_user') && institution !== undefined)
    return { roles: ['institution_user'], institution };
  if (institution !== undefined) return { roles: [], institution };
  return { roles: ROLES.filter((role) => role !== 'institution_user' && given.includes(role)), institution: null };
}
