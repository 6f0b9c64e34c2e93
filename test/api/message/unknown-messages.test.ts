import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { BreakList } from '../../../src/wire/case/break.js';
import { OwnBreakList } from '../../../src/wire/office/own-institution.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback, type SentCallback } from '../support/signed-callback.js';

describe('a signed message about an order that is not on record, as after a restore', () => {
  const lost = ulid();
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
    await postComplaint(api);
  });
  afterAll(() => api.close());

  const at = new Date().toISOString();
  const receipt = (orderId: string, receiptSeq = 1) => ({
    type: 'hold.receipt',
    data: {
      orderId,
      receiptSeq,
      result: 'HELD_PARTIAL',
      heldAmountSatang: '1200000',
      at,
    },
  });
  const send = (slug: string, message: object, webhookId: string = randomUUID()): Promise<SentCallback> => {
    const party = api.parties[slug];
    if (party === undefined) throw new Error(`no party ${slug}`);
    return postCallback(api, 'institutions', party.key, message, { webhookId });
  };
  const outcome = ({ status, body }: SentCallback) => [status, body['code']];
  const breaks = async (query = '') => {
    const { body } = await api.call('GET', `/v1/breaks?kind=NOT_ON_RECORD${query}`, { roles: ['aoc_supervisor'] });
    return BreakList.parse(body).breaks;
  };
  const kept = () =>
    api.db.query<object[]>(
      `SELECT m.party, m.kind, m.subject_id, m.case_id, m.outcome, x.legal_basis, x.purpose
         FROM inbox_message m JOIN exchange x ON x.message_id = m.id WHERE m.outcome = 'NOT_ON_RECORD' ORDER BY m.id`,
    );
  const brokenInvariants = async () => {
    const { checks } = await verifyRecord({ db: api.db });
    return checks.filter(({ violations }) => violations > 0).map(({ id, examples }) => [id, examples]);
  };

  it('is refused each time that it comes, and kept once with its exchange', async () => {
    const webhookId = randomUUID();
    for (let time = 1; time <= 3; time += 1) {
      expect(outcome(await send('th-002', receipt(lost), webhookId))).toEqual([404, 'INBOX.FOREIGN']);
    }
    expect(outcome(await send('th-002', receipt(lost, 2), webhookId))).toEqual([409, 'INBOX.OTHER_BODY']);
    expect(await kept()).toEqual([
      {
        party: 'th-002',
        kind: 'hold.receipt',
        subject_id: lost,
        case_id: null,
        outcome: 'NOT_ON_RECORD',
        legal_basis: [expect.stringMatching(/^th\/SHARE-4\//)],
        purpose: 'answer to a hold order',
      },
    ]);
  });

  it('shows to a person as one break for all messages about that order, with who said what', async () => {
    expect(outcome(await send('th-002', receipt(lost, 2)))).toEqual([404, 'INBOX.FOREIGN']);
    expect(await kept()).toHaveLength(2);
    expect(await breaks()).toEqual([
      expect.objectContaining({
        caseId: null,
        caseNo: null,
        holdId: null,
        unknownId: lost,
        institution: 'th-002',
        accountMasked: null,
        ownerRole: 'aoc_supervisor',
        said: { result: 'HELD_PARTIAL', amountSatang: '1200000' },
        settled: null,
      }),
    ]);
    const own = await api.call('GET', '/v1/institution/breaks', {
      roles: ['institution_user'],
      claims: { rangap_institution: 'th-002' },
    });
    expect(OwnBreakList.parse(own.body).breaks).toMatchObject([{ caseNo: null, kind: 'NOT_ON_RECORD' }]);
  });

  it('is kept in the same way when the order is that of another bank, which learns nothing by it', async () => {
    const [order]: { id: string }[] = await api.db.query('SELECT id FROM hold_order LIMIT 1');
    const answer = await send('th-014', receipt(order?.id ?? ''));
    expect(outcome(answer)).toEqual([404, 'INBOX.FOREIGN']);
    expect(answer.body['detail']).toBe((await send('th-014', receipt(ulid()))).body['detail']);
    expect(await breaks('&institution=th-014')).toMatchObject([{ unknownId: order?.id }, { caseId: null }]);
  });

  it('is settled by its owner with a reason; a later message about that order opens a new break', async () => {
    const [open] = await breaks('&institution=th-002');
    const settle = (role: string) =>
      api.call('POST', `/v1/breaks/${open?.id}/settlement`, {
        subject: 'supervisor-1',
        roles: [role],
        body: { reason: 'The bank read its order out; the report is taken again.' },
      });
    expect((await settle('aoc_officer')).status).toBe(403);
    expect((await settle('aoc_supervisor')).status).toBe(201);
    expect((await settle('aoc_supervisor')).body).toMatchObject({ code: 'BREAK.SETTLED' });
    expect(await breaks('&institution=th-002')).toEqual([]);
    const lapse = { type: 'hold.lapsed', data: { orderId: lost, holdId: ulid(), releasedAmountSatang: '1200000', at } };
    expect(outcome(await send('th-002', lapse))).toEqual([404, 'INBOX.FOREIGN']);
    expect(await breaks('&institution=th-002')).toMatchObject([{ unknownId: lost, said: null }]);
  });

  it('breaks no invariant, unless somebody sets a message about an order on record apart in this way', async () => {
    expect(await brokenInvariants()).toEqual([]);
    const { checks } = await verifyRecord({ db: api.db });
    const [{ count }]: [{ count: string }] = await api.db.query(
      `SELECT count(*) FROM inbox_message WHERE outcome = 'NOT_ON_RECORD'`,
    );
    expect(checks.find(({ id }) => id === 'I10')?.note).toMatch(`${count} messages speak of what is not on record`);
    await api.db.query(
      `UPDATE inbox_message SET subject_id = (SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id
          WHERE h.institution = inbox_message.party LIMIT 1) WHERE party = 'th-002' AND kind = 'hold.lapsed'`,
    );
    const broken = new Map((await brokenInvariants()) as [string, string[]][]);
    expect(broken.get('I10')?.join()).toContain('is set apart as not on record');
  });
});
