import { type Analyse, createAnalysisActivities } from '../../../activities/analysis.activities.js';
import { adviseOnCase } from '../../../src/analysis/advise-on-case.js';
import { modelsInUse } from '../../../src/analysis/models-in-use.js';
import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { readModels } from '../../../src/application/advice/read-models.js';
import { readCaseToAnalyse } from '../../../src/application/advice/read-case-to-analyse.js';
import { AdviceRow } from '../../../src/persistence/entities/findings/advice.entities.js';
import { adviceDraft } from '../../support/advice-draft.js';
import { inActivity } from '../../support/in-activity.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { STILL_DISPATCHER } from '../../support/still-dispatcher.js';

const MULE = 'th-014:9000000002';
const DRAFT = adviceDraft({
  subject: MULE,
  score: 1,
  band: 'high',
  reasons: [{ code: 'HOP.LIE', th: 'ทุกคนผิดหมด', en: 'everybody is guilty' }],
  modelVersion: 'liar-1',
  featureHash: 'f'.repeat(64),
});

describe('the analysis of a case', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
    ({ caseId } = await record.complain());
  });
  afterEach(() => database.drop());

  const rows = (): Promise<AdviceRow[]> =>
    record.db.manager.find(AdviceRow, { where: { caseId }, order: { id: 'ASC' } });
  const shadows = (of: AdviceRow[]) => of.map(({ modelVersion, shadow }) => [modelVersion, shadow]).sort();
  const advise = (analyse: Analyse): Promise<void> =>
    inActivity(() => createAnalysisActivities(record.db, analyse, STILL_DISPATCHER).adviseOnCase({ caseId }));
  /** As if the time of the agencies were over. */
  const closeQuestions = () =>
    record.owner.query(`UPDATE evidence_request SET state = 'unknown' WHERE case_id = $1`, [caseId]);
  const switchOff = () =>
    record.owner.query(
      `INSERT INTO rule_row (row_id, rulebook, rule_id, effective_from, effective_to, body)
       SELECT row_id || '/off', rulebook, rule_id, now() - interval '1 second', NULL,
              jsonb_set(jsonb_set(body, '{parameters,enabled}', 'false'), '{effectiveFrom}', to_jsonb(to_char(now() - interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
         FROM rule_row WHERE rule_id = 'P-ADVICE'`,
    );
  /** Everything that has legal effect, as text. */
  async function whatIsOrdered(): Promise<string> {
    const [read]: { read: string }[] = await record.owner.query(
      `SELECT jsonb_build_object(
         'holds', (SELECT jsonb_agg(to_jsonb(h) ORDER BY h.id) FROM hold h),
         'orders', (SELECT jsonb_agg(to_jsonb(o) ORDER BY o.id) FROM hold_order o),
         'requests', (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id) FROM freeze_request r),
         'findings', (SELECT jsonb_agg(f.outcome ORDER BY f.judgement, f.rule_id, f.subject) FROM finding f),
         'sums', (SELECT jsonb_agg(to_jsonb(s) ORDER BY s.id) FROM stolen_sum s))::text AS read`,
    );
    return read?.read ?? '';
  }

  it('takes no garbage: what is no advice is counted as refused, and what is no list is no advice', async () => {
    await closeQuestions();
    await advise(() => Promise.resolve([null, 'guilty', {}, DRAFT] as never));
    expect(await rows()).toHaveLength(1);
    const [event]: { payload: object }[] = await record.owner.query(
      `SELECT payload FROM audit_event WHERE chain = $1 AND type = 'advice.given'`,
      [caseId],
    );
    expect(event?.payload).toMatchObject({ count: 1, refused: 3 });
    await expect(advise(() => Promise.resolve('everybody' as never))).rejects.toMatchObject({ type: 'ADVICE.NONE' });
  });

  it('waits for the agencies, and then keeps its advice with model, reasons, figures and time', async () => {
    let first: ReturnType<typeof adviseOnCase> | undefined;
    const analyse: Analyse = (input) => Promise.resolve((first ??= adviseOnCase(input)));
    await expect(advise(analyse)).rejects.toMatchObject({ type: 'ADVICE.EVIDENCE_OPEN' });
    await closeQuestions();
    await advise(analyse);
    const kept = (await rows()).find(({ shadow }) => !shadow);
    expect(kept).toMatchObject({ kind: 'hop_risk', subject: MULE });
    // A digit for each figure that the model reads: by them it is seen when one of them drifts.
    expect(kept?.detail['bins']).toMatch(new RegExp(`^[0-9a-z]{${modelsInUse()[0]?.trained.length}}$`));
    expect(kept?.modelVersion).not.toBe('');
    expect(kept?.reasons.length).toBeGreaterThan(0);
    expect(kept?.validUntil.getTime()).toBeGreaterThan(kept?.madeAt.getTime() ?? 0);
    await advise(analyse); // it says the same again
    expect(shadows(await rows())).toEqual([
      ['hop-reported-7', false],
      ['taint-1', true],
    ]);
  });

  it('looks at what the centre knew, and at nothing later', async () => {
    await closeQuestions();
    const read = await readCaseToAnalyse(record.db.manager, caseId);
    if (!read.asked) throw new Error(read.because);
    expect(read.input.stolen).toMatchObject([{ to: MULE, amountSatang: 100_000n }]);
    expect(read.input.transfers.every(({ at }) => at <= read.input.asOfMs)).toBe(true);
  });

  it.each<[string, Analyse]>([
    ['is broken', () => Promise.reject(new TypeError('no model'))],
    [
      'throws at once',
      () => {
        throw new Error('no model');
      },
    ],
    ['never answers', () => new Promise(() => undefined)],
  ])('fails when it %s, and leaves nothing behind', async (_what, analyse) => {
    await closeQuestions();
    const before = await whatIsOrdered();
    await expect(advise(analyse)).rejects.toMatchObject({ type: 'ADVICE.NONE', nonRetryable: true });
    expect(await rows()).toEqual([]);
    expect(await whatIsOrdered()).toBe(before);
  });

  it('changes no hold, order, request or finding when it lies about everybody', async () => {
    await closeQuestions();
    await record.advanceCase(caseId);
    const before = await whatIsOrdered();
    await advise(() => Promise.resolve([DRAFT, { ...DRAFT, kind: 'review_order', subject: caseId }]));
    expect(await rows()).toHaveLength(2);
    await record.advanceCase(caseId);
    expect(await whatIsOrdered()).toBe(before);
  });

  it('orders the first hold of a complaint with every doubt as of any other: at once, before any order of review', async () => {
    const habitual = { reporter: { phone: '0812345678' } };
    for (const reference of ['HABIT-1', 'HABIT-2', 'HABIT-3'])
      await record.complain({ ...habitual, transfers: [{ reference }] });
    // Row P-LIMIT is about reports whose debit nobody confirmed, and no order of review.
    await record.owner.query(`UPDATE debit_confirmation SET state = 'confirmed'`);
    const doubted = await record.complain({ ...habitual, transfers: [{ reference: 'HABIT-4' }] });
    const firstOrders = (of: string): Promise<{ state: string; waitedMs: number }[]> =>
      record.owner.query(
        `SELECT h.state, floor(extract(epoch FROM o.issued_at - c.received_at) * 1000)::int AS "waitedMs"
           FROM hold h JOIN hold_order o ON o.hold_id = h.id JOIN complaint c ON c.id = h.case_id
          WHERE h.case_id = $1 AND h.kind = 'section7'`,
        [of],
      );
    // Nobody analysed anything yet, and the order stands, made with the complaint's own transaction.
    expect(await rows()).toEqual([]);
    expect(doubted.holdIds).toHaveLength(1);
    expect(await firstOrders(doubted.caseId)).toEqual(await firstOrders(caseId));

    ({ caseId } = doubted);
    await record.owner.query(
      `UPDATE debit_confirmation SET state = 'disputed', reason = 'AMOUNT_DIFFERS' WHERE case_id = $1`,
      [caseId],
    );
    await closeQuestions();
    await record.advanceCase(caseId);
    const before = await whatIsOrdered();
    await advise((input) => Promise.resolve(adviseOnCase(input)));
    const order = (await rows()).find(({ kind }) => kind === 'review_order');
    expect(order?.reasons.map(({ code }) => code)).toEqual(['REVIEW.DEBIT_DISPUTED', 'REVIEW.OTHER_REPORTS']);
    await record.advanceCase(caseId);
    expect(await whatIsOrdered()).toBe(before);
  });

  it('puts a model in the shadow whose scores drifted, and shows the taint order in its place', async () => {
    const challenger = { ...DRAFT, modelVersion: 'taint-1', shadow: true, featureHash: 'a'.repeat(64) };
    const many = (from: number, score: number) =>
      Array.from({ length: 500 }, (_, index) => ({
        ...DRAFT,
        subject: `th-014:${9_000_000_100 + from + index}`,
        score: score + (index % 100) / 1_000,
      }));
    await keepAdvice(record.db, caseId, Date.now(), many(0, 0.1));
    await keepAdvice(record.db, caseId, Date.now(), many(500, 0.7));
    // A process that has not asked for the drift of this model yet.
    await keepAdvice(record.owner, caseId, Date.now(), [DRAFT, challenger]);
    const of = (await rows()).filter(({ subject }) => subject === MULE);
    expect(shadows(of)).toEqual([
      ['liar-1', true],
      ['taint-1', false],
    ]);
    const { models } = await readModels(record.db.manager, []);
    expect(models.find(({ modelVersion }) => modelVersion === 'liar-1')?.drift?.calls).toBe('stop');
    expect(models.find(({ modelVersion }) => modelVersion === 'taint-1')?.drift).toBeNull();
  });

  it('keeps what is sound and counts what is not', async () => {
    const broken = { ...DRAFT, subject: 'th-014:9000000003', reasons: [] };
    expect(await keepAdvice(record.db, caseId, Date.now(), [DRAFT, broken])).toBe(1);
    const [event]: { payload: object }[] = await record.db.query(
      `SELECT payload FROM audit_event WHERE chain = $1 AND type = 'advice.given'`,
      [caseId],
    );
    expect(event?.payload).toMatchObject({ count: 1, refused: 1, models: ['liar-1'] });
  });

  it('is not asked, and keeps nothing, when two persons have switched it off', async () => {
    await closeQuestions();
    await switchOff();
    // A connection that has no copy of the rulebook from before.
    expect(await readCaseToAnalyse(record.owner.manager, caseId)).toEqual({ asked: false, because: 'switched_off' });
    expect(await keepAdvice(record.owner, caseId, Date.now(), [DRAFT])).toBe(0);
  });

  it('is shown as it was: no row of it changes or goes, for anybody', async () => {
    await keepAdvice(record.db, caseId, Date.now(), [DRAFT]);
    for (const statement of ['UPDATE advice SET score_ppm = 0', 'DELETE FROM advice', 'TRUNCATE advice CASCADE'])
      await expect(record.owner.query(statement)).rejects.toThrow('append-only');
    await expect(record.db.query('DELETE FROM advice')).rejects.toThrow('permission denied');
  });
});
