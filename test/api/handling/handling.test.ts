import { signedIn } from '../../support/signed-in.js';
import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { CaseView } from '../../../src/wire/case/case.js';
import { HandlingView, NoteList } from '../../../src/wire/case/handling.js';
import { QueueView } from '../../../src/wire/office/queue.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('work on a case over HTTP', () => {
  let api: RunningApi;
  let caseId: string;
  beforeAll(async () => {
    api = await runApi();
    caseId = String((await postComplaint(api)).body['id']);
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, subject: string, body?: unknown) =>
    api.call(method, path, { roles: ['aoc_officer'], subject, body });

  it('is claimed, shown to others in case and queue, refused to them, and given up', async () => {
    const claimed = await call('POST', `/v1/cases/${caseId}/claim`, 'officer-1', {});
    expect([claimed.status, claimed.body['caseId']]).toEqual([200, caseId]);
    const refused = await call('POST', `/v1/cases/${caseId}/claim`, 'officer-2', {});
    expect([refused.status, refused.body['code']]).toEqual([409, 'CASE.CLAIMED_BY_ANOTHER']);
    // The figure for whoever says it in other words: until when the claim runs.
    expect(refused.body['values']).toEqual({ at: claimed.body['until'] });
    const { claim } = CaseView.parse((await call('GET', `/v1/cases/${caseId}`, 'officer-2')).body);
    expect(claim).toEqual({ person: 'officer-1', until: claimed.body['until'] });
    const mine = QueueView.parse((await call('GET', '/v1/queue?assignee=me', 'officer-1')).body);
    expect(mine.cases.map(({ id, claim: shown }) => [id, shown?.person])).toEqual([[caseId, 'officer-1']]);
    expect(QueueView.parse((await call('GET', '/v1/queue?assignee=me', 'officer-2')).body).total).toBe(0);
    expect((await call('DELETE', `/v1/cases/${caseId}/claim`, 'officer-1')).status).toBe(200);
    expect((await call('POST', `/v1/cases/${caseId}/claim`, 'officer-2', {})).status).toBe(200);
  });

  it('is decided by nobody who declares an interest in it, or has the number of its victim', async () => {
    const own = String((await postComplaint(api)).body['id']);
    const path = `/v1/cases/${own}`;
    const reason = 'The victim is my sister.';
    expect((await call('POST', `${path}/interests`, 'officer-7', { reason: ' ' })).status).toBe(400);
    const declared = await call('POST', `${path}/interests`, 'officer-7', { reason });
    expect(declared.status).toBe(201);
    const refused = await call('POST', `${path}/claim`, 'officer-7', {});
    expect([refused.status, refused.body['code']]).toEqual([403, 'CASE.INTEREST']);
    const acts = await call('GET', `${path}/acts`, 'officer-7');
    expect(acts.body).toMatchObject({
      interest: 'declared',
      kinds: { break_glass: { whyNot: { code: 'CASE.INTEREST' } } },
    });
    const [{ body }]: [{ body: { victim: { phone: string } } }] = await api.db.query(
      'SELECT body FROM complaint WHERE id = $1',
      [own],
    );
    const claims = { phone_number: body.victim.phone };
    const asVictim = await api.call('POST', `${path}/claim`, {
      roles: ['aoc_officer'],
      subject: 'officer-8',
      body: {},
      claims,
    });
    expect([asVictim.status, asVictim.body['code']]).toEqual([403, 'CASE.INTEREST']);
    expect((await call('POST', `${path}/claim`, 'officer-9', {})).status).toBe(200);
    const stored: { payload: object }[] = await api.db.query('SELECT payload FROM audit_event WHERE chain = $1', [own]);
    expect(JSON.stringify(stored)).not.toMatch(new RegExp(`${body.victim.phone.slice(1)}|sister`));
  });

  it('is assigned and noted; what people wrote is read on record, and stands in no event', async () => {
    const note = 'Called <script>alert(1)</script>; the bank calls back.';
    expect((await call('POST', `/v1/cases/${caseId}/notes`, 'officer-2', { text: note })).status).toBe(201);
    await signedIn(api.db, 'officer-3', ['aoc_officer']);
    const assigned = await call('POST', `/v1/cases/${caseId}/assignments`, 'officer-2', {
      assignee: 'officer-3',
      note: 'Please call back.',
    });
    expect(assigned.status).toBe(201);
    expect(HandlingView.parse((await call('GET', `/v1/cases/${caseId}/handling`, 'officer-3')).body)).toMatchObject({
      claim: null,
      assignee: 'officer-3',
      assignments: [{ note: 'Please call back.', assignedBy: 'officer-2' }],
    });
    const forAmlo = await api.call('GET', `/v1/cases/${caseId}/handling`, {
      roles: ['amlo_officer'],
      subject: 'amlo-1',
    });
    expect(HandlingView.parse(forAmlo.body).assignments).toMatchObject([{ note: null, assignedBy: 'officer-2' }]);
    const { notes } = NoteList.parse((await call('GET', `/v1/cases/${caseId}/notes`, 'officer-3')).body);
    expect(notes).toMatchObject([{ person: 'officer-2', role: 'aoc_officer', text: note }]);
    const events: { type: string; payload: object }[] = await api.db.query(
      'SELECT type, payload FROM audit_event WHERE chain = $1 ORDER BY sequence DESC LIMIT 4',
      [caseId],
    );
    expect(events.map(({ type }) => type)).toEqual(['notes.read', 'case.claim_ended', 'case.assigned', 'case.noted']);
    expect(JSON.stringify(events)).not.toMatch(/call/i);
  });

  it('is worked on by persons whose names and roles are those of their newest sign-in; no bank is among them', async () => {
    const signIn = (
      id: string,
      subject: string,
      name: string,
      roles: string[],
      institution: string | null,
      day: number,
    ) =>
      api.db.query(
        `INSERT INTO person_session (id, secret_sha256, subject, name, roles, institution, started_at, last_used_at, checked_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7, $7::timestamptz + interval '1 hour')`,
        [
          id,
          createHash('sha256').update(id).digest('hex'),
          subject,
          name,
          roles,
          institution,
          new Date(Date.UTC(2026, 10, day)),
        ],
      );
    await signIn(ulid(), 'p-2', 'Kanya', ['aoc_officer'], null, 20);
    await signIn(ulid(), 'p-1', 'Anan', ['hotline_operator'], null, 19);
    await signIn(ulid(), 'p-1', 'Anan Raksa', ['inquiry_officer'], null, 21);
    await signIn(ulid(), 'p-3', 'Was an officer', ['aoc_officer'], null, 19);
    await signIn(ulid(), 'p-3', 'Was an officer', ['auditor'], null, 21);
    await signIn(ulid(), 'p-4', 'Of a bank', ['institution_user'], 'th-004', 21);
    const { status, body } = await call('GET', '/v1/persons', 'officer-1');
    const persons = (body['persons'] as { subject: string }[]).filter(({ subject }) => subject.startsWith('p-'));
    expect([status, { persons }]).toEqual([
      200,
      {
        persons: [
          { subject: 'p-1', name: 'Anan Raksa', roles: ['inquiry_officer'], takesCases: true },
          { subject: 'p-2', name: 'Kanya', roles: ['aoc_officer'], takesCases: true },
          { subject: 'p-3', name: 'Was an officer', roles: ['auditor'], takesCases: false },
        ],
      },
    ]);
  });

  it('refuses what is not a query of the queue, and what is no note', async () => {
    const byTime = `after=time.0.${'~'.repeat(15)}.${'0'.repeat(26)}`;
    expect((await call('GET', `/v1/queue?${byTime}`, 'officer-1')).status).toBe(200);
    const ofAnotherOrder = `sort=advice&${byTime}`;
    for (const query of ['tab=none', 'text=Somchai%20Makeup', 'after=x', ofAnotherOrder, 'limit=0', 'name=x'])
      expect((await call('GET', `/v1/queue?${query}`, 'officer-1')).status).toBe(400);
    expect((await call('POST', `/v1/cases/${caseId}/notes`, 'officer-2', { text: ' ' })).status).toBe(400);
  });
});
