import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import { mayRecordResult } from '../../domain/notice/may-record-result.js';
import { fallsWith, type OfficerResult } from '../../domain/notice/officer-result.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { OwnSuspensionRow, SuspicionResultRow } from '../../persistence/entities/money/notice.entities.js';
import { TrailLinkRow } from '../../persistence/entities/money/trail.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import type { Signal } from '../case/work/signal.js';
import { refuseInterested } from '../interest/refuse-interested.js';
import { filersOfHolds } from '../hold/view/filers-of-holds.js';
import { standingNotices, suspendedByOrder } from '../hold/change/rest-on-notice.js';
import { holdsBelow } from '../ledger/holds-below.js';
import { endHoldOfNotice } from './end-hold-of-notice.js';
import { auditOwnSuspension, endOwnSuspension } from './end-own-suspension.js';
import { writeOfficerResult } from './write-officer-result.js';

/** An officer's result; `suspensionId` is the id of an own suspension or of a hold. */
interface ResultInput {
  suspensionId: string;
  body: OfficerResult;
  actor: ActingPerson;
}

export type OfficerResultRecorded = { ok: true; id: string; state: string; signals: Signal[] } | Refusal;

/**
 * Records what an officer found of an own suspension or of a hold that rests on a notice, within
 * the time of section 6 paragraph 3, and informs its institution. Unfounded: the institution
 * lifts, and holds further down that rest on the same notice fall with it. Lawful action: it
 * stands until its own time, and longer only by an order of another power. Refusals:
 * `SUSPENSION.ABSENT`, and those of `mayRecordResult`.
 */
export async function recordOfficerResult(db: DataSource, input: ResultInput): Promise<OfficerResultRecorded> {
  return inTransaction(db, async (manager) => {
    const own = await manager.findOneBy(OwnSuspensionRow, { id: input.suspensionId });
    const hold = own === null ? await holdOnNotice(manager, input.suspensionId) : null;
    const caseId = own?.caseId ?? hold?.caseId;
    if (caseId === undefined) return refuse('SUSPENSION.ABSENT', 'there is no such suspension under section 6');
    const work = await openKnownCase(manager, caseId, input.actor.subject);
    const interested = await refuseInterested(work, input.actor);
    if (interested !== null) return interested;
    const subject = own === null ? { holdId: input.suspensionId } : { suspensionId: own.id };
    const isSettled = await manager.existsBy(SuspicionResultRow, subject);
    const refusal =
      own === null ? await recordOnHold(work, input, isSettled) : await recordOnOwnSuspension(work, input, isSettled);
    if (refusal !== null) return refusal;
    work.signal(complaintWorkflowId(caseId), 'look', 'complaintAdded', input.suspensionId);
    const signals = work
      .holdsToSignal()
      .map(({ holdId, ...signal }) => ({ workflowId: holdWorkflowId(holdId), ...signal }));
    await work.finish();
    return { ok: true, id: input.suspensionId, state: input.body.result, signals };
  });
}

async function holdOnNotice(manager: EntityManager, holdId: string): Promise<HoldRow | null> {
  return manager
    .createQueryBuilder(HoldRow, 'h')
    .where('h.id = :holdId AND EXISTS (SELECT 1 FROM hold_notice n WHERE n.hold_id = h.id)', { holdId })
    .getOne();
}

async function recordOnOwnSuspension(
  work: CaseWork,
  { suspensionId, body, actor }: ResultInput,
  isSettled: boolean,
): Promise<Refusal | null> {
  const { manager } = work;
  const suspension = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
  const { state, expiresAt } = suspension;
  const refusal = mayRecordResult(body.result, { by: 'institution', isSettled, state, expiresAt }, actor, work.now);
  if (refusal !== null) return refusal;
  await writeOfficerResult(work, { suspension }, body, 'by_message');
  if (body.result === 'proceeded') {
    await manager.update(OwnSuspensionRow, { id: suspensionId }, { state: 'proceeded' });
    auditOwnSuspension(work, suspension, 'proceeded', ruleInForce(work.rulebook, 'OFF-6C', work.now).rowId);
    return null;
  }
  await endOwnSuspension(work, suspension, 'lifted', body.reason);
  for (const { id } of await manager.findBy(TrailLinkRow, { transferId: suspension.transferId })) {
    // An order that took the suspension over rests on the same suspicion.
    const there = await manager.findBy(HoldRow, { trailLinkId: id });
    const holdIds = [...there.map((hold) => hold.id), ...(await holdsBelow(manager, id))];
    await endHoldsBelow(work, holdIds, [suspension.noticeId], body);
  }
  return null;
}

async function recordOnHold(
  work: CaseWork,
  { suspensionId: holdId, body, actor }: ResultInput,
  isSettled: boolean,
): Promise<Refusal | null> {
  const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
  const standing = await standingNotices(work, holdId);
  const filedBy = (await filersOfHolds(work.manager, [holdId])).get(holdId) ?? [];
  const suspended = { ...suspendedByOrder(hold, standing, filedBy), isSettled };
  const refusal = mayRecordResult(body.result, suspended, actor, work.now);
  if (refusal !== null) return refusal;
  if (body.result === 'proceeded') {
    await writeOfficerResult(work, { hold }, body, 'by_message');
    return null;
  }
  await writeOfficerResult(work, { hold }, body, 'by_release');
  await endHoldOfNotice(work, hold);
  await endHoldsBelow(work, await holdsBelow(work.manager, hold.trailLinkId), suspended.standingNotices, body);
  return null;
}

async function standingNoticesOf(work: CaseWork, holdId: string): Promise<string[]> {
  return (await standingNotices(work, holdId)).map(({ noticeId }) => noticeId);
}

/** Ends the holds further down that rest on the unfounded notices alone. */
async function endHoldsBelow(
  work: CaseWork,
  holdIds: readonly string[],
  unfoundedNotices: readonly string[],
  body: OfficerResult,
): Promise<void> {
  for (const holdId of holdIds) {
    const standingNotices = await standingNoticesOf(work, holdId);
    const hasOwnResult = await work.manager.existsBy(SuspicionResultRow, { holdId });
    const hold = await work.manager.findOneByOrFail(HoldRow, { id: holdId });
    if (!fallsWith(unfoundedNotices, { state: hold.state, standingNotices, hasOwnResult })) continue;
    await writeOfficerResult(work, { hold }, body, 'by_release');
    await endHoldOfNotice(work, hold);
  }
}
