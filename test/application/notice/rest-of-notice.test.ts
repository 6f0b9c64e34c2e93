import { recordOfficerResult } from '../../../src/application/notice/record-officer-result.js';
import { HoldOrderRow, type HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { withdraw } from '../../support/withdraw.js';

/** 500 baht that a bank suspects by itself, at an account where a victim's hold has the money. */
const SUSPECTED = 50_000n;

describe('what a bank alone suspects, where another hold at the account had the money', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** A victim's hold of all that is there, then the notice of another bank about its own customer's transfer. */
  async function noticedBeside(heldSatang: bigint): Promise<{ victimCase: string; noticeCase: string; hold: HoldRow }> {
    const { caseId: victimCase, holdIds } = await build.complain();
    await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: { institution: 'th-006', accountNo: '6001112223' },
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: SUSPECTED.toString(),
          transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
          reference: 'NOTICED-1',
          rail: 'promptpay',
        },
      ],
    };
    const { cases } = await build.suspect('th-006', notice);
    const noticeCase = cases[0]?.id ?? '';
    const [hold] = await build.holds(noticeCase);
    if (hold === undefined) throw new Error('nothing is ordered by the notice');
    const result = heldSatang > 0n ? 'HELD_PARTIAL' : 'NO_FUNDS';
    await build.send(hold.id, { result, heldAmountSatang: heldSatang.toString() });
    await build.advanceCase(noticeCase);
    return { victimCase, noticeCase, hold: await build.hold(hold.id) };
  }

  /** The victim's complaint is withdrawn, and the bank lets his hold go. */
  async function comesFree({ victimCase }: { victimCase: string }): Promise<void> {
    await withdraw(build.db, victimCase);
    await build.advanceCase(victimCase);
    const [theirs] = await build.holds(victimCase);
    await build.release(theirs?.id ?? '');
    await build.owner.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
  }

  const leftOpen = async () => (await violated(build.db, ['I24'])).flatMap(({ examples }) => examples);

  const ordersOf = (holdId: string) =>
    build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });

  it('is ordered by section 6 for the rest, in the time that it had', async () => {
    const noticed = await noticedBeside(20_000n);
    await comesFree(noticed);
    expect(await leftOpen()).toEqual([expect.stringContaining('section 6 alone')]);
    await build.advanceCase(noticed.noticeCase);
    expect(await leftOpen()).toEqual([]);
    const orders = await ordersOf(noticed.hold.id);
    expect(orders.map(({ kind, requestedSatang }) => [kind, requestedSatang])).toEqual([
      ['section6', SUSPECTED],
      ['section6', SUSPECTED],
    ]);
    expect(orders[1]).toMatchObject({ asksRest: true, expiresAt: noticed.hold.expiresAt });
    await build.send(noticed.hold.id, { result: 'HELD_FULL' });
    expect(await build.hold(noticed.hold.id)).toMatchObject({ state: 'held', heldSatang: SUSPECTED });
    expect(await violated(build.db)).toEqual([]);
  });

  it('is ordered once for the same money', async () => {
    const noticed = await noticedBeside(20_000n);
    await comesFree(noticed);
    await build.advanceCase(noticed.noticeCase);
    await build.send(noticed.hold.id, { result: 'HELD_PARTIAL', heldAmountSatang: '20000' });
    await build.advanceCase(noticed.noticeCase);
    await build.advanceCase(noticed.noticeCase);
    expect(await ordersOf(noticed.hold.id)).toHaveLength(2);
  });

  it('is ordered by a new hold where nothing had been there, in the time from the first notice on', async () => {
    const noticed = await noticedBeside(0n);
    expect(noticed.hold.state).toBe('no_funds');
    await comesFree(noticed);
    expect(await leftOpen()).toEqual([expect.stringContaining('section 6 alone')]);
    await build.advanceCase(noticed.noticeCase);
    const [, again] = await build.holds(noticed.noticeCase);
    expect(again).toMatchObject({
      kind: 'section6',
      state: 'ordered',
      requestedSatang: SUSPECTED,
      expiresAt: noticed.hold.expiresAt,
    });
    await build.send(again?.id ?? '', { result: 'HELD_FULL' });
    expect(await violated(build.db)).toEqual([]);
  });

  it.each([20_000n, 0n])('is not ordered after the seven days (%d held)', async (heldSatang) => {
    const noticed = await noticedBeside(heldSatang);
    await timePasses(build.owner, '8 days');
    await build.owner.query('ALTER TABLE hold_notice DISABLE TRIGGER hold_notice_append_only');
    await build.owner.query(
      `UPDATE hold_notice SET notified_at = notified_at - interval '8 days', expires_at = expires_at - interval '8 days'`,
    );
    await comesFree(noticed);
    expect(await leftOpen()).toEqual([]);
    await build.advanceCase(noticed.noticeCase);
    expect((await build.holds(noticed.noticeCase)).length).toBe(1);
    expect(await ordersOf(noticed.hold.id)).toHaveLength(1);
  });

  it('is not ordered once an officer found the suspicion unfounded', async () => {
    const noticed = await noticedBeside(20_000n);
    const body = { result: 'lifted' as const, reason: 'a wage' };
    const found = await recordOfficerResult(build.db, {
      suspensionId: noticed.hold.id,
      body,
      actor: INQUIRY_OFFICER,
    });
    expect(found).toMatchObject({ ok: true });
    await comesFree(noticed);
    await build.advanceCase(noticed.noticeCase);
    expect(await ordersOf(noticed.hold.id)).toHaveLength(1);
  });
});
