import { IsNull } from 'typeorm';
import { holdWorkflowId } from '../../../contract/ids.js';
import { lookAtSilence } from '../../../domain/break/unanswered.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { CourtOrder } from '../../../domain/hold/end/court-order.js';
import { mayEndFor } from '../../../domain/hold/end/end-of-power.js';
import { LIVE_HOLD_STATES, type ReleaseReason } from '../../../domain/hold/hold.js';
import { HoldOrderRow, type HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/traffic/outgoing.entities.js';
import { newId } from '../../../persistence/ids.js';
import { basisOfEnd } from './read-end-of-time.js';
import { noticesOfOrders } from '../view/read-notices-of-orders.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { changeHold } from '../change/change-hold.js';
import { releaseNotice } from '../order/hold-order-message.js';
import { releaseOrderMessage } from './release-order-message.js';

/** What the person says who orders a release, and in which role; null where nobody does. */
interface Releaser {
  note: string | null;
  role: Role | null;
  /** With `COURT_VOIDED`: the order of the court. */
  courtOrder?: CourtOrder;
}

const NOBODY: Releaser = { note: null, role: null };

/**
 * Orders the release of a live hold, once: workflow, keeper and officers share the one release
 * order that ends a hold. Returns the release order written, or undefined for a hold that is over
 * or already being released.
 */
export async function orderRelease(
  work: CaseWork,
  hold: HoldRow,
  reason: ReleaseReason,
  by: Releaser = NOBODY,
): Promise<ReleaseOrderRow | undefined> {
  if (!LIVE_HOLD_STATES.includes(hold.state)) return undefined;
  if (!mayEndFor(hold.kind, reason)) throw new Error(`${reason} ends no hold by ${hold.kind}`);
  const row = await writeRelease(work, hold, { reason, ...by, again: false });
  await changeHold(work, hold, { state: 'release_ordered', stateReason: reason });
  work.signal(holdWorkflowId(hold.id), 'look', 'releaseOrdered', row.id);
  return row;
}

/**
 * Orders once more that an institution lets go, under a new id: the hold is over, and it says that
 * it holds money. A release that it has not acknowledged yet is sent again at once instead; the
 * keeper sends both.
 */
export async function releaseAgain(work: CaseWork, hold: HoldRow): Promise<void> {
  await work.writeRows();
  const open = await work.manager.update(
    OutgoingMessageRow,
    { subjectId: hold.id, kind: 'release.order', acknowledgedAt: IsNull() },
    { nextAttemptAt: work.now },
  );
  if (open.affected !== 0) {
    work.audit('release.resent', { holdId: hold.id });
    return;
  }
  const ended = await work.manager.findOneBy(ReleaseOrderRow, { holdId: hold.id, again: false });
  await writeRelease(work, hold, { reason: ended?.reason ?? 'EXPIRED', ...NOBODY, again: true });
}

/** Writes a release order with its audit event and its message. */
async function writeRelease(
  work: CaseWork,
  hold: HoldRow,
  { reason, note, role, courtOrder, again }: Releaser & { reason: ReleaseReason; again: boolean },
): Promise<ReleaseOrderRow> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const newest = orders.at(-1);
  if (newest === undefined) throw new Error(`hold ${hold.id} has no order`);
  const basis = (await basisOfEnd(work, hold, newest, reason, role)).map((rule) => rule.rowId);
  const noticeOf = await noticesOfOrders(work.manager, [newest]);
  const row = work.manager.create(ReleaseOrderRow, {
    id: newId(),
    holdId: hold.id,
    caseId: hold.caseId,
    reason,
    legalBasis: basis,
    orderedBy: work.actor,
    orderedRole: role,
    note,
    courtOrder: courtOrder ?? null,
    holderNotice: releaseNotice(hold, newest, noticeOf(newest)),
    orderedAt: work.now,
    acknowledgedAt: null,
    again,
  });
  await work.manager.insert(ReleaseOrderRow, row);
  work.audit('release.ordered', {
    releaseOrderId: row.id,
    holdId: hold.id,
    reason,
    legalBasis: basis,
    ...(courtOrder === undefined ? {} : { courtDocumentSha256: courtOrder.documentSha256 }),
  });
  work.send({
    id: row.id,
    kind: 'release.order',
    party: hold.institution,
    subjectId: hold.id,
    body: releaseOrderMessage(work.rulebook, row, orders),
    legalBasis: basis,
    purpose: 'release of a hold',
    lookAt: lookAtSilence(work.now, work.rulebook, work.now),
  });
  return row;
}
