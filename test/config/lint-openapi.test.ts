import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectDir } from '../../tools/embedded/begin/home.js';

/** A document without a word on anything that a client's engineer must know. */
const SILENT = {
  openapi: '3.1.0',
  info: { title: 'Silent', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  paths: {
    '/things/{id}': {
      post: {
        operationId: 'takeThing',
        summary: 'Take a thing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: {
          content: { 'application/json': { schema: { type: 'object', properties: { colour: { type: 'string' } } } } },
        },
        responses: {
          '200': { description: 'Taken' },
          '429': { description: ' ', headers: { 'Retry-After': { schema: { type: 'integer' } } } },
        },
      },
    },
  },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
};

describe('the check of the OpenAPI documents', () => {
  it('refuses a parameter, a field of a body, an answer and a header without words', () => {
    const { status, stdout } = check(SILENT);
    const silent = stdout.match(/no description: (.*)/g);
    expect(silent).toEqual(
      [
        'parameters/id',
        'responses/429',
        'responses/429/headers/Retry-After',
        'requestBody/content/application/json/schema/properties/colour',
      ].map((part) => `no description: #/paths//things/{id}/post/${part}`),
    );
    expect(status).toBe(1);
  });

  it('refuses a list that may be null, of which no client in Java compiles', () => {
    const list = { type: 'array', items: { type: 'string' }, description: 'Its parts.' };
    const schemas = {
      Thing: {
        type: 'object',
        properties: { parts: list, labels: { anyOf: [list, { type: 'null' }], description: 'Its labels.' } },
      },
    };
    const { status, stdout } = check({ ...SILENT, components: { ...SILENT.components, schemas } });
    expect(stdout.match(/a list that may be null: (.*)/g)).toEqual([
      'a list that may be null: #/components/schemas/Thing/properties/labels',
    ]);
    expect(status).toBe(1);
  });
});

/** Checks a document in a process of its own. */
function check(document: object): { status: number | null; stdout: string } {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-openapi-'));
  try {
    const file = path.join(dir, 'document.json');
    writeFileSync(file, JSON.stringify(document));
    return spawnSync(process.execPath, ['.config/lint-openapi.mjs', file], {
      cwd: projectDir(),
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}
