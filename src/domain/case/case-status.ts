import type { DebitState } from '../debit/debit-verdict.js';
import { ENDED_HOLD_STATES, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';

/** What a case's status follows from. */
export interface CaseProgress {
  now: Date;
  /**
   * Until when the inquiry officer may still decide: receipt of the complaint and the time of
   * OFF-7D.
   */
  openUntil: Date;
  withdrawn: boolean;
  holds: readonly HoldState[];
  /** Freeze requests that nobody settled. */
  openRequests: number;
  /** Questions to agencies that are neither answered nor past their time. */
  openQuestions: number;
  debits: readonly DebitState[];
}

export type CaseStatus = 'received' | 'holding' | 'awaiting_decision' | 'releasing' | 'closed';

/**
 * A case's status, always derived and never set by hand. It closes only when nothing is under way
 * and nothing more may come by right: withdrawn, every debit denied, or the officer's time over.
 */
export function caseStatus(progress: CaseProgress): { status: CaseStatus } {
  if (mayClose(progress)) return { status: 'closed' };
  if (progress.openRequests > 0) return { status: 'awaiting_decision' };
  if (progress.holds.some((state) => LIVE_HOLD_STATES.includes(state))) return { status: 'holding' };
  if (progress.holds.includes('release_ordered')) return { status: 'releasing' };
  return { status: 'received' };
}

function mayClose(progress: CaseProgress): boolean {
  const underWay =
    progress.openRequests > 0 ||
    progress.openQuestions > 0 ||
    progress.debits.includes('asked') ||
    progress.holds.some((state) => !ENDED_HOLD_STATES.includes(state));
  if (underWay) return false;
  const allDenied = progress.debits.length > 0 && progress.debits.every((debit) => debit === 'denied');
  return progress.withdrawn || allDenied || progress.now >= progress.openUntil;
}
