import type { Actor } from '../freeze-request/freeze-request.js';
import { type Refusal, refuse } from '../result.js';

/**
 * Returns the refusal `APPROVAL.OWN_INTAKE` where a person took a report of the money of a case, or a
 * part of one in a later call (`takenBy`), else null: also the report of another case that claims the
 * same money. What rests on it is asked for and decided by others: `act` says which act that is.
 */
export function refuseTaker(
  takenBy: readonly string[],
  { subject }: Pick<Actor, 'subject'>,
  act: string,
): Refusal | null {
  return takenBy.includes(subject)
    ? refuse('APPROVAL.OWN_INTAKE', `who took a report of this money, or a part of one, may not ${act}`)
    : null;
}
