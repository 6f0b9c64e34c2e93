import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import { mayAsk } from '../../domain/freeze-request/may-ask.js';
import { capLocks, isCapped } from '../../domain/freeze-request/request-limit.js';
import { readDay } from '../../domain/calendar/bangkok-day.js';
import type { Warrant } from '../../domain/freeze-request/warrant.js';
import { AttachmentRow } from '../../persistence/entities/findings/attachment.entities.js';
import { proposedOrder } from '../../domain/freeze-request/proposed-order.js';
import type { AllowedRequest } from '../../domain/freeze-request/who-may-request.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { earlier } from '../../domain/time.js';
import { DecisionRow, FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import { newId } from '../../persistence/ids.js';
import { databaseErrorCode, inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { lockLimits } from '../case/work/case.queries.js';
import type { CaseWork } from '../case/work/case-work.js';
import { loadCase, type LoadedCase } from '../case/work/load-case.js';
import { openCase } from '../case/work/open-case.js';
import type { Signal } from '../case/work/signal.js';
import { withoutInterest } from '../interest/refuse-interested.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { answeredBefore, keepAnswer, type IdempotentRequest } from '../message/idempotent-request.js';
import { carryOutAtOnce, type OrdersOfDecision } from './carry-out-freeze-requests.js';
import { readAskFacts, readCaseOfAsks } from './read-ask-facts.js';
import { readBlastRadius } from './read-blast-radius.js';
import { type FreezeRequestSubject, readSubject, type SubjectInput } from './read-subject.js';

/** A freeze request as an officer sends it; the shape is the API's. */
interface FreezeRequestInput {
  kind: AskedKind;
  holdId?: string | undefined;
  partialReleaseId?: string | undefined;
  account?: SubjectInput['account'];
  reason: string;
  until?: string | undefined;
  seizureWarrantNo?: string | undefined;
  /** The rest of the warrant, for a whole account. */
  warrant?: { authority: string; issuedOn: string; attachmentId: string } | undefined;
  /** Asks for an armed hold of at most so much. */
  armSatang?: string | undefined;
}

/** The answer to a freeze request; the shape is the API's. */
interface FreezeRequestMade {
  id: string;
  state: FreezeRequestRow['state'];
  evidenceHash: string;
  blastRadiusSha256: string;
}

/** The answer, with the signal for the case's workflow and what goes out; or the refusal. */
export type FreezeRequested = ({ ok: true; response: FreezeRequestMade; signal: Signal } & OrdersOfDecision) | Refusal;

/** One call of `requestFreeze`. */
export interface RequestFreeze {
  caseId: string;
  body: FreezeRequestInput;
  actor: ActingPerson;
  /**
   * The person's Idempotency-Key, and the SHA-256 of the body's bytes as received, by which a
   * repetition is known. Without it each request is a new one.
   */
  idempotency?: { key: string; bodySha256: string } | undefined;
}

/** A repeated request orders nothing more. */
const NOTHING_NEW: OrdersOfDecision = { signalHolds: [], startHolds: [] };

const UNIQUE_VIOLATION = '23505';

/** Refusals that say nothing of the person: another one is at work, was quicker, or the case is over. */
const UNNOTED: readonly string[] = ['CASE.CLOSED', 'CASE.CLAIMED_BY_ANOTHER', 'APPROVAL.ALREADY_OPEN'];

/**
 * Writes a freeze request if the person may ask for it, with the blast radius of its order. The
 * inquiry officer's own power needs no approval, so that request starts as approved; where it is
 * about a hold, its order is written at once. The same Idempotency-Key with the same body gets the
 * same answer again. Refusals: `CASE.ABSENT`, `IDEMPOTENCY.OTHER_BODY`, `CASE.INTEREST`, those of `readSubject` and
 * of `mayAsk`.
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
  // Asked after the lock, so that the second of two requests with one key sees the answer to the
  // first.
  const repetition = repetitionKey(input);
  const answered = repetition && (await answeredBefore<FreezeRequestMade>(manager, repetition));
  if (answered !== undefined)
    return answered.ok ? { ...answered, signal: signalOf(work, answered.response), ...NOTHING_NEW } : answered;
  const may = await withoutInterest(work, actor);
  if (!may.ok) return may;
  const subject = await readSubject(work, body);
  if ('ok' in subject) return subject;
  const until = body.until === undefined ? null : new Date(body.until);
  const warrant = await readWarrant(work, body);
  if (isCapped(body.kind)) await lockLimits(manager, capLocks(body.kind, actor.subject, subject.account));
  const loaded = await loadCase(work, 'as_read');
  const armSatang = body.armSatang === undefined ? null : BigInt(body.armSatang);
  const ask = { kind: body.kind, subject, arms: armSatang !== null };
  const known = await readCaseOfAsks(work, { loaded, takenBy: may.takenBy }, [ask]);
  const [facts] = await readAskFacts(work, known, [ask], actor);
  if (facts === undefined) throw new Error('an order has no facts');
  const allowed = mayAsk(body.kind, actor, facts, { until, warrant, armSatang }, work.rulebook);
  if (!allowed.ok) return UNNOTED.includes(allowed.code) ? allowed : noteNotAllowed(work, body.kind, allowed);
  // A hold that comes back ends when it would have ended. An order that would be over by then is
  // approved by nobody: its request waits no longer than its own end.
  const end = body.kind === 'reinstatement' && subject.hold !== null ? subject.hold.expiresAt : until;
  const request = end === null ? allowed.value : { ...allowed.value, expiresAt: earlier(allowed.value.expiresAt, end) };
  return writeRequest(work, input, { subject, allowed: request, until: end, warrant, loaded });
}

/** Reads what a request names of a warrant, with the hash of the document that is attached to the case. */
async function readWarrant(
  { manager, caseFile }: CaseWork,
  { seizureWarrantNo, warrant }: FreezeRequestInput,
): Promise<Warrant> {
  const attached =
    warrant === undefined
      ? null
      : await manager.findOneBy(AttachmentRow, { id: warrant.attachmentId, caseId: caseFile.id, kind: 'document' });
  return {
    number: seizureWarrantNo ?? null,
    authority: warrant?.authority ?? null,
    issuedOn: warrant === undefined ? null : (readDay(warrant.issuedOn) ?? warrant.issuedOn),
    documentSha256: attached?.sha256 ?? null,
  };
}

/** Keeps the trace of a request that the rules refuse. */
async function noteNotAllowed(work: CaseWork, kind: AskedKind, refusal: Refusal): Promise<Refusal> {
  work.audit('freeze_request.not_allowed', { kind, code: refusal.code });
  await work.finish();
  return refusal;
}

function repetitionKey({ caseId, actor, idempotency }: RequestFreeze): IdempotentRequest | undefined {
  return idempotency && { ...idempotency, actor: actor.subject, route: `POST /v1/cases/${caseId}/freeze-requests` };
}

function signalOf(work: CaseWork, { id }: FreezeRequestMade): Signal {
  return { workflowId: complaintWorkflowId(work.caseFile.id), message: 'requestMade', rowId: id };
}

/** A request that is allowed, with what it is about. */
interface RequestToWrite {
  subject: FreezeRequestSubject;
  allowed: AllowedRequest;
  until: Date | null;
  warrant: Warrant;
  loaded: LoadedCase;
}

async function writeRequest(
  work: CaseWork,
  input: RequestFreeze,
  { subject, allowed, until, warrant, loaded }: RequestToWrite,
): Promise<FreezeRequested> {
  const { body, actor } = input;
  const hash = await evidenceHash(work.manager, work.caseFile.id);
  const holdId = subject.hold?.id ?? null;
  const raiseSatang = subject.partialRelease?.letGoSatang ?? null;
  const order = proposedOrder({ ...subject.account, kind: body.kind, holdId, raiseSatang });
  const blastRadius = await readBlastRadius(work, order, loaded);
  const row = work.manager.create(FreezeRequestRow, {
    id: newId(),
    caseId: work.caseFile.id,
    kind: body.kind,
    holdId,
    partialReleaseId: subject.partialRelease?.id ?? null,
    ...subject.account,
    state: allowed.initialState,
    requestedBy: actor.subject,
    requestedName: actor.name,
    requestedRole: allowed.role,
    reason: body.reason,
    untilAt: until,
    seizureWarrantNo: warrant.number,
    warrantAuthority: warrant.authority,
    warrantIssuedOn: warrant.issuedOn,
    warrantAttachmentId: warrant.documentSha256 === null ? null : (body.warrant?.attachmentId ?? null),
    warrantSha256: warrant.documentSha256,
    raiseSatang,
    armSatang: body.armSatang === undefined ? null : BigInt(body.armSatang),
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
    reasonSha256: sha256Hex(body.reason),
  });
  if (allowed.initialState === 'approved') await writeOwnDecision(work, row, actor, allowed);
  const response = { id: row.id, state: row.state, evidenceHash: hash, blastRadiusSha256: blastRadius.sha256 };
  const repetition = repetitionKey(input);
  if (repetition !== undefined) await keepAnswer(work.manager, repetition, response, work.now);
  const orders = await carryOutAtOnce(work, row);
  const signal = signalOf(work, response);
  work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
  await work.finish();
  return { ok: true, response, signal, ...orders };
}

/**
 * Writes the decision of the inquiry officer, who decides alone (OFF-7D), like any other decision,
 * and informs the supervisor.
 */
async function writeOwnDecision(
  work: CaseWork,
  row: FreezeRequestRow,
  actor: ActingPerson,
  allowed: AllowedRequest,
): Promise<void> {
  const decision = {
    id: newId(),
    freezeRequestId: row.id,
    person: actor.subject,
    name: actor.name,
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
