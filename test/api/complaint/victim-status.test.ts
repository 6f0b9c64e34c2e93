import { complaintBody, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { VictimSecret, VictimStatus } from '../../../src/wire/case/complaint.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('the status that a victim reads', () => {
  let api: RunningApi;
  let opened: { id: string; caseNo: string };
  beforeAll(async () => {
    api = await runApi();
    const { body } = await postComplaint(api);
    opened = { id: String(body['id']), caseNo: String(body['caseNo']) };
  });
  afterAll(() => api.close());

  const give = async () => {
    const answer = await api.call('POST', `/v1/complaints/${opened.id}/secrets`, {
      roles: ['hotline_operator'],
      body: {},
    });
    return VictimSecret.parse(answer.body).secret;
  };
  const read = (caseNo: string, secret: string, from = '203.0.113.9') =>
    api.call('POST', '/v1/complaints/status', {
      roles: null,
      body: { caseNo, secret },
      headers: { 'x-forwarded-for': from },
    });

  it('opens by case number and second secret, in any spelling, and names no other person', async () => {
    const secret = await give();
    const { status, body } = await read(opened.caseNo, secret.toLowerCase().replaceAll('-', ' '));
    expect(status).toBe(200);
    const seen = VictimStatus.parse(body);
    expect(body).toEqual(seen); // nothing beyond what is documented
    expect(seen).toMatchObject({
      caseNo: opened.caseNo,
      stolenSatang: '5000000',
      withdrawn: false,
      transfers: [{ amountSatang: '5000000' }],
      nextSteps: [{ en: expect.stringContaining('inquiry officer') as string }],
    });
    expect(JSON.stringify(body)).not.toMatch(/accountNo|accountMasked|person|victim|reporter/i);
  });

  it('says what is missing of each incomplete transfer, and not what the victim told of the receiver', async () => {
    const at = new Date(Date.now() - 3_600_000).toISOString();
    const { body: accepted } = await postComplaint(api, {
      ...complaintBody(),
      transfers: [],
      incompleteTransfers: [
        { amountSatang: '1500000', between: { from: at, until: at }, to: { account: MULE_ACCOUNT }, toName: 'Somchai' },
        { between: { from: at, until: new Date().toISOString() }, reference: 'SLIP-77' },
      ],
    });
    const given = await api.call('POST', `/v1/complaints/${String(accepted['id'])}/secrets`, {
      roles: ['hotline_operator'],
      body: {},
    });
    const { secret } = VictimSecret.parse(given.body);
    const { body } = await read(String(accepted['caseNo']), secret, '203.0.113.13');
    const seen = VictimStatus.parse(body);
    expect(body).toEqual(seen);
    expect(seen).toMatchObject({ stolenSatang: '0', transfers: [] });
    const exact = { aboutAmountSatang: null, aboutTime: null, wrong: [] };
    expect(seen.incompleteTransfers).toEqual([
      { ...exact, no: 1, amountSatang: '1500000', state: 'open', missing: ['reference'], bankLooks: true },
      {
        ...exact,
        no: 2,
        amountSatang: null,
        state: 'open',
        missing: ['amount', 'time', 'receiver'],
        bankLooks: false,
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${MULE_ACCOUNT.accountNo}|Somchai|SLIP-77`));
  });

  it('ends with the next secret, and only its hash and no secret is on record', async () => {
    const [first, second] = [await give(), await give()];
    expect((await read(opened.caseNo, first)).status).toBe(404);
    expect((await read(opened.caseNo, second)).status).toBe(200);
    const events: { payload: string }[] = await api.db.query(
      `SELECT payload::text AS payload FROM audit_event WHERE type = 'victim_secret.given' AND payload ->> 'caseId' = $1`,
      [opened.id],
    );
    expect(events.at(-1)?.payload).toContain('"replaces": true');
    expect(events.map(({ payload }) => payload).join()).not.toContain(second.slice(0, 4));
  });

  it('tells an unknown number, a wrong secret and a case without a secret alike, and makes guessers wait', async () => {
    const { body } = await postComplaint(api);
    const strangers = [opened.caseNo, String(body['caseNo']), 'RG2569-9999999-9'];
    const answers = await Promise.all(strangers.map((caseNo) => read(caseNo, 'AAAABBBBCCCC', '203.0.113.10')));
    const told = answers.map((answer) => [answer.status, answer.body['code'], answer.body['detail']]);
    expect(new Set(told.map(String)).size).toBe(1);
    expect(told[0]?.slice(0, 2)).toEqual([404, 'COMPLAINT.UNKNOWN']);

    const secret = await give();
    const codes = [];
    for (let tries = 0; tries < 11; tries += 1) {
      codes.push((await read(opened.caseNo, 'AAAABBBBCCCC', '203.0.113.11')).body['code']);
    }
    expect(codes.at(-1)).toBe('COMPLAINT.TOO_MANY_TRIES');
    expect((await read(opened.caseNo, secret, '203.0.113.12')).status).toBe(200); // nobody else waits
  });
});
