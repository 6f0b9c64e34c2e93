import type { HoldKind } from '../hold/hold.js';
import { ok, type Result } from '../result.js';
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

/** Returns the roles of which each may order the release of a hold of a kind alone (P-APP). */
export function releaseRoles(kind: HoldKind, rulebook: Rulebook, now: Date): readonly string[] {
  return listParameter(ruleInForce(rulebook, 'P-APP', now), `${kind}.release`);
}
