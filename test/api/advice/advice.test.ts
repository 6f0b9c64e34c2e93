import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { selectQueue } from '../../../src/application/queue/queue.queries.js';
import { AdviceView, AnalysisModels, ReviewSlots } from '../../../src/wire/office/advice.js';
import { TimelineView } from '../../../src/wire/office/overview.js';
import { adviceDraft } from '../../support/advice-draft.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const DRAFT = adviceDraft({
  subject: 'th-014:9140000902',
  score: 0.75,
  band: 'high',
  modelVersion: 'hop-reported-7',
  counterfactual: { th: 'หากเงินพักนานกว่า 6 ชั่วโมง', en: 'if the money stayed longer than 6 hours' },
});

/** Two accounts of the case beside that of the draft, which nobody would look at. */
const UNLIKE = ['th-014:9140000903', 'th-014:9140000904'].map((subject) => ({
  ...DRAFT,
  subject,
  score: 0.1,
  band: 'unsure' as const,
  counterfactual: null,
}));

describe('advice over HTTP', () => {
  let api: RunningApi;
  let caseId: string;
  beforeAll(async () => {
    api = await runApi();
    caseId = String((await postComplaint(api)).body['id']);
    await keepAdvice(api.db, caseId, Date.now(), [
      DRAFT,
      ...UNLIKE,
      { ...DRAFT, kind: 'review_order', band: 'unsure', score: 0.2, subject: caseId },
      { ...DRAFT, modelVersion: 'challenger-1', score: 0.1, shadow: true },
    ]);
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, role: string, subject: string, body?: unknown) =>
    api.call(method, path, { roles: [role], subject, body });
  const read = async (subject: string) =>
    AdviceView.parse((await call('GET', `/v1/cases/${caseId}/advice`, 'aoc_officer', subject)).body).advice;

  it('is shown masked, with reasons, counterfactual, model and how often it is right, and no challenger', async () => {
    const [hop, ...others] = await read('officer-1');
    // The other accounts are unsure, and next accounts are right too seldom to be named.
    expect(others).toEqual([]);
    expect(hop).toMatchObject({
      kind: 'hop_risk',
      account: { institution: 'th-014', accountMasked: 'xxxxxx0902' },
      score: 0.75,
      band: 'high',
      counterfactual: DRAFT.counterfactual,
      modelVersion: 'hop-reported-7',
      isValid: true,
      measured: { basis: 'card' },
      errorRate: null,
      yourVerdict: null,
    });
    expect(hop?.measured.from).toBeGreaterThanOrEqual(0.8);
    expect(JSON.stringify(hop)).not.toMatch(/[0-9]{10}/);
  });

  it('is on record as shown when a person reads it, and not when a page reads it by itself', async () => {
    const readBy = (headers: Record<string, string>) =>
      api.call('GET', `/v1/cases/${caseId}/advice`, { roles: ['aoc_officer'], subject: 'reader-1', headers });
    const shown = () =>
      api.db.query(`SELECT 1 FROM audit_event WHERE chain = $1 AND type = 'advice.shown' AND actor = 'reader-1'`, [
        caseId,
      ]);
    expect(AdviceView.parse((await readBy({ 'rangap-background': '1' })).body).advice).toHaveLength(1);
    expect(await shown()).toEqual([]);
    await readBy({});
    expect(await shown()).toHaveLength(1);
  });

  it('is called wrong with a reason, once by each person, and that is the error rate of its model', async () => {
    const [hop] = await read('officer-1');
    const say = (subject: string, body: object) =>
      call('POST', `/v1/advice/${hop?.id ?? ''}/verdict`, 'aoc_officer', subject, body);
    const silent = await say('officer-1', { verdict: 'wrong' });
    expect([silent.status, silent.body['code']]).toEqual([422, 'ADVICE.WHY_MISSING']);
    expect((await say('officer-1', { verdict: 'wrong', why: 'He sells rice; the receipts are there.' })).status).toBe(
      201,
    );
    const twice = await say('officer-1', { verdict: 'agree' });
    expect([twice.status, twice.body['code']]).toEqual([409, 'ADVICE.JUDGED_ALREADY']);
    expect((await say('officer-2', { verdict: 'agree' })).status).toBe(201);
    expect((await read('officer-1'))[0]).toMatchObject({ yourVerdict: 'wrong', errorRate: 0.5 });

    const [kept]: { shown: object }[] = await api.db.query(
      `SELECT shown FROM advice_verdict WHERE person = 'officer-1'`,
    );
    expect(kept?.shown).toMatchObject({
      band: 'high',
      scorePpm: 750_000,
      modelVersion: 'hop-reported-7',
      agreed: 0,
      wrong: 0,
    });
    const events: { payload: object }[] = await api.db.query(
      `SELECT payload FROM audit_event WHERE chain = $1 AND type = 'advice.judged' ORDER BY sequence`,
      [caseId],
    );
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain('rice');
    const { models } = AnalysisModels.parse((await call('GET', '/v1/analysis/models', 'auditor', 'auditor-1')).body);
    expect(
      models.map(({ modelVersion, shadow, given, errorRate }) => [modelVersion, shadow, given, errorRate]),
    ).toEqual([
      ['challenger-1', true, 1, null],
      ['hop-reported-7', false, 4, 0.5],
    ]);
  });

  it('tells in the timeline what was said of it only to who may read advice', async () => {
    const events = async (role: string) => {
      const { body } = await call('GET', `/v1/cases/${caseId}/timeline`, role, 'reader-2');
      return TimelineView.parse(body).events.filter(({ type }) => type.startsWith('advice.'));
    };
    const toAuditor = await events('auditor');
    const toAmlo = await events('amlo_officer');
    expect(toAuditor.find(({ type }) => type === 'advice.judged')?.payload).toMatchObject({ verdict: 'wrong' });
    expect(toAmlo.map(({ type, actor }) => [type, actor])).toEqual(toAuditor.map(({ type, actor }) => [type, actor]));
    expect(toAmlo.every(({ payload }) => Object.keys(payload).length === 0)).toBe(true);
  });

  it('measures no model by who agrees with it or calls it wrong', async () => {
    const { models } = AnalysisModels.parse((await call('GET', '/v1/analysis/models', 'auditor', 'auditor-1')).body);
    const bins = models.map(({ modelVersion, calibration, drift }) => [
      modelVersion,
      drift,
      calibration.map(({ from, count, actual }) => [from, count, actual]),
    ]);
    expect(bins).toEqual([
      ['challenger-1', null, []],
      ['hop-reported-7', null, []],
    ]);
  });

  it('is judged by what was found where it was unsure of an account, and only there', async () => {
    const id = String((await postComplaint(api)).body['id']);
    await keepAdvice(api.db, id, Date.now(), [
      { ...DRAFT, band: 'unsure', score: 0.4 },
      { ...DRAFT, kind: 'review_order', band: 'unsure', score: 0.2, subject: id },
    ]);
    const view = AdviceView.parse((await call('GET', `/v1/cases/${id}/advice`, 'aoc_officer', 'officer-1')).body);
    expect(view.advice).toEqual([]);
    const kept: { id: string }[] = await api.db.query('SELECT id FROM advice WHERE case_id = $1 ORDER BY kind', [id]);
    const [hop, doubt] = kept;
    const say = (of: typeof hop, body: object) =>
      call('POST', `/v1/advice/${of?.id ?? ''}/verdict`, 'aoc_officer', 'officer-1', body);
    const refused = async (of: typeof hop, body: object) => {
      const answer = await say(of, body);
      return [answer.status, answer.body['code']];
    };
    expect(await refused(hop, { verdict: 'agree' })).toEqual([422, 'ADVICE.FOUND_MISSING']);
    expect(await refused(doubt, { verdict: 'agree', found: 'mule' })).toEqual([422, 'ADVICE.FOUND_UNASKED']);
    expect((await say(hop, { verdict: 'agree', found: 'perhaps' })).status).toBe(400);
    expect((await say(hop, { verdict: 'agree', found: 'mule' })).status).toBe(201);
    const given: object[] = await api.db.query('SELECT found, verdict FROM advice_verdict WHERE case_id = $1', [id]);
    expect(given).toEqual([{ found: 'mule', verdict: 'agree' }]);
    await expect(
      api.db.query(
        `INSERT INTO advice_verdict SELECT (jsonb_populate_record(v, '{"id":"other","person":"p","found":null}')).*
           FROM advice_verdict v WHERE case_id = $1`,
        [id],
      ),
    ).rejects.toThrow('advice_verdict_found');
  });

  it('lists what is drawn for review until somebody judges it, also where the model sees nothing', async () => {
    const drawn = Array.from({ length: 400 }, (_, index) => ({
      ...DRAFT,
      subject: `th-014:${9_140_001_000 + index}`,
      score: 0.01,
      band: 'likely_innocent' as const,
    }));
    await keepAdvice(api.db, caseId, Date.now(), drawn);
    const list = async () =>
      ReviewSlots.parse((await call('GET', '/v1/analysis/review-slots', 'aoc_officer', 'officer-1')).body).slots;
    const slots = await list();
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.length).toBeLessThan(40);
    expect(JSON.stringify(slots)).not.toMatch(/9140001[0-9]{3}|band|score/);
    const [first] = slots;
    const body = { verdict: 'wrong', why: 'Her shop is closed and the money went on at once.', found: 'mule' };
    const path = `/v1/advice/${first?.adviceId ?? ''}/verdict`;
    expect((await call('POST', path, 'aoc_officer', 'officer-1', body)).status).toBe(201);
    expect((await list()).map(({ adviceId }) => adviceId)).toEqual(slots.slice(1).map(({ adviceId }) => adviceId));
    const { models } = AnalysisModels.parse((await call('GET', '/v1/analysis/models', 'auditor', 'auditor-1')).body);
    expect(models.find(({ modelVersion }) => modelVersion === 'hop-reported-7')?.calibrationOfSlots).toMatchObject([
      { from: 0, count: 1, ofRecord: null, expected: null, actual: null },
    ]);
  });

  it('cannot be judged when it is a challenger’s, or not there', async () => {
    const [shadow]: { id: string }[] = await api.db.query('SELECT id FROM advice WHERE shadow');
    for (const id of [shadow?.id ?? '', '01AAAAAAAAAAAAAAAAAAAAAAAA']) {
      const answer = await call('POST', `/v1/advice/${id}/verdict`, 'aoc_officer', 'officer-1', { verdict: 'agree' });
      expect([answer.status, answer.body['code']]).toEqual([404, 'ADVICE.ABSENT']);
    }
    expect((await call('GET', '/v1/cases/01AAAAAAAAAAAAAAAAAAAAAAAA/advice', 'auditor', 'a')).status).toBe(404);
  });

  it('names an account that chance drew, of which nothing is said, without what a model thinks of it', async () => {
    const id = String((await postComplaint(api)).body['id']);
    const subjects = Array.from({ length: 400 }, (_, index) => `th-014:${9_140_002_000 + index}`);
    await keepAdvice(
      api.db,
      id,
      Date.now(),
      subjects.map((subject) => ({ ...DRAFT, subject, score: 0.3, band: 'unsure' })),
    );
    const view = async () =>
      AdviceView.parse((await call('GET', `/v1/cases/${id}/advice`, 'aoc_officer', 'officer-1')).body);
    const { advice, drawn } = await view();
    expect(advice).toEqual([]);
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn.length).toBeLessThan(40);
    expect(JSON.stringify(drawn)).not.toMatch(/band|score|reasons|9140002[0-9]{3}/);
    const body = { verdict: 'agree', found: 'innocent' };
    const said = await call('POST', `/v1/advice/${drawn[0]?.id ?? ''}/verdict`, 'aoc_officer', 'officer-1', body);
    expect(said.status).toBe(201);
    expect((await view()).drawn[0]?.yourVerdict).toBe('agree');
  });

  it('moves a complaint that may be mistaken up in the order of review, and no other kind does', async () => {
    const id = String((await postComplaint(api)).body['id']);
    const order = async () => (await selectQueue(api.db.manager, [id])).find((row) => row.id === id)?.advice;
    const about = { subject: id, band: 'unsure' as const, score: 0.6 };
    await keepAdvice(api.db, id, Date.now(), [
      { ...DRAFT, ...about, kind: 'ring', modelVersion: 'ring-3', detail: { cases: [caseId] } },
    ]);
    expect(await order()).toBeNull();
    const mistaken = { ...DRAFT, ...about, kind: 'review_order' as const, modelVersion: 'review-order-1' };
    await keepAdvice(api.db, id, Date.now(), [mistaken]);
    expect(await order()).toMatchObject({ strongest: null, scorePpm: 600_000, doubtPpm: 600_000, accounts: 0 });
    await keepAdvice(api.db, id, Date.now(), [{ ...DRAFT, score: 0.9, band: 'high' }]);
    expect(await order()).toMatchObject({
      strongest: { kind: 'hop_risk', band: 'high', scorePpm: 900_000 },
      scorePpm: 900_000,
      accounts: 1,
      contrastPpm: 0,
    });
  });

  it('has a ring confirmed by two officers and undone by another, who, when and why at each of its cases', async () => {
    const other = String((await postComplaint(api)).body['id']);
    // What only a trail reached connects no cases.
    for (const [key, source] of [
      ['a', 'complaint'],
      ['b', 'trail'],
    ] as const)
      await api.db.query(
        `INSERT INTO link_key (case_id, kind, key, masked, source, source_id, since)
         SELECT id, 'phone', repeat($2, 64), 'xxxxxx1111', $3, id, now() FROM case_file WHERE id = ANY ($1)`,
        [[caseId, other], key, source],
      );
    await keepAdvice(api.db, caseId, Date.now(), [
      { ...DRAFT, kind: 'ring', modelVersion: 'ring-3', subject: caseId, band: 'high', detail: { cases: [other] } },
    ]);
    const ring = (await read('officer-1')).find(({ kind }) => kind === 'ring');
    // The officer sees which cases, and what they share, before saying that they belong together.
    expect(ring?.ringCases).toMatchObject([{ caseId: other, caseNo: expect.stringMatching(/^RG/) as string }]);
    expect(ring?.ringKeys).toMatchObject([{ kind: 'phone', masked: 'xxxxxx1111' }]);
    expect(ring?.ringKeys[0]?.caseNos).toHaveLength(2);
    const confirm = (subject: string) =>
      call('POST', `/v1/advice/${ring?.id ?? ''}/ring`, 'aoc_officer', subject, {
        opinion: 'together',
        why: 'One person has both numbers.',
      });
    const { status, body } = await confirm('officer-1');
    expect(status).toBe(201);
    const again = await confirm('officer-1');
    expect([again.status, again.body['code']]).toEqual([409, 'RING.OWN_OPINION']);
    const unseen = AdviceView.parse((await call('GET', `/v1/cases/${caseId}/advice`, 'auditor', 'auditor-1')).body);
    expect(unseen.rings).toEqual([]);
    expect((await confirm('officer-2')).body).toMatchObject({ ringId: body['ringId'], outcome: 'leads' });
    expect((await confirm('officer-3')).body['code']).toBe('RING.CONFIRMED_ALREADY');
    const undo = (id: unknown) =>
      call('POST', `/v1/rings/${String(id)}/undo`, 'inquiry_officer', 'inquiry-1', {
        why: 'The number was sold since.',
      });
    expect((await undo(body['ringId'])).status).toBe(201);
    expect((await undo(body['ringId'])).body['code']).toBe('RING.UNDONE_ALREADY');
    expect((await undo('01AAAAAAAAAAAAAAAAAAAAAAAA')).body['code']).toBe('RING.ABSENT');
    const hop = (await read('officer-1')).find(({ kind }) => kind === 'hop_risk');
    const noRing = await call('POST', `/v1/advice/${hop?.id ?? ''}/ring`, 'aoc_officer', 'officer-1', {
      opinion: 'apart',
      why: 'x',
    });
    expect(noRing.body['code']).toBe('ADVICE.ABSENT');

    for (const id of [caseId, other]) {
      const { rings } = AdviceView.parse((await call('GET', `/v1/cases/${id}/advice`, 'auditor', 'auditor-1')).body);
      expect(rings).toMatchObject([
        {
          state: 'undone',
          opinions: [
            { person: 'officer-1', opinion: 'together', why: 'One person has both numbers.' },
            { person: 'officer-2', opinion: 'together', why: 'One person has both numbers.' },
          ],
          undone: { person: 'inquiry-1', why: 'The number was sold since.' },
        },
      ]);
      expect(rings[0]?.cases.map((each) => each.caseId)).toEqual([caseId, other].sort());
      const events: { type: string }[] = await api.db.query(
        `SELECT type FROM audit_event WHERE chain = $1 AND type LIKE 'ring.%' ORDER BY sequence`,
        [id],
      );
      expect(events.map(({ type }) => type)).toEqual(['ring.opinion', 'ring.opinion', 'ring.undone']);
    }
    await expect(api.db.query(`DELETE FROM ring_ruling`)).rejects.toThrow();
  });
});
