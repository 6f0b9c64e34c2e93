import { endOf } from '../deadlines/deadline-of.js';
import { roleFor } from '../freeze-request/roles.js';
import type { Actor, Role } from '../freeze-request/freeze-request.js';
import type { HoldState } from '../hold/hold.js';
import { type Result, ok, refuse } from '../result.js';
import { type Rulebook, ruleInForce, textParameter } from '../rulebook/in-force.js';

/** Returns the owner of a break that opens now, its due time, and the row for both (P-BREAK). */
export function ownerOfBreak(rulebook: Rulebook, now: Date): { ownerRole: string; dueAt: Date; ruleRowId: string } {
  const rule = ruleInForce(rulebook, 'P-BREAK', now);
  return { ownerRole: textParameter(rule, 'owner'), dueAt: endOf(rule, now, { rulebook, now }), ruleRowId: rule.rowId };
}

/**
 * Decides whether a person may settle a break, and in which role. Of an order that is not on record, by which money
 * is held and of which nobody has decided (`isOfLostOrder`), two persons decide instead. Refusals: `APPROVAL.ROLE`,
 * `BREAK.SETTLED`, `BREAK.OF_LOST_ORDER`.
 */
export function maySettleBreak(
  open: { closedAt: Date | null; isOfLostOrder: boolean },
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  const role = roleFor(actor, ruleInForce(rulebook, 'P-BREAK', now), 'settle');
  if (!role.ok) return role;
  if (open.closedAt !== null) return refuse('BREAK.SETTLED', 'the break is settled already');
  if (open.isOfLostOrder)
    return refuse('BREAK.OF_LOST_ORDER', 'two persons release the order or keep it; that settles the break');
  return ok({ role: role.value });
}

/** So many statements an institution makes about one break; more is said on the telephone. */
const MOST_STATEMENTS = 20;

/**
 * Decides whether a person of an institution may say something of a break: while it is open, about the
 * institution's own. What is said changes nothing by itself. Refusals: `BREAK.ABSENT`, also for that of
 * another institution, whose id may be guessed; `BREAK.SETTLED`; `BREAK.SAID_ENOUGH`.
 */
export function mayAnswerBreak(
  found: { institution: string | null; closedAt: Date | null; statements: number } | undefined,
  institution: string,
): Result<null> {
  if (found === undefined || found.institution !== institution) return refuse('BREAK.ABSENT', 'there is no such break');
  if (found.closedAt !== null) return refuse('BREAK.SETTLED', 'the break is settled already');
  if (found.statements >= MOST_STATEMENTS) {
    return refuse('BREAK.SAID_ENOUGH', `a break takes ${MOST_STATEMENTS} statements`, { most: MOST_STATEMENTS });
  }
  return ok(null);
}

/** The break of a release that is not believed, with what its hold is and what the institution said. */
export interface DisbelievedRelease {
  kind: string;
  /** The state of the break's hold; null where it is about none. */
  holdState: HoldState | null;
  /** The institution has answered the release of that hold by `NOTHING_HELD`. */
  saysNothingHeld: boolean;
}

/**
 * Decides whether the settlement of a break may end a release with nothing released: an institution
 * that forgot the hold says that it holds nothing, its time is not over, and a person has cleared up
 * that it is so. Refusal: `BREAK.NOT_NOTHING_HELD`, where the institution did not say that, or the
 * hold is not being released.
 */
export function mayEndWithNothingHeld({ kind, holdState, saysNothingHeld }: DisbelievedRelease): Result<null> {
  if (kind === 'NOT_WHAT_WAS_HELD' && holdState === 'release_ordered' && saysNothingHeld) return ok(null);
  return refuse('BREAK.NOT_NOTHING_HELD', 'no release waits that the institution answered by NOTHING_HELD');
}
