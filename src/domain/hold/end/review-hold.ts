import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { roleFor } from '../../freeze-request/roles.js';
import { ok, refuse, type Result } from '../../result.js';
import { clockToleranceMs } from '../../rulebook/clock-tolerance.js';
import { listParameter, type Rulebook, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { after } from '../../time.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES, type NoticeRule } from '../hold.js';

/** A hold that a person wants to review. */
export interface HoldToReview {
  kind: HoldKind;
  /** The duty to review it is open (P-WITHDRAW). */
  isDue: boolean;
  /** Persons who asked for or decided on a withdrawal of a complaint about its money. */
  withdrawnBy: readonly string[];
  /** Persons who asked for an order of the hold that another person had to approve. */
  requestedBy: readonly string[];
}

/**
 * Decides whether a person may review a hold that outlasts a withdrawal, and find that it stands:
 * whoever holds its power, in a role that P-WITHDRAW names, and nobody whose own act would be
 * reviewed. Refusals, in the order of the checks: `REVIEW.NOT_DUE`, `APPROVAL.ROLE`,
 * `REVIEW.OWN_WITHDRAWAL`, `APPROVAL.OWN_REQUEST`.
 */
export function mayReviewHold(
  hold: HoldToReview,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ rule: RuleRow; role: Role }> {
  // A withdrawal ends a hold of section 7 itself, so that nothing of it is left to review.
  if (!hold.isDue || hold.kind === 'section7') {
    return refuse('REVIEW.NOT_DUE', 'nobody owes a review of this hold');
  }
  const rule = ruleInForce(rulebook, 'P-WITHDRAW', now);
  const role = roleFor(actor, rule, `${hold.kind}.review`);
  if (!role.ok) return role;
  if (hold.withdrawnBy.includes(actor.subject)) {
    return refuse('REVIEW.OWN_WITHDRAWAL', 'who had a part in the withdrawal may not review what outlasts it');
  }
  if (hold.requestedBy.includes(actor.subject)) {
    return refuse('APPROVAL.OWN_REQUEST', 'who asked for the order may not review it');
  }
  return ok({ rule, role: role.value });
}

/** Returns the roles of which each may review a hold of a kind (P-WITHDRAW); none of section 7. */
export function reviewRoles(kind: HoldKind, rulebook: Rulebook, now: Date): readonly string[] {
  return kind === 'section7' ? [] : listParameter(ruleInForce(rulebook, 'P-WITHDRAW', now), `${kind}.review`);
}

/** A hold that its institution says it has reviewed. */
export interface InstitutionsHold {
  kind: HoldKind;
  state: HoldState;
  /** Since when a review is owed and not given; null when none is. */
  dueSince: Date | null;
  /** The paragraphs of the notices that let it stand now. */
  standingOn: readonly NoticeRule[];
}

/**
 * Returns whether only suspicions of institutions (BANK-6A) let a live hold stand, so that its
 * institution alone reviews it.
 */
export function restsOnInstitutions({ state, ...hold }: Omit<InstitutionsHold, 'dueSince'>): boolean {
  return LIVE_HOLD_STATES.includes(state) && isInstitutionsSuspicion(hold);
}

/** Returns the same of a hold that may be over already. */
export function isInstitutionsSuspicion({ kind, standingOn }: Pick<InstitutionsHold, 'kind' | 'standingOn'>): boolean {
  return kind === 'section6' && standingOn.length > 0 && standingOn.every((rule) => rule === 'BANK-6A');
}

/** Why the word of an institution on a hold has no effect. */
export type ReviewDoubt = 'HOLD_ENDED' | 'RELEASE_ORDERED' | 'NOT_YOURS' | 'NOT_DUE' | 'IMPOSSIBLE_TIME';

/**
 * Returns why an institution's review of a hold is not believed, or null. It decides only where
 * suspicions of institutions alone let the hold stand (BANK-6A), because every other power ends by
 * its own rule; only while a review is owed; and only by what it found since then.
 */
export function doubtReview(
  hold: InstitutionsHold,
  review: { at: Date; receivedAt: Date },
  rulebook: Rulebook,
  now: Date,
): ReviewDoubt | null {
  if (hold.state === 'release_ordered') return 'RELEASE_ORDERED';
  if (!LIVE_HOLD_STATES.includes(hold.state)) return 'HOLD_ENDED';
  const { dueSince } = hold;
  if (!restsOnInstitutions(hold)) return 'NOT_YOURS';
  if (dueSince === null) return 'NOT_DUE';
  const toleranceMs = clockToleranceMs(rulebook, now);
  const isPossible = review.at >= after(dueSince, -toleranceMs) && review.at <= after(review.receivedAt, toleranceMs);
  return isPossible ? null : 'IMPOSSIBLE_TIME';
}
