import { type Result, ok, refuse } from '../result.js';
import { listParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { type Actor, ROLES, type Role } from './freeze-request.js';

/**
 * Returns the role in which a person may do an act that P-APP lists, such as
 * `aoc_suspension.approve`: the first role of the row that the person has. Refuses with
 * `APPROVAL.ROLE`. Throws when the row names a role that does not exist.
 */
export function roleFor(actor: Actor, approvalRule: RuleRow, act: string): Result<Role> {
  for (const name of listParameter(approvalRule, act)) {
    const role = ROLES.find((known) => known === name);
    if (role === undefined) throw new Error(`${approvalRule.rowId} names the unknown role ${name}`);
    if (actor.roles.includes(role)) return ok(role);
  }
  return refuse('APPROVAL.ROLE', 'your role does not give you this power');
}
