import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { generateSigningKey, loadPrivateKey } from '../../../src/signing/keys.js';
import { BreakList } from '../../../src/wire/case/break.js';
import { OwnBreakList } from '../../../src/wire/office/own-institution.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback, postSigned, type SentCallback } from '../support/signed-callback.js';

/** The most later debits of one receipt. */
const MOST = 200;

describe('a signed callback that breaks its schema', () => {
  let api: RunningApi;
  let caseId: string;
  let orderId: string;
  let confirmationId: string;
  beforeAll(async () => {
    api = await runApi();
    caseId = String((await postComplaint(api)).body['id']);
    orderId = await idOf('SELECT id FROM hold_order WHERE case_id = $1');
    confirmationId = await idOf('SELECT id FROM debit_confirmation WHERE case_id = $1');
  });
  afterAll(() => api.close());

  async function idOf(sql: string): Promise<string> {
    const [row]: { id: string }[] = await api.db.query(sql, [caseId]);
    if (row === undefined) throw new Error(`nothing found by ${sql}`);
    return row.id;
  }
  const send = (slug: string, message: object, webhookId?: string): Promise<SentCallback> => {
    const party = api.parties[slug];
    if (party === undefined) throw new Error(`no party ${slug}`);
    return postCallback(api, 'institutions', party.key, message, webhookId === undefined ? {} : { webhookId });
  };
  const receipt = (debits: number, changes: object = {}) => ({
    type: 'hold.receipt',
    data: {
      orderId,
      receiptSeq: 1,
      result: 'HELD_PARTIAL',
      heldAmountSatang: '4000000',
      onward: Array.from({ length: debits }, (_, at) => ({
        reference: `ON-${at}`,
        to: { institution: 'th-006', accountNo: `93${String(at).padStart(8, '0')}` },
        amountSatang: '100',
        attributedSatang: '100',
        at: new Date().toISOString(),
        channel: 'promptpay',
      })),
      at: new Date().toISOString(),
      ...changes,
    },
  });
  const breaks = async () => {
    const { body } = await api.call('GET', '/v1/breaks', { roles: ['aoc_supervisor'] });
    return BreakList.parse(body).breaks.filter(({ kind }) => !kind.startsWith('STANDING'));
  };
  const kept = async () => {
    const rows: { n: string }[] = await api.db.query(
      `SELECT count(*) AS n FROM inbox_message WHERE content->>'code' = 'UNREADABLE'`,
    );
    return Number(rows[0]?.n);
  };
  const refusal = ({ status, body }: SentCallback) => [
    status,
    body['code'],
    (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer),
  ];

  it('for more later debits than a receipt may name is refused each time, and told to a person once, with a clock', async () => {
    for (const result of ['HELD_PARTIAL', 'HELD_FULL', 'HELD_PARTIAL'])
      expect(refusal(await send('th-002', receipt(MOST + 1, { result })))).toEqual([
        400,
        'REQUEST.SCHEMA',
        ['/data/onward'],
      ]);
    const [found, ...more] = await breaks();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: 'ORDER_REJECTED', institution: 'th-002' });
    expect(Date.parse(String(found?.dueAt))).toBeGreaterThan(Date.now());
    expect(await kept()).toBe(1);
    const [hold]: { state: string; held: string }[] = await api.db.query(
      'SELECT state, held_satang AS held FROM hold WHERE case_id = $1',
      [caseId],
    );
    expect(hold).toEqual({ state: 'ordered', held: '0' });
  });

  it('is taken once it is right, under the webhook-id of the refused one', async () => {
    const webhookId = 'receipt-of-th-002-1';
    expect((await send('th-002', receipt(MOST + 1), webhookId)).status).toBe(400);
    expect(
      (await send('th-002', receipt(0, { result: 'HELD_FULL', heldAmountSatang: '5000000' }), webhookId)).status,
    ).toBe(200);
  });

  it('of a debit is told to a person too', async () => {
    const answer = { type: 'debit.confirmation', data: { confirmationId, result: 'PERHAPS' } };
    for (let time = 1; time <= 2; time += 1) expect((await send('th-004', answer)).status).toBe(400);
    expect((await breaks()).map(({ kind }) => kind)).toEqual(['ORDER_REJECTED', 'DEBIT_QUESTION_REFUSED']);
    expect(await kept()).toBe(2);
  });

  it('about the order of another institution, or about nothing, is not kept, and told of once for each sender', async () => {
    expect((await send('th-004', receipt(MOST + 1))).status).toBe(400);
    expect((await send('th-002', { type: 'hold.receipt', data: { orderId: 'no id' } })).status).toBe(400);
    expect((await send('th-002', { type: 'odd' })).status).toBe(400);
    expect((await send('th-002', [])).status).toBe(400);
    expect(await kept()).toBe(2);
    expect(await unread()).toEqual(['th-002 MESSAGE_UNREADABLE', 'th-004 MESSAGE_UNREADABLE']);
  });

  /** Open breaks of no case: who sent what nobody has read. */
  const unread = async () =>
    (await breaks())
      .filter(({ kind }) => kind.startsWith('MESSAGE_'))
      .map(({ institution, kind }) => `${institution} ${kind}`)
      .sort();

  it('is told of when it is larger than any may be, once for each sender, who sees the break too', async () => {
    const large = { type: 'hold.receipt', data: { orderId, padding: 'x'.repeat(257 * 1024) } };
    for (const slug of ['th-014', 'th-014', 'th-002'])
      expect((await send(slug, large)).body).toMatchObject({ status: 413, code: 'REQUEST.TOO_LARGE' });
    expect(await unread()).toEqual([
      'th-002 MESSAGE_TOO_LARGE',
      'th-002 MESSAGE_UNREADABLE',
      'th-004 MESSAGE_UNREADABLE',
      'th-014 MESSAGE_TOO_LARGE',
    ]);
    const own = await api.call('GET', '/v1/institution/breaks', {
      roles: ['institution_user'],
      claims: { rangap_institution: 'th-014' },
    });
    expect(OwnBreakList.parse(own.body).breaks).toMatchObject([{ caseNo: null, kind: 'MESSAGE_TOO_LARGE' }]);
  });

  it('is told of when it is no JSON, or the answer of an agency to nothing', async () => {
    const key = (slug: string) => api.parties[slug]?.key ?? Promise.reject(new Error(`no party ${slug}`));
    expect((await postCallback(api, 'institutions', await key('th-014'), '{"type":')).status).toBe(400);
    expect((await postCallback(api, 'agencies', await key('amlo'), { odd: true })).status).toBe(400);
    expect(await unread()).toEqual(expect.arrayContaining(['amlo MESSAGE_UNREADABLE', 'th-014 MESSAGE_UNREADABLE']));
  });

  it('is not told of when nobody who is enrolled signed it, or what was signed is something else', async () => {
    const before = await unread();
    const { keyId, privateJwk } = generateSigningKey('stranger-1');
    const key = { keyId, privateKey: loadPrivateKey(privateJwk) };
    const large = JSON.stringify({ type: 'hold.receipt', padding: 'x'.repeat(257 * 1024) });
    expect((await postCallback(api, 'institutions', key, large)).status).toBe(401);
    const known = api.parties['ccib'];
    if (known === undefined) throw new Error('no party ccib');
    expect((await postCallback(api, 'agencies', known.key, '{}', { forge: () => '{"a":' })).status).toBe(401);
    expect(await unread()).toEqual(before);
  });

  it('opens a new break when one was settled, and it comes again', async () => {
    const [open] = (await breaks()).filter(({ kind }) => kind === 'MESSAGE_TOO_LARGE');
    const settled = await api.call('POST', `/v1/breaks/${open?.id}/settlement`, {
      subject: 'supervisor-1',
      roles: ['aoc_supervisor'],
      body: { reason: 'The bank names the rest in a second receipt.' },
    });
    expect(settled.status).toBe(201);
    const before = await unread();
    await send(String(open?.institution), { padding: 'x'.repeat(257 * 1024) });
    expect(await unread()).toHaveLength(before.length + 1);
  });

  it('leaves nothing that verify finds', async () => {
    const { checks } = await verifyRecord({ db: api.db });
    expect(checks.filter(({ violations }) => violations > 0).map(({ id, examples }) => [id, examples])).toEqual([]);
  });
});

describe('another signed message that breaks its schema', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const unread = async () => {
    const { body } = await api.call('GET', '/v1/breaks', { roles: ['aoc_supervisor'] });
    return BreakList.parse(body).breaks.map(({ institution, kind }) => `${institution} ${kind}`);
  };

  it.each([
    ['th-002', '/v1/notices'],
    ['th-014', '/v1/notices/01ARZ3NDEKTSV4RRFFQ69G5FAV/taking-back'],
  ])('of %s to %s is refused each time, and told to a person once', async (slug, path) => {
    const party = api.parties[slug];
    if (party === undefined) throw new Error(`no party ${slug}`);
    const before = await unread();
    for (const message of [{ odd: true }, []])
      expect((await postSigned(api, path, party.key, message)).status).toBe(400);
    expect((await unread()).toSorted()).toEqual([...before, `${slug} MESSAGE_UNREADABLE`].toSorted());
    const { checks } = await verifyRecord({ db: api.db });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
