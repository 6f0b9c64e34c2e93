import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import {
  capLocks,
  isCapped,
  limitWindowStart,
  requestLimitReached,
} from '../../domain/freeze-request/request-limit.js';
import { mayArm } from '../../domain/freeze-request/armed-hold.js';
import { readDay } from '../../domain/calendar/bangkok-day.js';
import type { Warrant } from '../../domain/freeze-request/warrant.js';
import { AttachmentRow } from '../../persistence/entities/attachment.entities.js';
import { proposedOrder } from '../../domain/freeze-request/proposed-order.js';
import { type AllowedRequest, mayRequest } from '../../domain/freeze-request/who-may-request.js';
import { accountKey } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { earlier } from '../../domain/time.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import { DecisionRow, FreezeRequestRow } from '../../persistence/entities/freeze-request.entities.js';
import { newId } from '../../persistence/ids.js';
import { databaseErrorCode, inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { lockLimits } from '../case/case.queries.js';
import type { CaseWork } from '../case/case-work.js';
import { openCase } from '../case/open-case.js';
import type { Signal } from '../case/signal.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { refuseBesideClaim } from '../handling/work-claim.js';
import { upheldComplaints } from '../hold/complaint-clock.js';
import { newestFindings } from '../judgement/judge-record.js';
import { answeredBefore, keepAnswer, type IdempotentRequest } from '../message/idempotent-request.js';
import { carryOutAtOnce, type OrdersOfDecision } from './carry-out-freeze-requests.js';
import { countEarlierRequests } from './freeze-request.queries.js';
import { readBlastRadius } from './read-blast-radius.js';
import { noWayBack } from './reinstate-hold.js';
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

/**
 * Writes a freeze request if the person may ask for it, with the blast radius of its order. The
 * inquiry officer's own power needs no approval, so that request starts as approved; where it is
 * about a hold, its order is written at once. The same Idempotency-Key with the same body gets the
 * same answer again. Refusals: `CASE.ABSENT`, `CASE.CLOSED`,
 * `CASE.CLAIMED_BY_ANOTHER`, `APPROVAL.ALREADY_OPEN`, `IDEMPOTENCY.OTHER_BODY`, those of
 * `readSubject`, `requestLimitReached`, `mayRequest`, `mayArm`, `reinstatedSatang`,
 * `reinstatedPartSatang` and `askedTooLate`.
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
  if (work.caseFile.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
  const claimed = await refuseBesideClaim(work, body.kind, actor);
  if (claimed !== null) return claimed;
  const subject = await readSubject(work, body);
  if ('ok' in subject) return subject;
  const until = body.until === undefined ? null : new Date(body.until);
  const findings = await newestFindings(work);
  const warrant = await readWarrant(work, body);
  const allowed = mayRequest(
    body.kind,
    actor,
    {
      intakeBy: work.caseFile.openedBy,
      findings,
      account: accountKey(subject.account),
      hold: subject.hold,
      continuedFrom: await continuedFrom(work, body.kind, subject.hold),
      now: work.now,
      complaints: subject.hold === null ? [] : await upheldComplaints(work, subject.hold.stolenSumId),
      until,
      warrant,
      arms: body.armSatang !== undefined,
    },
    work.rulebook,
  );
  if (!allowed.ok) return noteNotAllowed(work, body.kind, allowed);
  const unarmed = body.armSatang === undefined ? null : mayArm(subject.hold, BigInt(body.armSatang), until);
  if (unarmed !== null) return noteNotAllowed(work, body.kind, unarmed);
  const limited = (await beyondLimit(work, input, subject)) ?? (await noWayBack(work, body.kind, subject));
  if (limited !== null) return noteNotAllowed(work, body.kind, limited);
  // A hold that comes back ends when it would have ended. An order that would be over by then is
  // approved by nobody: its request waits no longer than its own end.
  const end = body.kind === 'reinstatement' && subject.hold !== null ? subject.hold.expiresAt : until;
  const request = end === null ? allowed.value : { ...allowed.value, expiresAt: earlier(allowed.value.expiresAt, end) };
  return writeRequest(work, input, subject, request, end, warrant);
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

/**
 * Reads when the first of the continue-orders was issued that a hold stands on, where it is to be
 * renewed; null where it stands on another power.
 */
async function continuedFrom({ manager }: CaseWork, kind: AskedKind, hold: HoldRow | null): Promise<Date | null> {
  if (kind !== 'continue_order' || hold?.kind !== 'continue_order') return null;
  const [first] = await manager.query<{ at: Date | null }[]>(
    `SELECT min(o.issued_at) AS at FROM hold_order o
      WHERE o.hold_id = $1 AND o.kind = 'continue_order'
        AND o.sequence > coalesce((SELECT max(b.sequence) FROM hold_order b WHERE b.hold_id = $1 AND b.kind <> 'continue_order'), 0)`,
    [hold.id],
  );
  return first?.at ?? null;
}

/** Keeps the trace of a request that the rules refuse. */
async function noteNotAllowed(work: CaseWork, kind: AskedKind, refusal: Refusal): Promise<Refusal> {
  work.audit('freeze_request.not_allowed', { kind, code: refusal.code });
  await work.finish();
  return refusal;
}

/**
 * Refuses an order that one person gives alone when the caps of its row are reached. Its requests
 * in other cases are counted too, so that a lock of the caps comes first.
 */
async function beyondLimit(
  { manager, rulebook, now }: CaseWork,
  { body: { kind }, actor }: RequestFreeze,
  { account, hold }: FreezeRequestSubject,
): Promise<Refusal | null> {
  if (!isCapped(kind)) return null;
  const target = { kind, person: actor.subject, account, holdId: kind === 'break_glass' ? null : (hold?.id ?? null) };
  await lockLimits(manager, capLocks(kind, actor.subject, account));
  const earlier = await countEarlierRequests(manager, target, limitWindowStart(kind, rulebook, now));
  return requestLimitReached(kind, earlier, { rulebook, now });
}

function repetitionKey({ caseId, actor, idempotency }: RequestFreeze): IdempotentRequest | undefined {
  return idempotency && { ...idempotency, actor: actor.subject, route: `POST /v1/cases/${caseId}/freeze-requests` };
}

function signalOf(work: CaseWork, { id }: FreezeRequestMade): Signal {
  return { workflowId: complaintWorkflowId(work.caseFile.id), message: 'requestMade', rowId: id };
}

async function writeRequest(
  work: CaseWork,
  input: RequestFreeze,
  subject: FreezeRequestSubject,
  allowed: AllowedRequest,
  until: Date | null,
  warrant: Warrant,
): Promise<FreezeRequested> {
  const { body, actor } = input;
  const hash = await evidenceHash(work.manager, work.caseFile.id);
  const holdId = subject.hold?.id ?? null;
  const raiseSatang = subject.partialRelease?.letGoSatang ?? null;
  const order = proposedOrder({ ...subject.account, kind: body.kind, holdId, raiseSatang });
  const blastRadius = await readBlastRadius(work, order);
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
