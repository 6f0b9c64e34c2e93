import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { complaintBody, countRows, postComplaint } from '../support/complaints.js';
import { CutOffLine } from '../support/cut-off-line.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('malformed requests and common answers', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const post = (body: string, headers: Record<string, string> = {}) =>
    api.call('POST', '/v1/complaints', {
      roles: ['hotline_operator'],
      body,
      headers: { 'idempotency-key': ulid(), ...headers },
    });

  it('413 for a body over 256 KiB, and nothing is stored', async () => {
    const before = await countRows(api);
    const answer = await post(JSON.stringify(complaintBody({ narrative: 'x'.repeat(256 * 1024) })));
    expect([answer.status, answer.body['code']]).toEqual([413, 'REQUEST.TOO_LARGE']);
    expect(await countRows(api)).toEqual(before);
  });

  it.each([
    ['half an object', '{"reporter":'],
    ['nothing', ''],
    ['two values', '{}{}'],
    ['a depth of 100,000', '['.repeat(100_000)],
    ['a depth of 33', '['.repeat(33) + ']'.repeat(33)],
  ])('400 for %s', async (_, body) => {
    const answer = await post(body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST.MALFORMED']);
  });

  it.each([['null'], ['[]'], ['"text"'], ['7']])('400 for the value %s in place of an object', async (body) => {
    expect([(await post(body)).status, (await post(body)).body['code']]).toEqual([400, 'REQUEST.SCHEMA']);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('400 for the name %s, and no prototype changes', async (name) => {
    const text = JSON.stringify(complaintBody()).replace('"narrative"', `"${name}":{"polluted":true},"narrative"`);
    const answer = await post(text);
    expect([answer.status, answer.body['errors']]).toMatchObject([
      400,
      [{ pointer: `/${name}`, code: 'FIELD.FORBIDDEN' }],
    ]);
    expect('polluted' in {}).toBe(false);
  });

  it('400 for a field that is given twice, and no hold is ordered by the later one', async () => {
    const before = await countRows(api);
    const text = JSON.stringify(complaintBody());
    const twice = text.replace(
      '"holdsVictimAccount":true',
      '"holdsVictimAccount":false,"\\u0068oldsVictimAccount":true',
    );
    expect(twice).not.toBe(text);
    const answer = await post(twice);
    expect([answer.status, answer.body['errors']]).toMatchObject([
      400,
      [{ pointer: '/reporter/holdsVictimAccount', code: 'FIELD.REPEATED' }],
    ]);
    expect(await countRows(api)).toEqual(before);
  });

  it.each([
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['another character set', 'application/json; charset=utf-16'],
  ])('415 for %s', async (_, contentType) => {
    const answer = await post(JSON.stringify(complaintBody()), { 'content-type': contentType });
    expect([answer.status, answer.body['code']]).toEqual([415, 'REQUEST.MEDIA_TYPE']);
  });

  it('415 for a compressed body', async () => {
    const answer = await post('x', { 'content-encoding': 'gzip' });
    expect([answer.status, answer.body['code']]).toEqual([415, 'REQUEST.MEDIA_TYPE']);
  });

  it('404 for an unknown route, 405 with Allow for a method that the route does not have', async () => {
    const unknown = await api.call('GET', '/v1/nothing');
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'REQUEST.ROUTE']);
    const wrong = await api.call('DELETE', `/v1/complaints/${ulid()}`);
    expect([wrong.status, wrong.body['code'], wrong.headers.get('allow')]).toEqual([405, 'REQUEST.METHOD', 'GET']);
  });

  it('404 for every unknown id, 400 for a text that is no id', async () => {
    const absent = await api.call('GET', `/v1/cases/${ulid()}`, { roles: ['auditor'] });
    expect([absent.status, absent.body['code']]).toEqual([404, 'CASE.ABSENT']);
    const strange = await api.call('GET', "/v1/cases/1'%20OR%20'1'='1", { roles: ['auditor'] });
    expect([strange.status, strange.body['errors']]).toMatchObject([400, [{ pointer: '/id' }]]);
  });

  it.each([
    ['a misspelt filter of a list', '/v1/cases?satus=open'],
    ['a parameter of a route that takes none', '/v1/stats?status=open'],
    ['a parameter that is given twice', '/v1/cases?status=open&status=closed'],
  ])('400 for %s, so that no filter is silently left out', async (_, path) => {
    const answer = await api.call('GET', path, { roles: ['auditor'] });
    expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST.SCHEMA']);
    const stranger = await api.call('GET', path, { roles: null });
    expect(stranger.status).toBe(401);
  });

  it('problems are RFC 9457 with the id of the request', async () => {
    const { headers, body } = await api.call('GET', '/v1/nothing');
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:rangap:problem:REQUEST.ROUTE',
      status: 404,
      instance: `urn:rangap:request:${headers.get('x-request-id')}`,
    });
  });

  it.each<[string, string, string, readonly string[] | null]>([
    ['a list of cases', 'GET', '/v1/cases', ['auditor']],
    ['a refusal', 'GET', '/v1/cases', null],
    ['a path in capitals', 'GET', '/V1/CASES', ['auditor']],
    ['what a holder sees', 'POST', '/v1/appeals/status', null],
    ['the event stream of a stranger', 'GET', '/v1/stream', null],
    ['an unknown route', 'GET', '/v1/nothing', null],
  ])('no cache may store %s', async (_, method, path, roles) => {
    const { headers } = await api.call(method, path, { roles, ...(method === 'POST' ? { body: {} } : {}) });
    expect(headers.get('cache-control')).toContain('no-store');
  });

  it('every answer carries a content security policy without inline script', async () => {
    const { headers, status } = await api.call('GET', '/', { roles: null });
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ${api.issuer.issuer}`);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('no page has an inline style or script, and the documentation only those whose hash the policy names', async () => {
    const page = await api.call('GET', '/', { roles: null });
    expect(page.headers.get('content-security-policy')).toContain("style-src 'self';");
    const inline = /<style>([^]*?)<\/style>|\sstyle="([^"]*)"|<script>|\son[a-z]+=/g;
    expect(String(page.body['text'])).not.toMatch(inline);
    const docs = await api.call('GET', '/docs', { roles: null });
    const policy = docs.headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe-inline');
    const styles = [...String(docs.body['text']).matchAll(inline)].map(([, block, attribute]) => block ?? attribute);
    expect(styles).not.toEqual([]);
    for (const style of styles) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(String(style)).digest('base64')}'`);
    }
  });

  it('health, keys and the configuration answer without a token, and nobody reads the measures here; Temporal is reported as down and is not needed', async () => {
    const ready = await api.call('GET', '/health/ready', { roles: null });
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready', database: 'up', temporal: 'down' }]);
    const keys = await api.call('GET', '/v1/keys', { roles: null });
    expect(keys.body).toMatchObject({ keys: [{ kid: 'centre-1', x: api.centreKey.publicJwk.x }] });
    expect(JSON.stringify(keys.body)).not.toContain('"d"');
    for (const headers of [{ accept: '*/*' }, { accept: 'text/html' }]) {
      const metrics = await api.call('GET', '/metrics', { roles: null, headers });
      expect([metrics.status, metrics.body['code']]).toEqual([404, 'REQUEST.ROUTE']);
    }
    const configuration = await api.call('GET', '/v1/configuration', { roles: null });
    expect(configuration.body).toEqual({ environment: 'test', issuer: null, demoSignIn: false });
  });

  it('the log names routes by template and holds neither ids of cases in URLs nor queries', async () => {
    api.log.length = 0;
    await api.call('GET', `/v1/cases?status=open`, { roles: ['auditor'] });
    const { body } = await postComplaint(api);
    await api.call('GET', `/v1/complaints/${String(body['id'])}`, { roles: ['hotline_operator'] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const answered = api.log
      .map((line) => JSON.parse(line) as { msg: string; route: string })
      .filter(({ msg }) => msg === 'answered');
    expect(answered.map(({ route }) => route)).toEqual(['/v1/cases', '/v1/complaints', '/v1/complaints/:id']);
    expect(api.log.join('')).not.toContain('status=open');
  });
});

describe('a database that is gone', () => {
  it('is reported as 503 with Retry-After; the API serves again when it is back', async () => {
    const line = new CutOffLine();
    const api = await runApi({}, (url) => line.open(url));
    const read = () => api.call('GET', '/v1/stats', { roles: ['auditor'] });
    try {
      expect((await read()).status).toBe(200);
      await line.cut();
      for (const answer of [await read(), await api.call('GET', '/health/ready', { roles: null })]) {
        expect([answer.status, answer.body['code']]).toEqual([503, 'SERVICE.DATABASE']);
        expect(answer.headers.get('retry-after')).toMatch(/^[0-9]+$/);
      }
      expect((await api.call('GET', '/health/live', { roles: null })).status).toBe(200);
      await line.mend();
      expect((await read()).status).toBe(200);
    } finally {
      await api.close();
      await line.cut();
    }
  });
});
