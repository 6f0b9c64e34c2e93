import { holdWorkflowId } from '../../contract/ids.js';
import type { HoldKind } from '../../domain/hold/hold.js';
import { legalBasis, orderExpiry, type ExpiryInput, type OrderExpiry } from '../../domain/hold/expiry.js';
import { minSatang, type Satang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { HoldOrderRow, HoldRow } from '../entities/hold.entities.js';
import { type TrailLinkRow, TransferRow } from '../entities/trail.entities.js';
import { bodySha256, disclosedFields } from '../exchange/message-body.js';
import { newId } from '../ids.js';
import { newAppealSecret, secretSha256 } from './appeal-secret.js';
import type { CaseWork } from './case-work.js';
import { holdOrderMessage } from './hold-order-message.js';
import { reserve } from './reserve.js';
import { restOn, type Suspicion } from './rest-on-notice.js';
import { takeOverSuspended } from './suspended-money.js';

/** What a new hold is to suspend, and on whose power. */
export interface NewHold {
  /** The part of the trail that the hold suspends. */
  link: Pick<TrailLinkRow, 'id' | 'stolenSumId' | 'hop'>;
  /** The credit that brought the part to the account. */
  transfer: TransferRow;
  account: Account;
  amountSatang: Satang;
  kind: HoldKind;
  debitConfirmed: boolean;
  freezeRequestId: string | null;
  until: Date | null;
  seizureWarrantNo: string | null;
  /** The suspicion that a hold of section 6 rests on. */
  suspicion?: Suspicion;
}

/**
 * Writes a hold and its first order, reserves the amount from the stolen sum and notes audit, exchange and the start of its workflow.
 * What the institution suspended there by itself is the same money: from now on the hold takes it up.
 * The database refuses a second live hold of the same part of the trail.
 */
export async function orderHold(work: CaseWork, wanted: NewHold): Promise<HoldRow> {
  const { manager, now } = work;
  await takeOverSuspended(manager, wanted.link.id, wanted.account);
  await reserve(manager, wanted.link.stolenSumId, wanted.amountSatang);
  const expiry = orderExpiry(expiryInput(work, wanted.kind, now, wanted), work.rulebook, now);
  const id = newId();
  const appealSecret = newAppealSecret();
  const hold = manager.create(HoldRow, {
    id,
    caseId: work.caseFile.id,
    stolenSumId: wanted.link.stolenSumId,
    transferId: wanted.transfer.id,
    trailLinkId: wanted.link.id,
    hop: wanted.link.hop,
    institution: wanted.account.institution,
    accountNo: wanted.account.accountNo,
    kind: wanted.kind,
    state: 'ordered',
    stateReason: null,
    requestedSatang: wanted.amountSatang,
    heldSatang: 0n,
    reservedSatang: wanted.amountSatang,
    expiresAt: expiry.expiresAt,
    orderedAt: now,
    freezeRequestId: wanted.freezeRequestId,
    seizureWarrantNo: wanted.seizureWarrantNo,
    noticeReference: `${work.caseFile.caseNo}/${newId().slice(-6)}`,
    appealSecret,
    appealSecretSha256: secretSha256(id, appealSecret),
    holderNotifiedAt: null,
    releaseNotifiedAt: null,
    endedAt: null,
  });
  await manager.insert(HoldRow, hold);
  work.audit('hold.state', {
    holdId: hold.id,
    from: null,
    to: 'ordered',
    heldSatang: '0',
    reservedSatang: hold.reservedSatang.toString(),
  });
  await issueOrder(work, hold, wanted.transfer, {
    sequence: 1,
    replaces: null,
    kind: wanted.kind,
    requestedSatang: hold.requestedSatang,
    expiry,
    freezeRequestId: wanted.freezeRequestId,
    suspicion: wanted.suspicion ?? null,
  });
  if (wanted.suspicion !== undefined) await restOn(work, hold, wanted.suspicion, expiry.expiresAt);
  work.tell(holdWorkflowId(hold.id), 'start', 'start', hold.id);
  return hold;
}

/** The new power and date under which a live hold goes on. */
export interface Extension {
  kind: HoldKind;
  debitConfirmed: boolean;
  until: Date | null;
  freezeRequestId: string | null;
  seizureWarrantNo: string | null;
  /** The suspicion on which a hold goes on under section 6, and when its institution was notified of it for this hold. */
  suspicion?: Suspicion & { notifiedAt: Date };
}

/**
 * Issues an order that takes the place of the hold's newest one, when that moves its expiry later. The record's expiry moves at once, because the
 * power to hold until then exists; the institution's moves when it answers. Returns whether an order was issued.
 */
export async function extendHold(work: CaseWork, hold: HoldRow, extension: Extension): Promise<boolean> {
  const { manager, now } = work;
  const issuedAt = extension.kind === 'section7' ? hold.orderedAt : (extension.suspicion?.notifiedAt ?? now);
  const expiry = orderExpiry(expiryInput(work, extension.kind, issuedAt, extension), work.rulebook, now);
  const changesPower = extension.kind !== hold.kind;
  if (expiry.expiresAt <= now || (!changesPower && expiry.expiresAt <= hold.expiresAt)) return false;
  const newest = await manager.findOneOrFail(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'DESC' } });
  hold.expiresAt = expiry.expiresAt;
  hold.kind = extension.kind;
  hold.freezeRequestId = extension.freezeRequestId ?? hold.freezeRequestId;
  hold.seizureWarrantNo = extension.seizureWarrantNo ?? hold.seizureWarrantNo;
  const transfer = await manager.findOneByOrFail(TransferRow, { id: hold.transferId });
  await issueOrder(work, hold, transfer, {
    sequence: newest.sequence + 1,
    replaces: newest.id,
    kind: extension.kind,
    // An order for less may be under way: an extension never asks for more again.
    requestedSatang: minSatang(liveAmount(hold), newest.requestedSatang),
    expiry,
    freezeRequestId: extension.freezeRequestId,
    suspicion: extension.suspicion ?? null,
  });
  await manager.update(
    HoldRow,
    { id: hold.id },
    {
      expiresAt: hold.expiresAt,
      kind: hold.kind,
      freezeRequestId: hold.freezeRequestId,
      seizureWarrantNo: hold.seizureWarrantNo,
    },
  );
  work.tell(holdWorkflowId(hold.id), 'look', 'orderIssued', hold.id);
  return true;
}

