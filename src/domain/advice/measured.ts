import type { AdviceBand } from './advice.js';
import { type Outcome, wilson } from './calibration-of-outcomes.js';

/** How often what was said turned out right, with its 95% interval; each 0 to 1. */
export interface Measured {
  right: number;
  from: number;
  to: number;
  /** `card`: measured before it served, on made-up cases. `outcomes`: by what came of its own advice. */
  basis: 'card' | 'outcomes';
}

/** What a model says, as far as it is measured: the version, and the band where it has several. */
interface Said {
  modelVersion: string;
  band: AdviceBand;
}

/**
 * How often each version was right, as its card has it (MODEL_CARD.md, docs/models, docs/lab; a test
 * compares). `high` of a version that names something, such as the next account, is how often the
 * first that it names is right.
 */
const CARDS: Readonly<Record<string, Partial<Record<AdviceBand, readonly [right: number, from: number, to: number]>>>> =
  {
    'hop-reported-7': { high: [0.968, 0.906, 1], likely_innocent: [0.993, 0.989, 0.997] },
    'ring-3': { high: [0.93, 0.92, 0.94] },
    'review-order-1': { high: [0.24, 0.18, 0.3] },
    'case-type-1': { high: [0.637, 0.586, 0.686] },
  };

/** An advice is said where it is right at least this often, by the lower end of what is known. */
const RIGHT_FROM = 0.8;

/** With fewer outcomes of its own a model is measured by its card. */
const OWN_OUTCOMES_FROM = 30;

/** Returns how often a version was right by its card; null where nobody measured it. */
export function measuredByCard({ modelVersion, band }: Said): Measured | null {
  const figure = CARDS[modelVersion]?.[band];
  if (figure === undefined) return null;
  const [right, from, to] = figure;
  return { right, from, to, basis: 'card' };
}

/**
 * What came of what a version said, by version. Of a ring `isMule` is that two officers, each by himself,
 * found that it is one.
 */
export type OwnOutcomes = ReadonlyMap<string, readonly Pick<Outcome, 'band' | 'isMule'>[]>;

/**
 * Returns how often a version is right where it says what it says: by what came of its own advice,
 * once that is enough, else by its card. Null: nobody knows, as in the band `unsure`, which says nothing.
 */
export function measuredOf({ modelVersion, band }: Said, own: OwnOutcomes): Measured | null {
  if (band === 'unsure') return null;
  const outcomes = (own.get(modelVersion) ?? []).filter((outcome) => outcome.band === band);
  if (outcomes.length < OWN_OUTCOMES_FROM) return measuredByCard({ modelVersion, band });
  const right = outcomes.filter(({ isMule }) => isMule === (band === 'high')).length / outcomes.length;
  return { right, ...wilson(right, outcomes.length), basis: 'outcomes' };
}

/** Returns whether something that is right so often may be said as advice. */
function isRightEnough(measured: Measured | null): measured is Measured {
  return measured !== null && measured.from >= RIGHT_FROM;
}

/**
 * Returns the band of an advice that has no probability of its own, such as a ring: what its version
 * is measured to be. `unsure` where that is too little, or unknown.
 */
export function bandByCard(modelVersion: string): AdviceBand {
  return isRightEnough(measuredByCard({ modelVersion, band: 'high' })) ? 'high' : 'unsure';
}

/** The accounts of a case among which a model ranks. */
export interface Ranked {
  accounts: number;
  /** The highest score less the lowest, 0 to 1. */
  contrast: number;
}

/** With fewer accounts nobody needs an order, and a share of them says nothing. */
const ACCOUNTS_FROM = 3;
/** Where the accounts of a trail look more alike than this, an order among them is chance. */
const CONTRAST_FROM = 0.2;

/** Returns among how many accounts, and how different ones, advice on hop risk ranks. */
export function rankedOf(scores: readonly number[]): Ranked {
  return { accounts: scores.length, contrast: scores.length === 0 ? 0 : Math.max(...scores) - Math.min(...scores) };
}

/**
 * Returns how often an advice is right where it may be said to a person; null: it stays silent.
 * Silent is what is not sure, what is measured to be wrong too often or was never measured, and an
 * order of accounts where there are too few to rank or all look alike. What is silent stays on
 * record, and may be drawn for review.
 */
export function saidWith(
  { kind, ...said }: Said & { kind: string },
  own: OwnOutcomes,
  ranked: Ranked,
): Measured | null {
  const measured = measuredOf(said, own);
  if (!isRightEnough(measured)) return null;
  const ranks = kind !== 'hop_risk' || (ranked.accounts >= ACCOUNTS_FROM && ranked.contrast >= CONTRAST_FROM);
  return ranks ? measured : null;
}
