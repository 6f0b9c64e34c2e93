import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { type Result, ok, refuse } from '../../result.js';
import { refuseAsSecond } from '../../second-person/second-person.js';

/** The state of a change of policy. */
export const RULE_CHANGE_STATES = ['proposed', 'approved', 'refused'] as const;
export type RuleChangeState = (typeof RULE_CHANGE_STATES)[number];

/** The facts that decide whether a person may decide on a proposal. */
export interface ProposalFacts {
  state: RuleChangeState;
  proposedBy: string;
}

const DECIDERS: readonly Role[] = ['administrator', 'aoc_supervisor'];

/**
 * Returns the role in which a person may decide on a proposed change of policy. An administrator
 * or a supervisor decides once, and never the person who proposed it. Refusals, in the order of
 * the checks: `APPROVAL.ROLE`, those of `refuseAsSecond`.
 */
export function mayDecideChange(proposal: ProposalFacts, actor: Actor): Result<Role> {
  const role = DECIDERS.find((decider) => actor.roles.includes(decider));
  if (role === undefined)
    return refuse('APPROVAL.ROLE', 'an administrator or a supervisor decides on a change of policy');
  const asked = { state: proposal.state, requestedBy: proposal.proposedBy, takenBy: [], isTimeOver: false };
  return refuseAsSecond(asked, actor) ?? ok(role);
}
