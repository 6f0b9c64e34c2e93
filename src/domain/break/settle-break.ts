import { endOf } from '../deadlines/deadline-of.js';
import { roleFor } from '../freeze-request/roles.js';
import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { type Result, ok, refuse } from '../result.js';
import { type Rulebook, ruleInForce, textParameter } from '../rulebook/in-force.js';

/** Returns the owner of a break that opens now, its due time, and the row for both (P-BREAK). */
export function ownerOfBreak(rulebook: Rulebook, now: Date): { ownerRole: string; dueAt: Date; ruleRowId: string } {
  const rule = ruleInForce(rulebook, 'P-BREAK', now);
  return { ownerRole: textParameter(rule, 'owner'), dueAt: endOf(rule, now, { rulebook, now }), ruleRowId: rule.rowId };
}

/**
 * Decides whether a person may settle a break, and in which role. Refusals: `APPROVAL.ROLE`,
 * `BREAK.SETTLED`.
 */
export function maySettleBreak(
  open: { closedAt: Date | null },
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  const role = roleFor(actor, ruleInForce(rulebook, 'P-BREAK', now), 'settle');
  if (!role.ok) return role;
  if (open.closedAt !== null) return refuse('BREAK.SETTLED', 'the break is settled already');
  return ok({ role: role.value });
}
