import { DAY_MS, HOUR_MS } from '../../src/domain/time.js';
import { scoreHops } from '../../src/analysis/assess-hops.js';
import { History } from '../../src/analysis/features/history.js';
import { type Observed, REPORTED_FACT_KINDS } from '../../src/analysis/observed.js';
import { type Doubts, reviewOrder } from '../../src/analysis/review-order.js';
import { traceTaint } from '../../src/analysis/trace/taint.js';
import { asTransfer, type Nation } from '../../simulator/world/nation.js';
import { makeReports, type Report } from '../../simulator/world/reports.js';

/** Before, too few trails are on record. */
const FIRST_DAY = 15;
/** The officer looks so long after the call, when the institutions have answered. */
const LOOK_AFTER_MS = 2 * HOUR_MS;
/** A caller's other complaints count for so long. */
const OTHER_REPORTS_WITHIN_MS = 30 * DAY_MS;
/** The share of the complaints that is reviewed. */
const REVIEWED = 0.1;

/** The doubts that the product knows, each alone. */
export const DOUBTS = ['debitsDisputed', 'paidBackBefore', 'otherReports'] as const;

/**
 * In what order complaints are reviewed. `arrival`: first come, first served. `queue`: as the queue
 * is sorted by advice, by the highest of hop risk and doubts. `doubts`: by the doubts alone. `doubts,
 * all banks`: the same, where the record has every earlier payment between payee and victim.
 */
export const REVIEW_ORDERS = ['arrival', 'queue', 'doubts', 'doubts, all banks'] as const;
type ReviewOrderName = (typeof REVIEW_ORDERS)[number];

/** How well something names mistaken complaints. */
export interface NamingFigures {
  /** How many complaints it names. */
  named: number;
  /** Mistaken ones among those that it names; null where it names none. */
  precision: number | null;
  /** The share of the mistaken ones that it names. */
  recall: number;
}

/** How well an order of review brings mistaken complaints forward. */
interface PlacingFigures {
  /** The share of the mistaken complaints among the first tenth that is reviewed. */
  foundInTenth: number;
  /** How often a mistaken complaint stands before a true one; .5 by chance. */
  before: number;
}

/** What was measured in one world. */
export interface ReviewFigures {
  complaints: number;
  mistaken: number;
  /** Invented complaints whose debit the institution denies: the rulebook ends them before a review. */
  denied: number;
  naming: Readonly<Record<(typeof DOUBTS)[number] | 'any' | 'any, all banks', NamingFigures>>;
  placing: Readonly<Record<ReviewOrderName, PlacingFigures>>;
}

/** Measures by the product's code how early a review finds the mistaken complaints of a world. */
export function measureReview(nation: Nation): ReviewFigures {
  const reports = makeReports(nation);
  const judged = judge(nation, reports);
  const denied = judged.filter(({ report }) => report.debit === 'denied').length;
  const rows = judged.filter(({ report }) => report.debit !== 'denied');
  const names = (is: (row: Judged) => boolean) => namingOf(rows, is);
  const by = (score: (row: Judged) => number) => placingOf(rows, score);
  return {
    complaints: rows.length,
    mistaken: rows.filter(isMistaken).length,
    denied,
    naming: {
      debitsDisputed: names(({ known }) => scoreOf({ ...NONE, debitsDisputed: known.debitsDisputed }) > 0),
      paidBackBefore: names(({ known }) => scoreOf({ ...NONE, paidBackBefore: known.paidBackBefore }) > 0),
      otherReports: names(({ known }) => scoreOf({ ...NONE, otherReports: known.otherReports }) > 0),
      any: names(({ known }) => scoreOf(known) > 0),
      'any, all banks': names(({ everything }) => scoreOf(everything) > 0),
    },
    placing: {
      arrival: by(() => 0),
      queue: by(({ known, hopRisk }) => Math.max(scoreOf(known), hopRisk)),
      doubts: by(({ known }) => scoreOf(known)),
      'doubts, all banks': by(({ everything }) => scoreOf(everything)),
    },
  };
}

const NONE: Doubts = { debitsDisputed: 0, otherReports: 0, paidBackBefore: 0 };

