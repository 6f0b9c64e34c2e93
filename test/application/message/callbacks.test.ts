import type { Callback } from '../../../src/application/message/receive-message.js';
import { receiveMessage } from '../../../src/application/message/receive-message.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { InboxMessageRow } from '../../../src/persistence/entities/traffic/message.entities.js';
import { OutboxRow } from '../../../src/persistence/entities/traffic/outbox.entities.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const BANK = 'th-014';

describe('a signed callback', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let order: HoldOrderRow;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const to = { account: { institution: BANK, accountNo: '9140000001' } };
    const { caseId } = await build.complain({ transfers: [{ to }] });
    order = await build.owner.manager.findOneByOrFail(HoldOrderRow, { caseId });
  });
  afterAll(() => database.drop());

  const receipt = (receiptSeq: number, webhookId?: string): Promise<Callback> => {
    const held = { result: 'HELD_FULL', heldAmountSatang: String(order.requestedSatang) };
    const data = { orderId: order.id, receiptSeq, ...held, at: '2026-11-27T10:00:00Z' };
    return build.parties.callback(BANK, 'hold.receipt', order.id, data, webhookId);
  };
  const outcomes = async (callbacks: readonly Callback[]): Promise<string[]> => {
    const received = await Promise.all(callbacks.map((callback) => receiveMessage(build.db, callback)));
    return received.map((one) => (one.ok ? (one.duplicate ? 'duplicate' : 'accepted') : one.code)).sort();
  };
  const kept = () => build.owner.manager.countBy(InboxMessageRow, { subjectId: order.id });

  it('is kept by one statement, with its exchange and the entry for who applies it', async () => {
    const callback = await receipt(1);
    let id = '';
    const { texts } = await costOf(build.db, async () => {
      const received = await receiveMessage(build.db, callback);
      if (!received.ok) throw new Error(received.code);
      ({ id } = received);
    });
    expect(texts).toHaveLength(1);
    const [exchange]: object[] = await build.owner.query(
      'SELECT case_id, direction, party, kind FROM exchange WHERE message_id = $1',
      [id],
    );
    expect(exchange).toEqual({ case_id: order.caseId, direction: 'in', party: BANK, kind: 'hold.receipt' });
    const message = await build.owner.manager.findOneByOrFail(InboxMessageRow, { id });
    expect(message).toMatchObject({ caseId: order.caseId, messageKey: callback.messageKey, processedAt: null });
    const entry = await build.owner.manager.findOneByOrFail(OutboxRow, { rowId: id });
    expect(entry).toMatchObject({ workflowId: `hold-${order.holdId}`, kind: 'look', message: 'institutionAnswered' });
    expect(entry.nextAttemptAt.getTime() - message.receivedAt.getTime()).toBe(5_000);
  });

  it('that is delivered many times at once is kept once, and all others are told so', async () => {
    const before = await kept();
    const callbacks = await Promise.all(Array.from({ length: 8 }, () => receipt(2, 'delivered-at-once')));
    expect(await outcomes(callbacks)).toEqual(['accepted', ...Array.from({ length: 7 }, () => 'duplicate')]);
    expect(await kept()).toBe(before + 1);
  });

  it('whose nonce comes twice at once is taken once', async () => {
    const [first, second] = [await receipt(3), await receipt(4)];
    const copies = [first, { ...second, nonce: first.nonce }];
    expect(await outcomes(copies)).toEqual(['INBOX.NONCE_REUSED', 'accepted']);
  });

  it('of a bank does not wait for others of the same bank and order', async () => {
    const runner = build.db.createQueryRunner();
    await runner.startTransaction();
    try {
      expect((await receiveMessage({ manager: runner.manager }, await receipt(5))).ok).toBe(true);
      // The first is not committed yet; if the second waited for it, this test would never end.
      expect((await receiveMessage(build.db, await receipt(5))).ok).toBe(true);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('about an order of another bank leaves nothing but its nonce', async () => {
    const foreign = { ...(await receipt(6)), party: 'th-004', messageKey: 'foreign' };
    const rows = async () => {
      const [counted]: object[] = await build.owner.query(
        `SELECT (SELECT count(*) FROM inbox_message) AS messages, (SELECT count(*) FROM exchange) AS exchanges,
                (SELECT count(*) FROM outbox) AS entries`,
      );
      return counted;
    };
    const before = await rows();
    expect(await outcomes([foreign])).toEqual(['INBOX.FOREIGN']);
    expect(await rows()).toEqual(before);
    expect(await outcomes([foreign])).toEqual(['INBOX.NONCE_REUSED']);
  });
});
