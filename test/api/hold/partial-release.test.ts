import { HoldList, type HoldView } from '../../../src/wire/case/hold.js';
import { DutiesView } from '../../../src/wire/case/judgement.js';
import { appealsOn } from '../../application/appeal/support.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('a partial release of a hold', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const ask = (holdId: string, body: object, role = 'aoc_officer') =>
    api.call('POST', `/v1/holds/${holdId}/partial-release`, { subject: 'officer-7', roles: [role], body });
  async function holdOf(caseId: string): Promise<HoldView> {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/holds`, { roles: ['auditor'] });
    const [hold] = HoldList.parse(body).holds;
    if (hold === undefined) throw new Error('the case has no hold');
    expect(body).toEqual({ holds: [hold] });
    return hold;
  }

  it('is an order for what stays; the receipt proves the rest, and frees it', async () => {
    const { held, receipt, value } = on;
    const { caseId, holdId } = await held();
    const before = await holdOf(caseId);
    const answer = await ask(holdId, { keepSatang: '2000000', reason: 'The rest is his wage.' });
    expect([answer.status, answer.body]).toMatchObject([201, { holdId, keepSatang: '2000000', state: 'held' }]);
    const orderId = String(answer.body['orderId']);
    const asked = await holdOf(caseId);
    expect(asked).toMatchObject({ heldSatang: '5000000', expiresAt: before.expiresAt });
    expect(asked.orders.at(-1)).toMatchObject({
      id: orderId,
      requestedSatang: '2000000',
      replacesOrderId: before.orders[0]?.id,
      expiresAt: before.expiresAt,
      expiryRuleRowId: before.orders[0]?.expiryRuleRowId,
    });
    expect((await ask(holdId, { keepSatang: '2000000', reason: 'Again.' })).body).toMatchObject({
      code: 'HOLD.PART',
      values: { belowSatang: '2000000' },
    });

    await receipt(holdId, orderId, { heldAmountSatang: '2000000' });
    const after = await holdOf(caseId);
    expect(after).toMatchObject({ state: 'held', heldSatang: '2000000', letGoSatang: '3000000' });
    expect(after.receipts.at(-1)).toMatchObject({ orderId, amountSatang: '2000000', applied: true });
    expect(await value('SELECT reserved_satang AS value FROM stolen_sum WHERE case_id = $1', caseId)).toBe('2000000');
    expect(await value('SELECT reason AS value FROM partial_release WHERE order_id = $1', orderId)).toMatch(/wage/);
  });

  it('is told to the holder by the bank, with the receipt or later; until then the duty is open', async () => {
    const { held, receipt, notified } = on;
    const at = new Date().toISOString();
    const { caseId, holdId } = await held({ receipt: { holderNotifiedAt: at } });
    const tells = async () => {
      const { body } = await api.call('GET', `/v1/cases/${caseId}/duties`, { roles: ['auditor'] });
      const duties = DutiesView.parse(body).duties.filter(
        (duty) => duty.ruleId === 'P-TELL' && duty.owedBy === 'th-002',
      );
      return duties.map(({ state }) => state).sort();
    };
    const letGo = async (keepSatang: string, says: object) => {
      const { body } = await ask(holdId, { keepSatang, reason: 'Another part.' });
      await receipt(holdId, String(body['orderId']), { heldAmountSatang: keepSatang, ...says });
      return (await holdOf(caseId)).orders.map(({ changesAmount, holderNotifiedAt }) => [
        changesAmount,
        holderNotifiedAt,
      ]);
    };
    expect(await tells()).toEqual(['fulfilled']);
    const soon = new Date().toISOString();
    expect(await letGo('3000000', { holderNotifiedAt: soon })).toEqual([
      [false, null],
      [true, soon],
    ]);
    expect(await tells()).toEqual(['fulfilled', 'fulfilled']);

    expect((await letGo('2000000', {})).at(-1)).toEqual([true, null]);
    expect((await letGo('1000000', {})).at(-1)).toEqual([true, null]);
    expect(await tells()).toEqual(['fulfilled', 'fulfilled', 'open', 'open']);
    await notified(holdId, '2020-01-01T00:00:00.000Z', 'part');
    expect(await tells()).toEqual(['fulfilled', 'fulfilled', 'open', 'open']);
    await notified(holdId, new Date().toISOString(), 'part');
    expect(await tells()).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect((await holdOf(caseId)).orders[1]?.holderNotifiedAt).toBe(soon);
    expect((await holdOf(caseId)).holderNotifiedAt).toBe(at);
  });

  it('is refused for a hold that the bank has not confirmed, and for other roles', async () => {
    const { held } = on;
    const { holdId } = await held({ receipt: { result: 'PENDING', heldAmountSatang: '0' } });
    const body = { keepSatang: '1', reason: 'Try.' };
    expect((await ask(holdId, body)).body).toMatchObject({ code: 'HOLD.NOT_CONFIRMED' });
    expect((await ask(holdId, body, 'auditor')).status).toBe(403);
  });

  it('is refused with the figure that it must stay below, also where nothing is to stay held', async () => {
    const { held } = on;
    const { holdId } = await held();
    for (const keepSatang of ['0', '5000000', '5000001']) {
      const { body } = await ask(holdId, { keepSatang, reason: 'Try.' });
      expect([body['code'], body['values']]).toEqual(['HOLD.PART', { belowSatang: '5000000' }]);
    }
  });

  it('leaves the hold showing all that it rests on: credit, rows with their version, deciders, expiry and receipts', async () => {
    const { held } = on;
    const { caseId, holdId } = await held();
    await ask(holdId, { keepSatang: '10', reason: 'Almost all.' });
    await api.call('POST', `/v1/holds/${holdId}/release`, {
      subject: 'officer-8',
      roles: ['aoc_officer'],
      body: { reason: 'All of it.' },
    });
    const hold = await holdOf(caseId);
    expect(hold).toMatchObject({
      id: holdId,
      caseId,
      institution: 'th-002',
      kind: 'section7',
      seizureWarrantNo: null,
      caseNo: expect.stringMatching(/^RG/) as string,
      transfer: { fromInstitution: 'th-004', amountSatang: '5000000' },
      deciders: [
        { act: 'partial_release', person: 'officer-7', role: 'aoc_officer' },
        { act: 'release', person: 'officer-8', role: null },
      ],
      release: { orderedBy: 'officer-8', reason: 'OFFICER_RELEASE' },
    });
    const [first] = hold.orders;
    expect(first?.legalBasis).toContain('th/VIC-7A/2026-11-30');
    expect([first?.kind, first?.expiryRuleRowId]).toEqual(['section7', 'th/P-URG/2025-04-13']);
  });
});
