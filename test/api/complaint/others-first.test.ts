import type { QueryRunner } from 'typeorm';
import { ulid } from 'ulid';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { person } from '../../support/record-builder.js';
import { complaintBody, countRows, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';

/** How often a report of a known reference begins again because an order came before it. */
const ATTEMPTS = 20;
const TRANSFER = { ...complaintBody().transfers[0], reference: 'KNOWN-1' };
const OTHER_VICTIM = {
  reporter: { name: 'Somying Makeup', phone: '0812345679', holdsVictimAccount: true },
  victim: { name: 'Somying Makeup', citizenId: '9900000000014', phone: '0812345679' },
};

describe('a report of a transfer whose hold gets an order at every moment', () => {
  let api: RunningApi;
  let gate: QueryRunner;
  let holdId: string;
  let keepSatang = 5_000_000n;
  beforeAll(async () => {
    api = await runApi();
    await postComplaint(api, complaintBody({ transfers: [TRANSFER] }));
    const [order]: { id: string; hold_id: string }[] = await api.db.query('SELECT id, hold_id FROM hold_order');
    const key = api.parties['th-002']?.key;
    if (order === undefined || key === undefined) throw new Error('nothing is ordered at th-002');
    holdId = order.hold_id;
    const data = { orderId: order.id, receiptSeq: 1, result: 'HELD_FULL', heldAmountSatang: keepSatang.toString() };
    const at = new Date().toISOString();
    await postCallback(api, 'institutions', key, { type: 'hold.receipt', data: { ...data, at } });
    await advanceHold(api.application, holdId);
    gate = api.db.createQueryRunner();
  });
  afterAll(async () => {
    await gate.release();
    await api.close();
  });

  /** A gate behind the clock of a report: it reads earlier questions, and waits until it is opened. */
  async function close(): Promise<void> {
    await gate.query(`BEGIN; LOCK TABLE debit_confirmation IN ACCESS EXCLUSIVE MODE`);
  }

  async function untilItWaits(): Promise<void> {
    const sql = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'debit_confirmation'::regclass`;
    for (let waits: unknown[] = []; waits.length === 0;) waits = await api.db.query(sql);
  }

  /** An officer lets a little go, by a new order. */
  async function order(): Promise<void> {
    keepSatang -= 100n;
    const body = { keepSatang: keepSatang.toString(), reason: 'the holder showed a receipt' };
    const given = await releaseInPart(api.application, { holdId, body, actor: person('officer-1', 'aoc_officer') });
    if (!given.ok) throw new Error(given.code);
  }

  const report = (key: string) => postComplaint(api, complaintBody({ transfers: [TRANSFER], ...OTHER_VICTIM }), key);

  it('is answered "not now" with a time to come again, keeps nothing, and is taken when it comes again', async () => {
    const key = ulid();
    await close();
    const answer = report(key);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await untilItWaits();
      await order();
      await gate.query('COMMIT').then(attempt < ATTEMPTS ? close : undefined);
    }
    const { status, body, headers } = await answer;
    expect([status, body['code']]).toEqual([503, 'SERVICE.DATABASE']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await countRows(api)).toMatchObject({ complaint: 1, idempotency: 1, claim: 1, case_file: 1 });
    const again = await report(key);
    expect([again.status, again.body['heldByOrders']]).toEqual([201, [expect.any(String)]]);
  });

  it('is taken at once when the orders end before', async () => {
    await close();
    const answer = report(ulid());
    for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
      await untilItWaits();
      await order();
      await gate.query('COMMIT').then(attempt < ATTEMPTS - 1 ? close : undefined);
    }
    expect((await answer).status).toBe(201);
  });
});
