import { driveDue } from '../../../support/drive-due.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../../src/persistence/entities/traffic/break.entities.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { RecordBuilder } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';

const NOTHING = { result: 'NO_FUNDS' as const, heldAmountSatang: '0' };
const REFUSED = { result: 'REFUSED_LEGAL' as const, refusalKind: 'NOT_BOUND' as const, heldAmountSatang: '0' };
const ALL = { receiptSeq: 2, result: 'HELD_FULL' as const, heldAmountSatang: '100000' };

/** A bank says first that it holds nothing, and then that it holds by the same order: its later word binds money, so it counts. */
describe('a hold that found nothing or was refused, and of which its bank says later that it holds', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const breaksOf = async (caseId: string) =>
    (await build.db.manager.findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);

  /** A complaint whose first hold is answered so; `confirmed`: the victim's bank confirms the debit. */
  async function answered(answer: Parameters<RecordBuilder['send']>[1], confirmed = true) {
    const { caseId, holdIds } = await build.complain({ transfers: [{ to: { account: MULE_ACCOUNT } }] });
    const [holdId = ''] = holdIds;
    await build.send(holdId, answer);
    if (confirmed) await build.debits(caseId, 'CONFIRMED');
    else await build.taken(caseId);
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  async function says(holdId: string, receipt: Parameters<RecordBuilder['receipt']>[1]): Promise<void> {
    await build.receipt(holdId, receipt);
    await build.advanceHold(holdId);
    await build.advanceCase((await build.hold(holdId)).caseId);
  }

  it.each([
    { first: NOTHING, confirmed: true },
    { first: NOTHING, confirmed: false },
    { first: REFUSED, confirmed: true },
    { first: REFUSED, confirmed: false },
    { first: { ...NOTHING, result: 'NOT_FOUND' as const }, confirmed: true },
    { first: { ...NOTHING, result: 'ACCOUNT_CLOSED' as const }, confirmed: true },
  ])(
    'is ordered again after $first.result, and taken over; debit confirmed: $confirmed',
    async ({ first, confirmed }) => {
      const { caseId, holdId } = await answered(first, confirmed);
      await says(holdId, ALL);
      const before = await build.hold(holdId);
      const [, again] = await build.holds(caseId);
      expect(again).toMatchObject({ accountNo: MULE_ACCOUNT.accountNo, requestedSatang: 100_000n, kind: 'section7' });
      expect(again?.section7From).toEqual(before.section7From);
      expect(await breaksOf(caseId)).toContain('HOLD_ENDED');
      const { id: held } = await build.db.manager.findOneByOrFail(HoldOrderRow, { holdId });
      await build.receipt(again?.id ?? '', { result: 'HELD_BEFORE', heldAmountSatang: '0', heldBefore: [held] });
      await build.advanceHold(again?.id ?? '');
      const orders = await build.db.manager.find(HoldOrderRow, {
        where: { holdId: again?.id ?? '' },
        order: { id: 'ASC' },
      });
      expect(orders.map(({ takesOver }) => takesOver)).toEqual([null, [held]]);
      await build.send(again?.id ?? '', { result: 'HELD_FULL' });
      expect(await build.hold(again?.id ?? '')).toMatchObject({ state: 'held', heldSatang: 100_000n });
      expect(await violated(build.db)).toEqual([]);
    },
  );

  it.each([true, false])(
    'takes up the rest where its bank said first that it holds a part; debit confirmed: %s',
    async (confirmed) => {
      const part = { result: 'HELD_PARTIAL' as const, heldAmountSatang: '40000' };
      const { caseId, holdId } = await answered(part, confirmed);
      await build.receipt(holdId, ALL, 1);
      await build.advanceHold(holdId);
      await build.advanceCase(caseId);
      const orders = await build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { id: 'ASC' } });
      expect(orders.at(-1)).toMatchObject({ requestedSatang: 100_000n, asksRest: true });
      await build.send(holdId, { result: 'HELD_FULL', heldAmountSatang: '100000' });
      expect(await build.hold(holdId)).toMatchObject({ state: 'held', heldSatang: 100_000n });
      await build.advanceCase(caseId);
      expect(await violated(build.db)).toEqual([]);
    },
  );

  it('is ordered again at the second account as at the first', async () => {
    const at = new Date(Date.now() - 600_000).toISOString();
    const to = { account: NEXT_ACCOUNT };
    const onward = [
      { transferRef: 'ON-1', to, amountSatang: '100000', attributedSatang: '100000', at, channel: 'app' as const },
    ];
    const { caseId } = await answered({ ...NOTHING, onward });
    const [, next] = await build.holds(caseId);
    await build.send(next?.id ?? '', NOTHING);
    await says(next?.id ?? '', ALL);
    const [, , again] = await build.holds(caseId);
    expect(again).toMatchObject({ accountNo: NEXT_ACCOUNT.accountNo, requestedSatang: 100_000n });
  });

  it.each([NOTHING, REFUSED])('is found by verify where nothing is ordered again after $result', async (first) => {
    const { holdId } = await answered(first);
    await build.receipt(holdId, ALL);
    await build.advanceHold(holdId);
    await build.owner.query('UPDATE outbox SET read_at = clock_timestamp() WHERE read_at IS NULL');
    expect((await violated(build.db, ['I24']))[0]?.examples.join()).toContain('holds by it after all');
  });

  it.each([NOTHING, REFUSED])(
    'is ordered again once: a bank that goes on so after $result is asked by a person',
    async (first) => {
      const { caseId, holdId } = await answered(first);
      await says(holdId, ALL);
      const [, again] = await build.holds(caseId);
      await build.send(again?.id ?? '', first);
      await says(again?.id ?? '', ALL);
      expect(await build.holds(caseId)).toHaveLength(2);
      expect(await breaksOf(caseId)).toContain('HOLD_ENDED');
    },
  );

  it('is not ordered again after its time', async () => {
    const { caseId, holdId } = await answered(NOTHING, false);
    await timePasses(build.owner, '61 minutes');
    await build.advanceCase(caseId);
    await driveDue(build.db, ['hold_end']);
    await says(holdId, ALL);
    expect(await build.holds(caseId)).toHaveLength(1);
    expect(await breaksOf(caseId)).toEqual(['HOLD_ENDED']);
  });

  it.each<[string, ...Parameters<RecordBuilder['receipt']>[1][]]>([
    ['an earlier word that arrives late', { ...NOTHING, receiptSeq: 2 }, { ...ALL, receiptSeq: 1 }],
    ['a word that is taken back', NOTHING, ALL, { ...NOTHING, receiptSeq: 3 }],
    ['an earlier word than a refusal', { ...REFUSED, receiptSeq: 2 }, { ...ALL, receiptSeq: 1 }],
    ['a word that a refusal takes back', REFUSED, ALL, { ...REFUSED, receiptSeq: 3 }],
  ])('is not ordered again by %s', async (_what, first, ...later) => {
    const { caseId, holdId } = await answered(first);
    for (const receipt of later) await build.receipt(holdId, receipt);
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
  });
});
