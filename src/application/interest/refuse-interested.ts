import type { EntityManager } from 'typeorm';
import { interestOf, refuseInterest } from '../../domain/interest/interest.js';
import type { Refusal } from '../../domain/result.js';
import { InterestRow } from '../../persistence/entities/case/interest.entities.js';
import { newId } from '../../persistence/ids.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { noteInterest } from './note-interest.js';
import { type PersonsOfMoney, readInterest } from './read-interest.js';

/** A person who may decide on a case as far as interests go, with who took the reports of its money. */
type WithoutInterest = { ok: true } & Pick<PersonsOfMoney, 'takenBy'>;

/**
 * Returns the refusal `CASE.INTEREST` where a person may not decide on a locked case, because he gains
 * by it; else who took the reports of its money, because some acts refuse those persons too. Every act
 * by which a person decides about the money of a case asks this first. A refusal is an event of the
 * case. What the telephone number showed is kept, so that a number that the provider changes later
 * takes nothing back.
 */
export async function withoutInterest(work: CaseWork, actor: ActingPerson): Promise<WithoutInterest | Refusal> {
  const facts = await readInterest(work.manager, work.caseFile.id, actor.subject);
  const refusal = refuseInterest(facts, actor);
  if (refusal === null) return { ok: true, takenBy: facts.takenBy };
  const knownBy = interestOf(facts, actor);
  const own = { caseId: work.caseFile.id, person: actor.subject };
  if (knownBy === 'telephone' && !(await work.manager.existsBy(InterestRow, own))) {
    await noteInterest(work, { id: newId(), ...own, knownBy, role: null, reason: null, since: work.now });
  }
  work.audit('interest.refused', { person: actor.subject, knownBy });
  await work.finish();
  return refusal;
}

/** Returns the refusal of `withoutInterest`, else null. */
export async function refuseInterested(work: CaseWork, actor: ActingPerson): Promise<Refusal | null> {
  const allowed = await withoutInterest(work, actor);
  return allowed.ok ? null : allowed;
}

/**
 * Who took the reports of the money of a case, and why a person may decide nothing of it (null: he
 * gains nothing by it).
 */
export interface ReadBeforeActs extends Pick<PersonsOfMoney, 'takenBy'> {
  interested: Refusal | null;
}

/** Reads what `withoutInterest` would say of a person, and notes nothing. One statement. */
export async function readBeforeActs(
  manager: EntityManager,
  caseId: string,
  actor: ActingPerson,
): Promise<ReadBeforeActs> {
  const facts = await readInterest(manager, caseId, actor.subject);
  return { takenBy: facts.takenBy, interested: refuseInterest(facts, actor) };
}
