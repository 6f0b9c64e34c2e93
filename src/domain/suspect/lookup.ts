import type { Role } from '../freeze-request/freeze-request.js';
import { refuse, ok, type Result } from '../result.js';

/** Roles of the centre that look suspects up, in the order in which they are noted. */
export const LOOKERS = [
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'amlo_officer',
] as const satisfies readonly Role[];

/** Roles that search complaints and holds, and look nobody up. */
const CALL_ROLES = ['hotline_operator', 'unfreeze_desk', 'auditor'] as const satisfies readonly Role[];

/**
 * Returns in which role a person searches, and whose bound counts: that of the look-ups for who has
 * them too. Undefined when none of the person's roles searches.
 */
export function searchingAs(roles: readonly Role[]): { role: Role; side: 'centre' | 'calls' } | undefined {
  const looker = LOOKERS.find((role) => roles.includes(role));
  if (looker !== undefined) return { role: looker, side: 'centre' };
  const role = CALL_ROLES.find((each) => roles.includes(each));
  return role && { role, side: 'calls' };
}

/**
 * How often one person may look suspects up within an hour. A search by account or PromptPay id
 * counts like a look-up, because it tells the same; `calls` are those who answer calls and appeals,
 * or audit, who look nobody up but search for whoever calls.
 */
const MOST_AN_HOUR = { centre: 120, institution: 60, calls: 600 } as const;

/**
 * Decides whether a person may look one more suspect up, after `count` in the last hour: who works
 * on cases needs some, who needs hundreds copies a list. Refusal: `SUSPECT.TOO_MANY_LOOKUPS`.
 */
export function mayLookUp(side: keyof typeof MOST_AN_HOUR, count: number): Result<null> {
  const most = MOST_AN_HOUR[side];
  return count < most
    ? ok(null)
    : refuse('SUSPECT.TOO_MANY_LOOKUPS', `one person looks up and searches ${most} an hour at most`, { most });
}

/**
 * Decides what an institution may ask. The centre tells it of its own accounts, where it holds by
 * the centre's orders, and of listed persons, whom every institution was told of (sections 8/5(6)
 * and 4). Of all else it has no duty that is related, and section 12 forbids to disclose it.
 * Refusal: `SUSPECT.NOT_YOURS`.
 */
export function mayInstitutionAsk(own: string, asked: { institution: string } | 'person' | 'other'): Result<null> {
  const isOwn = asked === 'person' || (asked !== 'other' && asked.institution === own);
  return isOwn
    ? ok(null)
    : refuse('SUSPECT.NOT_YOURS', 'an institution asks about accounts of its own, and about listed persons');
}
