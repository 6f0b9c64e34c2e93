import type { FreezeRequestState } from './freeze-request.js';

/** Every transition that a freeze request may make. A settled request never moves again. */
const TRANSITIONS: Readonly<Record<FreezeRequestState, readonly FreezeRequestState[]>> = {
  requested: ['half_approved', 'approved', 'refused', 'expired'],
  half_approved: ['approved', 'refused', 'expired'],
  approved: [],
  refused: [],
  expired: [],
};

/** Returns whether a freeze request may go from one state to another. */
export function mayChangeFreezeRequest(from: FreezeRequestState, to: FreezeRequestState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Returns whether a request in this state still waits for a person. */
export function isOpen(state: FreezeRequestState): boolean {
  return TRANSITIONS[state].length > 0;
}

/** The states in which a request waits for a person. */
export const WAITING_REQUEST_STATES = (Object.keys(TRANSITIONS) as FreezeRequestState[]).filter(isOpen);
