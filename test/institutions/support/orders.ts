import type { DebitConfirmationRequest } from '../../../src/wire/institution/calls/debit-question.js';
import type { HoldOrder } from '../../../src/wire/institution/calls/hold-order.js';
import type { ReleaseOrder } from '../../../src/wire/institution/calls/release-order.js';

const ORDER_ID = '01JQ0000000000000000000001';
const HOLD_ID = '01JQ0000000000000000000002';
const RELEASE_ID = '01JQ0000000000000000000003';
const CONFIRMATION_ID = '01JQ0000000000000000000004';
export const OTHER_ID = '01JQ0000000000000000000009';
const AT = '2026-03-01T07:59:00Z';
const MULE = { institution: 'th-004', accountNo: '9000000001' };
const BASIS = [{ ruleId: 'VIC-7A', section: 's.7', instrument: 'decree_2566' }];

export const ORDER: HoldOrder = {
  orderId: ORDER_ID,
  holdId: HOLD_ID,
  caseNo: 'AOC-2569-000001',
  account: MULE,
  transfer: { fromInstitution: 'th-014', reference: 'REF0001', amountSatang: '5000000', at: AT },
  requestedAmountSatang: '5000000',
  legalBasis: BASIS,
  attributionRule: 'LATER_DEBITS_IN_TIME_ORDER',
  issuedAt: AT,
  expiresAt: '2026-03-01T08:59:00Z',
  holderNotice: {
    amountSatang: '5000000',
    since: AT,
    kind: 'section7',
    orderedBy: 'AOC 1441',
    orderedByTh: 'ศูนย์ AOC 1441',
    basis: { th: 'มาตรา 7', en: 'Section 7' },
    expiresAt: '2026-03-01T08:59:00Z',
    reference: 'N-0001',
    appealSecret: 'synthetic-secret',
    appealPhone: '1441',
  },
};

export const RECEIPT = {
  orderId: ORDER_ID,
  receiptSeq: 1,
  result: 'HELD_FULL',
  heldAmountSatang: '5000000',
  onward: [],
  at: AT,
};

export const RELEASE: ReleaseOrder = {
  releaseOrderId: RELEASE_ID,
  holdId: HOLD_ID,
  orderIds: [ORDER_ID],
  reason: 'EXPIRED',
  legalBasis: BASIS,
  issuedAt: AT,
};

export const RELEASE_RECEIPT = {
  releaseOrderId: RELEASE_ID,
  holdId: HOLD_ID,
  result: 'RELEASED',
  releasedAmountSatang: '5000000',
  at: AT,
};

export const CONFIRMATION_REQUEST: DebitConfirmationRequest = {
  confirmationId: CONFIRMATION_ID,
  caseNo: 'AOC-2569-000001',
  account: { institution: 'th-004', accountNo: '9000000002' },
  transfer: { reference: 'REF0001', amountSatang: '5000000', at: AT, to: { account: MULE } },
  legalBasis: BASIS,
};

export const CONFIRMATION = { confirmationId: CONFIRMATION_ID, result: 'CONFIRMED', to: MULE, at: AT };

/** 202 for the message with this id. */
export function accepted(id: string) {
  return { status: 'accepted', id, at: AT };
}
