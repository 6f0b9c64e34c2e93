import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { AdviceRow, RingRulingRow } from '../../persistence/entities/advice.entities.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { openCases } from '../case/open-case.js';
import { workingRole } from '../handling/assign-case.js';

export type RuledOnRing = { ok: true; id: string; ringId: string; ruledAt: Date } | Refusal;

/**
 * Keeps that the cases of a suggested ring belong together, in an officer's name and with a reason.
 * It is shown at each of them and decides nothing: links, findings and orders stay as they are.
 * Refusals: `ADVICE.ABSENT` (also for an advice that names no ring), `RING.SUPERSEDED` where a newer
 * suggestion names other cases, `RING.CONFIRMED_ALREADY`.
 */
export async function confirmRing(
  db: DataSource,
  { adviceId, why, actor }: { adviceId: string; why: string; actor: ActingPerson },
): Promise<RuledOnRing> {
  return inTransaction(db, async (manager) => {
    const advice = await manager.findOneBy(AdviceRow, { id: adviceId, kind: 'ring', shadow: false });
    if (advice === null) return refuse('ADVICE.ABSENT', 'there is no such advice about a ring');
    const { caseId } = advice;
    if (await manager.existsBy(AdviceRow, { caseId, kind: 'ring', shadow: false, id: MoreThan(adviceId) }))
      return refuse('RING.SUPERSEDED', 'the ring has changed since: look at the newest suggestion');
    const others = advice.detail['cases'] as string[];
    const id = newId();
    const ring = { id, ringId: id, verdict: 'confirm' as const, adviceId, caseId: advice.caseId };
    return rule(manager, { ...ring, caseIds: [advice.caseId, ...others].sort(), why }, actor, {
      code: 'RING.CONFIRMED_ALREADY',
      detail: 'this ring was confirmed already',
    });
  });
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
    return rule(manager, { id: newId(), ringId, verdict: 'undo', adviceId, caseId, caseIds, why }, actor, {
      code: 'RING.UNDONE_ALREADY',
      detail: 'this ring was undone already',
    });
  });
}

/** Writes a ruling, on the chain of each of its cases, unless the same was ruled before. */
async function rule(
  manager: EntityManager,
  ruling: Omit<RingRulingRow, 'person' | 'role' | 'ruledAt'>,
  actor: ActingPerson,
  ruledBefore: { code: string; detail: string },
): Promise<RuledOnRing> {
  const { id, ringId, verdict, adviceId, caseId, caseIds, why } = ruling;
  const works = await openCases(manager, caseIds, actor.subject);
  const own = works.find(({ caseFile }) => caseFile.id === caseId);
  if (own === undefined) throw new Error(`no case ${caseId}`);
  const same = verdict === 'confirm' ? { adviceId, verdict } : { ringId, verdict };
  if (await manager.existsBy(RingRulingRow, same)) return refuse(ruledBefore.code, ruledBefore.detail);
  const role = workingRole(actor);
  await own.write(RingRulingRow, [{ ...ruling, person: actor.subject, role, ruledAt: own.now }]);
  for (const work of works) {
    const type = verdict === 'confirm' ? 'ring.confirmed' : 'ring.undone';
    work.audit(type, { ringId, rulingId: id, adviceId, cases: caseIds.length, role, whySha256: sha256Hex(why) });
  }
  for (const work of works) await work.finish();
  return { ok: true, id, ringId, ruledAt: own.now };
}
