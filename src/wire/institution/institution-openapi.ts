import type { z } from 'zod';
import { Problem } from '../common.js';
import { CALLBACK_EXAMPLE, InstitutionCallback } from './callback.js';
import { Accepted, type InstitutionCall, TAGS } from './calls/call.js';
import { HOLD_RECEIPT_EXAMPLE } from './calls/hold-receipt.js';
import { INSTITUTION_CALLS } from './institution-calls.js';
import { documentSchema } from '../json-schema.js';
import { CallbackAccepted } from './message.js';
import { RETRY_AFTER_OF_CENTRE, RETRY_AFTER_OF_INSTITUTION } from './retry-after.js';

const DESCRIPTION = `What a bank, e-wallet or digital-asset operator implements to take orders, and the callback that it sends to the centre.

Money is integer satang in decimal strings, times are RFC 3339, ids are ULIDs. Every message and every answer is signed by RFC 9421 with Ed25519;
an answer counts only with its signature. Coverage, limits, repetition, test vectors and a client in Python stand in docs/protocol/signing.md. Notices of
section 6, appeals, keys and the list of institutions are routes of the centre: docs/openapi.json.`;

const SIGNATURE = `The headers Signature-Input, Signature and Content-Digest (RFC 9421, RFC 9530): label sig1, tag "rangap", over @method, @authority, @path,
@query, content-digest, and content-type, content-encoding and webhook-id where present, with created, expires (at most 300 s later), nonce, keyid and
alg. An answer is signed over @status, content-digest and "signature";req;key="sig1".`;

/** The schemas that a document names, gathered while its operations are written. */
type Components = Record<string, object>;

/** A body with its example. */
interface Body {
  readonly schema: z.ZodType;
  readonly example: object;
}

const WEBHOOK_ID = {
  name: 'webhook-id',
  in: 'header',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,128}$' },
  description: 'Permanent key of the message: the same one in every repetition.',
};

const CALLBACK_ANSWER_EXAMPLE = { status: 'accepted', id: '01KAYJB0M2P4R6T8V1X3Z5C7EG', applied: null, reason: null };

/** Statuses of an institution that may come with `Retry-After`, and those of the centre that do. */
const ASKS_TO_WAIT = headersOf(RETRY_AFTER_OF_INSTITUTION, '429', '500');
const CENTRE_ASKS_TO_WAIT = headersOf(RETRY_AFTER_OF_CENTRE, '429', '503');

/** What an institution answers when it cannot do as asked. Refusals are signed, like answers. */
const REFUSALS = {
  '400': 'The message breaks its schema. Signed, it is a refusal that an officer sees',
  '401': 'The signature does not hold. Not signed, so it is no answer: the centre asks again',
  '409': 'The id came before with another body',
  '413': 'The body is too large',
  '415': 'The body must be JSON',
  '429': 'Too busy: the centre asks again; a question of a debit after Retry-After, at most 300 s',
  '500': 'A fault: the centre asks again; a question of a debit after Retry-After, at most 300 s',
} as const;

/** What the centre answers to a callback; the codes of each stand in docs/openapi.json. */
const CENTRE_REFUSALS = {
  '400': 'The message breaks its schema, or is not JSON in UTF-8: do not repeat it',
  '401': 'The signature does not hold, or its nonce was used: sign anew',
  '404': 'The order or question is unknown, or of another institution',
  '408': 'The body did not arrive in time',
  '409': 'This webhook-id came before with another body',
  '413': 'The body is too large',
  '415': 'The body must be JSON',
  '429': 'Too many requests; Retry-After says when to come again',
  '500': 'A fault: repeat it',
  '503': 'Not available now: repeat it',
} as const;

/**
 * Returns the OpenAPI 3.1 document of what an institution implements and of the callback that it
 * sends to the centre, made from the schemas by which both sides check messages.
 */
export function institutionOpenApi(): object {
  const components: Components = {};
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rangap institution protocol',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      {
        url: '{baseUrl}',
        description: 'The address under which the institution is enrolled',
        variables: { baseUrl: { default: 'https://rangap.bank.test', description: 'An absolute URL without a query' } },
      },
    ],
    security: [{ signature: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(
      Object.values(INSTITUTION_CALLS).map((call) => [call.path, operation(components, call as InstitutionCall)]),
    ),
    webhooks: {
      callback: {
        post: {
          operationId: 'receiveCallback',
          tags: ['callbacks'],
          summary: 'POST /v1/callbacks/institutions of the centre, repeated with the same webhook-id until 2xx',
          parameters: [WEBHOOK_ID],
          requestBody: {
            required: true,
            content: json(components, { schema: InstitutionCallback, example: CALLBACK_EXAMPLE }),
          },
          responses: {
            '200': {
              description: 'Committed, or known already, with what became of it; signed by the centre',
              content: json(components, { schema: CallbackAccepted, example: CALLBACK_ANSWER_EXAMPLE }),
            },
            ...problems(components, CENTRE_REFUSALS, CENTRE_ASKS_TO_WAIT),
          },
        },
      },
    },
    components: {
      schemas: components,
      securitySchemes: { signature: { type: 'apiKey', in: 'header', name: 'Signature', description: SIGNATURE } },
    },
  };
}

function operation(components: Components, { asks, operationId, tag, summary, answer }: InstitutionCall) {
  const named = { operationId, tags: [tag], summary };
  if (asks.method === 'GET') {
    const refusals = asks.absent === undefined ? REFUSALS : { ...REFUSALS, '404': asks.absent };
    const content = json(components, answer);
    const responses = { '200': { description: asks.brings, content }, ...problems(components, refusals, ASKS_TO_WAIT) };
    return { get: { ...named, parameters: asks.parameters, responses } };
  }
  return {
    post: {
      ...named,
      parameters: [WEBHOOK_ID],
      requestBody: {
        required: true,
        content: json(components, { schema: asks.schema, example: asks.example as object }),
      },
      responses: {
        '200': {
          description: 'Done; the same answer to every repetition of the same id',
          content: json(components, answer),
        },
        ...(asks.followsFor === undefined ? {} : accepted(components, asks.followsFor)),
        ...problems(components, REFUSALS, ASKS_TO_WAIT),
      },
    },
  };
}

function accepted(components: Components, id: string) {
  const example = { status: 'accepted', id, at: HOLD_RECEIPT_EXAMPLE.at };
  return {
    '202': {
      description: 'On record; the answer follows by callback',
      content: json(components, { schema: Accepted, example }),
    },
  };
}

function json(components: Components, { schema, example }: Body) {
  const read = documentSchema(schema, 'input');
  Object.assign(components, read.components);
  return { 'application/json': { schema: read.schema, example } };
}

/** Returns the headers of each of some statuses: `Retry-After`. */
function headersOf(retryAfter: object, ...statuses: string[]): Readonly<Record<string, object>> {
  return Object.fromEntries(statuses.map((status) => [status, { 'Retry-After': retryAfter }]));
}

function problems(
  components: Components,
  descriptions: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, object>>,
) {
  const { schema, components: named } = documentSchema(Problem, 'input');
  Object.assign(components, named);
  return Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [
      status,
      {
        description,
        ...(headers[status] === undefined ? {} : { headers: headers[status] }),
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}
