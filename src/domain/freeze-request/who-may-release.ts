import { refuseOwnFiling } from '../appeal/part-in-hold.js';
import { besideOfOthers, mayEndAs, type PowersOfHold } from '../hold/end/end-of-power.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { maySettle } from '../notice/who-may-settle.js';
import { ok, type Refusal, refuse, type Result } from '../result.js';
import { listParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { Actor, Role } from './freeze-request.js';
import { roleFor } from './roles.js';

/**
 * Returns the role in which a person may order the release of a hold of a kind alone (P-APP): only
 * who holds the power that the hold rests on ends it. Refuses with `APPROVAL.ROLE`.
 */
export function mayRelease(kind: HoldKind, actor: Actor, rulebook: Rulebook, now: Date): Result<{ role: Role }> {
  const role = roleFor(actor, ruleInForce(rulebook, 'P-APP', now), `${kind}.release`);
  return role.ok ? ok({ role: role.value }) : role;
}

/** A hold that a person wants to let go, and the powers that it stands on. */
export interface HoldToLetGo extends PowersOfHold {
  state: HoldState;
  /** Who brought appeals against it for the holder. */
  filedBy: readonly string[];
}

/**
 * Decides whether a person may let go of a hold now, alone, and in which role. Refusals, in the order
 * of the checks: those of `mayRelease`, `HOLD.RELEASE_ORDERED`, `HOLD.ENDED`, `HOLD.OWN_FILING`, and
 * `SUSPENSION.OFFICE` where another power lets the money stay too, which is another authority's to end: a
 * suspicion (section 6), the complaint (section 7), or an order that still runs.
 */
export function mayLetGo(hold: HoldToLetGo, actor: Actor, rulebook: Rulebook, now: Date): Result<{ role: Role }> {
  const allowed = mayRelease(hold.kind, actor, rulebook, now);
  if (!allowed.ok) return allowed;
  if (hold.state === 'release_ordered') return refuse('HOLD.RELEASE_ORDERED', 'the release is ordered already');
  if (!LIVE_HOLD_STATES.includes(hold.state)) return refuse('HOLD.ENDED', `the hold is ${hold.state}`);
  return refuseOwnFiling(hold.filedBy, actor) ?? otherOffice(hold, actor, rulebook, now) ?? allowed;
}

function otherOffice(hold: HoldToLetGo, { roles }: Actor, rulebook: Rulebook, now: Date): Refusal | null {
  if (hold.kind === 'section6') {
    const refusal = maySettle('lifted', hold.offices, roles);
    if (refusal !== null || besideOfOthers(hold, roles, rulebook, now).length === 0) return refusal;
  } else if (roles.some((role) => mayEndAs(hold, role, rulebook, now) === 'all')) return null;
  return refuse('SUSPENSION.OFFICE', 'another power lets this money stay too, and its own authority ends that');
}

/** Returns the roles of which each may order the release of a hold of a kind alone (P-APP). */
export function releaseRoles(kind: HoldKind, rulebook: Rulebook, now: Date): readonly string[] {
  return listParameter(ruleInForce(rulebook, 'P-APP', now), `${kind}.release`);
}
