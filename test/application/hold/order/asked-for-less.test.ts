import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../../src/application/hold/release/release-in-part.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import type { OnwardMessage } from '../../../../src/domain/hold/messages.js';
import { MINUTE_MS } from '../../../../src/domain/time.js';
import { driveDue } from '../../../support/drive-due.js';
import { HoldOrderRow, type HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, type ReceiptSays, RecordBuilder } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';

const VICTIM = { institution: 'th-004', accountNo: '9210000001' };
const ABOUT_MONEY: readonly string[] = ['LEDGER', 'I1', 'I3', 'I8', 'I12', 'I19', 'I24', 'I25', 'I26'];
const STOLEN = 10_000_000n;
const LIE = 3_000_000n;
const NOTHING: ReceiptSays = { result: 'NO_FUNDS', heldAmountSatang: '0' };

/** The account of a hop: the victim paid the first. */
const account = (hop: number) => ({
  institution: ['th-014', 'th-006', 'th-002', 'th-014'][hop] ?? 'th-006',
  accountNo: `922000000${hop}`,
});

/** All of an amount went on from the account of a hop to the next one. */
const wentOn = (hop: number, satang: bigint, name = 'ON'): OnwardMessage => ({
  transferRef: `${name}-${hop}`,
  to: { account: account(hop + 1) },
  amountSatang: satang.toString(),
  attributedSatang: satang.toString(),
  channel: 'promptpay',
  at: new Date(Date.now() - (30 - hop) * MINUTE_MS).toISOString(),
});

/**
 * A liar claims a part of a victim's transfer after its urgent time. So his order takes room of the debit when
 * their bank confirms it, and the victim's money is ordered for less than there is of it.
 */
