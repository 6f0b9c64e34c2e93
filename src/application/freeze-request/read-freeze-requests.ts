import type { EntityManager } from 'typeorm';
import { armedStanding } from '../../domain/freeze-request/armed-hold.js';
import { isOpen } from '../../domain/freeze-request/freeze-request-state.js';
import { approveRoles } from '../../domain/freeze-request/who-may-approve.js';
import { sumSatang } from '../../domain/money.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { maskAccount } from '../case/privacy/mask.js';
import { groupBy, iso } from '../case/work/read-rows.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import {
  type DecisionRead,
  type RequestRead,
  selectDecisions,
  selectRequests,
  type WhichRequests,
} from './freeze-request.queries.js';
import { type BlastRadiusSeen, radiiOfRequests } from './read-blast-radius.js';

/**
 * Reads the freeze requests of a case, or one by its id, oldest first, with their decisions, the
 * evidence hash and the blast radius. While a request waits, both are as they are now; once it is
 * settled, they are as they were decided on, or asked for. The statements of one for any number.
 */
export async function readFreezeRequests(manager: EntityManager, which: WhichRequests) {
  const requests = await selectRequests(manager, which);
  const decisions = groupBy(await selectDecisions(manager, which), (decision) => decision.freezeRequestId);
  const waiting = requests.filter(({ state }) => isOpen(state));
  const [{ caseId } = { caseId: '' }] = waiting;
  const hash = waiting.length === 0 ? '' : await evidenceHash(manager, caseId);
  const radii = await radiiOfRequests(
    manager,
    caseId,
    waiting.map((request) => ({ ...request, raiseSatang: satangOf(request) })),
  );
  const radiusOf = new Map(waiting.map(({ id }, place) => [id, radii[place]]));
  const rulebooks = new Map<string, Rulebook>();
  for (const { rulebook } of requests)
    if (!rulebooks.has(rulebook)) rulebooks.set(rulebook, await loadRulebook(manager, rulebook));
  return requests.map((request) => {
    const ownDecisions = decisions.get(request.id) ?? [];
    const roles = approveRoles(request.kind, rulebooks.get(request.rulebook) ?? [], request.readAt);
    if (!isOpen(request.state)) return toView(request, ownDecisions, request.keptRadius, roles);
    return toView({ ...request, evidenceHash: hash }, ownDecisions, radiusOf.get(request.id) ?? null, roles);
  });
}

/** Returns how an armed hold stands; null for every other request. */
function armedView({ id, state, armSatang, armedOrders, armedHoldState, untilAt, readAt }: RequestRead) {
  if (armSatang === null || untilAt === null || armedHoldState === null) return null;
  const orderedSatang = armedOrders.map(BigInt);
  const standing = armedStanding(
    { requestId: id, state, capSatang: BigInt(armSatang), untilAt, orderedSatang },
    armedHoldState,
    readAt,
  );
  return { capSatang: armSatang, orderedSatang: sumSatang(orderedSatang).toString(), standing };
}

function satangOf({ raiseSatang }: RequestRead): bigint | null {
  return raiseSatang === null ? null : BigInt(raiseSatang);
}

function toView(
  request: RequestRead,
  decisions: readonly DecisionRead[],
  blastRadius: BlastRadiusSeen | null,
  roles: readonly string[],
) {
  const {
    accountNo,
    keptRadius: _keptRadius,
    armSatang: _cap,
    armedOrders: _orders,
    armedHoldState: _heldState,
    readAt: _readAt,
    rulebook: _rulebook,
    ...shown
  } = request;
  return {
    ...shown,
    untilAt: iso(request.untilAt),
    armed: armedView(request),
    accountMasked: maskAccount(accountNo),
    requestedAt: request.requestedAt.toISOString(),
    remindAt: request.remindAt.toISOString(),
    escalateAt: request.escalateAt.toISOString(),
    escalatedAt: iso(request.escalatedAt),
    expiresAt: request.expiresAt.toISOString(),
    decisions: decisions.map(({ person, role, verdict, reason, decidedAt, blastRadiusSha256 }) => ({
      person,
      role,
      verdict,
      reason,
      decidedAt: decidedAt.toISOString(),
      blastRadiusSha256,
    })),
    approveRoles: [...roles],
    blastRadius,
  };
}
