import { adviseOnCase } from '../../../src/analysis/advise-on-case.js';
import { giveVerdict } from '../../../src/application/advice/give-verdict.js';
import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { readAdvice } from '../../../src/application/advice/read-advice.js';
import { readModels, readOutcomes } from '../../../src/application/advice/read-models.js';
import { readCaseToAnalyse } from '../../../src/application/advice/read-case-to-analyse.js';
import { giveRingOpinion, undoRing } from '../../../src/application/advice/rule-on-ring.js';
import type { EntityManager } from 'typeorm';
import { AdviceRow } from '../../../src/persistence/entities/findings/advice.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { adviceDraft } from '../../support/advice-draft.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder } from '../../support/record-builder.js';

describe('a ring that grows', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** A case of the ring's device, with an account of its own, and what the analysis advises then. */
  async function joins(serial: number): Promise<string> {
    const { caseId } = await record.complain({
      suspectContacts: [{ kind: 'device', value: 'DEVICE-OF-RING' }],
      transfers: [
        { to: { account: { institution: 'th-004', accountNo: `904000020${serial}` } }, reference: `RING-${serial}` },
      ],
    });
    await record.advanceCase(caseId);
    await look(caseId);
    return caseId;
  }
  async function look(caseId: string): Promise<void> {
    await record.owner.query(`UPDATE evidence_request SET state = 'unknown' WHERE state = 'asked'`);
    const read = await readCaseToAnalyse(record.db.manager, caseId);
    if (!read.asked) throw new Error(read.because);
    await keepAdvice(record.db, caseId, read.input.asOfMs, adviseOnCase(read.input));
  }
  const suggestions = (caseId: string) =>
    record.db.manager.find(AdviceRow, { where: { caseId, kind: 'ring' }, order: { id: 'ASC' } });
  /** The cases that each suggestion at a case named, the oldest first. */
  const named = async (caseId: string) => (await suggestions(caseId)).map(({ detail }) => detail['cases']);
  const newest = async (caseId: string) => (await suggestions(caseId)).at(-1)?.id ?? '';
  const opine = (adviceId: string, actor = OFFICER, opinion: 'together' | 'apart' = 'together') =>
    giveRingOpinion(record.db, { adviceId, opinion, why: `${opinion}, says ${actor.subject}`, actor });
  /** Two officers find that the cases belong together; returns the ring. */
  async function confirm(adviceId: string): Promise<string> {
    const first = await opine(adviceId);
    const second = await opine(adviceId, INQUIRY_OFFICER);
    if (!first.ok || !second.ok) throw new Error('an opinion was refused');
    expect([first.outcome, second.outcome, second.ringId]).toEqual([null, 'leads', first.ringId]);
    return first.ringId;
  }
  /** Which rings a person sees at a case, and whether he is asked for his opinion on what is suggested. */
  async function seen(caseId: string, person: string) {
    const read = await readAdvice(record.db.manager, caseId, person);
    const asked = read?.advice.filter(({ kind }) => kind === 'ring').map(({ asksOpinion }) => asksOpinion);
    return { states: read?.rings.map(({ state }) => state), asked };
  }

  /** Writes a copy of a suggestion that names `cases`, as a newer look would. */
  const suggest = (manager: EntityManager, adviceId: string, cases: string[]): Promise<unknown> =>
    manager.query(
      `INSERT INTO advice SELECT a.* FROM advice old,
         jsonb_populate_record(old, jsonb_build_object('id', $2::text, 'detail', jsonb_build_object('cases', $3::text[]))) a
        WHERE old.id = $1`,
      [adviceId, newId(), cases],
    );
  /** Waits until a transaction waits for a lock of another. */
  async function someoneWaits(): Promise<void> {
    for (;;) {
      const waiting: unknown[] = await record.db.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
    }
  }

  it('is suggested at each of its cases as it joins; the older suggestion stays and is no more confirmed', async () => {
    const first = await joins(1);
    expect(await named(first)).toEqual([]);
    const second = await joins(2);
    expect([await named(first), await named(second)]).toEqual([[[second]], [[first]]]);
    const old = await newest(first);
    const third = await joins(3);
    expect(await named(first)).toEqual([[second], [second, third]]);
    expect(await named(second)).toEqual([[first], [first, third]]);
    expect(await named(third)).toEqual([[first, second]]);

    expect(await opine(old)).toMatchObject({ ok: false, code: 'RING.SUPERSEDED' });
    expect(await opine(await newest(first))).toMatchObject({ ok: true });
    const { advice } = (await readAdvice(record.db.manager, first, 'officer-1')) ?? { advice: [] };
    expect(advice.filter(({ kind }) => kind === 'ring').map(({ ringCases }) => ringCases)).toMatchObject([
      [{ caseId: second }, { caseId: third }],
    ]);
    // A second look finds nothing new, and its chain tells of each suggestion.
    await look(third);
    expect((await suggestions(first)).length).toBe(2);
    const told: object[] = await record.db.query(
      `SELECT (payload->>'count')::int AS count FROM audit_event WHERE chain = $1 AND type = 'advice.given' AND payload->'models' ? 'ring-3'`,
      [first],
    );
    expect(told).toHaveLength(2);
  });

  it('shows an opinion to nobody but its person until another gave his, from whichever of its cases', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const given = await opine(await newest(first));
    if (!given.ok) throw new Error(given.code);
    expect(await seen(second, OFFICER.subject)).toEqual({ states: ['awaits_second'], asked: [false] });
    expect(await seen(second, INQUIRY_OFFICER.subject)).toEqual({ states: [], asked: [true] });
    const told: { payload: object }[] = await record.db.query(
      `SELECT payload FROM audit_event WHERE chain = $1 AND type = 'ring.opinion'`,
      [second],
    );
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toMatch(/together|apart/);

    expect(await opine(await newest(second))).toMatchObject({ ok: false, code: 'RING.OWN_OPINION' });
    expect(await opine(await newest(second), INQUIRY_OFFICER)).toMatchObject({ ok: true, outcome: 'leads' });
    for (const person of [OFFICER.subject, INQUIRY_OFFICER.subject, 'auditor-1'])
      expect(await seen(first, person)).toEqual({ states: ['leads'], asked: [false] });
    const { rings } = (await readAdvice(record.db.manager, first, 'auditor-1')) ?? { rings: [] };
    expect(rings[0]?.opinions.map(({ person, opinion }) => [person, opinion])).toEqual([
      [OFFICER.subject, 'together'],
      [INQUIRY_OFFICER.subject, 'together'],
    ]);
  });

  it('is suggested anew where it leads, and not where an officer undid it', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    await confirm(await newest(first));
    const third = await joins(3);
    expect((await named(first)).at(-1)).toEqual([second, third]);

    const undone = { ringId: await confirm(await newest(first)), why: 'The device was sold.', actor: INQUIRY_OFFICER };
    expect(await undoRing(record.db, undone)).toMatchObject({ ok: true });
    const fourth = await joins(4);
    expect((await named(first)).at(-1)).toEqual([second, third]);
    expect(await named(fourth)).toEqual([[first, second, third]]);
    // Nor when the case itself is looked at again.
    await look(first);
    expect((await named(first)).at(-1)).toEqual([second, third]);
  });

  it.each<['together' | 'apart', string]>([
    ['together', 'disputed'],
    ['apart', 'apart'],
  ])(
    'leads nobody where the second finds "apart" and the first %s, and is not asked about again',
    async (one, state) => {
      const [first, second] = [await joins(1), await joins(2)];
      const suggestion = await newest(first);
      expect(await opine(suggestion, OFFICER, one)).toMatchObject({ ok: true, outcome: null });
      expect(await opine(suggestion, INQUIRY_OFFICER, 'apart')).toMatchObject({ ok: true, outcome: state });
      expect((await seen(second, 'auditor-1')).states).toEqual([state]);
      const third = await joins(3);
      await look(first);
      expect(await named(first)).toEqual([[second]]);
      expect(await named(third)).toEqual([[first, second]]);
      const undo = { ringId: (await ringId(first)) ?? '', why: 'None.', actor: OFFICER };
      expect(await undoRing(record.db, undo)).toMatchObject({ ok: false, code: 'RING.ABSENT' });
    },
  );
  const ringId = async (caseId: string) => (await readAdvice(record.db.manager, caseId, 'auditor-1'))?.rings[0]?.id;

  it('is not silenced by one person: the first opinion "apart", or a verdict, which is not asked of a ring', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const wrong = { adviceId: await newest(first), verdict: 'wrong' as const, why: 'A shop.', actor: OFFICER };
    expect(await giveVerdict(record.db, wrong)).toMatchObject({ ok: false, code: 'ADVICE.OPINION_ASKED' });
    expect(await opine(await newest(first), OFFICER, 'apart')).toMatchObject({ ok: true });
    const third = await joins(3);
    expect(await named(first)).toEqual([[second], [second, third]]);
  });

  it('leads for the time of P-ADVICE, and then officers are asked again', async () => {
    const [first] = [await joins(1), await joins(2)];
    await confirm(await newest(first));
    const later = { person: 'auditor-1', ageDays: 90 };
    await record.owner.query('ALTER TABLE ring_ruling DISABLE TRIGGER USER');
    await record.owner.query(`UPDATE ring_ruling SET ruled_at = ruled_at - $1 * interval '1 day'`, [later.ageDays]);
    await record.owner.query('ALTER TABLE ring_ruling ENABLE TRIGGER USER');
    expect(await seen(first, later.person)).toEqual({ states: ['aged'], asked: [true] });
    await confirm(await newest(first));
    expect((await seen(first, later.person)).states).toEqual(['leads', 'aged']);
  });

  it('is measured by what two officers found, each by himself', async () => {
    const [first] = [await joins(1), await joins(2)];
    await confirm(await newest(first));
    const { models } = await readModels(record.db.manager, []);
    expect(models.find(({ modelVersion }) => modelVersion === 'ring-3')?.ringOpinions).toEqual({
      leads: 1,
      disputed: 0,
      apart: 0,
    });
    expect((await readOutcomes(record.db.manager)).get('ring-3')).toEqual([{ band: 'high', isMule: true }]);
  });

  it('is confirmed once, whichever of its cases suggests it, until it is undone', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const ringId = await confirm(await newest(first));
    expect(await opine(await newest(second))).toMatchObject({ ok: false, code: 'RING.CONFIRMED_ALREADY' });
    const undo = () => undoRing(record.db, { ringId, why: 'The device was sold.', actor: INQUIRY_OFFICER });
    expect(await undo()).toMatchObject({ ok: true });
    expect(await undo()).toMatchObject({ ok: false, code: 'RING.UNDONE_ALREADY' });
    await confirm(await newest(second));
    expect((await seen(first, 'auditor-1')).states).toEqual(['leads', 'undone']);
  });

  it.each<[string, unknown]>([
    ['no list', 'all'],
    ['something that is no case', [7]],
    ['nothing', []],
    ['a case that is not there', ['01AAAAAAAAAAAAAAAAAAAAAAAA']],
  ])('is not confirmed where a suggestion names %s', async (_what, cases) => {
    const [first] = [await joins(1), await joins(2)];
    await record.owner.query(
      `INSERT INTO advice SELECT a.* FROM advice old, jsonb_populate_record(old,
         jsonb_build_object('id', $2::text, 'detail', jsonb_build_object('cases', $3::jsonb))) a WHERE old.id = $1`,
      [await newest(first), newId(), JSON.stringify(cases)],
    );
    expect(await opine(await newest(first))).toMatchObject({ ok: false, code: 'ADVICE.ABSENT' });
  });

  it('has a first and a second opinion of two officers who give theirs at once at two of its cases', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const both = await Promise.all([opine(await newest(first)), opine(await newest(second), INQUIRY_OFFICER)]);
    expect(both.map((ruled) => (ruled.ok ? ruled.outcome : ruled.code)).sort()).toEqual(['leads', null]);
  });

  it('is not confirmed when it grows while the confirmation waits for its cases', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const old = await newest(first);
    const { caseId: third } = await record.complain({ transfers: [{ reference: 'THIRD' }] });
    const acting: Promise<unknown>[] = [];
    await record.owner.transaction(async (manager) => {
      await manager.query('SELECT id FROM case_file WHERE id = $1 FOR UPDATE', [first]);
      acting.push(opine(old));
      await someoneWaits();
      await suggest(manager, old, [second, third]);
    });
    expect(await acting[0]).toMatchObject({ ok: false, code: 'RING.SUPERSEDED' });
  });

  it('is confirmed by an older suggestion too where the newest names the same cases', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const old = await newest(first);
    await suggest(record.owner.manager, old, [second]);
    await confirm(old);
  });

  it('is not replaced by what an earlier look found', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const earlier = await readCaseToAnalyse(record.db.manager, first);
    if (!earlier.asked) throw new Error(earlier.because);
    const third = await joins(3);
    await keepAdvice(record.db, first, earlier.input.asOfMs, adviseOnCase(earlier.input));
    expect(await named(first)).toEqual([[second], [second, third]]);
  });

  it('is suggested at no case that an analysis names without having it in the ring, or that is closed', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const { caseId: stranger } = await record.complain({ transfers: [{ reference: 'STRANGER' }] });
    const ring = (subject: string, cases: string[]) =>
      adviceDraft({ kind: 'ring', subject, detail: { cases }, featureHash: 'c'.repeat(64) });
    await keepAdvice(record.db, second, Date.now(), [ring(second, [first]), ring(stranger, [second])]);
    expect(await named(stranger)).toEqual([]);
    await record.owner.query('UPDATE case_file SET closed_at = now() WHERE id = $1', [stranger]);
    await keepAdvice(record.db, second, Date.now(), [
      { ...ring(second, [first, stranger]), featureHash: 'd'.repeat(64) },
      ring(stranger, [first, second]),
    ]);
    expect(await named(stranger)).toEqual([]);
  });
});
