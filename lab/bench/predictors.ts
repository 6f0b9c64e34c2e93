import { type HopScore, scoreHops } from '../../src/analysis/assess-hops.js';
import type { AgencyFact, Transfer } from '../../src/analysis/observed.js';
import type { WorldAccount } from '../../simulator/world/population.js';
import type { StolenPart } from '../../simulator/world/stolen-parts.js';
import { type AccountLog, within } from '../account-log.js';
import { decayedFrequency } from './decayed-frequency.js';
import type { InformationStore } from './information-store.js';
import type { Arming } from './policies.js';

/** How many next accounts are made ready for each account. */
const PREDICTED = 5;

/**
 * Returns the accounts that an account's stolen money is likely to go to, the likeliest first, by
 * what a store lets see. `analysis` is given the accounts of the case's ring; the frequency knows no
 * ring. The product names no next account: what it named was too seldom right.
 */
export function predictNext(by: Arming['by'], account: WorldAccount, store: InformationStore, asOf: number): string[] {
  const alike = by === 'analysis' ? store.ring.map(({ key }) => key) : [];
  const named = decayedFrequency(account.key, seenBy(by, account, store), asOf, alike);
  return named.map(({ to }) => to).slice(0, PREDICTED);
}

/** Returns the payments that a predictor looks at for an account. */
export function seenBy(by: Arming['by'], { index }: WorldAccount, store: InformationStore): Transfer[] {
  return store.around(index, by === 'analysis' ? store.ring.map((account) => account.index) : []);
}

/** So many payments of an account are looked at on each side, the newest. */
const PAYMENTS = 400;
const LOOK_BACK_MS = 28 * 86_400_000;

/**
 * What the analysis says of the accounts of a trail: the order of review, and who seems innocent.
 * @param store of the set `live`
 */
export function assess(
  parts: readonly StolenPart[],
  log: AccountLog,
  store: InformationStore,
  facts: ReadonlyMap<string, readonly AgencyFact[]>,
  asOf: number,
): ReadonlyMap<string, { score: number; band: HopScore['band'] }> {
  const accounts = new Set(parts.flatMap(({ payment }) => (payment.to === null ? [] : [payment.to])));
  const rows = new Set(parts.map(({ payment }) => payment));
  for (const { index } of accounts) {
    const { incoming, outgoing } = log.of(index);
    for (const payments of [incoming, outgoing]) {
      for (const payment of within(payments, asOf - LOOK_BACK_MS, asOf).slice(-PAYMENTS)) rows.add(payment);
    }
  }
  const stolen = parts.filter(({ hop }) => hop === 0).map(({ payment }) => store.read(payment));
  const observed = {
    transfers: [...rows].map((payment) => store.read(payment)),
    facts: [...accounts].flatMap(({ key }) => facts.get(key) ?? []).filter(({ knownAt }) => knownAt <= asOf),
    refs: [],
  };
  return new Map(
    scoreHops({ stolen }, observed, asOf, 'history').map(({ account, score, band }) => [account, { score, band }]),
  );
}
