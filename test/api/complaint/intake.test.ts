import { verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import { loadPublicKey } from '../../../src/signing/keys.js';
import { CallRecordView, ComplaintAccepted, ComplaintStatus } from '../../../src/wire/case/complaint.js';
import { TrailView } from '../../../src/wire/case/trail.js';
import { complaintBody, countRows, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('taking a complaint in', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  it('answers 201 while Temporal is down, orders the first holds, and leaves outbox entries for the keeper', async () => {
    const answer = await postComplaint(api);
    expect(answer.status).toBe(201);
    const accepted = ComplaintAccepted.parse(answer.body);
    expect(accepted).toMatchObject({ holdsOrdered: 1, notOrderedBecause: [] });
    const entries: { kind: string; message: string }[] = await api.db.query(
      'SELECT workflow_id, kind FROM outbox WHERE workflow_id = $1',
      [`complaint-${accepted.id}`],
    );
    expect(entries).toHaveLength(1);
  });

  it('gives the operator what may be read out, and the signed record of the notice', async () => {
    const { body } = await postComplaint(api);
    const id = String(body['id']);
    const status = await api.call('GET', `/v1/complaints/${id}`, { roles: ['hotline_operator'] });
    expect(ComplaintStatus.parse(status.body)).toMatchObject({
      id,
      stolenSatang: '5000000',
      heldSatang: '0',
      withdrawn: false,
      // The debit is unconfirmed, so no statement keeps the hold, and no time is named.
      nextSteps: [{ en: expect.stringContaining('counts as a complaint') as string, until: null }],
    });
    const record = CallRecordView.parse(
      (await api.call('GET', `/v1/complaints/${id}/record`, { roles: ['hotline_operator'] })).body,
    );
    const bytes = Buffer.from(canonicalize(record.document) ?? '');
    const key = loadPublicKey({ kty: 'OKP', crv: 'Ed25519', x: api.centreKey.publicJwk.x });
    expect(verify(null, bytes, key, Buffer.from(record.signature, 'base64'))).toBe(true);
  });

  it('takes a complaint about a transfer that is not known well enough, and says so; it is set aside by its route', async () => {
    const reporter = { name: 'Somchai Makeup', phone: '0812345119', holdsVictimAccount: true };
    const between = { from: new Date(Date.now() - 7_200_000).toISOString(), until: new Date().toISOString() };
    const told = { amountSatang: '2000000', between };
    const { transfers: _none, ...body } = complaintBody({ reporter });
    const answer = await postComplaint(api, { ...body, transfers: [], incompleteTransfers: [told] });
    const accepted = ComplaintAccepted.parse(answer.body);
    expect([answer.status, accepted.holdsOrdered, accepted.notOrderedBecause]).toEqual([
      201,
      0,
      ['SECTION7.TRANSFER_INCOMPLETE'],
    ]);
    expect(accepted.readOut).toContain(accepted.caseNo);
    const read = async () => {
      const status = await api.call('GET', `/v1/complaints/${accepted.id}`, { roles: ['hotline_operator'] });
      return ComplaintStatus.parse(status.body).incompleteTransfers;
    };
    const [open] = await read();
    expect(open).toMatchObject({ state: 'open', ...told, reference: null, search: { institution: 'th-004' } });
    const end = (roles: string[], id: string, subject = 'operator-1') =>
      api.call('POST', `/v1/complaints/${accepted.id}/incomplete-transfers/${id}/end`, {
        roles,
        subject,
        body: { reason: 'it was no transfer' },
      });
    expect((await end(['inquiry_officer'], open?.id ?? '')).status).toBe(403);
    expect((await end(['hotline_operator'], accepted.id)).body['code']).toBe('INCOMPLETE_TRANSFER.ABSENT');
    const byAnother = await end(['hotline_operator'], open?.id ?? '', 'operator-2');
    expect([byAnother.status, byAnother.body['code']]).toEqual([403, 'INCOMPLETE_TRANSFER.NOT_TAKER']);
    const adopted = await api.call('POST', `/v1/complaints/${accepted.id}/incomplete-transfers/${open?.id}/adopt`, {
      roles: ['aoc_officer'],
      body: { reason: 'papers were shown' },
    });
    expect([adopted.status, adopted.body['code']]).toEqual([409, 'INCOMPLETE_TRANSFER.NOTHING_FOUND']);
    expect((await end(['hotline_operator'], open?.id ?? '')).status).toBe(201);
    expect((await end(['hotline_operator'], open?.id ?? '')).status).toBe(409);
    expect(await read()).toMatchObject([{ state: 'set_aside' }]);
  });

  it('orders nothing by itself when the reporter does not hold the account, and says why', async () => {
    const reporter = { name: 'A Neighbour', phone: '0899999999', holdsVictimAccount: false };
    const { status, body } = await postComplaint(api, complaintBody({ reporter }));
    expect(status).toBe(201);
    expect(body['holdsOrdered']).toBe(0);
    expect(body['notOrderedBecause']).not.toEqual([]);
  });

  it('takes a transfer to an institution that takes no part, shows it off the rails, and holds the rest', async () => {
    const reporter = { name: 'Somchai Makeup', phone: '0812345111', holdsVictimAccount: true };
    const body = complaintBody({ reporter });
    const [inside] = body.transfers;
    const outside = { institution: 'foreign-bank', accountNo: '900000000123' };
    const transfers = [inside, { ...inside, to: { account: outside }, reference: `REF-${Date.now()}` }];
    const first = await postComplaint(api, { ...body, transfers });
    expect(first).toMatchObject({
      status: 201,
      body: { holdsOrdered: 1, notOrderedBecause: ['SECTION7.RECEIVER_OUTSIDE'] },
    });
    const path = `/v1/cases/${String(first.body['id'])}/trail`;
    const { links } = TrailView.parse((await api.call('GET', path, { roles: ['aoc_officer'] })).body);
    expect(links.map(({ offRail, stopReason }) => [offRail, stopReason]).sort()).toEqual([
      [null, null],
      ['outside', 'off_rails'],
    ]);
    expect((await postComplaint(api, { ...body, transfers })).body['notOrderedBecause']).toEqual([
      'SECTION7.HELD_ALREADY',
      'SECTION7.RECEIVER_OUTSIDE',
    ]);
  });

  it.each([
    ['DEUTDEFF', 'DE89370400440532013000'],
    ['binance', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['metamask', '0x52908400098527886E0F7030069857D2E4169EE7'],
    ['exchange-abroad', 'user_00012345'],
  ])('takes an account of any form at an institution that takes no part: %s', async (institution, accountNo) => {
    const body = complaintBody();
    const transfers = body.transfers.map((transfer) => ({ ...transfer, to: { account: { institution, accountNo } } }));
    const answer = await postComplaint(api, { ...body, transfers });
    expect(answer).toMatchObject({ status: 201, body: { notOrderedBecause: ['SECTION7.RECEIVER_OUTSIDE'] } });
    expect(answer.body['readOut']).toContain('Money went to an institution that our orders do not reach');
    const masked = `${'x'.repeat(accountNo.length - 4)}${accountNo.slice(-4)}`;
    const path = `/v1/cases/${String(answer.body['id'])}/trail`;
    const { links } = TrailView.parse((await api.call('GET', path, { roles: ['aoc_officer'] })).body);
    expect(links).toMatchObject([
      { offRail: 'outside', stopReason: 'off_rails', to: { institution, accountMasked: masked } },
    ]);
    const [kept] = await api.db.query<{ to: unknown }[]>(
      `SELECT body #> '{transfers,0,to}' AS to FROM complaint WHERE id = $1`,
      [answer.body['id']],
    );
    expect(kept).toEqual({ to: { account: { institution, accountNo } } });
  });

  it.each([
    ['an IBAN with a typing error', 'DEUTDEFF', 'DE89370400440532013001', 'accountNo', 'FIELD.CHECK_DIGIT'],
    [
      'letters at an institution that takes part',
      'th-002',
      'DE89370400440532013000',
      'accountNo',
      'FIELD.ACCOUNT_LENGTH',
    ],
    ['the BIC of a bank in Thailand', 'KASITHBK', '5556667778', 'institution', 'FIELD.UNKNOWN_INSTITUTION'],
  ])('names the fault of a receiving account: %s', async (_name, institution, accountNo, field, code) => {
    const body = complaintBody();
    const transfers = body.transfers.map((transfer) => ({ ...transfer, to: { account: { institution, accountNo } } }));
    expect(await postComplaint(api, { ...body, transfers })).toMatchObject({
      status: 422,
      body: { code: 'COMPLAINT.INVALID', errors: [{ pointer: `/transfers/0/to/account/${field}`, code }] },
    });
  });

  it('answers as before for the same Idempotency-Key and body', async () => {
    const body = complaintBody();
    const first = await postComplaint(api, body, 'key-same');
    const before = await countRows(api);
    const second = await postComplaint(api, body, 'key-same');
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(await countRows(api)).toEqual(before);
  });

  it('answers the same to two requests that come at the same time', async () => {
    const body = complaintBody();
    const answers = await Promise.all([1, 2, 3].map(() => postComplaint(api, body, 'key-race')));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.body['id'])).size).toBe(1);
  });

  it('takes times with their offset, and keeps the same instants in UTC', async () => {
    const at = new Date(Date.now() - 1_200_000);
    const inBangkok = `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, -1)}+07:00`;
    const body = complaintBody();
    const transfers = body.transfers.map((transfer) => ({ ...transfer, transferredAt: inBangkok }));
    const answer = await postComplaint(api, { ...body, transfers });
    expect(answer.status).toBe(201);
    const rows: unknown = await api.db.query('SELECT transferred_at AS at FROM transfer WHERE reference = $1', [
      transfers[0]?.reference,
    ]);
    expect(rows).toEqual([{ at }]);
  });

  it('refuses the same Idempotency-Key with another body', async () => {
    await postComplaint(api, complaintBody(), 'key-other');
    const before = await countRows(api);
    const { status, body } = await postComplaint(api, complaintBody(), 'key-other');
    expect([status, body['code']]).toEqual([422, 'IDEMPOTENCY.OTHER_BODY']);
    expect(await countRows(api)).toEqual(before);
  });

  it.each([
    ['none', undefined],
    ['empty', ''],
    ['too long', 'x'.repeat(129)],
    ['with a space', 'a b'],
  ])('refuses a request whose Idempotency-Key is %s', async (_, key) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await api.call('POST', '/v1/complaints', {
      roles: ['hotline_operator'],
      body: complaintBody(),
      headers,
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST.IDEMPOTENCY_KEY']);
  });

  it('takes the demonstration rulebook by the claim of the token where that is allowed', async () => {
    const { body } = await postComplaint(api, complaintBody(), 'key-demo', { claims: { rangap_rulebook: 'demo' } });
    const rows: { rulebook: string }[] = await api.db.query('SELECT rulebook FROM case_file WHERE id = $1', [
      body['id'],
    ]);
    expect(rows).toEqual([{ rulebook: 'demo' }]);
  });

  it('keeps additions beside the complaint', async () => {
    const { body } = await postComplaint(api);
    const path = `/v1/complaints/${String(body['id'])}`;
    const statement = {
      policeCaseNo: '1/2569',
      station: 'Lat Phrao',
      complaintReceivedAt: new Date(Date.now() - 1000).toISOString(),
    };
    const calls = [
      await api.call('POST', `${path}/supplements`, {
        roles: ['hotline_operator'],
        body: { note: 'He called again.' },
      }),
      await api.call('POST', `${path}/statements`, { roles: ['inquiry_officer'], body: statement }),
    ];
    expect(calls.map((answer) => answer.status)).toEqual([201, 201]);
  });
});

describe('a production configuration', () => {
  it('refuses the demonstration rulebook', async () => {
    const api = await runApi({ demoRulebookAllowed: false });
    try {
      const { status, body } = await postComplaint(api, complaintBody(), 'key', {
        claims: { rangap_rulebook: 'demo' },
      });
      expect([status, body['code']]).toEqual([403, 'RULEBOOK.FORBIDDEN']);
    } finally {
      await api.close();
    }
  });
});
