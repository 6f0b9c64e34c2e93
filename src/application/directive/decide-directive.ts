import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { type ListedSubject, type NumbersSubject, RECEIVERS_OF_DIRECTIVE } from '../../domain/directive/directive.js';
import { mayDecideDirective } from '../../domain/directive/may-direct.js';
import { numbersStillCutOff } from '../../domain/directive/cut-off.js';
import { stillToCutOff, stillToLift } from '../../domain/directive/subject-of-directive.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { DirectiveRow } from '../../persistence/entities/directive.entities.js';
import { PartyRow } from '../../persistence/entities/party.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { refuseOfMaker } from '../interest/refuse-of-maker.js';
import { withoutInterest } from '../interest/refuse-interested.js';
import { evidenceOnNumbers } from './request-directive.js';
import { writeDirectiveMessages } from './write-directive-messages.js';

export type DirectiveDecided = { ok: true; state: 'approved' | 'refused'; notices: number } | Refusal;

/**
 * Decides on a directive for a supervisor. When it is approved, it writes the messages with their
 * exchanges: to NBTC, or to every institution that takes part. Refusals: `DIRECTIVE.ABSENT`, those
 * of `mayDecideDirective`, and those of `stillToCutOff` and `stillToLift` when the evidence is gone,
 * or the number given back, meanwhile.
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
  const work = await openKnownCase(manager, found.caseId, actor.subject);
  const may = await withoutInterest(work, actor);
  if (!may.ok) return may;
  const directive = await manager.findOneByOrFail(DirectiveRow, { id });
  const role = mayDecideDirective({ ...directive, takenBy: may.takenBy }, actor);
  const evidenceRefusal =
    role.ok && body.verdict === 'approve' ? await refuseWithoutEvidence(work, directive) : undefined;
  const gone = role.ok ? await refuseOfMaker(work, directive, body.verdict) : null;
  const refusal = role.ok ? (gone ?? evidenceRefusal) : role;
  if (!role.ok || refusal !== undefined) {
    const { code, detail } = refusal ?? refuse('APPROVAL.ROLE', '');
    work.audit('directive.decision_not_allowed', { directiveId: id, code });
    await work.finish();
    return refuse(code, detail);
  }
  const state = body.verdict === 'approve' ? 'approved' : 'refused';
  const decided = { state, decidedBy: actor.subject, decidedRole: role.value, decidedAt: work.now } as const;
  await manager.update(DirectiveRow, { id }, { ...decided, decisionReason: body.reason });
  work.audit('directive.decided', {
    directiveId: id,
    kind: directive.kind,
    state,
    role: role.value,
    reasonSha256: sha256Hex(body.reason),
  });
  const notices = state === 'approved' ? await writeMessages(work, directive) : 0;
  await work.finish();
  return { ok: true, state, notices };
}

/**
 * Returns the refusal when the evidence against a number is gone since the request, or when a
 * number to be given back is not cut off any more; undefined when the request still stands.
 */
async function refuseWithoutEvidence(work: CaseWork, { subject, liftsId }: DirectiveRow): Promise<Refusal | undefined> {
  if (subject?.kind !== 'numbers') return undefined;
  const { outcome, used, cutOffs } = await evidenceOnNumbers(work);
  const lifted = cutOffs.find(({ id }) => id === liftsId);
  const still =
    liftsId === null
      ? stillToCutOff(subject, outcome, used)
      : stillToLift(subject, lifted === undefined ? [] : numbersStillCutOff(lifted, cutOffs));
  return still.ok ? undefined : still;
}

async function writeMessages(work: CaseWork, directive: DirectiveRow): Promise<number> {
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
