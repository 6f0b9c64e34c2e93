import { type Account, accountKey } from '../party.js';
import { type Refusal, refuse } from '../result.js';
import { numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import { after, HOUR_MS } from '../time.js';
import type { AskedKind } from './freeze-request.js';

/** The row that caps the orders which one person gives alone. */
const CAPPED_BY = { break_glass: 'P-GLASS', continue_order: 'P-CONT' } as const satisfies Partial<
  Record<AskedKind, string>
>;
type CappedKind = keyof typeof CAPPED_BY;

/** Returns whether one person gives orders of this kind alone, so that a cap applies. */
export function isCapped(kind: AskedKind): kind is CappedKind {
  return kind in CAPPED_BY;
}

/** Requests of the same kind since the window began. The target is an account or a hold. */
export interface EarlierRequests {
  /** At the same account (break-glass), or for the same hold (a continue-order). */
  atTarget: number;
  byPerson: number;
  /** One of this person there was refused, or nobody confirmed it. */
  ownFailedThere: boolean;
}

/**
 * Returns the names of the locks under which the requests of a person, and those at an account, are
 * counted, in a fixed order: two cases at one instant must not pass a cap together.
 */
export function capLocks(kind: CappedKind, person: string, account: Account): string[] {
  return [`${kind} by ${person}`, `${kind} at ${accountKey(account)}`].sort();
}

/** Returns since when earlier requests of a kind count. */
export function limitWindowStart(kind: CappedKind, rulebook: Rulebook, now: Date): Date {
  return after(now, -numberParameter(ruleInForce(rulebook, CAPPED_BY[kind], now), 'limitHours') * HOUR_MS);
}

/**
 * Returns why a person may not give another order alone, or null. After a colleague refused it, or
 * let it lapse, only another person may break the glass again. Refusals:
 * `APPROVAL.ANOTHER_PERSON`, `APPROVAL.TARGET_LIMIT`, `APPROVAL.PERSON_LIMIT`.
 */
export function requestLimitReached(
  kind: CappedKind,
  { atTarget, byPerson, ownFailedThere }: EarlierRequests,
  { rulebook, now }: { rulebook: Rulebook; now: Date },
): Refusal | null {
  const rule = ruleInForce(rulebook, CAPPED_BY[kind], now);
  if (kind === 'break_glass' && ownFailedThere) {
    return refuse('APPROVAL.ANOTHER_PERSON', 'nobody confirmed your order there: another person must give it');
  }
  if (atTarget >= numberParameter(rule, 'maxPerTarget')) {
    return refuse('APPROVAL.TARGET_LIMIT', 'as many such orders as the policy allows were given there');
  }
  return byPerson >= numberParameter(rule, 'maxPerPerson')
    ? refuse('APPROVAL.PERSON_LIMIT', 'you have given as many such orders as the policy allows')
    : null;
}
