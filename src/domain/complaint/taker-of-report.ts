import type { Actor } from '../freeze-request/freeze-request.js';
import { type Refusal, refuse } from '../result.js';

/**
 * Returns the refusal `APPROVAL.OWN_INTAKE` where a person took the report of a case, or a part of it
 * in a later call (`takenBy`), else null. What rests on the report is asked for and decided by others:
 * `act` says which act that is.
 */
export function refuseTaker(
  takenBy: readonly string[],
  { subject }: Pick<Actor, 'subject'>,
  act: string,
): Refusal | null {
  return takenBy.includes(subject)
    ? refuse('APPROVAL.OWN_INTAKE', `who took the report, or a part of it, may not ${act}`)
    : null;
}
