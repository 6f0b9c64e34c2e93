import { randomUUID } from 'node:crypto';
import { recordRelease } from '../../../src/application/advance/send/record-release.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { takeRelease } from '../../support/outgoing.js';
import { violated } from '../../support/violated.js';

/** The amount of the complaint's transfer, in satang. */
const ALL = '100000';

describe('what an institution says of a hold, compared with the record', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  const rows = <T>(sql: string, ...parameters: unknown[]) => database.dataSource.query<T[]>(sql, parameters);
  const breaks = async (holdId: string) =>
    (await rows<{ kind: string }>('SELECT kind FROM break_record WHERE hold_id = $1 ORDER BY id', holdId)).map(
      ({ kind }) => kind,
    );
  const acknowledged = async (holdId: string) => (await build.releaseOrder(holdId)).acknowledgedAt !== null;

  async function held(): Promise<string> {
    const transfers = [{ reference: `REF-${randomUUID().slice(0, 8)}` }];
    const { holdIds } = await build.complain({ transfers });
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    return holdId;
  }

  async function releasing(): Promise<string> {
    const holdId = await held();
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    return holdId;
  }

  /** Sends the release order; the institution answers in these words. */
  async function releaseSays(holdId: string, words: object): Promise<void> {
    const release = await takeRelease(build.db, holdId);
    if (release === undefined) throw new Error('no release to send');
    const { releaseOrderId } = release.order;
    const body = { releaseOrderId, holdId, result: 'RELEASED', at: new Date().toISOString(), ...words };
    const message = await build.answer(release.institution, 'release.receipt', releaseOrderId, body);
    await recordRelease(build.db, holdId, message);
  }

  it('is one break of its order, however often the institution corrects how much is gone', async () => {
    const holdId = await held();
    for (let count = 1; count <= 12; count += 1) {
      const heldAmountSatang = String(100_000 - count * 1_000);
      await build.receipt(holdId, { result: 'HELD_PARTIAL', receiptSeq: count + 1, heldAmountSatang });
      await build.advanceHold(holdId);
    }
    const kinds = await breaks(holdId);
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds).toEqual([...new Set(kinds)]);
    expect(await violated(build.db, ['I26'])).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a fortieth of what was held', { releasedAmountSatang: '2500' }, 'NOT_WHAT_WAS_HELD'],
    ['nothing, called released', { releasedAmountSatang: '0' }, 'NOT_WHAT_WAS_HELD'],
    ['more than was held', { releasedAmountSatang: '100001' }, 'NOT_WHAT_WAS_HELD'],
    ['nothing held', { result: 'NOTHING_HELD', releasedAmountSatang: '0' }, 'NOT_WHAT_WAS_HELD'],
    ['the id of another hold', { holdId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', releasedAmountSatang: ALL }, 'OTHER_HOLD'],
  ])('is not believed where it releases %s, until it releases all of it', async (_what, words, kind) => {
    const holdId = await releasing();
    await releaseSays(holdId, words);
    expect((await build.hold(holdId)).state).toBe('release_ordered');
    expect(await acknowledged(holdId)).toBe(false);
    expect(await breaks(holdId)).toEqual([kind]);
    // The same words again, by the same bytes and by others: no second break, and no end.
    await releaseSays(holdId, { ...words, at: '2026-01-01T00:00:00.000Z' });
    await releaseSays(holdId, { ...words, at: '2026-01-01T00:00:00.000Z' });
    expect([(await build.hold(holdId)).state, await acknowledged(holdId)]).toEqual(['release_ordered', false]);
    expect(await breaks(holdId)).toEqual([kind]);
    await releaseSays(holdId, { releasedAmountSatang: ALL });
    expect([(await build.hold(holdId)).state, await acknowledged(holdId)]).toEqual(['released', true]);
  });

  it('is not believed where it reports the lapse of another amount or another hold', async () => {
    const holdId = await held();
    const { institution } = await build.hold(holdId);
    const [order] = await rows<{ id: string }>('SELECT id FROM hold_order WHERE hold_id = $1', holdId);
    const orderId = order?.id ?? '';
    const lapse = { orderId, holdId, at: new Date().toISOString() };
    for (const words of [
      { releasedAmountSatang: '2500' },
      { holdId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', releasedAmountSatang: ALL },
    ]) {
      await build.callback(institution, 'hold.lapsed', orderId, { ...lapse, ...words });
      await build.advanceHold(holdId);
    }
    expect((await build.hold(holdId)).state).toBe('held');
    expect(await breaks(holdId)).toEqual(['NOT_WHAT_WAS_HELD', 'OTHER_HOLD']);
  });

  it('is believed where less is held than it confirmed, and must be explained', async () => {
    const holdId = await held();
    await build.receipt(holdId, { receiptSeq: 2, result: 'HELD_PARTIAL', heldAmountSatang: '60000' });
    await build.advanceHold(holdId);
    const hold = await build.hold(holdId);
    expect([hold.state, hold.heldSatang, hold.reservedSatang]).toEqual(['held', 60_000n, 60_000n]);
    expect(await breaks(holdId)).toEqual(['HELD_MONEY_GONE']);
  });

  it('needs no explanation where an officer let a part go', async () => {
    const holdId = await held();
    const body = { keepSatang: '40000', reason: 'synthetic' };
    expect((await releaseInPart(build.db, { holdId, body, actor: OFFICER })).ok).toBe(true);
    await build.send(holdId, { result: 'HELD_FULL' });
    expect((await build.hold(holdId)).heldSatang).toBe(40_000n);
    expect(await breaks(holdId)).toEqual([]);
    const link = async () => {
      const trail = await readTrail(build.db.manager, (await build.hold(holdId)).caseId);
      const { held: graphHeld, released, unexplained } = trail?.graph?.became ?? {};
      const { heldSatang, letGoSatang } = trail?.links[0] ?? {};
      return { heldSatang, letGoSatang, graphHeld, released, unexplained };
    };
    const kept = { heldSatang: '40000', letGoSatang: '60000', graphHeld: '40000', released: '60000', unexplained: '0' };
    expect(await link()).toEqual(kept);
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    await releaseSays(holdId, { releasedAmountSatang: '40000' });
    const gone = { heldSatang: '0', letGoSatang: ALL, graphHeld: '0', released: ALL, unexplained: '0' };
    expect(await link()).toEqual(gone);
  });

  it('has a new number for each correction: other words under one number change nothing', async () => {
    const holdId = await held();
    await build.receipt(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '60000' });
    await build.receipt(holdId, { result: 'HELD_FULL', at: '2026-01-01T00:00:00.000Z' });
    await build.advanceHold(holdId);
    expect((await build.hold(holdId)).heldSatang).toBe(100_000n);
    expect(await breaks(holdId)).toEqual(['SAME_NUMBER']);
  });

  it.each<[string, number, number]>([
    ['in its own order', 0, 1],
    ['after its own correction', 1, 0],
  ])(
    'calls a person where an answer comes %s that nothing is held, while a newer order waits',
    async (...[, one, two]) => {
      const transfers = [{ reference: `REF-${randomUUID().slice(0, 8)}` }];
      const { caseId, holdIds } = await build.complain({ transfers });
      const [holdId = ''] = holdIds;
      await build.debits(caseId, 'CONFIRMED');
      await build.advanceCase(caseId);
      const answers = [
        { receiptSeq: 1, result: 'HELD_PARTIAL', heldAmountSatang: '60000' },
        { receiptSeq: 2, result: 'NO_FUNDS', heldAmountSatang: '0' },
      ] as const;
      for (const nth of [one, two]) {
        await build.receipt(holdId, answers[nth], 1);
        await build.advanceHold(holdId);
      }
      const { state, heldSatang } = await build.hold(holdId);
      expect([state, heldSatang, await breaks(holdId)]).toEqual(['partly_held', 60_000n, ['INCONSISTENT']]);
    },
  );

  /** The hold's release orders, each as acknowledged or open. */
  const releases = async (holdId: string) =>
    (
      await rows<{ id: string; again: boolean; open: boolean }>(
        'SELECT id, again, acknowledged_at IS NULL AS open FROM release_order WHERE hold_id = $1 ORDER BY id',
        holdId,
      )
    ).map(({ again, open }) => [again, open]);

  it.each(['a release', 'a lapse'])('is released again, under a new id, where it holds money after %s', async (end) => {
    const holdId = end === 'a lapse' ? await held() : await releasing();
    const { institution } = await build.hold(holdId);
    const [order] = await rows<{ id: string }>('SELECT id FROM hold_order WHERE hold_id = $1', holdId);
    const orderId = order?.id ?? '';
    if (end === 'a lapse') {
      const lapse = { orderId, holdId, releasedAmountSatang: ALL, at: new Date().toISOString() };
      await build.callback(institution, 'hold.lapsed', orderId, lapse);
      await build.advanceHold(holdId);
    } else await releaseSays(holdId, { releasedAmountSatang: ALL });
    expect((await build.hold(holdId)).state).toBe('released');
    const before = await releases(holdId);

    for (const receiptSeq of [2, 3]) {
      await build.receipt(holdId, { receiptSeq, result: 'HELD_FULL', at: new Date(Date.now() + 1).toISOString() });
      await build.advanceHold(holdId);
    }
    expect(await releases(holdId)).toEqual([...before, [true, true]]);
    expect(await breaks(holdId)).toContain('HOLD_ENDED');
    await releaseSays(holdId, { releasedAmountSatang: ALL });
    expect(await releases(holdId)).toEqual([...before, [true, false]]);
    expect((await build.hold(holdId)).state).toBe('released');
  });

  it('leaves a database in which every invariant holds', async () => {
    expect(await violated(build.db)).toEqual([]);
  });
});
