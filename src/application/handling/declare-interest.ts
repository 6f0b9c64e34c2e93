import type { DataSource } from 'typeorm';
import { runningClaim } from '../../domain/handling/work-claim.js';
import { DECLARES_AT_OWN_INSTITUTION, MAY_DECLARE_INTEREST } from '../../domain/interest/interest.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { InterestRow } from '../../persistence/entities/case/interest.entities.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { breakOfInstitution } from '../break/break.queries.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { openCases } from '../case/work/open-case.js';
import { noteInterest } from '../interest/note-interest.js';
import { claimOf, endNow } from './work-claim.js';

const MAY_DECLARE = [...MAY_DECLARE_INTEREST, DECLARES_AT_OWN_INSTITUTION] as const;

export type InterestDeclared = { ok: true; id: string; since: Date } | Refusal;

/**
 * Keeps that a person has an interest in a case: a relative, a friend or the own money. From then on the
 * person decides nothing of it, and of no case that claims the same money; a claim on it ends. Nobody
 * takes the declaration back. Repeated, it is the same one. Refuses with `CASE.ABSENT`.
 */
export async function declareInterest(
  db: DataSource,
  { caseId, reason, actor }: { caseId: string; reason: string; actor: ActingPerson },
): Promise<InterestDeclared> {
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    const own = { caseId, person: actor.subject, knownBy: 'declared' as const };
    const earlier = await manager.findOneBy(InterestRow, own);
    if (earlier !== null) return { ok: true, id: earlier.id, since: earlier.since };
    const role = MAY_DECLARE.find((each) => actor.roles.includes(each));
    if (role === undefined) throw new Error('a person who decides on no case declares an interest');
    const row = { id: newId(), ...own, role, reason, since: work.now };
    await noteInterest(work, row, { reasonSha256: sha256Hex(reason) });
    if (runningClaim(await claimOf(work), work.now)?.person === actor.subject) await endNow(work, actor.subject);
    await work.finish();
    return { ok: true, id: row.id, since: row.since };
  });
}

/**
 * Keeps that a person of an institution has an interest in the case of a hold or a break of that
 * institution, with the same effect: the person answers no break of it and no finding about its money.
 * Refuses with `HOLD.ABSENT` or `BREAK.ABSENT` where the institution, which is that of the sign-in, has
 * none, and for a break about no case.
 */
export async function declareInterestAtInstitution(
  db: DataSource,
  input: { of: { holdId: string } | { breakId: string }; institution: string; reason: string; actor: ActingPerson },
): Promise<InterestDeclared> {
  const { of, institution, reason, actor } = input;
  const found =
    'holdId' in of
      ? await db.manager.findOneBy(HoldRow, { id: of.holdId, institution })
      : await breakOfInstitution(db.manager, of.breakId);
  const caseId = found?.institution === institution ? found.caseId : null;
  if (caseId !== null) return declareInterest(db, { caseId, reason, actor });
  return 'holdId' in of
    ? refuse('HOLD.ABSENT', 'there is no such hold')
    : refuse('BREAK.ABSENT', 'there is no such break');
}