describe('a part that was asked for less than it brought, because the sum had no room', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const claimed = (amountSatang: bigint, phone: string) =>
    build.complain({
      victimAccount: VICTIM,
      reporter: { phone },
      transfers: [{ to: { account: account(0) }, amountSatang: amountSatang.toString(), reference: 'LESS-1' }],
    });

  /** The bank answers the orders of a hold that wait. */
  async function answers(holdId: string, says: ReceiptSays): Promise<void> {
    await build.send(holdId);
    await build.receipt(holdId, says);
    await build.advanceHold(holdId);
  }

  async function live(caseId: string): Promise<HoldRow[]> {
    return (await build.holds(caseId)).filter(({ state }) => LIVE_HOLD_STATES.includes(state));
  }

  async function only(caseId: string): Promise<HoldRow> {
    const [hold, ...others] = await live(caseId);
    if (hold === undefined || others.length > 0) throw new Error(`${others.length + 1} holds are live`);
    return hold;
  }

  /** The urgent time passes, and every bank lets go. */
  async function urgentTimeEnds(): Promise<void> {
    await timePasses(build.owner, '61 minutes');
    await driveDue(build.db, ['hold_end']);
    const rows = await build.db.query<{ id: string }[]>(`SELECT id FROM hold WHERE state = 'release_ordered'`);
    for (const { id } of rows) await build.release(id);
  }

  function violations(): Promise<unknown[]> {
    return violated(build.db, ABOUT_MONEY);
  }

  /**
   * Lets the victim's money stand at a hop, and the liar's order come before the one that holds it again:
   * that asks for what the lie leaves.
   */
  async function orderedBehindLie(hop: number): Promise<{ victim: string; liar: string; ofLiar: string }> {
    const { caseId: victim } = await claimed(STOLEN, '0812345678');
    for (let at = 0; at < hop; at += 1) {
      await answers((await only(victim)).id, { ...NOTHING, onward: [wentOn(at, STOLEN)] });
      await build.advanceCase(victim);
    }
    await answers((await only(victim)).id, { result: 'HELD_FULL' });
    await urgentTimeEnds();
    const { caseId: liar } = await claimed(LIE, '0898765432');
    const ofLiar = (await only(liar)).id;
    await build.debits(victim, 'CONFIRMED');
    await build.advanceCase(victim);
    expect(await only(victim)).toMatchObject({ hop, requestedSatang: STOLEN - LIE });
    return { victim, liar, ofLiar };
  }

  it.each([0, 1, 2, 3])('is asked for the rest when the sum has room again, at hop %i', async (hop) => {
    const { victim, ofLiar } = await orderedBehindLie(hop);
    const { id, expiresAt, kind } = await only(victim);
    await answers(id, { result: 'HELD_FULL' });
    await build.advanceCase(victim);
    expect(await only(victim)).toMatchObject({ reservedSatang: STOLEN - LIE });
    expect(await violations()).toEqual([]);
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    expect(await build.hold(id)).toMatchObject({
      heldSatang: STOLEN - LIE,
      reservedSatang: STOLEN,
      requestedSatang: STOLEN,
      expiresAt,
      kind,
    });
    const newest = await build.db.manager.findOneOrFail(HoldOrderRow, {
      where: { holdId: id },
      order: { sequence: 'DESC' },
    });
    expect(newest).toMatchObject({ requestedSatang: STOLEN, asksRest: true, addsSatang: LIE, expiresAt, kind });
    await answers(id, { result: 'HELD_FULL', heldAmountSatang: STOLEN.toString() });
    expect(await build.hold(id)).toMatchObject({ state: 'held', heldSatang: STOLEN });
    await build.advanceCase(victim);
    expect(await violations()).toEqual([]);
  });

  /** The victim's hold at a hop was answered in full; the lie's order then finds nothing. */
  async function roomAgain(hop: number): Promise<{ victim: string; holdId: string }> {
    const { victim, ofLiar } = await orderedBehindLie(hop);
    const holdId = (await only(victim)).id;
    await answers(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(victim);
    await answers(ofLiar, NOTHING);
    return { victim, holdId };
  }

  async function waitingFor(caseId: string): Promise<string[]> {
    const rows = await build.db.query<{ message: string }[]>(
      'SELECT DISTINCT message FROM outbox WHERE workflow_id = $1 AND read_at IS NULL',
      [`complaint-${caseId}`],
    );
    return rows.map(({ message }) => message);
  }

  it('is looked at when room comes free, though another claim freed it', async () => {
    const { victim } = await roomAgain(2);
    expect(await waitingFor(victim)).toEqual(['holdChanged']);
  });

  it('is found by verify, where nobody asks', async () => {
    const { victim } = await roomAgain(1);
    expect(await violations()).toEqual([]);
    await build.owner.query('UPDATE outbox SET read_at = now() WHERE workflow_id = $1', [`complaint-${victim}`]);
    expect(await violations()).toContainEqual(expect.objectContaining({ id: 'I24', violations: 1 }));
  });

  it('is found by verify, where a hold asks for what no order of it asked for', async () => {
    const { victim, holdId } = await roomAgain(1);
    await build.advanceCase(victim);
    await expect(
      build.owner.query('UPDATE hold SET requested_satang = requested_satang + 1 WHERE id = $1', [holdId]),
    ).rejects.toThrow('asks for what no order of it asks for');
    await build.owner.query('ALTER TABLE hold DISABLE TRIGGER hold_asks_by_its_orders');
    await build.owner.query('UPDATE hold SET requested_satang = requested_satang + 1 WHERE id = $1', [holdId]);
    expect(await violations()).toContainEqual(expect.objectContaining({ id: 'I3' }));
  });

  it('waits until its bank has answered the order that asked for less', async () => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    const { id } = await only(victim);
    expect(await build.hold(id)).toMatchObject({ requestedSatang: STOLEN - LIE });
    await answers(id, { result: 'HELD_FULL' });
    await build.advanceCase(victim);
    expect(await build.hold(id)).toMatchObject({ requestedSatang: STOLEN, reservedSatang: STOLEN });
    expect(await violations()).toEqual([]);
  });

  it('is not asked for after its time', async () => {
    const { victim, holdId } = await roomAgain(1);
    await timePasses(build.owner, `${169 * 60} minutes`);
    await build.advanceCase(victim);
    expect(await build.hold(holdId)).toMatchObject({ requestedSatang: STOLEN - LIE });
    expect(await violations()).not.toContainEqual(expect.objectContaining({ id: 'I24' }));
  });

  it('is not asked for in place of an order for less that is under way', async () => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    const { id } = await only(victim);
    await answers(id, { result: 'HELD_FULL' });
    await build.advanceCase(victim);
    const body = { keepSatang: '5000000', reason: 'the holder proved it' };
    expect(await releaseInPart(build.db, { holdId: id, body, actor: OFFICER })).toMatchObject({ ok: true });
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    expect(await build.hold(id)).toMatchObject({ requestedSatang: STOLEN - LIE });
    await answers(id, { result: 'HELD_FULL' });
    await build.advanceCase(victim);
    // What the person let go stays let go.
    expect(await build.hold(id)).toMatchObject({ requestedSatang: STOLEN, reservedSatang: 5_000_000n + LIE });
    await answers(id, { result: 'HELD_FULL', heldAmountSatang: (5_000_000n + LIE).toString() });
    await build.advanceCase(victim);
    expect(await violations()).toEqual([]);
  });

  it('is not asked for what a person let go of the other claim', async () => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    const { id } = await only(victim);
    await answers(id, { result: 'HELD_FULL' });
    await answers(ofLiar, { result: 'HELD_FULL' });
    const body = { reason: 'the holder sold goods for it', unrelated: false };
    expect(await releaseByOfficer(build.db, { holdId: ofLiar, body, actor: OFFICER })).toMatchObject({ ok: true });
    await build.release(ofLiar);
    await build.advanceCase(victim);
    expect(await build.hold(id)).toMatchObject({ requestedSatang: STOLEN - LIE, reservedSatang: STOLEN - LIE });
    expect(await violations()).toEqual([]);
  });

  it('keeps what is held where its bank refuses to hold more, and is not asked for ever', async () => {
    const { victim, holdId } = await roomAgain(1);
    await build.advanceCase(victim);
    await answers(holdId, { result: 'REFUSED_LEGAL', heldAmountSatang: '0', refusalKind: 'NOT_BOUND' });
    for (let look = 0; look < 3; look += 1) await build.advanceCase(victim);
    expect(await build.hold(holdId)).toMatchObject({
      state: 'partly_held',
      heldSatang: STOLEN - LIE,
      reservedSatang: STOLEN - LIE,
    });
    const rows = await build.db.query<{ kind: string }[]>(
      `SELECT kind FROM break_record WHERE closed_at IS NULL AND hold_id = $1`,
      [holdId],
    );
    expect(rows).toEqual([{ kind: 'ATTRIBUTION.UNEXPLAINED' }]);
    expect(await violations()).toEqual([]);
  });

  it('follows the later debits that the answer for the rest names, each once', async () => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    const { id } = await only(victim);
    const onward = [{ ...wentOn(1, 2_000_000n), attributedSatang: '2000000' }];
    await answers(id, { result: 'HELD_PARTIAL', heldAmountSatang: '5000000', onward });
    await build.advanceCase(victim);
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    const newest = await build.db.manager.findOneOrFail(HoldOrderRow, {
      where: { holdId: id },
      order: { sequence: 'DESC' },
    });
    expect(newest).toMatchObject({ requestedSatang: STOLEN, addsSatang: LIE });
    const more = [...onward, wentOn(1, 1_000_000n, 'MORE')];
    await answers(id, { result: 'HELD_PARTIAL', heldAmountSatang: '7000000', onward: more });
    await build.advanceCase(victim);
    expect((await live(victim)).map(({ hop, reservedSatang }) => [hop, reservedSatang])).toEqual([
      [1, 7_000_000n],
      [2, 2_000_000n],
      [2, 1_000_000n],
    ]);
    expect(await violations()).toEqual([]);
  });

  /** Answers that end a hold and leave nothing of what it was asked for open. */
  const ENDS: readonly [string, ReceiptSays][] = [
    ['found that all of it went on', { ...NOTHING, onward: [wentOn(1, STOLEN - LIE)] }],
    [
      'says that a court has all of it',
      {
        result: 'REFUSED_LEGAL',
        heldAmountSatang: '0',
        heldUnder: { authority: 'court', amountSatang: (STOLEN - LIE).toString() },
      },
    ],
  ];
  it.each(ENDS)('is asked for by another hold, where the bank %s', async (_how, says) => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    const { id, expiresAt } = await only(victim);
    await answers(id, says);
    await build.advanceCase(victim);
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    const atHop = (await live(victim)).filter(({ hop }) => hop === 1);
    expect(atHop.map(({ requestedSatang, expiresAt: until }) => [requestedSatang, until])).toEqual([[LIE, expiresAt]]);
    await answers(atHop[0]?.id ?? '', { result: 'HELD_FULL' });
    await build.advanceCase(victim);
    expect(await violations()).toEqual([]);
  });

  it('is not asked for once more, where the bank found less than that and explains nothing', async () => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    const { id } = await only(victim);
    await answers(id, NOTHING);
    await build.advanceCase(victim);
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    expect(await live(victim)).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  const ONWARD = STOLEN - 1_000_000n;
  /** A part of the debit by which all but a million went on is stolen money of the order. */
  const carried = (hop: number, satang: bigint, more: Partial<OnwardMessage> = {}): OnwardMessage => ({
    ...wentOn(hop, ONWARD),
    attributedSatang: satang.toString(),
    ...more,
  });
  const says = (hop: number, satang: bigint, more: Partial<OnwardMessage> = {}): ReceiptSays => ({
    result: 'HELD_PARTIAL',
    heldAmountSatang: '1000000',
    onward: [carried(hop, satang, more)],
  });
  const linkOf = async (hop: number): Promise<bigint> => {
    const [row]: { satang: string }[] = await build.db.query(
      `SELECT l.attributed_satang AS satang FROM trail_link l JOIN transfer t ON t.id = l.transfer_id WHERE t.reference = $1`,
      [`ON-${hop}`],
    );
    return BigInt(row?.satang ?? 0);
  };
  const at = async (caseId: string, hop: number): Promise<HoldRow> => {
    const hold = (await live(caseId)).find((each) => each.hop === hop);
    if (hold === undefined) throw new Error(`no hold at hop ${hop}`);
    return hold;
  };
  const breaksOf = async (holdId: string): Promise<string[]> => {
    const rows = await build.db.query<{ kind: string }[]>(
      'SELECT kind FROM break_record WHERE closed_at IS NULL AND hold_id = $1',
      [holdId],
    );
    return rows.map(({ kind }) => kind);
  };

  /** The order behind the lie finds that six of its seven million went on, and the next account holds them. */
  async function wentOnInPart(hop: number) {
    const told = await orderedBehindLie(hop);
    const { id } = await only(told.victim);
    await answers(id, says(hop, ONWARD - LIE));
    const next = await at(told.victim, hop + 1);
    expect(next).toMatchObject({ requestedSatang: ONWARD - LIE });
    await answers(next.id, { result: 'HELD_FULL' });
    await build.advanceCase(told.victim);
    return { ...told, id, next: next.id };
  }

  /** The lie's order finds nothing, so that the victim's hold is asked for the rest. */
  async function restIsAsked(hop: number) {
    const told = await wentOnInPart(hop);
    await answers(told.ofLiar, NOTHING);
    await build.advanceCase(told.victim);
    expect(await build.hold(told.id)).toMatchObject({ requestedSatang: STOLEN });
    return told;
  }

  it.each([0, 1, 2, 3])(
    'has at the next account what a later answer names a known debit for more, at hop %i',
    async (hop) => {
      const { victim, id, next } = await restIsAsked(hop);
      await answers(id, says(hop, ONWARD));
      expect(await linkOf(hop)).toBe(ONWARD);
      await build.advanceCase(victim);
      expect(await build.hold(next)).toMatchObject({ requestedSatang: ONWARD, reservedSatang: ONWARD });
      await answers(next, { result: 'HELD_FULL', heldAmountSatang: ONWARD.toString() });
      await build.advanceCase(victim);
      expect((await live(victim)).map(({ hop: there, heldSatang }) => [there, heldSatang])).toEqual([
        [hop, 1_000_000n],
        [hop + 1, ONWARD],
      ]);
      expect(await violations()).toEqual([]);
    },
  );

  it('does not grow by the same answer again, nor shrink by one that names a debit for less', async () => {
    const { victim, id, next } = await restIsAsked(1);
    await answers(id, says(1, ONWARD));
    await build.advanceCase(victim);
    await answers(next, { result: 'HELD_FULL', heldAmountSatang: ONWARD.toString() });
    for (const [receiptSeq, satang] of [
      [1, ONWARD],
      [2, ONWARD],
      [3, ONWARD - 2_000_000n],
      [4, ONWARD],
    ] as const) {
      await build.receipt(id, { ...says(1, satang), receiptSeq });
      await build.advanceHold(id);
      await build.advanceCase(victim);
      expect(await linkOf(1)).toBe(ONWARD);
      expect(await build.hold(next)).toMatchObject({ heldSatang: ONWARD, reservedSatang: ONWARD });
    }
    expect(await violations()).toEqual([]);
  });

  it.each<[string, ReceiptSays, string]>([
    ['than the debit was', says(1, STOLEN - 999_999n, { amountSatang: ONWARD.toString() }), 'MORE_THAN_REQUESTED'],
    ['than the account had', { ...says(1, ONWARD), heldAmountSatang: '2000000' }, 'MORE_THAN_REQUESTED'],
  ])('is not followed for more %s: a person asks', async (_what, answer, kind) => {
    const { victim, id, next } = await restIsAsked(1);
    await answers(id, answer);
    await build.advanceCase(victim);
    expect(await linkOf(1)).toBe(ONWARD - LIE);
    expect(await build.hold(next)).toMatchObject({ reservedSatang: ONWARD - LIE });
    expect(await breaksOf(id)).toContain(kind);
    expect(await violations()).toEqual([]);
  });

  it('is asked for at the next account where another hold on the part names the debit for more', async () => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    const all = (satang: bigint): ReceiptSays => ({
      ...NOTHING,
      onward: [{ ...wentOn(1, STOLEN), attributedSatang: satang.toString() }],
    });
    await answers((await only(victim)).id, all(STOLEN - LIE));
    await answers((await at(victim, 2)).id, { result: 'HELD_FULL' });
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    const again = await at(victim, 1);
    expect(again).toMatchObject({ requestedSatang: LIE });
    await answers(again.id, all(LIE));
    expect(await linkOf(1)).toBe(STOLEN);
    await build.advanceCase(victim);
    expect(await at(victim, 2)).toMatchObject({ requestedSatang: STOLEN, reservedSatang: STOLEN });
    await answers((await at(victim, 2)).id, { result: 'HELD_FULL', heldAmountSatang: STOLEN.toString() });
    await build.advanceCase(victim);
    expect(await violations()).toEqual([]);
  });

  it('is ordered at the next account, where what went on was too little before, and an answer names it for more', async () => {
    const { victim, ofLiar } = await orderedBehindLie(1);
    const { id } = await only(victim);
    await answers(id, says(1, 100n));
    await answers(ofLiar, NOTHING);
    await build.advanceCase(victim);
    expect((await live(victim)).map(({ hop }) => hop)).toEqual([1]);
    await answers(id, says(1, ONWARD));
    await build.advanceCase(victim);
    expect(await at(victim, 2)).toMatchObject({ requestedSatang: ONWARD });
    expect(await violations()).toEqual([]);
  });

  it('is found by verify, where a part does not carry what its hold was answered', async () => {
    const { id } = await restIsAsked(1);
    await answers(id, says(1, ONWARD));
    await expect(
      build.owner.query(
        'UPDATE trail_link SET attributed_satang = attributed_satang - 1 WHERE attributed_satang = $1',
        [ONWARD],
      ),
    ).rejects.toThrow('only grows');
    await build.owner.query('ALTER TABLE trail_link DISABLE TRIGGER trail_link_only_grows');
    await build.owner.query('UPDATE trail_link SET attributed_satang = $2 WHERE attributed_satang = $1', [
      ONWARD,
      ONWARD - LIE,
    ]);
    expect(await violations()).toContainEqual(expect.objectContaining({ id: 'I24', violations: 1 }));
  });
});
