import { adviseOnCase } from '../../../src/analysis/advise-on-case.js';
import { giveVerdict } from '../../../src/application/advice/give-verdict.js';
import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { readAdvice } from '../../../src/application/advice/read-advice.js';
import { readCaseToAnalyse } from '../../../src/application/advice/read-case-to-analyse.js';
import { confirmRing, undoRing } from '../../../src/application/advice/rule-on-ring.js';
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
  const confirm = (adviceId: string) => confirmRing(record.db, { adviceId, why: 'One device.', actor: OFFICER });

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

    expect(await confirm(old)).toMatchObject({ ok: false, code: 'RING.SUPERSEDED' });
    expect(await confirm(await newest(first))).toMatchObject({ ok: true });
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

  it('is suggested anew where it was confirmed, and not where an officer undid it or called it wrong', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    expect(await confirm(await newest(first))).toMatchObject({ ok: true });
    const third = await joins(3);
    expect((await named(first)).at(-1)).toEqual([second, third]);

    const grown = await confirm(await newest(first));
    if (!grown.ok) throw new Error(grown.code);
    const undone = { ringId: grown.ringId, why: 'The device was sold.', actor: INQUIRY_OFFICER };
    expect(await undoRing(record.db, undone)).toMatchObject({ ok: true });
    const fourth = await joins(4);
    expect((await named(first)).at(-1)).toEqual([second, third]);
    expect(await named(fourth)).toEqual([[first, second, third]]);
    // Nor when the case itself is looked at again.
    await look(first);
    expect((await named(first)).at(-1)).toEqual([second, third]);
  });

  it('is not asked about again at a case whose officer called the suggestion wrong', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const wrong = { adviceId: await newest(first), verdict: 'wrong' as const, why: 'A shop.', actor: OFFICER };
    expect(await giveVerdict(record.db, wrong)).toMatchObject({ ok: true });
    const third = await joins(3);
    await look(first);
    expect(await named(first)).toEqual([[second]]);
    expect((await named(second)).at(-1)).toEqual([first, third]);
  });

  it('is confirmed once, whichever of its cases suggests it, until the confirmation is undone', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const confirmed = await confirm(await newest(first));
    if (!confirmed.ok) throw new Error(confirmed.code);
    expect(await confirm(await newest(second))).toMatchObject({ ok: false, code: 'RING.CONFIRMED_ALREADY' });
    const undone = { ringId: confirmed.ringId, why: 'The device was sold.', actor: INQUIRY_OFFICER };
    expect(await undoRing(record.db, undone)).toMatchObject({ ok: true });
    expect(await confirm(await newest(second))).toMatchObject({ ok: true });
  });

  it('is confirmed again, as a new act, where the undoing was the mistake, and by one of two at once', async () => {
    const [first] = [await joins(1), await joins(2)];
    const suggestion = await newest(first);
    const undo = (ringId: string) => undoRing(record.db, { ringId, why: 'Wrong device.', actor: INQUIRY_OFFICER });
    const once = await confirm(suggestion);
    if (!once.ok) throw new Error(once.code);
    expect(await undo(once.ringId)).toMatchObject({ ok: true });
    const again = await Promise.all([confirm(suggestion), confirm(suggestion)]);
    expect(again.map((ruled) => (ruled.ok ? 'confirmed' : ruled.code)).sort()).toEqual([
      'RING.CONFIRMED_ALREADY',
      'confirmed',
    ]);
    expect(await undo(once.ringId)).toMatchObject({ ok: false, code: 'RING.UNDONE_ALREADY' });
    const { rings } = (await readAdvice(record.db.manager, first, 'officer-1')) ?? { rings: [] };
    expect(rings.map(({ undone }) => undone !== null)).toEqual([false, true]);
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
    expect(await confirm(await newest(first))).toMatchObject({ ok: false, code: 'ADVICE.ABSENT' });
  });

  it('is confirmed by one of two officers who do so at once at two of its cases', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const both = await Promise.all([confirm(await newest(first)), confirm(await newest(second))]);
    expect(both.map((ruled) => (ruled.ok ? 'confirmed' : ruled.code)).sort()).toEqual([
      'RING.CONFIRMED_ALREADY',
      'confirmed',
    ]);
  });

  it('is not confirmed when it grows while the confirmation waits for its cases', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const old = await newest(first);
    const { caseId: third } = await record.complain({ transfers: [{ reference: 'THIRD' }] });
    const acting: Promise<unknown>[] = [];
    await record.owner.transaction(async (manager) => {
      await manager.query('SELECT id FROM case_file WHERE id = $1 FOR UPDATE', [first]);
      acting.push(confirm(old));
      await someoneWaits();
      await suggest(manager, old, [second, third]);
    });
    expect(await acting[0]).toMatchObject({ ok: false, code: 'RING.SUPERSEDED' });
  });

  it('is confirmed by an older suggestion too where the newest names the same cases', async () => {
    const [first, second] = [await joins(1), await joins(2)];
    const old = await newest(first);
    await suggest(record.owner.manager, old, [second]);
    expect(await confirm(old)).toMatchObject({ ok: true });
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
