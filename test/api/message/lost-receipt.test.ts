import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { decideOnLostOrder } from '../../../src/application/statement/lost/decide-on-lost-order.js';
import { noteLostOrder } from '../../../src/application/statement/lost/note-lost-order.js';
import { proposeOnLostOrder } from '../../../src/application/statement/lost/propose-on-lost-order.js';
import { OFFICER, SUPERVISOR } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';

/** An institution takes the release of an order that is not on record (202), and answers later by callback. */
describe('the callback that answers the release of a lost order', () => {
  let api: RunningApi;
  let lostId: string;
  let holdId: string;
  let releaseOrderId: string;

  beforeAll(async () => {
    api = await runApi();
    // Something that the bank signed, which the lost order names as its evidence.
    const unknown = { type: 'hold.lapsed', data: lapsed() };
    await postCallback(api, 'institutions', keyOf('th-002'), unknown);
    const [page]: { id: string }[] = await api.db.query('SELECT id FROM inbox_message');
    holdId = ulid();
    const now = new Date();
    const stated = {
      orderId: ulid(),
      holdId,
      accountNo: '9014103164',
      askedSatang: 100_000n,
      heldSatang: 100_000n,
      state: 'HELD' as const,
      expiresAt: new Date(now.getTime() + 3_600_000),
      changedAt: now,
    };
    await noteLostOrder(api.application, 'th-002', stated, page?.id ?? '');
    [{ id: lostId } = { id: '' }] = await api.db.query<{ id: string }[]>('SELECT id FROM lost_order');
    const reason = 'Cleared up with the bank.';
    const proposal = { lostOrderId: lostId, body: { act: 'release', reason } as const, actor: OFFICER };
    const proposed = await proposeOnLostOrder(api.application, proposal);
    if (!proposed.ok) throw new Error(proposed.code);
    const body = { verdict: 'approve', reason } as const;
    await decideOnLostOrder(api.application, { requestId: proposed.id, body, actor: SUPERVISOR });
    [{ id: releaseOrderId } = { id: '' }] = await api.db.query<{ id: string }[]>('SELECT id FROM lost_order_release');
  });
  afterAll(() => api.close());

  const keyOf = (slug: string) => {
    const party = api.parties[slug];
    if (party === undefined) throw new Error(`no party ${slug}`);
    return party.key;
  };
  const lapsed = () => ({
    orderId: ulid(),
    holdId: ulid(),
    releasedAmountSatang: '0',
    at: new Date().toISOString(),
  });
  const receipt = (changes: object = {}) => ({
    type: 'release.receipt',
    data: {
      releaseOrderId,
      holdId,
      result: 'RELEASED',
      releasedAmountSatang: '100000',
      at: new Date().toISOString(),
      ...changes,
    },
  });
  const state = async () => {
    const [row]: { state: string }[] = await api.db.query('SELECT state FROM lost_order');
    return row?.state;
  };

  it('is refused where the release is none, or is of another institution', async () => {
    const stranger = await postCallback(api, 'institutions', keyOf('th-004'), receipt());
    expect(stranger).toMatchObject({ status: 404, body: { code: 'INBOX.FOREIGN' } });
    const none = await postCallback(api, 'institutions', keyOf('th-002'), receipt({ releaseOrderId: ulid() }));
    expect(none).toMatchObject({ status: 404, body: { code: 'INBOX.FOREIGN' } });
    expect(await state()).toBe('releasing');
  });

  it('ends it, once, and nothing is sent about it any more', async () => {
    const webhookId = randomUUID();
    const first = await postCallback(api, 'institutions', keyOf('th-002'), receipt(), { webhookId });
    expect(first).toMatchObject({ status: 200, body: { status: 'accepted', applied: true } });
    expect(await state()).toBe('over');
    expect(await api.db.query(`SELECT released_satang FROM lost_order_release`)).toEqual([
      { released_satang: '100000' },
    ]);
    expect(await api.db.query(`SELECT answer FROM outgoing_message WHERE kind = 'lost.release'`)).toEqual([
      { answer: 'RELEASED' },
    ]);
    expect(
      await api.db.query(`SELECT 1 FROM outgoing_message WHERE kind = 'lost.release' AND acknowledged_at IS NULL`),
    ).toEqual([]);

    const other = await postCallback(api, 'institutions', keyOf('th-002'), receipt({ result: 'NOTHING_HELD' }));
    expect(other).toMatchObject({ status: 200, body: { status: 'accepted', applied: false, reason: 'KNOWN' } });
    expect(
      await api.db.query(
        `SELECT kind, channel, outcome FROM inbox_message WHERE subject_id = $1 AND kind = 'lost.released' ORDER BY id`,
        [releaseOrderId],
      ),
    ).toEqual([
      { kind: 'lost.released', channel: 'callback', outcome: 'APPLIED' },
      { kind: 'lost.released', channel: 'callback', outcome: 'KNOWN' },
    ]);
    expect(await violated(api.db, ['I8', 'I10', 'I11', 'I13', 'I29', 'I30'])).toEqual([]);
  });

  it('has no second effect when it is delivered again, in order or at the same time', async () => {
    const webhookId = randomUUID();
    const body = receipt({ result: 'NOTHING_HELD', releasedAmountSatang: '0' });
    const send = () => postCallback(api, 'institutions', keyOf('th-002'), body, { webhookId });
    const both = await Promise.all([send(), send()]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await send()).toMatchObject({ status: 200, body: { status: 'duplicate' } });
    expect(await api.db.query('SELECT 1 FROM lost_order_release')).toHaveLength(1);
  });
});
