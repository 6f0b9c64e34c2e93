import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { NO_FULL_NUMBER, Problem } from '../../wire/common.js';
import { documentSchema } from '../../wire/json-schema.js';
import { RETRY_AFTER_OF_CENTRE } from '../../wire/institution/retry-after.js';
import { WEBHOOK_ID_PATTERN } from '../../signing/profile.js';
import { problemKind, SIGNATURE_CODES } from '../problem/problem-table.js';
import { BODY_EXAMPLES } from './body-examples.js';
import { describeFields } from './describe-fields.js';
import { describeParameters } from './describe-parameters.js';
import { PROBLEMS_EXTENSION } from './returns.js';

const DESCRIPTION = `The freeze-request system of a national anti-scam centre. Money is integer satang in decimal strings, times are RFC 3339 (answered in UTC),
ids are ULIDs. Faults are RFC 9457 problems with a stable \`code\`. People come with an OIDC bearer token or, in a browser, with a session; institutions and agencies with HTTP message
signatures (RFC 9421, Ed25519); who may use a route stands in \`x-roles\` or \`x-signed-by\`. Before a route with \`x-decides\` the sign-in provider is asked for the roles of a session again.`;

const EVERYWHERE = ['SERVICE.FAULT', 'SERVICE.DATABASE', 'SERVICE.NOT_RECOVERED', 'REQUEST.TOO_MANY'];
const WITH_TOKEN = [
  'AUTH.TOKEN',
  'AUTH.SESSION_ENDED',
  'AUTH.OTHER_PERSON',
  'AUTH.CROSS_SITE',
  'AUTH.ROLE',
  'AUTH.ISSUER_UNREACHABLE',
];
const WITH_SIGNATURE = [...SIGNATURE_CODES, 'INBOX.NONCE_REUSED'];
const WITH_BODY = ['REQUEST.MALFORMED', 'REQUEST.TOO_LARGE', 'REQUEST.TOO_SLOW', 'REQUEST.MEDIA_TYPE'];

/** Statuses of problems that pass: the answer says when to come again (ProblemFilter). */
const PASSING = [429, 503];

type Components = NonNullable<OpenAPIObject['components']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & Record<string, unknown>;

/**
 * Creates the OpenAPI 3.1 document of our routes, with every problem that each may answer. Needs
 * neither the database nor Temporal.
 */
export function createDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Rangap')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'oidc')
    .addSecurity('session', {
      type: 'apiKey',
      in: 'cookie',
      name: 'rangap_session',
      description:
        'A signed-in browser (`GET /v1/session/sign-in`). With TLS the name is `__Host-rangap_session`. It counts in requests of our own pages only. A page that asks by itself says so by the header `rangap-background: 1`; then the request is no use, and the session ends after half an hour without use. A page says whose it is by the header `rangap-person` (the subject, percent-encoded): then it is refused when somebody else has signed in since.',
    })
    .addServer('/', 'The centre')
    .addSecurity('signature', {
      type: 'apiKey',
      in: 'header',
      name: 'Signature',
      description:
        'RFC 9421 with Ed25519: covers method, authority, path, query, content-digest, content-type and webhook-id (docs/protocol/signing.md)',
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '').toLowerCase()}.${method}`,
    standardSchemaConverter: toJsonSchema,
  });
  const problem = documentSchema(Problem, 'output').components;
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...problem },
    headers: { RetryAfter: RETRY_AFTER_OF_CENTRE },
    responses: {},
  };
  const takesWords = namesThatHave(document.components.schemas ?? {}, NO_FULL_NUMBER);
  const problems = document.components.responses ?? {};
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'delete'] as const) {
      const operation = path[method];
      if (operation === undefined) continue;
      describeProblems(operation as Operation, method === 'post', problems, takesWords);
      describeCaller(operation as Operation);
      addBodyExample(operation as Operation);
    }
  }
  describeFields(document);
  describeParameters(document);
  return document;
}

/**
 * Converts a schema by zod's own JSON Schema of the draft that OpenAPI 3.1 uses; the library would
 * write 3.0.
 */
function toJsonSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  return schema instanceof z.ZodType ? documentSchema(schema, schemaType) : undefined;
}

/** Returns the names of the schemas that a part of a document refers to. */
function namesIn(part: unknown): string[] {
  return [...JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
}

/** Returns the names of the schemas that have a key, themselves or in a schema that they refer to. */
function namesThatHave(schemas: Readonly<Record<string, unknown>>, key: string): ReadonlySet<string> {
  const having = new Set<string>();
  for (let before = -1; before < having.size;) {
    before = having.size;
    for (const [name, schema] of Object.entries(schemas)) {
      const has = JSON.stringify(schema).includes(`"${key}":`) || namesIn(schema).some((one) => having.has(one));
      if (has) having.add(name);
    }
  }
  return having;
}

/** Says that an open route needs nobody's proof, and that a signed request carries its own id. */
function describeCaller(operation: Operation): void {
  operation.security ??= [];
  if (operation['x-signed-by'] === undefined) return;
  const isForPartiesOnly = operation.security.length === 1;
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: 'webhook-id',
      in: 'header',
      required: isForPartiesOnly,
      schema: { type: 'string', pattern: WEBHOOK_ID_PATTERN.source },
      description: 'Permanent key of a signed message, the same one in every repetition (docs/protocol/signing.md)',
    },
  ];
}

/** Puts the example of a body beside its schema. */
function addBodyExample({ requestBody }: Operation): void {
  if (requestBody === undefined || '$ref' in requestBody) return;
  for (const media of Object.values(requestBody.content)) {
    const { $ref = '' } = (media.schema ?? {}) as { $ref?: string };
    const example = BODY_EXAMPLES[$ref.replace('#/components/schemas/', '')];
    if (example !== undefined) media.example = example;
  }
}

/**
 * Says which problems an operation may answer. Answers with the same codes stand once, among the
 * `shared`, by the names of their codes.
 */
function describeProblems(
  operation: Operation,
  hasBody: boolean,
  shared: NonNullable<Components['responses']>,
  takesWords: ReadonlySet<string>,
): void {
  const own = Array.isArray(operation[PROBLEMS_EXTENSION]) ? operation[PROBLEMS_EXTENSION].map(String) : [];
  delete operation[PROBLEMS_EXTENSION];
  const codes = [
    ...own,
    ...EVERYWHERE,
    ...(operation['x-roles'] === undefined ? [] : WITH_TOKEN),
    ...(operation['x-signed-by'] === undefined ? [] : WITH_SIGNATURE),
    ...(hasBody ? WITH_BODY : []),
    ...(hasBody || (operation.parameters ?? []).length > 0 ? ['REQUEST.SCHEMA'] : []),
    ...(namesIn(operation.requestBody).some((name) => takesWords.has(name)) ? ['TEXT.FULL_NUMBER'] : []),
  ];
  const byStatus = new Map<number, string[]>();
  for (const code of new Set(codes)) {
    const { status } = problemKind(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  for (const [status, known] of [...byStatus].sort(([a], [b]) => a - b)) {
    const name = known.sort().join('-');
    operation.responses[status] = { $ref: `#/components/responses/${name}` };
    shared[name] = {
      description: `Problem: ${known.map((code) => `\`${code}\``).join(', ')}`,
      ...(PASSING.includes(status) ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
}
