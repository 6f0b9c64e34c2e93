import { ulid } from 'ulid';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { TrailView } from '../../../src/wire/case/trail.js';
import { postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { newComplaint, caseOf, onward, noticeSteps } from './support/notice-steps.js';
import { ago, MULE, institutionNotice } from './support/notices.js';

/**
 * A debit carries no more stolen money than its amount, whether an answer to an order names it or
 * an institution's notice.
 */
describe('the later debits that a notice names', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  /**
   * Gives a notice of two payments to one account; each names how much of one debit carried its
   * money on.
   */
  function ofTwo(first: string, second: string) {
    const debit = { transferRef: `ON-${ulid()}`, amountSatang: '1000000' };
    const [transfer] = institutionNotice().transfers;
    const paymentWith = (attributedSatang: string) => ({
      ...transfer,
      reference: `T-${ulid()}`,
      suspended: undefined,
      onward: [onward({ ...debit, attributedSatang })],
    });
    return { ...institutionNotice(), transfers: [paymentWith(first), paymentWith(second)] };
  }
  const breaksOf = (caseId: string) =>
    api.db.query<{ kind: string }[]>('SELECT kind FROM break_record WHERE case_id = $1', [caseId]);

  it('carry no more for its transfers together than they amount to', async () => {
    const refused = await to.post('th-002', ofTwo('600000', '400001'));
    expect([refused.status, refused.body['errors']]).toMatchObject([
      422,
      [{ pointer: '/transfers/1/onward/0/attributedSatang', code: 'FIELD.ABOVE_TRANSFER' }],
    ]);
    const caseId = caseOf(await to.taken('th-002', ofTwo('600000', '400000')));
    const next = (await to.holdsOf(caseId)).filter(({ institution }) => institution === 'th-014');
    expect(next.map(({ requested }) => requested).sort()).toEqual(['400000', '600000']);
  });

  it('did not leave before the money came', async () => {
    const [transfer] = institutionNotice().transfers;
    const early = onward({ at: ago(24 * 3_600_000) });
    const answer = await to.post(
      'th-002',
      institutionNotice({}, { transferredAt: transfer?.transferredAt, onward: [early] }),
    );
    expect(answer.body['errors']).toMatchObject([
      { pointer: '/transfers/0/onward/0/at', code: 'FIELD.BEFORE_TRANSFER' },
    ]);
  });

  it('carry no more than an answer about another victim’s money left of them, or a break is opened and they are not followed', async () => {
    const payment = { to: { account: MULE }, amountSatang: '5000000', transferredAt: ago(900_000) };
    const complaint = newComplaint({ transfers: [{ ...payment, reference: `T-${ulid()}` }] });
    const first = String((await postComplaint(api, complaint)).body['id']);
    const debit = onward({ amountSatang: '5000000', attributedSatang: '4000000' });
    await to.answers('th-002', { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [debit] });
    expect((await to.holdsOf(first)).map(({ requested }) => requested)).toEqual(['5000000', '4000000']);

    const noticeWith = (attributedSatang: string) =>
      institutionNotice(
        {},
        { suspended: undefined, reference: `T-${ulid()}`, onward: [{ ...debit, attributedSatang }] },
      );
    const second = caseOf(await to.taken('th-002', noticeWith('1000001')));
    expect((await to.holdsOf(second)).filter(({ institution }) => institution === 'th-014')).toEqual([]);
    expect(await breaksOf(second)).toEqual([{ kind: 'ATTRIBUTION.ABOVE_DEBIT' }]);

    const third = caseOf(await to.taken('th-002', noticeWith('1000000')));
    expect((await to.holdsOf(third)).filter(({ institution }) => institution === 'th-014')).toMatchObject([
      { requested: '1000000', kind: 'section6' },
    ]);
    expect(await breaksOf(third)).toEqual([]);
    const { body } = await api.call('GET', `/v1/cases/${third}/trail?victims=all`, { roles: ['aoc_officer'] });
    expect(TrailView.parse(body)).toMatchObject({ contradiction: null });
  });

  it('leave the invariants of the database whole', async () => {
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
