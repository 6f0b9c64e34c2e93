import { problemCode, readBody } from '../../signed-http/read-body.js';
import {
  createSignedClient,
  type Endpoint,
  type SignedAnswer,
  type SignedCall,
  type SignedClientOptions,
} from '../../signed-http/signed-client.js';
import { Accepted, type InstitutionCall } from '../../wire/institution/calls/call.js';
import { INSTITUTION_CALLS } from '../../wire/institution/institution-calls.js';
import type { InstitutionAnswer, InstitutionPort } from '../port.js';

/**
 * Makes the port to institutions that use version 1 of the published protocol over signed HTTP. A
 * message of ours that breaks its schema is a bug: the method throws before it sends anything.
 */
export function createRestInstitutions(options: SignedClientOptions): InstitutionPort & { close(): Promise<void> } {
  const client = createSignedClient(options);
  const making =
    <Sent, Answer>(call: InstitutionCall<Sent, Answer>) =>
    (to: Endpoint, sent: Sent, abortSignal?: AbortSignal): Promise<InstitutionAnswer<Answer>> => {
      const made = signedCall(call, sent);
      return client
        .call(to, made, abortSignal)
        .then((answer) => (isRefusal(answer) ? refusal(made, answer) : readResult(answer, call, sent)));
    };
  const methods = Object.entries(INSTITUTION_CALLS).map(([name, call]) => [name, making(call as InstitutionCall)]);
  // The compiler does not see that each name keeps the types of its own call.
  return { ...(Object.fromEntries(methods) as InstitutionPort), close: () => client.close() };
}

function signedCall<Sent, Answer>(call: InstitutionCall<Sent, Answer>, sent: Sent): SignedCall {
  const { asks } = call;
  if (asks.method === 'GET') {
    const { largestAnswer } = asks;
    return { method: 'GET', path: asks.path(sent), ...(largestAnswer === undefined ? {} : { largestAnswer }) };
  }
  return { method: 'POST', path: call.path, body: asks.schema.parse(sent) as object, webhookId: call.idOf(sent) };
}

function isRefusal({ httpStatus }: SignedAnswer): boolean {
  return httpStatus >= 400;
}

function refusal(call: SignedCall, answer: SignedAnswer): InstitutionAnswer<never> {
  const { httpStatus, rawBody } = answer;
  if (call.method === 'GET' && httpStatus === 404) return { kind: 'unknown_order', answer };
  return { kind: 'rejected', httpStatus, code: problemCode(httpStatus, rawBody), answer };
}

function readResult<Sent, Answer>(
  answer: SignedAnswer,
  call: InstitutionCall<Sent, Answer>,
  sent: Sent,
): InstitutionAnswer<Answer> {
  const { httpStatus, rawBody } = answer;
  const id = call.idOf(sent);
  if (httpStatus === 202) {
    const accepted = readBody(Accepted, rawBody);
    if (!accepted.ok) return { kind: 'unreadable', why: accepted.why, answer };
    return accepted.value.id === id ? { kind: 'accepted', answer } : aboutAnother(answer);
  }
  if (httpStatus !== 200) return { kind: 'unreadable', why: `status ${httpStatus} is not agreed`, answer };
  const result = readBody(call.answer.of?.(sent) ?? call.answer.schema, rawBody);
  if (!result.ok) return { kind: 'unreadable', why: result.why, answer };
  return call.answer.idOf(result.value) === id
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
