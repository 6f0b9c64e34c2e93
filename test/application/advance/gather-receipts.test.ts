import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

describe('how long news of holds may wait in a case', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** The first account passed everything on, to so many others. */
  async function passedOnTo(accounts: number): Promise<string> {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: String(accounts * 100_000) }] });
    const onward = Array.from({ length: accounts }, (_, n): OnwardMessage => {
      const account = { institution: 'th-006', accountNo: String(9_100_000_000 + n) };
      return {
        transferRef: `${caseId}-${n}`,
        to: { account },
        amountSatang: '100000',
        attributedSatang: '100000',
        at: new Date(Date.now() - 600_000).toISOString(),
        channel: 'promptpay',
      };
    });
    await build.send(holdIds[0] ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward });
    return caseId;
  }

  it.each([
    ['not at all with one hold and three next hops', 3, 0],
    ['longer the more holds there are, ended ones included', 24, 500],
  ])('%s', async (_name, accounts, gatherMs) => {
    const caseId = await passedOnTo(accounts);
    expect((await build.holds(caseId)).length).toBe(accounts + 1);
    expect((await build.advanceCase(caseId)).gatherMs).toBe(gatherMs);
  });
});
