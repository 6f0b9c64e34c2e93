import { ulid } from 'ulid';
import { runApi, type RunningApi } from '../support/running-api.js';

const CENTRE = [
  'hotline_operator',
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'auditor',
  'administrator',
  'unfreeze_desk',
  'amlo_officer',
];
const INSTITUTION = { roles: ['institution_user'], claims: { rangap_institution: 'th-004' } };

/** The ends of what PostgreSQL, JavaScript and the calendar can count, and what is no number at all. */
const EDGES = [
  '-1',
  '2147483647',
  '2147483648',
  '9007199254740991',
  '9223372036854775808',
  '99999999999999999999',
  '1e400',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '18446744073709551616-0-0',
  '9223372036854775808-01-2147483648',
  '99999999999999999999-zzzzzzzzzzzzzzzzzzzzzzzzzz-9999999999',
  '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
];

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
}

describe('a parameter of a route', () => {
  let api: RunningApi;
  const operations: { path: string; parameters: Parameter[] }[] = [];
  beforeAll(async () => {
    api = await runApi();
    const { body } = await api.call('GET', '/openapi.json', { roles: null });
    const paths = body['paths'] as Record<string, Record<string, { parameters?: Parameter[] }>>;
    for (const [path, { get }] of Object.entries(paths))
      if (get !== undefined && path !== '/v1/stream') operations.push({ path, parameters: get.parameters ?? [] });
  });
  afterAll(() => api.close());

  it('is refused or answered at every edge, and never a fault of ours', async () => {
    const faults: string[] = [];
    let asked = 0;
    const tryOne = async (path: string, who: object) => {
      const { status } = await api.call('GET', path, who);
      asked += 1;
      if (status >= 500) faults.push(`${path}: ${status}`);
    };
    for (const { path, parameters } of operations) {
      for (const { name } of parameters.filter((parameter) => parameter.in === 'query')) {
        const place = path.replace('{id}', path.includes('/chains/') ? 'system' : ulid());
        const ask = (edge: string, who: object) => tryOne(`${place}?${name}=${encodeURIComponent(edge)}`, who);
        await Promise.all(EDGES.flatMap((edge) => [ask(edge, { roles: CENTRE }), ask(edge, INSTITUTION)]));
      }
      const [last] = parameters.filter((parameter) => parameter.in === 'path');
      const placeOf = (edge: string) => path.replace(`{${last?.name}}`, encodeURIComponent(edge));
      if (last !== undefined) await Promise.all(EDGES.map((edge) => tryOne(placeOf(edge), { roles: CENTRE })));
    }
    expect(asked).toBeGreaterThan(1_000);
    expect(faults).toEqual([]);
  });
});
