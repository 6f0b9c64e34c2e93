import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { isListingInForce, type ListedSubject, type NumbersSubject } from '../../domain/directive/directive.js';
import { mayAskDirective } from '../../domain/directive/may-direct.js';
import { numbersCutOff, numbersStillCutOff } from '../../domain/directive/cut-off.js';
import {
  listedSubject,
  numbersToCutOff,
  type NumbersToLift,
  numbersToLift,
  outcomeOnNumbers,
} from '../../domain/directive/subject-of-directive.js';
import { numbersByEvidence } from '../../domain/evidence/evidence-facts.js';
import type { Finding } from '../../domain/judgement/facts.js';
import { ok, type Refusal, refuse, type Result } from '../../domain/result.js';
import { findRule } from '../../domain/rulebook/in-force.js';
import { DirectiveRow } from '../../persistence/entities/money/directive.entities.js';
import { newId } from '../../persistence/ids.js';
import { databaseErrorCode, inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import type { Reading } from '../case/work/reading-of-case.js';
import { openCase } from '../case/work/open-case.js';
import { loadCase, type LoadedCase } from '../case/work/load-case.js';
import { waitsForClaim, type WorkClaim } from '../../domain/handling/work-claim.js';
import { withoutInterest } from '../interest/refuse-interested.js';
import { refuseBesideClaim } from '../handling/work-claim.js';
import { askedEvidence } from '../judgement/case-facts.js';
import { newestFindings } from '../judgement/judge-record.js';

/** An officer's request for a directive, in the shape of the API. */
export type DirectiveInput = { reason: string } & (
  | { kind: 'telecom' }
  | { kind: 'telecom_lift'; directiveId: string; numbers: NumbersToLift }
  | { kind: 'list'; subject: ListedSubject; ground: string }
  | { kind: 'delist'; listingId: string }
);

export type DirectiveRequested = { ok: true; id: string } | Refusal;

const UNIQUE_VIOLATION = '23505';

const ALREADY_OPEN = refuse('APPROVAL.ALREADY_OPEN', 'the same is asked for already, or in force');

/**
 * Writes an officer's request to have NBTC cut off the case's numbers or give them back, or to send
 * every institution a listing or delisting; nothing is sent before a supervisor approves. Refusals: `CASE.ABSENT`,
 * `CASE.CLAIMED_BY_ANOTHER`,
 * `APPROVAL.ALREADY_OPEN` (asked for already, or in force), `DIRECTIVE.NOT_IN_FORCE`, those of
 * `mayAskDirective`, `numbersToCutOff`, `numbersToLift` and `listedSubject`.
 */
export async function requestDirective(
  db: DataSource,
  input: { caseId: string; body: DirectiveInput; actor: ActingPerson },
): Promise<DirectiveRequested> {
  try {
    return await inTransaction(db, (manager) => request(manager, input));
  } catch (error) {
    if (databaseErrorCode(error) !== UNIQUE_VIOLATION) throw error;
    return ALREADY_OPEN;
  }
}

async function request(
  manager: EntityManager,
  { caseId, body, actor }: Parameters<typeof requestDirective>[1],
): Promise<DirectiveRequested> {
  const work = await openCase(manager, caseId, actor.subject);
  if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
  const may = await withoutInterest(work, actor);
  if (!may.ok) return may;
  const claimed = await refuseBesideClaim(work, body.kind, actor);
  if (claimed !== null) return claimed;
  const { rulebook, now } = work;
  const allowed = mayAskDirective(body.kind, actor, { takenBy: may.takenBy, rulebook, now });
  const subject = allowed.ok ? await subjectOf(work, body) : allowed;
  if (!allowed.ok || !subject.ok) {
    const refusal = allowed.ok ? subject : allowed;
    if (refusal.ok) throw new Error('a refusal says why');
    work.audit('directive.not_allowed', { kind: body.kind, code: refusal.code });
    await work.finish();
    return refusal;
  }
  const row = manager.create(DirectiveRow, {
    id: newId(),
    caseId,
    kind: body.kind,
    subject: subject.value,
    listingId: body.kind === 'delist' ? body.listingId : null,
    liftsId: body.kind === 'telecom_lift' ? body.directiveId : null,
    kept: null,
    ground: body.kind === 'list' ? body.ground : null,
    reason: body.reason,
    ruleRowId: allowed.value.rowId,
    state: 'requested',
    requestedBy: actor.subject,
    requestedRole: 'aoc_officer',
    requestedAt: now,
    decidedBy: null,
    decidedRole: null,
    decisionReason: null,
    decidedAt: null,
    delistedAt: null,
  });
  await manager.insert(DirectiveRow, row);
  work.audit('directive.requested', {
    directiveId: row.id,
    kind: row.kind,
    listingId: row.listingId,
    liftsId: row.liftsId,
    ruleRowId: row.ruleRowId,
    role: row.requestedRole,
    reasonSha256: sha256Hex(body.reason),
  });
  await work.finish();
  return { ok: true, id: row.id };
}

async function subjectOf(work: CaseWork, body: DirectiveInput): Promise<Result<ListedSubject | NumbersSubject | null>> {
  if (body.kind === 'list') return listedSubject(body.subject);
  if (body.kind === 'delist') {
    const listing = await work.manager.findOneBy(DirectiveRow, { id: body.listingId, caseId: work.caseFile.id });
    return listing !== null && isListingInForce(listing)
      ? ok(null)
      : refuse('DIRECTIVE.NOT_IN_FORCE', 'the case has no such listing in force');
  }
  const { outcome, used, cleared, cutOffs } = await evidenceOnNumbers(work);
  if (body.kind === 'telecom') return numbersToCutOff(outcome, used, numbersCutOff(cutOffs));
  const cutOff = cutOffs.find(({ id, kind }) => kind === 'telecom' && id === body.directiveId);
  return numbersToLift(body.numbers, cutOff === undefined ? [] : numbersStillCutOff(cutOff, cutOffs), cleared);
}

/** What is known of the numbers of a case. */
export interface EvidenceOnNumbers {
  outcome: Finding['outcome'] | undefined;
  used: string[];
  cleared: string[];
  cutOffs: DirectiveRow[];
}

/**
 * Reads the outcome of the newest judgement on numbers (NBTC-5), the numbers that answers on record
 * bear (`used`) or clear by the measure in force (P-EV5), and what is cut off already. It judges by
 * the answers as they are now, so that what came since the newest judgement counts too.
 */
export async function evidenceOnNumbers(reading: Reading): Promise<EvidenceOnNumbers> {
  const findings = await newestFindings(reading);
  return numbersOf(reading, await loadCase(reading, 'as_read'), findings);
}

function numbersOf(
  { rulebook, now }: Pick<Reading, 'rulebook' | 'now'>,
  loaded: LoadedCase,
  findings: readonly Finding[],
): EvidenceOnNumbers {
  const measure = findRule(rulebook, 'P-EV5', now);
  const { cutOffs } = loaded;
  const numbers =
    measure === undefined
      ? { used: [], cleared: [] }
      : numbersByEvidence(askedEvidence(loaded), measure, numbersCutOff(cutOffs));
  return { outcome: outcomeOnNumbers(findings), ...numbers, cutOffs };
}

/** What of a case is read already and decides which directives a person may ask for. */
interface KnownOfCase {
  loaded: LoadedCase;
  findings: readonly Finding[];
  claim: WorkClaim | null;
  takenBy: readonly string[];
}

/** A directive of a case that is in force, and why a person may not ask for its end; null where he may. */
interface StandingDirective {
  row: DirectiveRow;
  /** Of a cut-off: the numbers that are cut off now. */
  numbers: string[] | null;
  /** Why not to give all numbers back, or to end the listing. */
  end: Refusal | null;
  /** Of a cut-off: why not to give back those that the evidence clears. */
  endOfCleared: Refusal | null;
}

/**
 * Reads which directives a person may ask for on a case now: for the numbers, for a listing that is
 * still to be filled in, and to give back or delist each that stands; and what waits for a second
 * person. Null where the request is taken.
 */
export async function directivesOffered(
  { manager, caseFile, rulebook, now }: Reading,
  { loaded, findings, claim, takenBy }: KnownOfCase,
  actor: ActingPerson,
) {
  const may = (kind: DirectiveInput['kind']): Refusal | null => {
    const waits = waitsForClaim(kind, claim, actor, now);
    const allowed = mayAskDirective(kind, actor, { takenBy, rulebook, now });
    return waits ?? (allowed.ok ? null : allowed);
  };
  const evidence = numbersOf({ rulebook, now }, loaded, findings);
  const { outcome, used, cleared, cutOffs } = evidence;
  const rows = await manager.find(DirectiveRow, { where: { caseId: caseFile.id }, order: { id: 'ASC' } });
  const waiting = rows.filter(({ state }) => state === 'requested');
  const besideOpen = (isSame: (row: DirectiveRow) => boolean, refusal: Refusal | null) =>
    refusal ?? (waiting.some(isSame) ? ALREADY_OPEN : null);
  const standing = rows.flatMap((row): StandingDirective[] => {
    if (isListingInForce(row)) {
      const end = besideOpen(({ listingId }) => listingId === row.id, may('delist'));
      return [{ row, numbers: null, end, endOfCleared: null }];
    }
    const cutOff = row.kind === 'telecom' ? cutOffs.find(({ id }) => id === row.id) : undefined;
    const numbers = cutOff === undefined ? [] : numbersStillCutOff(cutOff, cutOffs);
    if (numbers.length === 0) return [];
    const lift = (which: NumbersToLift) => {
      const lifted = numbersToLift(which, numbers, cleared);
      return besideOpen(({ liftsId }) => liftsId === row.id, may('telecom_lift') ?? (lifted.ok ? null : lifted));
    };
    return [{ row, numbers, end: lift('all'), endOfCleared: lift('cleared') }];
  });
  const numbers = numbersToCutOff(outcome, used, numbersCutOff(cutOffs));
  const telecom = may('telecom') ?? (numbers.ok ? null : numbers);
  return {
    kinds: {
      telecom: besideOpen(({ kind }) => kind === 'telecom', telecom),
      telecom_lift: may('telecom_lift'),
      list: may('list'),
      delist: may('delist'),
    },
    standing,
    waiting,
    evidence,
  };
}
