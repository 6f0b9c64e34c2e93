import type { z } from 'zod';
import { problemCode, readBody } from '../../signed-http/read-body.js';
import {
  createSignedClient,
  type Endpoint,
  type SignedAnswer,
  type SignedCall,
  type SignedClientOptions,
} from '../../signed-http/signed-client.js';
import {
  Accepted,
  DebitConfirmation,
  DebitConfirmationRequest,
  DelistedReceipt,
  HoldOrder,
  HoldReceipt,
  ListedReceipt,
  LISTING_NOTICE_PATH,
  ListingNotice,
  type ListingReceipt,
  ReleaseOrder,
  ReleaseReceipt,
  SuspensionResult,
  SuspensionResultReceipt,
} from '../../wire/institution/institution-protocol.js';
import type { InstitutionAnswer, InstitutionPort } from '../port.js';

/** The schema of a result, and the id of our message that the result must name. */
interface Expected<T> {
  readonly schema: z.ZodType<T>;
  readonly id: string;
  readonly idOf: (body: T) => string;
}

/**
 * Makes the port to institutions that use version 1 of the published protocol over signed HTTP. A
 * message of ours that breaks its schema is a bug: the method throws before it sends anything.
 */
export function createRestInstitutions(options: SignedClientOptions): InstitutionPort & { close(): Promise<void> } {
  const client = createSignedClient(options);
  const send = async <T>(
    to: Endpoint,
    call: SignedCall,
    expected: Expected<T>,
    abortSignal: AbortSignal | undefined,
  ): Promise<InstitutionAnswer<T>> => {
    const answer = await client.call(to, call, abortSignal);
    return isRefusal(answer) ? refusal(call, answer) : readResult(answer, expected);
  };
  return {
    placeHold(to, order, abortSignal) {
      const call = post('/hold-orders', HoldOrder.parse(order), order.orderId);
      return send(to, call, receiptOf(order.orderId), abortSignal);
    },
    readHoldOrder(to, orderId, abortSignal) {
      const call = { method: 'GET', path: `/hold-orders/${encodeURIComponent(orderId)}` } as const;
      return send(to, call, receiptOf(orderId), abortSignal);
    },
    releaseHold(to, order, abortSignal) {
      const id = order.releaseOrderId;
      const call = post('/release-orders', ReleaseOrder.parse(order), id);
      const expected = { schema: ReleaseReceipt, id, idOf: (receipt: ReleaseReceipt) => receipt.releaseOrderId };
      return send(to, call, expected, abortSignal);
    },
    sendSuspensionResult(to, result, abortSignal) {
      const id = result.resultId;
      const call = post('/suspension-results', SuspensionResult.parse(result), id);
      const expected = {
        schema: SuspensionResultReceipt,
        id,
        idOf: (receipt: SuspensionResultReceipt) => receipt.resultId,
      };
      return send(to, call, expected, abortSignal);
    },
    sendListingNotice(to, notice, abortSignal) {
      const id = notice.noticeId;
      const call = post(LISTING_NOTICE_PATH, ListingNotice.parse(notice), id);
      const schema = notice.change === 'LISTED' ? ListedReceipt : DelistedReceipt;
      return send<ListingReceipt>(to, call, { schema, id, idOf: ({ noticeId }) => noticeId }, abortSignal);
    },
    confirmDebit(to, request, abortSignal) {
      const id = request.confirmationId;
      const call = post('/debit-confirmations', DebitConfirmationRequest.parse(request), id);
      const expected = { schema: DebitConfirmation, id, idOf: (answer: DebitConfirmation) => answer.confirmationId };
      return send(to, call, expected, abortSignal);
    },
    close: () => client.close(),
  };
}

function post(path: string, body: object, id: string): SignedCall {
  return { method: 'POST', path, body, webhookId: id };
}

function receiptOf(orderId: string): Expected<HoldReceipt> {
  return { schema: HoldReceipt, id: orderId, idOf: (receipt) => receipt.orderId };
}

function isRefusal({ httpStatus }: SignedAnswer): boolean {
  return httpStatus >= 400;
}

function refusal(call: SignedCall, answer: SignedAnswer): InstitutionAnswer<never> {
  const { httpStatus, rawBody } = answer;
  if (call.method === 'GET' && httpStatus === 404) return { kind: 'unknown_order', answer };
  return { kind: 'rejected', httpStatus, code: problemCode(httpStatus, rawBody), answer };
}

function readResult<T>(answer: SignedAnswer, expected: Expected<T>): InstitutionAnswer<T> {
  const { httpStatus, rawBody } = answer;
  if (httpStatus === 202) {
    const accepted = readBody(Accepted, rawBody);
    if (!accepted.ok) return { kind: 'unreadable', why: accepted.why, answer };
    return accepted.value.id === expected.id ? { kind: 'accepted', answer } : aboutAnother(answer);
  }
  if (httpStatus !== 200) return { kind: 'unreadable', why: `status ${httpStatus} is not agreed`, answer };
  const result = readBody(expected.schema, rawBody);
  if (!result.ok) return { kind: 'unreadable', why: result.why, answer };
  return expected.idOf(result.value) === expected.id
    ? { kind: 'answered', body: result.value, answer }
    : aboutAnother(answer);
}

/**
 * Returns the answer to a body that names another message: the signature binds the answer to our
 * request, so the institution itself mixed them up.
 */
function aboutAnother(answer: SignedAnswer): InstitutionAnswer<never> {
  return { kind: 'unreadable', why: 'body: names another message', answer };
}
