import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { BreakList } from '../../../src/wire/case/break.js';
import { HoldList } from '../../../src/wire/case/hold.js';
import { ComplaintStatus } from '../../../src/wire/case/complaint.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { postCallback } from '../../api/support/signed-callback.js';
import { appealsOn, type HeldAccount } from '../appeal/support.js';

describe('confirmed money that is gone from the bank although nobody let it go', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeEach(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterEach(() => api.close());

  const breaks = async () => {
    const { body } = await api.call('GET', '/v1/breaks', { roles: ['auditor'] });
    return BreakList.parse(body).breaks.map(({ holdId, kind, ownerRole, said }) => [
      holdId,
      kind,
      ownerRole,
      said?.result,
    ]);
  };
  const newsOf = async (caseId: string) => {
    const { body } = await api.call('GET', `/v1/complaints/${caseId}`, { roles: ['hotline_operator'] });
    return ComplaintStatus.parse(body).toTell?.text.en.split('\n').at(-3);
  };
  const ended = (holdId: string) =>
    on.value(`SELECT state || ' ' || state_reason || ' ' || reserved_satang AS value FROM hold WHERE id = $1`, holdId);

  /** Applies th-002's report that the hold lapsed by itself. */
  async function lapses({ holdId, orderId }: HeldAccount, at: Date): Promise<void> {
    const data = { orderId, holdId, releasedAmountSatang: '5000000', at: at.toISOString() };
    const bank = api.parties['th-002'];
    if (bank === undefined) throw new Error('no such bank');
    const answer = await postCallback(api, 'institutions', bank.key, { type: 'hold.lapsed', data });
    expect(answer.status).toBe(200);
    await advanceHold(api.application, holdId);
  }
  const expiryOf = async (holdId: string) =>
    new Date(await on.value(`SELECT to_json(expires_at) #>> '{}' AS value FROM hold WHERE id = $1`, holdId));

  it.each(['NO_FUNDS', 'ACCOUNT_CLOSED', 'NOT_FOUND'])(
    'opens a break when a later order is answered by %s, and the victim hears that the bank says so',
    async (result) => {
      const { caseId, holdId } = await on.held();
      const { body } = await api.call('POST', `/v1/holds/${holdId}/partial-release`, {
        roles: ['aoc_officer'],
        body: { keepSatang: '4000000', reason: 'A part is not of it.' },
      });
      await on.receipt(holdId, String(body['orderId']), { result, heldAmountSatang: '0' });
      expect(await ended(holdId)).toBe(`released ${result} 0`);
      expect(await breaks()).toEqual([[holdId, 'HELD_MONEY_GONE', 'aoc_supervisor', result]]);
      expect(await newsOf(caseId)).toContain('no longer suspends 50,000.00 baht: it reports that');
    },
  );

  it('opens a break when the bank ends the hold days before its time, also in a report with a later date', async () => {
    const [first, second] = [await on.held(), await on.held({ accountNo: '5556667779' })];
    await lapses(first, new Date());
    await lapses(second, await expiryOf(second.holdId));
    for (const { holdId } of [first, second]) expect(await ended(holdId)).toBe('released LAPSED_EARLY 0');
    expect((await breaks()).sort()).toEqual(
      [first, second].map(({ holdId }) => [holdId, 'LAPSED_EARLY', 'aoc_supervisor', 'LAPSED']).sort(),
    );
    expect(await newsOf(first.caseId)).toContain('it ended the suspension before the time that was ordered');
  });

  it('is no break when the hold lapsed at its time', async () => {
    const hold = await on.held();
    await api.db.query(
      `UPDATE hold SET expires_at = expires_at - interval '400 days', ordered_at = ordered_at - interval '400 days',
              section7_from = section7_from - interval '400 days'`,
    );
    await lapses(hold, await expiryOf(hold.holdId));
    // The reason is the one that our release would have had, and the row that set the time is kept.
    expect(await ended(hold.holdId)).toBe('released DEBIT_NOT_CONFIRMED 0');
    const { body } = await api.call('GET', `/v1/cases/${hold.caseId}/holds`, { roles: ['auditor'] });
    expect(HoldList.parse(body).holds).toMatchObject([
      { release: null, lapse: { legalBasis: [expect.stringContaining('P-URG')] } },
    ]);
    expect(await breaks()).toEqual([]);
    expect(await newsOf(hold.caseId)).toContain('did not confirm the transfer in time');
  });

  it('is no break, and keeps the officer’s reason, when a release was under way', async () => {
    const hold = await on.held();
    const body = { reason: 'found to be unrelated', unrelated: true };
    await api.call('POST', `/v1/holds/${hold.holdId}/release`, { roles: ['aoc_officer'], body });
    await lapses(hold, new Date());
    expect(await ended(hold.holdId)).toBe('released UNRELATED 0');
    expect(await breaks()).toEqual([]);
    expect(await newsOf(hold.caseId)).toContain('an officer decided that it may not go on');
  });
});
