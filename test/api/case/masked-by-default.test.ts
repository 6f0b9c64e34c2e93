import { CaseView } from '../../../src/wire/case/case.js';
import { appealsOn } from '../../application/appeal/support.js';
import { runApi, type RunningApi } from '../support/running-api.js';

/** Readings that are not noted, because they show nothing personal. */
const UNNOTED = [
  '/v1/queue',
  '/v1/cases',
  '/v1/cases/{id}',
  '/v1/cases/{id}/trail',
  '/v1/cases/{id}/trail?victims=all',
  '/v1/cases/{id}/findings',
  '/v1/cases/{id}/duties',
  '/v1/cases/{id}/timeline',
  '/v1/cases/{id}/holds',
  '/v1/cases/{id}/links',
  '/v1/cases/{id}/exchanges',
  '/v1/cases/{id}/notices',
  '/v1/cases/{id}/directives',
  '/v1/cases/{id}/handling',
  '/v1/directives',
  '/v1/breaks',
  '/v1/appeals',
  '/v1/pending-requests',
];

describe('what officers see of a case without asking for more', () => {
  let api: RunningApi;
  let caseId: string;
  let personal: string[];
  beforeAll(async () => {
    api = await runApi();
    ({ caseId } = await appealsOn(api).held());
    const rows: { value: string | null }[] = await api.db.query(
      `SELECT v.value FROM complaint c CROSS JOIN LATERAL (VALUES
         (c.body->'reporter'->>'name'), (c.body->'reporter'->>'phone'), (c.body->'victim'->>'name'), (c.body->'victim'->>'citizenId'),
         (c.body->'victim'->>'phone'), (c.body->'victimAccount'->>'accountNo'), (c.body->>'narrative')) AS v (value)
       UNION SELECT to_account_no FROM transfer UNION SELECT from_account_no FROM transfer UNION SELECT account_no FROM hold`,
    );
    personal = rows.flatMap(({ value }) => value ?? []);
    expect(personal.length).toBeGreaterThan(5);
  });
  afterAll(() => api.close());

  it.each(UNNOTED)('%s has no name, number of a person or full account number', async (path) => {
    const { status, body } = await api.call('GET', path.replace('{id}', caseId), {
      roles: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor'],
    });
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(personal.filter((value) => text.includes(value))).toEqual([]);
  });

  it('sees a whole number where that is asked for with a reason, so the search above can find it', async () => {
    const roles = ['aoc_officer'];
    const { accounts } = CaseView.parse((await api.call('GET', `/v1/cases/${caseId}`, { roles })).body);
    const body = { partId: accounts[0]?.partId, reason: 'Calling the bank.' };
    const revealed = await api.call('POST', `/v1/cases/${caseId}/reveals`, { roles, body });
    expect(personal).toContain(revealed.body['value']);
  });
});
