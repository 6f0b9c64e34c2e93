import { orderExpiry } from '../../../domain/hold/order/expiry.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { Extension } from './extend-hold.js';
import { expiryInput } from './expiry-input.js';

/**
 * Returns until when section 7 lets a hold stand, counted from its first order, or from that of the
 * hold whose place it took. `urgentFrom`: the urgent time began anew.
 */
export async function section7Until(
  work: CaseWork,
  hold: HoldRow,
  debitConfirmed: boolean,
  urgentFrom: Date | null,
): Promise<Date> {
  const terms = { debitConfirmed, urgentFrom, until: null };
  const input = await expiryInput(work, hold.stolenSumId, 'section7', hold.section7From, terms);
  return orderExpiry(input, work.rulebook, work.now).expiresAt;
}

/**
 * Returns the extension by which a hold goes on under section 7. `urgentFrom`: the urgent time began
 * anew.
 */
export function section7Extension(debitConfirmed: boolean, urgentFrom: Date | null): Extension {
  return { kind: 'section7', debitConfirmed, urgentFrom, until: null, freezeRequestId: null, seizureWarrantNo: null };
}
