import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { InboxMessageRow } from '../../../../src/persistence/entities/traffic/message.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';

const MINUTE_MS = 60_000;

describe('an institution that says that it told the holder of the release', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    [holdId = ''] = (await build.complain()).holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
  });
  afterEach(() => database.drop());

  /** Expects that no invariant is broken. */
  async function verified(): Promise<void> {
    expect(await violated(build.db)).toEqual([]);
  }

  /** Receives and applies the statement; returns the code of its outcome. */
  async function told(notifiedAt = new Date()): Promise<string | null> {
    const { institution } = await build.hold(holdId);
    const said = { holdId, of: 'release', notifiedAt: notifiedAt.toISOString() };
    const received = await build.callback(institution, 'holder.notified', holdId, said);
    if (!received.ok) throw new Error(received.code);
    await build.advanceHold(holdId);
    return (await build.db.manager.findOneByOrFail(InboxMessageRow, { id: received.id })).outcome;
  }

  /** Reports that the hold lapsed so many minutes ago, and was told of `toldMinutesAgo`. */
  async function lapsed(minutesAgo: number, toldMinutesAgo?: number): Promise<void> {
    const { institution } = await build.hold(holdId);
    const [order]: { id: string }[] = await build.db.query('SELECT id FROM hold_order WHERE hold_id = $1', [holdId]);
    const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();
    const report = {
      orderId: order?.id,
      holdId,
      releasedAmountSatang: '100000',
      at: ago(minutesAgo),
      ...(toldMinutesAgo === undefined ? {} : { holderNotifiedAt: ago(toldMinutesAgo) }),
    };
    await build.callback(institution, 'hold.lapsed', order?.id ?? '', report);
    await build.advanceHold(holdId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'released' });
  }

  const toldAt = async () => (await build.hold(holdId)).releaseNotifiedAt;

  it('is not believed while the hold goes on, so that the duty of the real release stays open', async () => {
    expect(await told()).toBe('IMPOSSIBLE_TIME');
    expect(await toldAt()).toBeNull();
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    expect(await told()).toBe('APPLIED');
    expect(await told()).toBe('DUPLICATE');
    await build.release(holdId);
    await verified();
  });

  it('is believed of a hold that lapsed by itself from the lapse on, however late the report is', async () => {
    await build.owner.query(
      `UPDATE hold SET ordered_at = ordered_at - interval '3 hours', section7_from = section7_from - interval '3 hours'
        WHERE id = $1`,
      [holdId],
    );
    await lapsed(40);
    expect(await told(new Date(Date.now() - 60 * MINUTE_MS))).toBe('IMPOSSIBLE_TIME');
    expect(await told(new Date(Date.now() - 30 * MINUTE_MS))).toBe('APPLIED');
  });

  it('is believed within the report of the lapse itself', async () => {
    await lapsed(0, 0);
    expect(await toldAt()).not.toBeNull();
    await verified();
  });
});
