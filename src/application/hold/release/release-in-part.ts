import type { DataSource } from 'typeorm';
import { holdWorkflowId } from '../../../contract/ids.js';
import { releaseBasis } from '../../../domain/hold/order/legal-basis.js';
import { mayReleaseInPart } from '../../../domain/hold/end/release-in-part.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { HoldOrderRow, HoldRow, PartialReleaseRow } from '../../../persistence/entities/money/hold.entities.js';
import { newId } from '../../../persistence/ids.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { filersOfHolds } from '../view/filers-of-holds.js';
import { reduceHold } from '../order/reduce-hold.js';
import { powersOf, standingNotices } from '../change/rest-on-notice.js';
import { powersBeside } from '../order/powers-beside.js';

export type ReleasedInPart =
  { ok: true; partialReleaseId: string; orderId: string; state: HoldRow['state']; signal: Signal } | Refusal;

/**
 * Releases a part of a held amount by an officer. An order for the rest replaces the newest one,
 * with its expiry, and the institution's receipt proves the release. Refusals: `HOLD.ABSENT`, `CASE.INTEREST`,
 * and those of `mayReleaseInPart`.
 */
export async function releaseInPart(
  db: DataSource,
  input: { holdId: string; body: { keepSatang: string; reason: string }; actor: ActingPerson },
): Promise<ReleasedInPart> {
  const { holdId, body, actor } = input;
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(HoldRow, { id: holdId });
    if (found === null) return refuse('HOLD.ABSENT', 'there is no such hold');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    const newest = await manager.findOneOrFail(HoldOrderRow, { where: { holdId }, order: { sequence: 'DESC' } });
    const keepSatang = BigInt(body.keepSatang);
    const beside = (await powersBeside(work, hold)).map(({ kind }) => kind);
    const facts = {
      ...powersOf(hold, await standingNotices(work, holdId), beside),
      state: hold.state,
      filedBy: (await filersOfHolds(manager, [holdId])).get(holdId) ?? [],
      heldSatang: hold.heldSatang,
      expiresAt: hold.expiresAt,
      newestRequestedSatang: newest.requestedSatang,
    };
    const allowed = mayReleaseInPart(facts, keepSatang, actor, work.rulebook, work.now);
    if (!allowed.ok) return allowed;
    const { orderId, letGoSatang } = await reduceHold(work, hold, keepSatang);
    const end = { reason: 'OFFICER_RELEASE', kind: hold.kind, role: allowed.value.role } as const;
    const basis = releaseBasis(end, work.rulebook, work.now).map((rule) => rule.rowId);
    const row = {
      id: newId(),
      holdId,
      caseId: hold.caseId,
      orderId,
      keepSatang,
      letGoSatang,
      legalBasis: basis,
      person: actor.subject,
      role: allowed.value.role,
      reason: body.reason,
      orderedAt: work.now,
    };
    await manager.insert(PartialReleaseRow, row);
    work.audit('partial_release.ordered', {
      partialReleaseId: row.id,
      holdId,
      orderId,
      keepSatang: keepSatang.toString(),
      role: row.role,
      legalBasis: basis,
    });
    await work.finish();
    const signal = { workflowId: holdWorkflowId(holdId), message: 'orderIssued', rowId: holdId };
    return { ok: true, partialReleaseId: row.id, orderId, state: hold.state, signal };
  });
}
