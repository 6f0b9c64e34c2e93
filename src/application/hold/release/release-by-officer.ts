import type { DataSource } from 'typeorm';
import { holdWorkflowId } from '../../../contract/ids.js';
import { readDay } from '../../../domain/calendar/bangkok-day.js';
import { mayLetGo } from '../../../domain/freeze-request/who-may-release.js';
import { type CourtOrder, courtOrderFault } from '../../../domain/hold/end/court-order.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { AttachmentRow } from '../../../persistence/entities/findings/attachment.entities.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { filersOfHolds } from '../view/filers-of-holds.js';
import { orderRelease } from './order-release.js';
import { powersOf, standingNotices } from '../change/rest-on-notice.js';
import { powersBeside } from '../order/powers-beside.js';

export type ReleasedByOfficer = { ok: true; releaseOrderId: string; state: HoldRow['state']; signal: Signal } | Refusal;

/** Why an officer lets go: on his own decision, because the account is unrelated, or as a court ordered. */
interface ReleaseInput {
  reason: string;
  unrelated: boolean;
  court?: { name: string; caseNo: string; orderedOn: string; attachmentId: string } | undefined;
}

/**
 * Releases a hold by an officer. One officer who holds the power of that hold is enough, because
 * release is the default; with an order of a court that voids the order by which the money is held, it
 * says so, and has no way back (P-BACK). Refusals: `HOLD.ABSENT`, `CASE.INTEREST`, those of `mayLetGo` and of `courtOrderFault`.
 */
export async function releaseByOfficer(
  db: DataSource,
  input: { holdId: string; body: ReleaseInput; actor: ActingPerson },
): Promise<ReleasedByOfficer> {
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(HoldRow, { id: input.holdId });
    if (found === null) return refuse('HOLD.ABSENT', 'there is no such hold');
    const work = await openKnownCase(manager, found.caseId, input.actor.subject);
    const interested = await refuseInterested(work, input.actor);
    if (interested !== null) return interested;
    const hold = await manager.findOneByOrFail(HoldRow, { id: input.holdId });
    const beside = (await powersBeside(work, hold)).map(({ kind }) => kind);
    const powers = powersOf(hold, await standingNotices(work, hold.id), beside);
    const filedBy = (await filersOfHolds(manager, [hold.id])).get(hold.id) ?? [];
    const allowed = mayLetGo({ ...powers, state: hold.state, filedBy }, input.actor, work.rulebook, work.now);
    if (!allowed.ok) return allowed;
    const { reason: note, unrelated, court } = input.body;
    const courtOrder = court === undefined ? undefined : await readCourtOrder(work, court);
    const fault = courtOrder && courtOrderFault(courtOrder, { firstOrderedAt: hold.orderedAt, now: work.now });
    if (fault != null) return fault;
    const reason = courtOrder !== undefined ? 'COURT_VOIDED' : unrelated ? 'UNRELATED' : 'OFFICER_RELEASE';
    const { role } = allowed.value;
    const release = await orderRelease(work, hold, reason, { note, role, ...(courtOrder && { courtOrder }) });
    if (release === undefined) throw new Error(`hold ${hold.id} could not be released`);
    await work.finish();
    const signal = { workflowId: holdWorkflowId(hold.id), message: 'releaseOrdered', rowId: release.id };
    return { ok: true, releaseOrderId: release.id, state: hold.state, signal };
  });
}

/** Reads what is named of a court's order, with the hash of its document among the files of the case. */
async function readCourtOrder(
  { manager, caseFile }: CaseWork,
  { name, caseNo, orderedOn, attachmentId: id }: NonNullable<ReleaseInput['court']>,
): Promise<CourtOrder> {
  const document = await manager.findOneBy(AttachmentRow, { id, caseId: caseFile.id, kind: 'document' });
  const day = readDay(orderedOn) ?? orderedOn;
  return { court: name, caseNo, orderedOn: day, documentSha256: document?.sha256 ?? null };
}
