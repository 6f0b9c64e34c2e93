import { orderRelease } from '../../../src/application/hold/release/order-release.js';
import { changeHold } from '../../../src/application/hold/change/change-hold.js';
import { orderHold } from '../../../src/application/hold/order/order-hold.js';
import { loadCase, rootOf } from '../../../src/application/case/work/load-case.js';
import { openKnownCase } from '../../../src/application/case/work/open-case.js';
import { freeOf } from '../../../src/domain/ledger/ledger.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

/** Two orders of one look plan on the same sum: what was read follows what the look reserves. */
describe('a stolen sum that a look at its case has read', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    // A relative reports, so that no order of section 7 comes first.
    ({ caseId } = await build.complain({ reporter: { holdsVictimAccount: false } }));
    await build.advanceCase(caseId);
  });
  afterEach(() => database.drop());

  async function inLook(act: (look: Awaited<ReturnType<typeof openLook>>) => Promise<void>): Promise<void> {
    await inTransaction(build.db, async (manager) => {
      const look = await openLook(manager);
      await act(look);
      await look.work.finish();
    });
  }
  async function openLook(manager: Parameters<typeof openKnownCase>[0]) {
    const work = await openKnownCase(manager, caseId, 'system');
    const loaded = await loadCase(work);
    work.noteSums(loaded.sums);
    const [sum] = loaded.sums;
    if (sum === undefined) throw new Error('a case has a sum');
    const transfer = loaded.transfers.get(sum.transferId);
    if (transfer === undefined) throw new Error('a sum has a transfer');
    const order = (amountSatang: bigint) =>
      orderHold(work, {
        link: rootOf(loaded, sum),
        transfer,
        account: MULE_ACCOUNT,
        amountSatang,
        kind: 'section7',
        debitConfirmed: true,
        freezeRequestId: null,
        until: null,
        seizureWarrantNo: null,
      });
    const stored = () => manager.findOneByOrFail(StolenSumRow, { id: sum.id });
    return { work, sum, order, stored };
  }

  it('has free what is free after an order, and after money was given back', async () => {
    await inLook(async ({ work, sum, order, stored }) => {
      const hold = await order(60_000n);
      await work.writeRows();
      expect([sum.reservedSatang, freeOf(sum)]).toEqual([60_000n, 40_000n]);
      await orderRelease(work, hold, 'OFFICER_RELEASE');
      await changeHold(work, hold, { state: 'released', stateReason: null });
      expect(sum.reservedSatang).toBe((await stored()).reservedSatang);
      expect(freeOf(sum)).toBe(100_000n);
    });
  });
});
