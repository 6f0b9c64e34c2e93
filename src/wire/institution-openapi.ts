import { z } from 'zod';
import { Problem } from './common.js';
import {
  Accepted,
  DebitConfirmation,
  DebitConfirmationRequest,
  HoldOrder,
  HoldReceipt,
  InstitutionCallback,
  LISTING_NOTICE_PATH,
  ListingNotice,
  ListingReceipt,
  ReleaseOrder,
  ReleaseReceipt,
  SuspensionResult,
  SuspensionResultReceipt,
} from './institution-protocol.js';

const SIGNATURE =
  'Signed by RFC 9421 (Ed25519), label sig1, tag "rangap", over @method, @authority, @path, @query, content-digest, content-type and webhook-id ' +
  'where present, with created, expires (at most 300 s), nonce, keyid and alg. Answers are signed over @status, content-digest and the ' +
  "request's signature. An answer counts only with its signature.";

type Io = 'input' | 'output';

function json(schema: z.ZodType, io: Io) {
  return {
    'application/json': { schema: z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) },
  };
}

const problems = {
  '400': { description: 'The message breaks its schema', content: json(Problem, 'output') },
  '401': { description: 'The signature does not hold; not signed', content: json(Problem, 'output') },
  '404': { description: 'No such order', content: json(Problem, 'output') },
};

function post(summary: string, body: z.ZodType, answer: z.ZodType) {
  return {
    post: {
      summary,
      parameters: [
        {
          name: 'webhook-id',
          in: 'header',
          required: true,
          schema: { type: 'string' },
          description: 'Permanent key of the message',
        },
      ],
      requestBody: { required: true, content: json(body, 'input') },
      responses: {
        '200': {
          description: 'Done; the same answer to every repetition of the same id',
          content: json(answer, 'output'),
        },
        '202': { description: 'On record; the answer follows by callback', content: json(Accepted, 'output') },
        ...problems,
      },
    },
  };
}

/**
 * Returns the OpenAPI 3.1 document of what an institution implements and of the callback that it
 * sends to the centre, made from the schemas by which both sides check messages.
 */
export function institutionOpenApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rangap institution protocol',
      version: '1',
      description: `What a bank, e-wallet or digital-asset operator implements to take hold orders. ${SIGNATURE}`,
    },
    paths: {
      '/hold-orders': post(
        'Suspend exactly this amount until expiresAt, then let go unasked; idempotent by orderId',
        HoldOrder,
        HoldReceipt,
      ),
      '/hold-orders/{orderId}': {
        get: {
          summary: 'What became of an order',
          parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            '200': { description: 'The newest receipt', content: json(HoldReceipt, 'output') },
            ...problems,
          },
        },
      },
      '/release-orders': post(
        'Let go; idempotent by releaseOrderId, also when nothing is held',
        ReleaseOrder,
        ReleaseReceipt,
      ),
      '/suspension-results': post(
        'What the officer found of a suspension under section 6; UNFOUNDED lifts it; idempotent by resultId',
        SuspensionResult,
        SuspensionResultReceipt,
      ),
      [LISTING_NOTICE_PATH]: post(
        'A person or wallet is listed: refuse, suspend or close until DELISTED comes with the same listingId, and say which; idempotent by noticeId',
        ListingNotice,
        ListingReceipt,
      ),
      '/debit-confirmations': post(
        'Did the account really send this transfer? Idempotent by confirmationId',
        DebitConfirmationRequest,
        DebitConfirmation,
      ),
    },
    webhooks: {
      callback: {
        post: {
          summary: 'POST /v1/callbacks/institutions of the centre, repeated with the same webhook-id until 2xx',
          requestBody: { required: true, content: json(InstitutionCallback, 'input') },
          responses: { '200': { description: 'Committed, or known already' }, ...problems },
        },
      },
    },
  };
}
