import type { DataSource } from 'typeorm';
import {
  isBoundByClaims,
  mayClaim,
  type Request,
  runningClaim,
  waitsForClaim,
} from '../../domain/handling/work-claim.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { WorkClaimRow } from '../../persistence/entities/case/handling.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCases } from '../case/work/open-case.js';
import { refuseInterested } from '../interest/refuse-interested.js';

export type Claimed = { ok: true; claimedAt: Date; untilAt: Date } | Refusal;

/**
 * Claims a case for a person, or renews the person's claim, by the database's clock. The first is
 * an audit event; a renewal, which consoles repeat, is none. The event names the claim before, with the end that
 * its renewals gave it, so that the chain says who worked on the case at any instant. Refusals: `CASE.ABSENT` and those of
 * `mayClaim`.
 */
export async function claimCase(db: DataSource, input: { caseId: string; actor: ActingPerson }): Promise<Claimed> {
  const { caseId, actor } = input;
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const claim = await claimOf(work);
    const allowed = mayClaim({ closedAt: work.caseFile.closedAt, claim }, actor, work.rulebook, work.now);
    if (!allowed.ok) return allowed;
    const { untilAt, ruleRowId, renews } = allowed.value;
    const claimedAt = renews && claim !== null ? claim.claimedAt : work.now;
    const row = { person: actor.subject, claimedAt, untilAt, ruleRowId };
    if (claim === null) await manager.insert(WorkClaimRow, { caseId, ...row });
    else await manager.update(WorkClaimRow, { caseId }, row);
    if (!renews)
      work.audit('case.claimed', { caseId, until: untilAt.toISOString(), ruleRowId, before: claim && asEvent(claim) });
    await work.finish();
    return { ok: true, claimedAt, untilAt };
  });
}

/** Returns a claim as the event of the next one names it. */
function asEvent({ person, claimedAt, untilAt }: WorkClaimRow) {
  return { person, claimedAt: claimedAt.toISOString(), untilAt: untilAt.toISOString() };
}

export type ClaimEnded = { ok: true } | Refusal;

/**
 * Ends a person's own claim; without one it does nothing, because a claim may end by its time at
 * any moment. Refuses with `CASE.ABSENT`.
 */
export async function endClaim(db: DataSource, input: { caseId: string; actor: ActingPerson }): Promise<ClaimEnded> {
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [input.caseId], input.actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    const running = runningClaim(await claimOf(work), work.now);
    if (running?.person !== input.actor.subject) return { ok: true };
    await endNow(work, running.person);
    await work.finish();
    return { ok: true };
  });
}

/** Ends the claim on a locked case, with its audit event. */
export async function endNow(work: CaseWork, person: string): Promise<void> {
  await work.manager.update(WorkClaimRow, { caseId: work.caseFile.id }, { untilAt: work.now });
  work.audit('case.claim_ended', { caseId: work.caseFile.id, person });
}

/** Reads the claim on a case, also one whose time is over; null when nobody ever claimed it. */
export function claimOf({ manager, caseFile }: Pick<CaseWork, 'manager' | 'caseFile'>): Promise<WorkClaimRow | null> {
  return manager.findOneBy(WorkClaimRow, { caseId: caseFile.id });
}

/**
 * Returns the refusal of a request while another person works on the case, or null: the refusal of
 * `waitsForClaim`.
 */
export async function refuseBesideClaim(
  work: CaseWork,
  request: Request,
  actor: ActingPerson,
): Promise<Refusal | null> {
  if (!isBoundByClaims(request)) return null;
  return waitsForClaim(request, await claimOf(work), actor, work.now);
}
