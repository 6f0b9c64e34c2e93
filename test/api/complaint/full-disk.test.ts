import { ulid } from 'ulid';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';

describe('a database whose disk is full', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
    // What PostgreSQL answers then (SQLSTATE 53100), without filling the disk of whoever runs the test.
    await api.db.query(
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`,
    );
  });
  afterAll(() => api.close());

  /** Lets the disk be full while `act` runs: no table takes a row. */
  async function whileFull<T>(act: () => Promise<T>): Promise<T> {
    const tables = ['complaint', 'inbox_message'];
    for (const table of tables)
      await api.db.query(`CREATE TRIGGER no_room BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION no_room()`);
    try {
      return await act();
    } finally {
      for (const table of tables) await api.db.query(`DROP TRIGGER no_room ON ${table}`);
    }
  }

  const count = async (table: string): Promise<number> => {
    const [row]: { count: string }[] = await api.db.query(`SELECT count(*) FROM ${table}`);
    return Number(row?.count);
  };

  it('answers a complaint with "not now", keeps nothing of it, and takes it when there is room', async () => {
    const answer = await whileFull(() => postComplaint(api, complaintBody(), 'full-disk'));
    expect([answer.status, answer.body['code']]).toEqual([503, 'SERVICE.DATABASE']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([await count('complaint'), await count('idempotency'), await count('hold')]).toEqual([0, 0, 0]);
    expect((await postComplaint(api, complaintBody(), 'full-disk')).status).toBe(201);
  });

  it('answers a callback with "not now", so that its bank repeats it', async () => {
    const [order]: { id: string }[] = await api.db.query('SELECT id FROM hold_order LIMIT 1');
    const data = { orderId: order?.id, receiptSeq: 1, result: 'HELD_FULL', heldAmountSatang: '5000000' };
    const message = { type: 'hold.receipt', data: { ...data, at: new Date().toISOString() } };
    const key = api.parties['th-002']?.key;
    if (key === undefined) throw new Error('no party th-002');
    const webhookId = ulid();
    const send = () => postCallback(api, 'institutions', key, message, { webhookId });
    const answer = await whileFull(send);
    expect([answer.status, answer.body['code']]).toEqual([503, 'SERVICE.DATABASE']);
    expect(await count('inbox_message')).toBe(0);
    expect((await send()).body).toMatchObject({ status: 'accepted' });
  });

  it('can still be read, and its process is ready', async () => {
    const ready = await whileFull(() => api.call('GET', '/health/ready', { roles: null }));
    expect(ready.status).toBe(200);
  });
});
