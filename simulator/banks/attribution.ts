import type { Hold } from './hold-book.js';
import type { Credit, Debit } from './ledger.js';

/** A debit and the part of it (satang) that is ascribed to a stolen sum. */
export interface Attributed {
  readonly debit: Debit;
  readonly attributed: bigint;
}

/** An order may name at most this many onward debits (the wire's limit). */
const MOST_DEBITS = 200;

/**
 * LATER_DEBITS_IN_TIME_ORDER: explains `remaining` satang by the debits of the account after the
 * credit, in order of time, each up to its own amount less what other holds already ascribe to it.
 * So no debit explains more than itself.
 * @param others holds on the same account, without the one being judged
 * @param nowMs holds of money that expired before explain nothing any more
 */
export function attributeLaterDebits(
  credit: Credit,
  debits: readonly Debit[],
  remaining: bigint,
  others: readonly Hold[],
  nowMs: number,
): Attributed[] {
  const live = counting(others, nowMs);
  const explained: Attributed[] = [];
  let left = remaining;
  for (const debit of debits.filter((one) => isLater(one, credit)).sort(byTime)) {
    if (left === 0n || explained.length === MOST_DEBITS) break;
    const taken = live.reduce((sum, hold) => sum + (hold.explainedBy.get(debit.reference) ?? 0n), 0n);
    const attributed = smaller(left, debit.amount - taken);
    if (attributed <= 0n) continue;
    explained.push({ debit, attributed });
    left -= attributed;
  }
  return explained;
}

/**
 * What other holds on the same credit hold of it or explain by later debits: the credit answers for
 * each satang once.
 */
export function answeredFor(credit: Credit, others: readonly Hold[], nowMs: number): bigint {
  return counting(others, nowMs)
    .filter(
      ({ transfer }) => transfer.reference === credit.reference && transfer.fromInstitution === credit.from.institution,
    )
    .reduce((sum, hold) => [...hold.explainedBy.values()].reduce((total, part) => total + part, sum + hold.held), 0n);
}

/**
 * What a hold that found no money explained left for good: no expiry brings it back to another
 * credit.
 */
function counting(holds: readonly Hold[], nowMs: number): Hold[] {
  return holds.filter((hold) => hold.state === 'empty' || (hold.state === 'active' && hold.expiresAt > nowMs));
}

/** The smaller of two amounts. */
export function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function isLater(debit: Debit, credit: Credit): boolean {
  return debit.at > credit.at || (debit.at === credit.at && debit.sequence > credit.sequence);
}

function byTime(one: Debit, other: Debit): number {
  return one.at - other.at || one.sequence - other.sequence;
}
