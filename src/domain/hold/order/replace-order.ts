import { mayExtend } from '../../freeze-request/carry-out.js';
import { minSatang, type Satang } from '../../money.js';
import type { Rulebook } from '../../rulebook/in-force.js';
import { watchesCredits } from '../end/residual.js';
import { type HoldFacts, type HoldKind, letGoByOrder } from '../hold.js';
import { isRaising, type OrderOfHold } from '../receipt-effect.js';
import { type ExpiryInput, orderExpiry, type OrderExpiry } from './expiry.js';
import { type RaiseKind, raiseOf } from './raise.js';
import { mayTakePlace } from './take-place.js';

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

/**
 * Returns until when a hold goes on by an extension, or undefined where it may not: the hold is over
 * or its time is (`mayExtend`), whoever has noted that, or the extension takes the place of no such order (`mayTakePlace`).
 */
export function expiryOfExtension(
  hold: Pick<HoldFacts, 'state' | 'kind' | 'expiresAt'>,
  input: ExpiryInput,
  rulebook: Rulebook,
  now: Date,
): OrderExpiry | undefined {
  if (!mayExtend(hold, now)) return undefined;
  const expiry = orderExpiry(input, rulebook, now);
  const officerActed = input.complaint?.officerActed === true;
  const { expiresAt } = expiry;
  const takesPlace = mayTakePlace(hold, { kind: input.kind, expiresAt, officerActed, setBy: expiry.rule.ruleId });
  return expiresAt > now && takesPlace ? expiry : undefined;
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
