import type { DebitState } from '../debit/debit-verdict.js';
import { keepsCaseOpen } from '../break/keeps-case-open.js';
import { ENDED_HOLD_STATES, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';

/** What decides the status of a case. */
export interface CaseProgress {
  now: Date;
  /** When the inquiry officer's time to decide ends: receipt of the complaint plus OFF-7D. */
  openUntil: Date;
  withdrawn: boolean;
  /** A withdrawal waits for a second person. */
  withdrawalWaits: boolean;
  /** A correction waits for a second person. */
  correctionWaits: boolean;
  /** A finding about the holder of an account waits for a second person. */
  papersWait: boolean;
  holds: readonly HoldState[];
  /** A person may still ask that a hold comes back which was released by mistake (P-BACK). */
  mayComeBack: boolean;
  /** How many freeze requests nobody has settled. */
  openRequests: number;
  /** How many questions to agencies are neither answered nor past their time. */
  openQuestions: number;
  debits: readonly DebitState[];
  /** How many transfers that the victim told of nobody has completed or set aside. */
  openIncompleteTransfers: number;
  /** The kinds of open breaks about the case and its money. */
  openBreaks: readonly string[];
}

/** The status of a case. */
export const CASE_STATUSES = ['received', 'holding', 'awaiting_decision', 'releasing', 'closed'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/**
 * Derives the status of a case; nobody sets it by hand. A case closes only when nothing is under
 * way and nothing more may come: it was withdrawn, every debit was denied, or the officer's time
 * is over. A break by which money may stand elsewhere is under way until a person settles it.
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
    progress.withdrawalWaits ||
    progress.correctionWaits ||
    progress.papersWait ||
    progress.mayComeBack ||
    progress.openRequests > 0 ||
    progress.openQuestions > 0 ||
    progress.openIncompleteTransfers > 0 ||
    progress.debits.includes('asked') ||
    progress.openBreaks.some(keepsCaseOpen) ||
    progress.holds.some((state) => !ENDED_HOLD_STATES.includes(state));
  if (underWay) return false;
  const allDenied = progress.debits.length > 0 && progress.debits.every((debit) => debit === 'denied');
  return progress.withdrawn || allDenied || progress.now >= progress.openUntil;
}
