import type { NotOrderedCode } from '../../../domain/complaint/intake/not-ordered.js';
import { openBreak } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';

/**
 * Calls a person where it is not known that who reported may speak for the holder of the account: he asks by what, or
 * lets the victim call. `refusals`: why nothing was ordered at once.
 */
export async function askForStanding(work: CaseWork, refusals: readonly NotOrderedCode[]): Promise<void> {
  if (!refusals.includes('SECTION7.STANDING_UNKNOWN')) return;
  await openBreak(work, { caseId: work.caseFile.id, id: null }, null, 'STANDING_UNKNOWN');
}
