import type { ExpiryInput } from '../../../domain/hold/order/expiry.js';
import type { HoldKind } from '../../../domain/hold/hold.js';
import type { Section6Clock } from '../../../domain/hold/end/section6-end.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readComplaintClock } from './complaint-clock.js';

/** Reads what the expiry of an order for a stolen sum is computed from (`orderExpiry`). */
export async function expiryInput(
  work: CaseWork,
  stolenSumId: string,
  kind: HoldKind,
  issuedAt: Date,
  terms: { debitConfirmed: boolean; urgentFrom?: Date | null; until: Date | null; notice?: Section6Clock },
): Promise<ExpiryInput> {
  return {
    kind,
    issuedAt,
    debitConfirmed: terms.debitConfirmed,
    urgentFrom: terms.urgentFrom ?? null,
    until: terms.until,
    complaint: await readComplaintClock(work, stolenSumId),
    ...(terms.notice === undefined ? {} : { section6: terms.notice }),
  };
}
