import { readComplaintStatus } from '../../../../src/application/complaint/view/read-complaint-status.js';
import { readOrderToCall } from '../../../../src/application/advance/send/deliver-hold-order.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { HOLDING_STATES } from '../../../../src/domain/hold/hold.js';
import { after, earlier } from '../../../../src/domain/time.js';
import { HoldOrderRow, ReleaseOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';
import { withdraw } from '../../../support/withdraw.js';
import { SpentMoney } from '../support/spent-money.js';

/** Whatever ended the holds of an earlier report, but a person's own decision. */
describe('a transfer that is reported again after its money was let go', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const ALL = { 0: 15_000n, 1: 5_000n, 2: 20_000n, 3: 25_000n };

  /** Takes a report, lets its orders be answered; `confirmed` by the victim's bank. */
  async function reported(money: SpentMoney, confirmed: boolean, facts = {}): Promise<string> {
    const { caseId } = await build.complain(money.report(facts));
    if (confirmed) await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await money.settle(caseId);
    return caseId;
  }

  async function withdrawn(money: SpentMoney, caseId: string): Promise<void> {
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await money.settle(caseId);
    expect(await money.standing()).toEqual({});
  }

  /** The orders of a hold, the newest first. */
  function ordersOf(holdId = ''): Promise<HoldOrderRow[]> {
    return build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'DESC' } });
  }

  /** Lets time pass: the keeper releases what is over, and the banks let go. */
  async function ranOut(money: SpentMoney, caseId: string, minutes = 61): Promise<void> {
    await money.timePasses(minutes);
    await money.settle(caseId);
  }

  it('is held at every account where the money is known to stand, after a withdrawal', async () => {
    const money = new SpentMoney(build);
    const first = await reported(money, true);
    expect(await money.standing()).toEqual(ALL);
    await withdrawn(money, first);
    const { caseId, holdIds } = await build.complain(money.report());
    expect(holdIds).toHaveLength(4);
    expect(await money.standing()).toEqual(ALL);
    await money.settle(first, caseId);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is held further on where nothing is left at the first account', async () => {
    const money = new SpentMoney(build, 50_000n);
    await withdrawn(money, await reported(money, true));
    const { holdIds } = await build.complain(money.report());
    expect(holdIds).toHaveLength(3);
    expect(await money.standing()).toEqual({ 1: 5_000n, 2: 20_000n, 3: 25_000n });
    expect(await money.violations()).toEqual([]);
  });

  it('is held at every account for the true victim, when a liar reported first and his urgent time ran out', async () => {
    const money = new SpentMoney(build);
    const liar = await reported(money, false);
    await ranOut(money, liar);
    expect(await money.standing()).toEqual({});
    const victim = await reported(money, true);
    await money.settle(liar, victim);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is held again at every account when the bank confirms after the urgent time', async () => {
    const money = new SpentMoney(build);
    const caseId = await reported(money, false);
    await ranOut(money, caseId);
    expect(await money.standing()).toEqual({});
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await money.standing()).toEqual(ALL);
    await money.settle(caseId);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is held nowhere again when the bank denies it after the urgent time', async () => {
    const money = new SpentMoney(build);
    const caseId = await reported(money, false);
    await ranOut(money, caseId);
    await build.debits(caseId, 'DENIED');
    await money.settle(caseId);
    expect(await money.standing()).toEqual({});
    expect(await money.violations()).toEqual([]);
  });

  it('is held nowhere again after the seven days of section 7', async () => {
    const money = new SpentMoney(build);
    const first = await reported(money, true);
    await ranOut(money, first, 169 * 60);
    const { caseId, holdIds } = await build.complain(money.report());
    expect(holdIds).toEqual([]);
    await money.settle(first, caseId);
    expect(await money.standing()).toEqual({});
    expect(await money.violations()).toEqual([]);
  });

  it('is told to its victim as it is: another report was withdrawn, not the own one', async () => {
    const money = new SpentMoney(build);
    const first = await reported(money, true);
    await withdraw(build.db, first);
    await build.advanceCase(first);
    const { caseId } = await build.complain(money.report());
    await money.settle(first, caseId);
    expect(await money.standing()).toEqual(ALL);
    const told = async (id: string) => (await readComplaintStatus(build.db.manager, id))?.toTell?.text.en;
    expect(await told(caseId)).toContain('it rested on another report of this money, which was withdrawn');
    expect(await told(caseId)).not.toContain('the complaint was withdrawn');
    expect(await told(first)).toContain('the complaint was withdrawn');
    expect(await told(first)).not.toContain('another report');
  });

  /** A bank ends the standing hold at an account by itself, before its time. */
  async function lapses(money: SpentMoney, caseId: string, place = 0, at = new Date()): Promise<void> {
    const hold = (await money.holds()).find(
      ({ accountNo, state }) => accountNo === money.account(place).accountNo && HOLDING_STATES.includes(state),
    );
    if (hold === undefined) throw new Error(`nothing is held at account ${place}`);
    await money.lapses(hold, at);
    await build.advanceCase(caseId);
  }

  it.each([0, 1, 2, 3])('is held again at account %d, whose bank ended a hold before its time', async (place) => {
    const money = new SpentMoney(build);
    const caseId = await reported(money, true);
    await lapses(money, caseId, place);
    expect(await money.standing()).toEqual(ALL);
    await money.settle(caseId);
    expect(await money.standing()).toEqual(ALL);
    const kinds: unknown[] = await build.db.query('SELECT kind FROM break_record');
    expect(kinds).toEqual([{ kind: 'LAPSED_EARLY' }]);
    expect(await money.violations()).toEqual([]);
  });

  it('is ordered again once where a bank goes on to end holds before their time: a person asks it', async () => {
    const money = new SpentMoney(build, 65_000n, []);
    const caseId = await reported(money, true);
    for (const standing of [{ 0: 65_000n }, {}]) {
      await lapses(money, caseId);
      await money.settle(caseId);
      expect(await money.standing()).toEqual(standing);
    }
    expect(await money.violations()).toEqual([]);
  });

  it('is ordered by a new report of the money after a bank ended two holds before their time', async () => {
    const money = new SpentMoney(build, 65_000n, []);
    const first = await reported(money, true);
    for (let time = 0; time < 2; time += 1) {
      await lapses(money, first);
      await money.settle(first);
    }
    await reported(money, true);
    expect(await money.standing()).toEqual({ 0: 65_000n });
  });

  it('has no more urgent time than before where a bank ended an unconfirmed hold before its time', async () => {
    const money = new SpentMoney(build, 65_000n, []);
    const caseId = await reported(money, false);
    const [before] = await money.holds();
    await lapses(money, caseId);
    const [, next] = await money.holds();
    expect(next?.expiresAt).toEqual(before?.expiresAt);
    expect(next?.section7From).toEqual(before?.section7From);
    expect(await violated(build.db, ['I5'])).toEqual([]);
  });

  it('is asked about from when its bank ended the hold, not from when that hold would have ended', async () => {
    const money = new SpentMoney(build, 65_000n, []);
    const caseId = await reported(money, true);
    const [before] = await money.holds();
    const at = after(before?.orderedAt ?? new Date(), 1);
    await lapses(money, caseId, 0, at);
    const [, next] = await money.holds();
    expect(next?.debitsSince).toEqual(at);
  });

  it.each([
    ['a withdrawal', (money: SpentMoney, first: string) => withdrawn(money, first)],
    ['the end of the urgent time', (money: SpentMoney, first: string) => ranOut(money, first)],
  ])('is asked about from when its holds were let go at every account, by %s', async (_end, letGo) => {
    const money = new SpentMoney(build);
    const first = await reported(money, false);
    await letGo(money, first);
    const before = await money.holds();
    const second = await reported(money, true);
    const again = (await money.holds()).slice(before.length);
    expect(again).toHaveLength(4);
    const releases = await build.db.manager.find(ReleaseOrderRow);
    for (const { trailLinkId, debitsSince, debitsNamedFor } of again) {
      const ended = before.find((hold) => hold.trailLinkId === trailLinkId);
      const released = releases.find(({ holdId }) => holdId === ended?.id)?.orderedAt ?? new Date(0);
      expect(debitsSince).toEqual(earlier(released, ended?.expiresAt ?? new Date(0)));
      const [last] = await ordersOf(ended?.id);
      expect(debitsNamedFor).toEqual([last?.id]);
    }
    await money.settle(second);
    expect(await money.violations()).toEqual([]);
  });

  it('is asked about from when a liar’s hold let it go, at the accounts where that had all of it', async () => {
    const money = new SpentMoney(build);
    const lie = { name: 'Somsak Test', citizenId: '9900000000014', phone: '0898765432' };
    const { caseId: liar } = await build.complain({
      ...money.report({ amountSatang: (money.stolenBaht * 200n).toString() }),
      victim: lie,
    });
    await build.advanceCase(liar);
    await money.settle(liar);
    const ofLiar = await money.holds();
    await withdrawn(money, liar);
    const releases = await build.db.manager.find(ReleaseOrderRow);
    const victim = await reported(money, true);
    const own = (await money.holds()).slice(ofLiar.length);
    const since = own.map(({ accountNo, debitsSince }) => {
      const before = ofLiar.find((hold) => hold.accountNo === accountNo);
      const end = releases.find(({ holdId }) => holdId === before?.id)?.orderedAt;
      expect([undefined, end]).toContainEqual(debitsSince ?? undefined);
      return [money.places.find((place) => money.account(place).accountNo === accountNo), debitsSince !== null];
    });
    expect(Object.fromEntries(since)).toEqual({ 0: false, 1: false, 2: true, 3: true });
    expect(own.map(({ debitsNamedFor }) => debitsNamedFor)).toEqual([null, null, null, null]);
    await money.settle(victim);
    expect(await money.violations()).toEqual([]);
  });

  it('is asked about since then also by an order that takes the ended one over', async () => {
    const money = new SpentMoney(build);
    const caseId = await reported(money, true);
    const [before] = await money.holds();
    await lapses(money, caseId);
    const next = (await money.holds()).find(
      ({ accountNo, state }) => accountNo === before?.accountNo && state === 'ordered',
    );
    const [ended] = await ordersOf(before?.id);
    await build.send(next?.id ?? '');
    const says = { result: 'HELD_PARTIAL', heldAmountSatang: '1000000', heldBefore: [ended?.id ?? ''] } as const;
    await build.receipt(next?.id ?? '', says);
    await build.advanceHold(next?.id ?? '');
    const [takingOver] = await ordersOf(next?.id);
    expect(takingOver).toMatchObject({ sequence: 2, takesOver: [ended?.id], requestedSatang: 1_500_000n });
    expect(await readOrderToCall(build.db.manager, takingOver?.id ?? '')).toMatchObject({
      debitsSince: next?.debitsSince?.toISOString(),
      debitsNamedFor: [ended?.id],
    });
  });

  it('is found by verify, where it is confirmed and claimed and nothing was ordered', async () => {
    const money = new SpentMoney(build);
    await withdrawn(money, await reported(money, true));
    await build.owner.query('UPDATE claim SET ended_at = NULL');
    await build.owner.query('UPDATE case_file SET withdrawn_at = NULL');
    expect(await money.violations()).toContainEqual(expect.objectContaining({ id: 'I24', violations: 4 }));
  });

  it('is found by verify, where it goes on with the time of holds that a withdrawal ended', async () => {
    const money = new SpentMoney(build);
    await withdrawn(money, await reported(money, true));
    await reported(money, true);
    expect(await violated(build.db, ['I5'])).toEqual([]);
    await build.owner.query(
      `UPDATE hold SET section7_from = b.section7_from FROM hold b
        WHERE b.trail_link_id = hold.trail_link_id AND b.state = 'released' AND hold.debits_since IS NOT NULL`,
    );
    expect(await violated(build.db, ['I5'])).toContainEqual(expect.objectContaining({ id: 'I5', violations: 4 }));
  });

  it('is found by verify, where it is asked about since another instant than its end', async () => {
    const money = new SpentMoney(build);
    await withdrawn(money, await reported(money, true));
    const second = await reported(money, true);
    await money.settle(second);
    await build.owner.query(
      'UPDATE hold SET debits_since = (SELECT min(ordered_at) FROM hold) WHERE debits_since IS NOT NULL',
    );
    expect(await money.violations()).toContainEqual(expect.objectContaining({ id: 'I24', violations: 4 }));
  });

  it('is found by verify, where a bank ended the hold before its time and nothing was ordered', async () => {
    const money = new SpentMoney(build);
    await withdrawn(money, await reported(money, true));
    await build.owner.query(`UPDATE claim SET ended_at = NULL`);
    await build.owner.query('UPDATE case_file SET withdrawn_at = NULL');
    await build.owner.query(`UPDATE hold SET state_reason = 'LAPSED_EARLY'`);
    expect(await money.violations()).toContainEqual(expect.objectContaining({ id: 'I24', violations: 4 }));
  });

  it.each([0, 1, 2, 3])('stays let go at account %d, where an officer let it go with a reason', async (place) => {
    const money = new SpentMoney(build);
    const first = await reported(money, true);
    const hold = (await money.holds()).find(({ accountNo }) => accountNo === money.account(place).accountNo);
    const body = { reason: 'the holder sold goods for it', unrelated: false };
    expect(await releaseByOfficer(build.db, { holdId: hold?.id ?? '', body, actor: OFFICER })).toMatchObject({
      ok: true,
    });
    await money.settle(first);
    await withdrawn(money, first);
    const { caseId } = await build.complain(money.report());
    await money.settle(first, caseId);
    const { [place as keyof typeof ALL]: _letGo, ...others } = ALL;
    expect(await money.standing()).toEqual(others);
    expect(await money.violations()).toEqual([]);
  });

  it('is answered truly, and shown to a person, where a person let it go; other words order nothing there', async () => {
    const money = new SpentMoney(build, 65_000n, []);
    const first = await reported(money, true);
    const [hold] = await money.holds();
    const body = { reason: 'the holder sold goods for it', unrelated: false };
    await releaseByOfficer(build.db, { holdId: hold?.id ?? '', body, actor: OFFICER });
    await money.settle(first);
    const breaks = (): Promise<unknown[]> => build.db.query('SELECT case_id AS "caseId", kind FROM break_record');
    expect(await breaks()).toEqual([]);
    const again = await build.complain(money.report());
    const other = await build.complain(money.report({ amountSatang: '6400000' }));
    await money.settle(first, again.caseId, other.caseId);
    expect(await money.standing()).toEqual({});
    expect(await breaks()).toEqual([
      { caseId: again.caseId, kind: 'LET_GO_REPORTED_AGAIN' },
      { caseId: other.caseId, kind: 'LET_GO_REPORTED_AGAIN' },
    ]);
    expect(await money.violations()).toEqual([]);
  });
});
