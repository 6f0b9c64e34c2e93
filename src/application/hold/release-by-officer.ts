import type { DataSource } from 'typeorm';
import { holdWorkflowId } from '../../contract/ids.js';
import { mayLetGo } from '../../domain/freeze-request/who-may-release.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { openKnownCase } from '../case/open-case.js';
import type { Signal } from '../case/signal.js';
import { refuseInterested } from '../interest/refuse-interested.js';
import { filersOfHolds } from './filers-of-holds.js';
import { orderRelease } from './order-release.js';
import { powersOf, standingNotices } from './rest-on-notice.js';

export type ReleasedByOfficer = { ok: true; releaseOrderId: string; state: HoldRow['state']; signal: Signal } | Refusal;

/**
 * Releases a hold by an officer. One officer who holds the power of that hold is enough, because
 * release is the default. Refusals: `HOLD.ABSENT`, `CASE.INTEREST`, and those of `mayLetGo`.
 */
export async function releaseByOfficer(
  db: DataSource,
  input: { holdId: string; body: { reason: string; unrelated: boolean }; actor: ActingPerson },
): Promise<ReleasedByOfficer> {
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(HoldRow, { id: input.holdId });
    if (found === null) return refuse('HOLD.ABSENT', 'there is no such hold');
    const work = await openKnownCase(manager, found.caseId, input.actor.subject);
    const interested = await refuseInterested(work, input.actor);
    if (interested !== null) return interested;
    const hold = await manager.findOneByOrFail(HoldRow, { id: input.holdId });
    const powers = powersOf(hold, await standingNotices(work, hold.id));
    const filedBy = (await filersOfHolds(manager, [hold.id])).get(hold.id) ?? [];
    const allowed = mayLetGo({ ...powers, state: hold.state, filedBy }, input.actor, work.rulebook, work.now);
    if (!allowed.ok) return allowed;
    const release = await orderRelease(work, hold, input.body.unrelated ? 'UNRELATED' : 'OFFICER_RELEASE', {
      note: input.body.reason,
      role: allowed.value.role,
    });
    if (release === undefined) throw new Error(`hold ${hold.id} could not be released`);
    await work.finish();
    const signal = { workflowId: holdWorkflowId(hold.id), message: 'releaseOrdered', rowId: release.id };
    return { ok: true, releaseOrderId: release.id, state: hold.state, signal };
  });
}
