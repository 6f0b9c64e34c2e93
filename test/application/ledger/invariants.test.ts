import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { DecisionRow, FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { databaseErrorCode } from '../../../src/persistence/unit-of-work.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { decisionOf, holdOf, insertHold, seedCase, seedFreezeRequest } from '../support/seed.js';

const CHECK_VIOLATION = '23514';
const UNIQUE_VIOLATION = '23505';

describe('the record', () => {
  let database: FreshDatabase;
  const manager = () => database.dataSource.manager;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  describe('keeps four eyes', () => {
    it.each(['officer-1', 'operator-1'])('%s, who asked or took the complaint, decides nothing', async (person) => {
      const { caseId } = await seedCase(manager());
      const request = await seedFreezeRequest(manager(), caseId);
      for (const verdict of ['approve', 'refuse'] as const) {
        await expectRefused(manager().insert(DecisionRow, decisionOf(request, person, verdict)), CHECK_VIOLATION);
      }
      expect(await manager().countBy(DecisionRow, { freezeRequestId: request })).toBe(0);
    });

    it('another officer decides, but only once', async () => {
      const { caseId } = await seedCase(manager());
      const request = await seedFreezeRequest(manager(), caseId);
      await manager().insert(DecisionRow, decisionOf(request, 'supervisor-1', 'approve'));
      await expectRefused(
        manager().insert(DecisionRow, decisionOf(request, 'supervisor-1', 'refuse')),
        UNIQUE_VIOLATION,
      );
    });

    it('the person who asked may use a power of their own', async () => {
      const { caseId } = await seedCase(manager());
      const request = await seedFreezeRequest(manager(), caseId, { kind: 'continue_order' });
      await manager().insert(DecisionRow, decisionOf(request, 'officer-1', 'own_power'));
      expect(await manager().countBy(DecisionRow, { freezeRequestId: request })).toBe(1);
    });
  });

  it('has one open freeze request of a kind per account, and another only after it is settled', async () => {
    const { caseId } = await seedCase(manager());
    const first = await seedFreezeRequest(manager(), caseId);
    await expectRefused(seedFreezeRequest(manager(), caseId, { state: 'half_approved' }), UNIQUE_VIOLATION);
    await manager().update(FreezeRequestRow, { id: first }, { state: 'refused' });
    await seedFreezeRequest(manager(), caseId);
    expect(await manager().countBy(FreezeRequestRow, { caseId })).toBe(2);
  });

  it('never reserves more than was stolen, nor less than 0', async () => {
    const seeded = await seedCase(manager(), 100_000n);
    const { stolenSumId } = seeded;
    const reserve = (reservedSatang: bigint) => manager().update(StolenSumRow, { id: stolenSumId }, { reservedSatang });
    await expectRefused(reserve(100_001n), CHECK_VIOLATION);
    await expectRefused(reserve(-1n), CHECK_VIOLATION);
    await insertHold(manager(), holdOf(seeded));
    expect((await manager().findOneByOrFail(StolenSumRow, { id: stolenSumId })).reservedSatang).toBe(100_000n);
  });

  it('keeps the books of a stolen sum and of its holds equal, by whatever path they change', async () => {
    const seeded = await seedCase(manager(), 100_000n);
    const { stolenSumId } = seeded;
    await expectRefused(manager().insert(HoldRow, holdOf(seeded)), CHECK_VIOLATION);
    const hold = holdOf(seeded, { requestedSatang: 60_000n, reservedSatang: 60_000n });
    await insertHold(manager(), hold);
    const { id } = hold;
    await expectRefused(
      manager().update(StolenSumRow, { id: stolenSumId }, { reservedSatang: 59_999n }),
      CHECK_VIOLATION,
    );
    await expectRefused(manager().update(HoldRow, { id }, { reservedSatang: 59_999n }), CHECK_VIOLATION);
    await expectRefused(manager().delete(HoldRow, { id }), CHECK_VIOLATION);
    const other = await seedCase(manager());
    await expectRefused(manager().update(HoldRow, { id }, { stolenSumId: other.stolenSumId }), CHECK_VIOLATION);
    await manager().transaction(async (inOne) => {
      await inOne.update(StolenSumRow, { id: stolenSumId }, { reservedSatang: 20_000n });
      await inOne.update(HoldRow, { id }, { reservedSatang: 20_000n });
    });
    expect(await manager().findOneByOrFail(HoldRow, { id })).toMatchObject({ reservedSatang: 20_000n });
  });

  it('counts what holds reserve itself, and lets nobody else write it', async () => {
    const seeded = await seedCase(manager());
    const { stolenSumId } = seeded;
    const counted = async () => (await manager().findOneByOrFail(StolenSumRow, { id: stolenSumId })).countedSatang;
    const hold = holdOf(seeded, { requestedSatang: 60_000n, reservedSatang: 60_000n });
    await insertHold(manager(), hold);
    expect(await counted()).toBe(60_000n);
    const both = { reservedSatang: 0n, countedSatang: 0n };
    await expectRefused(manager().update(StolenSumRow, { id: stolenSumId }, both), CHECK_VIOLATION);
    const { transferId, ...other } = await seedCase(manager());
    await manager().query('DELETE FROM trail_link WHERE stolen_sum_id = $1', [other.stolenSumId]);
    await manager().delete(StolenSumRow, { id: other.stolenSumId });
    const again = { id: other.stolenSumId, transferId, caseId: other.caseId, amountSatang: 100_000n };
    const alike = { reservedSatang: 1n, countedSatang: 1n };
    await expectRefused(manager().insert(StolenSumRow, { ...again, ...alike }), CHECK_VIOLATION);
    await manager().transaction(async (inOne) => {
      await inOne.update(StolenSumRow, { id: stolenSumId }, { reservedSatang: 0n });
      await inOne.delete(HoldRow, { id: hold.id });
    });
    expect(await counted()).toBe(0n);
  });

  it('lets no hold hold more than it takes up of the stolen sum, and no ended hold take up any', async () => {
    const seeded = await seedCase(manager());
    const hold = holdOf(seeded);
    await insertHold(manager(), hold);
    const change = (to: Partial<HoldRow>) => manager().update(HoldRow, { id: hold.id }, to);
    const counts = { heldSatang: 60_000n, requestedSatang: 100_000n };
    await expectRefused(change({ state: 'held', heldSatang: 100_001n }), CHECK_VIOLATION);
    await expectRefused(
      manager().transaction(async (inOne) => {
        await inOne.update(StolenSumRow, { id: seeded.stolenSumId }, { reservedSatang: 59_999n });
        await inOne.update(HoldRow, { id: hold.id }, { ...counts, state: 'held', reservedSatang: 59_999n });
      }),
      CHECK_VIOLATION,
    );
    await expectRefused(change({ state: 'released' }), CHECK_VIOLATION);
  });

  it.each(['ordered', 'unconfirmed', 'held', 'partly_held', 'release_ordered'] as const)(
    'has one live hold per stolen sum and transfer: beside one that is %s there is no second',
    async (state) => {
      const seeded = await seedCase(manager());
      await insertHold(manager(), holdOf(seeded, { state }));
      await expectRefused(manager().insert(HoldRow, holdOf(seeded)), UNIQUE_VIOLATION);
    },
  );

  it.each(['no_funds', 'refused', 'released', 'seized'] as const)(
    'may hold anew on a new basis after a hold that ended as %s',
    async (state) => {
      const seeded = await seedCase(manager());
      const half = { requestedSatang: 50_000n, reservedSatang: 50_000n };
      const ended = state === 'seized' ? half : { ...half, reservedSatang: 0n };
      await insertHold(manager(), holdOf(seeded, { ...ended, state }));
      await insertHold(manager(), holdOf(seeded, half));
      expect(await manager().countBy(HoldRow, { stolenSumId: seeded.stolenSumId })).toBe(2);
    },
  );

  it('holds no whole account without a seizure warrant', async () => {
    const seeded = await seedCase(manager());
    await expectRefused(manager().insert(HoldRow, holdOf(seeded, { kind: 'whole_account' })), CHECK_VIOLATION);
    const hold = holdOf(seeded, { kind: 'whole_account', seizureWarrantNo: 'W 1/2569' });
    await insertHold(manager(), hold);
    expect(await manager().countBy(HoldRow, { id: hold.id })).toBe(1);
  });

  it('has a transfer once, however often it is reported', async () => {
    const { transferId } = await seedCase(manager());
    const reported = await manager().findOneByOrFail(TransferRow, { id: transferId });
    await expectRefused(manager().insert(TransferRow, { ...reported, id: 'another' }), UNIQUE_VIOLATION);
  });

  it('keeps every satang of a sum beyond the exact range of a JavaScript number', async () => {
    const amount = 9_007_199_254_740_993n;
    const { caseId, stolenSumId } = await seedCase(manager(), amount);
    expect((await manager().findOneByOrFail(StolenSumRow, { id: stolenSumId })).amountSatang).toBe(amount);
    expect(await manager().countBy(StolenSumRow, { amountSatang: amount })).toBe(1);
    expect(await manager().findOneByOrFail(CaseFileRow, { id: caseId })).toMatchObject({
      stolenSatang: amount,
      assignedRoute: 'station',
      closedAt: null,
    });
  });
});

async function expectRefused(work: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await work.then(
    () => new Error('was not refused'),
    (thrown: unknown) => thrown,
  );
  expect({ code: databaseErrorCode(error), error: String(error) }).toMatchObject({ code });
}
