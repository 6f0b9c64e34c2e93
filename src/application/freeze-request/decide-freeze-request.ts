import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import type { FreezeRequestFacts } from '../../domain/freeze-request/freeze-request.js';
import { proposedOrder } from '../../domain/freeze-request/proposed-order.js';
import { needsReasonToBelieve, thresholdLost } from '../../domain/freeze-request/suspension-threshold.js';
import { mayDecide } from '../../domain/freeze-request/who-may-approve.js';
import { accountKey } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { DecisionRow, FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import type { Signal } from '../case/work/signal.js';
import { wordsThatCount } from '../../domain/interest/earlier-word.js';
import { interestedAmong } from '../interest/interested-among.js';
import { withoutInterest } from '../interest/refuse-interested.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { mayCatch } from '../hold/order/raise-hold.js';
import { newestFindings } from '../judgement/judge-record.js';
import { carryOutAtOnce, type OrdersOfDecision } from './carry-out-freeze-requests.js';
import { changeFreezeRequest } from './change-freeze-request.js';
import { bringsBack, releasedBy, wayBackClosed } from './reinstate-hold.js';
import type { Reading } from '../case/work/reading-of-case.js';
import { readBlastRadius } from './read-blast-radius.js';

/** The answer to a decision; the shape is the API's. */
export type Decided =
  ({ ok: true; id: string; state: FreezeRequestRow['state']; signal: Signal } & OrdersOfDecision) | Refusal;

/**
 * Records a person's decision on a freeze request. The case is locked, so that this transaction
 * settles which of two decisions comes first, and whether the request has expired. What it approves
 * about a hold is ordered in this transaction too, before the hold can end. Refusals:
 * `REQUEST.ABSENT`, `CASE.INTEREST`, `APPROVAL.THRESHOLD_NOT_MET`, for a catch those of `catchSatang`, for a
 * reinstatement those of `reinstatedSatang` or `reinstatedPartSatang`, and those of `mayDecide`.
 */
export async function decideFreezeRequest(
  db: DataSource,
  input: {
    freezeRequestId: string;
    body: { verdict: 'approve' | 'refuse'; reason: string; evidenceHash: string; blastRadiusSha256: string };
    actor: ActingPerson;
  },
): Promise<Decided> {
  return inTransaction(db, (manager) => decideLocked(manager, input));
}

async function decideLocked(
  manager: EntityManager,
  { freezeRequestId, body, actor }: Parameters<typeof decideFreezeRequest>[1],
): Promise<Decided> {
  const found = await manager.findOneBy(FreezeRequestRow, { id: freezeRequestId });
  if (found === null) return refuse('REQUEST.ABSENT', 'there is no such freeze request');
  const work = await openKnownCase(manager, found.caseId, actor.subject);
  const may = await withoutInterest(work, actor);
  if (!may.ok) return may;
  const request = await manager.findOneByOrFail(FreezeRequestRow, { id: freezeRequestId });
  const decisions = await manager.findBy(DecisionRow, { freezeRequestId });
  const hash = await evidenceHash(manager, request.caseId);
  const blastRadius = await readBlastRadius(work, proposedOrder(request));
  const facts = await readRequestFacts(work, request, { decisions, takenBy: may.takenBy });
  const outcome = mayDecide(
    {
      ...facts,
      evidenceHash: hash,
      blastRadiusSha256: blastRadius.sha256,
    },
    actor,
    body.verdict,
    body,
    work.rulebook,
    work.now,
  );
  if (!outcome.ok) return notAllowed(work, request, outcome);
  const lost = body.verdict === 'approve' ? await groundLost(work, request) : null;
  if (lost !== null) return notAllowed(work, request, lost);
  const decision = {
    id: newId(),
    freezeRequestId,
    person: actor.subject,
    name: actor.name,
    role: outcome.value.role,
    verdict: body.verdict,
    reason: body.reason,
    evidenceHash: body.evidenceHash,
    // Kept only when the person named its hash, which proves that the person saw this one.
    blastRadius: blastRadius.sha256 === body.blastRadiusSha256 ? blastRadius : null,
    decidedAt: work.now,
  };
  await manager.insert(DecisionRow, decision);
  work.audit('decision.made', {
    decisionId: decision.id,
    requestId: request.id,
    verdict: body.verdict,
    role: decision.role,
    evidenceHash: hash,
    blastRadiusSha256: body.blastRadiusSha256,
  });
  const notCounted = decisions.filter(
    ({ person, verdict }) => verdict !== 'refuse' && !facts.approvedBy.includes(person),
  );
  if (facts.isMakerInterested || notCounted.length > 0)
    work.audit('decision.not_counted', {
      requestId: request.id,
      maker: facts.isMakerInterested,
      persons: notCounted.map(({ person }) => person),
    });
  if (outcome.value.state !== request.state) await changeFreezeRequest(work, request, outcome.value.state);
  const orders = await carryOutAtOnce(work, request);
  const signal = { workflowId: complaintWorkflowId(request.caseId), message: 'decisionMade', rowId: decision.id };
  work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
  await work.finish();
  return { ok: true, id: decision.id, state: request.state, signal, ...orders };
}

/** What was decided on a request, and who took a report of the money (`refuseTaker`). */
interface MadeOfRequest {
  decisions: readonly DecisionRow[];
  takenBy: readonly string[];
}

/** Reads what decides about a decision on a request, without what the person must have seen. */
async function readRequestFacts(
  { manager }: Pick<Reading, 'manager'>,
  request: FreezeRequestRow,
  { decisions, takenBy }: MadeOfRequest,
): Promise<Omit<FreezeRequestFacts, 'evidenceHash' | 'blastRadiusSha256'>> {
  const { kind, state, requestedBy, expiresAt } = request;
  const given = decisions.filter(({ verdict }) => verdict !== 'refuse');
  const words = [requestedBy, ...given.map(({ person }) => person)];
  const interested = await interestedAmong(manager, request.caseId, words);
  const approvals = wordsThatCount(given, interested);
  return {
    kind,
    state,
    requestedBy,
    takenBy,
    bringsBack: await bringsBack(manager, request),
    releasedBy: await releasedBy(manager, request),
    isMakerInterested: interested.includes(requestedBy),
    approvedBy: approvals.map(({ person }) => person),
    approvedAs: approvals.map(({ role }) => role),
    expiresAt,
  };
}

/**
 * Reads, for each verdict on a request, why a person may not give it who saw evidence and blast
 * radius as they are; null where the person may.
 */
export async function verdictsOffered(
  reading: Reading,
  request: FreezeRequestRow,
  made: MadeOfRequest,
  actor: ActingPerson,
): Promise<Record<'approve' | 'refuse', Refusal | null>> {
  const seen = { evidenceHash: 'seen', blastRadiusSha256: 'seen' };
  const facts = { ...(await readRequestFacts(reading, request, made)), ...seen };
  const may = (verdict: 'approve' | 'refuse') => {
    const outcome = mayDecide(facts, actor, verdict, seen, reading.rulebook, reading.now);
    return outcome.ok ? null : outcome;
  };
  return { approve: may('approve') ?? (await groundLost(reading, request)), refuse: may('refuse') };
}

/** Audits a decision that is not allowed, and returns its refusal. */
async function notAllowed(work: CaseWork, request: FreezeRequestRow, refusal: Refusal): Promise<Refusal> {
  work.audit('decision.not_allowed', { requestId: request.id, code: refusal.code });
  await work.finish();
  return refusal;
}

/**
 * Returns why the ground of a request is gone: the evidence of a suspension no longer meets the
 * threshold, nothing is missing any more that a catch could hold, or what was released may not come
 * back.
 */
async function groundLost(work: Reading, request: FreezeRequestRow): Promise<Refusal | null> {
  if (request.kind === 'residual') return nothingToCatch(work, request);
  if (request.kind === 'reinstatement') return wayBackClosed(work, request);
  if (!needsReasonToBelieve(request.kind)) return null;
  const findings = await newestFindings(work);
  return thresholdLost(request.kind, findings, accountKey(request));
}

async function nothingToCatch(work: Reading, { id, holdId, raiseSatang }: FreezeRequestRow): Promise<Refusal | null> {
  if (holdId === null || raiseSatang === null) throw new Error(`request ${id} is no catch`);
  const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
  const caught = await mayCatch(work, hold, raiseSatang);
  return caught.ok ? null : caught;
}
