import { ulid } from 'ulid';
import type { EntityManager } from 'typeorm';
import { lapseOwnSuspension } from '../../../src/application/notice/end-own-suspension.js';
import { postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { caseOf, newComplaint, noticeSteps } from './support/notice-steps.js';
import { ago, institutionNotice } from './support/notices.js';

/** Transactions on stolen sums meet each other: each locks all its sums in order of id. */
describe('the order in which notices lock', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  /** Reports two payments in one complaint; returns their sums, by id, with their references. */
  async function twoSums() {
    const payment = () => ({
      to: { account: { institution: 'th-002', accountNo: '5556667778' } },
      amountSatang: '5000000',
      transferredAt: ago(1_200_000),
      reference: `REF-${ulid()}`,
    });
    const { body } = await postComplaint(api, newComplaint({ transfers: [payment(), payment()] }));
    const [first, second] = await api.db.query<{ id: string; reference: string; transferredAt: Date }[]>(
      `SELECT s.id, t.reference, t.transferred_at AS "transferredAt" FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id
        WHERE s.case_id = $1 ORDER BY s.id`,
      [body['id']],
    );
    if (first === undefined || second === undefined) throw new Error('two payments are two sums');
    return { first, second };
  }

  /** Makes th-002's notice that it suspends payments, in this order. */
  const suspends = (...payments: { reference: string; transferredAt: Date }[]) =>
    institutionNotice(
      {},
      ...payments.map(({ reference, transferredAt }) => ({ reference, transferredAt: transferredAt.toISOString() })),
    );

  /** Waits until a transaction waits for a lock of another. */
  async function someoneWaits(): Promise<void> {
    for (;;) {
      const waiting: unknown[] = await api.application.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
    }
  }

  /**
   * Lets `act` wait for a row that `lock` locks, and then locks the rows of `free`, which another
   * transaction would take next: fails when `act` has them already.
   */
  async function whileItWaits(lock: string, free: string, parameters: unknown[], act: () => Promise<unknown>) {
    const acting: Promise<unknown>[] = [];
    await api.db.transaction(async (manager: EntityManager) => {
      await manager.query(lock, [parameters[0]]);
      acting.push(act());
      await someoneWaits();
      await manager.query(`${free} FOR UPDATE NOWAIT`, [parameters[1]]);
    });
    await acting[0];
  }

  it('takes no later sum before an earlier one, in whatever order a notice names its transfers', async () => {
    const { first, second } = await twoSums();
    const sum = 'SELECT id FROM stolen_sum WHERE id = $1';
    await whileItWaits(`${sum} FOR UPDATE`, sum, [first.id, second.id], () =>
      to.taken('th-002', suspends(second, first)),
    );
  });

  it('takes no part of a suspension before its sum', async () => {
    const accepted = await to.taken('th-002', institutionNotice());
    const id = accepted.suspensions[0]?.id ?? '';
    await api.db.query(`UPDATE own_suspension SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
    const [sum] = await api.db.query<{ id: string }[]>('SELECT id FROM stolen_sum WHERE case_id = $1', [
      caseOf(accepted),
    ]);
    await whileItWaits(
      'SELECT id FROM stolen_sum WHERE id = $1 FOR UPDATE',
      'SELECT FROM own_suspension_part WHERE suspension_id = $1',
      [sum?.id, id],
      () => lapseOwnSuspension(api.application, id),
    );
  });
});
