import { PendingList } from '../../../src/wire/office/overview.js';
import { WithdrawalView } from '../../../src/wire/case/complaint.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type Answer, type RunningApi } from '../support/running-api.js';

/** P-WITHDRAW: one person asks, by a call back to the recorded number, and another confirms. */
describe('the withdrawal of a complaint', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const HOTLINE = ['hotline_operator'];

  /** Takes a complaint by operator-1. */
  async function taken(): Promise<string> {
    return String((await postComplaint(api)).body['id']);
  }

  function ask(caseId: string, body: Record<string, unknown> = {}, subject = 'operator-2'): Promise<Answer> {
    return api.call('POST', `/v1/complaints/${caseId}/withdrawal`, {
      roles: HOTLINE,
      subject,
      body: {
        reason: 'The money came back.',
        identifiedBy: 'call_back',
        calledBackAt: new Date().toISOString(),
        ...body,
      },
    });
  }

  function decide(withdrawalId: string, subject: string, verdict = 'confirm', roles = HOTLINE): Promise<Answer> {
    const body = { verdict, reason: 'I heard the recording.' };
    return api.call('POST', `/v1/withdrawals/${withdrawalId}/decisions`, { roles, subject, body });
  }

  async function isWithdrawn(caseId: string): Promise<unknown> {
    return (await api.call('GET', `/v1/complaints/${caseId}`, { roles: HOTLINE })).body['withdrawn'];
  }

  const pending = async (roles: readonly string[], query = '') =>
    PendingList.parse((await api.call('GET', `/v1/pending-requests${query}`, { roles })).body).requests;

  it('ends nothing before a second person confirms it', async () => {
    const caseId = await taken();
    const asked = await ask(caseId);
    expect([asked.status, asked.body['state']]).toEqual([201, 'requested']);
    expect(await isWithdrawn(caseId)).toBe(false);
    const confirmed = await decide(String(asked.body['id']), 'operator-3');
    expect([confirmed.status, confirmed.body['state']]).toEqual([201, 'confirmed']);
    expect(await isWithdrawn(caseId)).toBe(true);
    expect((await ask(caseId)).body['code']).toBe('COMPLAINT.ALREADY_WITHDRAWN');
  });

  it.each([
    ['who asked for it', 'operator-2', HOTLINE, 'APPROVAL.OWN_REQUEST'],
    ['who asked for it, with a token of another role', 'operator-2', ['aoc_supervisor'], 'APPROVAL.OWN_REQUEST'],
    ['who took the complaint', 'operator-1', HOTLINE, 'APPROVAL.OWN_INTAKE'],
  ])('is not confirmed by %s', async (_name, subject, roles, code) => {
    const caseId = await taken();
    const { body } = await ask(caseId);
    const answer = await decide(String(body['id']), subject, 'confirm', roles);
    expect([answer.status, answer.body['code']]).toEqual([403, code]);
    expect(await isWithdrawn(caseId)).toBe(false);
  });

  it('has no effect when it is refused, and may be asked for again', async () => {
    const caseId = await taken();
    const { body } = await ask(caseId);
    expect((await ask(caseId)).body['code']).toBe('APPROVAL.ALREADY_OPEN');
    expect((await decide(String(body['id']), 'operator-3', 'refuse')).body['state']).toBe('refused');
    expect(await isWithdrawn(caseId)).toBe(false);
    expect((await decide(String(body['id']), 'operator-3')).body['code']).toBe('APPROVAL.ALREADY_DECIDED');
    expect((await ask(caseId)).status).toBe(201);
  });

  it('is decided once, whoever comes at the same time', async () => {
    const caseId = await taken();
    const { body } = await ask(caseId);
    const id = String(body['id']);
    const answers = await Promise.all([
      decide(id, 'operator-3'),
      decide(id, 'operator-4'),
      decide(id, 'operator-5', 'refuse'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('takes no number that the caller gives', async () => {
    const caseId = await taken();
    for (const body of [{ phone: '0811111111' }, { identifiedBy: 'number_given' }])
      expect((await ask(caseId, body)).status).toBe(400);
  });

  it.each([
    ['in the future', 3_600_000],
    ['before the complaint', -3_600_000],
  ])('takes no call back %s', async (_name, byMs) => {
    const calledBackAt = new Date(Date.now() + byMs).toISOString();
    const answer = await ask(await taken(), { calledBackAt });
    expect([answer.status, answer.body['code']]).toEqual([422, 'WITHDRAWAL.CALL_BACK_TIME']);
  });

  it('is among the requests that wait, for the hotline and for the officers, until it is decided', async () => {
    const caseId = await taken();
    const { body } = await ask(caseId);
    const id = String(body['id']);
    const mine = async (roles: readonly string[]) =>
      (await pending(roles, '?kind=withdrawal&limit=200')).filter((row) => row.caseId === caseId);
    for (const roles of [HOTLINE, ['aoc_supervisor'], ['auditor']]) {
      expect(await mine(roles)).toMatchObject([
        { id, kind: 'withdrawal', state: 'requested', requestedBy: 'operator-2', expiresAt: body['lapsesAt'] },
      ]);
    }
    const seen = await api.call('GET', `/v1/withdrawals/${id}`, { roles: HOTLINE });
    expect(WithdrawalView.parse(seen.body)).toMatchObject({ id, caseId, reason: 'The money came back.' });
    await decide(id, 'operator-3');
    expect(await mine(HOTLINE)).toEqual([]);
  });
});
