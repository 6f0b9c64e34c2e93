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
} from '../../wire/institution-protocol.js';
import type { InstitutionAnswer, InstitutionPort } from '../port.js';

/** The schema of a result and the id under which it must speak of our message. */
interface Expected<T> {
  readonly schema: z.ZodType<T>;
  readonly id: string;
  readonly idOf: (body: T) => string;
}

/**
 * The institutions that speak the published protocol, version 1, over signed HTTP.
 * A message of ours that breaks its own schema is a bug and throws before anything is sent.
 */
export function createRestInstitutions(options: SignedClientOptions): InstitutionPort & { close(): Promise<void> } {
  const client = createSignedClient(options);
  const ask = async <T>(to: Endpoint, call: SignedCall, expected: Expected<T>): Promise<InstitutionAnswer<T>> => {
    const answer = await client.call(to, call);
    return isRefusal(answer) ? refusal(call, answer) : readResult(answer, expected);
  };
  return {
    placeHold(to, order) {
      const call = post('/hold-orders', HoldOrder.parse(order), order.orderId);
      return ask(to, call, receiptOf(order.orderId));
    },
    readHoldOrder(to, orderId) {
      return ask(to, { method: 'GET', path: `/hold-orders/${encodeURIComponent(orderId)}` }, receiptOf(orderId));
    },
    releaseHold(to, order) {
      const call = post('/release-orders', ReleaseOrder.parse(order), order.releaseOrderId);
      return ask(to, call, {
        schema: ReleaseReceipt,
        id: order.releaseOrderId,
        idOf: ({ releaseOrderId }) => releaseOrderId,
      });
    },
    tellSuspensionResult(to, result) {
      const call = post('/suspension-results', SuspensionResult.parse(result), result.resultId);
      return ask(to, call, { schema: SuspensionResultReceipt, id: result.resultId, idOf: ({ resultId }) => resultId });
    },
    tellListing(to, notice) {
      const call = post(LISTING_NOTICE_PATH, ListingNotice.parse(notice), notice.noticeId);
      const schema = notice.change === 'LISTED' ? ListedReceipt : DelistedReceipt;
      return ask<ListingReceipt>(to, call, { schema, id: notice.noticeId, idOf: ({ noticeId }) => noticeId });
    },
    confirmDebit(to, request) {
      const call = post('/debit-confirmations', DebitConfirmationRequest.parse(request), request.confirmationId);
      return ask(to, call, {
        schema: DebitConfirmation,
        id: request.confirmationId,
        idOf: ({ confirmationId }) => confirmationId,
      });
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
 * The signature binds the answer to our request; a body that names another message is the
 * institution's own confusion.
 */
function aboutAnother(answer: SignedAnswer): InstitutionAnswer<never> {
  return { kind: 'unreadable', why: 'body: names another message', answer };
}
