import type { DataSource } from 'typeorm';
import { ringWithCase } from '../../domain/advice/advice.js';
import { nextOpinion, type RingOpinion, ringOutcome, type RingSoFar } from '../../domain/advice/ring-opinion.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { AdviceRow, RingRulingRow } from '../../persistence/entities/findings/advice.entities.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCases } from '../case/work/open-case.js';
import { workingRole } from '../handling/assign-case.js';
import { newestRingOf, type RingRow } from './advice.queries.js';

/** `outcome`: what the ring is from then on; null: a second person is asked first. */
export type RuledOnRing =
  { ok: true; id: string; ringId: string; outcome: RingRulingRow['outcome']; ruledAt: Date } | Refusal;

/**
 * Keeps what an officer says of the cases of a suggested ring, in his name and with a reason. The
 * first opinion is shown to nobody else until another person gave his; where both find that the cases
 * belong together the ring leads, for the time of P-ADVICE. It is shown at each case then and decides
 * nothing: links, findings and orders stay as they are. All cases are locked at once, a few hundred at
 * most. What two persons did not agree on, or undid, may be looked at again, as new opinions.
 * Refusals: `ADVICE.ABSENT` (also for an advice that names no ring of known cases), `RING.SUPERSEDED`
 * where the newest suggestion at its case names other cases, `RING.OWN_OPINION`,
 * `RING.CONFIRMED_ALREADY` where a ring of the same cases leads.
 */
export async function giveRingOpinion(
  db: DataSource,
  { adviceId, opinion, why, actor }: { adviceId: string; opinion: RingOpinion; why: string; actor: ActingPerson },
): Promise<RuledOnRing> {
  return inTransaction(db, async (manager) => {
    const ring = { kind: 'ring' as const, shadow: false };
    const advice = await manager.findOneBy(AdviceRow, { id: adviceId, ...ring });
    if (advice === null) return refuse('ADVICE.ABSENT', 'there is no such advice about a ring');
    const { caseId } = advice;
    const caseIds = ringWithCase({ subject: caseId, detail: advice.detail });
    const works = await openCases(manager, caseIds, actor.subject);
    const own = works.find(({ caseFile }) => caseFile.id === caseId);
    if (own === undefined || caseIds.length < 2 || works.length < caseIds.length)
      return refuse('ADVICE.ABSENT', 'the advice names no cases that could be one ring');
    const newest = await manager.findOneOrFail(AdviceRow, { where: { caseId, ...ring }, order: { id: 'DESC' } });
    if (ringWithCase({ subject: caseId, detail: newest.detail }).join() !== caseIds.join())
      return refuse('RING.SUPERSEDED', 'the newest suggestion names other cases: look at it first');
    const soFar = await newestRingOf(manager, caseIds);
    const first = soFar?.opinions[0];
    const next = nextOpinion(soFar === undefined ? null : soFarOf(soFar), {
      person: actor.subject,
      row: ruleInForce(own.rulebook, 'P-ADVICE', own.now),
      nowMs: own.now.getTime(),
    });
    if (next === 'own_awaits') return refuse('RING.OWN_OPINION', 'your opinion is kept: another person is asked now');
    if (next === 'leads_already') return refuse('RING.CONFIRMED_ALREADY', 'two officers confirmed this ring already');
    const id = newId();
    const isSecond = next === 'second' && soFar !== undefined && first !== undefined;
    const given = { id, verdict: opinion, adviceId, caseId, caseIds, why };
    const ruling = isSecond
      ? { ...given, ringId: soFar.id, outcome: ringOutcome(first.opinion, opinion) }
      : { ...given, ringId: id, outcome: null };
    return rule(works, ruling, actor);
  });
}

/** Returns what a row tells of the opinions on a set of cases. */
export function soFarOf({ opinions, outcome, undone }: RingRow): RingSoFar {
  const [first, second] = opinions;
  if (first === undefined) throw new Error('a ring without an opinion');
  const decided = outcome === null || second === undefined ? null : { outcome, atMs: Date.parse(second.at) };
  return { firstBy: first.person, decided, isUndone: undone !== null };
}

/**
 * Says of a ring that two officers confirmed that it is none after all, in an officer's name and with
 * a reason; all of it stays on record. Refusals: `RING.ABSENT`, `RING.UNDONE_ALREADY`.
 */
export async function undoRing(
  db: DataSource,
  { ringId, why, actor }: { ringId: string; why: string; actor: ActingPerson },
): Promise<RuledOnRing> {
  return inTransaction(db, async (manager) => {
    const ring = await manager.findOneBy(RingRulingRow, { ringId, outcome: 'leads' });
    if (ring === null) return refuse('RING.ABSENT', 'there is no such ring');
    const { adviceId, caseId, caseIds } = ring;
    const works = await openCases(manager, caseIds, actor.subject);
    if (await manager.existsBy(RingRulingRow, { ringId, outcome: 'undone' }))
      return refuse('RING.UNDONE_ALREADY', 'this ring was undone already');
    const undo = { verdict: 'undo' as const, outcome: 'undone' as const };
    return rule(works, { id: newId(), ringId, ...undo, adviceId, caseId, caseIds, why }, actor);
  });
}

/** Writes a ruling, on the chain of each of its cases, which are locked. */
async function rule(
  works: readonly CaseWork[],
  ruling: Omit<RingRulingRow, 'person' | 'role' | 'ruledAt'>,
  actor: ActingPerson,
): Promise<RuledOnRing> {
  const { id, ringId, verdict, outcome, adviceId, caseId, caseIds, why } = ruling;
  const own = works.find(({ caseFile }) => caseFile.id === caseId);
  if (own === undefined) throw new Error(`no case ${caseId}`);
  const role = workingRole(actor);
  await own.write(RingRulingRow, [{ ...ruling, person: actor.subject, role, ruledAt: own.now }]);
  // The chain tells who gave an opinion and not which: whoever is asked second reads it too.
  const type = verdict === 'undo' ? 'ring.undone' : 'ring.opinion';
  const payload = { ringId, rulingId: id, adviceId, cases: caseIds.length, role, outcome, whySha256: sha256Hex(why) };
  for (const work of works) work.audit(type, payload);
  for (const work of works) await work.finish();
  return { ok: true, id, ringId, outcome, ruledAt: own.now };
}
