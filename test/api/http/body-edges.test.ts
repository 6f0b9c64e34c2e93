import { ulid } from 'ulid';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postSigned } from '../support/signed-callback.js';

/**
 * What a caller can write at any place of a body: texts that no text of PostgreSQL can be, and the ends of what
 * its columns, JavaScript and the calendar can count.
 */
const EDGES: readonly unknown[] = ['a\u0000b', '\ud800', 2_147_483_648, '99999999999999999999', null, {}];

const MORE_EDGES: readonly unknown[] = [
  '\u0000',
  '\udc00x',
  '\u202e',
  '\ufeff',
  '',
  ' ',
  'x'.repeat(100_000),
  '%',
  "'",
  '\\',
  '-1',
  '0',
  '1e400',
  '9223372036854775808',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  -1,
  0,
  0.5,
  9_007_199_254_740_992,
  1e308,
  true,
  [],
  [null],
  { toString: 'a' },
];

const edges = process.env['RANGAP_TEST_FULL'] === undefined ? EDGES : [...EDGES, ...MORE_EDGES];

/** Requests that are under way at once. */
const AT_ONCE = 20;

interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

interface Operation {
  'x-roles'?: string[];
  'x-signed-by'?: 'institution' | 'agency';
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
}

interface Route {
  path: string;
  roles: readonly string[] | undefined;
  signedBy: 'institution' | 'agency' | undefined;
  example: unknown;
  places: string[][];
}

/** Returns the steps to every place of a body, those that its example leaves out too. */
function placesOf(schema: Schema, schemas: Record<string, Schema>, at: string[] = []): string[][] {
  // A body that names itself goes on for ever: what is so deep is of the same form as what stands above it.
  if (at.length > 8) return [];
  const { $ref, anyOf = [], oneOf = [], allOf = [], properties = {}, items } = schema;
  const named = $ref === undefined ? undefined : schemas[$ref.split('/').at(-1) ?? ''];
  return [
    at,
    ...(named === undefined ? [] : placesOf(named, schemas, at)),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((part) => placesOf(part, schemas, at)),
    ...Object.entries(properties).flatMap(([name, property]) => placesOf(property, schemas, [...at, name])),
    ...(items === undefined ? [] : placesOf(items, schemas, [...at, '0'])),
  ];
}

/** Returns a body with another value at a place; what is missing on the way to it is made. */
function withValueAt(body: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (step === '0') return [withValueAt(Array.isArray(body) ? body[0] : undefined, rest, value)];
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { ...fields, [step]: withValueAt(fields[step], rest, value) };
}

describe('a place of a body', () => {
  let api: RunningApi;
  let complaintId: string;
  const routes: Route[] = [];
  beforeAll(async () => {
    api = await runApi();
    const { body } = await api.call('GET', '/openapi.json', { roles: null });
    const { schemas } = body['components'] as { schemas: Record<string, Schema> };
    for (const [path, { post }] of Object.entries(body['paths'] as Record<string, { post?: Operation }>)) {
      const json = post?.requestBody?.content['application/json'];
      if (json === undefined) continue;
      const places = [...new Set(placesOf(json.schema, schemas).map((steps) => steps.join('.')))];
      routes.push({
        path,
        roles: post?.['x-roles'],
        signedBy: post?.['x-signed-by'],
        example: json.example,
        places: places.map((place) => place.split('.').filter((step) => step !== '')),
      });
    }
    complaintId = String((await postComplaint(api)).body['id']);
  });
  afterAll(() => api.close());

  /** Sends every edge at every place of some routes; returns how many were sent, and the answers that are faults. */
  async function send(
    some: readonly Route[],
    post: (route: Route, body: unknown) => Promise<{ status: number; body: Record<string, unknown> }>,
  ) {
    const faults: string[] = [];
    const requests = some.flatMap((route) =>
      route.places.flatMap((place) => edges.map((edge) => ({ route, place, edge }))),
    );
    for (let from = 0; from < requests.length; from += AT_ONCE)
      await Promise.all(
        requests.slice(from, from + AT_ONCE).map(async ({ route, place, edge }) => {
          const answer = await post(route, withValueAt(route.example, place, edge));
          // Who is not let in reaches no schema, and shows nothing.
          const isStranger = answer.status === 401 || answer.body['code'] === 'AUTH.ROLE';
          if (answer.status >= 500 || isStranger)
            faults.push(`${route.path} ${place.join('.')} ${JSON.stringify(edge).slice(0, 40)}: ${answer.status}`);
        }),
      );
    return { sent: requests.length, faults };
  }

  const placed = (path: string) =>
    path.replace(/^\/v1\/(complaints|cases)\/\{id\}/, `/v1/$1/${complaintId}`).replaceAll(/\{\w+\}/g, () => ulid());

  it('from a person is refused or answered at every edge, and never a fault of ours', async () => {
    const tokens = new Map<string, string>();
    for (const { roles } of routes) {
      if (roles === undefined || tokens.has(roles.join())) continue;
      // Who speaks for an institution acts in no role of the centre.
      const ofInstitution = roles.includes('institution_user') ? { rangap_institution: 'th-004' } : {};
      tokens.set(roles.join(), await api.issuer.token({ sub: 'somebody', roles, ...ofInstitution }));
    }
    const ofPersons = routes.filter(({ roles, signedBy }) => roles !== undefined || signedBy === undefined);
    const { sent, faults } = await send(ofPersons, async ({ path, roles }, body) => {
      const token: Record<string, string> =
        roles === undefined ? {} : { authorization: `Bearer ${tokens.get(roles.join())}` };
      const headers = { ...token, 'idempotency-key': ulid() };
      return api.call('POST', placed(path), { roles: null, headers, body });
    });
    expect(sent).toBeGreaterThan(400 * edges.length);
    expect(faults).toEqual([]);
  });

  it('from a party is refused or answered at every edge, and never a fault of ours', async () => {
    const signed = routes.filter(({ signedBy }) => signedBy !== undefined);
    const { sent, faults } = await send(signed, async ({ path, signedBy }, body) => {
      const party = api.parties[signedBy === 'agency' ? 'dsi' : 'th-014'];
      if (party === undefined) throw new Error('the party has no key');
      return postSigned(api, placed(path), party.key, body);
    });
    expect(sent).toBeGreaterThan(50 * edges.length);
    expect(faults).toEqual([]);
  });
});
