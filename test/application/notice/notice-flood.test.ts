import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { postCallback } from '../../api/support/signed-callback.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { institutionNotice, noticesTo } from './support/notices.js';

describe('notices of one institution about credits whose debit nobody confirmed', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticesTo>;
  beforeAll(async () => {
    api = await runApi();
    to = noticesTo(api);
  });
  afterAll(() => api.close());

  const section6 = () => to.count(`hold WHERE kind = 'section6'`);
  const flood = (first: number) =>
    to.taken(
      'th-004',
      institutionNotice(
        {},
        ...Array.from({ length: 20 }, (_, nth) => ({
          to: { account: { institution: 'th-002', accountNo: String(7_770_000_000 + first + nth) } },
          suspended: undefined,
        })),
      ),
    );

  it('hold no more at others than the policy allows, and are taken all the same; the rest waits for the debits', async () => {
    await flood(0);
    await flood(20);
    expect(await section6()).toBe(40);
    expect(await to.count(`break_record WHERE kind = 'NOTICE_LIMIT'`)).toBe(0);
    const third = await flood(40);
    await flood(60);
    expect(await section6()).toBe(40);
    expect(await to.count(`break_record WHERE kind = 'NOTICE_LIMIT'`)).toBe(1);
    expect(await to.count('noticed_transfer')).toBe(80);

    const caseId = String(third.cases[0]?.id);
    const advance = () => advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
    await advance();
    expect(await section6()).toBe(40);
    const [debit] = await api.db.query<{ id: string }[]>(
      'SELECT id FROM debit_confirmation WHERE case_id = $1 ORDER BY id LIMIT 1',
      [caseId],
    );
    const key = api.parties['th-004']?.key;
    if (debit === undefined || key === undefined) throw new Error('nothing was asked');
    const data = { confirmationId: debit.id, result: 'CONFIRMED', at: new Date().toISOString() };
    expect((await postCallback(api, 'institutions', key, { type: 'debit.confirmation', data })).status).toBe(200);
    await advance();
    expect(await section6()).toBe(41);
    const { checks } = await verifyRecord({ db: api.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
