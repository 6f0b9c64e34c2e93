import { section7Until as untilBySection7 } from '../../../domain/case/sum/again.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readComplaintClock } from './complaint-clock.js';
import type { Extension } from './extend-hold.js';

/** Reads until when section 7 lets a hold stand, as `section7Until` of the domain says. */
export async function section7Until(
  work: CaseWork,
  hold: HoldRow,
  debitConfirmed: boolean,
  urgentFrom: Date | null,
): Promise<Date> {
  const complaint = await readComplaintClock(work, hold.stolenSumId);
  return untilBySection7(hold, { complaint, debitConfirmed, urgentFrom }, work);
}

/**
 * Returns the extension by which a hold goes on under section 7. `urgentFrom`: the urgent time began
 * anew.
 */
export function section7Extension(debitConfirmed: boolean, urgentFrom: Date | null): Extension {
  return { kind: 'section7', debitConfirmed, urgentFrom, until: null, freezeRequestId: null, seizureWarrantNo: null };
}
