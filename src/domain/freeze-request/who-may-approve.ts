import { ok, refuse, type Result } from '../result.js';
import { listParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import { refuseMaker, refuseSettled } from '../second-person/second-person.js';
import { approvalsNeeded } from './approvals-needed.js';
import type { Actor, FreezeRequestFacts, FreezeRequestKind, FreezeRequestState, Role } from './freeze-request.js';
import { mayChangeFreezeRequest } from './freeze-request-state.js';
import { roleFor } from './roles.js';
import { releaseRoles } from './who-may-release.js';

/**
 * Decides whether a person may approve or refuse a freeze request, and which state that gives it.
 * `seen` holds the hashes of the evidence and of the blast radius that the person saw; a refusal
 * needs the first only. Refusals, in the order of the checks: `APPROVAL.ROLE`,
 * `APPROVAL.OWN_REQUEST`, `APPROVAL.OWN_INTAKE`, `APPROVAL.OWN_RELEASE`,
 * `APPROVAL.ALREADY_DECIDED`, `APPROVAL.EXPIRED`,
 * `APPROVAL.TWICE`, `APPROVAL.EVIDENCE_CHANGED`, `APPROVAL.BLAST_RADIUS_CHANGED`,
 * `APPROVAL.AUTHORITY`.
 */
export function mayDecide(
  request: FreezeRequestFacts,
  actor: Actor,
  verdict: 'approve' | 'refuse',
  seen: { evidenceHash: string; blastRadiusSha256: string },
  rulebook: Rulebook,
  now: Date,
): Result<{ state: FreezeRequestState; role: Role }> {
  const approvalRule = ruleInForce(rulebook, 'P-APP', now);
  const role = roleFor(actor, approvalRule, `${request.kind}.approve`);
  if (!role.ok) return role;
  const own = refuseMaker(request, actor);
  if (own !== null) return own;
  if (request.releasedBy.includes(actor.subject)) {
    return refuse('APPROVAL.OWN_RELEASE', 'who released the hold, or a part, may not decide that it is held again');
  }
  const settled = refuseSettled({ state: request.state, isTimeOver: now >= request.expiresAt });
  if (settled !== null) return settled;
  if (request.approvedBy.includes(actor.subject)) {
    return refuse('APPROVAL.TWICE', 'you have approved this request before: another person must be the second');
  }
  if (seen.evidenceHash !== request.evidenceHash) {
    return refuse('APPROVAL.EVIDENCE_CHANGED', 'the evidence is no longer what you saw: read it again');
  }
  if (verdict === 'approve' && seen.blastRadiusSha256 !== request.blastRadiusSha256) {
    return refuse(
      'APPROVAL.BLAST_RADIUS_CHANGED',
      'whom the order would touch is no longer what you saw: read it again',
    );
  }
  const state = stateAfter(request, verdict, approvalsNeeded(request, approvalRule));
  const confirming = confirmingRoles(request, rulebook, now);
  if (state === 'approved' && confirming !== null) {
    const isConfirmed = [...request.approvedAs, ...actor.roles].some((one) => confirming.includes(one));
    if (!isConfirmed) {
      return refuse(
        'APPROVAL.AUTHORITY',
        `one of those who approve must hold the power of the order: ${confirming.join(', ')}`,
      );
    }
  }
  if (state !== request.state && !mayChangeFreezeRequest(request.state, state)) {
    throw new Error(`a decision cannot take a request from ${request.state} to ${state}`);
  }
  return ok({ state, role: role.value });
}

/** Returns the roles of which each may approve or refuse a request of a kind (P-APP). */
export function approveRoles(kind: FreezeRequestKind, rulebook: Rulebook, now: Date): readonly string[] {
  return listParameter(ruleInForce(rulebook, 'P-APP', now), `${kind}.approve`);
}

/**
 * Returns the roles of which one must be among those who approve a request: a warrant is one of the
 * police (P-APP), and what was let go by mistake comes back by the authority of its power (P-BACK).
 * Null where P-APP's approvers suffice.
 */
function confirmingRoles(
  { kind, bringsBack }: Pick<FreezeRequestFacts, 'kind' | 'bringsBack'>,
  rulebook: Rulebook,
  now: Date,
): readonly string[] | null {
  if (bringsBack !== null) return releaseRoles(bringsBack, rulebook, now);
  return kind === 'whole_account' ? listParameter(ruleInForce(rulebook, 'P-APP', now), 'whole_account.confirm') : null;
}

function stateAfter(request: FreezeRequestFacts, verdict: 'approve' | 'refuse', needed: number): FreezeRequestState {
  if (verdict === 'refuse') return 'refused';
  const inPlaceOfMaker = request.isMakerInterested ? 1 : 0;
  return request.approvedBy.length + 1 >= needed + inPlaceOfMaker ? 'approved' : 'half_approved';
}
