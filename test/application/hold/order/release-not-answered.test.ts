import { giveVictimSecret } from '../../../../src/application/complaint/intake/give-victim-secret.js';
import { readComplaintStatus } from '../../../../src/application/complaint/view/read-complaint-status.js';
import { readVictimStatus } from '../../../../src/application/complaint/view/read-victim-status.js';
import { readAppealStatus, readHolderView } from '../../../../src/application/appeal/read-holder-view.js';
import { readReleaseLetter } from '../../../../src/application/appeal/read-release-letter.js';
import { readHolds } from '../../../../src/application/hold/view/read-holds.js';
import { readTimeline } from '../../../../src/application/overview/read-timeline.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { driveDue } from '../../../support/drive-due.js';
import {
  HoldOrderRow,
  type HoldRow,
  ReleaseOrderRow,
} from '../../../../src/persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../../src/persistence/entities/traffic/break.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { messagesAreDue } from '../../../support/outgoing.js';
import { OFFICER, OPERATOR, RecordBuilder } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';
import { withdraw } from '../../../support/withdraw.js';
import { SpentMoney } from '../support/spent-money.js';

/** Silence, or "taken" (202) without an end: the money is free there, or held without an order. */
describe('a second report of money whose release an institution does not answer', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let money: SpentMoney;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    money = new SpentMoney(build);
  });
  afterEach(() => database.drop());

  const ALL = { 0: 15_000n, 1: 5_000n, 2: 20_000n, 3: 25_000n };
  const OTHER = {
    victim: { name: 'Somying Test', phone: '0812345001', citizenId: '9900000000014' },
    reporter: { name: 'Somying Test', phone: '0812345001', holdsVictimAccount: true },
  };

  async function reported(): Promise<string> {
    const { caseId } = await build.complain(money.report());
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await money.settle(caseId);
    expect(await money.standing()).toEqual(ALL);
    return caseId;
  }

  /** A report that is withdrawn, and institutions that only take the releases. */
  async function withdrawnWithoutAnswer(): Promise<{ first: string; old: HoldRow[] }> {
    const first = await reported();
    await withdraw(build.db, first);
    await build.advanceCase(first);
    return { first, old: await releasesTaken() };
  }

  async function releasesTaken(): Promise<HoldRow[]> {
    const old = (await money.holds()).filter(({ state }) => state === 'release_ordered');
    for (const { id } of old) await build.release(id, false);
    return old;
  }

  const secondReport = async () => (await build.complain({ ...money.report(), ...OTHER })).caseId;
  const ordersOf = (holdId: string) =>
    build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
  const live = async () => (await money.holds()).filter(({ state }) => LIVE_HOLD_STATES.includes(state));
  const openBreaks = async () =>
    (await build.db.manager.findBy(BreakRecordRow, {}))
      .filter(({ closedAt }) => closedAt === null)
      .map(({ kind }) => kind);

  const found = async (words: string) =>
    (await violated(build.db, ['I24', 'I6']))
      .flatMap(({ examples }) => examples)
      .filter((line) => line.includes(words));

  it('waits while the time of the answer runs', async () => {
    await withdrawnWithoutAnswer();
    await money.timePasses(14);
    const second = await secondReport();
    await build.advanceCase(second);
    expect(await live()).toEqual([]);
  });

  it('is ordered at every account once it is over: each new order names the one whose place it takes', async () => {
    const { old } = await withdrawnWithoutAnswer();
    const second = await secondReport();
    await money.timePasses(16);
    expect(await driveDue(build.db, ['silence', 'finding_undecided'])).toBe(4);
    const signalled: { workflow_id: string }[] = await build.db.query(
      `SELECT DISTINCT workflow_id FROM outbox WHERE kind = 'look' AND read_at IS NULL AND workflow_id = $1`,
      [`complaint-${second}`],
    );
    expect(signalled).toHaveLength(1);
    await build.advanceCase(second);
    expect(await money.standing()).toEqual(ALL);
    for (const hold of await live()) {
      const [order] = await ordersOf(hold.id);
      const before = old.find(({ trailLinkId }) => trailLinkId === hold.trailLinkId);
      expect(order?.takesOver).toEqual([(await ordersOf(before?.id ?? '')).at(-1)?.id]);
    }
    await money.settle(second);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it('is ordered at once when it comes after that time, also at later accounts', async () => {
    await withdrawnWithoutAnswer();
    await money.timePasses(16);
    const { holdIds } = await build.complain({ ...money.report(), ...OTHER });
    expect(holdIds).toHaveLength(4);
    expect(await money.standing()).toEqual(ALL);
    expect(await money.violations()).toEqual([]);
  });

  it.each(['RELEASED', 'NOTHING_HELD'] as const)(
    'keeps what the new order holds when the old release is answered late: %s',
    async (result) => {
      const { old } = await withdrawnWithoutAnswer();
      await money.timePasses(16);
      await driveDue(build.db, ['silence', 'finding_undecided']);
      const second = await secondReport();
      await money.settle(second);
      await messagesAreDue(build.owner);
      for (const hold of old) {
        const { id: releaseOrderId } = await build.releaseOrder(hold.id);
        await build.callback(hold.institution, 'release.receipt', releaseOrderId, {
          releaseOrderId,
          holdId: hold.id,
          result,
          releasedAmountSatang: result === 'RELEASED' ? hold.heldSatang.toString() : '0',
          at: new Date().toISOString(),
        });
        await build.advanceHold(hold.id);
        expect((await build.releaseOrder(hold.id)).acknowledgedAt).not.toBeNull();
      }
      await money.settle(second);
      expect(await money.standing()).toEqual(ALL);
      expect(await openBreaks()).toEqual([]);
      expect(await money.violations()).toEqual([]);
    },
  );

  it('asks again for the release when the institution says late that it still holds by the old order', async () => {
    const { old } = await withdrawnWithoutAnswer();
    await money.timePasses(16);
    const second = await secondReport();
    await money.settle(second);
    const [hold] = old;
    if (hold === undefined) throw new Error('nothing was held');
    await build.receipt(hold.id, { result: 'HELD_FULL', receiptSeq: 2, heldAmountSatang: hold.heldSatang.toString() });
    await build.advanceHold(hold.id);
    expect(await build.hold(hold.id)).toMatchObject({ state: 'released' });
    expect(await money.standing()).toEqual(ALL);
    const resent: unknown[] = await build.db.query(
      `SELECT payload ->> 'holdId' AS subject FROM audit_event WHERE type = 'release.resent'`,
    );
    expect(resent).toEqual([{ subject: hold.id }]);
    expect(await money.violations()).toEqual([]);
  });

  it('lets the new holds go with their own report, whatever becomes of the old release', async () => {
    await withdrawnWithoutAnswer();
    await money.timePasses(16);
    const second = await secondReport();
    await money.settle(second);
    await withdraw(build.db, second);
    await build.advanceCase(second);
    await money.settle(second);
    expect(await money.standing()).toEqual({});
    expect(await money.violations()).toEqual([]);
  });

  it('orders nothing where the second report is withdrawn before', async () => {
    await withdrawnWithoutAnswer();
    const second = await secondReport();
    await withdraw(build.db, second);
    await money.timePasses(16);
    await driveDue(build.db, ['silence', 'finding_undecided']);
    await build.advanceCase(second);
    expect(await live()).toEqual([]);
  });

  it('stays let go where a person let it go with a reason', async () => {
    await reported();
    for (const { id: holdId } of await money.holds())
      await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: false }, actor: OFFICER });
    await releasesTaken();
    await money.timePasses(16);
    const { caseId, holdIds } = await build.complain({ ...money.report(), ...OTHER });
    await build.advanceCase(caseId);
    expect([holdIds, await live()]).toEqual([[], []]);
  });

  it('does not begin the time of the report anew that ran out', async () => {
    const first = await reported();
    await money.timePasses(169 * 60);
    await releasesTaken();
    await money.timePasses(16);
    await driveDue(build.db, ['silence', 'finding_undecided']);
    await build.advanceCase(first);
    expect(await live()).toEqual([]);
  });

  it('is found by verify where nobody orders it, and so is a hold that was ended for a new order too early', async () => {
    const { old } = await withdrawnWithoutAnswer();
    await build.debits(await secondReport(), 'CONFIRMED');
    await money.timePasses(18);
    await build.owner.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
    expect(await found('stands unheld')).toHaveLength(4);
    const { holdIds } = await build.complain({ ...money.report(), ...OTHER });
    expect(holdIds).toHaveLength(4);
    expect([await found('stands unheld'), await found('closed without a word')]).toEqual([[], []]);
    await build.owner.query('UPDATE release_order SET ordered_at = now() WHERE hold_id = $1', [old[0]?.id]);
    expect(await found('closed without a word')).toEqual([expect.stringContaining(old[0]?.id ?? 'no hold')]);
  });

  describe('that names another amount', () => {
    /** Somebody reports the same reference with another amount, and takes it back; the banks only take the releases. */
    async function otherAmount(baht: bigint, debit: 'CONFIRMED' | 'unknown'): Promise<HoldRow[]> {
      const { caseId } = await build.complain({
        ...money.report({ amountSatang: (baht * 100n).toString() }),
        ...OTHER,
      });
      if (debit === 'CONFIRMED') await build.debits(caseId, debit);
      await build.advanceCase(caseId);
      await money.settle(caseId);
      await withdraw(build.db, caseId);
      await build.advanceCase(caseId);
      const old = await releasesTaken();
      expect(old.length).toBeGreaterThan(2);
      return old;
    }

    const AMOUNTS = [
      [60_000n, 'unknown'],
      [60_000n, 'CONFIRMED'],
      [90_000n, 'unknown'],
      [90_000n, 'CONFIRMED'],
    ] as const;

    it.each(AMOUNTS)('waits while the time of the answer runs (%d baht, %s)', async (baht, debit) => {
      await otherAmount(baht, debit);
      await money.timePasses(14);
      const { caseId } = await build.complain(money.report());
      await build.advanceCase(caseId);
      expect((await live()).map(({ hop }) => hop)).not.toContain(0);
    });

    it.each(AMOUNTS)('is ordered at every account once it is over (%d baht, %s)', async (baht, debit) => {
      const old = await otherAmount(baht, debit);
      const { caseId } = await build.complain(money.report());
      await money.timePasses(16);
      await driveDue(build.db, ['silence', 'finding_undecided']);
      await build.advanceCase(caseId);
      const [first] = (await live()).filter(({ hop }) => hop === 0);
      const before = old.find(({ hop }) => hop === 0);
      expect((await ordersOf(first?.id ?? ''))[0]?.takesOver).toEqual([(await ordersOf(before?.id ?? '')).at(-1)?.id]);
      await build.debits(caseId, 'CONFIRMED');
      await build.advanceCase(caseId);
      await money.settle(caseId);
      expect(await money.standing()).toEqual(ALL);
      expect(await money.violations()).toEqual([]);
    });

    it('is found by verify where nobody orders it, and so is a hold that was ended for it too early', async () => {
      const old = await otherAmount(90_000n, 'unknown');
      const { caseId } = await build.complain(money.report());
      await build.debits(caseId, 'CONFIRMED');
      await build.advanceCase(caseId);
      await money.timePasses(18);
      await build.owner.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
      expect(await found('is being released in silence')).toHaveLength(1);
      await build.advanceCase(caseId);
      expect([await found('in silence'), await found('closed without a word')]).toEqual([[], []]);
      await build.owner.query('UPDATE release_order SET ordered_at = now() WHERE case_id = $1', [old[0]?.caseId]);
      expect(await found('closed without a word')).toHaveLength(old.length);
    });

    it.each(AMOUNTS)('is ordered at once when it comes after that time (%d baht, %s)', async (baht, debit) => {
      await otherAmount(baht, debit);
      await money.timePasses(16);
      await driveDue(build.db, ['silence', 'finding_undecided']);
      const { caseId, holdIds } = await build.complain(money.report());
      expect(holdIds.length).toBeGreaterThan(0);
      await build.debits(caseId, 'CONFIRMED');
      await build.advanceCase(caseId);
      await money.settle(caseId);
      expect(await money.standing()).toEqual(ALL);
      expect(await money.violations()).toEqual([]);
    });
  });

  describe('of a rival that was silent at some accounts', () => {
    /** A liar names another amount and takes it back; some banks only take the release. The victim reports so many minutes later. */
    async function orderedBeside(satang: string, silent: (hold: HoldRow) => boolean, minutes = 0): Promise<string> {
      const { caseId: liar } = await build.complain({ ...money.report({ amountSatang: satang }), ...OTHER });
      await build.advanceCase(liar);
      await money.settle(liar);
      await withdraw(build.db, liar);
      await build.advanceCase(liar);
      const old = (await money.holds()).filter(({ state }) => state === 'release_ordered');
      expect(old.filter(silent).length).toBeGreaterThan(0);
      for (const hold of old) await build.release(hold.id, !silent(hold));
      if (minutes > 0) await money.timePasses(minutes);
      const { caseId: victim } = await build.complain(money.report());
      await build.debits(victim, 'CONFIRMED');
      await build.advanceCase(victim);
      await money.settleOrders(victim);
      return victim;
    }

    const SILENT: [string, (hold: HoldRow) => boolean][] = [
      ['at the second account', ({ hop, accountNo }) => hop === 1 && accountNo === money.account(1).accountNo],
      ['at the last account', ({ hop }) => hop === 2],
      ['at every later account', ({ hop }) => hop > 0],
      ['at the first account', ({ hop }) => hop === 0],
      ['everywhere', () => true],
    ];
    const AMOUNTS_OF_LIAR = ['6000000', '9000000'];

    const ROWS = SILENT.flatMap(([where, silent]) => AMOUNTS_OF_LIAR.map((satang) => [where, satang, silent] as const));

    it.each(ROWS)(
      'is ordered whole once the time of the answer is over, though its victim has an order for less: silent %s (%s satang)',
      async (_where, satang, silent) => {
        const victim = await orderedBeside(satang, silent);
        await money.timePasses(16);
        await driveDue(build.db, ['silence', 'finding_undecided']);
        await build.advanceCase(victim);
        await money.settle(victim);
        expect(await money.standing()).toEqual(ALL);
        expect(await money.violations()).toEqual([]);
        expect(await found('closed without a word')).toEqual([]);
      },
    );

    it.each(ROWS)(
      'is ordered whole where it comes after that time: silent %s (%s satang)',
      async (_where, satang, silent) => {
        const victim = await orderedBeside(satang, silent, 16);
        await money.settle(victim);
        expect(await money.standing()).toEqual(ALL);
        expect(await money.violations()).toEqual([]);
        expect(await found('closed without a word')).toEqual([]);
      },
    );
  });

  it('is told to its victim as suspended, not as let go', async () => {
    await withdrawnWithoutAnswer();
    await money.timePasses(16);
    const second = await secondReport();
    await money.settle(second);
    const told = (await readComplaintStatus(build.db.manager, second))?.toTell?.text.en ?? '';
    expect(told).toContain('65,000');
    expect(told).not.toContain('let go');
  });

  describe('before its institution says that it let go', () => {
    /** What the victim who withdrew, the holder and an officer read of the old hold at the first account. */
    async function toldOf(first: string, holdId: string) {
      const hold = await build.hold(holdId);
      const status = await readComplaintStatus(build.db.manager, first);
      const holds = (await readHolds(build.db.manager, first))?.holds ?? [];
      const lines = (await readTimeline(build.db.manager, first, ['auditor']))?.whatHappened ?? [];
      const { holdState, releasedAt, endedBecause } = await readAppealStatus(build.db.manager, hold, new Date());
      const onAccount = await readHolderView(build.db.manager, { reference: hold.noticeReference });
      return {
        standing: status?.transfers[0]?.standing,
        news: status?.toTell?.text.en.includes('let') ?? false,
        officer: holds.find(({ id }) => id === holdId)?.state,
        desk: onAccount?.holds.find((each) => each.holdId === holdId)?.state,
        lines: lines.filter(({ what }) => what.en.includes('is over')).length,
        holder: [holdState, releasedAt !== null, endedBecause !== null],
        letter: (await readReleaseLetter(build.db.manager, hold, new Date())).ok,
      };
    }
    const NOT_SAID = {
      standing: 'gone_on',
      news: false,
      officer: 'release_ordered',
      desk: 'release_ordered',
      lines: 0,
      holder: ['release_ordered', false, false],
      letter: false,
    };

    it('reads to the victim when the release was ordered, and that the bank has not answered', async () => {
      const { caseId } = await build.complain(money.report());
      await build.advanceCase(caseId);
      await money.settle(caseId);
      // The bank of the victim does not confirm the debit in time (P-URG).
      await money.timePasses(61);
      await releasesTaken();
      const said = (await readComplaintStatus(build.db.manager, caseId))?.readOut.en ?? '';
      expect(said).toMatch(/a release was ordered on .+, and the bank has not answered yet/);
      expect(said).not.toContain('is over');
      const [order] = await build.db.manager.find(ReleaseOrderRow, { order: { orderedAt: 'DESC' } });
      expect(order).toBeDefined();
      const given = await giveVictimSecret(build.db, { caseId, actor: OPERATOR.subject });
      if (!given.ok) throw new Error(given.code);
      const shown = { reference: given.caseNo, secret: given.secret, from: '203.0.113.9' };
      const seen = await readVictimStatus(build.db.manager, shown, new Date());
      expect(seen).toMatchObject({
        ok: true,
        status: { transfers: [{ releasingSince: order?.orderedAt.toISOString() }] },
      });
    });

    it('tells nobody that it did: the release is ordered, and not answered', async () => {
      const { first, old } = await withdrawnWithoutAnswer();
      const [hold] = old;
      if (hold === undefined) throw new Error('nothing was held');
      expect(await toldOf(first, hold.id)).toEqual(NOT_SAID);
      await money.timePasses(16);
      const second = await secondReport();
      await money.settle(second);
      expect((await build.hold(hold.id)).state).toBe('released');
      expect(await toldOf(first, hold.id)).toMatchObject({ ...NOT_SAID, standing: 'gone_on' });
      await messagesAreDue(build.owner);
      for (const { id, institution, heldSatang } of old) {
        const { id: releaseOrderId } = await build.releaseOrder(id);
        const answer = { releaseOrderId, holdId: id, result: 'RELEASED', releasedAmountSatang: heldSatang.toString() };
        await build.callback(institution, 'release.receipt', releaseOrderId, {
          ...answer,
          at: new Date().toISOString(),
        });
        await build.advanceHold(id);
      }
      expect(await toldOf(first, hold.id)).toMatchObject({
        news: true,
        officer: 'released',
        desk: 'released',
        holder: ['released', true, true],
        letter: true,
      });
      const told = (await readComplaintStatus(build.db.manager, first))?.toTell?.text.en ?? '';
      expect(told).toContain('the complaint was withdrawn');
    });
  });
});
