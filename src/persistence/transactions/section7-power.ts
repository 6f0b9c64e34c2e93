import { orderExpiry } from '../../domain/hold/expiry.js';
import type { HoldRow } from '../entities/hold.entities.js';
import type { CaseWork } from './case-work.js';
import type { Extension } from './extend-hold.js';

/** Until when section 7 lets a hold stand, from its first issue. */
export function section7Until(work: CaseWork, hold: HoldRow, debitConfirmed: boolean): Date {
  const { openedAt: complaintReceivedAt, statementAt } = work.caseFile;
  const input = {
    kind: 'section7',
    issuedAt: hold.orderedAt,
    debitConfirmed,
    complaintReceivedAt,
    statementAt,
  } as const;
  return orderExpiry({ ...input, until: null }, work.rulebook, work.now).expiresAt;
}

/** The order by which a hold goes on under section 7. */
export function section7Extension(debitConfirmed: boolean): Extension {
  return { kind: 'section7', debitConfirmed, until: null, freezeRequestId: null, seizureWarrantNo: null };
}
