import { ok, type Result } from '../result.js';
import { type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { Actor, Role } from './freeze-request.js';
import { roleFor } from './roles.js';

/**
 * Returns the role in which a person may order a release alone (P-APP). Refuses with
 * `APPROVAL.ROLE`.
 */
export function mayRelease(actor: Actor, rulebook: Rulebook, now: Date): Result<{ role: Role }> {
  const role = roleFor(actor, ruleInForce(rulebook, 'P-APP', now), 'release.request');
  return role.ok ? ok({ role: role.value }) : role;
}
