import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { DutiesView } from '../../../src/wire/case/judgement.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn } from './support.js';

const REASON = { en: 'The receipt shows a real sale.' };

describe('an appeal as a duty of the case', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  /** Reads the duties by the two promises: who owes them and how they stand. */
  const duties = async (caseId: string) => {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/duties`, { roles: ['auditor'] });
    return DutiesView.parse(body)
      .duties.filter(({ ruleId }) => ruleId === 'P-REL' || ruleId === 'P-POL')
      .map(({ ruleId, owedBy, state, subjectKind }) => `${ruleId} ${owedBy} ${state} ${subjectKind}`)
      .sort();
  };
  const age = (appealId: string, hours: number) =>
    api.db.query(
      `UPDATE appeal SET received_at = received_at - $2 * interval '1 hour', tier_since = tier_since - $2 * interval '1 hour' WHERE id = $1`,
      [appealId, hours],
    );

  it('is owed by the centre: overdue after four hours, breached after a working day', async () => {
    const hold = await on.held();
    const { id } = on.accepted(await on.byHolder(hold));
    expect(await duties(hold.caseId)).toEqual(['P-REL centre open appeal']);
    await age(id, 5);
    expect(await duties(hold.caseId)).toEqual(['P-REL centre overdue appeal']);
    // Longer than any run of holidays.
    await age(id, 24 * 14);
    expect(await duties(hold.caseId)).toEqual(['P-REL centre breached appeal']);
    await on.decide(id, { verdict: 'refuse', reason: REASON });
    expect(await duties(hold.caseId)).toEqual(['P-REL centre fulfilled appeal']);
    on.accepted(await on.byHolder(hold, 'Nobody looked at my books.'));
    expect(await duties(hold.caseId)).toEqual(['P-POL inquiry_officer open appeal', 'P-REL centre fulfilled appeal']);
  });

  it('that was upheld is owed by the bank until its receipt', async () => {
    const hold = await on.held();
    const { id } = on.accepted(await on.byHolder(hold));
    const { body } = await on.decide(id, { verdict: 'uphold', reason: REASON });
    expect(await duties(hold.caseId)).toEqual(['P-REL centre fulfilled appeal', 'P-REL th-002 open hold']);
    await on.released(hold.holdId, String(body['releaseOrderId']), '5000000');
    expect(await duties(hold.caseId)).toEqual(['P-REL centre fulfilled appeal', 'P-REL th-002 fulfilled hold']);
  });

  it('that was upheld in part is owed by the bank as well', async () => {
    const hold = await on.held();
    const { id } = on.accepted(await on.byHolder(hold));
    await on.decide(id, { verdict: 'uphold_in_part', keepSatang: '1000000', reason: REASON });
    expect(await duties(hold.caseId)).toEqual(['P-REL centre fulfilled appeal', 'P-REL th-002 open hold']);
    const order = await on.orderToSend(hold.holdId);
    await on.receipt(hold.holdId, String(order?.orderId), { heldAmountSatang: '1000000' });
    expect(await duties(hold.caseId)).toEqual(['P-REL centre fulfilled appeal', 'P-REL th-002 fulfilled hold']);
  });

  it('ends with the hold, although nobody answered', async () => {
    const hold = await on.held();
    const { id } = on.accepted(await on.byHolder(hold));
    const body = { reason: 'found to be unrelated', unrelated: true };
    const { body: release } = await api.call('POST', `/v1/holds/${hold.holdId}/release`, {
      roles: ['aoc_officer'],
      body,
    });
    await on.released(hold.holdId, String(release['releaseOrderId']), '5000000');
    await advanceCase(api.application, hold.caseId, AGENCY_DIALECTS, api.subjectHash);
    expect(await duties(hold.caseId)).toEqual(['P-REL centre fulfilled appeal']);
    expect(await on.value('SELECT state AS value FROM appeal WHERE id = $1', id)).toBe('received');
  });
});
