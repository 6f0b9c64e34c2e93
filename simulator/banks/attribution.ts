import type { Hold } from './hold-book.js';
import type { Account, Credit, Debit } from './ledger.js';

/** A debit and the part of it (satang) that is attributed to a stolen sum. */
export interface Attributed {
  readonly debit: Debit;
  readonly attributed: bigint;
}

/** The most onward debits of a receipt (the limit of the protocol). */
const MOST_DEBITS = 200;

/**
 * LATER_DEBITS_IN_TIME_ORDER: attributes `remaining` satang to the debits of the account after the
 * credit, in order of time. Each debit takes at most its own amount, less what other holds already
 * attribute to it.
 * @param others the other holds on the same account, as they count (`asTheyCount`)
 * @param nowMs holds of money that expired before this instant no longer count
 */
export function attributeLaterDebits(
  credit: Credit,
  debits: readonly Debit[],
  remaining: bigint,
  others: readonly Hold[],
  nowMs: number,
): Attributed[] {
  const countingHolds = countingNow(others, nowMs);
  const explained: Attributed[] = [];
  let unexplained = remaining;
  for (const debit of debits.filter((one) => isLater(one, credit)).sort(byTime)) {
    if (unexplained === 0n || explained.length === MOST_DEBITS) break;
    const attributed = smaller(unexplained, unnamedOf(debit, countingHolds));
    if (attributed <= 0n) continue;
    explained.push({ debit, attributed });
    unexplained -= attributed;
  }
  return explained;
}

/** Returns what of a debit is named for none of the holds. */
function unnamedOf({ reference, amount }: Debit, holds: readonly Hold[]): bigint {
  return amount - namedOf(reference, holds);
}

/** Returns what holds attribute to a debit. */
function namedOf(reference: string, holds: readonly Hold[]): bigint {
  return holds.reduce((sum, { explainedBy }) => sum + (explainedBy.get(reference) ?? 0n), 0n);
}

function isOfSameCredit({ transfer: one }: Hold, { transfer: other }: Hold): boolean {
  return one.reference === other.reference && one.fromInstitution === other.fromInstitution;
}

/**
 * LOWEST_BALANCE_SINCE: returns how much of a credit can still be on its account. What was spent
 * before another credit came was spent from the older ones, so no more of a credit is there than the
 * lowest balance since then, less what others hold of the credits that were there at that instant.
 * @param others the other holds on the same account, with the credit of each
 */
export function stillThere(
  account: Account,
  credit: Credit,
  others: readonly { readonly held: bigint; readonly credit: Credit }[],
): bigint {
  const entries = [
    ...account.credits.map((entry) => ({ entry, change: entry.amount })),
    ...account.debits.map((entry) => ({ entry, change: -entry.amount })),
  ].sort((one, other) => byTime(one.entry, other.entry));
  let balance = account.opening;
  let least = account.balance;
  for (const { entry, change } of entries) {
    balance += change;
    if (byTime(entry, credit) < 0) continue;
    const there = others.filter((other) => byTime(other.credit, entry) <= 0);
    least = smaller(
      least,
      there.reduce((left, { held }) => left - held, balance),
    );
  }
  return least > 0n ? least : 0n;
}

/**
 * Returns what other holds on the same credit hold of it, with what AMLO keeps beside them, or attribute
 * to later debits: each satang of the credit counts once.
 */
export function answeredFor(credit: Credit, others: readonly Hold[], nowMs: number): bigint {
  return onCredit(credit, others, nowMs).reduce(
    (sum, hold) => [...hold.explainedBy.values()].reduce((total, part) => total + part, sum + hold.held + hold.seized),
    0n,
  );
}

/** Returns the holds that count now, and are on a credit. */
export function onCredit(credit: Credit, holds: readonly Hold[], nowMs: number): Hold[] {
  return countingNow(holds, nowMs).filter(
    ({ transfer }) => transfer.reference === credit.reference && transfer.fromInstitution === credit.from.institution,
  );
}

/**
 * Returns the holds that count now. A hold that found no money counts for ever: what it attributed
 * to later debits is gone, and its expiry brings nothing back.
 */
function countingNow(holds: readonly Hold[], nowMs: number): Hold[] {
  return holds.filter((hold) => countsNow(hold, nowMs));
}

function countsNow({ state, expiresAt }: Hold, nowMs: number): boolean {
  return state === 'empty' || (state === 'active' && expiresAt > nowMs);
}

/**
 * Returns holds as they count for others: what was named in answer to one that ended stays named, as of one
 * that found no money, while a hold counts that goes on with its money (`namedFor`). What was named for another
 * hold since then stays with that one; of the same credit that is the same money, even where the debit has more.
 * @param debits those of the account
 * @param namedFor the orders that the order at hand goes on with
 */
export function asTheyCount(
  holds: readonly Hold[],
  debits: readonly Debit[],
  namedFor: readonly string[],
  nowMs: number,
): Hold[] {
  const counting = countingNow(holds, nowMs);
  const kept = new Set([...namedFor, ...counting.flatMap((hold) => hold.namedFor)]);
  const left = new Map(debits.map((debit) => [debit.reference, unnamedOf(debit, counting)]));
  const stillNamed = (ended: Hold): Hold['explainedBy'] => {
    const since = counting.filter((hold) => hold.placedAt >= ended.changedAt && isOfSameCredit(hold, ended));
    return new Map(
      [...ended.explainedBy].flatMap(([reference, part]): [string, bigint][] => {
        const rest = left.get(reference) ?? 0n;
        const stays = smaller(part - namedOf(reference, since), rest);
        if (stays <= 0n) return [];
        left.set(reference, rest - stays);
        return [[reference, stays]];
      }),
    );
  };
  return holds.map((hold) => {
    const isTakenWhole = hold.state === 'taken_over' && !hold.isNamedOn;
    const isKept = !isTakenWhole && hold.orderIds.some((id) => kept.has(id));
    if (!isKept || countsNow(hold, nowMs)) return hold;
    return { ...hold, held: 0n, seized: 0n, state: 'empty' as const, explainedBy: stillNamed(hold) };
  });
}

/** Returns the smaller of two amounts. */
export function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function isLater(debit: Debit, credit: Credit): boolean {
  return debit.at > credit.at || (debit.at === credit.at && debit.sequence > credit.sequence);
}

function byTime(one: Debit | Credit, other: Debit | Credit): number {
  return one.at - other.at || one.sequence - other.sequence;
}
