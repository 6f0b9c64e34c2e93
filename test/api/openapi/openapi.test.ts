import { readFileSync } from 'node:fs';
import path from 'node:path';
import { institutionOpenApiText, openApiText } from '../../../src/api/write-openapi.js';

interface Answer {
  content?: Record<string, { schema?: object }>;
  headers?: object;
}

interface Operation {
  operationId: string;
  responses: Record<string, Answer | { $ref: string }>;
  requestBody?: unknown;
}

/** Returns every object of a document, with the path to it. */
function objectsIn(value: unknown, at = '#'): { at: string; object: Record<string, unknown> }[] {
  if (typeof value !== 'object' || value === null) return [];
  const children = Object.entries(value).flatMap(([key, child]) => objectsIn(child, `${at}/${key}`));
  return Array.isArray(value) ? children : [{ at, object: value as Record<string, unknown> }, ...children];
}

/** Returns what a reference within a document leads to. */
function targetOf(document: unknown, reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((found: unknown, part) => (found as Record<string, unknown> | undefined)?.[part], document);
}

/** Returns the references of a document that lead nowhere. */
function brokenReferences(document: unknown): string[] {
  return objectsIn(document)
    .map(({ object }) => object['$ref'])
    .filter((reference) => typeof reference === 'string')
    .filter((reference) => !reference.startsWith('#/') || targetOf(document, reference) === undefined);
}

describe('docs/openapi.json', () => {
  let text: string;
  let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: object } };
  beforeAll(async () => {
    text = await openApiText();
    document = JSON.parse(text) as typeof document;
  });

  /** Returns an answer of an operation; problems are shared. */
  const answerOf = (answer: Answer | { $ref: string } | undefined): Answer =>
    answer !== undefined && '$ref' in answer ? (targetOf(document, answer.$ref) as Answer) : (answer ?? {});

  it('is current: if not, run `npm run openapi`', () => {
    const committed = readFileSync(path.join(__dirname, '../../../docs/openapi.json'), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(text));
  });

  it('is OpenAPI 3.1, and every reference in it leads somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const references = [...text.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(50);
    expect(brokenReferences(document)).toEqual([]);
    expect(text).not.toContain('"nullable"');
  });

  it('every operation has an id of its own, a schema for its success, and its problems', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, responses } of operations) {
      const [success] = Object.keys(responses);
      expect({ operationId, success }).toEqual({
        operationId,
        success: expect.stringMatching(/^(20[01]|303)$/) as string,
      });
      for (const [status, answer] of Object.entries(responses)) {
        if (status === '303') continue; // has no body
        const { content } = answerOf(answer);
        expect({ operationId, status, content: Object.keys(content ?? {}).length }).toEqual({
          operationId,
          status,
          content: 1,
        });
      }
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['500', '503']));
    }
  });

  it('every answer that says to come again says after how many seconds, as the centre sends it', () => {
    for (const [at, methods] of Object.entries(document.paths)) {
      for (const { responses } of Object.values(methods)) {
        const waiting = Object.keys(responses).filter((status) => answerOf(responses[status]).headers !== undefined);
        expect({ at, waiting }).toEqual({ at, waiting: ['429', '503'] });
      }
    }
  });

  it('every body of JSON has an example that a person can read', () => {
    const bodies = Object.values(document.paths).flatMap(({ post }) =>
      post?.requestBody === undefined
        ? []
        : [
            (post.requestBody as { content: Record<string, { example?: object }> }).content['application/json'] ?? [],
          ].flat(),
    );
    expect(bodies.length).toBeGreaterThan(25);
    expect(bodies.filter(({ example }) => example === undefined)).toEqual([]);
  });

  it('every operation that takes a body documents it and the problems of bodies', () => {
    for (const methods of Object.values(document.paths)) {
      if (methods['post'] === undefined) continue;
      expect(methods['post'].requestBody).toBeDefined();
      expect(Object.keys(methods['post'].responses)).toEqual(expect.arrayContaining(['400', '413', '415']));
    }
  });
});

interface ProtocolOperation extends Operation {
  tags: string[];
  parameters: { description?: string }[];
  requestBody?: { content: Content };
  responses: Record<string, { content: Content }>;
}
type Content = Record<string, { schema: object; example?: unknown }>;

describe('docs/institution-protocol.openapi.json', () => {
  const text = institutionOpenApiText();
  const document = JSON.parse(text) as {
    tags: { name: string }[];
    security: object[];
    components: { securitySchemes: object };
    paths: Record<string, Record<string, ProtocolOperation>>;
    webhooks: Record<string, Record<string, ProtocolOperation>>;
  };
  const operations = [...Object.values(document.paths), ...Object.values(document.webhooks)].flatMap((methods) =>
    Object.values(methods),
  );

  it('is current: if not, run `npm run openapi`', () => {
    const committed = readFileSync(path.join(__dirname, '../../../docs/institution-protocol.openapi.json'), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(text));
  });

  it('every reference in it leads somewhere', () => {
    expect(text).toContain('"$ref"');
    expect(brokenReferences(document)).toEqual([]);
  });

  it('describes every property of every body, and every parameter', () => {
    const silent = objectsIn(document)
      .filter(({ at, object }) => at.includes('/schema') && 'properties' in object)
      .flatMap(({ at, object }) =>
        Object.entries(object['properties'] as Record<string, { description?: string }>)
          .filter(([, { description = '' }]) => description.length < 5)
          .map(([name]) => `${at}.${name}`),
      );
    expect(silent).toEqual([]);
    const parameters = operations.flatMap(({ parameters = [] }) => parameters);
    expect(parameters.filter(({ description = '' }) => description.length < 5)).toEqual([]);
  });

  it('gives every operation an id, a known tag, and an example of each body and success', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const tags = document.tags.map(({ name }) => name);
    for (const { operationId, tags: own, requestBody, responses } of operations) {
      expect({ operationId, known: own.filter((tag) => tags.includes(tag)).length }).toEqual({ operationId, known: 1 });
      const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const bodies = [...(requestBody === undefined ? [] : [requestBody]), ...successes.map(([, answer]) => answer)];
      const examples = bodies.map(({ content }) => content['application/json']?.example);
      expect({ operationId, examples }).toEqual({
        operationId,
        examples: bodies.map(() => expect.any(Object) as unknown),
      });
    }
  });

  it('names the security that every operation needs', () => {
    expect(document.security).toEqual([{ signature: [] }]);
    expect(document.components.securitySchemes).toHaveProperty('signature');
  });

  it("answers a callback with the statuses of the centre's own route", async () => {
    const centre = JSON.parse(await openApiText()) as { paths: Record<string, Record<string, Operation>> };
    const route = centre.paths['/v1/callbacks/institutions']?.['post'];
    const callback = document.webhooks['callback']?.['post'];
    expect(Object.keys(callback?.responses ?? {})).toEqual(Object.keys(route?.responses ?? {}));
  });
});
