import { keepUnknownMessage } from '../../../../src/application/break/keep-unknown-message.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { newId } from '../../../../src/persistence/ids.js';
import { verifyRecord } from '../../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { RecordBuilder } from '../../../support/record-builder.js';

/** After a restore an institution holds by orders that the centre has lost. */
describe('a new order for a credit that a lost order of the centre holds', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const { caseId: id, holdIds } = await build.complain();
    [caseId, holdId] = [id, holdIds[0] ?? ''];
    // The institution takes the order, and answers by callbacks.
    await build.send(holdId);
  });
  afterEach(() => database.drop());

  const LOST = newId();
  const heldBefore = { result: 'HELD_BEFORE' as const, heldAmountSatang: '0', heldBefore: [LOST] };
  const orders = () => build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
  const breaks = (): Promise<unknown[]> => build.db.query('SELECT kind FROM break_record');
  async function answers(says: Parameters<RecordBuilder['receipt']>[1], sequence?: number): Promise<void> {
    expect(await build.receipt(holdId, says, sequence)).toMatchObject({ ok: true });
    await build.advanceHold(holdId);
  }

  it('takes its place by one more order, whose answer counts, and holds no more than was stolen', async () => {
    await answers(heldBefore);
    expect(await build.hold(holdId)).toMatchObject({ state: 'ordered', heldSatang: 0n, reservedSatang: 100_000n });
    const [first, second] = await orders();
    expect(second).toMatchObject({ takesOver: [LOST], replacesOrderId: first?.id, requestedSatang: 100_000n });
    expect(second?.expiresAt).toEqual(first?.expiresAt);
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await build.hold(holdId)).toMatchObject({ state: 'held', heldSatang: 100_000n, reservedSatang: 100_000n });
    await build.advanceCase(caseId);
    expect(await breaks()).toEqual([]);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('asks no person about a late word on the lost order, and one about an order that nobody took over', async () => {
    await answers(heldBefore);
    await build.send(holdId, { result: 'HELD_FULL' });
    const lapsed = (orderId: string) => ({
      orderId,
      holdId: newId(),
      releasedAmountSatang: '0',
      at: new Date().toISOString(),
    });
    await keepUnknownMessage(build.db, await build.parties.callback('th-014', 'hold.lapsed', LOST, lapsed(LOST)));
    expect(await breaks()).toEqual([]);
    const other = newId();
    await keepUnknownMessage(build.db, await build.parties.callback('th-014', 'hold.lapsed', other, lapsed(other)));
    expect(await breaks()).toEqual([{ kind: 'NOT_ON_RECORD' }]);
    expect(await build.hold(holdId)).toMatchObject({ state: 'held', heldSatang: 100_000n });
  });

  it('takes over once, whatever the institution names after that', async () => {
    await answers(heldBefore);
    await build.send(holdId, { ...heldBefore, heldBefore: [newId()] });
    expect(await orders()).toHaveLength(2);
    expect(await build.hold(holdId)).toMatchObject({
      state: 'no_funds',
      stateReason: 'HELD_BEFORE',
      reservedSatang: 0n,
    });
  });

  it('orders nothing more where it is answered twice before the order that takes over', async () => {
    await answers(heldBefore);
    await answers({ ...heldBefore, receiptSeq: 2 }, 1);
    expect(await orders()).toHaveLength(2);
    expect(await build.hold(holdId)).toMatchObject({ state: 'ordered', reservedSatang: 100_000n });
  });

  it('believes the answer to the order that takes over, whatever an earlier order is answered meanwhile', async () => {
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await answers(heldBefore, 1);
    expect((await orders()).map(({ takesOver }) => takesOver)).toEqual([null, null, [LOST]]);
    await answers({ result: 'HELD_PARTIAL', heldAmountSatang: '20000' }, 2);
    expect(await build.hold(holdId)).toMatchObject({ state: 'ordered', reservedSatang: 100_000n });
    await build.send(holdId);
    await answers({ result: 'HELD_FULL' }, 3);
    expect(await build.hold(holdId)).toMatchObject({ state: 'held', heldSatang: 100_000n });
    expect(await breaks()).toEqual([]);
  });

  it('stands beside an order that the centre knows, whose money is counted there', async () => {
    const other = await build.complain();
    const known = other.holdIds[0] ?? '';
    await build.send(known, { result: 'HELD_FULL' });
    const { id } = await build.db.manager.findOneByOrFail(HoldOrderRow, { holdId: known });
    await answers({ ...heldBefore, heldBefore: [id] });
    expect(await orders()).toHaveLength(1);
    expect(await build.hold(holdId)).toMatchObject({ state: 'no_funds', stateReason: 'HELD_BEFORE' });
    expect(await build.hold(known)).toMatchObject({ state: 'held', heldSatang: 100_000n });
  });
});
