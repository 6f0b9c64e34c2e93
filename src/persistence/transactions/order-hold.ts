import { randomInt } from 'node:crypto';
import { holdWorkflowId } from '../../contract/ids.js';
import type { HoldKind } from '../../domain/hold/hold.js';
import { legalBasis, orderExpiry, type ExpiryInput } from '../../domain/hold/expiry.js';
import type { Satang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { HoldOrderRow, HoldRow } from '../entities/hold.entities.js';
import { newId } from '../ids.js';
import type { CaseWork } from './case-work.js';
import { reserve } from './reserve.js';

/** What a new hold is to suspend, and on whose power. */
export interface NewHold {
  stolenSumId: string;
  transferId: string;
  hop: number;
  account: Account;
  amountSatang: Satang;
  kind: HoldKind;
  debitConfirmed: boolean;
  freezeRequestId: string | null;
  until: Date | null;
  seizureWarrantNo: string | null;
}

const SECRET_DIGITS = 8;
/** What a hold order discloses to the institution. */
const ORDER_FIELDS = [
  'account',
  'transfer reference',
  'transfer amount',
  'transfer time',
  'amount to hold',
  'case number',
];

/**
 * Writes a hold and its first order, reserves the amount from the stolen sum and notes audit, exchange and the start of its workflow.
 * The database refuses a second live hold for the same sum and transfer.
 */
export async function orderHold(work: CaseWork, wanted: NewHold): Promise<HoldRow> {
  const { manager, now } = work;
  await reserve(manager, wanted.stolenSumId, wanted.amountSatang);
  const expiry = orderExpiry(expiryInput(work, wanted.kind, now, wanted), work.rulebook, now);
  const hold = manager.create(HoldRow, {
    id: newId(),
    caseId: work.caseFile.id,
    stolenSumId: wanted.stolenSumId,
    transferId: wanted.transferId,
    hop: wanted.hop,
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
    appealSecret: String(randomInt(10 ** SECRET_DIGITS)).padStart(SECRET_DIGITS, '0'),
    holderNotifiedAt: null,
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
  await issueOrder(work, hold, {
    sequence: 1,
    replaces: null,
    kind: wanted.kind,
    expiry,
    freezeRequestId: wanted.freezeRequestId,
  });
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
}

/**
 * Issues an order that takes the place of the hold's newest one, when that moves its expiry later. The record's expiry moves at once, because the
 * power to hold until then exists; the institution's moves when it answers. Returns whether an order was issued.
 */
export async function extendHold(work: CaseWork, hold: HoldRow, extension: Extension): Promise<boolean> {
  const { manager, now } = work;
  const issuedAt = extension.kind === 'section7' ? hold.orderedAt : now;
  const expiry = orderExpiry(expiryInput(work, extension.kind, issuedAt, extension), work.rulebook, now);
  const changesPower = extension.kind !== hold.kind;
  if (expiry.expiresAt <= now || (!changesPower && expiry.expiresAt <= hold.expiresAt)) return false;
  const newest = await manager.findOneOrFail(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'DESC' } });
  await issueOrder(work, hold, {
    sequence: newest.sequence + 1,
    replaces: newest.id,
    kind: extension.kind,
    expiry,
    freezeRequestId: extension.freezeRequestId,
  });
  hold.expiresAt = expiry.expiresAt;
  hold.kind = extension.kind;
  hold.freezeRequestId = extension.freezeRequestId ?? hold.freezeRequestId;
  hold.seizureWarrantNo = extension.seizureWarrantNo ?? hold.seizureWarrantNo;
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
  expiry: ReturnType<typeof orderExpiry>;
  freezeRequestId: string | null;
}

async function issueOrder(work: CaseWork, hold: HoldRow, order: OrderToIssue): Promise<void> {
  const basis = legalBasis(order.kind, work.rulebook, work.now).map((rule) => rule.rowId);
  const row = work.manager.create(HoldOrderRow, {
    id: newId(),
    holdId: hold.id,
    caseId: hold.caseId,
    sequence: order.sequence,
    kind: order.kind,
    replacesOrderId: order.replaces,
    requestedSatang: order.sequence === 1 ? hold.requestedSatang : liveAmount(hold),
    legalBasis: basis,
    expiryRuleRowId: order.expiry.rule.rowId,
    issuedAt: work.now,
    expiresAt: order.expiry.expiresAt,
    freezeRequestId: order.freezeRequestId,
    sentAt: null,
    lastAttemptAt: null,
    attempts: 0,
    answeredAt: null,
    receiptSeq: 0,
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
  });
  work.exchange({
    direction: 'out',
    party: hold.institution,
    kind: 'hold.order',
    messageId: row.id,
    legalBasis: basis,
    purpose: 'suspension of the stolen amount',
    fields: ORDER_FIELDS,
    bodySha256: null,
  });
}

/** An extension asks for what is held, or, while nobody answered, for what was asked. */
function liveAmount(hold: HoldRow): Satang {
  return hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
}
