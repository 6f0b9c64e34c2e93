import { type EntityManager, In } from 'typeorm';
import { HoldOrderRow, HoldRow, ReceiptRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import { caseExists, CLAIMED_SUMS } from '../case/case.queries.js';
import { maskAccount } from '../case/mask.js';
import { groupBy, iso, rowsOf } from '../case/read-rows.js';

/**
 * The holds on a case's stolen money with their orders, receipts and release, or undefined when
 * there is no such case.
 */
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
  const about = groupBy(await rowsOf<AboutHold>(manager, ABOUT, [holds.map(({ id }) => id)]), holdOf);
  const deciders = groupBy(await rowsOf<Decider>(manager, DECIDERS, [holds.map(({ id }) => id)]), holdOf);
  return {
    holds: holds.map((hold) => ({
      ...toHold(hold),
      ...toAbout(about.get(hold.id) ?? []),
      deciders: (deciders.get(hold.id) ?? []).map(({ holdId: _holdId, at, ...decider }) => ({
        ...decider,
        at: at.toISOString(),
      })),
      orders: (orders.get(hold.id) ?? []).map(toOrder),
      release: (releases.get(hold.id) ?? []).map(toRelease)[0] ?? null,
      receipts: (receipts.get(hold.id) ?? []).map(toReceipt),
    })),
  };
}

interface AboutHold {
  holdId: string;
  caseNo: string;
  transferId: string;
  fromInstitution: string;
  reference: string;
  amountSatang: string;
  at: Date;
}

/** The case that a hold belongs to, and the credit that brought the money to the account. */
const ABOUT = `
  SELECT h.id AS "holdId", f.case_no AS "caseNo", t.id AS "transferId", t.from_institution AS "fromInstitution", t.reference,
         t.amount_satang AS "amountSatang", t.transferred_at AS at
    FROM hold h JOIN case_file f ON f.id = h.case_id JOIN transfer t ON t.id = h.transfer_id WHERE h.id = ANY ($1)`;

interface Decider {
  holdId: string;
  act: string;
  person: string;
  role: string | null;
  rowId: string;
  at: Date;
}

/**
 * Every person who had a part in a hold's orders and in its end, in order of time. A section 7 hold
 * has no decision.
 */
const DECIDERS = `
  WITH request AS (
    SELECT DISTINCT h.id AS of_hold, r.id, r.requested_by, r.requested_role, r.requested_at FROM hold h LEFT JOIN hold_order o ON o.hold_id = h.id
      JOIN freeze_request r ON r.id IN (h.freeze_request_id, o.freeze_request_id, o.residual_request_id) WHERE h.id = ANY ($1))
  SELECT of_hold AS "holdId", 'request' AS act, requested_by AS person, requested_role AS role, id AS "rowId", requested_at AS at FROM request
  UNION ALL
  SELECT q.of_hold, d.verdict, d.person, d.role, d.id, d.decided_at FROM request q JOIN decision d ON d.freeze_request_id = q.id
  UNION ALL
  SELECT hold_id, 'partial_release', person, role, id, ordered_at FROM partial_release WHERE hold_id = ANY ($1)
  UNION ALL
  SELECT a.hold_id, 'appeal_' || d.verdict, d.person, d.role, d.id, d.decided_at
    FROM appeal a JOIN appeal_decision d ON d.appeal_id = a.id WHERE a.hold_id = ANY ($1)
  UNION ALL
  SELECT hold_id, 'release', ordered_by, NULL, id, ordered_at FROM release_order WHERE hold_id = ANY ($1)
  ORDER BY 6, 5`;

function toAbout([about]: readonly AboutHold[]) {
  if (about === undefined) throw new Error('a hold has a case and a credit');
  const { caseNo, transferId, fromInstitution, reference, amountSatang, at } = about;
  const transfer = { id: transferId, fromInstitution, reference, amountSatang, at: at.toISOString() };
  return { caseNo, transfer };
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
    seizureWarrantNo: hold.seizureWarrantNo,
  };
}

function toOrder(order: HoldOrderRow) {
  return {
    id: order.id,
    sequence: order.sequence,
    kind: order.kind,
    replacesOrderId: order.replacesOrderId,
    requestedSatang: order.requestedSatang.toString(),
    legalBasis: order.legalBasis,
    expiryRuleRowId: order.expiryRuleRowId,
    freezeRequestId: order.freezeRequestId,
    residualRequestId: order.residualRequestId,
    refusedAt: iso(order.refusedAt),
    watchesCredits: order.watchesCredits,
    issuedAt: order.issuedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    sentAt: iso(order.sentAt),
    answeredAt: iso(order.answeredAt),
    changesAmount: order.changesAmount,
    holderNotifiedAt: iso(order.holderNotifiedAt),
  };
}

function toRelease(release: ReleaseOrderRow) {
  return {
    id: release.id,
    reason: release.reason,
    orderedBy: release.orderedBy,
    legalBasis: release.legalBasis,
    orderedAt: release.orderedAt.toISOString(),
    attempts: release.attempts,
    acknowledgedAt: iso(release.acknowledgedAt),
  };
}

function toReceipt(receipt: ReceiptRow) {
  return {
    kind: receipt.kind,
    orderId: receipt.orderId,
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    amountSatang: receipt.amountSatang.toString(),
    receivedAt: receipt.receivedAt.toISOString(),
    applied: receipt.applied,
    notAppliedReason: receipt.notAppliedReason,
  };
}

/** The institution that has a hold of the database. Throws when there is no such hold: a bug. */
export async function readInstitutionOfHold(manager: EntityManager, holdId: string): Promise<string> {
  const { institution } = await manager.findOneOrFail(HoldRow, {
    where: { id: holdId },
    select: { institution: true },
  });
  return institution;
}
