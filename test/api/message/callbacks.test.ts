import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { loadPublicKey } from '../../../src/signing/keys.js';
import { verifyResponse } from '../../../src/signing/verify-response.js';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback, type SentCallback } from '../support/signed-callback.js';

describe('signed callbacks', () => {
  let api: RunningApi;
  let caseId: string;
  /** An order to th-002, which `receipt` answers. */
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
  const keyOf = (slug: string) => {
    const party = api.parties[slug];
    if (party === undefined) throw new Error(`no party ${slug}`);
    return party.key;
  };
  const receipt = (changes: Record<string, unknown> = {}) => ({
    type: 'hold.receipt',
    data: {
      orderId,
      receiptSeq: 1,
      result: 'HELD_FULL',
      heldAmountSatang: '5000000',
      at: new Date().toISOString(),
      ...changes,
    },
  });
  const outcome = ({ status, body }: SentCallback) => [status, body['code'] ?? body['status']];
  async function inboxSize(): Promise<number> {
    const [row]: { count: string }[] = await api.db.query('SELECT count(*) FROM inbox_message');
    return Number(row?.count);
  }

  it("commits bytes, signature and sender, and answers with the centre's signature", async () => {
    const answer = await postCallback(api, 'institutions', keyOf('th-002'), receipt());
    expect(outcome(answer)).toEqual([200, 'accepted']);
    const [row]: Record<string, unknown>[] = await api.db.query(
      'SELECT party, kind, subject_id, key_id FROM inbox_message WHERE id = $1',
      [answer.body['id']],
    );
    expect(row).toEqual({ party: 'th-002', kind: 'hold.receipt', subject_id: orderId, key_id: 'th-002-1' });
    const verdict = await verifyResponse({
      status: answer.status,
      headers: answer.headers,
      body: answer.raw,
      requestHeaders: answer.sentHeaders,
      expectedPartyId: 'centre',
      now: new Date(),
      findKey: () =>
        Promise.resolve({
          partyId: 'centre',
          publicKey: loadPublicKey(api.centreKey.publicJwk),
          notBefore: new Date(0),
          notAfter: new Date(Date.now() + 60_000),
        }),
    });
    expect(verdict).toMatchObject({ ok: true, keyId: 'centre-1' });
  });

  it('a repeat has no second effect, however it is signed; the same id with another body is refused', async () => {
    const webhookId = randomUUID();
    const message = receipt({ receiptSeq: 2 });
    const first = await postCallback(api, 'institutions', keyOf('th-002'), message, { webhookId });
    const size = await inboxSize();
    const repeated = await postCallback(api, 'institutions', keyOf('th-002'), message, { webhookId });
    expect(outcome(repeated)).toEqual([200, 'duplicate']);
    expect(repeated.body['id']).toBe(first.body['id']);
    const other = receipt({ receiptSeq: 2, result: 'NO_FUNDS', heldAmountSatang: '0' });
    expect(outcome(await postCallback(api, 'institutions', keyOf('th-002'), other, { webhookId }))).toEqual([
      409,
      'INBOX.OTHER_BODY',
    ]);
    expect(await inboxSize()).toBe(size);
  });

  it('answers what became of a message, as soon as it is known', async () => {
    const told = async (message: object, webhookId: string) => {
      const { status, body } = await postCallback(api, 'institutions', keyOf('th-002'), message, { webhookId });
      return [status, body['status'], body['applied'], body['reason']];
    };
    const [message, full, repeated] = [receipt({ receiptSeq: 9 }), randomUUID(), randomUUID()];
    expect(await told(message, full)).toEqual([200, 'accepted', null, null]);
    expect(await told(message, repeated)).toEqual([200, 'accepted', null, null]);
    await advanceHold(api.application, await idOf('SELECT id FROM hold WHERE case_id = $1'));
    expect(await told(message, full)).toEqual([200, 'duplicate', true, null]);
    expect(await told(message, repeated)).toEqual([200, 'duplicate', false, 'DUPLICATE']);
  });

  it.each([
    ['an account number', 'receipt-9014103164'],
    ['an account number with dashes', 'receipt-901-4-10316-4'],
    ['a citizen id', '9123456789010'],
    ['a time in milliseconds', 'm1764489600000'],
  ])('refuses %s in a webhook-id, which is kept for good', async (_what, webhookId) => {
    const answer = await postCallback(api, 'institutions', keyOf('th-002'), receipt({ receiptSeq: 9 }), { webhookId });
    expect([answer.status, answer.body['code']]).toEqual([401, 'SIGNATURE.PERSONAL_ID']);
    expect(await api.db.query('SELECT 1 FROM inbox_message WHERE message_key = $1', [webhookId])).toEqual([]);
  });

  it('refuses the very same bytes with the same nonce, though the message is known', async () => {
    const message = receipt({ receiptSeq: 2 });
    const sent = { webhookId: randomUUID(), nonce: randomUUID() };
    expect((await postCallback(api, 'institutions', keyOf('th-002'), message, sent)).status).toBe(200);
    const replayed = await postCallback(api, 'institutions', keyOf('th-002'), message, sent);
    expect(replayed.body['code']).toBe('INBOX.NONCE_REUSED');
    const anew = await postCallback(api, 'institutions', keyOf('th-002'), message, { webhookId: sent.webhookId });
    expect([anew.status, anew.body['status']]).toEqual([200, 'duplicate']);
  });

  it.each([
    ['0001-01-01T00:00:00Z', false],
    ['2569-11-30T08:00:00Z', false],
    ['2569-11-30T08:00:00+07:00', false],
    ['1899-12-31T23:59:59Z', false],
    [new Date(Date.now() + 2 * 86_400_000).toISOString(), false],
    [new Date(Date.now() + 60_000).toISOString(), true],
  ])('takes only a time that can be meant: %s', async (at, taken) => {
    const answer = await postCallback(api, 'institutions', keyOf('th-002'), receipt({ receiptSeq: 7, at }));
    expect(answer.status).toBe(taken ? 200 : 400);
    if (at.startsWith('2569')) expect(JSON.stringify(answer.body)).toContain('write 2026');
  });

  it('a nonce is accepted once', async () => {
    const nonce = randomUUID();
    await postCallback(api, 'institutions', keyOf('th-002'), receipt({ receiptSeq: 3 }), { nonce });
    const repeated = await postCallback(api, 'institutions', keyOf('th-002'), receipt({ receiptSeq: 4 }), { nonce });
    expect(outcome(repeated)).toEqual([401, 'INBOX.NONCE_REUSED']);
  });

  it('answers 404 for an order of another bank, as for an unknown order', async () => {
    const foreign = await postCallback(api, 'institutions', keyOf('th-014'), receipt());
    const absent = await postCallback(api, 'institutions', keyOf('th-014'), receipt({ orderId: ulid() }));
    expect([outcome(foreign), outcome(absent)]).toEqual([
      [404, 'INBOX.FOREIGN'],
      [404, 'INBOX.FOREIGN'],
    ]);
    expect(foreign.body['detail']).toBe(absent.body['detail']);
  });

  it.each<[string, string, Parameters<typeof postCallback>[4]]>([
    ['one byte changed', 'SIGNATURE.DIGEST', { forge: (text) => text.replace('HELD_FULL', 'HELD_FuLL') }],
    ['no signature', 'SIGNATURE.MISSING', { headers: { signature: null, 'signature-input': null } }],
    ['another webhook-id than was signed', 'SIGNATURE.BAD', { headers: { 'webhook-id': 'another-id' } }],
    ['no webhook-id', 'SIGNATURE.COVERAGE', { headers: { 'webhook-id': null } }],
    ['an age of ten minutes', 'SIGNATURE.EXPIRED', { now: new Date(Date.now() - 600_000) }],
  ])('401 for %s, and nothing is kept', async (_, code, options) => {
    const size = await inboxSize();
    const answer = await postCallback(api, 'institutions', keyOf('th-002'), receipt(), options);
    expect(outcome(answer)).toEqual([401, code]);
    expect(await inboxSize()).toBe(size);
  });

  it('401 for a key that is not enrolled, and for one that another party uses', async () => {
    const { privateKey } = keyOf('th-014');
    const unknown = await postCallback(api, 'institutions', { keyId: 'nobody-1', privateKey }, receipt());
    expect(outcome(unknown)).toEqual([401, 'SIGNATURE.UNKNOWN_KEY']);
    const borrowed = await postCallback(api, 'institutions', { keyId: 'th-002-1', privateKey }, receipt());
    expect(outcome(borrowed)).toEqual([401, 'SIGNATURE.BAD']);
  });

  it('an agency may not use the route of institutions, nor the other way round; a token opens neither', async () => {
    expect(outcome(await postCallback(api, 'institutions', keyOf('amlo'), receipt()))).toEqual([
      401,
      'SIGNATURE.WRONG_PARTY',
    ]);
    expect(outcome(await postCallback(api, 'agencies', keyOf('th-002'), receipt()))).toEqual([
      401,
      'SIGNATURE.WRONG_PARTY',
    ]);
    const answer = await api.call('POST', '/v1/callbacks/institutions', {
      roles: ['administrator'],
      body: receipt(),
      headers: { 'webhook-id': 'some-id' },
    });
    expect([answer.status, answer.body['code']]).toEqual([401, 'SIGNATURE.MISSING']);
  });

  it.each([
    ['money as a number', { heldAmountSatang: 5_000_000 }, '/data/heldAmountSatang'],
    ['a fraction', { heldAmountSatang: '0.5' }, '/data/heldAmountSatang'],
    ['a text with NUL', { result: 'REFUSED_LEGAL', refusalReason: 'a\u0000b' }, '/data/refusalReason'],
  ])('400 names the field for %s, and the refusal is signed', async (_, changes, pointer) => {
    const answer = await postCallback(api, 'institutions', keyOf('th-002'), receipt(changes));
    expect([answer.status, answer.body['errors']]).toMatchObject([400, [{ pointer }]]);
    expect(answer.headers['signature']).toBeDefined();
  });

  it("takes the victim's bank's answer about the debit", async () => {
    const message = {
      type: 'debit.confirmation',
      data: { confirmationId, result: 'CONFIRMED', at: new Date().toISOString() },
    };
    expect(outcome(await postCallback(api, 'institutions', keyOf('th-004'), message))).toEqual([200, 'accepted']);
  });

  describe('of agencies', () => {
    let requestId: string;
    beforeAll(async () => {
      await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
      requestId = await idOf(`SELECT id FROM evidence_request WHERE case_id = $1 AND agency = 'amlo'`);
    });
    const answerOf = (data: object) => ({ type: 'evidence.answer', data: { requestId, ...data } });
    const kindOf = async (id: unknown) => {
      const rows: { kind: string }[] = await api.db.query('SELECT kind FROM inbox_message WHERE id = $1', [id]);
      return rows[0]?.kind;
    };

    it.each([
      ['an answer in its form', { listings: [] }, 'evidence.answer'],
      ['an answer of another agency', { colours: [] }, 'evidence.unreadable'],
      ['an answer with NUL in it', { listings: [], '\u0000': 1 }, 'evidence.unreadable'],
    ])('keeps %s, and marks an unreadable one', async (_, data, kind) => {
      const answer = await postCallback(api, 'agencies', keyOf('amlo'), answerOf(data));
      expect(outcome(answer)).toEqual([200, 'accepted']);
      expect(await kindOf(answer.body['id'])).toBe(kind);
    });

    it('keeps a refusal', async () => {
      const data = { status: 'declined', requestId, reason: 'Not ours to say.' };
      const answer = await postCallback(api, 'agencies', keyOf('amlo'), { type: 'evidence.declined', data });
      expect(await kindOf(answer.body['id'])).toBe('evidence.declined');
    });

    it('answers 404 for a question to another agency, as for an unknown question', async () => {
      const answer = await postCallback(api, 'agencies', keyOf('dsi'), answerOf({ specialCases: [] }));
      expect(outcome(answer)).toEqual([404, 'INBOX.FOREIGN']);
    });
  });
});
