import { verifyRecord } from '../../../src/verify/verify-record.js';
import { postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { aComplaint, caseOf, onward, section6Of } from './support/notice-steps.js';
import { suspicion } from './support/notices.js';

describe('what an officer found of a suspicion (OFF-6C)', () => {
  let api: RunningApi;
  let to: ReturnType<typeof section6Of>;
  beforeAll(async () => {
    api = await runApi();
    to = section6Of(api);
  });
  afterAll(() => api.close());

  it('unfounded: the hold is released with its receipt, and what stands further down with it', async () => {
    const accepted = await to.taken('th-002', suspicion({}, { onward: [onward()] }));
    const caseId = caseOf(accepted);
    const answer = await to.settle(String(accepted.suspensions[0]?.id), {
      result: 'lifted',
      reason: 'He sells phones.',
    });
    expect(answer.body).toMatchObject({ state: 'lifted' });
    const releases = `release_order WHERE case_id = $1 AND reason = 'SUSPICION_UNFOUNDED' AND legal_basis[1] LIKE '%/OFF-6C/%'`;
    expect(await to.count(releases, caseId)).toBe(1);
    expect(await to.holdsOf(caseId)).toMatchObject([{ institution: 'th-014', state: 'release_ordered' }]);
    const told = `exchange WHERE case_id = $1 AND kind = 'suspension.result' AND party = 'th-002' AND direction = 'out'`;
    expect(await to.count(told, caseId)).toBe(1);
    const shown = await to.noticesOf(caseId);
    expect(shown.suspensions).toMatchObject([
      { state: 'lifted', result: { result: 'unfounded', acknowledgedAt: null } },
    ]);
    expect(shown.holds).toMatchObject([{ result: { result: 'unfounded' } }]);
  });

  it('lawful action: recorded with its reference, the institution is told, and the hold keeps its own end', async () => {
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

  it('lawful action names what it is', async () => {
    const accepted = await to.officer();
    const answer = await to.settle(String(accepted.holds[0]?.holdId), {
      result: 'proceeded',
      reason: 'without a number',
    });
    expect(answer.body['code']).toBe('REQUEST.SCHEMA');
  });

  it("unfounded leaves a victim's section 7 what it gives: the hold goes on by it, until its own end", async () => {
    const complaint = aComplaint();
    const caseId = String((await postComplaint(api, complaint)).body['id']);
    const { reference } = complaint.transfers[0] ?? {};
    const accepted = await to.officer({ reference });
    await to.settle(String(accepted.holds[0]?.holdId), { result: 'lifted', reason: 'no evidence' });
    expect(await to.holdsOf(caseId)).toMatchObject([
      { kind: 'section7', state: 'ordered', basis: ['VIC-7A', 'P-S7AOC', 'P-AMT'] },
    ]);
  });

  it('is nothing that can be said of a hold that rests on no notice', async () => {
    const caseId = String((await postComplaint(api, aComplaint())).body['id']);
    const [hold] = await api.db.query<{ id: string }[]>('SELECT id FROM hold WHERE case_id = $1', [caseId]);
    const answer = await to.settle(String(hold?.id), { result: 'lifted', reason: 'x' });
    expect([answer.status, answer.body['code']]).toEqual([404, 'SUSPENSION.ABSENT']);
  });

  it('leaves the invariants of the record whole', async () => {
    const { checks } = await verifyRecord({ db: api.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
