import { csvLine } from '../../../src/api/http/csv.js';
import { ExchangeRegister } from '../../../src/wire/office/exchange.js';
import { complaintBody, postComplaint } from '../../api/support/complaints.js';
import { runApi, type Answer, type RunningApi } from '../../api/support/running-api.js';

describe('the register of exchanges', () => {
  let api: RunningApi;
  let caseIds: string[];

  beforeAll(async () => {
    api = await runApi();
    caseIds = [];
    for (let index = 0; index < 3; index += 1)
      caseIds.push(String((await postComplaint(api, complaintBody())).body['id']));
  });
  afterAll(() => api.close());

  function read(query: string, headers: Record<string, string> = {}): Promise<Answer> {
    return api.call('GET', `/v1/exchanges${query}`, { roles: ['auditor'], subject: 'auditor-1', headers });
  }
  async function page(query: string) {
    const answer = await read(query);
    expect(answer.status).toBe(200);
    return ExchangeRegister.parse(answer.body);
  }

  it('shows every exchange of every case, newest first, page by page', async () => {
    const all = (await page('?limit=200')).exchanges;
    expect(all).toHaveLength(18); // for each an order, a question to a bank, and four to agencies
    expect(new Set(all.map(({ caseId }) => caseId))).toEqual(new Set(caseIds));
    const ids: string[] = [];
    for (let after = ''; ;) {
      const { exchanges, next } = await page(`?limit=4${after}`);
      ids.push(...exchanges.map(({ id }) => id));
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(ids).toEqual(all.map(({ id }) => id));
    expect(ids).toEqual([...ids].sort().reverse());
  });

  it.each([
    ['?party=th-002', 3],
    ['?party=th-014', 0],
    ['?direction=out', 18],
    ['?direction=in', 0],
    ['?kind=debit.question', 3],
    ['?rule=VIC-7A', 3],
    ['?rule=SHARE-4&kind=debit.question', 3],
    ['?rule=AOC-85B', 12],
    ['?to=2026-01-01T00:00:00Z', 0],
    ['?from=2026-01-01T00:00:00Z', 18],
  ])('is filtered by %s', async (query, count) => {
    expect((await page(query)).exchanges).toHaveLength(count);
  });

  it('is filtered by case', async () => {
    const found = (await page(`?case=${caseIds[1]}`)).exchanges;
    expect(found.map(({ caseId }) => caseId)).toEqual(Array.from({ length: 6 }, () => caseIds[1]));
    expect(found.every(({ legalBasis }) => legalBasis.length > 0)).toBe(true);
  });

  it('names the fields that were disclosed and shows none of their values', async () => {
    const text = JSON.stringify(await page(''));
    expect(text).toContain('account.accountNo');
    expect(text).not.toMatch(/5556667778|1112223334|5000000/);
  });

  it('streams as NDJSON what the pages show', async () => {
    const text = (await raw('?kind=hold.order', 'application/x-ndjson')).trimEnd();
    const lines = text.split('\n').map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual((await page('?kind=hold.order')).exchanges);
  });

  it('streams as CSV with a line for each', async () => {
    const text = await raw('', 'text/csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(19);
    expect(lines[0]).toMatch(/^id,at,caseNo,direction,party,kind,/);
    expect(lines[1]).toContain('AOC-1441/2');
  });

  it('exports in no other form', async () => {
    const answer = await read('', { accept: 'image/png' });
    expect([answer.status, answer.body['code']]).toEqual([406, 'REQUEST.ACCEPT']);
  });

  it('refuses a filter that it does not understand', async () => {
    for (const query of ['?from=yesterday', '?direction=up', '?case=x', '?limit=0', '?rule=%27--'])
      expect((await read(query)).status).toBe(400);
  });

  it('writes on the audit chain who read what, for an export before its first line', async () => {
    const before = await accesses();
    await read('?party=th-002');
    await raw('?rule=VIC-7A', 'text/csv');
    expect((await accesses()).slice(before.length)).toEqual([
      { actor: 'auditor-1', payload: { form: 'application/json', party: 'th-002', limit: 50 } },
      { actor: 'auditor-1', payload: { form: 'text/csv', rule: 'VIC-7A', limit: 50 } },
    ]);
  });

  async function raw(query: string, accept: string): Promise<string> {
    const token = await api.issuer.token({ sub: 'auditor-1', roles: ['auditor'] });
    const response = await fetch(`${api.url}/v1/exchanges${query}`, {
      headers: { authorization: `Bearer ${token}`, accept },
    });
    expect(response.status).toBe(200);
    return response.text();
  }

  function accesses(): Promise<{ actor: string; payload: object }[]> {
    return api.db.query(
      `SELECT actor, payload FROM audit_event WHERE chain = 'system' AND type = 'exchange_register.read' ORDER BY sequence`,
    );
  }
});

describe('a line of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes %j text, which a spreadsheet would run', (cell) => {
    expect(csvLine([cell])).toMatch(/^"?'/);
  });

  it('quotes what would break it, and leaves numbers as they are', () => {
    expect(csvLine(['a,b', 'say "x"', 'l\nm', 'plain', -1, null])).toBe('"a,b","say ""x""","l\nm",plain,-1,\r\n');
  });
});
