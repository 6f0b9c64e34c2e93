import { ComplaintStatus, CorrectionView } from '../../../src/wire/case/complaint.js';
import { PendingList } from '../../../src/wire/office/overview.js';
import { postComplaint } from '../support/complaints.js';
import { type Answer, type RunningApi, runApi } from '../support/running-api.js';

/**
 * P-CORRECT over HTTP: the transfer is named by its id, and an order changes by two persons only.
 */
describe('the correction of a reported transfer', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const HOTLINE = ['hotline_operator'];

  async function transferOf(caseId: string) {
    const { body } = await api.call('GET', `/v1/complaints/${caseId}`, { roles: HOTLINE });
    const [transfer] = ComplaintStatus.parse(body).transfers;
    if (transfer === undefined) throw new Error('no transfer');
    return transfer;
  }

  function ask(caseId: string, transferId: string, calledBackAt?: string): Promise<Answer> {
    const transfer = {
      transferId,
      to: { account: { institution: 'th-014', accountNo: '9140000999' } },
      amountSatang: '4900000',
      transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
      reference: `FIXED-${transferId}`,
    };
    const body = { reason: 'The slip says so.', transfers: [transfer], ...(calledBackAt && { calledBackAt }) };
    return api.call('POST', `/v1/complaints/${caseId}/corrections`, { roles: HOTLINE, subject: 'operator-2', body });
  }

  function decide(correctionId: string, subject: string): Promise<Answer> {
    const body = { verdict: 'confirm', reason: 'I saw the slip.' };
    return api.call('POST', `/v1/corrections/${correctionId}/decisions`, { roles: HOTLINE, subject, body });
  }

  it('is asked for after a call back, listed as pending, and confirmed by another person', async () => {
    const caseId = String((await postComplaint(api)).body['id']);
    const mistaken = await transferOf(caseId);
    const uncalled = await ask(caseId, mistaken.id);
    expect([uncalled.status, uncalled.body['code']]).toEqual([422, 'CORRECTION.CALL_BACK_NEEDED']);
    const asked = await ask(caseId, mistaken.id, new Date().toISOString());
    expect([asked.status, asked.body['state']]).toEqual([201, 'requested']);
    const id = String(asked.body['id']);
    const { body } = await api.call('GET', '/v1/pending-requests?kind=correction', { roles: HOTLINE });
    expect(PendingList.parse(body).requests.map((request) => request.id)).toContain(id);
    expect(await transferOf(caseId)).toEqual(mistaken);
    const own = await decide(id, 'operator-2');
    expect([own.status, own.body['code']]).toEqual([403, 'APPROVAL.OWN_REQUEST']);
    expect((await decide(id, 'operator-3')).body['state']).toBe('confirmed');
    expect(await transferOf(caseId)).toMatchObject({ reference: `FIXED-${mistaken.id}`, amountSatang: '4900000' });
    const view = await api.call('GET', `/v1/corrections/${id}`, { roles: HOTLINE });
    expect(CorrectionView.parse(view.body)).toMatchObject({
      state: 'confirmed',
      changesOrders: true,
      requestedBy: 'operator-2',
      decidedBy: 'operator-3',
      no: 1,
      corrected: {
        transfers: [
          { transferId: mistaken.id, no: 1, to: { account: { institution: 'th-014', accountMasked: 'xxxxxx0999' } } },
        ],
      },
    });
    expect(JSON.stringify(view.body)).not.toContain('9140000999');
  });

  it('shows no account, PromptPay id or name in full, also not a citizen id; who works on it reveals one, on record', async () => {
    const caseId = String((await postComplaint(api)).body['id']);
    const { id: transferId } = await transferOf(caseId);
    const transfer = {
      transferId,
      to: { promptPay: { kind: 'national_id', value: '9123456789010' } },
      toName: 'Somchai Example',
      amountSatang: '4900000',
      transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
      reference: `FIXED-${transferId}`,
    };
    const victimAccount = { institution: 'th-004', accountNo: '9040000777' };
    const asked = await api.call('POST', `/v1/complaints/${caseId}/corrections`, {
      roles: HOTLINE,
      subject: 'operator-2',
      body: {
        reason: 'The slip says so.',
        calledBackAt: new Date().toISOString(),
        victimAccount,
        transfers: [transfer],
      },
    });
    expect(asked.status).toBe(201);
    const { status, body } = await api.call('GET', `/v1/corrections/${String(asked.body['id'])}`, {
      roles: ['auditor'],
    });
    expect(status).toBe(200);
    expect(CorrectionView.parse(body).corrected).toMatchObject({
      victimAccount: { institution: 'th-004', accountMasked: 'xxxxxx0777' },
      transfers: [{ to: { promptPay: { kind: 'national_id', masked: 'xxxxxxxxx9010' } }, toNameMasked: 'Sxxx Exxx' }],
    });
    for (const value of ['9123456789010', 'Somchai', '9040000777']) expect(JSON.stringify(body)).not.toContain(value);
    const reveal = (field: string, roles: string[]) =>
      api.call('POST', `/v1/cases/${caseId}/reveals`, {
        roles,
        subject: 'operator-3',
        body: { field, reason: 'To compare.' },
      });
    expect((await reveal('corrected.1.promptpay', HOTLINE)).body['value']).toBe('9123456789010');
    expect((await reveal('debited.1.account', HOTLINE)).body['value']).toBe('th-004:9040000777');
    expect((await reveal('corrected.1.promptpay', ['auditor'])).status).toBe(403);
    const noted = await api.db.query<unknown[]>(
      `SELECT payload ->> 'field' AS field FROM audit_event WHERE chain = $1 AND type = 'person.revealed' ORDER BY sequence`,
      [caseId],
    );
    expect(noted).toEqual([{ field: 'corrected.1.promptpay' }, { field: 'debited.1.account' }]);
  });

  it('is refused for a transfer that the complaint did not report, and there is none of an unknown id', async () => {
    const caseId = String((await postComplaint(api)).body['id']);
    const other = await ask(caseId, '01KAYJ9Q5R3M0T8XW2V7C4H6DF', new Date().toISOString());
    expect([other.status, other.body['code']]).toEqual([422, 'CORRECTION.NOT_REPORTED']);
    const absent = await decide('01KAYJ9Q5R3M0T8XW2V7C4H6DF', 'operator-3');
    expect([absent.status, absent.body['code']]).toEqual([404, 'CORRECTION.ABSENT']);
  });
});
