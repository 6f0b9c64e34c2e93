import { CALLBACK_EXAMPLE, InstitutionCallback } from '../../src/wire/institution/callback.js';
import {
  DEBIT_ANSWER_EXAMPLE,
  DEBIT_QUESTION_EXAMPLE,
  DebitConfirmation,
  DebitConfirmationRequest,
} from '../../src/wire/institution/calls/debit-question.js';
import { HOLD_ORDER_EXAMPLE, HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { HOLD_RECEIPT_EXAMPLE, HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import { HOLD_STATEMENT_EXAMPLE, HoldStatement } from '../../src/wire/institution/calls/hold-statement.js';
import {
  LISTING_NOTICE_EXAMPLE,
  LISTING_RECEIPT_EXAMPLE,
  ListingNotice,
  ListingReceipt,
} from '../../src/wire/institution/calls/listing-notice.js';
import {
  RELEASE_ORDER_EXAMPLE,
  RELEASE_RECEIPT_EXAMPLE,
  ReleaseOrder,
  ReleaseReceipt,
} from '../../src/wire/institution/calls/release-order.js';
import {
  SUSPENSION_RECEIPT_EXAMPLE,
  SUSPENSION_RESULT_EXAMPLE,
  SuspensionResult,
  SuspensionResultReceipt,
} from '../../src/wire/institution/calls/suspension-result.js';

/** Adds a field that no version has to every object of a message, but to those to which nothing is ever added. */
function withUnknown(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((part) => withUnknown(part, name));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, part]) => [key, withUnknown(part, key)]);
  const isClosed = 'accountNo' in value && 'institution' in value && Object.keys(value).length === 2;
  return { ...Object.fromEntries(fields), ...(isClosed ? {} : { addedByALaterVersion: { of: name } }) };
}

describe('a field that is not known', () => {
  it.each([
    ['hold order', HoldOrder, HOLD_ORDER_EXAMPLE],
    ['hold receipt', HoldReceipt, HOLD_RECEIPT_EXAMPLE],
    ['release order', ReleaseOrder, RELEASE_ORDER_EXAMPLE],
    ['release receipt', ReleaseReceipt, RELEASE_RECEIPT_EXAMPLE],
    ["officer's result", SuspensionResult, SUSPENSION_RESULT_EXAMPLE],
    ['receipt of a result', SuspensionResultReceipt, SUSPENSION_RECEIPT_EXAMPLE],
    ['listing notice', ListingNotice, LISTING_NOTICE_EXAMPLE],
    ['receipt of a listing', ListingReceipt, LISTING_RECEIPT_EXAMPLE],
    ['question about a debit', DebitConfirmationRequest, DEBIT_QUESTION_EXAMPLE],
    ['answer about a debit', DebitConfirmation, DEBIT_ANSWER_EXAMPLE],
    ['statement', HoldStatement, HOLD_STATEMENT_EXAMPLE],
    ['callback', InstitutionCallback, CALLBACK_EXAMPLE],
  ] as const)('of a %s is ignored, at every depth', (_what, schema, example) => {
    expect(JSON.stringify(withUnknown(example))).toContain('addedByALaterVersion');
    expect(schema.parse(withUnknown(example))).toEqual(schema.parse(example));
  });
});
