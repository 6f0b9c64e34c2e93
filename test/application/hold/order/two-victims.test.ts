import { readBreaks, readOwnBreaks } from '../../../../src/application/break/read-breaks.js';
import { readComplaintStatus } from '../../../../src/application/complaint/view/read-complaint-status.js';
import { settleBreak } from '../../../../src/application/advance/look/settle-break.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../../src/application/hold/release/release-in-part.js';
import type { OnwardMessage } from '../../../../src/domain/hold/messages.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { after, MINUTE_MS } from '../../../../src/domain/time.js';
import { HoldOrderRow, type HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { driveDue } from '../../../support/drive-due.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, type ReceiptSays, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { withdraw } from '../../../support/withdraw.js';
import { violated } from '../../../support/violated.js';

const MULE = { institution: 'th-014', accountNo: '9120000001' };
const FURTHER = { institution: 'th-006', accountNo: '9120000002' };
const ABOUT_MONEY: readonly string[] = ['LEDGER', 'I3', 'I8', 'I12', 'I19', 'I24', 'I25', 'I26'];
const UNEXPLAINED = 'ATTRIBUTION.UNEXPLAINED';

/** A bank whose account has less than two victims paid to it, and names no debit for the rest. */
describe('two victims of one balance', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const paid = (victim: number, to = MULE) =>
    build.complain({
      victimAccount: { institution: 'th-004', accountNo: `911000000${victim}` },
      transfers: [{ to: { account: to }, amountSatang: '5000000', reference: `TWO-${victim}` }],
      victim: {
        name: 'Somying Test',
        citizenId: victim === 1 ? '9123456789010' : '9900000000014',
        phone: '0812345678',
      },
    });

  /** Takes a report; its bank confirms the debit, and the receiving bank answers the order. */
  async function reported(victim: number, says: ReceiptSays, confirmed = true): Promise<string> {
    const { caseId, holdIds } = await paid(victim);
    if (confirmed) await build.debits(caseId, 'CONFIRMED');
    await answers(holdIds[0] ?? '', says);
    await build.advanceCase(caseId);
    await extended(caseId);
    return caseId;
  }

  /** The bank answers the newest order of a hold. */
  async function answers(holdId: string, says: ReceiptSays): Promise<void> {
    await build.send(holdId);
    await build.receipt(holdId, says);
    await build.advanceHold(holdId);
  }

  /** The bank takes the orders that only extend what it holds. */
  async function extended(caseId: string): Promise<void> {
    for (const { id, state } of await build.holds(caseId))
      if (LIVE_HOLD_STATES.includes(state)) await build.send(id, { result: 'HELD_FULL' });
  }

  const NOTHING: ReceiptSays = { result: 'NO_FUNDS', heldAmountSatang: '0' };
  const PART: ReceiptSays = { result: 'HELD_PARTIAL', heldAmountSatang: '3000000' };

  /** What is held or ordered for a case, in satang. */
  async function standing(caseId: string): Promise<bigint> {
    const live = (await build.holds(caseId)).filter(({ state }) => LIVE_HOLD_STATES.includes(state));
    return live.reduce((sum, { reservedSatang }) => sum + reservedSatang, 0n);
  }

  async function kinds(): Promise<string[]> {
    const rows = await build.db.query<{ kind: string }[]>('SELECT kind FROM break_record WHERE closed_at IS NULL');
    return rows.map(({ kind }) => kind);
  }

  function violations(): Promise<unknown[]> {
    return violated(build.db, ABOUT_MONEY);
  }

  async function newest(caseId: string): Promise<HoldRow> {
    const hold = (await build.holds(caseId)).at(-1);
    if (hold === undefined) throw new Error('the case has no hold');
    return hold;
  }

  /** Ways in which the first victim's hold of all 50,000 baht lets money go. */
  const ENDS: readonly [string, (first: string) => Promise<void>][] = [
    [
      'is withdrawn',
      async (first) => {
        await withdraw(build.db, first);
        await build.advanceCase(first);
        await build.release((await newest(first)).id);
      },
    ],
    [
      'is let go by an officer',
      async (first) => {
        const { id: holdId } = await newest(first);
        await releaseByOfficer(build.db, {
          holdId,
          body: { reason: 'goods were sold', unrelated: false },
          actor: OFFICER,
        });
        await build.release(holdId);
      },
    ],
    [
      'is ended by its bank before its time',
      async (first) => {
        const { id: holdId, institution, heldSatang } = await newest(first);
        const orders = await build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'DESC' } });
        const orderId = orders[0]?.id ?? '';
        const report = {
          orderId,
          holdId,
          releasedAmountSatang: heldSatang.toString(),
          at: new Date().toISOString(),
        };
        await build.callback(institution, 'hold.lapsed', orderId, report);
        await build.advanceHold(holdId);
      },
    ],
    [
      'is lowered by an officer',
      async (first) => {
        const { id: holdId } = await newest(first);
        const body = { keepSatang: '1000000', reason: 'the holder proved it' };
        expect(await releaseInPart(build.db, { holdId, body, actor: OFFICER })).toMatchObject({ ok: true });
        await build.send(holdId, { result: 'HELD_FULL' });
      },
    ],
  ];

  it.each(ENDS)(
    'waits without a break while the first is held, and is ordered when that one %s',
    async (_how, ends) => {
      const first = await reported(1, { result: 'HELD_FULL' });
      const second = await reported(2, NOTHING);
      expect(await standing(second)).toBe(0n);
      expect(await kinds()).toEqual([]);
      expect(await violations()).toEqual([]);
      await ends(first);
      await build.advanceCase(second);
      expect(await standing(second)).toBe(5_000_000n);
      await answers((await newest(second)).id, { result: 'HELD_PARTIAL', heldAmountSatang: '4000000' });
      expect(await standing(second)).toBe(4_000_000n);
    },
  );

  it.each(ENDS)('has the rest of a part ordered when the first %s', async (_how, ends) => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const second = await reported(2, PART);
    expect(await standing(second)).toBe(3_000_000n);
    await ends(first);
    await build.advanceCase(second);
    expect(await standing(second)).toBe(5_000_000n);
    const { id } = await newest(second);
    await build.send(id, { result: 'HELD_FULL' });
    expect(await build.hold(id)).toMatchObject({ state: 'held', heldSatang: 5_000_000n });
    await build.advanceCase(second);
    expect(await violations()).toEqual([]);
  });

  describe.each([1, 2, 3])('where both victims’ money went on to hop %i', (hop) => {
    const ends = hop === 1 ? ENDS : ENDS.slice(0, 1);

    /** All that a victim paid went on from the account of a hop, by a debit of his own. */
    const wentOn = (victim: number, from: number): OnwardMessage => ({
      transferRef: `ON-${victim}-${from}`,
      to: { account: { institution: from % 2 === 0 ? 'th-006' : 'th-002', accountNo: `913000000${from}` } },
      amountSatang: '5000000',
      attributedSatang: '5000000',
      channel: 'promptpay',
      at: new Date(Date.now() - (30 - from) * MINUTE_MS).toISOString(),
    });

    /** Takes a report, whose money is followed to the hop; its bank there answers the order. */
    async function reportedFurther(victim: number, says: ReceiptSays): Promise<string> {
      const { caseId } = await paid(victim);
      await build.debits(caseId, 'CONFIRMED');
      for (let at = 0; at < hop; at += 1) {
        await answers((await newest(caseId)).id, { ...NOTHING, onward: [wentOn(victim, at)] });
        await build.advanceCase(caseId);
      }
      const hold = await newest(caseId);
      expect(hold.hop).toBe(hop);
      await answers(hold.id, says);
      await build.advanceCase(caseId);
      await extended(caseId);
      return caseId;
    }

    it.each(ends)('has all of it ordered there when the first %s', async (_how, end) => {
      const first = await reportedFurther(1, { result: 'HELD_FULL' });
      const second = await reportedFurther(2, NOTHING);
      expect(await standing(second)).toBe(0n);
      expect(await kinds()).toEqual([]);
      await end(first);
      await build.advanceCase(second);
      expect(await newest(second)).toMatchObject({ hop, state: 'ordered', requestedSatang: 5_000_000n });
      await answers((await newest(second)).id, { result: 'HELD_FULL' });
      await build.advanceCase(second);
      expect(await violations()).toEqual([]);
    });

    it.each(ends)('has the rest of it ordered there when the first %s', async (_how, end) => {
      const first = await reportedFurther(1, { result: 'HELD_FULL' });
      const second = await reportedFurther(2, PART);
      await end(first);
      await build.advanceCase(second);
      const { id } = await newest(second);
      expect(await build.hold(id)).toMatchObject({ hop, heldSatang: 3_000_000n, reservedSatang: 5_000_000n });
      await build.send(id, { result: 'HELD_FULL' });
      await build.advanceCase(second);
      expect(await build.hold(id)).toMatchObject({ state: 'held', heldSatang: 5_000_000n });
      expect(await violations()).toEqual([]);
    });
  });

  it('wakes the second case when the first hold is released', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const second = await reported(2, NOTHING);
    await withdraw(build.db, first);
    await build.advanceCase(first);
    await build.release((await newest(first)).id);
    const rows = await build.db.query<{ message: string }[]>(
      'SELECT message FROM outbox WHERE workflow_id = $1 AND read_at IS NULL',
      [`complaint-${second}`],
    );
    expect(rows).toEqual([{ message: 'holdChanged' }]);
  });

  it('asks about the later debits anew in the order for the rest, and follows them once', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const onward: OnwardMessage = {
      transferRef: 'ON-1',
      to: { account: FURTHER },
      amountSatang: '1000000',
      attributedSatang: '1000000',
      channel: 'promptpay',
      at: new Date(Date.now() - 30 * MINUTE_MS).toISOString(),
    };
    const second = await reported(2, { ...PART, onward: [onward] });
    await ENDS[0]?.[1](first);
    await build.advanceCase(second);
    const [hold] = await build.holds(second);
    const orders = await build.db.manager.find(HoldOrderRow, {
      where: { holdId: hold?.id ?? '' },
      order: { sequence: 'ASC' },
    });
    expect(hold).toMatchObject({ heldSatang: 3_000_000n, reservedSatang: 4_000_000n });
    expect(orders.at(-1)).toMatchObject({ requestedSatang: 5_000_000n, asksRest: true, raiseRequestId: null });
    expect(orders.at(-1)?.expiresAt).toEqual(hold?.expiresAt);
    await build.send(hold?.id ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '4000000', onward: [onward] });
    await build.advanceCase(second);
    expect(await build.hold(hold?.id ?? '')).toMatchObject({ heldSatang: 4_000_000n, reservedSatang: 4_000_000n });
    expect(await build.holds(second)).toHaveLength(2);
    expect(await kinds()).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('is asked for once where its first order found nothing, and the debits that went since are followed', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const debit = (reference: string, satang: string, minutes: number): OnwardMessage => ({
      transferRef: reference,
      to: { account: FURTHER },
      amountSatang: satang,
      attributedSatang: satang,
      channel: 'promptpay',
      at: new Date(Date.now() - minutes * MINUTE_MS).toISOString(),
    });
    const second = await reported(2, { ...NOTHING, onward: [debit('ON-OLD', '3000000', 30)] });
    const found = (await build.holds(second))[0]?.id ?? '';
    await ENDS[0]?.[1](first);
    await build.advanceCase(second);
    const rest = async () => (await build.holds(second)).filter(({ hop }) => hop === 0).at(-1);
    const hold = await rest();
    expect(hold).toMatchObject({ state: 'ordered', requestedSatang: 2_000_000n });
    const orders = (holdId: string) => build.db.manager.findBy(HoldOrderRow, { holdId });
    const [named] = await orders(found);
    const says = { ...NOTHING, onward: [debit('ON-NEW', '2000000', 1)], heldBefore: [named?.id ?? ''] };
    await answers(hold?.id ?? '', says);
    await build.advanceCase(second);
    expect(await orders(hold?.id ?? '')).toHaveLength(1);
    expect(await rest()).toMatchObject({ id: hold?.id, state: 'no_funds' });
    expect(await newest(second)).toMatchObject({ hop: 1, state: 'ordered', requestedSatang: 2_000_000n });
    expect(await violations()).toEqual([]);
  });

  it('keeps what is held where the bank refuses to hold the rest', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const second = await reported(2, PART);
    await ENDS[0]?.[1](first);
    await build.advanceCase(second);
    const { id } = await newest(second);
    await build.send(id, { result: 'REFUSED_LEGAL', heldAmountSatang: '0', refusalKind: 'NOT_BOUND' });
    expect(await build.hold(id)).toMatchObject({
      state: 'partly_held',
      heldSatang: 3_000_000n,
      reservedSatang: 3_000_000n,
    });
  });

  it('has no more urgent time than before, while the debit is not confirmed', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const second = await reported(2, NOTHING, false);
    const before = await newest(second);
    await ENDS[0]?.[1](first);
    await build.advanceCase(second);
    const hold = await newest(second);
    expect(hold.id).not.toBe(before.id);
    expect(hold.expiresAt).toEqual(before.expiresAt);
    expect(await violated(build.db, ['I5'])).toEqual([]);
  });

  describe('of which another authority has a part, and the bank left the rest open', () => {
    const SEIZED: ReceiptSays = {
      result: 'REFUSED_LEGAL',
      heldAmountSatang: '0',
      heldUnder: { authority: 'court', amountSatang: '2000000' },
    };

    it.each(ENDS)('has that rest ordered by another hold when the first %s', async (_how, ends) => {
      const first = await reported(1, { result: 'HELD_FULL' });
      const second = await reported(2, SEIZED);
      expect(await kinds()).toEqual(['HELD_UNDER_COURT']);
      expect(await violations()).toEqual([]);
      await ends(first);
      await build.advanceCase(second);
      const holds = await build.holds(second);
      expect(holds.map(({ state, requestedSatang }) => [state, requestedSatang])).toEqual([
        ['seized', 5_000_000n],
        ['ordered', 3_000_000n],
      ]);
      await answers(holds[1]?.id ?? '', { result: 'HELD_FULL' });
      await build.advanceCase(second);
      expect(await violations()).toEqual([]);
      expect(await violated(build.db, ['I5'])).toEqual([]);
    });

    it('is asked about by the break that names the authority, where nothing else is held there', async () => {
      const caseId = await reported(1, SEIZED);
      await build.advanceCase(caseId);
      expect(await kinds()).toEqual(['HELD_UNDER_COURT']);
      expect(await violations()).toEqual([]);
    });
  });

  it('is asked about by a person, where the first ends after the time of the second one', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const second = await reported(2, NOTHING);
    await timePasses(build.owner, `${169 * 60} minutes`);
    await driveDue(build.db, ['hold_end']);
    await build.release((await newest(first)).id);
    await build.advanceCase(second);
    expect(await standing(second)).toBe(0n);
    expect(await kinds()).toEqual([UNEXPLAINED]);
  });

  it('is ordered once for each end, and not for ever', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const second = await reported(2, NOTHING);
    await ENDS[0]?.[1](first);
    await build.advanceCase(second);
    await answers((await newest(second)).id, { ...NOTHING, at: after(new Date(), 1_000).toISOString() });
    await build.advanceCase(second);
    await build.advanceCase(second);
    expect(await build.holds(second)).toHaveLength(2);
    expect(await kinds()).toEqual([UNEXPLAINED]);
  });

  it('is found by verify, where nothing was ordered after the first ended', async () => {
    const first = await reported(1, { result: 'HELD_FULL' });
    const second = await reported(2, NOTHING);
    await ENDS[0]?.[1](first);
    expect(await violations()).toEqual([]);
    await build.owner.query('UPDATE outbox SET read_at = now() WHERE workflow_id = $1', [`complaint-${second}`]);
    expect(await violations()).toContainEqual(expect.objectContaining({ id: 'I24', violations: 1 }));
  });

  describe('a part of a confirmed transfer that is neither held nor explained', () => {
    it.each([
      ['nothing is found', NOTHING],
      ['a part is held', PART],
      ['the account is closed', { result: 'ACCOUNT_CLOSED', heldAmountSatang: '0' } satisfies ReceiptSays],
      ['the credit is not known', { result: 'NOT_FOUND', heldAmountSatang: '0' } satisfies ReceiptSays],
    ])('opens one break with an owner and a clock, where %s', async (_how, says) => {
      const caseId = await reported(1, says);
      await build.advanceCase(caseId);
      const rows: unknown[] = await build.db.query(
        `SELECT kind, hold_id IS NOT NULL AS "hasHold", owner_role <> '' AS owned, due_at > opened_at AS "hasClock" FROM break_record`,
      );
      expect(rows).toEqual([{ kind: UNEXPLAINED, hasHold: true, owned: true, hasClock: true }]);
      // Nobody reads that the bank did not answer, at the centre or at the bank.
      const said = { result: says.result, amountSatang: says.heldAmountSatang };
      const query = { state: 'open', limit: 2 } as const;
      expect((await readBreaks(build.db.manager, query)).breaks).toMatchObject([{ said }]);
      const own = await readOwnBreaks(build.db.manager, { institution: MULE.institution, subject: 'bank-1' }, query);
      expect(own.breaks).toMatchObject([{ said }]);
      const status = await readComplaintStatus(build.db.manager, caseId);
      expect(JSON.stringify(status)).toContain('A person at the centre compares');
      expect(await violations()).toEqual([]);
    });

    it.each([
      ['the debit is not confirmed', NOTHING, false],
      ['all is held', { result: 'HELD_FULL' } satisfies ReceiptSays, true],
      [
        'the bank refuses',
        { result: 'REFUSED_LEGAL', heldAmountSatang: '0', refusalKind: 'NOT_BOUND' } satisfies ReceiptSays,
        true,
      ],
      [
        'less than 100 baht is open',
        { result: 'HELD_PARTIAL', heldAmountSatang: '4990001' } satisfies ReceiptSays,
        true,
      ],
    ])('opens none, where %s', async (_how, says, confirmed) => {
      const caseId = await reported(1, says, confirmed);
      await build.advanceCase(caseId);
      expect(await kinds()).toEqual([]);
      expect(await violations()).toEqual([]);
    });

    it('keeps the case open past its time, until a person settles it', async () => {
      const caseId = await reported(1, NOTHING);
      await timePasses(build.owner, `${169 * 60} minutes`);
      await build.advanceCase(caseId);
      await build.owner.query(`UPDATE evidence_request SET state = 'unknown'`);
      const closed = async () =>
        (await build.db.query<{ closed: boolean }[]>('SELECT closed_at IS NOT NULL AS closed FROM case_file'))[0]
          ?.closed;
      expect(await closed()).toBe(false);
      const [open] = await build.db.query<{ id: string }[]>('SELECT id FROM break_record');
      const body = { reason: 'The bank shows that it was spent in cash.', nothingHeld: false };
      expect(await settleBreak(build.db, { breakId: open?.id ?? '', body, actor: SUPERVISOR })).toMatchObject({
        ok: true,
      });
      await build.advanceCase(caseId);
      expect(await closed()).toBe(true);
      expect(await kinds()).toEqual([]);
    });

    it('is settled by itself when a later receipt explains it', async () => {
      const caseId = await reported(1, PART);
      expect(await kinds()).toEqual([UNEXPLAINED]);
      const { id, heldSatang } = await newest(caseId);
      const onward: OnwardMessage = {
        transferRef: 'ON-2',
        to: { offRail: 'cash' },
        amountSatang: '2000000',
        attributedSatang: '2000000',
        channel: 'atm',
        at: new Date(Date.now() - 30 * MINUTE_MS).toISOString(),
      };
      await build.receipt(id, {
        receiptSeq: 2,
        result: 'HELD_FULL',
        heldAmountSatang: heldSatang.toString(),
        onward: [onward],
      });
      await build.advanceHold(id);
      await build.advanceCase(caseId);
      expect(await kinds()).toEqual([]);
      expect(await violations()).toEqual([]);
    });

    it('is settled by itself when the report is withdrawn', async () => {
      const caseId = await reported(1, NOTHING);
      await withdraw(build.db, caseId);
      await build.advanceCase(caseId);
      expect(await kinds()).toEqual([]);
    });

    it('is found by verify, where nobody is asked', async () => {
      await reported(1, NOTHING);
      expect(await violations()).toEqual([]);
      await build.owner.query('DELETE FROM break_record');
      expect(await violations()).toContainEqual(expect.objectContaining({ id: 'I24', violations: 1 }));
    });
  });
});
