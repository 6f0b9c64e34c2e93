import { byTriage } from '../../../src/domain/appeal/triage.js';
import { AppealQueue, AppealRound, AppealStatus, AppealView, HolderView } from '../../../src/wire/case/appeal.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { answerRound } from '../../../src/api/appeal/answer-round.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { postCallback } from '../../api/support/signed-callback.js';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { appealsOn, type HeldAccount } from './support.js';

const REASON = { th: 'ใบเสร็จแสดงว่าขายสินค้าจริง', en: 'The receipt shows a real sale.' };

describe('the answer to an appeal', () => {
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
  const file = async (hold: HeldAccount) => on.accepted(await on.byHolder(hold)).id;
  const stateOf = (holdId: string) => on.value('SELECT state AS value FROM hold WHERE id = $1', holdId);

  it('takes it up, then upholds it: the hold is released, and ends when the bank has acknowledged', async () => {
    const hold = await on.held();
    const id = await file(hold);
    expect((await on.decide(id, { verdict: 'review' })).body['state']).toBe('under_review');
    const upheld = await on.decide(id, { verdict: 'uphold', reason: REASON });
    expect(upheld.body).toMatchObject({ appealId: id, state: 'upheld' });
    expect(await stateOf(hold.holdId)).toBe('release_ordered');
    const releaseOrderId = String(upheld.body['releaseOrderId']);
    const basis = `SELECT reason || ' ' || array_to_string(legal_basis, ' ') AS value FROM release_order WHERE id = $1`;
    expect(await on.value(basis, releaseOrderId)).toMatch(/^APPEAL_UPHELD .*\/OFF-7D\/.*\/P-REL\//);
    const data = {
      releaseOrderId,
      holdId: hold.holdId,
      result: 'RELEASED',
      releasedAmountSatang: '5000000',
      at: new Date().toISOString(),
    };
    const { key } = api.parties['th-002'] ?? { key: null };
    if (key === null) throw new Error('no bank');
    await postCallback(api, 'institutions', key, { type: 'release.receipt', data });
    await advanceHold(api.application, hold.holdId);
    expect(await statusOf(hold)).toMatchObject({
      amountSatang: '0',
      holdState: 'released',
      appeal: { state: 'upheld', answers: [{ verdict: 'uphold', reason: REASON }] },
    });
    const repeated = await on.byHolder(hold);
    expect([repeated.status, repeated.body['code']]).toEqual([409, 'HOLD.ENDED']);
  });

  it('releases the holds further down on the same money as well', async () => {
    const onward = {
      transferRef: 'ONWARD-0001',
      to: { account: { institution: 'th-014', accountNo: '8889990001' } },
      amountSatang: '2000000',
      attributedSatang: '2000000',
      at: new Date(Date.now() - 60_000).toISOString(),
      channel: 'promptpay',
    };
    const hold = await on.held({
      receipt: { result: 'HELD_PARTIAL', heldAmountSatang: '3000000', onward: [onward] },
    });
    const below = await on.value('SELECT id AS value FROM hold WHERE case_id = $1 AND hop = 1', hold.caseId);
    expect(await stateOf(below)).toBe('ordered');
    const id = await file(hold);
    expect((await on.decide(id, { verdict: 'uphold', reason: REASON })).status).toBe(201);
    expect(await stateOf(below)).toBe('release_ordered');
    expect(await on.value('SELECT reason AS value FROM release_order WHERE hold_id = $1', below)).toBe('APPEAL_UPHELD');
  });

  it('upholds in part: the bank is ordered to keep less, and its receipt frees the other part', async () => {
    const hold = await on.held();
    const id = await file(hold);
    const part = { verdict: 'uphold_in_part', keepSatang: '1000000', reason: REASON };
    expect((await on.decide(id, { ...part, keepSatang: '5000000' })).body['code']).toBe('APPEAL.PART');
    expect((await on.decide(id, part)).body).toMatchObject({ state: 'partly_upheld', releaseOrderId: null });
    const order = await on.orderToSend(hold.holdId);
    expect(order).toMatchObject({ replacesOrderId: hold.orderId, requestedAmountSatang: '1000000' });
    expect(order?.holderNotice).not.toHaveProperty('appealSecret');
    const figures = 'SELECT held_satang || $2 || reserved_satang AS value FROM hold WHERE id = $1';
    expect(await on.value(figures, hold.holdId, '/')).toBe('5000000/5000000');
    await on.receipt(hold.holdId, String(order?.orderId), { heldAmountSatang: '1000000' });
    expect(await on.value(figures, hold.holdId, '/')).toBe('1000000/1000000');
    expect(await on.value('SELECT reserved_satang AS value FROM stolen_sum WHERE case_id = $1', hold.caseId)).toBe(
      '1000000',
    );
    expect(await statusOf(hold)).toMatchObject({ amountSatang: '1000000', holdState: 'held' });
  });

  it('in part opens a break when the bank says that it keeps more than the order lets it', async () => {
    const hold = await on.held();
    const id = await file(hold);
    await on.decide(id, { verdict: 'uphold_in_part', keepSatang: '1000000', reason: REASON });
    const order = await on.orderToSend(hold.holdId);
    await on.receipt(hold.holdId, String(order?.orderId), { heldAmountSatang: '5000000' });
    const breaks = 'SELECT kind AS value FROM break_record WHERE hold_id = $1';
    expect(await on.value(breaks, hold.holdId)).toBe('MORE_THAN_REQUESTED');
  });

  it('refuses with reasons; then the police hear it anew as the last tier', async () => {
    const hold = await on.held();
    const id = await file(hold);
    expect((await on.decide(id, { verdict: 'refuse', reason: {} })).body['code']).toBe('REQUEST.SCHEMA');
    expect((await on.decide(id, { verdict: 'refuse', reason: { th: REASON.th } })).body['state']).toBe('refused');
    expect((await on.decide(id, { verdict: 'uphold', reason: REASON })).body['code']).toBe('APPEAL.ANSWERED');
    expect((await statusOf(hold)).next.en).toContain('inquiry officer');
    const second = on.accepted(await on.byHolder(hold, 'Nobody asked me for my books.'));
    expect(second).toMatchObject({ id, state: 'received', tier: 'police', joined: false });
    const roles = ['aoc_officer', 'inquiry_officer'];
    const asBoth = { roles, subject: 'officer-1', body: { verdict: 'review' } };
    expect((await api.call('POST', `/v1/appeals/${id}/decisions`, asBoth)).body['code']).toBe('APPEAL.OWN_ANSWER');
    expect((await on.decide(id, { verdict: 'review' }, 'officer-2')).body['code']).toBe('APPEAL.ROLE');
    const answer = await on.decide(id, { verdict: 'refuse', reason: REASON }, 'inquiry-1', 'inquiry_officer');
    expect(answer.body['state']).toBe('refused');
    expect((await on.byHolder(hold)).body['code']).toBe('APPEAL.NO_FURTHER_TIER');
    expect((await statusOf(hold)).appeal?.answers.map(({ tier }) => tier)).toEqual(['centre', 'police']);
    expect(await stateOf(hold.holdId)).toBe('held');
  });

  it('never comes from a person who had a hand in the hold; the database refuses that as well', async () => {
    const hold = await on.held();
    const id = await file(hold);
    const own = await on.decide(id, { verdict: 'uphold', reason: REASON }, 'operator-1');
    expect([own.status, own.body['code']]).toEqual([403, 'APPEAL.OWN_HOLD']);
    const denied = `SELECT payload->>'code' AS value FROM audit_event WHERE chain = $1 AND type = 'appeal.not_allowed'`;
    expect(await on.value(denied, hold.caseId)).toBe('APPEAL.OWN_HOLD');
    await expect(
      api.db.query(
        `INSERT INTO appeal_decision (id, appeal_id, tier, person, role, verdict, reason_en, decided_at)
         VALUES ('x', $1, 'centre', 'operator-1', 'aoc_officer', 'refuse', 'no', now())`,
        [id],
      ),
    ).rejects.toThrow('impartial');
  });

  it('of two officers at the same moment counts once', async () => {
    const hold = await on.held();
    const id = await file(hold);
    const answers = await Promise.all([
      on.decide(id, { verdict: 'uphold', reason: REASON }, 'officer-1'),
      on.decide(id, { verdict: 'refuse', reason: REASON }, 'officer-2'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const answered = 'SELECT count(*) AS value FROM appeal_decision WHERE appeal_id = $1';
    expect(await on.value(answered, id)).toBe('1');
  });

  it('may be the same for several appeals, and each is decided by itself', async () => {
    const ids = [await file(await on.held()), await file(await on.held())];
    await on.decide(String(ids[0]), { verdict: 'refuse', reason: REASON });
    const body = { appealIds: [...ids, '01J00000000000000000000000'], decision: { verdict: 'uphold', reason: REASON } };
    const round = await api.call('POST', '/v1/appeals/decisions', { roles: ['aoc_supervisor'], subject: 's-1', body });
    const { outcomes } = AppealRound.parse(round.body);
    expect(outcomes.map(({ state, refusedBecause }) => state ?? refusedBecause)).toEqual([
      'APPEAL.ANSWERED',
      'upheld',
      'APPEAL.ABSENT',
    ]);
    const repeated = await api.call('POST', '/v1/appeals/decisions', {
      roles: ['aoc_supervisor'],
      subject: 's-1',
      body,
    });
    expect(AppealRound.parse(repeated.body).outcomes).toEqual(outcomes);
    const other = { ...body, decision: { verdict: 'uphold', reason: { en: 'for another reason' } } };
    const others = await api.call('POST', '/v1/appeals/decisions', {
      roles: ['aoc_supervisor'],
      subject: 's-1',
      body: other,
    });
    expect(AppealRound.parse(others.body).outcomes[1]?.refusedBecause).toBe('APPEAL.ANSWERED');
    const decided = `SELECT count(*) AS value FROM audit_event WHERE type = 'appeal.decided' AND payload->>'appealId' = $1`;
    expect(await on.value(decided, ids[1])).toBe('1');
  });

  it('stops in the middle of several appeals when the database is away, and reports which are answered and which not', async () => {
    const lost = Object.assign(new Error('lost'), { code: 'ECONNRESET' });
    const upheld = { ok: true as const, id: 'd', state: 'upheld' as const, releaseOrderId: 'r', signals: [] };
    const asked: string[] = [];
    const answer = (id: string) => (asked.push(id), id === 'two' ? Promise.reject(lost) : Promise.resolve(upheld));
    const { outcomes } = await answerRound(['one', 'two', 'three'], answer);
    expect(asked).toEqual(['one', 'two']);
    expect(outcomes.map(({ state, refusedBecause }) => state ?? refusedBecause)).toEqual([
      'upheld',
      'SERVICE.DATABASE',
      'SERVICE.DATABASE',
    ]);
    await expect(answerRound(['one'], () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });

  it.each(['appeal_filing', 'appeal_decision'])('cannot be changed: %s is append-only', async (table) => {
    await expect(api.db.query(`UPDATE ${table} SET tier = tier`)).rejects.toThrow('append-only');
    await expect(api.db.query(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
  });

  it('leaves a database in which every invariant holds', async () => {
    const report = await verifyRecord({ db: api.application });
    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});

describe('the queue of appeals', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const page = async (query: string) =>
    AppealQueue.parse((await api.call('GET', `/v1/appeals${query}`, { roles: ['auditor'] })).body);

  it('shows broken promises, low sums and regular merchants first, page by page, as the domain sorts', async () => {
    const ids: Record<string, string> = {};
    for (const [name, amountSatang, merchant] of [
      ['large', '5000000', false],
      ['large merchant', '5000000', true],
      ['low', '50000', false],
      ['low merchant', '50000', true],
      ['broken', '5000000', false],
      ['answered', '5000000', false],
    ] as const) {
      const hold = await on.held({ amountSatang });
      const holderIs = merchant ? { holderIs: 'regular_merchant' } : {};
      ids[name] = on.accepted(await on.byBank('th-002', { reference: hold.reference, ...holderIs })).id;
    }
    await api.db.query(`UPDATE appeal SET breach_at = now() - interval '1 second' WHERE id = $1`, [ids['broken']]);
    await on.decide(String(ids['answered']), { verdict: 'refuse', reason: REASON });
    const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
    const { appeals } = await page('');
    expect(appeals.map(({ id, rank }) => [names.get(id), rank])).toEqual([
      ['broken', 0],
      ['low merchant', 1],
      ['low', 2],
      ['large merchant', 3],
      ['large', 4],
    ]);
    const facts = appeals.map((row) => ({
      ...row,
      amountSatang: BigInt(row.amountSatang),
      tierSince: new Date(row.tierSince),
      breachAt: new Date(row.breachAt),
    }));
    expect([...facts].reverse().sort(byTriage(50_000n, new Date()))).toEqual(facts);
    const paged: string[] = [];
    for (let after = ''; ;) {
      const { appeals: some, next } = await page(`?limit=2${after}`);
      paged.push(...some.map(({ id }) => id));
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(paged).toEqual(appeals.map(({ id }) => id));
    expect((await page('?tier=police')).appeals).toEqual([]);
  });

  it('leaves out an appeal whose hold has ended, which can still be read', async () => {
    const hold = await on.held();
    const { id } = on.accepted(await on.byHolder(hold));
    const body = { reason: 'found to be unrelated', unrelated: true };
    await api.call('POST', `/v1/holds/${hold.holdId}/release`, { roles: ['aoc_officer'], body });
    expect((await page('')).appeals.map((row) => row.id)).not.toContain(id);
    const { body: view } = await api.call('GET', `/v1/appeals/${id}`, { roles: ['auditor'] });
    const choiceRowIds = ['th/C5/2025-04-13', 'th/C6/2025-04-13'];
    expect(AppealView.parse(view)).toMatchObject({ state: 'received', holdState: 'release_ordered', choiceRowIds });
    expect((await on.decide(id, { verdict: 'refuse', reason: REASON })).body['code']).toBe('HOLD.RELEASE_ORDERED');
  });

  it('shows all holds of one account in one view, by account or reference; the audit chain has who looked', async () => {
    const account = { institution: 'th-002', accountNo: '5556660001' };
    const [first, second] = [
      await on.held({ accountNo: account.accountNo }),
      await on.held({ accountNo: account.accountNo, amountSatang: '70000' }),
    ];
    await on.byHolder(first);
    const search = (body: unknown) =>
      api.call('POST', '/v1/appeals/searches', { roles: ['hotline_operator'], subject: 'operator-9', body });
    const view = HolderView.parse((await search({ account })).body);
    expect(view).toMatchObject({ institution: 'th-002', accountMasked: 'xxxxxx0001', heldSatang: '5070000' });
    expect(view.holds.map(({ holdId, appeal }) => [holdId, appeal?.state])).toEqual([
      [second.holdId, undefined],
      [first.holdId, 'received'],
    ]);
    expect((await search({ reference: second.reference })).body).toEqual(view);
    expect((await search({ account: { ...account, accountNo: '5556660002' } })).body['code']).toBe('HOLD.ABSENT');
    const looked = `SELECT string_agg(actor || payload::text, ' ') AS value FROM audit_event WHERE type = 'holds_of_account.read'`;
    const audit = await on.value(looked);
    expect(audit).toContain('operator-9');
    expect(audit).toContain(first.holdId);
    expect(audit).not.toContain('5556660001');
    const empty = `SELECT count(*) AS value FROM audit_event WHERE type = 'holds_of_account.read'
                    AND actor = 'operator-9' AND payload -> 'holdIds' = '[]'`;
    expect(await on.value(empty)).toBe('1');
  });
});