/** A complaint with what the record says of it when an officer looks. */
interface Judged {
  report: Report;
  known: Doubts;
  /** The same, where the record has all payments of all banks. */
  everything: Doubts;
  /** The highest score of an account that the money can have reached. */
  hopRisk: number;
}

function judge(nation: Nation, reports: readonly Report[]): Judged[] {
  const transfers = nation.payments.map(asTransfer);
  const all = new History(transfers);
  const facts = nation.facts.filter(({ kind }) => REPORTED_FACT_KINDS.includes(kind));
  const trails = reports.map((report) => ({ at: report.at, places: trailOf(report, all, nation.endsAt) }));
  const firstAt = nation.settings.startsAt + FIRST_DAY * DAY_MS;
  return reports
    .filter(({ at }) => at >= firstAt)
    .map((report) => {
      const asOf = report.at + LOOK_AFTER_MS;
      const places = new Set(trails.filter(({ at }) => at <= asOf).flatMap((trail) => trail.places));
      const onRecord = [...places].flatMap((place) => transfers[place] ?? []);
      const doubts = {
        debitsDisputed: report.debit === 'disputed' ? 1 : 0,
        otherReports: reports.filter((other) => isEarlierBySameCaller(other, report)).length,
      };
      const history = new History(onRecord);
      return {
        report,
        known: { ...doubts, paidBackBefore: paidBackBefore(report, history) },
        everything: { ...doubts, paidBackBefore: paidBackBefore(report, all) + Number(report.baited) },
        hopRisk: hopRiskOf(report, { transfers: onRecord, facts, refs: [] }, asOf),
      };
    });
}

/** Returns the places of the payments that institutions report of a complaint, in the order of time. */
function trailOf({ reported }: Report, all: History, endsAt: number): number[] {
  const trace = traceTaint({ stolen: reported.map(asTransfer) }, all, endsAt);
  const followed = (trace?.carrying ?? []).map(({ place }) => place).filter((place) => place >= 0);
  return [...reported.map(({ index }) => index), ...followed];
}

function isEarlierBySameCaller(other: Report, { reportId, caller, at }: Report): boolean {
  return (
    other.reportId !== reportId && other.caller === caller && other.at <= at && other.at >= at - OTHER_REPORTS_WITHIN_MS
  );
}

/** Counts the payments from whom a victim paid to the victim that are older than the theft. */
function paidBackBefore({ reported }: Report, history: History): number {
  return reported.flatMap(({ from, to, at }) =>
    to === null ? [] : history.outgoing(to.key, -Infinity, at - 1).filter((flow) => flow.to === from.key),
  ).length;
}

function hopRiskOf({ reported }: Report, observed: Observed, asOf: number): number {
  const scores = scoreHops({ stolen: reported.map(asTransfer) }, observed, asOf, 'reported');
  return Math.max(0, ...scores.map(({ score }) => score));
}

function scoreOf(doubts: Doubts): number {
  return reviewOrder('case', doubts)?.score ?? 0;
}

function isMistaken({ report }: Judged): boolean {
  return report.mistake !== null;
}

function namingOf(rows: readonly Judged[], isNamed: (row: Judged) => boolean): NamingFigures {
  const named = rows.filter(isNamed);
  const right = named.filter(isMistaken).length;
  return {
    named: named.length,
    precision: named.length === 0 ? null : right / named.length,
    recall: right / Math.max(1, rows.filter(isMistaken).length),
  };
}

/** Reviews the highest score first, and of equal ones who came first. */
function placingOf(rows: readonly Judged[], score: (row: Judged) => number): PlacingFigures {
  const ordered = rows.toSorted((one, other) => score(other) - score(one) || one.report.at - other.report.at);
  const all = rows.filter(isMistaken).length;
  const tenth = ordered.slice(0, Math.ceil(REVIEWED * ordered.length)).filter(isMistaken).length;
  let seen = 0;
  let pairs = 0;
  for (const row of ordered) {
    if (isMistaken(row)) seen += 1;
    else pairs += seen;
  }
  return { foundInTenth: tenth / Math.max(1, all), before: pairs / Math.max(1, all * (rows.length - all)) };
}
