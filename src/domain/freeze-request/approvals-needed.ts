import { numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import type { FreezeRequestFacts } from './freeze-request.js';

/**
 * Returns how many persons must approve a request (P-APP). What comes back after a mistaken release
 * needs as many as an order of its power, so that a release is no way around the second person.
 */
export function approvalsNeeded(
  { kind, bringsBack }: Pick<FreezeRequestFacts, 'kind' | 'bringsBack'>,
  approvalRule: RuleRow,
): number {
  const own = numberParameter(approvalRule, `${kind}.approvals`);
  if (bringsBack === null || !Object.hasOwn(approvalRule.parameters, `${bringsBack}.approvals`)) return own;
  return Math.max(own, numberParameter(approvalRule, `${bringsBack}.approvals`));
}
