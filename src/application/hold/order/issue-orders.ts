import { lookAtSilence } from '../../../domain/break/unanswered.js';
import type { OrderExpiry } from '../../../domain/hold/order/expiry.js';
import { legalBasis } from '../../../domain/hold/order/legal-basis.js';
import type { HoldKind } from '../../../domain/hold/hold.js';
import { RAISE_RULE, type RaiseKind } from '../../../domain/hold/order/raise.js';
import type { Satang } from '../../../domain/money.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { newId } from '../../../persistence/ids.js';
import { type FindNotice, noticesOfOrders } from '../view/read-notices-of-orders.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { holdOrderMessage } from './hold-order-message.js';
import type { NoticeBehindHold } from '../change/rest-on-notice.js';

/** An order of a hold to write. */
export interface OrderToIssue {
  hold: HoldRow;
  /** The credit that the hold is on. */
  transfer: TransferRow;
  sequence: number;
  /** The id of the order that it replaces. */
  replaces: string | null;
  kind: HoldKind;
  requestedSatang: Satang;
  expiry: OrderExpiry;
  /** From when P-URG is counted for its expiry, where the urgent time began anew. */
  urgentFrom?: Date | null;
  freezeRequestId: string | null;
  notice: NoticeBehindHold | null;
  /** When its own power ends, where the notice lets it last longer. */
  powerEndsAt?: Date | null;
  watchesCredits: boolean;
  /** Why it asks for more than is held, and by which approved request; null where none is needed. */
  raise: { requestId: string | null; as: RaiseKind } | null;
  /** What it adds to all that the hold asked for before; absent: nothing. */
  addsSatang?: Satang;
  /** It tells the institution that it owes a review of its own suspicion, by which row. */
  reviewOwed?: { since: Date; ruleId: 'P-WITHDRAW' | 'P-DEBIT' } | undefined;
  /** Orders on the same credit whose place it takes: of holds that were lost, or whose release was not answered. */
  takesOver?: readonly string[];
  /** It takes the place of a hold that was released by mistake, and cites P-BACK. */
  reinstates?: boolean;
  /**
   * It asks for less than is held, and the holder must be told; where it asks for more, the receipt
   * decides.
   */
  changesAmount?: true;
}

/**
 * Writes orders of holds in one statement, with new holds that are noted, each with its audit event
 * and its message to the institution. Orders that are leased, and rest on no notice, are written with the rest of
 * the transaction.
 */
export async function issueOrders(work: CaseWork, orders: readonly OrderToIssue[]): Promise<HoldOrderRow[]> {
  const rows = orders.map((order) => rowOf(work, order));
  if (rows.every((row) => isLeased(work, row) && row.noticeId === null)) work.insert(HoldOrderRow, rows);
  else await work.write(HoldOrderRow, rows);
  const noticeOf = await noticesOfOrders(work.manager, rows);
  for (const [index, { hold, transfer }] of orders.entries()) {
    const row = rows[index];
    if (row !== undefined) note(work, hold, transfer, row, noticeOf);
  }
  return rows;
}

function rowOf(work: CaseWork, { hold, expiry, ...order }: OrderToIssue): HoldOrderRow {
  const powers = legalBasis(order.kind, work.rulebook, work.now, order.notice?.rule, order.reinstates);
  const raising =
    order.raise === null || order.raise.as === 'rest'
      ? []
      : [ruleInForce(work.rulebook, RAISE_RULE[order.raise.as], work.now)];
  const reviewing =
    order.reviewOwed === undefined ? [] : [ruleInForce(work.rulebook, order.reviewOwed.ruleId, work.now)];
  return work.manager.create(HoldOrderRow, {
    id: newId(),
    holdId: hold.id,
    caseId: hold.caseId,
    sequence: order.sequence,
    kind: order.kind,
    replacesOrderId: order.replaces,
    requestedSatang: order.requestedSatang,
    legalBasis: [...powers, ...expiry.choices, ...raising, ...reviewing].map((rule) => rule.rowId),
    expiryRuleRowId: expiry.rule.rowId,
    issuedAt: work.now,
    expiresAt: expiry.expiresAt,
    urgentFrom: order.urgentFrom ?? null,
    freezeRequestId: order.freezeRequestId,
    noticeId: order.notice?.noticeId ?? null,
    powerEndsAt: order.powerEndsAt ?? null,
    watchesCredits: order.watchesCredits,
    raiseRequestId: order.raise?.requestId ?? null,
    asksRest: order.raise?.as === 'rest',
    addsSatang: order.addsSatang ?? 0n,
    refusedAt: null,
    reviewOwedSince: order.reviewOwed?.since ?? null,
    takesOver: order.takesOver === undefined ? null : [...order.takesOver],
    sentAt: null,
    answeredAt: null,
    receiptSeq: 0,
    changesAmount: order.changesAmount ?? false,
    holderNotifiedAt: null,
  });
}

function note(work: CaseWork, hold: HoldRow, transfer: TransferRow, row: HoldOrderRow, noticeOf: FindNotice): void {
  work.audit('hold_order.issued', {
    orderId: row.id,
    holdId: hold.id,
    sequence: row.sequence,
    replacesOrderId: row.replacesOrderId,
    requestedSatang: row.requestedSatang.toString(),
    expiresAt: row.expiresAt.toISOString(),
    legalBasis: row.legalBasis,
    freezeRequestId: row.freezeRequestId,
    noticeId: row.noticeId,
    raiseRequestId: row.raiseRequestId,
    asksRest: row.asksRest,
    addsSatang: row.addsSatang.toString(),
  });
  const { rulebook, caseFile } = work;
  const parts = { rulebook, caseNo: caseFile.caseNo, hold, transfer, order: row, notice: noticeOf(row) };
  const message = {
    id: row.id,
    kind: 'hold.order' as const,
    party: hold.institution,
    subjectId: hold.id,
    body: holdOrderMessage(parts),
    legalBasis: row.legalBasis,
    purpose: 'suspension of the stolen amount',
    lookAt: lookAtSilence(work.now, rulebook, work.now),
  };
  work.send(message, isLeased(work, row));
}

/** Returns whether an order is sent by the process that issues it, right after the commit. */
function isLeased(work: CaseWork, { sequence }: Pick<HoldOrderRow, 'sequence'>): boolean {
  // A later order of a hold waits for the ones before it.
  return work.leasesFirstOrders() && sequence === 1;
}
