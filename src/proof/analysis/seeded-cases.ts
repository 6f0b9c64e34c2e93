import { readHopFeatures } from '../../analysis/features/hop-features.js';
import { viewHops } from '../../analysis/features/hop-view.js';
import { History, type ReadyObserved } from '../../analysis/features/history.js';
import type { Transfer } from '../../analysis/observed.js';
import { traceTaint } from '../../analysis/trace/taint.js';
import type { Log } from './read-logs.js';

/** An account that the money of a complaint can have reached. */
export interface Candidate {
  account: string;
  /** The account is a mule in truth. */
  isFlagged: boolean;
  taint: number;
  /** A value for each of `HOP_FEATURES`. */
  features: readonly number[];
}

/** One complaint, and the accounts to put in order. */
export interface SeededCase {
  complaint: Transfer;
  candidates: readonly Candidate[];
}

/** The candidates are reached within so long of the complaint: 28 steps of a day, in milliseconds. */
const WINDOW_MS = 28 * 24 * 60 * 60 * 1000;

/**
 * Seeds a trace at each complaint of a log and reads the features of every account reached, as of
 * the end of the window. The account that the victim paid is known and no candidate.
 */
export function seedCases(log: Log): SeededCase[] {
  const ready: ReadyObserved = { history: new History(log.transfers), facts: new Map() };
  return log.complaints.map((complaint) => {
    const asOf = complaint.at + WINDOW_MS;
    const trace = traceTaint({ stolen: [complaint] }, ready.history, asOf);
    if (trace === null) return { complaint, candidates: [] };
    const views = viewHops(trace, ready, asOf);
    const rows = readHopFeatures(views);
    const candidates = views.map(({ reached: { account, taint } }, index) => ({
      account,
      isFlagged: log.flagged.has(account),
      taint,
      features: rows[index] ?? [],
    }));
    return { complaint, candidates: candidates.filter(({ account }) => account !== complaint.to) };
  });
}
