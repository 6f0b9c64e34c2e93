import { readTimeline } from '../../../src/application/overview/read-timeline.js';
import { NoticeAccepted } from '../../../src/wire/case/notice.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { newComplaint, caseOf, onward, noticeSteps } from './support/notice-steps.js';
import { institutionNotice, officerNotice } from './support/notices.js';

describe('an officer’s result on a hold of a notice (OFF-6C)', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  it('unfounded: the hold is released with its receipt, and the holds further down with it', async () => {
    const accepted = await to.taken('th-002', institutionNotice({}, { onward: [onward()] }));
    const caseId = caseOf(accepted);
    const answer = await to.settle(String(accepted.suspensions[0]?.id), {
      result: 'lifted',
      reason: 'He sells phones.',
    });
    expect(answer.body).toMatchObject({ state: 'lifted' });
    const releases = `release_order WHERE case_id = $1 AND reason = 'SUSPICION_UNFOUNDED' AND legal_basis[1] LIKE '%/OFF-6C/%'`;
    expect(await to.count(releases, caseId)).toBe(1);
    expect(await to.holdsOf(caseId)).toMatchObject([{ institution: 'th-014', state: 'release_ordered' }]);
    const sentResults = `exchange WHERE case_id = $1 AND kind = 'suspension.result' AND party = 'th-002' AND direction = 'out'`;
    expect(await to.count(sentResults, caseId)).toBe(1);
    const lines = (await readTimeline(api.application.manager, caseId, ['auditor']))?.whatHappened ?? [];
    expect(lines.map(({ what, money }) => `${what.en} → ${money.en}`)).toContainEqual(
      expect.stringMatching(
        /^An officer found the suspicion of .+ unfounded → 40,000\.00 baht no longer suspended by the bank itself; /,
      ),
    );
    const shown = await to.noticesOf(caseId);
    expect(shown.suspensions).toMatchObject([
      { state: 'lifted', result: { result: 'unfounded', acknowledgedAt: null } },
    ]);
    expect(shown.holds).toMatchObject([{ result: { result: 'unfounded' } }]);
  });

  it('lawful action: it is recorded with its reference and sent to the institution, and the hold keeps its end', async () => {
    const accepted = await to.officer();
    const holdId = String(accepted.holds[0]?.holdId);
    const before = await to.holdsOf(caseOf(accepted));
    const answer = await to.settle(holdId, {
      result: 'proceeded',
      reason: 'A warrant is sought.',
      reference: 'CCIB 12/2569',
    });
    expect(answer.body).toEqual({ id: holdId, state: 'proceeded' });
    expect(await to.holdsOf(caseOf(accepted))).toEqual(before);
    const [shown] = (await to.noticesOf(caseOf(accepted))).holds;
    expect(shown?.result).toMatchObject({ result: 'lawful_action', reference: 'CCIB 12/2569', person: 'inquiry-1' });
    expect((await to.settle(holdId, { result: 'lifted', reason: 'no' })).body['code']).toBe('SUSPENSION.SETTLED');
  });

  it('lawful action: it must name its case number, warrant or order', async () => {
    const accepted = await to.officer();
    const answer = await to.settle(String(accepted.holds[0]?.holdId), {
      result: 'proceeded',
      reason: 'without a number',
    });
    expect(answer.body['code']).toBe('REQUEST.SCHEMA');
  });

  it('unfounded: the hold goes on by section 7 until its end there, when a victim has that power', async () => {
    const complaint = newComplaint();
    const caseId = String((await postComplaint(api, complaint)).body['id']);
    const { reference } = complaint.transfers[0] ?? {};
    const accepted = await to.officer({ reference });
    await to.settle(String(accepted.holds[0]?.holdId), { result: 'lifted', reason: 'no evidence' });
    expect(await to.holdsOf(caseId)).toMatchObject([
      { kind: 'section7', state: 'ordered', basis: ['VIC-7A', 'P-S7AOC', 'P-AMT'] },
    ]);
  });

  describe('is said by the office that gave the notice', () => {
    const lifted = { result: 'lifted', reason: 'no evidence' };
    const asked = async (office: 'ccib' | 'amlo') => {
      const { authority, ...notice } = officerNotice();
      const role = office === 'amlo' ? 'amlo_officer' : 'inquiry_officer';
      const answer = await api.call('POST', '/v1/notices', {
        roles: [role],
        subject: `${office}-1`,
        body: { ...notice, authority: { ...authority, office } },
        headers: { 'idempotency-key': `${office}-${Date.now()}` },
      });
      return String(NoticeAccepted.parse(answer.body).holds[0]?.holdId);
    };
    const settledBy = async (role: 'inquiry_officer' | 'amlo_officer', holdId: string, route: string, body: object) => {
      const answer = await api.call('POST', `/v1/${route.replace('{id}', holdId)}`, { roles: [role], body });
      return [answer.status, answer.body['code'] ?? answer.body['state']];
    };

    it.each([
      ['ccib', 'amlo_officer', 'inquiry_officer'],
      ['amlo', 'inquiry_officer', 'amlo_officer'],
    ] as const)('on a notice of %s not by %s, but by %s', async (office, other, own) => {
      const holdId = await asked(office);
      const route = 'suspensions/{id}/result';
      expect(await settledBy(other, holdId, route, lifted)).toEqual([403, 'SUSPENSION.OFFICE']);
      expect(await settledBy(own, holdId, route, lifted)).toEqual([201, 'lifted']);
    });

    it('and a hold on a notice of AMLO is not released by an inquiry officer', async () => {
      const [ofAmlo, ofPolice] = [await asked('amlo'), await asked('ccib')];
      const body = { reason: 'not connected' };
      expect(await settledBy('inquiry_officer', ofAmlo, 'holds/{id}/release', body)).toEqual([
        403,
        'SUSPENSION.OFFICE',
      ]);
      expect(await settledBy('inquiry_officer', ofPolice, 'holds/{id}/release', body)).toEqual([
        201,
        'release_ordered',
      ]);
    });

    it('and what a bank suspended itself by AMLO too', async () => {
      const accepted = await to.taken('th-002', institutionNotice());
      const route = 'suspensions/{id}/result';
      const own = String(accepted.suspensions[0]?.id);
      expect(await settledBy('amlo_officer', own, route, lifted)).toEqual([201, 'lifted']);
    });
  });

  it('is refused for a hold that rests on no notice', async () => {
    const caseId = String((await postComplaint(api, newComplaint())).body['id']);
    const [hold] = await api.db.query<{ id: string }[]>('SELECT id FROM hold WHERE case_id = $1', [caseId]);
    const answer = await to.settle(String(hold?.id), { result: 'lifted', reason: 'x' });
    expect([answer.status, answer.body['code']]).toEqual([404, 'SUSPENSION.ABSENT']);
  });

  it('leaves the invariants of the database whole', async () => {
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
