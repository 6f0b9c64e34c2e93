import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { readOwnStatement } from '../../../src/application/statement/read-own-statement.js';
import type { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import { copyHold } from '../../support/copy-hold.js';
import { costOf } from '../../support/cost.js';
import { isFullRun } from '../../support/full-run.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

/** A minute's changes, of an institution with few holds or with many. */
const CHANGED = 60;
const FEW = 1_000;
const MANY = isFullRun ? 100_000 : 5_000;

describe("a page of the centre's own book", () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  let institution: string;

  beforeEach(async () => {
    database = await freshDatabase(3);
    build = await RecordBuilder.on(database);
    const complaint = await build.complain();
    [caseId, holdId = ''] = [complaint.caseId, ...complaint.holdIds];
    await build.send(holdId, { result: 'HELD_FULL' });
    ({ institution } = await build.hold(holdId));
  });
  afterEach(() => database.drop());

  /** An officer lets the hold go, and its institution does. */
  async function released(): Promise<void> {
    const done = await releaseByOfficer(build.db, {
      holdId,
      body: { reason: 'synthetic', unrelated: false },
      actor: OFFICER,
    });
    expect(done).toMatchObject({ ok: true });
    await build.release(holdId);
  }

  const page = (query: { since?: string; after?: string } = {}, perPage?: number) =>
    readOwnStatement(build.db.manager, institution, query, perPage);
  const pages = async (query: { since?: string } = {}, perPage?: number): Promise<HoldStatement[]> => {
    const read: HoldStatement[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const next: HoldStatement = await page({ ...query, ...(after === undefined ? {} : { after }) }, perPage);
      read.push(next);
      after = next.next;
    }
    return read;
  };
  const orders = (read: readonly HoldStatement[]) => read.flatMap((one) => one.orders.map(({ orderId }) => orderId));

  it('costs what it names, however many holds the institution has', async () => {
    const costOfPage = async (holds: number) => {
      const own = await freshDatabase(1);
      const builder = await RecordBuilder.on(own);
      const { holdIds } = await builder.complain();
      await builder.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
      const { institution: slug } = await builder.hold(holdIds[0] ?? '');
      await copyHold(own.dataSource, holdIds[0] ?? '', holds);
      const [first] = (await readOwnStatement(builder.db.manager, slug, {}, holds)).orders.slice(-CHANGED);
      const since = { since: first?.changedAt ?? '' };
      let said: HoldStatement | undefined;
      const changed = await costOf(builder.db, async () => {
        said = await readOwnStatement(builder.db.manager, slug, since, CHANGED);
      });
      const whole = await costOf(builder.db, () => readOwnStatement(builder.db.manager, slug, {}, CHANGED));
      const rows = ({ rows: read }: typeof whole) =>
        ['hold', 'hold_order', 'hold_change', 'receipt', 'release_order'].map((table) => read[table] ?? 0);
      const cost = {
        statements: [changed.statements, whole.statements],
        rows: [rows(changed), rows(whole)],
        bytes: JSON.stringify(said).length,
        named: said?.orders.length,
      };
      await own.drop();
      return cost;
    };
    const few = await costOfPage(FEW);
    expect(few).toMatchObject({ named: CHANGED, statements: [2, 2] });
    expect(await costOfPage(MANY)).toEqual(few);
  });

  it('names each order once, whatever the size of the page', async () => {
    await copyHold(database.dataSource, holdId, 7);
    const all = orders([await page()]);
    expect(new Set(all).size).toBe(all.length);
    for (const size of [1, 2, 3, 7, 50]) expect([size, orders(await pages({}, size))]).toEqual([size, all]);
  });

  it('is told of by its own `since`, also where a change commits long after it began', async () => {
    const before = (await page()).asOf;
    const late = database.application.createQueryRunner();
    await late.startTransaction();
    await late.query('SELECT 1 FROM hold WHERE id = $1', [holdId]);
    await late.query(`UPDATE hold SET state = 'partly_held', held_satang = 100 WHERE id = $1`, [holdId]);
    const meanwhile = await page({ since: before });
    expect(meanwhile.orders).not.toContainEqual(expect.objectContaining({ heldSatang: '100' }));
    await late.commitTransaction();
    await late.release();
    const next = await page({ since: meanwhile.asOf });
    expect(next.orders).toContainEqual(expect.objectContaining({ holdId, heldSatang: '100' }));
  });

  it('says nothing again that did not change', async () => {
    const { asOf } = await page();
    await build.advanceCase(caseId);
    await build.advanceHold(holdId);
    expect((await page({ since: asOf })).orders).toEqual([]);
  });

  it('says again each step: a later order, its answer, the release', async () => {
    let { asOf } = await page();
    const sinceThen = async () => {
      const { orders: stated, asOf: now } = await page({ since: asOf });
      asOf = now;
      return stated.map(({ state }) => state);
    };
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    // The order for longer is written, and has not come to the institution.
    expect(await sinceThen()).toEqual([]);
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await sinceThen()).toEqual(['REPLACED', 'HELD']);
    await released();
    expect(await sinceThen()).toEqual(['REPLACED', 'RELEASED']);
    expect(await violated(database.dataSource)).toEqual([]);
  });

  it('names no ended order after a month, and each by which money is held', async () => {
    const monthAgo = (): Promise<unknown> =>
      database.dataSource.query(`UPDATE hold_change SET changed_at = changed_at - interval '32 days'`);
    await monthAgo();
    expect((await page()).orders).toMatchObject([{ state: 'HELD' }]);
    await released();
    expect((await page()).orders).toMatchObject([{ state: 'RELEASED' }]);
    await monthAgo();
    expect((await page()).orders).toEqual([]);
  });
});
