import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import {
  AppealQueue,
  AppealRound,
  AppealStatus,
  AppealsTogether,
  AppealsTogetherAccepted,
} from '../../../src/wire/case/appeal.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn, type HeldAccount } from './support.js';

const REASON = { th: 'ร้านค้าประจำ', en: 'A shop of ten years.' };

describe('several holds of one person', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeEach(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterEach(() => api.close());

  const file = (holds: readonly HeldAccount[], more: Record<string, unknown> = {}) => {
    const body = {
      holds: holds.map(({ reference, secret }) => ({ reference, secret })),
      statement: 'I sell shoes at both places.',
    };
    return api.call('POST', '/v1/appeals/together', { roles: null, body, ...more });
  };
  const status = async ({ reference, secret }: HeldAccount) =>
    AppealStatus.parse(
      (await api.call('POST', '/v1/appeals/status', { roles: null, body: { reference, secret } })).body,
    );
  /** Makes two holds of two cases, at accounts that share nothing but their holder. */
  const two = async (): Promise<[HeldAccount, HeldAccount]> => [
    await on.held({ accountNo: '5556660001' }),
    await on.held({ accountNo: '5556660002', amountSatang: '70000' }),
  ];

  it('are appealed against by one statement and the secret of each: an appeal and a clock for each, one view for the holder', async () => {
    const [first, second] = await two();
    const { appeals } = AppealsTogetherAccepted.parse((await file([first, second])).body);
    expect(appeals.map(({ reference, appeal }) => [reference, appeal?.state])).toEqual([
      [first.reference, 'received'],
      [second.reference, 'received'],
    ]);
    expect(new Set(appeals.map(({ appeal }) => appeal?.id)).size).toBe(2);
    for (const [own, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const view = await status(own);
      expect(view).toMatchObject({ reference: own.reference, appeal: { state: 'received' } });
      expect(view.together).toMatchObject([{ reference: other.reference, appeal: { state: 'received' } }]);
    }
  });

  it('are one view for desk and officer; the officer answers them together, each with its own decision and release', async () => {
    const [first, second] = await two();
    const alone = await on.held();
    const { appeals } = AppealsTogetherAccepted.parse((await file([first, second])).body);
    on.accepted(await on.byHolder(alone));
    const ids = appeals.map(({ appeal }) => String(appeal?.id));
    const queue = AppealQueue.parse((await api.call('GET', '/v1/appeals', { roles: ['aoc_officer'] })).body);
    expect(queue.appeals.map(({ id, together }) => [ids.includes(id), together.length]).sort()).toEqual([
      [false, 0],
      [true, 1],
      [true, 1],
    ]);
    const seen = await api.call('GET', `/v1/appeals/${String(ids[1])}/together`, { roles: ['hotline_operator'] });
    const view = AppealsTogether.parse(seen.body);
    expect(view.amountSatang).toBe('5070000');
    expect(view.appeals.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
    expect(view.appeals.map(({ filings }) => filings.map(({ statement }) => statement))).toEqual([
      ['I sell shoes at both places.'],
      ['I sell shoes at both places.'],
    ]);

    const body = { appealIds: ids, decision: { verdict: 'uphold', reason: REASON } };
    const round = () =>
      api.call('POST', '/v1/appeals/decisions', { roles: ['aoc_officer'], subject: 'officer-1', body });
    const { outcomes } = AppealRound.parse((await round()).body);
    expect(outcomes.map(({ state }) => state)).toEqual(['upheld', 'upheld']);
    expect(new Set(outcomes.flatMap(({ decisionId, releaseOrderId }) => [decisionId, releaseOrderId])).size).toBe(4);
    expect(AppealRound.parse((await round()).body).outcomes).toEqual(outcomes);
    expect(await on.value('SELECT count(*) AS value FROM appeal_decision')).toBe('2');
    expect((await status(first)).together).toMatchObject([
      { holdState: 'release_ordered', appeal: { state: 'upheld' } },
    ]);
  });

  it('with one wrong secret are all refused: nothing is filed, and the answer does not say which', async () => {
    const [first, second] = await two();
    const wrong = await file([first, { ...second, secret: '0000-0000-0000' }]);
    expect([wrong.status, wrong.body['code']]).toEqual([404, 'APPEAL.UNKNOWN']);
    expect(await on.value('SELECT count(*) AS value FROM appeal')).toBe('0');
  });

  it('can still be appealed against when one of them has ended', async () => {
    const [first, second] = await two();
    const body = { reason: 'found to be unrelated', unrelated: true };
    await api.call('POST', `/v1/holds/${first.holdId}/release`, { roles: ['aoc_officer'], body });
    const { appeals } = AppealsTogetherAccepted.parse((await file([first, second])).body);
    expect(appeals.map(({ appeal, refusedBecause }) => appeal?.state ?? refusedBecause)).toEqual([
      'HOLD.RELEASE_ORDERED',
      'received',
    ]);
  });

  it('change nothing when they are sent again in any order; the desk needs a key and the secrets', async () => {
    const [first, second] = await two();
    await file([first, second]);
    await file([second, first]);
    expect(await on.value('SELECT count(*) AS value FROM appeal_filing')).toBe('2');
    const desk = { roles: ['hotline_operator'], subject: 'operator-9' };
    expect((await file([first, second], desk)).body['code']).toBe('REQUEST.IDEMPOTENCY_KEY');
    const keyed = { ...desk, headers: { 'idempotency-key': ulid() } };
    const answer = await file([first, second], keyed);
    expect(answer.status).toBe(201);
    expect((await file([first, second], keyed)).body).toEqual(answer.body);
    expect(await on.value('SELECT count(*) AS value FROM appeal_filing')).toBe('4');
    expect((await file([first, { ...second, secret: '0000-0000-0000' }], keyed)).body['code']).toBe('APPEAL.UNKNOWN');
    expect((await file([first, first])).body['code']).toBe('REQUEST.SCHEMA');
  });

  it('are appealed against by their institution in one signed act, which each case keeps', async () => {
    const [first, second] = await two();
    const holds = [first, second].map(({ reference }) => ({ reference }));
    const webhookId = randomUUID();
    const send = () => on.byBankTogether('th-002', { holds, holderIs: 'regular_merchant' }, { webhookId });
    const sent = await send();
    const { appeals } = AppealsTogetherAccepted.parse(sent.body);
    expect(appeals.map(({ appeal, refusedBecause }) => [appeal?.state, refusedBecause])).toEqual([
      ['received', null],
      ['received', null],
    ]);
    expect((await send()).body).toEqual(sent.body);
    const rows = await api.db.query<{ caseId: string; ways: string; holder: string; exchanges: string[] }[]>(
      `SELECT a.case_id AS "caseId", f.way AS ways, f.holder_is AS holder,
              ARRAY(SELECT kind FROM exchange x WHERE x.case_id = a.case_id AND x.message_id = f.inbox_message_id ORDER BY kind) AS exchanges
         FROM appeal a JOIN appeal_filing f ON f.appeal_id = a.id ORDER BY a.case_id`,
    );
    const asKept = { ways: 'institution', holder: 'regular_merchant', exchanges: ['appeal.answer', 'holder.appeal'] };
    expect(rows).toEqual([first, second].map(({ caseId }) => ({ caseId, ...asKept })));

    const ids = appeals.map(({ appeal }) => String(appeal?.id));
    const seen = await api.call('GET', `/v1/appeals/${String(ids[0])}/together`, { roles: ['aoc_officer'] });
    expect(AppealsTogether.parse(seen.body).appeals.map(({ id }) => id)).toEqual(ids);
    // An institution's statement alone shows no holder another hold.
    expect((await status(first)).together).toEqual([]);
    const other = await on.byBankTogether('th-002', { holds, statement: 'Others.' }, { webhookId });
    expect([other.status, other.body['code']]).toEqual([409, 'INBOX.OTHER_BODY']);
    const report = await verifyRecord({ db: api.application });
    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('are refused to an institution as unknown when one is at another institution, and nothing is filed', async () => {
    const [first, second] = await two();
    const holds = [first, second].map(({ reference }) => ({ reference }));
    await api.db.query(`UPDATE hold SET institution = 'th-014' WHERE id = $1`, [second.holdId]);
    const foreign = await on.byBankTogether('th-002', { holds });
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'APPEAL.UNKNOWN']);
    const withSecret = holds.map((hold) => ({ ...hold, secret: first.secret }));
    expect((await on.byBankTogether('th-002', { holds: withSecret })).body['code']).toBe('APPEAL.CALLER');
    const unsigned = await api.call('POST', '/v1/appeals/together', { roles: null, body: { holds, statement: 'x' } });
    expect(unsigned.body['code']).toBe('APPEAL.CALLER');
    expect(await on.value('SELECT count(*) AS value FROM appeal')).toBe('0');
  });

  it('are linked only by proof: an appeal against one of them alone shows no other', async () => {
    const account = { accountNo: '5556660001' };
    const [first, second] = [await on.held(account), await on.held({ ...account, amountSatang: '70000' })];
    on.accepted(await on.byHolder(first));
    on.accepted(await on.byHolder(second));
    expect((await status(first)).together).toEqual([]);
    const report = await verifyRecord({ db: api.application });
    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
