import { ulid } from 'ulid';
import { CaseAppeals } from '../../../src/wire/case/appeal.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn } from './support.js';

describe('the appeals of a case', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const read = (caseId: string) => api.call('GET', `/v1/cases/${caseId}/appeals`, { roles: ['auditor'] });

  it('are read with those that are answered, masked and without what was said, and no other case is among them', async () => {
    const [mine, other] = [await on.held({ accountNo: '5556660001' }), await on.held({ accountNo: '5556660002' })];
    await on.byHolder(other);
    expect(CaseAppeals.parse((await read(mine.caseId)).body).appeals).toEqual([]);

    await on.byHolder(mine, 'I sold him a phone.');
    const [filed] = CaseAppeals.parse((await read(mine.caseId)).body).appeals;
    expect(filed).toMatchObject({ holdId: mine.holdId, state: 'received', settledAt: null });
    await on.decide(String(filed?.id), { verdict: 'review' });
    await on.decide(String(filed?.id), { verdict: 'uphold', reason: { en: 'The phone was delivered.' } });
    const answer = await read(mine.caseId);
    expect(CaseAppeals.parse(answer.body).appeals).toMatchObject([{ id: filed?.id, state: 'upheld' }]);
    const said = JSON.stringify(answer.body);
    expect(said).not.toContain('5556660001');
    expect(said).not.toContain('phone');
  });

  it('are not told of a case that does not exist', async () => {
    expect((await read(ulid())).body).toMatchObject({ code: 'CASE.ABSENT' });
  });
});
