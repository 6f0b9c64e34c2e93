import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { type Result, ok, refuse } from '../../result.js';

export type RuleChangeState = 'proposed' | 'approved' | 'refused';

/** What a decision on a proposal is judged by. */
export interface ProposalFacts {
  state: RuleChangeState;
  proposedBy: string;
}

const DECIDERS: readonly Role[] = ['administrator', 'aoc_supervisor'];

/**
 * Whether a person may decide on a proposed change of policy, in which role: another administrator,
 * or a supervisor, never who proposed it, and once. Refusals, in the order they are looked for:
 * `RULE_CHANGE.ROLE`, `RULE_CHANGE.OWN`, `RULE_CHANGE.DECIDED`.
 */
export function mayDecideChange(proposal: ProposalFacts, actor: Actor): Result<Role> {
  const role = DECIDERS.find((each) => actor.roles.includes(each));
  if (role === undefined)
    return refuse('RULE_CHANGE.ROLE', 'an administrator or a supervisor decides on a change of policy');
  if (actor.subject === proposal.proposedBy) {
    return refuse('RULE_CHANGE.OWN', 'who proposed the change may not decide on it');
  }
  if (proposal.state !== 'proposed') return refuse('RULE_CHANGE.DECIDED', `the change is already ${proposal.state}`);
  return ok(role);
}
