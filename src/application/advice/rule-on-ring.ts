import type { DataSource } from 'typeorm';
import { ringCases } from '../../domain/advice/advice.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { AdviceRow, RingRulingRow } from '../../persistence/entities/findings/advice.entities.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCases } from '../case/work/open-case.js';
import { workingRole } from '../handling/assign-case.js';
import { isRingConfirmed } from './advice.queries.js';

export type RuledOnRing = { ok: true; id: string; ringId: string; ruledAt: Date } | Refusal;

/**
 * Keeps that the cases of a suggested ring belong together, in an officer's name and with a reason.
 * It is shown at each of them and decides nothing: links, findings and orders stay as they are. All
 * are locked at once, a few hundred at most. One that was undone may be confirmed again, as a new act.
 * Refusals: `ADVICE.ABSENT` (also for an advice that names no ring of known cases), `RING.SUPERSEDED`
 * where the newest suggestion at its case names other cases, `RING.CONFIRMED_ALREADY` where a
 * confirmation of the same cases stands.
 */
export async function confirmRing(
  db: DataSource,
  { adviceId, why, actor }: { adviceId: string; why: string; actor: ActingPerson },
): Promise<RuledOnRing> {
  return inTransaction(db, async (manager) => {
    const ring = { kind: 'ring' as const, shadow: false };
    const advice = await manager.findOneBy(AdviceRow, { id: adviceId, ...ring });
    if (advice === null) return refuse('ADVICE.ABSENT', 'there is no such advice about a ring');
    const { caseId } = advice;
    const caseIds = casesOf(advice);
    const works = await openCases(manager, caseIds, actor.subject);
    if (caseIds.length < 2 || works.length < caseIds.length)
      return refuse('ADVICE.ABSENT', 'the advice names no cases that could be one ring');
    const newest = await manager.findOneOrFail(AdviceRow, { where: { caseId, ...ring }, order: { id: 'DESC' } });
    if (casesOf(newest).join() !== caseIds.join())
      return refuse('RING.SUPERSEDED', 'the newest suggestion names other cases: look at it first');
    if (await isRingConfirmed(manager, caseIds))
      return refuse('RING.CONFIRMED_ALREADY', 'this ring was confirmed already');
    const id = newId();
    return rule(works, { id, ringId: id, verdict: 'confirm', adviceId, caseId, caseIds, why }, actor);
  });
}

/** Returns all cases that a suggestion of a ring names, its own among them, in order of id. */
function casesOf({ caseId, detail }: AdviceRow): string[] {
  return [caseId, ...ringCases({ subject: caseId, detail })].sort();
}

/**
 * Undoes a confirmation, in an officer's name and with a reason; both stay on record. Refusals:
 * `RING.ABSENT`, `RING.UNDONE_ALREADY`.
 */
export async function undoRing(
  db: DataSource,
  { ringId, why, actor }: { ringId: string; why: string; actor: ActingPerson },
): Promise<RuledOnRing> {
  return inTransaction(db, async (manager) => {
    const ring = await manager.findOneBy(RingRulingRow, { id: ringId, verdict: 'confirm' });
    if (ring === null) return refuse('RING.ABSENT', 'there is no such ring');
    const { adviceId, caseId, caseIds } = ring;
    const works = await openCases(manager, caseIds, actor.subject);
    if (await manager.existsBy(RingRulingRow, { ringId, verdict: 'undo' }))
      return refuse('RING.UNDONE_ALREADY', 'this ring was undone already');
    return rule(works, { id: newId(), ringId, verdict: 'undo', adviceId, caseId, caseIds, why }, actor);
  });
}

/** Writes a ruling, on the chain of each of its cases, which are locked. */
async function rule(
  works: readonly CaseWork[],
  ruling: Omit<RingRulingRow, 'person' | 'role' | 'ruledAt'>,
  actor: ActingPerson,
): Promise<RuledOnRing> {
  const { id, ringId, verdict, adviceId, caseId, caseIds, why } = ruling;
  const own = works.find(({ caseFile }) => caseFile.id === caseId);
  if (own === undefined) throw new Error(`no case ${caseId}`);
  const role = workingRole(actor);
  await own.write(RingRulingRow, [{ ...ruling, person: actor.subject, role, ruledAt: own.now }]);
  for (const work of works) {
    const type = verdict === 'confirm' ? 'ring.confirmed' : 'ring.undone';
    work.audit(type, { ringId, rulingId: id, adviceId, cases: caseIds.length, role, whySha256: sha256Hex(why) });
  }
  for (const work of works) await work.finish();
  return { ok: true, id, ringId, ruledAt: own.now };
}
