import { type Satang, minSatang, sumSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';
import { type Result, ok, refuse } from '../result.js';
import { inText, inTime } from './attribution.js';
import { accountsInCycles } from './cycles.js';
import type { TracedPart } from './traced-part.js';
import { type Distribution, addUp, allIn, distribute } from './whereabouts.js';

/** One payment, with the stolen money of all sums and reports in it. */
interface GraphTransfer {
  transferId: string;
  from: Account;
  to: Account | null;
  offRail: string | null;
  amountSatang: Satang;
  /** Stolen money of all sums together, never more than the amount. */
  attributedSatang: Satang;
  at: Date;
}

/** An account that stolen money reached, and what became of the money there. */
export interface GraphAccount {
  account: Account;
  /** Fewest steps from a victim. */
  hop: number;
  /** How many stolen sums reached it. */
  stolenSums: number;
  receivedSatang: Satang;
  /** Adds up to what was received. */
  became: Distribution;
  /** Money that left it came back to it. */
  inCycle: boolean;
}

/** The trail as a graph: the accounts that money reached are nodes, the transfers edges. */
export interface MoneyGraph {
  /** In order of time. */
  transfers: readonly GraphTransfer[];
  /** In order of hop, then by account. */
  accounts: readonly GraphAccount[];
  stolenSatang: Satang;
  /** Adds up to what was stolen; `onward` is 0, because money counts where it arrived. */
  became: Distribution;
}

/**
 * Builds the graph of one or more stolen sums from their traced parts, which may come in any order
 * and repeat.
 *
 * Refuses parts that contradict each other: `TRAIL.TRANSFER_DIFFERS` (one transfer with two sets
 * of facts), `TRAIL.ABOVE_TRANSFER` (a transfer carries more stolen money than its amount),
 * `TRAIL.NOT_CONSERVED` (more left an account, or is held there, than arrived).
 */
export function buildMoneyGraph(traced: readonly TracedPart[]): Result<MoneyGraph> {
  const distinct = collect(
    groups(traced, (part) => part.partId),
    onePart,
  );
  if (!distinct.ok) return distinct;
  const parts = distinct.value;
  const transfers = collect(
    groups(parts, (part) => part.transferId),
    oneTransfer,
  );
  if (!transfers.ok) return transfers;
  const arrivals = groups(parts, (part) => part.to && accountKey(part.to));
  const departures = groups(parts, (part) => (part.hop === 0 ? null : accountKey(part.from)));
  if ([...departures.keys()].some((key) => !arrivals.has(key))) return NOT_CONSERVED;
  const cyclic = accountsInCycles(parts);
  const accounts = collect(arrivals, (arrived, key) => oneAccount(arrived, departures.get(key) ?? [], cyclic.has(key)));
  if (!accounts.ok) return accounts;
  const outside = parts.filter((part) => part.to === null).map(whereOutside);
  return ok({
    transfers: transfers.value.sort((a, b) => inTime(a.at, b.at) || inText(a.transferId, b.transferId)),
    accounts: accounts.value.sort((a, b) => a.hop - b.hop || inText(accountKey(a.account), accountKey(b.account))),
    stolenSatang: attributedOf(parts.filter((part) => part.hop === 0)),
    became: { ...addUp([...accounts.value.map((node) => node.became), ...outside]), onward: 0n },
  });
}

const TRANSFER_DIFFERS = refuse('TRAIL.TRANSFER_DIFFERS', 'one transfer is on record with two sets of facts');
const NOT_CONSERVED = refuse('TRAIL.NOT_CONSERVED', 'more left an account, or is held there, than arrived');

/** The items of one key, never empty. */
type Group<T> = readonly [T, ...T[]];

function onePart(repeated: Group<TracedPart>): Result<TracedPart> {
  const [first] = repeated;
  const differs = repeated.some(
    (part) =>
      part.stolenSumId !== first.stolenSumId ||
      part.transferId !== first.transferId ||
      part.attributedSatang !== first.attributedSatang ||
      factsOf(part) !== factsOf(first),
  );
  return differs ? TRANSFER_DIFFERS : ok(first);
}

function oneTransfer(parts: Group<TracedPart>): Result<GraphTransfer> {
  const [first] = parts;
  const { transferId, from, to, offRail, amountSatang, at } = first;
  const facts = factsOf(first);
  if (parts.some((part) => factsOf(part) !== facts)) {
    return TRANSFER_DIFFERS;
  }
  const followed = attributedOf(parts.filter((part) => part.hop > 0));
  const reported = attributedOf(parts.filter((part) => part.hop === 0));
  if (followed > amountSatang || reported > amountSatang) {
    return refuse('TRAIL.ABOVE_TRANSFER', 'a transfer carries more stolen money than its amount');
  }
  // A victim who was paid with another victim's money lost it again: both claim the same satang of
  // this transfer.
  const attributedSatang = minSatang(followed + reported, amountSatang);
  return ok({ transferId, from, to, offRail, amountSatang, attributedSatang, at });
}

function factsOf({ from, to, offRail, amountSatang, at }: TracedPart): string {
  return JSON.stringify([accountKey(from), to && accountKey(to), offRail, amountSatang.toString(), at.getTime()]);
}

function oneAccount(
  arrived: Group<TracedPart>,
  departed: readonly TracedPart[],
  inCycle: boolean,
): Result<GraphAccount> {
  const [first] = arrived;
  if (first.to === null) throw new Error('an account that money reached has a number');
  const sums = groups(arrived, (part) => part.stolenSumId);
  const departedBySum = groups(departed, (part) => part.stolenSumId);
  if ([...departedBySum.keys()].some((sumId) => !sums.has(sumId))) return NOT_CONSERVED;
  const became: Distribution[] = [];
  for (const [sumId, ofSum] of sums) {
    const distribution = distribute(ofSum, attributedOf(departedBySum.get(sumId) ?? []));
    if (distribution === undefined) return NOT_CONSERVED;
    became.push(distribution);
  }
  return ok({
    account: first.to,
    hop: Math.min(...arrived.map((part) => part.hop)),
    stolenSums: sums.size,
    receivedSatang: attributedOf(arrived),
    became: addUp(became),
    inCycle,
  });
}

function whereOutside(part: TracedPart): Distribution {
  if (part.offRail !== null) return allIn('off_rails', part.attributedSatang);
  return allIn(part.stopReason === null ? 'awaiting_receiver' : 'stopped', part.attributedSatang);
}

function attributedOf(parts: readonly TracedPart[]): Satang {
  return sumSatang(parts.map((part) => part.attributedSatang));
}

/** Groups items by key, in order of first appearance; leaves out items without a key. */
function groups<T>(items: readonly T[], keyOf: (item: T) => string | null): ReadonlyMap<string, Group<T>> {
  const found = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}

/** Makes one value for each group; returns the first refusal instead when there is one. */
function collect<T, V>(
  grouped: ReadonlyMap<string, Group<T>>,
  make: (group: Group<T>, key: string) => Result<V>,
): Result<V[]> {
  const values: V[] = [];
  for (const [key, group] of grouped) {
    const made = make(group, key);
    if (!made.ok) return made;
    values.push(made.value);
  }
  return ok(values);
}
