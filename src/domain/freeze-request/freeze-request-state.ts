import type { FreezeRequestState } from './freeze-request.js';

/**
 * Every transition a freeze request may make; anything else is refused and audited. A settled
 * request never moves again.
 */
const TRANSITIONS: Readonly<Record<FreezeRequestState, readonly FreezeRequestState[]>> = {
  requested: ['half_approved', 'approved', 'refused', 'expired'],
  half_approved: ['approved', 'refused', 'expired'],
  approved: [],
  refused: [],
  expired: [],
};

/** Whether a freeze request may go from one state to another. */
export function mayChangeFreezeRequest(from: FreezeRequestState, to: FreezeRequestState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Whether a request in this state still waits for a person. */
export function isOpen(state: FreezeRequestState): boolean {
  return TRANSITIONS[state].length > 0;
}
