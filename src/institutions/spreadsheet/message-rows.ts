import type { DebitConfirmationRequest } from '../../wire/institution/calls/debit-question.js';
import type { HoldOrder } from '../../wire/institution/calls/hold-order.js';
import type { ListingNotice } from '../../wire/institution/calls/listing-notice.js';
import type { ReleaseOrder } from '../../wire/institution/calls/release-order.js';
import type { SuspensionResult } from '../../wire/institution/calls/suspension-result.js';
import { bahtCell, timeCell } from './cells.js';
import type { WrittenRow } from './write-workbook.js';

/** A message of the centre to the institution, as its body goes out by the signed protocol too. */
export type SheetMessage =
  | { kind: 'hold.order'; body: HoldOrder; hop: number }
  | { kind: 'release.order' | 'lost.release'; body: ReleaseOrder }
  | { kind: 'debit.question'; body: DebitConfirmationRequest }
  | { kind: 'suspension.result'; body: SuspensionResult }
  | { kind: 'listing.notice'; body: ListingNotice };

/** An order of the centre that the institution is asked to state. */
export interface OrderToState {
  orderId: string;
  holdId: string;
  accountNo: string;
  askedSatang: string;
  expiresAt: string;
}

/** Returns the row of a message: its columns, and in `details` everything else that its body says. */
export function rowOfMessage(message: SheetMessage): WrittenRow {
  switch (message.kind) {
    case 'hold.order':
      return rowOfOrder(message.body, message.hop);
    case 'release.order':
    case 'lost.release':
      return rowOfRelease(message.body);
    case 'debit.question':
      return rowOfQuestion(message.body);
    case 'suspension.result': {
      const { resultId, caseNo, account, transfer, legalBasis, decidedAt, ...others } = message.body;
      const basis = basisCell(legalBasis);
      const row = { kind: 'RESULT', id: resultId, caseNo, account: account.accountNo, ...creditCells(transfer), basis };
      return { ...row, issuedAt: timeCell(decidedAt), details: detailsCell(others) };
    }
    case 'listing.notice': {
      const { noticeId, legalBasis, decidedAt, ...others } = message.body;
      const row = { kind: 'LISTING', id: noticeId, basis: basisCell(legalBasis), issuedAt: timeCell(decidedAt) };
      return { ...row, details: detailsCell(others) };
    }
  }
}

/** Returns the row by which an order is stated (P-STATEMENT): what is held by it stands empty. */
export function rowOfState({ orderId, holdId, accountNo, askedSatang, expiresAt }: OrderToState): WrittenRow {
  const row = { kind: 'STATE', id: orderId, holdId, account: accountNo };
  return { ...row, askedBaht: bahtCell(askedSatang), endsAt: timeCell(expiresAt) };
}

function rowOfOrder(order: HoldOrder, hop: number): WrittenRow {
  const {
    orderId,
    holdId,
    caseNo,
    account,
    transfer,
    requestedAmountSatang,
    legalBasis,
    issuedAt,
    expiresAt,
    ...rest
  } = order;
  const { replacesOrderId, ...others } = rest;
  return {
    kind: 'ORDER',
    id: orderId,
    holdId,
    caseNo,
    // The registry counts the suspect's account that the victim paid as level 1.
    level: String(hop + 1),
    account: account.accountNo,
    askedBaht: bahtCell(requestedAmountSatang),
    ...creditCells(transfer),
    issuedAt: timeCell(issuedAt),
    endsAt: timeCell(expiresAt),
    ...(replacesOrderId === undefined ? {} : { replaces: replacesOrderId }),
    basis: basisCell(legalBasis),
    details: detailsCell(others),
  };
}

function rowOfRelease({ releaseOrderId, holdId, legalBasis, issuedAt, ...others }: ReleaseOrder): WrittenRow {
  const row = { kind: 'RELEASE', id: releaseOrderId, holdId, basis: basisCell(legalBasis) };
  const asked = others.holderNotice === undefined ? {} : { askedBaht: bahtCell(others.holderNotice.amountSatang) };
  return { ...row, ...asked, issuedAt: timeCell(issuedAt), details: detailsCell(others) };
}

function rowOfQuestion(question: DebitConfirmationRequest): WrittenRow {
  const { confirmationId, caseNo, account, transfer, legalBasis, ...others } = question;
  const row = {
    kind: 'QUESTION',
    id: confirmationId,
    caseNo,
    account: account.accountNo,
    basis: basisCell(legalBasis),
  };
  if (transfer === undefined) return { ...row, details: detailsCell(others) };
  const { reference, amountSatang, at, to } = transfer;
  const debit = { creditReference: reference, askedBaht: bahtCell(amountSatang), creditAt: timeCell(at) };
  return { ...row, ...debit, details: detailsCell({ to, ...others }) };
}

function creditCells({ fromInstitution, reference, amountSatang, at }: HoldOrder['transfer']): WrittenRow {
  const credit = { creditFrom: fromInstitution, creditReference: reference };
  return { ...credit, creditBaht: bahtCell(amountSatang), creditAt: timeCell(at) };
}

function basisCell(basis: HoldOrder['legalBasis']): string {
  return basis.map(({ ruleId, section }) => `${ruleId} (${section})`).join('; ');
}

/** Returns what has no column of its own, a line for each value: `holderNotice.reference: …`. */
function detailsCell(others: object): string {
  return linesOf(others, '').join('\n');
}

function linesOf(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [`${name}: ${value}`];
  if (typeof value !== 'object') return [];
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return [`${name}: ${value.join(' ')}`];
  return Object.entries(value).flatMap(([key, each]) => linesOf(each, name === '' ? key : `${name}.${key}`));
}
