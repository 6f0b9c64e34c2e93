import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { type AllowedRequest, mayRequest } from '../../domain/freeze-request/approval-policy.js';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import { type Account, accountKey } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { DecisionRow, FreezeRequestRow } from '../../persistence/entities/freeze-request.entities.js';
import { newId } from '../../persistence/ids.js';
import { databaseErrorCode, inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { type CaseWork, openCase } from '../case/case-work.js';
import { type Signal } from '../case/signal.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { newestFindings } from '../judgement/judge-record.js';
import { answeredBefore, keepAnswer, type TakenOnce } from '../message/take-once.js';
import { proposed, readBlastRadius } from './read-blast-radius.js';
import { requestSubject, type RequestSubject } from './request-subject.js';

/** What an officer asks for; the shape is the API's. */
export interface FreezeRequestInput {
  kind: AskedKind;
  holdId?: string | undefined;
  account?: Account | undefined;
  reason: string;
  until?: string | undefined;
  seizureWarrantNo?: string | undefined;
}

/** The answer to it; the shape is the API's. */
export interface FreezeRequestMade {
  id: string;
  state: FreezeRequestRow['state'];
  evidenceHash: string;
  blastRadiusSha256: string;
}

export type FreezeRequested = { ok: true; response: FreezeRequestMade; signal: Signal } | Refusal;

export interface RequestFreeze {
  caseId: string;
  body: FreezeRequestInput;
  actor: ActingPerson;
  /**
   * What makes a repetition one: the person's Idempotency-Key, and SHA-256 of the body's bytes as
   * received. Absent: each request is a new one.
   */
  once?: { key: string; bodySha256: string } | undefined;
}

const UNIQUE_VIOLATION = '23505';

/**
 * Writes a freeze request when its maker may ask for it. The inquiry officer's own power needs
 * nobody else: it is approved as it is made. What the order would touch is kept with it. The same
 * Idempotency-Key with the same body answers as before, whatever became of the request meanwhile.
 * Refusals: `CASE.ABSENT`, `CASE.CLOSED`, `CASE.WITHDRAWN`, `APPROVAL.ALREADY_OPEN`,
 * `IDEMPOTENCY.OTHER_BODY`, those of `requestSubject` and `mayRequest`.
 */
export async function requestFreeze(db: DataSource, input: RequestFreeze): Promise<FreezeRequested> {
  try {
    return await inTransaction(db, (manager) => request(manager, input));
  } catch (error) {
    if (databaseErrorCode(error) !== UNIQUE_VIOLATION) throw error;
    return refuse('APPROVAL.ALREADY_OPEN', 'the same request is open already');
  }
}

async function request(manager: EntityManager, input: RequestFreeze): Promise<FreezeRequested> {
  const { caseId, body, actor } = input;
  const work = await openCase(manager, caseId, actor.subject);
  if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
  // After the lock, so that of two of the same key the second one sees what the first left.
  const once = onceOf(input);
  const earlier = once && (await answeredBefore<FreezeRequestMade>(manager, once));
  if (earlier !== undefined) return earlier.ok ? { ...earlier, signal: signalOf(work, earlier.response) } : earlier;
  if (work.caseFile.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
  if (work.caseFile.withdrawnAt !== null) return refuse('CASE.WITHDRAWN', 'the complaint was withdrawn');
  const subject = await requestSubject(work, body);
  if ('ok' in subject) return subject;
  const until = body.until === undefined ? null : new Date(body.until);
  const { findings } = await newestFindings(work);
  const allowed = mayRequest(
    body.kind,
    actor,
    {
      intakeBy: work.caseFile.openedBy,
      findings,
      account: accountKey(subject.account),
      hold: subject.hold,
      now: work.now,
      complaintReceivedAt: work.caseFile.openedAt,
      statementAt: work.caseFile.statementAt,
      until,
      seizureWarrantNo: body.seizureWarrantNo ?? null,
    },
    work.rulebook,
  );
  if (!allowed.ok) {
    work.audit('freeze_request.not_allowed', { kind: body.kind, code: allowed.code });
    await work.finish();
    return allowed;
  }
  return write(work, input, subject, allowed.value, until);
}

function onceOf({ caseId, actor, once }: RequestFreeze): TakenOnce | undefined {
  return once && { ...once, actor: actor.subject, route: `POST /v1/cases/${caseId}/freeze-requests` };
}

function signalOf(work: CaseWork, { id }: FreezeRequestMade): Signal {
  return { workflowId: complaintWorkflowId(work.caseFile.id), message: 'requestMade', rowId: id };
}

async function write(
  work: CaseWork,
  input: RequestFreeze,
  subject: RequestSubject,
  allowed: AllowedRequest,
  until: Date | null,
): Promise<FreezeRequested> {
  const { body, actor } = input;
  const hash = await evidenceHash(work.manager, work.caseFile.id);
  const holdId = subject.hold?.id ?? null;
  const order = proposed({ ...subject.account, kind: body.kind, holdId, creditedSatang: null });
  const blastRadius = await readBlastRadius(work, order);
  const row = work.manager.create(FreezeRequestRow, {
    id: newId(),
    caseId: work.caseFile.id,
    kind: body.kind,
    holdId: subject.hold?.id ?? null,
    ...subject.account,
    state: allowed.initialState,
    requestedBy: actor.subject,
    requestedRole: allowed.role,
    reason: body.reason,
    untilAt: until,
    seizureWarrantNo: body.seizureWarrantNo ?? null,
    creditedSatang: null,
    inboxMessageId: null,
    evidenceHash: hash,
    blastRadius,
    ruleRowId: allowed.rule.rowId,
    requestedAt: work.now,
    remindAt: allowed.remindAt,
    escalateAt: allowed.escalateAt,
    expiresAt: allowed.expiresAt,
    remindedAt: null,
    escalatedAt: null,
    settledAt: allowed.initialState === 'approved' ? work.now : null,
    carriedOutAt: null,
  });
  await work.manager.insert(FreezeRequestRow, row);
  work.audit('freeze_request.state', {
    requestId: row.id,
    kind: row.kind,
    from: null,
    to: row.state,
    role: allowed.role,
    evidenceHash: hash,
    blastRadiusSha256: blastRadius.sha256,
    reasonSha256: createHash('sha256').update(body.reason).digest('hex'),
  });
  if (allowed.initialState === 'approved') await ownPower(work, row, actor, allowed);
  const response = { id: row.id, state: row.state, evidenceHash: hash, blastRadiusSha256: blastRadius.sha256 };
  const once = onceOf(input);
  if (once !== undefined) await keepAnswer(work.manager, once, response, work.now);
  const signal = signalOf(work, response);
  work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
  await work.finish();
  return { ok: true, response, signal };
}

/**
 * The inquiry officer decides alone (OFF-7D); the supervisor is informed, and the decision is on
 * record like any other.
 */
async function ownPower(
  work: CaseWork,
  row: FreezeRequestRow,
  actor: ActingPerson,
  allowed: AllowedRequest,
): Promise<void> {
  const decision = {
    id: newId(),
    freezeRequestId: row.id,
    person: actor.subject,
    role: allowed.role,
    verdict: 'own_power' as const,
    reason: row.reason,
    evidenceHash: row.evidenceHash,
    blastRadius: row.blastRadius,
    decidedAt: work.now,
  };
  await work.manager.insert(DecisionRow, decision);
  work.audit('decision.made', {
    decisionId: decision.id,
    requestId: row.id,
    verdict: 'own_power',
    role: allowed.role,
    blastRadiusSha256: row.blastRadius?.sha256 ?? null,
  });
  work.audit('supervisor.informed', { requestId: row.id });
}
