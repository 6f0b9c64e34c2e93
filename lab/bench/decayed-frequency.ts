import type { Transfer } from '../../src/analysis/observed.js';

/** An account that may be paid next. */
interface NextHop {
  to: string;
  /** Past payments, each worth less the older it is. */
  weight: number;
  /** Its part of the weight of all that may be paid next; adds up to 1. */
  share: number;
}

/** A payment counts half after this time: two weeks, in milliseconds. */
const HALF_LIFE_MS = 14 * 24 * 60 * 60 * 1000;

/** A payment by an account with a common payer counts as this part of one by the account itself. */
const SIBLING_PART = 0.2;

/**
 * A payment by an account of the same ring counts only where nearer ones say nothing: a ring has
 * hundreds of accounts, and counted as siblings they drown what the account itself does.
 */
const ALIKE_PART = 0.0001;

/**
 * Counts whom an account, and those who were paid by the same payers, paid before `asOf` (epoch
 * ms), recent payments more. The likeliest comes first; ties are in order of the account's text.
 * `alike` are more accounts, such as a ring's: whom only they paid comes last.
 */
export function decayedFrequency(
  account: string,
  transfers: readonly Transfer[],
  asOf: number,
  alike: Iterable<string> = [],
): NextHop[] {
  const past = transfers.filter(({ at, from, to }) => at <= asOf && from !== to);
  const payers = new Set(past.filter(({ to }) => to === account).map(({ from }) => from));
  const siblings = new Set(past.filter(({ from }) => payers.has(from)).map(({ to }) => to));
  const others = new Set(alike);
  const weights = new Map<string, number>();
  for (const { from, to, at } of past) {
    const part = from === account ? 1 : siblings.has(from) ? SIBLING_PART : others.has(from) ? ALIKE_PART : 0;
    if (part === 0 || to === null || to === account) continue;
    weights.set(to, (weights.get(to) ?? 0) + part * 0.5 ** ((asOf - at) / HALF_LIFE_MS));
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return [...weights]
    .map(([to, weight]) => ({ to, weight, share: weight / total }))
    .sort((a, b) => b.weight - a.weight || (a.to < b.to ? -1 : 1));
}
