import { sumSatang } from '../../../../src/domain/money.js';
import { DebitConfirmationRow } from '../../../../src/persistence/entities/money/debit.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { RecordBuilder } from '../../../support/record-builder.js';
import { SpentMoney } from '../support/spent-money.js';

/** What the bank debited counts at every hop at once (P-DEBIT): the smaller sum stands until P-URG is over. */
describe('a claim of 65,000 baht that is held at four accounts', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it.each([
    ['40,000 baht', 4_000_000n],
    ['20,000 baht', 2_000_000n],
    ['50 baht', 5_000n],
    ['one satang', 1n],
  ])('keeps %s, where that was debited', async (_what, satang) => {
    const money = new SpentMoney(build);
    const { caseId } = await build.complain(money.report());
    await money.settle(caseId);
    expect((await money.holds()).map(({ hop }) => hop)).toEqual([0, 1, 1, 2]);
    for (const { id, institution } of await build.db.manager.findBy(DebitConfirmationRow, { caseId })) {
      const says = { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: satang.toString() };
      const answer = { confirmationId: id, ...says, at: new Date().toISOString() };
      await build.callback(institution, 'debit.confirmation', id, answer);
    }
    await build.advanceCase(caseId);
    await money.settle(caseId);
    const held = (await money.holds()).map(({ reservedSatang }) => reservedSatang);
    expect(sumSatang(held)).toBe(satang);
    expect(await money.violations()).toEqual([]);
  });
});
