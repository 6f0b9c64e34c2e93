import { type EntityManager, In } from 'typeorm';
import { HoldOrderRow, HoldRow, ReceiptRow, ReleaseOrderRow } from '../entities/hold.entities.js';
import { maskAccount } from './mask.js';
import { caseExists, CLAIMED_SUMS, groupBy, iso, rowsOf } from './rows.js';

/** The holds on a case's stolen money with their orders, receipts and release, or undefined when there is no such case. */
export async function readHolds(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const ids = await rowsOf<{ id: string }>(manager, `SELECT id FROM hold WHERE stolen_sum_id IN ${CLAIMED_SUMS}`, [
    caseId,
  ]);
  const holdId = In(ids.map(({ id }) => id));
  const holds = await manager.find(HoldRow, { where: { id: holdId }, order: { hop: 'ASC', id: 'ASC' } });
  const orders = groupBy(await manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } }), holdOf);
  const receipts = groupBy(await manager.find(ReceiptRow, { where: { holdId }, order: { id: 'ASC' } }), holdOf);
  const releases = groupBy(await manager.find(ReleaseOrderRow, { where: { holdId } }), holdOf);
  return {
    holds: holds.map((hold) => ({
      ...toHold(hold),
      orders: (orders.get(hold.id) ?? []).map(toOrder),
      release: (releases.get(hold.id) ?? []).map(toRelease)[0] ?? null,
      receipts: (receipts.get(hold.id) ?? []).map(toReceipt),
    })),
  };
}

function holdOf(row: { holdId: string }): string {
  return row.holdId;
}

/** All but the appeal secret, which is the holder's alone. */
function toHold(hold: HoldRow) {
  return {
    id: hold.id,
    caseId: hold.caseId,
    hop: hold.hop,
    institution: hold.institution,
    accountMasked: maskAccount(hold.accountNo),
    kind: hold.kind,
    state: hold.state,
    stateReason: hold.stateReason,
    requestedSatang: hold.requestedSatang.toString(),
    heldSatang: hold.heldSatang.toString(),
    orderedAt: hold.orderedAt.toISOString(),
    expiresAt: hold.expiresAt.toISOString(),
    endedAt: iso(hold.endedAt),
    noticeReference: hold.noticeReference,
    holderNotifiedAt: iso(hold.holderNotifiedAt),
    releaseNotifiedAt: iso(hold.releaseNotifiedAt),
    freezeRequestId: hold.freezeRequestId,
  };
}

function toOrder(order: HoldOrderRow) {
  return {
    id: order.id,
    sequence: order.sequence,
    replacesOrderId: order.replacesOrderId,
    requestedSatang: order.requestedSatang.toString(),
    legalBasis: order.legalBasis,
    issuedAt: order.issuedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    sentAt: iso(order.sentAt),
    answeredAt: iso(order.answeredAt),
  };
}

function toRelease(release: ReleaseOrderRow) {
  return {
    id: release.id,
    reason: release.reason,
    legalBasis: release.legalBasis,
    orderedAt: release.orderedAt.toISOString(),
    attempts: release.attempts,
    acknowledgedAt: iso(release.acknowledgedAt),
  };
}

function toReceipt(receipt: ReceiptRow) {
  return {
    kind: receipt.kind,
    result: receipt.result,
    amountSatang: receipt.amountSatang.toString(),
    receivedAt: receipt.receivedAt.toISOString(),
    applied: receipt.applied,
    notAppliedReason: receipt.notAppliedReason,
  };
}
