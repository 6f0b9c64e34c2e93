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

/**
 * What no text of PostgreSQL can be, as a caller sends it: NUL, and bytes or signs that are not UTF-8,
 * such as half a surrogate pair.
 */
const UNSTORABLE = ['%00', 'a%00b', '%C0%80', '%ED%A0%80', '%FF', '%', 'a%2'];

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
}

describe('a parameter of a route', () => {
  let api: RunningApi;
  const operations: { path: string; parameters: Parameter[] }[] = [];
  /** One token for all requests of a person: thousands of signatures would cost more than the answers. */
  const tokens = { centre: '', institution: '' };
  beforeAll(async () => {
    api = await runApi();
    const { body } = await api.call('GET', '/openapi.json', { roles: null });
    const paths = body['paths'] as Record<string, Record<string, { parameters?: Parameter[] }>>;
    for (const [path, { get }] of Object.entries(paths))
      if (get !== undefined && path !== '/v1/stream') operations.push({ path, parameters: get.parameters ?? [] });
    tokens.centre = await api.issuer.token({ sub: 'somebody', roles: CENTRE });
    tokens.institution = await api.issuer.token({
      sub: 'somebody',
      roles: ['institution_user'],
      rangap_institution: 'th-004',
    });
  });
  afterAll(() => api.close());

  const isNoFault = (status: number): boolean => status < 500;

  /** Asks each path as one of them; returns how many were asked, and the answers that are not good. */
  async function ask(paths: readonly string[], person: keyof typeof tokens, isGood = isNoFault) {
    const faults: string[] = [];
    const headers = { authorization: `Bearer ${tokens[person]}` };
    const tryOne = async (path: string) => {
      const { status, body } = await api.call('GET', path, { roles: null, headers });
      if (!isGood(status) || (status >= 400 && typeof body['detail'] !== 'string')) faults.push(`${path}: ${status}`);
    };
    for (let from = 0; from < paths.length; from += EDGES.length)
      await Promise.all(paths.slice(from, from + EDGES.length).map(tryOne));
    return { asked: paths.length, faults };
  }

  it.each(['centre', 'institution'] as const)(
    'in the query is refused or answered at every edge, and never a fault of ours: %s',
    async (person) => {
      const paths = operations.flatMap(({ path, parameters }) =>
        parameters
          .filter((parameter) => parameter.in === 'query')
          .flatMap(({ name }) => {
            const place = path.replace('{id}', path.includes('/chains/') ? 'system' : ulid());
            return EDGES.map((edge) => `${place}?${name}=${encodeURIComponent(edge)}`);
          }),
      );
      const { asked, faults } = await ask(paths, person);
      expect(asked).toBeGreaterThan(1_000);
      expect(faults).toEqual([]);
    },
  );

  it('in the path is refused or answered at every edge, and never a fault of ours', async () => {
    const paths = operations.flatMap(({ path, parameters }) => {
      const last = parameters.find((parameter) => parameter.in === 'path');
      return last === undefined ? [] : EDGES.map((edge) => path.replace(`{${last.name}}`, encodeURIComponent(edge)));
    });
    const { asked, faults } = await ask(paths, 'centre');
    expect(asked).toBeGreaterThan(300);
    expect(faults).toEqual([]);
  });

  describe('that no text of the database can be', () => {
    /** 401: a route for signed requests, which no token opens. */
    const isRefused = (status: number): boolean => [400, 401, 403, 404].includes(status);
    const placeOf = (path: string) => path.replaceAll(/\{\w+\}/g, () => ulid());

    it('is refused in words in the query', async () => {
      // Query strings are forms: what is not UTF-8 there reads as the replacement character, which is a text.
      const paths = operations.flatMap(({ path, parameters }) =>
        parameters
          .filter((parameter) => parameter.in === 'query')
          .flatMap(({ name }) => ['%00', 'a%00b'].map((text) => `${placeOf(path)}?${name}=${text}`)),
      );
      const { asked, faults } = await ask(paths, 'centre', isRefused);
      expect(asked).toBeGreaterThan(150);
      expect(faults).toEqual([]);
      expect((await ask(['/v1/stats'], 'centre', (status) => status === 200)).faults).toEqual([]);
    });

    it('is no fault of ours in the query, as name or value, whatever its bytes', async () => {
      const paths = operations.flatMap(({ path, parameters }) => [
        ...UNSTORABLE.map((text) => `${placeOf(path)}?${text}=1`),
        ...parameters
          .filter((parameter) => parameter.in === 'query')
          .flatMap(({ name }) => UNSTORABLE.map((text) => `${placeOf(path)}?${name}=${text}`)),
      ]);
      const { asked, faults } = await ask(paths, 'centre');
      expect(asked).toBeGreaterThan(500);
      expect(faults).toEqual([]);
    });

    it('is refused in words in each step of the path', async () => {
      const paths = operations.flatMap(({ path }) =>
        [...path.matchAll(/\{\w+\}/g)].flatMap(([step]) => UNSTORABLE.map((text) => placeOf(path.replace(step, text)))),
      );
      const { asked, faults } = await ask(paths, 'centre', isRefused);
      expect(asked).toBeGreaterThan(200);
      expect(faults).toEqual([]);
    });

    it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is refused in words in the path of a %s too', async (method) => {
      const headers = { authorization: `Bearer ${tokens.centre}`, 'idempotency-key': ulid() };
      const answer = await api.call(method, '/v1/holds/%ED%A0%80/releases', { roles: null, headers, body: {} });
      expect([400, 404, 405]).toContain(answer.status);
    });
  });
});
