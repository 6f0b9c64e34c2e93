import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { listCases } from '../../../src/application/overview/read-case-list.js';
import { readTimeline } from '../../../src/application/overview/read-timeline.js';
import { selectQueue } from '../../../src/application/queue/queue.queries.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { CaseView } from '../../../src/wire/case/case.js';
import { NoticeAccepted } from '../../../src/wire/case/notice.js';
import { complaintBody, postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { tamper } from '../../verify/support/database-copy.js';
import { ago, DAY_MS, MULE, noticesTo, officerNotice, institutionNotice } from './support/notices.js';

describe('a notice of suspicion (section 6)', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticesTo>;
  beforeAll(async () => {
    api = await runApi();
    to = noticesTo(api);
  });
  afterAll(() => api.close());

  describe('of an institution (BANK-6A)', () => {
    it('opens a case of its own kind, with its own clock of seven days from the finding', async () => {
      const body = institutionNotice();
      const answer = await to.post('th-002', body);
      expect(answer.headers).toHaveProperty('signature');
      const accepted = NoticeAccepted.parse(answer.body);
      const [opened] = accepted.cases;
      expect(opened).toMatchObject({ joined: false, references: [body.transfers[0]?.reference] });
      expect(Date.parse(String(accepted.suspensions[0]?.expiresAt))).toBe(Date.parse(body.foundAt) + 7 * DAY_MS);
      const caseId = String(opened?.id);
      const view = CaseView.parse((await api.call('GET', `/v1/cases/${caseId}`, { roles: ['auditor'] })).body);
      // What the bank holds by itself is held, wherever the case stands, and does not leave.
      expect(view).toMatchObject({ caseType: 'suspicion.notice', stolenSatang: '5000000', status: 'received' });
      expect(view.heldSatang).toBe('4000000');
      const [listed] = (await listCases(api.application.manager, { limit: 1 })).cases;
      expect(listed).toMatchObject({ id: caseId, heldSatang: '4000000' });
      const [queued] = await selectQueue(api.application.manager, [caseId]);
      expect(queued).toMatchObject({ heldSatang: '4000000', money: [{ looseSatang: '1000000' }] });
      const [own] = (await readTimeline(api.application.manager, caseId, ['auditor']))?.whatHappened ?? [];
      expect(`${own?.what.en} → ${own?.money.en}`).toMatch(
        /suspended 40,000\.00 baht by its own suspicion → Stands until .+, without an order of the centre$/,
      );
      const shown = await to.noticesOf(caseId);
      expect(shown.notices).toMatchObject([
        { kind: 'suspicion.notice', party: 'th-002', person: null, joined: false, suspected: 'technology_crime' },
      ]);
      expect(shown.suspensions).toMatchObject([
        {
          institution: 'th-002',
          accountMasked: 'xxxxxx7778',
          amountSatang: '4000000',
          state: 'active',
          overdue: false,
        },
      ]);
    });

    it('opens a case that runs like every case: questions, judgement, and no order of section 7', async () => {
      const accepted = await to.taken('th-002', institutionNotice());
      const caseId = String(accepted.cases[0]?.id);
      expect(await to.count(`outbox WHERE workflow_id = 'complaint-' || $1 AND kind = 'start'`, caseId)).toBe(1);
      const step = await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
      expect(step.confirmations.map(({ institution }) => institution)).toEqual(['th-004']);
      expect(step.questions.map(({ agency }) => agency)).toEqual(
        expect.arrayContaining(['ccib', 'amlo', 'bot', 'dsi']),
      );
      expect(await to.count('hold WHERE case_id = $1', caseId)).toBe(0);
      expect(await to.count(`finding WHERE case_id = $1 AND rule_id = 'AOC-85B'`, caseId)).toBeGreaterThan(0);
    });

    it('joins the case that has the transfer already, and doubles nothing', async () => {
      const complaint = complaintBody();
      const { body } = await postComplaint(api, complaint);
      const caseId = String(body['id']);
      const { reference } = complaint.transfers[0] ?? { reference: '' };
      const before = await to.count('stolen_sum');
      const accepted = await to.taken('th-002', institutionNotice({}, { reference }));
      expect(accepted.cases).toEqual([{ id: caseId, caseNo: body['caseNo'], joined: true, references: [reference] }]);
      expect(await to.count('stolen_sum')).toBe(before);
      expect(await to.count('transfer WHERE reference = $1', reference)).toBe(1);
      expect(await to.count('claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id WHERE c.case_id = $1', caseId)).toBe(
        1,
      );
      expect((await to.noticesOf(caseId)).suspensions).toHaveLength(1);
      const look = `outbox WHERE workflow_id = 'complaint-' || $1 AND message = 'complaintAdded' AND row_id = $2`;
      expect(await to.count(look, caseId, accepted.id)).toBe(1);
    });

    it('joins the cases of known transfers and opens one case for its other transfers', async () => {
      const complaint = complaintBody();
      const caseId = String((await postComplaint(api, complaint)).body['id']);
      const { reference } = complaint.transfers[0] ?? { reference: '' };
      const accepted = await to.taken('th-002', institutionNotice({}, {}, { reference }, {}));
      expect(accepted.cases.map(({ joined, references }) => [joined, references.length])).toEqual([
        [true, 1],
        [false, 2],
      ]);
      expect(accepted.cases[0]?.id).toBe(caseId);
      expect(accepted.suspensions).toHaveLength(3);
      const exchanges = `exchange WHERE kind = 'suspicion.notice' AND case_id = ANY ($1)`;
      expect(
        await to.count(
          exchanges,
          accepted.cases.map(({ id }) => id),
        ),
      ).toBe(2);
    });

    it("a complaint that comes later finds the notice's transfer, and its hold is ordered once", async () => {
      const notice = institutionNotice();
      await to.taken('th-002', notice);
      const { reference, transferredAt } = notice.transfers[0] ?? {};
      const complaint = complaintBody({
        transfers: [{ to: { account: MULE }, amountSatang: '5000000', transferredAt, reference }],
      });
      const answer = await postComplaint(api, complaint);
      expect([answer.status, answer.body['holdsOrdered']]).toEqual([201, 1]);
      expect(
        await to.count('stolen_sum s JOIN transfer t ON t.id = s.transfer_id WHERE t.reference = $1', reference),
      ).toBe(1);
    });

    it('gets the same answer however often it is sent, and another body under its id is refused', async () => {
      const body = institutionNotice();
      const webhookId = randomUUID();
      const first = await to.taken('th-002', body, { webhookId });
      const cases = await to.count('case_file');
      expect(await to.taken('th-002', body, { webhookId })).toEqual(first);
      expect(await to.count('case_file')).toBe(cases);
      const other = await to.post('th-002', institutionNotice(), { webhookId });
      expect([other.status, other.body['code']]).toEqual([409, 'INBOX.OTHER_BODY']);
    });

    it('of several institutions at the same moment about one transfer ends in one case', async () => {
      const shared = { reference: `REF-${ulid()}` };
      const plain = { ...shared, suspended: undefined };
      const answers = await Promise.all([
        to.taken('th-002', institutionNotice({}, shared)),
        to.taken('th-004', institutionNotice({}, plain)),
        to.taken('th-004', institutionNotice({}, plain)),
      ]);
      expect(new Set(answers.map(({ cases }) => cases[0]?.id)).size).toBe(1);
      expect(answers.flatMap(({ cases }) => cases.filter(({ joined }) => !joined))).toHaveLength(1);
      expect(await to.count('transfer WHERE reference = $1', shared.reference)).toBe(1);
    });

    it('is taken from an institution whose clock is up to two minutes ahead, and not further', async () => {
      const suspendedAt = (ms: number) => ({ suspended: { amountSatang: '4600000', suspendedAt: ago(-ms) } });
      await to.taken('th-002', institutionNotice({ foundAt: ago(-100_000) }, suspendedAt(100_000)));
      const answer = await to.post('th-002', institutionNotice({}, suspendedAt(130_000)));
      const fault = { pointer: '/transfers/0/suspended/suspendedAt', code: 'FIELD.IN_FUTURE' };
      expect(answer.body['errors']).toMatchObject([fault]);
    });

    it.each<[string, Record<string, unknown>, Record<string, unknown>, string, string]>([
      [
        'about accounts at others',
        {},
        { to: { account: { institution: 'th-014', accountNo: '5556667778' } }, suspended: undefined },
        '/transfers/0',
        'FIELD.NOT_YOURS',
      ],
      [
        'that suspends more than was transferred',
        {},
        { suspended: { amountSatang: '5000001', suspendedAt: ago(0) } },
        '/transfers/0/suspended/amountSatang',
        'FIELD.ABOVE_TRANSFER',
      ],
      [
        'that suspends longer than section 6 lets it',
        {},
        {
          suspended: { amountSatang: '1', suspendedAt: ago(0), until: new Date(Date.now() + 8 * DAY_MS).toISOString() },
        },
        '/transfers/0/suspended/until',
        'FIELD.BEYOND_SECTION_6',
      ],
      [
        'that suspended before its finding, from which the seven days are counted',
        {},
        { suspended: { amountSatang: '1', suspendedAt: ago(180_000) } },
        '/transfers/0/suspended/suspendedAt',
        'FIELD.BEFORE_FINDING',
      ],
      [
        'found so long ago that the seven days are over',
        { foundAt: ago(7 * DAY_MS) },
        {},
        '/transfers/0/suspended',
        'FIELD.OVER',
      ],
      [
        'found in the future',
        { foundAt: new Date(Date.now() + 3_600_000).toISOString() },
        {},
        '/foundAt',
        'FIELD.IN_FUTURE',
      ],
      [
        'of an unknown sender',
        { fromAccount: { institution: 'th-999', accountNo: '1112223334' } },
        {},
        '/fromAccount/institution',
        'FIELD.UNKNOWN_INSTITUTION',
      ],
    ])('%s is refused, field by field', async (_what, changes, transfer, pointer, code) => {
      const cases = await to.count('case_file');
      const answer = await to.post('th-002', institutionNotice(changes, transfer));
      expect([answer.status, answer.body['code']]).toEqual([422, 'NOTICE.INVALID']);
      expect(answer.body['errors']).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]));
      expect(await to.count('case_file')).toBe(cases);
    });

    it('that says something else of a reported reference is another claim, with a case of its own', async () => {
      const complaint = complaintBody();
      await postComplaint(api, complaint);
      const { reference } = complaint.transfers[0] ?? {};
      const answer = await to.post('th-002', institutionNotice({}, {}, { reference, amountSatang: '4999999' }));
      expect(answer.status).toBe(201);
      expect(answer.body['cases']).toMatchObject([{ joined: false }]);
    });

    it('in another form is refused by its schema, with a pointer', async () => {
      const answer = await to.post('th-002', institutionNotice({ suspected: 'jaywalking' }));
      expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST.SCHEMA']);
    });

    it('comes from the institution that signed it, and never from a person', async () => {
      expect((await to.post('bot', institutionNotice())).status).toBe(401);
      const byPerson = await to.byOfficer(institutionNotice());
      expect([byPerson.status, byPerson.body['code']]).toEqual([403, 'NOTICE.CALLER']);
      const bySignature = await to.post('th-002', officerNotice());
      expect([bySignature.status, bySignature.body['code']]).toEqual([403, 'NOTICE.CALLER']);
    });
  });

  it('leaves the invariants of the database whole', async () => {
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('has an own suspension that ends as the notice and its rule say, or verify reports it', async () => {
    const accepted = await to.taken('th-002', institutionNotice());
    const id = String(accepted.suspensions[0]?.id);
    await tamper(api.db, (m) =>
      m.query(`UPDATE own_suspension SET expires_at = expires_at + interval '1 second' WHERE id = $1`, [id]),
    );
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    const [found] = checks.find((check) => check.id === 'I17')?.examples ?? [];
    expect(found).toMatch(`${id}: ends at another instant than its notice or th/BANK-6A/`);
  });
});
