import { waitsForClaim, type WorkClaim } from '../handling/work-claim.js';
import type { HoldState } from '../hold/hold.js';
import type { Satang } from '../money.js';
import { type Refusal, refuse, type Result } from '../result.js';
import type { Rulebook } from '../rulebook/in-force.js';
import { mayArm } from './armed-hold.js';
import type { Actor, AskedKind } from './freeze-request.js';
import type { PartOrder } from './proposed-order.js';
import { type EarlierRequests, isCapped, requestLimitReached } from './request-limit.js';
import {
  type AllowedRequest,
  type AskContext,
  isOwnRenewal,
  mayAskFor,
  mayRequest,
  NOT_RENEWED,
  type OrderTerms,
  whoMayAsk,
} from './who-may-request.js';

/** Everything that decides whether a person may ask for an order now, whatever the person puts into it. */
export interface AskFacts extends AskContext {
  isClosed: boolean;
  /** Who works on the case. */
  claim: WorkClaim | null;
  hold: (NonNullable<AskContext['hold']> & { state: HoldState; requestedSatang: Satang }) | null;
  /** What the order would do now; null where its amount follows another rule (`wayBack`, `mayArm`). */
  plan: readonly PartOrder[] | null;
  /**
   * Holds under the centre's own suspension that ended by its time, where the evidence is what that was
   * decided on; absent: none.
   */
  lapsedOnSame?: ReadonlySet<string>;
  /** Requests that count against the caps of the kind; null for a kind without caps. */
  earlier: EarlierRequests | null;
  /** Why what was let go may not come back; null for other kinds, and where it may. */
  wayBack: Refusal | null;
  /** The same is asked for already, and waits, or was given. */
  isAsked: boolean;
}

/** What the person puts into the order, with the cap of an armed hold. */
export interface AskTerms extends OrderTerms {
  armSatang: Satang | null;
}

/**
 * Decides whether a person may ask for an order now. With the terms `to_be_given` it decides of an
 * order that is still to be filled in, so that what is offered to a person and what is accepted of
 * the person follow one rule. Refusals, in the order of the checks: `CASE.CLOSED`,
 * `CASE.CLAIMED_BY_ANOTHER`, those of `mayRequest`, of `mayArm`, `REQUEST.NOTHING_THERE`, those of
 * `requestLimitReached`, of the way back, and `APPROVAL.ALREADY_OPEN`.
 */
export function mayAsk(
  kind: AskedKind,
  actor: Actor,
  facts: AskFacts,
  terms: AskTerms | 'to_be_given',
  rulebook: Rulebook,
): Result<AllowedRequest> {
  const { now } = facts;
  const waits = notNow(kind, actor, facts);
  if (waits !== null) return waits;
  const allowed =
    terms === 'to_be_given'
      ? mayAskFor(kind, actor, facts, rulebook)
      : mayRequest(kind, actor, { ...facts, ...terms }, rulebook);
  if (!allowed.ok) return allowed;
  return (
    armRefusal(facts, terms) ??
    nothingThere(kind, facts, rulebook) ??
    (isCapped(kind) && facts.earlier !== null ? requestLimitReached(kind, facts.earlier, { rulebook, now }) : null) ??
    facts.wayBack ??
    (facts.isAsked
      ? refuse('APPROVAL.ALREADY_OPEN', 'the same is asked for already, or approved and not ordered yet')
      : allowed)
  );
}

/** The facts of a case that decide about every order of a kind. */
export type CaseToAsk = Pick<AskFacts, 'isClosed' | 'claim' | 'takenBy' | 'now'>;

/**
 * Returns why a person may ask for no order of a kind on a case, wherever the money is; or null.
 * Refusals: `CASE.CLOSED`, `CASE.CLAIMED_BY_ANOTHER`, those of `whoMayAsk`.
 */
export function mayAskNowhere(kind: AskedKind, actor: Actor, file: CaseToAsk, rulebook: Rulebook): Refusal | null {
  const waits = notNow(kind, actor, file);
  if (waits !== null) return waits;
  const who = whoMayAsk(kind, actor, { ...file, hold: null }, rulebook);
  return who.ok ? null : who;
}

function notNow(kind: AskedKind, actor: Actor, { isClosed, claim, now }: CaseToAsk): Refusal | null {
  if (isClosed) return refuse('CASE.CLOSED', 'the case is closed');
  return waitsForClaim(kind, claim, actor, now);
}

function armRefusal({ arms, hold, now }: AskFacts, terms: AskTerms | 'to_be_given'): Refusal | null {
  if (arms !== true) return null;
  // The least that can be asked for, until any time: only the hold itself can be in the way.
  return terms === 'to_be_given' ? mayArm(hold, 1n, now) : mayArm(hold, terms.armSatang ?? 0n, terms.until);
}

/**
 * Refuses an order for an account that would order nothing: what is there is gone, held, or cannot be
 * ordered. So it does where all of it is under the centre's own suspension, which the centre does not renew, or
 * was until its time was over, and nothing has come to light since.
 */
function nothingThere(kind: AskedKind, facts: AskFacts, rulebook: Rulebook): Refusal | null {
  const { plan, hold, now, lapsedOnSame } = facts;
  if (plan === null || hold !== null || kind === 'reinstatement') return null;
  if (plan.length === 0)
    return refuse('REQUEST.NOTHING_THERE', 'an order would find nothing at this account that it could hold');
  const renews = ({ does, part }: PartOrder) => {
    const own = does === 'extends' ? [part.hold] : part.over.filter(({ holdId }) => lapsedOnSame?.has(holdId));
    return own.some((one) => one !== null && isOwnRenewal(kind, one, rulebook, now));
  };
  return plan.every(renews) ? NOT_RENEWED : null;
}
