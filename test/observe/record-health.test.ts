import type { LateFigures } from '../../src/application/overview/overview.queries.js';
import { KeeperMetrics } from '../../src/keeper/keeper-metrics.js';
import { type OpenWork, readLateWork, readOpenWork } from '../../src/application/overview/read-record-health.js';
import { readStats } from '../../src/application/overview/read-stats.js';
import { endInTime } from '../../src/application/due/kinds/hold-end.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';

let database: FreshDatabase;
let record: RecordBuilder;
beforeEach(async () => {
  database = await freshDatabase();
  record = await RecordBuilder.on(database);
});
afterEach(() => database.drop());

/** Reads what is late and what is open, as the keeper does one after the other. */
async function health(): Promise<LateFigures & OpenWork> {
  const { manager } = database.dataSource;
  return { ...(await readLateWork(manager)), ...(await readOpenWork(manager)) };
}

/** Shows both in the measures. */
async function show(metrics: KeeperMetrics): Promise<void> {
  metrics.showLate(await readLateWork(database.dataSource.manager));
  metrics.showOpen(await readOpenWork(database.dataSource.manager));
}

/** Opens a case with one hold; its reporter holds the account. */
async function oneHold(): Promise<{ caseId: string; holdId: string }> {
  const { caseId, holdIds } = await record.complain();
  const [holdId] = holdIds;
  if (holdId === undefined) throw new Error('no hold');
  return { caseId, holdId };
}

/** Moves the order of a hold back in time. */
async function moveBack(holdId: string, by: string): Promise<void> {
  await database.dataSource.query(`UPDATE hold SET section7_from = section7_from - $2::interval WHERE id = $1`, [
    holdId,
    by,
  ]);
  for (const [table, from, key] of [
    ['hold', 'ordered_at', 'id'],
    ['hold_order', 'issued_at', 'hold_id'],
  ] as const) {
    await database.dataSource.query(
      `UPDATE ${table} SET ${from} = ${from} - $2::interval, expires_at = expires_at - $2::interval WHERE ${key} = $1`,
      [holdId, by],
    );
  }
}

describe('what an operator watches in the database', () => {
  it('is zero when the database is empty', async () => {
    const { unanswered, openBreaks, keysEnd: _, ...figures } = await health();
    expect(new Set(Object.values(figures))).toEqual(new Set([0]));
    expect([unanswered, openBreaks]).toEqual([[], []]);
  });

  it('shows an order that does not go out, then a bank that does not answer, then neither', async () => {
    const { holdId } = await oneHold();
    await moveBack(holdId, '5 minutes');
    const unsent = await health();
    expect(unsent.oldestUnsentHoldOrderSeconds).toBeGreaterThanOrEqual(300);
    expect(unsent).toMatchObject({ openCases: 1, liveHolds: 1, holdsPastTime: 0, unanswered: [] });
    expect(unsent.outboxWaiting).toBeGreaterThan(0);

    await record.send(holdId);
    const unanswered = await health();
    expect(unanswered.oldestUnsentHoldOrderSeconds).toBe(0);
    expect(unanswered.unanswered).toMatchObject([{ institution: 'th-014', orders: 1 }]);

    await record.receipt(holdId);
    expect(await health()).toMatchObject({ messagesWaiting: 1 });
    await record.advanceHold(holdId);
    expect(await health()).toMatchObject({ messagesWaiting: 0, oldestMessageSeconds: 0, unanswered: [] });
  });

  it('counts a hold past its time until its release is ordered, and the release until the bank acknowledges it', async () => {
    const { holdId } = await oneHold();
    await record.send(holdId, {});
    await moveBack(holdId, '73 hours');
    expect(await health()).toMatchObject({ holdsPastTime: 1, releasesUnacknowledged: 0 });
    await endInTime(database.application, holdId);
    expect(await health()).toMatchObject({ holdsPastTime: 0, liveHolds: 0, releasesUnacknowledged: 1 });
    await record.release(holdId);
    expect(await health()).toMatchObject({ releasesUnacknowledged: 0, oldestReleaseSeconds: 0 });
  });

  it('reads the over-hold meter: zero, until somebody changes the database by hand', async () => {
    const metrics = new KeeperMetrics();
    const { caseId, holdId } = await oneHold();
    await record.send(holdId, {});
    expect(await health()).toMatchObject({ overHeldSatang: 0 });
    // With these constraints the database refuses the change.
    await database.dataSource.query(
      'ALTER TABLE stolen_sum DROP CONSTRAINT stolen_sum_check, DROP CONSTRAINT stolen_sum_taken_up',
    );
    await database.dataSource.query('UPDATE stolen_sum SET amount_satang = amount_satang - 7 WHERE case_id = $1', [
      caseId,
    ]);
    await show(metrics);
    expect(await metrics.registry.metrics()).toContain('rangap_over_held_satang 7');
    expect(await readStats(database.dataSource.manager)).toMatchObject({ overHeldSatang: '7' });
  });

  it('tells how long the keys of each party still count, and that none is left when they are over or revoked', async () => {
    const metrics = new KeeperMetrics();
    const endOf = async (party: string) =>
      (await readOpenWork(database.dataSource.manager)).keysEnd.find((one) => one.party === party)?.seconds;
    expect(await endOf('th-014')).toBeGreaterThan(3_600);
    await database.dataSource.query(`UPDATE party_key SET not_after = now() - interval '1 s' WHERE party = 'th-014'`);
    await database.dataSource.query(`UPDATE party_key SET revoked_at = now() WHERE party = 'amlo'`);
    expect([await endOf('th-014'), await endOf('amlo')]).toEqual([0, 0]);
    await show(metrics);
    expect(await metrics.registry.metrics()).toContain('rangap_party_keys_end_seconds{party="th-014"} 0');
  });

  it("tells by how much a process's clock is ahead of the database's", async () => {
    const metrics = new KeeperMetrics();
    metrics.showClock(new Date(Date.now() - 600_000));
    const [sample = ''] = /^rangap_clock_ahead_seconds .*$/m.exec(await metrics.registry.metrics()) ?? [];
    expect(Number(sample.split(' ')[1])).toBeGreaterThanOrEqual(600);
  });

  it('appears in the metrics, and disappears when it is over', async () => {
    const metrics = new KeeperMetrics();
    const { holdId } = await oneHold();
    await record.send(holdId);
    await show(metrics);
    expect(await metrics.registry.metrics()).toContain('rangap_orders_unanswered{institution="th-014"} 1');
    await record.receipt(holdId);
    await record.advanceHold(holdId);
    await show(metrics);
    const text = await metrics.registry.metrics();
    expect(text).not.toContain('rangap_orders_unanswered{institution');
    expect(text).toContain('rangap_holds_live 1');
  });
});
