import { type Refusal, refuse } from '../../result.js';

/** What decides whether a complaint takes an addition: null where nothing happened yet. */
export interface ComplaintProgress {
  closedAt: Date | null;
  withdrawnAt: Date | null;
}

/**
 * An addition to a complaint. `complaintReceivedAt` is when an inquiry officer received the
 * victim's complaint, and `firstTransferAt` when the first transfer of the case was made;
 * null: no transfer is known well enough.
 */
export type AdditionToCheck =
  { kind: 'supplement' | 'transfers' } | { kind: 'statement'; complaintReceivedAt: Date; firstTransferAt: Date | null };

/**
 * Returns why a complaint takes no such addition, or undefined when it does. Refusals:
 * `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`, `STATEMENT.IN_FUTURE`, `STATEMENT.BEFORE_TRANSFER`.
 */
export function refuseAddition(
  complaint: ComplaintProgress,
  addition: AdditionToCheck,
  now: Date,
): Refusal | undefined {
  if (complaint.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed: report again, with a new key');
  if (complaint.withdrawnAt !== null) return refuse('COMPLAINT.ALREADY_WITHDRAWN', 'the complaint was withdrawn');
  if (addition.kind !== 'statement') return undefined;
  if (addition.complaintReceivedAt > now)
    return refuse('STATEMENT.IN_FUTURE', 'the complaint cannot have been received in the future');
  return addition.firstTransferAt !== null && addition.complaintReceivedAt < addition.firstTransferAt
    ? refuse(
        'STATEMENT.BEFORE_TRANSFER',
        'the complaint cannot have been received before the first transfer of the case',
        { at: addition.firstTransferAt },
      )
    : undefined;
}
