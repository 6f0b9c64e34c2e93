import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { SpentMoney } from './support/spent-money.js';

/** A slip of the victim's bank, which it corrects, must not cost the victim the money. */
describe('a debit that its bank denied and then confirms', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let money: SpentMoney;
  let caseId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    money = new SpentMoney(build);
    caseId = (await build.complain(money.report())).caseId;
    await build.advanceCase(caseId);
    await money.settle(caseId);
    await build.debits(caseId, 'DENIED');
    await build.advanceCase(caseId);
  });
  afterEach(() => database.drop());

  const ALL = { 0: 15_000n, 1: 5_000n, 2: 20_000n, 3: 25_000n };

  async function says(result: 'CONFIRMED' | 'DENIED'): Promise<void> {
    for (const { id, institution } of await build.db.manager.findBy(DebitConfirmationRow, { caseId })) {
      const reason = result === 'DENIED' ? { reason: 'NO_SUCH_TRANSFER' } : {};
      const answer = { confirmationId: id, result, ...reason, at: new Date().toISOString() };
      await build.callback(institution, 'debit.confirmation', id, answer);
    }
    await build.advanceCase(caseId);
    await money.settle(caseId);
  }
  const breaks = async () => {
    const open: { kind: string }[] = await build.db.query('SELECT kind FROM break_record WHERE closed_at IS NULL');
    return open.map(({ kind }) => kind);
  };

  it.each(['before', 'after'])(
    'is held again at every account, and a person compares: %s the banks let go',
    async (when) => {
      if (when === 'after') {
        await money.settle(caseId);
        expect(await money.standing()).toEqual({});
      }
      await says('CONFIRMED');
      expect(await money.standing()).toEqual(ALL);
      expect(await breaks()).toEqual(['DEBIT_CONTRADICTS_EARLIER_ANSWER']);
      expect(await money.violations()).toEqual([]);
    },
  );

  it('is not let go by one more change of mind: a person asks', async () => {
    await money.settle(caseId);
    await says('CONFIRMED');
    await says('DENIED');
    expect(await money.standing()).toEqual(ALL);
    expect(await breaks()).toEqual(['DEBIT_CONTRADICTS_EARLIER_ANSWER']);
    expect(await money.violations()).toEqual([]);
  });
});
