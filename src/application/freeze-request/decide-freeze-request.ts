import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { decide } from '../../domain/freeze-request/decide-freeze-request.js';
import { accountKey } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { DecisionRow, FreezeRequestRow } from '../../persistence/entities/freeze-request.entities.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { type CaseWork, openKnownCase } from '../case/case-work.js';
import type { Signal } from '../case/signal.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { mayCatch } from '../hold/raise-hold.js';
import { newestFindings } from '../judgement/judge-record.js';
import { changeRequest } from './change-request.js';
import { proposed, readBlastRadius } from './read-blast-radius.js';

export type Decided = { ok: true; id: string; state: FreezeRequestRow['state']; signal: Signal } | Refusal;

/**
 * A person's decision on a freeze request. The case is locked, so the decision wins or loses
 * against another decision and against expiry here; the refusal that the officer sees is this
 * transaction's. Refusals: `REQUEST.ABSENT`, `APPROVAL.THRESHOLD_NOT_MET`, for a catch those of
 * `catchSatang`, and those of `decide`.
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
  const request = await manager.findOneByOrFail(FreezeRequestRow, { id: freezeRequestId });
  const decisions = await manager.findBy(DecisionRow, { freezeRequestId });
  const hash = await evidenceHash(manager, request.caseId);
  const blastRadius = await readBlastRadius(work, proposed(request));
  const outcome = decide(
    {
      kind: request.kind,
      state: request.state,
      requestedBy: request.requestedBy,
      intakeBy: work.caseFile.openedBy,
      approvedBy: decisions.filter((decision) => decision.verdict !== 'refuse').map((decision) => decision.person),
      evidenceHash: hash,
      blastRadiusSha256: blastRadius.sha256,
      expiresAt: request.expiresAt,
    },
    actor,
    body.verdict,
    body,
    work.rulebook,
    work.now,
  );
  if (!outcome.ok) return notAllowed(work, request, outcome);
  const lost = body.verdict === 'approve' ? await groundLost(work, request) : undefined;
  if (lost !== undefined) return notAllowed(work, request, lost);
  const decision = {
    id: newId(),
    freezeRequestId,
    person: actor.subject,
    role: outcome.value.role,
    verdict: body.verdict,
    reason: body.reason,
    evidenceHash: body.evidenceHash,
    // Kept as it was when he decided; that it is what he saw, the hash that he named proves.
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
  if (outcome.value.state !== request.state) await changeRequest(work, request, outcome.value.state);
  const signal = { workflowId: complaintWorkflowId(request.caseId), message: 'decisionMade', rowId: decision.id };
  work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
  await work.finish();
  return { ok: true, id: decision.id, state: request.state, signal };
}

/** A refused decision leaves its trace in the audit. */
async function notAllowed(work: CaseWork, request: FreezeRequestRow, refusal: Refusal): Promise<Refusal> {
  work.audit('decision.not_allowed', { requestId: request.id, code: refusal.code });
  await work.finish();
  return refusal;
}

/**
 * Nobody approves a suspension whose evidence has gone, nor a catch when nothing is missing any
 * more.
 */
async function groundLost(work: CaseWork, request: FreezeRequestRow): Promise<Refusal | undefined> {
  switch (request.kind) {
    case 'aoc_suspension':
    case 'break_glass':
      return thresholdLost(work, request);
    case 'residual':
      return nothingToCatch(work, request);
    default:
      return undefined;
  }
}

/** The newest findings must still meet the threshold. */
async function thresholdLost(work: CaseWork, request: FreezeRequestRow): Promise<Refusal | undefined> {
  const { findings } = await newestFindings(work);
  const subject = accountKey(request);
  const met = findings.some(
    (finding) => finding.ruleId === 'AOC-85B' && finding.subject === subject && finding.outcome === 'met',
  );
  return met
    ? undefined
    : refuse('APPROVAL.THRESHOLD_NOT_MET', 'the evidence no longer gives reason to believe (AOC-85B)');
}

async function nothingToCatch(
  work: CaseWork,
  { id, holdId, creditedSatang }: FreezeRequestRow,
): Promise<Refusal | undefined> {
  if (holdId === null || creditedSatang === null) throw new Error(`request ${id} is no catch`);
  const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
  const caught = await mayCatch(work, hold, creditedSatang);
  return caught.ok ? undefined : caught;
}
