import { BlastRadiusView } from '../../../src/wire/case/freeze-request.js';
import { CaseView } from '../../../src/wire/case/case.js';
import { PersonsView, Revealed, RevealList } from '../../../src/wire/case/reveal.js';
import { appealsOn, type HeldAccount } from '../../application/appeal/support.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const REASON = 'Calling back about the second slip.';

describe('masked values of a case', () => {
  let api: RunningApi;
  let held: HeldAccount;
  beforeAll(async () => {
    api = await runApi();
    held = await appealsOn(api).held();
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, role: string, body?: unknown) =>
    api.call(method, `/v1/cases/${held.caseId}${path}`, { roles: [role], subject: `${role}-1`, body });
  const reveal = (body: object, role = 'aoc_officer') => call('POST', '/reveals', role, body);
  const partId = async (): Promise<string> => {
    const { accounts } = CaseView.parse((await call('GET', '', 'aoc_officer')).body);
    return accounts[0]?.partId ?? '';
  };
  const noted = (): Promise<{ type: string; actor: string; payload: Record<string, unknown> }[]> =>
    api.db.query(
      `SELECT type, actor, payload FROM audit_event WHERE chain = $1 AND type LIKE '%.revealed' ORDER BY sequence`,
      [held.caseId],
    );

  it('are shown to nobody in full before a reason is given', async () => {
    const persons = await call('GET', '/persons', 'auditor');
    expect(persons.status).toBe(200);
    const { fields } = PersonsView.parse(persons.body);
    expect(fields).toContainEqual({
      field: 'victim.1.citizen_id',
      of: 'victim',
      no: 1,
      kind: 'citizen_id',
      saidIn: 1,
      masked: 'xxxxxxxxx9010',
    });
    for (const path of ['', '/persons', '/holds', '/trail', '/links', '/findings', '/exchanges', '/timeline']) {
      const text = JSON.stringify((await call('GET', path, 'aoc_officer')).body);
      for (const personal of ['5556667778', '1112223334', 'Somchai', '0812345678', '9123456789010', 'police officer'])
        expect(`${path} ${text}`).not.toContain(personal);
    }
    expect(await noted()).toEqual([]);
    for (const reason of [undefined, '', '  '])
      expect((await reveal({ field: 'victim.1.phone', reason })).status).toBe(400);
    expect(await noted()).toEqual([]);
  });

  it('stand with when and to whom each was said, and how the complaint came', async () => {
    const complaint = String((await postComplaint(api, complaintBody())).body['id']);
    const asOfficer = { roles: ['hotline_operator'], subject: 'hotline-7' };
    const added = await api.call('POST', `/v1/complaints/${complaint}/supplements`, {
      ...asOfficer,
      body: { note: 'The number called again.', suspectContacts: [{ kind: 'phone', value: '0611111111' }] },
    });
    expect(added.status).toBe(201);
    const { body } = await api.call('GET', `/v1/cases/${complaint}/persons`, { roles: ['auditor'] });
    const { statements, fields } = PersonsView.parse(body);
    expect(statements).toMatchObject([
      { no: 1, kind: 'complaint', channel: 'phone', holderReports: true, policeCaseNo: null },
      { no: 2, kind: 'supplement', by: 'hotline-7', channel: null, holderReports: null },
    ]);
    expect(fields.filter(({ saidIn }) => saidIn === 2).map(({ of, kind }) => [of, kind])).toEqual([
      ['contact', 'phone'],
      ['narrative', 'text'],
    ]);
  });

  it('are revealed one by one, each on record with person, role and reason, and without the value', async () => {
    const part = await partId();
    const account = await reveal({ partId: part, reason: REASON });
    expect([account.status, account.body['value']]).toEqual([201, '5556667778']);
    expect(account.headers.get('cache-control')).toBe('no-store');
    const phone = Revealed.parse(
      (await reveal({ field: 'victim.1.phone', reason: 'Calling the victim.' }, 'hotline_operator')).body,
    );
    expect(phone.value).toBe('0812345678');
    const events = await noted();
    expect(events.map(({ type, actor, payload }) => [type, actor, payload['roles'], payload['field']])).toEqual([
      ['account.revealed', 'aoc_officer-1', ['aoc_officer'], null],
      ['person.revealed', 'hotline_operator-1', ['hotline_operator'], 'victim.1.phone'],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/5556667778|0812345678|Calling/);
    const { reveals } = RevealList.parse((await call('GET', '/reveals', 'auditor')).body);
    expect(reveals).toMatchObject([
      {
        id: phone.id,
        field: 'victim.1.phone',
        partId: null,
        person: 'hotline_operator-1',
        reason: 'Calling the victim.',
      },
      { field: null, partId: part, person: 'aoc_officer-1', role: 'aoc_officer', reason: REASON },
    ]);
    expect(api.log.join('\n')).not.toMatch(/5556667778|0812345678|Calling/);
  });

  it('are revealed sixty times an hour to one person, of whatever cases, and then no more', async () => {
    await api.db.query(
      `INSERT INTO reveal (id, case_id, field, person, role, reason, revealed_at)
       SELECT lpad(n::text, 26, '0'), $1, 'victim.1.phone', 'inquiry_officer-1', 'inquiry_officer', 'planted', now() FROM generate_series(1, 59) n`,
      [held.caseId],
    );
    const once = (role: string) => reveal({ field: 'victim.1.phone', reason: REASON }, role);
    expect((await once('inquiry_officer')).status).toBe(201);
    const refused = await once('inquiry_officer');
    expect([refused.status, refused.body['code'], refused.body['values']]).toEqual([
      429,
      'REVEAL.TOO_MANY',
      { most: 60 },
    ]);
    expect((await once('aoc_supervisor')).status).toBe(201);
  });

  it.each([
    ['a field that nobody reported', { field: 'victim.9.phone', reason: REASON }, 'aoc_officer', 404, 'REVEAL.ABSENT'],
    [
      'an account that the case does not reach',
      { partId: '01J00000000000000000000000', reason: REASON },
      'aoc_supervisor',
      404,
      'REVEAL.ABSENT',
    ],
    ['no field', { field: '__proto__', reason: REASON }, 'aoc_officer', 400, 'REQUEST.SCHEMA'],
    ['neither', { reason: REASON }, 'aoc_officer', 400, 'REQUEST.SCHEMA'],
  ])('refuses %s', async (_name, body, role, status, code) => {
    const before = await noted();
    const refused = await reveal(body, role);
    expect([refused.status, refused.body['code']]).toEqual([status, code]);
    expect(await noted()).toEqual(before);
  });

  it('refuses an account of the trail to a hotline operator, and one of another case to everybody', async () => {
    const refused = await reveal({ partId: await partId(), reason: REASON }, 'hotline_operator');
    expect([refused.status, refused.body['code']]).toEqual([403, 'REVEAL.ROLE']);
    const other = String((await postComplaint(api, complaintBody())).body['id']);
    const foreign = await api.call('POST', `/v1/cases/${other}/reveals`, {
      roles: ['aoc_officer'],
      body: { partId: await partId(), reason: REASON },
    });
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'REVEAL.ABSENT']);
  });

  it('are not needed to name an account in a request: a part of the trail names it', async () => {
    const byPart = { kind: 'aoc_suspension', account: { partId: await partId() } };
    const byNumber = { kind: 'aoc_suspension', account: { institution: 'th-002', accountNo: '5556667778' } };
    const radius = async (body: object) => {
      const answer = await call('POST', '/blast-radius', 'aoc_officer', body);
      expect(answer.status).toBe(200);
      return BlastRadiusView.parse(answer.body);
    };
    expect(await radius(byPart)).toEqual(await radius(byNumber));
    const elsewhere = await call('POST', '/blast-radius', 'aoc_officer', {
      kind: 'aoc_suspension',
      account: { partId: '01J00000000000000000000000' },
    });
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([422, 'REQUEST.NOT_ON_TRAIL']);
  });

  it('are kept from being changed afterwards by the database', async () => {
    await expect(api.db.query('UPDATE reveal SET reason = $1', ['another'])).rejects.toThrow('append-only');
  });
});
