import { recordDelivery } from '../../../../src/application/advance/send/deliver-hold-order.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { RecordBuilder } from '../../../support/record-builder.js';

describe('an institution that refuses a hold order', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const orders = (holdId: string) =>
    build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });

  /** Lets the institution refuse an order, sent or asked about, in the words given. */
  async function refuse(holdId: string, orderId: string, title: string): Promise<void> {
    const { institution } = await build.hold(holdId);
    const body = { type: 'about:blank', title, status: 422, code: 'BANK.NO' };
    const message = await build.parties.answer(institution, 'order.rejected', orderId, body, 422);
    await recordDelivery(build.db, holdId, { orderId, outcome: 'rejected', message });
  }
  const breaks = (holdId: string) =>
    build.db.query<{ orderId: string }[]>(
      `SELECT m.subject_id AS "orderId" FROM break_record b JOIN inbox_message m ON m.id = b.inbox_message_id
        WHERE b.hold_id = $1 AND b.kind = 'ORDER_REJECTED' AND b.closed_at IS NULL ORDER BY b.id`,
      [holdId],
    );

  it('in other words each time opens one break for the order, and one more for a later order', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    const [first] = await orders(holdId);
    const firstId = first?.id ?? '';
    await refuse(holdId, firstId, 'no');
    await refuse(holdId, firstId, 'still no');
    expect(await breaks(holdId)).toEqual([{ orderId: firstId }]);

    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const extension = (await orders(holdId)).at(-1)?.id ?? '';
    expect(extension).not.toBe(firstId);
    for (const words of ['no', 'still no']) await refuse(holdId, extension, words);
    expect(await breaks(holdId)).toEqual([{ orderId: firstId }, { orderId: extension }]);
  });
});
