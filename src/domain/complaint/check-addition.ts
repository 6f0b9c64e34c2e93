import { type Refusal, refuse } from '../result.js';

/** What decides whether a complaint takes an addition: null where nothing happened yet. */
export interface ComplaintProgress {
  closedAt: Date | null;
  withdrawnAt: Date | null;
  /** When an inquiry officer's acceptance (OFF-7C) was noted. */
  statementAt: Date | null;
}

/** An addition to a complaint; `complaintReceivedAt` is when the police received a statement. */
export type AdditionToCheck = { kind: 'supplement' } | { kind: 'statement'; complaintReceivedAt: Date };

/**
 * Returns why a complaint takes no such addition, or undefined when it does. Refusals:
 * `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`, `STATEMENT.ALREADY_GIVEN`, `STATEMENT.IN_FUTURE`.
 */
export function refuseAddition(
  complaint: ComplaintProgress,
  addition: AdditionToCheck,
  now: Date,
): Refusal | undefined {
  if (complaint.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
  if (complaint.withdrawnAt !== null) return refuse('COMPLAINT.ALREADY_WITHDRAWN', 'the complaint was withdrawn');
  if (addition.kind !== 'statement') return undefined;
  if (complaint.statementAt !== null)
    return refuse('STATEMENT.ALREADY_GIVEN', 'an inquiry officer has accepted this complaint already');
  return addition.complaintReceivedAt > now
    ? refuse('STATEMENT.IN_FUTURE', 'the complaint cannot have been received in the future')
    : undefined;
}
