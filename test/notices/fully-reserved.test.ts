import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../src/agencies/registry.js';
import { advanceCase } from '../../src/persistence/transactions/advance-case.js';
import { verifyRecord } from '../../src/verify/verify-record.js';
import { TrailView } from '../../src/wire/trail-view.js';
import { postComplaint } from '../api/complaints.js';
import { runApi, type RunningApi } from '../api/running-api.js';
import { aComplaint, NEXT, onward, section6Of } from './section-6.js';
import { suspicion } from './support.js';

/** Where the second receiver's money went on to. */
const THIRD = { institution: 'th-004', accountNo: '5556667799' };

describe('a stolen sum that is taken up whole', () => {
  let api: RunningApi;
  let to: ReturnType<typeof section6Of>;
  beforeAll(async () => {
    api = await runApi();
    to = section6Of(api);
  });
  afterAll(() => api.close());

  /** A victim's 50,000 baht: which case, and the reference of the payment. */
  async function complained() {
    const complaint = aComplaint();
    const answer = await postComplaint(api, complaint);
    return { caseId: String(answer.body['id']), reference: complaint.transfers[0]?.reference ?? '' };
  }

  const paid = (account: object, satang: string) =>
    onward({ transferRef: `ON-${ulid()}`, to: { account }, amountSatang: satang, attributedSatang: satang });

  /** The parts of the trail as an officer sees them; `held`: an order stands there, or stood. */
  async function trailOf(caseId: string) {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/trail`, { roles: ['aoc_officer'] });
    return TrailView.parse(body).links.map(({ hop, attributedSatang, stopReason, holdId }) => ({
      ...{ hop, attributedSatang, stopReason, held: holdId !== null },
    }));
  }
  async function sumOf(caseId: string) {
    const [sum] = await api.db.query<object[]>(
      'SELECT amount_satang AS amount, reserved_satang AS reserved, suspended_satang AS suspended FROM stolen_sum WHERE case_id = $1',
      [caseId],
    );
    return sum;
  }

  /** The first receiver paid all of it on to NEXT, which holds a part, is asked for the rest by nobody, and names a THIRD for it while an officer's order has it. */
  async function takenUpFurtherUp() {
    const { caseId, reference } = await complained();
    await to.answers('th-002', { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [paid(NEXT, '5000000')] });
    await to.answers('th-014', { result: 'HELD_PARTIAL', heldAmountSatang: '2000000' });
    // Of the rest nobody knows yet: an officer has the first account suspended for all that is not held.
    await to.officer({ reference });
    expect(await sumOf(caseId)).toEqual({ amount: '5000000', reserved: '5000000', suspended: '0' });
    await to.answers('th-014', {
      ...{ result: 'HELD_PARTIAL', receiptSeq: 2, heldAmountSatang: '2000000', onward: [paid(THIRD, '3000000')] },
    });
    return { caseId };
  }
  const advance = (caseId: string) => advanceCase(api.db, caseId, AGENCY_DIALECTS, api.subjectHash);
  const lastOf = async (caseId: string) => (await trailOf(caseId)).at(-1);

  it('ends the trail where nothing of it is free any more, and the record says why (fully_reserved)', async () => {
    const { caseId } = await takenUpFurtherUp();
    expect(await trailOf(caseId)).toEqual([
      { hop: 0, attributedSatang: '5000000', stopReason: null, held: true },
      { hop: 1, attributedSatang: '5000000', stopReason: null, held: true },
      { hop: 2, attributedSatang: '3000000', stopReason: 'fully_reserved', held: false },
    ]);
    await advance(caseId);
    expect(await lastOf(caseId)).toMatchObject({ stopReason: 'fully_reserved', held: false });
    expect(await sumOf(caseId)).toEqual({ amount: '5000000', reserved: '5000000', suspended: '0' });
    expect(await to.count('break_record WHERE case_id = $1', caseId)).toBe(0);
  });

  it('is asked for where the trail had ended as soon as the order further up finds nothing', async () => {
    const { caseId } = await takenUpFurtherUp();
    await to.answers('th-002', { result: 'NO_FUNDS', heldAmountSatang: '0' });
    await advance(caseId);
    await advance(caseId);
    expect(await lastOf(caseId)).toEqual({ hop: 2, attributedSatang: '3000000', stopReason: null, held: true });
    expect((await to.holdsOf(caseId)).slice(2)).toMatchObject([
      { hop: 1, institution: 'th-014', state: 'partly_held' },
      { hop: 2, institution: 'th-004', kind: 'section7', state: 'ordered', requested: '3000000' },
    ]);
    expect(await sumOf(caseId)).toEqual({ amount: '5000000', reserved: '5000000', suspended: '0' });
    expect(await to.count("audit_event WHERE chain = $1 AND type = 'trail.resumed'", caseId)).toBe(1);
  });

  it('is asked for there as far as it is free', async () => {
    const { caseId } = await takenUpFurtherUp();
    await to.answers('th-002', { result: 'HELD_PARTIAL', heldAmountSatang: '1200000' });
    await advance(caseId);
    expect((await to.holdsOf(caseId)).at(-1)).toMatchObject({ institution: 'th-004', requested: '1800000' });
    expect(await sumOf(caseId)).toEqual({ amount: '5000000', reserved: '5000000', suspended: '0' });
  });

  it('is not asked for there when what is free is less than an order is given for', async () => {
    const { caseId } = await takenUpFurtherUp();
    await to.answers('th-002', { result: 'HELD_PARTIAL', heldAmountSatang: '2950001' });
    await advance(caseId);
    expect(await lastOf(caseId)).toMatchObject({ stopReason: 'fully_reserved', held: false });
  });

  it('is not asked for there once the hold before was let go', async () => {
    const { caseId } = await takenUpFurtherUp();
    const [before] = await api.db.query<{ id: string }[]>(
      "SELECT id FROM hold WHERE case_id = $1 AND institution = 'th-014'",
      [caseId],
    );
    const release = await api.call('POST', `/v1/holds/${before?.id ?? ''}/release`, {
      ...{ roles: ['aoc_officer'], body: { reason: 'An honest sale.' } },
    });
    expect(release.status).toBeLessThan(300);
    await to.answers('th-002', { result: 'NO_FUNDS', heldAmountSatang: '0' });
    await advance(caseId);
    expect(await lastOf(caseId)).toMatchObject({ stopReason: 'fully_reserved', held: false });
  });

  it('lets a bank’s word of where the money went be followed once the order further up frees it', async () => {
    const { caseId, reference } = await complained();
    const debit = paid(NEXT, '3000000');
    await to.taken('th-002', suspicion({}, { reference, suspended: undefined, onward: [debit] }));
    expect((await trailOf(caseId)).at(-1)).toMatchObject({ hop: 1, stopReason: 'fully_reserved', held: false });
    await to.answers('th-002', { result: 'HELD_PARTIAL', heldAmountSatang: '2000000', onward: [debit] });
    await advanceCase(api.db, caseId, AGENCY_DIALECTS, api.subjectHash);
    expect(await to.holdsOf(caseId)).toMatchObject([
      { hop: 0, institution: 'th-002', state: 'partly_held' },
      { hop: 1, institution: 'th-014', kind: 'section6', requested: '3000000', days: 7 },
    ]);
    expect(await sumOf(caseId)).toEqual({ amount: '5000000', reserved: '5000000', suspended: '0' });
  });

  it('leaves the invariants of the record whole', async () => {
    const { checks } = await verifyRecord({ db: api.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
