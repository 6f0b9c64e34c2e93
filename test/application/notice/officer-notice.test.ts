import { ulid } from 'ulid';
import { driveDue } from '../../support/drive-due.js';
import { NoticeAccepted } from '../../../src/wire/case/notice.js';
import { TrailView } from '../../../src/wire/case/trail.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { ago, DAY_MS, noticesTo, officerNotice, institutionNotice } from './support/notices.js';

describe('a notice of suspicion (section 6)', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticesTo>;
  beforeAll(async () => {
    api = await runApi();
    to = noticesTo(api);
  });
  afterAll(() => api.close());

  /** Reads what became of the case's money, as its trail shows. */
  async function became(caseId: string) {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/trail`, { roles: ['aoc_officer'] });
    return TrailView.parse(body).graph?.became;
  }

  describe('of an officer (OFF-6B)', () => {
    it('opens a case in the name of the office, and repeats its answer by its Idempotency-Key', async () => {
      const body = officerNotice();
      const key = { 'idempotency-key': ulid() };
      const first = await to.byOfficer(body, key);
      expect(first.status).toBe(201);
      expect((await to.byOfficer(body, key)).body).toEqual(first.body);
      const other = await to.byOfficer(officerNotice(), key);
      expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY.OTHER_BODY']);
      const caseId = String(NoticeAccepted.parse(first.body).cases[0]?.id);
      expect((await to.noticesOf(caseId)).notices).toMatchObject([
        { kind: 'officer.notice', party: 'ccib', person: 'inquiry-1' },
      ]);
    });

    it("is given in AMLO's name by an AMLO officer alone, who reads what became of it", async () => {
      const authority = { office: 'amlo', position: 'Secretary-General', documentNo: 'AMLO 0001/2569' };
      const body = officerNotice({ authority });
      const byInquiry = await to.byOfficer(body);
      expect([byInquiry.status, byInquiry.body['code']]).toEqual([403, 'NOTICE.OFFICE']);
      const amlo = { roles: ['amlo_officer'], subject: 'amlo-1' };
      const headers = { 'idempotency-key': ulid() };
      const given = await api.call('POST', '/v1/notices', { ...amlo, body, headers });
      expect(given.status).toBe(201);
      const caseId = String(NoticeAccepted.parse(given.body).cases[0]?.id);
      const { body: read } = await api.call('GET', `/v1/cases/${caseId}/notices`, amlo);
      expect(read['notices']).toMatchObject([{ party: 'amlo', person: 'amlo-1' }]);
      const inTheirName = { ...amlo, body: officerNotice(), headers: { 'idempotency-key': ulid() } };
      expect((await api.call('POST', '/v1/notices', inTheirName)).body['code']).toBe('NOTICE.OFFICE');
    });

    /** A notice that its officer gave at `foundAt`, about a transfer of eight days ago. */
    function noticeOf(foundAt: string) {
      const { transfers } = officerNotice();
      const earlier = transfers.map((transfer) => ({ ...transfer, transferredAt: ago(8 * DAY_MS) }));
      return officerNotice({ foundAt, transfers: earlier });
    }

    it('counts its seven days from when the officer told the institution, before the centre heard of it (OFF-6C)', async () => {
      const foundAt = ago(2 * DAY_MS);
      const accepted = NoticeAccepted.parse((await to.byOfficer(noticeOf(foundAt))).body);
      expect(accepted.holds).toMatchObject([
        { effect: 'ordered', until: new Date(Date.parse(foundAt) + 7 * DAY_MS).toISOString() },
      ]);
    });

    it('is refused when those seven days are over, for it could suspend nothing', async () => {
      const refused = await to.byOfficer(noticeOf(ago(7 * DAY_MS + 1_000)));
      expect(refused.status).toBe(422);
      expect(refused.body['errors']).toMatchObject([{ pointer: '/foundAt', code: 'FIELD.OVER' }]);
    });

    it('names twenty transfers at one account in a day, and a hundred by one officer (P-NOTICE)', async () => {
      const [transfer] = officerNotice().transfers;
      const many = (accountNos: readonly string[]) =>
        officerNotice({
          transfers: accountNos.map((accountNo) => ({
            ...transfer,
            to: { account: { institution: 'th-002', accountNo } },
            reference: `REF-${ulid()}`,
          })),
        });
      const by = (subject: string, accountNos: readonly string[]) => {
        const headers = { 'idempotency-key': ulid() };
        return api.call('POST', '/v1/notices', {
          roles: ['inquiry_officer'],
          subject,
          body: many(accountNos),
          headers,
        });
      };
      const numbers = (first: number, count: number) =>
        Array.from({ length: count }, (_, n) => `77${first + n}0000000`.slice(0, 10));
      const one = Array.from({ length: 20 }, () => '7700000001');
      expect((await by('capped-1', one)).status).toBe(201);
      const there = await by('capped-2', ['7700000001']);
      expect([there.status, there.body['code']]).toEqual([422, 'NOTICE.TARGET_LIMIT']);
      for (const first of [100, 120, 140, 160]) expect((await by('capped-1', numbers(first, 20))).status).toBe(201);
      const cases = await to.count('case_file');
      const beyond = await by('capped-1', ['7799900000']);
      expect([beyond.status, beyond.body['code']]).toEqual([422, 'NOTICE.PERSON_LIMIT']);
      expect(await to.count('case_file')).toBe(cases);
      expect((await by('capped-2', ['7799900000'])).status).toBe(201);
    });

    it('of one officer twice at one instant passes no cap together', async () => {
      const transfers = officerNotice().transfers.flatMap((transfer) =>
        Array.from({ length: 11 }, () => ({
          ...transfer,
          to: { account: { institution: 'th-002', accountNo: '7700000002' } },
        })),
      );
      const give = () =>
        to.byOfficer(officerNotice({ transfers: transfers.map((one) => ({ ...one, reference: `REF-${ulid()}` })) }));
      const answers = await Promise.all([give(), give()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    });

    it('needs a key, and cannot say that it suspended anything itself', async () => {
      expect((await to.byOfficer(officerNotice(), {})).body['code']).toBe('REQUEST.IDEMPOTENCY_KEY');
      const withOwn = await to.byOfficer(officerNotice({ transfers: institutionNotice().transfers }));
      expect(withOwn.body['code']).toBe('REQUEST.SCHEMA');
    });
  });

  describe('and the own suspension of an institution', () => {
    it('ends by an officer’s result in time (OFF-6C), once', async () => {
      const accepted = await to.taken('th-002', institutionNotice());
      const id = String(accepted.suspensions[0]?.id);
      const settle = () =>
        api.call('POST', `/v1/suspensions/${id}/result`, {
          roles: ['inquiry_officer'],
          subject: 'inquiry-1',
          body: { result: 'lifted', reason: 'The holder sells phones.' },
        });
      expect((await settle()).body).toEqual({ id, state: 'lifted' });
      const repeated = await settle();
      expect([repeated.status, repeated.body['code']]).toEqual([409, 'SUSPENSION.SETTLED']);
      const [shown] = (await to.noticesOf(String(accepted.cases[0]?.id))).suspensions;
      expect(shown).toMatchObject({ state: 'lifted', endedBy: 'inquiry-1', endReason: 'The holder sells phones.' });
      expect(shown?.endRuleRowId).toContain('/OFF-6C/');
    });

    it.each(['lapsed', 'lifted'])('is not given once more after it has %s, in whatever words', async (end) => {
      const notice = institutionNotice();
      const [transfer] = notice.transfers;
      const otherWords = { ...transfer, amountSatang: '4999999' };
      const accepted = await to.taken('th-002', notice);
      const id = String(accepted.suspensions[0]?.id);
      const repeated = await to.taken('th-002', { ...notice, transfers: [otherWords] });
      expect(repeated.suspensions).toEqual(accepted.suspensions);
      if (end === 'lifted') {
        const body = { result: 'lifted', reason: 'The holder sells phones.' };
        await api.call('POST', `/v1/suspensions/${id}/result`, {
          roles: ['inquiry_officer'],
          subject: 'inquiry-1',
          body,
        });
      } else {
        const over = `UPDATE own_suspension SET found_at = found_at - interval '8 days', expires_at = now() WHERE id = $1`;
        await api.db.query(over, [id]);
        expect(await driveDue(api.application, ['own_suspension_end'])).toBe(1);
      }
      for (const words of [transfer, otherWords, { ...transfer, amountSatang: '4999998' }]) {
        const answer = await to.post('th-002', institutionNotice({}, { ...words }));
        expect([answer.status, answer.body['code']]).toEqual([422, 'NOTICE.INVALID']);
        expect(answer.body['errors']).toMatchObject([{ pointer: '/transfers/0/suspended', code: 'FIELD.OVER' }]);
      }
      const plain = institutionNotice({}, { ...transfer, suspended: undefined });
      expect((await to.taken('th-002', plain)).suspensions).toEqual([]);
    });

    it('lapses by itself when its time is over (LIFT-6D), and shows as overdue until that is written', async () => {
      const accepted = await to.taken('th-002', institutionNotice());
      const [id, caseId] = [String(accepted.suspensions[0]?.id), String(accepted.cases[0]?.id)];
      await api.db.query(
        `UPDATE own_suspension SET found_at = found_at - interval '8 days', expires_at = now() - interval '1 second' WHERE id = $1`,
        [id],
      );
      expect((await to.noticesOf(caseId)).suspensions).toMatchObject([{ state: 'active', overdue: true }]);
      expect(await became(caseId)).toMatchObject({ suspended: '4000000', awaitingOrder: '1000000', released: '0' });
      const late = await api.call('POST', `/v1/suspensions/${id}/result`, {
        roles: ['inquiry_officer'],
        body: { result: 'proceeded', reason: 'too late', reference: 'Warrant 1/2569' },
      });
      expect(late.body['code']).toBe('SUSPENSION.ENDED');
      expect(await driveDue(api.application, ['own_suspension_end'])).toBe(1);
      expect(await driveDue(api.application, ['own_suspension_end'])).toBe(0);
      const [shown] = (await to.noticesOf(caseId)).suspensions;
      expect(shown).toMatchObject({ state: 'lapsed', overdue: false, endedBy: 'system' });
      expect(shown?.endRuleRowId).toContain('/LIFT-6D/');
      expect(await became(caseId)).toMatchObject({
        suspended: '0',
        awaitingOrder: '0',
        released: '4000000',
        unexplained: '1000000',
      });
      expect(await to.count("outbox WHERE row_id = $1 AND message = 'evidenceArrived'", id)).toBe(1);
    });
  });
});
