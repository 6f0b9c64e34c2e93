import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { TrailView } from '../../../src/wire/case/trail.js';
import { postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { newComplaint, NEXT, onward, noticeSteps } from './support/notice-steps.js';
import { institutionNotice } from './support/notices.js';

describe('a stolen sum that is reserved in full', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  /** Reports a victim's 50,000 baht; returns the case and the reference of the payment. */
  async function complained() {
    const complaint = newComplaint();
    const answer = await postComplaint(api, complaint);
    return { caseId: String(answer.body['id']), reference: complaint.transfers[0]?.reference ?? '' };
  }

  const paid = (account: object, satang: string) =>
    onward({ transferRef: `ON-${ulid()}`, to: { account }, amountSatang: satang, attributedSatang: satang });

  /**
   * Reads the parts of the trail as an officer sees them; `held`: an order stands or stood there.
   */
  async function trailOf(caseId: string) {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/trail`, { roles: ['aoc_officer'] });
    return TrailView.parse(body).links.map(({ hop, attributedSatang, stopReason, holdId }) => ({
      hop,
      attributedSatang,
      stopReason,
      held: holdId !== null,
    }));
  }
  async function sumOf(caseId: string) {
    const [sum] = await api.db.query<object[]>(
      'SELECT amount_satang AS amount, reserved_satang AS reserved, suspended_satang AS suspended FROM stolen_sum WHERE case_id = $1',
      [caseId],
    );
    return sum;
  }

  it('orders a later debit that a notice named once an order further up frees the money', async () => {
    const { caseId, reference } = await complained();
    const debit = paid(NEXT, '3000000');
    await to.taken('th-002', institutionNotice({}, { reference, suspended: undefined, onward: [debit] }));
    expect((await trailOf(caseId)).at(-1)).toMatchObject({ hop: 1, stopReason: 'fully_reserved', held: false });
    await to.answers('th-002', { result: 'HELD_PARTIAL', heldAmountSatang: '2000000', onward: [debit] });
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
    expect(await to.holdsOf(caseId)).toMatchObject([
      { hop: 0, institution: 'th-002', state: 'partly_held' },
      { hop: 1, institution: 'th-014', kind: 'section6', requested: '3000000', days: 7 },
    ]);
    expect(await sumOf(caseId)).toEqual({ amount: '5000000', reserved: '5000000', suspended: '0' });
  });

  it('leaves the invariants of the database whole', async () => {
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
