import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { decideDirective } from '../../../src/application/directive/decide-directive.js';
import { requestDirective } from '../../../src/application/directive/request-directive.js';
import { LookupList, OwnSuspectView, SuspectView } from '../../../src/wire/office/suspect.js';
import { appealsOn, type HeldAccount } from '../../application/appeal/support.js';
import { person } from '../../support/record-builder.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const MULE = { institution: 'th-002', accountNo: '5556667778' };
const LISTED = '9900000000014';
const PHONE = '0600000201';
const purpose = 'Another victim names the same.';

describe('a look-up of a suspect', () => {
  let api: RunningApi;
  let held: HeldAccount;
  let named: string;
  beforeAll(async () => {
    api = await runApi();
    held = await appealsOn(api).held();
    const suspects = {
      suspectContacts: [{ kind: 'phone', value: PHONE }],
      suspectPersons: [{ citizenId: LISTED, name: 'Nai Kor' }],
    };
    named = String((await postComplaint(api, complaintBody(suspects))).body['id']);
    for (const caseId of [held.caseId, named])
      await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
    const body = {
      kind: 'list' as const,
      subject: { kind: 'citizen' as const, value: LISTED },
      ground: 'c1',
      reason: 'r',
    };
    const asked = await requestDirective(api.application, {
      caseId: named,
      body,
      actor: person('officer-9', 'aoc_officer'),
    });
    if (!asked.ok) throw new Error(asked.code);
    const decided = { id: asked.id, body: { verdict: 'approve' as const, reason: 'r' } };
    const outcome = await decideDirective(api.application, {
      ...decided,
      actor: person('supervisor-9', 'aoc_supervisor'),
    });
    if (!outcome.ok) throw new Error(outcome.code);
  });
  afterAll(() => api.close());

  const lookUp = (body: object, subject = 'officer-1', role = 'aoc_officer') =>
    api.call('POST', '/v1/suspects/lookup', { roles: [role], subject, body });
  const asInstitution = (body: object, institution = 'th-002', subject = `user-${institution}`) =>
    api.call('POST', '/v1/institution/suspects/lookup', {
      roles: ['institution_user'],
      subject,
      claims: { rangap_institution: institution },
      body,
    });
  const known = async (body: object): Promise<SuspectView> => {
    const answer = await lookUp({ ...body, purpose });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(SuspectView.parse(answer.body));
    return SuspectView.parse(answer.body);
  };

  it('tells an officer the cases and holds of an account, and masks it', async () => {
    const view = await known({ account: MULE });
    expect(view).toMatchObject({ kind: 'account', masked: 'th-002:xxxxxx7778', listedSince: null, moreCases: false });
    expect(view.cases.map(({ caseId }) => caseId)).toEqual([named, held.caseId]);
    expect(view.holds.map(({ holdId }) => holdId)).toContain(held.holdId);
    expect(JSON.stringify(view)).not.toContain(MULE.accountNo);
  });

  it('finds a telephone number, a PromptPay id and a person in any form, and tells who is listed', async () => {
    for (const body of [{ phone: '+66600000201' }, { promptPay: { kind: 'phone', value: PHONE } }])
      expect((await known(body)).cases.map(({ caseId }) => caseId)).toEqual([named]);
    const byId = await known({ citizenId: LISTED });
    expect(byId).toMatchObject({ kind: 'person', masked: 'xxxxxxxxx0014', cases: [{ caseId: named }], holds: [] });
    expect(byId.listedSince).not.toBeNull();
    expect(await known({ phone: '0899999999' })).toMatchObject({ cases: [], holds: [], listedSince: null });
  });

  it('stands on record with its purpose, also when it finds nothing, and never with what was looked up', async () => {
    const before = LookupList.parse(
      (await api.call('GET', '/v1/suspects/lookups', { roles: ['auditor'] })).body,
    ).lookups;
    await known({ phone: '0899999998' });
    const { lookups } = LookupList.parse((await api.call('GET', '/v1/suspects/lookups', { roles: ['auditor'] })).body);
    expect(lookups.length).toBe(before.length + 1);
    expect(lookups[0]).toMatchObject({ person: 'officer-1', role: 'aoc_officer', kind: 'phone', purpose, found: 0 });
    const written: object[] = await api.db.query(
      `SELECT to_jsonb(l) AS row FROM suspect_lookup l UNION ALL SELECT payload FROM audit_event WHERE type = 'suspect.searched'`,
    );
    expect(written.length).toBeGreaterThan(2 * before.length);
    expect(JSON.stringify(written)).not.toMatch(/0?899999998|600000201|9900000000014/);
    expect(api.log.join('\n')).not.toMatch(/899999998|Another victim/);
    for (const reason of [undefined, ' ']) expect((await lookUp({ phone: PHONE, purpose: reason })).status).toBe(400);
    await expect(api.db.query('DELETE FROM suspect_lookup')).rejects.toThrow('append-only');
  });

  it('gives an auditor the look-ups of a person, a kind and a time, also as CSV that no spreadsheet runs', async () => {
    const formula = '=HYPERLINK("http://evil.example")';
    expect((await lookUp({ phone: '0899999997', purpose: formula })).status).toBe(200);
    const read = (query: string, headers = {}) =>
      api.call('GET', `/v1/suspects/lookups?${query}`, { roles: ['auditor'], headers });
    const listed = async (query: string) => LookupList.parse((await read(query)).body).lookups;
    const [newest] = await listed('person=officer-1&kind=phone&limit=1');
    expect(newest).toMatchObject({ person: 'officer-1', kind: 'phone', purpose: formula });
    const at = newest?.lookedAt ?? '';
    expect((await listed(`from=${at}`)).map(({ id }) => id)).toContain(newest?.id);
    expect((await listed(`to=${at}`)).map(({ id }) => id)).not.toContain(newest?.id);
    expect(await listed('person=nobody')).toEqual([]);
    expect((await listed('kind=account')).every(({ kind }) => kind === 'account')).toBe(true);
    for (const query of ['kind=shoe', 'from=yesterday', 'person=a%20b']) expect((await read(query)).status).toBe(400);

    const csv = await read(`kind=phone&from=${at}`, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const text = String(csv.body['text']);
    expect(text).toMatch(/^id,lookedAt,person,role,institution,kind,purpose,found\r\n/);
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(text).not.toContain('899999997');
    const noted: object[] = await api.db.query(
      `SELECT payload FROM audit_event WHERE type = 'suspect_lookups.read' ORDER BY sequence DESC LIMIT 1`,
    );
    expect(noted).toEqual([{ payload: expect.objectContaining({ form: 'text/csv', kind: 'phone' }) as object }]);
  });

  it('tells an institution its own holds and the list, and refuses everything else alike', async () => {
    const own = await asInstitution({ account: MULE, purpose });
    expect(own.status).toBe(200);
    expect(own.body).toEqual(OwnSuspectView.parse(own.body));
    expect(OwnSuspectView.parse(own.body).holds.map(({ holdId }) => holdId)).toContain(held.holdId);
    expect(JSON.stringify(own.body)).not.toMatch(new RegExp(`${held.caseId}|RG25|cases`));
    const listed = OwnSuspectView.parse((await asInstitution({ citizenId: LISTED, purpose })).body);
    expect([listed.listedSince === null, listed.holds]).toEqual([false, []]);
    for (const body of [{ account: MULE }, { account: { ...MULE, accountNo: '1231231231' } }, { phone: PHONE }]) {
      const refused = await asInstitution({ ...body, purpose }, 'th-014');
      expect([refused.status, refused.body['code']]).toEqual([403, 'SUSPECT.NOT_YOURS']);
    }
    expect((await lookUp({ account: MULE, purpose }, 'operator-1', 'hotline_operator')).status).toBe(403);
  });

  it('refuses what names nobody, and who looks up more than anybody needs', async () => {
    expect((await lookUp({ citizenId: '9900000000015', purpose })).body['code']).toBe('SUSPECT.NOBODY');
    await api.db.query(
      `INSERT INTO suspect_lookup SELECT 'x' || n, 'officer-2', 'aoc_officer', NULL, 'account', 'th-002:1', 'p', 0, now() FROM generate_series(1, 119) n`,
    );
    const both = await Promise.all([1, 2].map(() => lookUp({ account: MULE, purpose }, 'officer-2')));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
    expect(both.find(({ status }) => status === 429)?.body['code']).toBe('SUSPECT.TOO_MANY_LOOKUPS');
    expect((await lookUp({ account: MULE, purpose }, 'officer-3')).status).toBe(200);
  });

  it('counts searches of complaints and holds by account or PromptPay id too, and lists them without a purpose', async () => {
    const search = (body: object, role: string, path = 'complaints') =>
      api.call('POST', `/v1/${path}/searches`, { roles: [role], subject: `searching-${role}`, body });
    const fill = (role: string, count: number) =>
      api.db.query(
        `INSERT INTO suspect_lookup SELECT '0-' || $1::text || n, 'searching-' || $1::text, $1::text, NULL, 'account', 'th-002:1', NULL, 0, now() FROM generate_series(1, $2::int) n`,
        [role, count],
      );
    await fill('aoc_officer', 117);
    expect((await search({ account: MULE }, 'aoc_officer')).status).toBe(200);
    expect((await search({ promptPay: { kind: 'phone', value: PHONE } }, 'aoc_officer')).status).toBe(200);
    const held = await search({ account: MULE }, 'aoc_officer', 'appeals');
    expect([held.status, held.body['code']]).not.toEqual([429, 'SUSPECT.TOO_MANY_LOOKUPS']);
    for (const path of ['complaints', 'appeals']) {
      const refused = await search({ account: MULE }, 'aoc_officer', path);
      expect([refused.status, refused.body['code']]).toEqual([429, 'SUSPECT.TOO_MANY_LOOKUPS']);
    }
    expect((await lookUp({ account: MULE, purpose }, 'searching-aoc_officer')).status).toBe(429);
    expect((await search({ caseNo: 'RG2569-0000001-0' }, 'aoc_officer')).status).not.toBe(429);
    await fill('hotline_operator', 599);
    expect((await search({ account: MULE }, 'hotline_operator')).status).toBe(200);
    expect((await search({ account: MULE }, 'hotline_operator')).status).toBe(429);
    const list = await api.call('GET', '/v1/suspects/lookups?person=searching-aoc_officer', { roles: ['auditor'] });
    expect(LookupList.parse(list.body).lookups.slice(0, 3)).toMatchObject([
      { kind: 'account', purpose: null },
      { kind: 'phone', purpose: null },
      { kind: 'account', purpose: null },
    ]);
  });
});
