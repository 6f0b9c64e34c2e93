import { refuseOfInterested } from '../../domain/interest/earlier-word.js';
import type { Refusal } from '../../domain/result.js';
import type { Reading } from '../case/work/reading-of-case.js';
import { interestedAmong } from './interested-among.js';

/**
 * Returns the refusal `APPROVAL.MAKER_INTEREST` where a second person would carry out, on a locked
 * case, what a person asked for of whom an interest in it became known since; else null.
 */
export async function refuseOfMaker(
  { manager, caseFile }: Pick<Reading, 'manager' | 'caseFile'>,
  { requestedBy }: { requestedBy: string },
  verdict: Parameters<typeof refuseOfInterested>[2],
): Promise<Refusal | null> {
  return refuseOfInterested(requestedBy, await interestedAmong(manager, caseFile.id, [requestedBy]), verdict);
}