function expiryInput(
  work: CaseWork,
  kind: HoldKind,
  issuedAt: Date,
  more: { debitConfirmed: boolean; until: Date | null },
): ExpiryInput {
  return {
    kind,
    issuedAt,
    debitConfirmed: more.debitConfirmed,
    complaintReceivedAt: work.caseFile.openedAt,
    statementAt: work.caseFile.statementAt,
    until: more.until,
  };
}

interface OrderToIssue {
  sequence: number;
  replaces: string | null;
  kind: HoldKind;
  requestedSatang: Satang;
  expiry: OrderExpiry;
  freezeRequestId: string | null;
  suspicion: Suspicion | null;
  /** It is for less than is held. */
  letsGo?: true;
}

/** Writes an order of a hold, with its audit event and the exchange that it makes. */
export async function issueOrder(
  work: CaseWork,
  hold: HoldRow,
  transfer: TransferRow,
  order: OrderToIssue,
): Promise<HoldOrderRow> {
  const powers = legalBasis(order.kind, work.rulebook, work.now, order.suspicion?.rule);
  const basis = [...powers, ...order.expiry.choices].map((rule) => rule.rowId);
  const row = work.manager.create(HoldOrderRow, {
    id: newId(),
    holdId: hold.id,
    caseId: hold.caseId,
    sequence: order.sequence,
    kind: order.kind,
    replacesOrderId: order.replaces,
    requestedSatang: order.requestedSatang,
    legalBasis: basis,
    expiryRuleRowId: order.expiry.rule.rowId,
    issuedAt: work.now,
    expiresAt: order.expiry.expiresAt,
    freezeRequestId: order.freezeRequestId,
    noticeId: order.suspicion?.noticeId ?? null,
    sentAt: null,
    lastAttemptAt: null,
    attempts: 0,
    answeredAt: null,
    receiptSeq: 0,
    letsGo: order.letsGo ?? false,
    holderNotifiedAt: null,
  });
  await work.manager.insert(HoldOrderRow, row);
  work.audit('hold_order.issued', {
    orderId: row.id,
    holdId: hold.id,
    sequence: row.sequence,
    replacesOrderId: row.replacesOrderId,
    requestedSatang: row.requestedSatang.toString(),
    expiresAt: row.expiresAt.toISOString(),
    legalBasis: basis,
    freezeRequestId: order.freezeRequestId,
    noticeId: row.noticeId,
  });
  const { rulebook, caseFile } = work;
  const message = holdOrderMessage({ rulebook, caseNo: caseFile.caseNo, hold, transfer, order: row });
  work.exchange({
    direction: 'out',
    party: hold.institution,
    kind: 'hold.order',
    messageId: row.id,
    legalBasis: basis,
    purpose: 'suspension of the stolen amount',
    fields: disclosedFields(message),
    bodySha256: bodySha256(message),
  });
  return row;
}

/** An extension asks for what is held, or, while nobody answered, for what was asked. */
function liveAmount(hold: HoldRow): Satang {
  return hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
}
