import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openApiText } from '../../../src/api/write-openapi.js';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
  requestBody?: unknown;
}

describe('docs/openapi.json', () => {
  let text: string;
  let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: object } };
  beforeAll(async () => {
    text = await openApiText();
    document = JSON.parse(text) as typeof document;
  });

  it('is current: if not, run `npm run openapi`', () => {
    const committed = readFileSync(path.join(__dirname, '../../../docs/openapi.json'), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(text));
  });

  it('is OpenAPI 3.1, and every reference in it leads somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const references = [...text.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(50);
    const known = Object.keys(document.components.schemas);
    expect(references.filter((name) => !known.includes(name ?? ''))).toEqual([]);
    expect(text).not.toContain('"nullable"');
  });

  it('every operation has an id of its own, a schema for its success, and its problems', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, responses } of operations) {
      const [success] = Object.keys(responses);
      expect({ operationId, success }).toEqual({ operationId, success: expect.stringMatching(/^20[01]$/) as string });
      for (const [status, { content }] of Object.entries(responses)) {
        expect({ operationId, status, content: Object.keys(content ?? {}).length }).toEqual({
          operationId,
          status,
          content: 1,
        });
      }
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['500', '503']));
    }
  });

  it('every operation that takes a body documents it and the problems of bodies', () => {
    for (const methods of Object.values(document.paths)) {
      if (methods['post'] === undefined) continue;
      expect(methods['post'].requestBody).toBeDefined();
      expect(Object.keys(methods['post'].responses)).toEqual(expect.arrayContaining(['400', '413', '415']));
    }
  });
});
