import { type DataSource, type EntityManager, In } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import type { FreezeRequestFacts } from '../../domain/freeze-request/freeze-request.js';
import { proposedOrder } from '../../domain/freeze-request/proposed-order.js';
import { needsReasonToBelieve, thresholdLost } from '../../domain/freeze-request/suspension-threshold.js';
import { mayDecide } from '../../domain/freeze-request/who-may-approve.js';
import { accountKey } from '../../domain/party.js';
import { type Refusal, refuse, type Result } from '../../domain/result.js';
import { DecisionRow, FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { groupBy } from '../case/work/read-rows.js';
import type { Signal } from '../case/work/signal.js';
import { wordsThatCount } from '../../domain/interest/earlier-word.js';
import { interestedAmong } from '../interest/interested-among.js';
import { withoutInterest } from '../interest/refuse-interested.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { mayCatchEach } from '../hold/order/raise-hold.js';
import { newestFindings } from '../judgement/judge-record.js';
import { carryOutAtOnce, type OrdersOfDecision } from './carry-out-freeze-requests.js';
import { changeFreezeRequest } from './change-freeze-request.js';
import { type BroughtBack, broughtBack } from './reinstate-hold.js';
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
  const read = (await readRequests(work, [request], { decisions, takenBy: may.takenBy })).get(freezeRequestId);
  if (read === undefined) throw new Error('a reading gave nothing');
  const { facts } = read;
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
  const lost = body.verdict === 'approve' ? read.lost : null;
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

/** What was decided on requests, and who took a report of the money (`refuseTaker`). */
interface MadeOfRequests {
  decisions: readonly DecisionRow[];
  takenBy: readonly string[];
}

/** What decides about a decision on a request, without what the person must have seen. */
type RequestFacts = Omit<FreezeRequestFacts, 'evidenceHash' | 'blastRadiusSha256'>;

/** Reads the facts of requests, by request, and why the ground of each is gone: the same statements for any number. */
async function readRequests(
  work: Reading,
  requests: readonly FreezeRequestRow[],
  { decisions, takenBy }: MadeOfRequests,
): Promise<ReadonlyMap<string, { facts: RequestFacts; lost: Refusal | null }>> {
  if (requests.length === 0) return new Map();
  const made = groupBy(
    decisions.filter(({ verdict }) => verdict !== 'refuse'),
    ({ freezeRequestId }) => freezeRequestId,
  );
  const givenOn = ({ id }: FreezeRequestRow) => made.get(id) ?? [];
  const words = requests.flatMap((request) => [request.requestedBy, ...givenOn(request).map(({ person }) => person)]);
  const interested = await interestedAmong(work.manager, work.caseFile.id, words);
  const back = await broughtBack(work, requests);
  const lostOf = await groundsLost(work, requests, back);
  return new Map(
    requests.map((request) => {
      const { kind, state, requestedBy, expiresAt } = request;
      const approvals = wordsThatCount(givenOn(request), interested);
      const facts = {
        kind,
        state,
        requestedBy,
        takenBy,
        bringsBack: back.get(request.id)?.hold.kind ?? null,
        releasedBy: back.get(request.id)?.releasedBy ?? [],
        isMakerInterested: interested.includes(requestedBy),
        approvedBy: approvals.map(({ person }) => person),
        approvedAs: approvals.map(({ role }) => role),
        expiresAt,
      };
      return [request.id, { facts, lost: lostOf(request) }];
    }),
  );
}

/**
 * Reads, for each verdict on each request, why a person may not give it who saw evidence and blast
 * radius as they are; null where the person may. By request.
 */
export async function verdictsOffered(
  reading: Reading,
  requests: readonly FreezeRequestRow[],
  made: MadeOfRequests,
  actor: ActingPerson,
): Promise<ReadonlyMap<string, Record<'approve' | 'refuse', Refusal | null>>> {
  const seen = { evidenceHash: 'seen', blastRadiusSha256: 'seen' };
  const found = await readRequests(reading, requests, made);
  return new Map(
    [...found].map(([id, { facts, lost }]) => {
      const may = (verdict: 'approve' | 'refuse') => {
        const outcome = mayDecide({ ...facts, ...seen }, actor, verdict, seen, reading.rulebook, reading.now);
        return outcome.ok ? null : outcome;
      };
      return [id, { approve: may('approve') ?? lost, refuse: may('refuse') }];
    }),
  );
}

/** Audits a decision that is not allowed, and returns its refusal. */
async function notAllowed(work: CaseWork, request: FreezeRequestRow, refusal: Refusal): Promise<Refusal> {
  work.audit('decision.not_allowed', { requestId: request.id, code: refusal.code });
  await work.finish();
  return refusal;
}

/**
 * Reads why the ground of each request is gone: the evidence of a suspension no longer meets the
 * threshold, nothing is missing any more that a catch could hold, or what was released may not come
 * back.
 */
async function groundsLost(
  work: Reading,
  requests: readonly FreezeRequestRow[],
  back: ReadonlyMap<string, BroughtBack>,
): Promise<(request: FreezeRequestRow) => Refusal | null> {
  const catches = await readCatches(work, requests);
  const onEvidence = requests.some(({ kind }) => needsReasonToBelieve(kind));
  const findings = groupBy(onEvidence ? await newestFindings(work) : [], ({ subject }) => subject);
  return (request) => {
    if (request.kind === 'residual') return catches.get(request.id) ?? null;
    if (request.kind === 'reinstatement') return back.get(request.id)?.closed ?? null;
    const account = accountKey(request);
    return thresholdLost(request.kind, findings.get(account) ?? [], account);
  };
}

/** Reads why nothing is left to catch for each catch that waits; null where something is. */
async function readCatches(
  work: Reading,
  requests: readonly FreezeRequestRow[],
): Promise<ReadonlyMap<string, Refusal | null>> {
  const asked = requests.filter(({ kind }) => kind === 'residual');
  if (asked.length === 0) return new Map();
  const rows = await work.manager.findBy(HoldRow, { id: In(asked.flatMap(({ holdId }) => holdId ?? [])) });
  const holds = new Map(rows.map((hold) => [hold.id, hold]));
  const catches = asked.map(({ id, holdId, raiseSatang }) => {
    const hold = holds.get(holdId ?? '');
    if (hold === undefined || raiseSatang === null) throw new Error(`request ${id} is no catch`);
    return { hold, creditedSatang: raiseSatang };
  });
  const caught = await mayCatchEach(work, catches);
  return new Map(asked.map(({ id }, place) => [id, refusalOf(caught[place])]));
}

function refusalOf(result: Result<unknown> | undefined): Refusal | null {
  return result === undefined || result.ok ? null : result;
}
