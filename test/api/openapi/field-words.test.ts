import type { OpenAPIObject } from '@nestjs/swagger';
import { describeFields } from '../../../src/api/openapi/describe-fields.js';
import { FIELD_WORDS } from '../../../src/api/openapi/field-words.js';
import { openApiText } from '../../../src/api/write-openapi.js';

describe('the words of fields', () => {
  it('describe a field by its name, or by its schema and name, and never over words of its own', () => {
    const field = () => ({ type: 'string' });
    const schemas = {
      HoldView: {
        type: 'object',
        properties: { kind: field(), caseId: field(), hop: { type: 'integer', description: 'Own.' } },
      },
      Other: { type: 'object', properties: { kind: field(), nobodyKnows: field() } },
    };
    const document = { paths: {}, components: { schemas } } as unknown as OpenAPIObject;
    expect([...describeFields(document)]).toEqual(['HoldView.kind', 'caseId', 'kind']);
    expect(schemas.HoldView.properties).toMatchObject({
      kind: { description: FIELD_WORDS['HoldView.kind'] },
      caseId: { description: FIELD_WORDS['caseId'] },
      hop: { description: 'Own.' },
    });
    expect(schemas.Other.properties.nobodyKnows).toEqual({ type: 'string' });
  });

  it('leave examples alone, which only look like schemas', () => {
    const example = { properties: { kind: {} } };
    const document = { paths: { '/a': { example } }, components: {} } as unknown as OpenAPIObject;
    expect(describeFields(document).size).toBe(0);
  });

  it('are all used by the document', async () => {
    const document = JSON.parse(await openApiText()) as OpenAPIObject;
    const used = describeFields(withoutWords(document) as OpenAPIObject);
    expect(Object.keys(FIELD_WORDS).filter((key) => !used.has(key))).toEqual([]);
  });
});

/** Returns a document without the descriptions that came from the words of fields. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  const words = new Set<unknown>(Object.values(FIELD_WORDS));
  const kept = Object.entries(value).filter(([key, child]) => key !== 'description' || !words.has(child));
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutWords(child)]));
}
