import { type EntityManager, In, LessThan } from 'typeorm';
import { heldNow, LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { orderedNow } from '../../../domain/hold/order/ordered-now.js';
import {
  type HoldOrderRow,
  HoldRow,
  type ReceiptRow,
  type ReleaseOrderRow,
} from '../../../persistence/entities/money/hold.entities.js';
import { maskAccount } from '../../case/privacy/mask.js';
import { iso } from '../../case/work/read-rows.js';
import { casesOfInterest, type OwnReader } from '../../case/privacy/own-interest.js';
import type { HoldCreditRow } from './hold.queries.js';
import { readMessagesOfHolds } from './read-messages-of-holds.js';

/** Which holds of an institution to read; `after` is the last id of the page before. */
export interface OwnHoldQuery {
  state: 'live' | 'all';
  after?: string | undefined;
  limit: number;
}

/**
 * Reads a page of the holds at an institution, the newest first, each with its orders, its release
 * and the institution's own receipts: what the centre told the institution, and what it answered.
 * Nothing of the victim, of persons of the centre, or of the trail beyond the one credit.
 */
export async function readOwnHolds(manager: EntityManager, reader: OwnReader, query: OwnHoldQuery) {
  const holds = await manager.find(HoldRow, {
    where: {
      institution: reader.institution,
      ...(query.state === 'live' ? { state: In([...LIVE_HOLD_STATES, 'release_ordered']) } : {}),
      ...(query.after === undefined ? {} : { id: LessThan(query.after) }),
    },
    order: { id: 'DESC' },
    take: query.limit + 1,
  });
  const page = holds.slice(0, query.limit);
  const next = holds.length > page.length ? (page.at(-1)?.id ?? null) : null;
  return { holds: await withMessages(manager, page, reader.subject), next };
}

/** Reads one hold at an institution; undefined when it has no such hold. */
export async function readOwnHold(manager: EntityManager, { institution, subject }: OwnReader, id: string) {
  const holds = await manager.findBy(HoldRow, { id, institution });
  const [view] = await withMessages(manager, holds, subject);
  return view;
}

async function withMessages(manager: EntityManager, holds: readonly HoldRow[], subject: string) {
  if (holds.length === 0) return [];
  const ids = holds.map(({ id }) => id);
  const { orders, receipts, releases, credits } = await readMessagesOfHolds(manager, ids);
  const caseIds = holds.map(({ caseId }) => caseId);
  const ofInterest = await casesOfInterest(manager, caseIds, subject);
  return holds.map((hold) => ({
    ...toOwnHold(hold, orders.get(hold.id) ?? [], credits.get(hold.id)?.[0]),
    hasInterest: ofInterest.has(hold.caseId),
    orders: (orders.get(hold.id) ?? []).map(toOrder),
    releases: (releases.get(hold.id) ?? []).map(toRelease),
    receipts: (receipts.get(hold.id) ?? []).map(toReceipt),
  }));
}

function toOwnHold(hold: HoldRow, orders: readonly HoldOrderRow[], credit: HoldCreditRow | undefined) {
  if (credit === undefined) throw new Error(`the hold ${hold.id} has no credit`);
  const { caseNo, fromInstitution, reference, amountSatang, at } = credit;
  const { requestedSatang, state } = orderedNow(hold, orders);
  return {
    id: hold.id,
    caseNo,
    accountMasked: maskAccount(hold.accountNo),
    kind: hold.kind,
    state,
    requestedSatang: requestedSatang.toString(),
    heldSatang: heldNow(hold).toString(),
    orderedAt: hold.orderedAt.toISOString(),
    expiresAt: hold.expiresAt.toISOString(),
    endedAt: iso(hold.endedAt),
    noticeReference: hold.noticeReference,
    transfer: { fromInstitution, reference, amountSatang, at: at.toISOString() },
  };
}

function toOrder(order: HoldOrderRow) {
  return {
    id: order.id,
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
    acknowledgedAt: iso(release.acknowledgedAt),
  };
}

function toReceipt(receipt: ReceiptRow) {
  return {
    orderId: receipt.orderId,
    kind: receipt.kind,
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    amountSatang: receipt.amountSatang.toString(),
    at: receipt.at.toISOString(),
    receivedAt: receipt.receivedAt.toISOString(),
    applied: receipt.applied,
    notAppliedReason: receipt.notAppliedReason,
  };
}
