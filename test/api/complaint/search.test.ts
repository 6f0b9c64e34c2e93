import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('finding a complaint again', () => {
  let api: RunningApi;
  let id: string;
  let caseNo: string;
  const phone = '0899990001';
  beforeAll(async () => {
    api = await runApi();
    const body = complaintBody({
      bankCaseId: 'KB-2026-77',
      reporter: { name: 'Somchai Makeup', phone, holdsVictimAccount: true },
      victimAccount: { institution: 'th-004', accountNo: '1110002220' },
      transfers: [
        {
          to: { account: { institution: 'th-002', accountNo: '5550006660' } },
          amountSatang: '5000000',
          transferredAt: new Date(Date.now() - 600_000).toISOString(),
          reference: `REF-${ulid()}`,
        },
      ],
    });
    const answer = await postComplaint(api, body, ulid(), { subject: 'operator-7' });
    [id, caseNo] = [String(answer.body['id']), String(answer.body['caseNo'])];
    await postComplaint(api, complaintBody(), ulid(), { subject: 'operator-8' });
  });
  afterAll(() => api.close());

  async function found(body: object, subject = 'operator-1'): Promise<unknown> {
    const answer = await api.call('POST', '/v1/complaints/searches', { roles: ['hotline_operator'], subject, body });
    expect(answer.status).toBe(200);
    return (answer.body['complaints'] as { id: string }[]).map((complaint) => complaint.id);
  }

  it.each([
    ['case number', () => ({ caseNo })],
    ['Bank Case ID', () => ({ bankCaseId: 'KB-2026-77' })],
    ['phone', () => ({ phone })],
    ["the victim's account", () => ({ account: { institution: 'th-004', accountNo: '1110002220' } })],
    ['an account that the money reached', () => ({ account: { institution: 'th-002', accountNo: '5550006660' } })],
  ])('by %s', async (_, body) => {
    expect(await found(body())).toEqual([id]);
  });

  it.each([
    [
      'an IBAN',
      'DEUTDEFF',
      'DE89370400440532013000',
      { institution: 'deutsche-bank', accountNo: 'DE89370400440532013000' },
    ],
    [
      'a number at a bank abroad by its BIC',
      'CHASUS33',
      '900000000123',
      { institution: 'CHASUS33XXX', accountNo: '900000000123' },
    ],
    [
      'a wallet',
      'binance',
      '0x52908400098527886E0F7030069857D2E4169EE7',
      { institution: 'any-wallet', accountNo: '0x52908400098527886e0f7030069857d2e4169ee7' },
    ],
    [
      'a customer of an operator',
      'exchange-abroad',
      'user_00012345',
      { institution: 'exchange-abroad', accountNo: 'user_00012345' },
    ],
  ])(
    'by %s at an institution that takes no part, once the case was looked at',
    async (_, institution, accountNo, account) => {
      const body = complaintBody();
      const transfers = body.transfers.map((transfer) => ({
        ...transfer,
        to: { account: { institution, accountNo } },
      }));
      const outside = String((await postComplaint(api, { ...body, transfers })).body['id']);
      expect(await found({ account })).toEqual([]);
      await advanceCase(api.application, outside, AGENCY_DIALECTS, api.subjectHash);
      expect(await found({ account })).toEqual([outside]);
      expect(await found({ account: { ...account, accountNo: `${account.accountNo.slice(0, -1)}9` } })).toEqual([]);
    },
  );

  it('by the PromptPay id that was paid, of the same kind only', async () => {
    const value = '0800000931';
    const body = complaintBody();
    const transfers = body.transfers.map((transfer) => ({ ...transfer, to: { promptPay: { kind: 'phone', value } } }));
    const paid = String((await postComplaint(api, { ...body, transfers })).body['id']);
    expect(await found({ promptPay: { kind: 'phone', value } })).toEqual([paid]);
    expect(await found({ promptPay: { kind: 'ewallet', value } })).toEqual([]);
  });

  it('those that one took down oneself', async () => {
    expect(await found({ takenBy: 'me' }, 'operator-7')).toEqual([id]);
    expect(await found({ takenBy: 'me' }, 'operator-9')).toEqual([]);
  });

  it('puts each search on the audit chain, by what and by whom, never the number', async () => {
    await found({ phone: '0899990002' }, 'curious-1');
    const rows: unknown = await api.db.query(
      `SELECT payload FROM audit_event WHERE type = 'complaints.searched' AND actor = 'curious-1'`,
    );
    expect(rows).toEqual([{ payload: { by: 'phone', caseIds: [] } }]);
    expect(api.log.join('')).not.toContain('0899990002');
  });

  it.each([
    ['two marks', { caseNo: 'RG2569-0000005-8', phone }],
    ['none', {}],
    ["another's complaints", { takenBy: 'operator-7' }],
  ])('refuses %s', async (_, body) => {
    const answer = await api.call('POST', '/v1/complaints/searches', { roles: ['aoc_officer'], body });
    expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST.SCHEMA']);
  });
});
