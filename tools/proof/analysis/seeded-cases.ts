import { readHopFeatures } from '../../../src/analysis/features/hop-features.js';
import { viewHops } from '../../../src/analysis/features/hop-view.js';
import { makeReady, type ReadyObserved } from '../../../src/analysis/features/history.js';
import type { Transfer } from '../../../src/analysis/observed.js';
import { traceTaint } from '../../../src/analysis/trace/taint.js';
import { knownTransfers, reportedTrail } from '../reported-trails.js';
import type { Log } from './read-logs.js';

/** An account that the money of a complaint can have reached. */
export interface Candidate {
  account: string;
  /** The account is a mule in truth. */
  isFlagged: boolean;
  /** It is a mule of the alert pattern that the complaint belongs to; null where the log names no patterns. */
  isOfPattern: boolean | null;
  taint: number;
  /** A value for each of `HOP_FEATURES`, of all transfers of the log. */
  features: readonly number[];
  /**
   * The same of the trails of the complaints made by then alone, as the centre has them; null where
   * the account stands on none.
   */
  reportedFeatures: readonly number[] | null;
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
  const inTime = log.transfers.toSorted((a, b) => a.at - b.at);
  const ready: ReadyObserved = makeReady({ transfers: inTime, facts: [], refs: [] });
  // A step of a log is a day, so no answer is late in it.
  const trails = log.complaints.map((stolen) =>
    reportedTrail({ at: stolen.at, stolen: [stolen] }, ready.history, inTime, 0),
  );
  const reportedBy = new Map<number, ReadyObserved>();
  const readyAt = (asOf: number): ReadyObserved => {
    const known = reportedBy.get(asOf) ?? makeReady({ transfers: knownTransfers(trails, asOf), facts: [], refs: [] });
    reportedBy.set(asOf, known);
    return known;
  };
  return log.complaints.map((complaint) => {
    const asOf = complaint.at + WINDOW_MS;
    const reported = new Map(readReached(complaint, readyAt(asOf), asOf).map((one) => [one.account, one.features]));
    const pattern = log.patterns?.get(complaint);
    const candidates = readReached(complaint, ready, asOf).map((one) => ({
      ...one,
      isFlagged: log.flagged.has(one.account),
      isOfPattern: pattern === undefined ? null : log.flagged.has(one.account) && pattern.has(one.account),
      reportedFeatures: reported.get(one.account) ?? null,
    }));
    return { complaint, candidates: candidates.filter(({ account }) => account !== complaint.to) };
  });
}

function readReached(
  complaint: Transfer,
  ready: ReadyObserved,
  asOf: number,
): Pick<Candidate, 'account' | 'taint' | 'features'>[] {
  const trace = traceTaint({ stolen: [complaint] }, ready.history, asOf);
  if (trace === null) return [];
  const views = viewHops(trace, ready, asOf);
  const rows = readHopFeatures(views);
  return views.map(({ reached: { account, taint } }, index) => ({ account, taint, features: rows[index] ?? [] }));
}
