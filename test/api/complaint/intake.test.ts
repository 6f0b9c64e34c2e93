import { verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import { loadPublicKey } from '../../../src/signing/keys.js';
import { CallRecordView, ComplaintAccepted, ComplaintStatus } from '../../../src/wire/complaint.js';
import { TrailView } from '../../../src/wire/trail.js';
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
      nextSteps: [{ until: expect.any(String) as string }],
    });
    const record = CallRecordView.parse(
      (await api.call('GET', `/v1/complaints/${id}/record`, { roles: ['hotline_operator'] })).body,
    );
    const bytes = Buffer.from(canonicalize(record.document) ?? '');
    const key = loadPublicKey({ kty: 'OKP', crv: 'Ed25519', x: api.centreKey.publicJwk.x });
    expect(verify(null, bytes, key, Buffer.from(record.signature, 'base64'))).toBe(true);
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
