import type {
  DebitConfirmation,
  DebitConfirmationRequest,
  HoldOrder,
  HoldReceipt,
  HoldStatement,
  InstitutionCallback,
  ListingNotice,
  ListingReceipt,
  ReleaseOrder,
  ReleaseReceipt,
  SuspensionResult,
  SuspensionResultReceipt,
} from './institution-protocol.js';

/*
 * One example for each message of the institution protocol; together they are one story: 25,000
 * baht arrive, 19,000 are held, 6,000 went on. People and accounts are invented.
 */

const orderId = '01KAYJ9Q5R3M0T8XW2V7C4H6DE';
const holdId = '01KAYJ9Q4B7N2S5Y8G1F6K9PQR';
const releaseOrderId = '01KB6A4T2D8J5M9V3X7Z1C0EGH';
const confirmationId = '01KAYJ9Q6C4P8R2T7W0Y5A3BDF';
const resultId = '01KAZ0B3E5G7J9M2P4R6T8V0XY';
const noticeId = '01KB0C6D8F1H3K5N7Q9S2V4X6Z';
const caseNo = 'RG2569-0000005-8';
const account = { institution: 'th-014', accountNo: '1112223334' };
const credit = {
  fromInstitution: 'th-004',
  reference: 'KB20261124093000771',
  amountSatang: '2500000',
  at: '2026-11-24T02:30:00Z',
};
const basis = [{ ruleId: 'VIC-7A', section: 's.7', instrument: 'decree_2566' }];
const notice = {
  amountSatang: '2500000',
  since: '2026-11-24T02:41:12Z',
  kind: 'section7',
  orderedBy: 'AOC 1441',
  orderedByTh: 'ศูนย์ AOC 1441',
  basis: {
    th: 'มาตรา 7 พ.ร.ก. มาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี พ.ศ. 2566 และที่แก้ไขเพิ่มเติม',
    en: 'Section 7, Emergency Decree on Measures for the Prevention and Suppression of Technology Crime, B.E. 2566, as amended',
  },
  reference: `${caseNo}/KPST8Q`,
  appealPhone: '1441',
} as const;

export const HOLD_ORDER_EXAMPLE: HoldOrder = {
  orderId,
  holdId,
  caseNo,
  account,
  transfer: credit,
  requestedAmountSatang: '2500000',
  legalBasis: basis,
  attributionRule: 'LATER_DEBITS_IN_TIME_ORDER',
  issuedAt: '2026-11-24T02:41:12Z',
  expiresAt: '2026-11-27T02:41:12Z',
  holderNotice: { ...notice, expiresAt: '2026-11-27T02:41:12Z', appealSecret: 'K7Q2-M9XD-4T8W' },
};

export const HOLD_RECEIPT_EXAMPLE: HoldReceipt = {
  orderId,
  receiptSeq: 1,
  result: 'HELD_PARTIAL',
  heldAmountSatang: '1900000',
  onward: [
    {
      transferRef: 'SCB-20261124-88121',
      to: { account: { institution: 'wallet-x', accountNo: '140000012345678' } },
      amountSatang: '600000',
      attributedSatang: '600000',
      at: '2026-11-24T02:33:40Z',
      channel: 'promptpay',
    },
  ],
  at: '2026-11-24T02:41:13Z',
};

export const RELEASE_ORDER_EXAMPLE: ReleaseOrder = {
  releaseOrderId,
  holdId,
  orderIds: [orderId],
  reason: 'APPEAL_UPHELD',
  legalBasis: basis,
  issuedAt: '2026-11-26T07:15:00Z',
  holderNotice: { ...notice, amountSatang: '1900000' },
};

export const RELEASE_RECEIPT_EXAMPLE: ReleaseReceipt = {
  releaseOrderId,
  holdId,
  result: 'RELEASED',
  releasedAmountSatang: '1900000',
  holderNotifiedAt: '2026-11-26T07:15:02Z',
  at: '2026-11-26T07:15:01Z',
};

export const SUSPENSION_RESULT_EXAMPLE: SuspensionResult = {
  resultId,
  caseNo,
  account,
  transfer: credit,
  result: 'UNFOUNDED',
  legalBasis: basis,
  decidedAt: '2026-11-25T04:00:00Z',
};

export const SUSPENSION_RECEIPT_EXAMPLE: SuspensionResultReceipt = {
  resultId,
  result: 'LIFTED',
  releasedAmountSatang: '2500000',
  at: '2026-11-25T04:00:01Z',
};

export const LISTING_NOTICE_EXAMPLE: ListingNotice = {
  noticeId,
  listingId: '01KB0C6D7E9G2J4M6P8R0T3W5Y',
  change: 'LISTED',
  subject: { kind: 'wallet', value: 'TExampleWalletAddress0000000000000' },
  legalBasis: basis,
  decidedAt: '2026-11-25T06:30:00Z',
};

export const LISTING_RECEIPT_EXAMPLE: ListingReceipt = {
  noticeId,
  result: 'REFUSES_OPENING',
  at: '2026-11-25T06:30:01Z',
};

export const DEBIT_QUESTION_EXAMPLE: DebitConfirmationRequest = {
  confirmationId,
  caseNo,
  account: { institution: 'th-004', accountNo: '1234567890' },
  transfer: {
    reference: credit.reference,
    amountSatang: credit.amountSatang,
    at: credit.at,
    to: { account },
  },
  legalBasis: basis,
};

export const DEBIT_ANSWER_EXAMPLE: DebitConfirmation = {
  confirmationId,
  result: 'CONFIRMED',
  to: account,
  at: '2026-11-24T02:41:14Z',
};

export const CALLBACK_EXAMPLE: InstitutionCallback = {
  type: 'hold.receipt',
  data: { ...HOLD_RECEIPT_EXAMPLE, receiptSeq: 2, holderNotifiedAt: '2026-11-24T02:42:05Z' },
};

export const HOLD_STATEMENT_EXAMPLE: HoldStatement = {
  asOf: '2026-11-24T03:00:00Z',
  orders: [
    {
      orderId,
      holdId,
      accountNo: account.accountNo,
      askedSatang: '2500000',
      heldSatang: '1900000',
      state: 'HELD',
      expiresAt: '2026-11-27T02:41:12Z',
      changedAt: '2026-11-24T02:41:13Z',
      asOrdered: {
        caseNo,
        power: 'section7',
        legalBasis: ['VIC-7A', 'P-S7AOC'],
        issuedAt: '2026-11-24T02:41:12Z',
        transfer: HOLD_ORDER_EXAMPLE.transfer,
      },
    },
  ],
  next: null,
};
