import { mayExtend } from '../../freeze-request/carry-out.js';
import { minSatang, type Satang } from '../../money.js';
import type { Rulebook } from '../../rulebook/in-force.js';
import type { CountingLaw } from '../../deadlines/deadline-of.js';
import { watchesCredits } from '../end/residual.js';
import { type Section6Clock, section6End } from '../end/section6-end.js';
import { type HoldFacts, type HoldKind, letGoByOrder } from '../hold.js';
import { isRaising, type OrderOfHold } from '../receipt-effect.js';
import { type ExpiryInput, orderExpiry, type OrderExpiry } from './expiry.js';
import { mayEndSooner } from './power-onward.js';
import { type RaiseKind, raiseOf } from './raise.js';
import { isLengthened, mayTakePlace } from './take-place.js';

/** An order that another one may replace. */
type Replaceable = OrderOfHold & { legalBasis: readonly string[] };

/**
 * Returns the newest order of a hold, for its sequence, and the one that a next order replaces: the
 * newest that the institution did not refuse. Throws when there is none: a bug.
 */
export function ordersToReplace<Order extends Pick<OrderOfHold, 'refusedAt'>>(
  oldestFirst: readonly Order[],
): { newest: Order; standing: Order } {
  const newest = oldestFirst.at(-1);
  const standing = oldestFirst.findLast(({ refusedAt }) => refusedAt === null);
  if (newest === undefined || standing === undefined) throw new Error('a hold has an order that stands');
  return { newest, standing };
}

/** A hold that an order is to extend; `powerEndsAt`: when its own power ends, where a suspicion lets it last longer. */
type HoldToExtend = Pick<HoldFacts, 'state' | 'kind' | 'expiresAt'> & { powerEndsAt?: Date | null };

/**
 * Returns until when a hold goes on by an extension, or undefined where it may not: the hold is over
 * or its time is (`mayExtend`), whoever has noted that, or the extension takes the place of no such order (`mayTakePlace`).
 * `follows`: it follows from a power that began or ended, and so replaces whatever stands.
 */
export function expiryOfExtension(
  hold: HoldToExtend,
  input: ExpiryInput,
  rulebook: Rulebook,
  now: Date,
  follows = false,
): OrderExpiry | undefined {
  if (!mayExtend(hold, now)) return undefined;
  const expiry = orderExpiry(input, rulebook, now);
  const endsSooner = mayEndSooner(input.complaint);
  const { expiresAt } = expiry;
  const standing = { kind: hold.kind, expiresAt: hold.powerEndsAt ?? hold.expiresAt };
  const order = { kind: input.kind, expiresAt, endsSooner, setBy: expiry.rule.ruleId };
  return expiresAt > now && (follows || mayTakePlace(standing, order)) ? expiry : undefined;
}

/**
 * Returns the end of an order beside which a suspicion lasts longer: the institution keeps the money until
 * then, so that there is no gap, and the order's own power ends when it would have. Null where none does.
 */
export function lengthened<Notice extends Section6Clock & { expiresAt: Date }>(
  kind: HoldKind,
  own: OrderExpiry,
  longest: Notice | undefined,
  law: CountingLaw,
): { expiry: OrderExpiry; notice: Notice; powerEndsAt: Date } | null {
  if (!isLengthened(kind) || longest === undefined || longest.expiresAt <= own.expiresAt) return null;
  const expiry = { ...own, expiresAt: longest.expiresAt, rule: section6End(longest, law).rule };
  return { expiry, notice: longest, powerEndsAt: own.expiresAt };
}

/**
 * Returns what an extension asks for, and the unanswered order for more that it carries on. While an
 * order for less is under way, it does not ask for more again.
 */
export function amountOfExtension(
  hold: Pick<HoldFacts, 'heldSatang' | 'requestedSatang'>,
  standing: Replaceable,
  kind: HoldKind,
  rulebook: Rulebook,
  now: Date,
): { requestedSatang: Satang; raise: RaiseKind | null } {
  const raise = raiseUnderWay(standing, kind, rulebook, now);
  // What is held, or what was asked while nobody answered.
  const liveSatang = hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
  const requestedSatang = raise !== null ? standing.requestedSatang : minSatang(liveSatang, standing.requestedSatang);
  return { requestedSatang, raise };
}

/**
 * Returns the raise that an unanswered order asks for and an extension carries on. A catch is not
 * carried on when the centre has switched P-RESID off since.
 */
function raiseUnderWay(standing: Replaceable, kind: HoldKind, rulebook: Rulebook, now: Date): RaiseKind | null {
  const as = raiseOf(standing, rulebook);
  if (as === null || !isRaising(standing)) return null;
  return as === 'catch' && !watchesCredits(kind, rulebook, now) ? null : as;
}

/**
 * Returns what an order asks for that leaves a hold no more than `keepSatang`, and what it lets go
 * beside orders under way.
 */
export function amountOfReduction(
  hold: Pick<HoldFacts, 'heldSatang'>,
  {
    newest,
    standing,
  }: { newest: Pick<OrderOfHold, 'requestedSatang'>; standing: Pick<OrderOfHold, 'requestedSatang'> },
  keepSatang: Satang,
): { requestedSatang: Satang; letGoSatang: Satang } {
  return {
    requestedSatang: minSatang(keepSatang, standing.requestedSatang),
    letGoSatang: letGoByOrder(minSatang(hold.heldSatang, newest.requestedSatang), keepSatang),
  };
}
