import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { CaseList } from '../../../src/wire/case/case.js';
import { LinksView } from '../../../src/wire/office/link.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';
import { withdraw } from '../../support/withdraw.js';

const MULE = { institution: 'th-002', accountNo: '5556667778' };
const PHONE = '0600000777';
const CITIZEN_ID = '9900000000014';

describe('linked cases as officers read them', () => {
  let api: RunningApi;
  let first: string;
  let second: string;
  let stranger: string;

  beforeAll(async () => {
    api = await runApi();
    first = await arrive('1110000001', { suspectContacts: [{ kind: 'phone', value: PHONE }] });
    await closedAccount(first);
    second = await arrive('1110000002', {
      suspectContacts: [{ kind: 'phone', value: '+66 60 000 0777' }],
      suspectPersons: [{ name: 'Somsak Mule', citizenId: CITIZEN_ID }],
    });
    stranger = await arrive('1110000003', {}, { institution: 'th-002', accountNo: '9008887776' });
  });
  afterAll(() => api.close());

  async function arrive(victim: string, changes: Record<string, unknown>, to = MULE): Promise<string> {
    const transfer = { ...complaintBody().transfers[0], to: { account: to }, reference: `REF-${ulid()}` };
    const victimAccount = { institution: 'th-004', accountNo: victim };
    const posted = await postComplaint(api, complaintBody({ victimAccount, transfers: [transfer], ...changes }));
    expect(posted.status).toBe(201);
    const caseId = String(posted.body['id']);
    await advance(caseId);
    return caseId;
  }
  const advance = (caseId: string) => advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
  async function closedAccount(caseId: string): Promise<void> {
    const [order]: { id: string }[] = await api.db.query('SELECT id FROM hold_order WHERE case_id = $1', [caseId]);
    const receipt = { orderId: order?.id, receiptSeq: 1, result: 'ACCOUNT_CLOSED', heldAmountSatang: '0' };
    const party = api.parties['th-002'];
    if (party === undefined) throw new Error('no party th-002');
    const data = { ...receipt, at: new Date().toISOString() };
    expect((await postCallback(api, 'institutions', party.key, { type: 'hold.receipt', data })).status).toBe(200);
    const [hold]: { id: string }[] = await api.db.query('SELECT id FROM hold WHERE case_id = $1', [caseId]);
    await advanceHold(api.application, hold?.id ?? '');
    await advance(caseId);
  }
  async function linksOf(caseId: string, subject = 'officer-1', role = 'aoc_officer'): Promise<LinksView> {
    const answer = await api.call('GET', `/v1/cases/${caseId}/links`, { roles: [role], subject });
    expect(answer.status).toBe(200);
    return LinksView.parse(answer.body);
  }

  it('name each other by what they share, masked, and what became of the shared account', async () => {
    const view = await linksOf(second);
    expect(view.linked).toMatchObject([
      {
        caseId: first,
        handledBy: 'nobody',
        withdrawn: false,
        links: [
          { kind: 'account', masked: 'th-002:xxxxxx7778', strength: 'strong', byThisCase: true, source: 'complaint' },
          { kind: 'phone', masked: 'xxxxxxxx0777', strength: 'supporting', byThisCase: true },
        ],
        holdsAtSharedAccounts: [{ state: 'no_funds', stateReason: 'ACCOUNT_CLOSED', accountMasked: 'xxxxxx7778' }],
      },
    ]);
    expect((await linksOf(first)).linked).toMatchObject([{ caseId: second, links: [{ byThisCase: false }, {}] }]);
    const text = JSON.stringify(view);
    for (const secret of [CITIZEN_ID, '600000777', '5556667778', 'Somsak']) expect(text).not.toContain(secret);
  });

  it('are one group with its totals', async () => {
    const group = { cases: 2, victims: 2, stolenSatang: '10000000', heldSatang: '0', complete: true };
    expect((await linksOf(second)).group).toMatchObject({ ...group, members: [{ caseId: first, direct: true }] });
    expect(await linksOf(stranger)).toMatchObject({ linked: [], group: { cases: 1, members: [] } });
  });

  it('say who is handling them', async () => {
    await api.db.query(
      `INSERT INTO freeze_request (id, case_id, kind, institution, account_no, state, requested_by, requested_role, reason, evidence_hash,
         rule_row_id, requested_at, remind_at, escalate_at, expires_at)
       SELECT $1, $2, 'aoc_suspension', 'th-002', '5556667778', 'requested', 'officer-1', 'aoc_officer', 'synthetic', 'x', row_id, now(), now(), now(), now()
         FROM rule_row WHERE rulebook = 'th' LIMIT 1`,
      [ulid(), first],
    );
    expect((await linksOf(second, 'officer-1')).linked[0]?.handledBy).toBe('you');
    expect((await linksOf(second, 'auditor-1', 'auditor')).linked[0]?.handledBy).toBe('another');
  });

  it('are found by the filters of the case list', async () => {
    const list = async (query: string) => {
      const { body } = await api.call('GET', `/v1/cases?${query}`, { roles: ['aoc_officer'] });
      return CaseList.parse(body).cases.map(({ id, linkedCases }) => [id, linkedCases]);
    };
    expect(await list('linked=yes')).toEqual([
      [second, 1],
      [first, 1],
    ]);
    expect(await list(`linkedTo=${first}`)).toEqual([[second, 1]]);
    expect(await list(`linkedTo=${stranger}`)).toEqual([]);
  });

  it('count no complaint that was withdrawn, but still name it', async () => {
    await withdraw(api.application, first);
    await advance(first);
    const view = await linksOf(second);
    expect(view.linked).toMatchObject([{ caseId: first, withdrawn: true }]);
    expect(view.group).toMatchObject({ cases: 2, victims: 1, stolenSatang: '5000000' });
  });

  it.each([
    ['a suspect’s citizen id with a wrong digit', { suspectPersons: [{ citizenId: '9900000000015' }] }, 422],
    ['a suspect whom nothing names', { suspectPersons: [{}] }, 400],
    ['a face', { suspectPersons: [{ name: 'Somsak', photo: 'data:image/png;base64,' }] }, 400],
  ])('%s is refused', async (_what, changes, status) => {
    expect((await postComplaint(api, complaintBody(changes))).status).toBe(status);
  });

  it('are absent where there is no case', async () => {
    const { status, body } = await api.call('GET', `/v1/cases/${ulid()}/links`, { roles: ['auditor'] });
    expect([status, body['code']]).toEqual([404, 'CASE.ABSENT']);
  });
});
