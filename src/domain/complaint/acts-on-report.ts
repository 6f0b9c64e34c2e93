import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { type Refusal, refuse } from '../result.js';
import { type ComplaintProgress, refuseAddition } from './later/check-addition.js';

/** Who does each later act on a report by the call itself, without another person's word. */
export const ROLES_OF_REPORT_ACT = {
  told_again: ['hotline_operator', 'aoc_officer'],
  supplement: ['hotline_operator', 'aoc_officer'],
  transfers: ['hotline_operator', 'aoc_officer'],
  authority: ['hotline_operator', 'aoc_officer'],
  set_aside: ['hotline_operator', 'aoc_officer'],
  adopt: ['aoc_officer'],
  statement: ['inquiry_officer'],
} as const satisfies Record<string, readonly Role[]>;
export type ReportAct = keyof typeof ROLES_OF_REPORT_ACT;

/**
 * Returns why a person may not do a later act on a report, wherever its money is, or undefined. What
 * the act itself asks for comes after it. Refusals, in the order of the checks: `APPROVAL.ROLE`,
 * `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`.
 */
export function refuseReportAct(
  act: ReportAct,
  complaint: ComplaintProgress,
  actor: Pick<Actor, 'roles'>,
  now: Date,
): Refusal | undefined {
  const roles: readonly Role[] = ROLES_OF_REPORT_ACT[act];
  if (!roles.some((role) => actor.roles.includes(role)))
    return refuse('APPROVAL.ROLE', 'your role does not give you this power');
  return refuseAddition(complaint, { kind: 'transfers' }, now);
}
