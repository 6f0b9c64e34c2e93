import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { AppealStatus, AppealView, HolderView } from '../../../src/wire/case/appeal.js';
import { DutiesView } from '../../../src/wire/case/judgement.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn, type HeldAccount } from './support.js';

const DAY_MS = 86_400_000;
const REFUSE = { verdict: 'refuse', reason: { en: 'The payment is not explained.' } };

describe('a hold that goes on by a decision after every answer', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const statusOf = async ({ reference, secret }: HeldAccount) =>
    AppealStatus.parse(
      (await api.call('POST', '/v1/appeals/status', { roles: null, body: { reference, secret } })).body,
    );
  const viewOf = async (id: string) =>
    AppealView.parse((await api.call('GET', `/v1/appeals/${id}`, { roles: ['auditor'] })).body);

  /** Has both tiers refuse. */
  async function refusedTwice(hold: HeldAccount, officer = 'officer-1', inquiry = 'inquiry-1'): Promise<string> {
    const { id } = on.accepted(await on.byHolder(hold));
    expect((await on.decide(id, REFUSE, officer)).status).toBe(201);
    on.accepted(await on.byHolder(hold));
    expect((await on.decide(id, REFUSE, inquiry, 'inquiry_officer')).status).toBe(201);
    expect((await on.byHolder(hold)).body['code']).toBe('APPEAL.NO_FURTHER_TIER');
    return id;
  }

  it('can be appealed against anew, first to the centre, after each new decision', async () => {
    const hold = await on.held();
    const first = await refusedTwice(hold);
    await on.continued(hold, new Date(Date.now() + 8 * DAY_MS));
    expect((await statusOf(hold)).next.en).toContain('appeal anew');
    const second = on.accepted(await on.byHolder(hold, 'Here is the receipt that I found.'));
    expect(second).toMatchObject({ state: 'received', tier: 'centre', joined: false });
    expect(second.id).not.toBe(first);
    expect(Date.parse(second.targetAt) - Date.parse(second.receivedAt)).toBe(4 * 3_600_000);
    expect([(await viewOf(first)).round, (await viewOf(second.id)).round]).toEqual([1, 2]);
    expect(on.accepted(await on.byHolder(hold, 'And this one.'))).toMatchObject({ id: second.id, joined: true });

    await on.decide(second.id, REFUSE, 'officer-2');
    on.accepted(await on.byHolder(hold));
    await on.decide(second.id, REFUSE, 'inquiry-2', 'inquiry_officer');
    expect((await on.byHolder(hold)).body['code']).toBe('APPEAL.NO_FURTHER_TIER');
    await on.continued(hold, new Date(Date.now() + 9 * DAY_MS));
    const third = on.accepted(await on.byHolder(hold));
    expect((await viewOf(third.id)).round).toBe(3);
    const { appeal } = await statusOf(hold);
    expect(appeal).toMatchObject({ state: 'received', tier: 'centre' });
    expect(appeal?.answers.map(({ tier }) => tier)).toEqual(['centre', 'police', 'centre', 'police']);
  });

  it('may not be heard by a person who answered in an earlier round or ordered that it goes on', async () => {
    const hold = await on.held();
    await refusedTwice(hold);
    await on.continued(hold);
    const { id } = on.accepted(await on.byHolder(hold));
    expect((await on.decide(id, REFUSE, 'officer-1')).body['code']).toBe('APPEAL.OWN_ANSWER');
    expect((await on.decide(id, REFUSE, 'officer-2')).status).toBe(201);
    on.accepted(await on.byHolder(hold));
    const asPolice = (subject: string) => on.decide(id, REFUSE, subject, 'inquiry_officer');
    expect((await asPolice('inquiry-1')).body['code']).toBe('APPEAL.OWN_ANSWER');
    expect((await asPolice('inquiry-7')).body['code']).toBe('APPEAL.OWN_HOLD');
    expect((await asPolice('inquiry-2')).status).toBe(201);
  });

  it('begins no new round after an order for less', async () => {
    const hold = await on.held();
    await refusedTwice(hold);
    const body = { keepSatang: '2000000', reason: 'The rest is his wage.' };
    const reduced = await api.call('POST', `/v1/holds/${hold.holdId}/partial-release`, {
      subject: 'officer-7',
      roles: ['aoc_officer'],
      body,
    });
    expect(reduced.status).toBe(201);
    expect((await on.byHolder(hold)).body['code']).toBe('APPEAL.NO_FURTHER_TIER');
  });

  it('is released by an appeal of a later round as by the first', async () => {
    const hold = await on.held();
    await refusedTwice(hold);
    await on.continued(hold);
    const { id } = on.accepted(await on.byHolder(hold));
    const upheld = await on.decide(id, { verdict: 'uphold', reason: { en: 'A real sale.' } }, 'officer-2');
    expect(upheld.body).toMatchObject({ state: 'received' });
    // The order of the police is theirs to lift, by another officer than gave it.
    const lifted = await api.call('POST', `/v1/appeals/${id}/decisions`, {
      subject: 'inquiry-8',
      roles: ['inquiry_officer'],
      body: { verdict: 'uphold', reason: { en: 'A real sale.' } },
    });
    expect(lifted.body).toMatchObject({ state: 'upheld' });
    expect((await on.byHolder(hold)).body['code']).toBe('HOLD.RELEASE_ORDERED');
  });

  it('shows once in the view of its account, with its newest appeal, and each round has duties of its own', async () => {
    const hold = await on.held({ accountNo: '5556660009' });
    const first = await refusedTwice(hold);
    await on.continued(hold);
    const { id } = on.accepted(await on.byHolder(hold));
    const search = { roles: ['hotline_operator'], subject: 'operator-9', body: { reference: hold.reference } };
    const { holds } = HolderView.parse((await api.call('POST', '/v1/appeals/searches', search)).body);
    expect(holds.map(({ holdId, appeal }) => [holdId, appeal?.id])).toEqual([[hold.holdId, id]]);
    const { body } = await api.call('GET', `/v1/cases/${hold.caseId}/duties`, { roles: ['auditor'] });
    const duties = DutiesView.parse(body).duties.filter(({ subject }) => [first, id].includes(subject));
    expect(duties.map(({ subject, state }) => [subject === id ? 'second' : 'first', state])).toEqual([
      ['second', 'open'],
      ['first', 'fulfilled'],
      ['first', 'fulfilled'],
    ]);
  });

  it('has only one open appeal, also when SQL writes one', async () => {
    const hold = await on.held();
    const { id } = on.accepted(await on.byHolder(hold));
    const secondAppeal = `INSERT INTO appeal (id, hold_id, case_id, state, tier, rule_row_id, received_at, tier_since, target_at, breach_at, reviewer, settled_at, round)
                   SELECT 'another', hold_id, case_id, state, tier, rule_row_id, received_at, tier_since, target_at, breach_at, reviewer, settled_at, round + 1
                     FROM appeal WHERE id = $1`;
    await expect(api.db.query(secondAppeal, [id])).rejects.toThrow('appeal_one_open');
  });

  it('leaves a database in which every invariant holds', async () => {
    const report = await verifyRecord({ db: api.application });
    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
