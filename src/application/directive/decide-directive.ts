import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { type ListedSubject, type NumbersSubject, RECEIVERS_OF_DIRECTIVE } from '../../domain/directive/directive.js';
import { mayDecideDirective } from '../../domain/directive/may-direct.js';
import { keptByOthers, numbersStillCutOff } from '../../domain/directive/cut-off.js';
import { stillToCutOff, stillToLift } from '../../domain/directive/subject-of-directive.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { type Refusal, refuse, type Result } from '../../domain/result.js';
import { DirectiveRow } from '../../persistence/entities/money/directive.entities.js';
import { PartyRow } from '../../persistence/entities/traffic/party.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import type { Reading } from '../case/work/reading-of-case.js';
import { refuseOfMaker } from '../interest/refuse-of-maker.js';
import { withoutInterest } from '../interest/refuse-interested.js';
import { type EvidenceOnNumbers, evidenceOnNumbers } from './request-directive.js';
import { lockNumbers, numbersSteps } from './directive.queries.js';
import { isNobodyTold } from './directive-message.js';
import { writeDirectiveMessages } from './write-directive-messages.js';

export type DirectiveDecided = { ok: true; state: 'approved' | 'refused'; notices: number } | Refusal;

/**
 * Decides on a directive for a supervisor. When it is approved, it writes the messages with their
 * exchanges: to NBTC, or to every institution that takes part. NBTC gives back only what no other
 * cut-off keeps; of a lifting with no such number nobody is told. Refusals: `DIRECTIVE.ABSENT`,
 * `CASE.INTEREST`, and those of `verdictsOnDirective`.
 */
export async function decideDirective(
  db: DataSource,
  input: { id: string; body: { verdict: 'approve' | 'refuse'; reason: string }; actor: ActingPerson },
): Promise<DirectiveDecided> {
  return inTransaction(db, (manager) => decide(manager, input));
}

async function decide(
  manager: EntityManager,
  { id, body, actor }: Parameters<typeof decideDirective>[1],
): Promise<DirectiveDecided> {
  const found = await manager.findOneBy(DirectiveRow, { id });
  if (found === null) return refuse('DIRECTIVE.ABSENT', 'there is no such directive');
  if (isAboutNumbers(found)) await lockNumbers(manager);
  const work = await openKnownCase(manager, found.caseId, actor.subject);
  const may = await withoutInterest(work, actor);
  if (!may.ok) return may;
  const directive = await manager.findOneByOrFail(DirectiveRow, { id });
  const read = () => evidenceOnNumbers(work);
  const role = (await verdictsOnDirective(work, directive, { takenBy: may.takenBy, read }, actor))[body.verdict];
  if (!role.ok) {
    work.audit('directive.decision_not_allowed', { directiveId: id, code: role.code });
    await work.finish();
    return role;
  }
  const state = body.verdict === 'approve' ? 'approved' : 'refused';
  const decided = { state, decidedBy: actor.subject, decidedRole: role.value, decidedAt: work.now } as const;
  const kept = state === 'approved' ? await keptOf(manager, directive) : null;
  await manager.update(DirectiveRow, { id }, { ...decided, decisionReason: body.reason, kept });
  work.audit('directive.decided', {
    directiveId: id,
    kind: directive.kind,
    state,
    role: role.value,
    ...(kept === null ? {} : { kept: kept.length }),
    reasonSha256: sha256Hex(body.reason),
  });
  const notices = state === 'approved' ? await writeMessages(work, { ...directive, kept }) : 0;
  await work.finish();
  return { ok: true, state, notices };
}

/**
 * Reads which verdicts on a directive a person may give who gains nothing by the case; `takenBy`: see
 * `refuseTaker`, `read`: what is known of the numbers. The decision and what is offered ask the
 * same. Refusals: those of `mayDecideDirective`; for an approval `APPROVAL.MAKER_INTEREST`, and those of
 * `stillToCutOff` and `stillToLift` when the evidence is gone, or the number given back, meanwhile.
 */
export async function verdictsOnDirective(
  reading: Reading,
  directive: DirectiveRow,
  { takenBy, read }: { takenBy: readonly string[]; read: () => Promise<EvidenceOnNumbers> | EvidenceOnNumbers },
  actor: ActingPerson,
): Promise<Record<'approve' | 'refuse', Result<Role>>> {
  const may = mayDecideDirective({ ...directive, takenBy }, actor);
  if (!may.ok) return { approve: may, refuse: may };
  const { subject, liftsId } = directive;
  const lost =
    (await refuseOfMaker(reading, directive, 'approve')) ??
    (subject?.kind === 'numbers' ? refuseWithoutEvidence(subject, liftsId, await read()) : undefined);
  return { approve: lost ?? may, refuse: may };
}

/**
 * Returns the refusal when the evidence against a number is gone since the request, or when a
 * number to be given back is not cut off any more; undefined when the request still stands.
 */
function refuseWithoutEvidence(
  subject: NumbersSubject,
  liftsId: string | null,
  { outcome, used, cutOffs }: EvidenceOnNumbers,
): Refusal | undefined {
  const lifted = cutOffs.find(({ id }) => id === liftsId);
  const still =
    liftsId === null
      ? stillToCutOff(subject, outcome, used)
      : stillToLift(subject, lifted === undefined ? [] : numbersStillCutOff(lifted, cutOffs));
  return still.ok ? undefined : still;
}

function isAboutNumbers({ kind }: DirectiveRow): boolean {
  return kind === 'telecom' || kind === 'telecom_lift';
}

/** Returns the numbers of a lifting that another standing cut-off keeps; null where nothing is lifted. */
async function keptOf(manager: EntityManager, { subject, liftsId }: DirectiveRow): Promise<string[] | null> {
  if (liftsId === null || subject?.kind !== 'numbers') return null;
  const steps = await numbersSteps(manager, subject.values);
  return keptByOthers(subject.values, liftsId, steps).map(({ number }) => number);
}

async function writeMessages(work: CaseWork, directive: DirectiveRow): Promise<number> {
  if (isNobodyTold(directive)) return 0;
  const parties = await receiversOf(work.manager, directive);
  const subject = await subjectOf(work, directive);
  writeDirectiveMessages(work, { directive, subject, decidedAt: work.now }, parties);
  return parties.length;
}

/** Returns what the messages name; a delisting names the subject of its listing, and ends it. */
async function subjectOf(work: CaseWork, directive: DirectiveRow): Promise<ListedSubject | NumbersSubject> {
  const { subject, listingId } = directive;
  if (subject !== null) return subject;
  const listing = await work.manager.findOneByOrFail(DirectiveRow, { id: listingId ?? '' });
  if (listing.subject === null) throw new Error(`listing ${listing.id} names nobody`);
  await work.manager.update(DirectiveRow, { id: listing.id }, { delistedAt: work.now });
  return listing.subject;
}

async function receiversOf(manager: EntityManager, { kind }: DirectiveRow): Promise<string[]> {
  const receivers = RECEIVERS_OF_DIRECTIVE[kind];
  if (receivers !== 'every_institution') return [receivers];
  const institutions = await manager.find(PartyRow, { where: { kind: 'institution' }, order: { slug: 'ASC' } });
  return institutions.map(({ slug }) => slug);
}
