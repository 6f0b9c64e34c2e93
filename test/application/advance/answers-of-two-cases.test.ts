import { advanceHoldsInProcess } from '../../../src/application/advance/look/advance-holds.js';
import { recordDeliveries } from '../../../src/application/advance/send/deliver-hold-order.js';
import { InboxMessageRow } from '../../../src/persistence/entities/traffic/message.entities.js';
import { NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { takeOrder } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { receiptOf, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

/**
 * The message of an order is of the case whose transaction issued it. Its hold may be of another case that claims the
 * same money, so that answers which wait for one case may be about holds of two.
 */
describe('answers that wait for one case, where one is about the hold of another', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it('are each kept for the case of their own hold', async () => {
    const first = await build.complain({ transfers: [{ reference: 'TWO-1' }] });
    const second = await build.complain({ transfers: [{ reference: 'TWO-2', to: { account: NEXT_ACCOUNT } }] });
    const deliveries = [];
    for (const holdId of [...second.holdIds, ...first.holdIds]) {
      const order = await takeOrder(build.db, holdId);
      if (order === undefined) throw new Error(`no order of ${holdId} waits`);
      const receipt = receiptOf(order.orderId, order.requestedAmountSatang, {});
      const { institution } = order.account;
      const message = await build.answer(institution, 'hold.receipt', order.orderId, receipt);
      deliveries.push({ holdId, delivery: { orderId: order.orderId, outcome: 'answered' as const, message } });
    }
    const results = await recordDeliveries(build.db, deliveries);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    for (const { holdId, delivery } of deliveries) {
      const kept = await build.db.manager.findOneByOrFail(InboxMessageRow, { subjectId: delivery.orderId });
      expect([kept.outcome, kept.caseId]).toEqual(['APPLIED', (await build.hold(holdId)).caseId]);
    }
    expect(await violated(build.db, ['I10', 'I13', 'I23'])).toEqual([]);
  });

  it('are each applied in the chain of the case of their own hold', async () => {
    const first = await build.complain({ transfers: [{ reference: 'TWO-3' }] });
    const second = await build.complain({ transfers: [{ reference: 'TWO-4', to: { account: NEXT_ACCOUNT } }] });
    const holdIds = [...second.holdIds, ...first.holdIds];
    for (const holdId of holdIds) await build.receipt(holdId);
    const results = await advanceHoldsInProcess(build.db, holdIds);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    for (const holdId of holdIds) {
      const events: { chain: string }[] = await build.db.query(
        `SELECT chain FROM audit_event WHERE type = 'hold.state' AND payload ->> 'holdId' = $1 AND payload ->> 'to' = 'held'`,
        [holdId],
      );
      expect(events).toEqual([{ chain: (await build.hold(holdId)).caseId }]);
    }
  });
});
