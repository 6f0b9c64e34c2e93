import type { Role } from '../freeze-request/freeze-request.js';
import { type Refusal, refuse } from '../result.js';
import type { OfficerResult } from './officer-result.js';
import { type NoticeOffice, ROLE_OF_OFFICE } from './who-may-notify.js';

/**
 * Returns the refusal `SUSPENSION.OFFICE` when a person may not say what was found of a suspension,
 * else null. `offices` are those whose officers' notices carry it. Each of them examines its own
 * notice (section 6 paragraph 3), so who has it lifted speaks for all of them, and who proceeds by
 * law for one. Without such a notice it rests on the institution's own suspicion, which both a
 * criminal officer and AMLO examine.
 */
export function maySettle(
  result: OfficerResult['result'],
  offices: readonly NoticeOffice[],
  roles: readonly Role[],
): Refusal | null {
  const others = offices.filter((office) => !roles.includes(ROLE_OF_OFFICE[office]));
  const speaksForEnough = result === 'lifted' ? others.length === 0 : others.length < offices.length;
  if (offices.length === 0 || speaksForEnough) return null;
  return refuse(
    'SUSPENSION.OFFICE',
    `the suspension rests on a notice of ${others.join(', ')}, whose officer settles it`,
  );
}
