import type { OpenAPIObject } from '@nestjs/swagger';
import { describeParameters } from '../../../src/api/openapi/describe-parameters.js';
import { PARAMETER_WORDS } from '../../../src/api/openapi/parameter-words.js';
import { openApiText } from '../../../src/api/write-openapi.js';

interface Parameter {
  name: string;
  in: string;
  description?: string;
}

describe('the words of parameters', () => {
  it('describe a part of a path by what stands before it, others by their route or their name', () => {
    const parameters: Parameter[] = [
      { name: 'id', in: 'path' },
      { name: 'after', in: 'query' },
      { name: 'text', in: 'query' },
      { name: 'limit', in: 'query', description: 'Own.' },
      { name: 'nobodyKnows', in: 'query' },
    ];
    const paths = { '/v1/cases/{id}/queue': { get: { operationId: 'queue.queue', parameters } } };
    const used = describeParameters({ paths } as unknown as OpenAPIObject);
    expect([...used]).toEqual(['cases.id', 'queue.queue.after', 'queue.queue.text']);
    expect(parameters.map(({ description }) => description)).toEqual([
      PARAMETER_WORDS['cases.id'],
      PARAMETER_WORDS['queue.queue.after'],
      PARAMETER_WORDS['queue.queue.text'],
      'Own.',
      undefined,
    ]);
  });

  it('are all used by the document', async () => {
    const document = JSON.parse(await openApiText()) as OpenAPIObject;
    const words = new Set(Object.values(PARAMETER_WORDS));
    for (const item of Object.values(document.paths)) {
      for (const { parameters = [] } of Object.values(item) as { parameters?: Parameter[] }[]) {
        for (const parameter of parameters) {
          if (words.has(parameter.description ?? '')) delete parameter.description;
        }
      }
    }
    const used = describeParameters(document);
    expect(Object.keys(PARAMETER_WORDS).filter((key) => !used.has(key))).toEqual([]);
  });
});
