import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { advanceHoldsInProcess } from '../../../src/application/advance/look/advance-holds.js';
import { recordDeliveries } from '../../../src/application/advance/send/deliver-hold-order.js';
import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { OutgoingMessageRow } from '../../../src/persistence/entities/traffic/outgoing.entities.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { takeOrder } from '../../support/outgoing.js';
import { receiptOf, RecordBuilder } from '../../support/record-builder.js';

describe('the cost of an answer that says where money went', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase(1);
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  let accounts = 0;
  /** A debit to an account that no trail has reached. */
  function debit(attributedSatang = '100000'): OnwardMessage {
    const number = String((accounts += 1)).padStart(4, '0');
    return {
      transferRef: `COST-${number}`,
      to: { account: { institution: 'th-006', accountNo: `910000${number}` } },
      amountSatang: attributedSatang,
      attributedSatang,
      at: new Date(Date.now() - 600_000).toISOString(),
      channel: 'promptpay',
    };
  }

  /** Answers a hold of a new complaint: all of its money went on by `debits` debits. */
  async function answered(debits: number) {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: String(debits * 100_000) }] });
    const onward = Array.from({ length: debits }, () => debit());
    const answer = () => build.send(holdIds[0] ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward });
    return { caseId, cost: await costOf(database.application, answer) };
  }

  /**
   * Writes other payments of the first account's institution, and ended holds of other stolen sums.
   * PostgreSQL reads a short table whole, and an index from its beginning when it wants the first
   * rows only. So there are many of both, and their ids come before those of the trails.
   */
  async function writeOthers(caseId: string, rows: number): Promise<void> {
    const run = `00${(accounts += 1)}-`;
    await database.dataSource.query(
      `INSERT INTO transfer (id, from_institution, from_account_no, reference, to_institution, to_account_no, amount_satang, transferred_at, rail, reported_by, first_case_id)
       SELECT $3 || i, 'th-014', '8' || lpad(i::text, 9, '0'), $3 || i, 'th-006', '7' || lpad(i::text, 9, '0'), 1, now(), 'promptpay', 'institution', $1
         FROM generate_series(1, $2::int) i`,
      [caseId, rows, run],
    );
    await database.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL session_replication_role = replica'); // their stolen sums have no rows
      await manager.query(
        `INSERT INTO hold SELECT other.* FROM hold h CROSS JOIN generate_series(1, $2::int) i CROSS JOIN LATERAL jsonb_populate_record(h, jsonb_build_object(
           'id', $3 || i, 'hop', 1, 'case_id', $3 || i, 'notice_reference', $3 || i, 'stolen_sum_id', $3 || i, 'transfer_id', $3 || i, 'trail_link_id', $3 || i)) other
          WHERE h.case_id = $1 AND h.hop = 0`,
        [caseId, rows, run],
      );
    });
    await database.dataSource.query('ANALYZE');
  }

  /** Returns the cost of an answer to the first hold of hop 1: half of its money went on. */
  async function nextAnswer(caseId: string) {
    const next = (await build.holds(caseId)).find(({ hop }) => hop === 1);
    const answer = { result: 'HELD_PARTIAL' as const, heldAmountSatang: '50000', onward: [debit('50000')] };
    return costOf(database.application, () => build.send(next?.id ?? '', answer));
  }

  it('does not grow with the trail: not with its holds, its parts, its transfers or its accounts', async () => {
    const [short, long] = [await answered(20), await answered(200)];
    await writeOthers(long.caseId, 3_000);
    const [beside20, beside200] = [await nextAnswer(short.caseId), await nextAnswer(long.caseId)];
    for (const table of ['hold', 'trail_link', 'transfer'])
      expect([table, (beside200.rows[table] ?? 0) - (beside20.rows[table] ?? 0) < 10]).toEqual([table, true]);
  });

  it('is 12 statements where the money went on to one account, until the order there may leave', async () => {
    const { caseId } = await answered(2);
    const { id: holdId = '', institution = '' } = (await build.holds(caseId)).find(({ hop }) => hop === 1) ?? {};
    const { orderId = '' } = (await takeOrder(build.db, holdId)) ?? {};
    const receipt = receiptOf(orderId, '100000', {
      result: 'HELD_PARTIAL',
      heldAmountSatang: '50000',
      onward: [debit('50000')],
    });
    const message = await build.answer(institution, 'hold.receipt', orderId, receipt);
    let sent: Awaited<ReturnType<typeof recordDeliveries>> = [];
    const { statements, texts } = await costOf(database.application, async () => {
      const delivery = { orderId, outcome: 'answered' as const, message };
      sent = await recordDeliveries(database.application, [{ holdId, delivery }]);
    });
    expect([statements, statements > 12 ? texts : []]).toEqual([12, []]);
    expect(sent).toMatchObject([{ status: 'fulfilled', value: { leased: [expect.anything()] } }]);
  });

  it('is 11 statements for a receipt by callback, until the order of the next hop may leave', async () => {
    const { holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId);
    await build.receipt(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [debit()] });
    let sent: Awaited<ReturnType<typeof advanceHoldsInProcess>> = [];
    const { statements, texts } = await costOf(database.application, async () => {
      sent = await advanceHoldsInProcess(database.application, [holdId]);
    });
    expect([statements, statements > 11 ? texts : []]).toEqual([11, []]);
    const [step] = sent;
    expect(step).toMatchObject({ status: 'fulfilled', value: { step: { next: 'done' } } });
    // The order is in the database, is leased, and is what this process sends.
    const [first] = step?.status === 'fulfilled' ? step.value.leased : [];
    const kept = await build.db.manager.findOneByOrFail(OutgoingMessageRow, { id: first?.message.id ?? '' });
    expect([kept.leasedUntil, kept.subjectId]).toEqual([expect.any(Date), first?.message.subjectId]);
    expect(await advanceHold(database.application, holdId)).toMatchObject({ next: 'done' });
  });

  it('is as many statements for two hundred holds that a confirmed debit extends as for two', async () => {
    const extended = async (debits: number) => {
      const { caseId } = await answered(debits);
      await build.advanceCase(caseId);
      await build.debits(caseId, 'CONFIRMED');
      const cost = await costOf(database.application, () => build.advanceCase(caseId));
      const [{ orders = 0 } = {}] = await database.dataSource.query<{ orders: number }[]>(
        'SELECT count(*)::int AS orders FROM hold_order WHERE case_id = $1 AND sequence = 2',
        [caseId],
      );
      return { ...cost, orders };
    };
    const [few, many] = [await extended(2), await extended(200)];
    expect([few.orders, many.orders]).toEqual([2, 200]);
    // Both complaints name one account, so they are linked by then.
    const own = ({ texts }: typeof many) => texts.filter((text) => !text.includes('RECURSIVE linked')).length;
    expect(own(many)).toBe(own(few));
  });

  it('is as many statements for two hundred debits as for two', async () => {
    const [two, many] = [await answered(2), await answered(200)];
    expect((await build.holds(many.caseId)).length).toBe(201);
    expect(many.cost.statements).toBe(two.cost.statements);
  });

  it('does not grow with what the institution sent before', async () => {
    const { caseId } = await answered(1);
    await writeOthers(caseId, 3_000);
    expect((await answered(1)).cost.rows['transfer']).toBeLessThan(50);
  });
});
