import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn } from '../appeal/support.js';
import { caseOf, noticeSteps } from '../notice/support/notice-steps.js';
import { institutionNotice } from '../notice/support/notices.js';

interface Given {
  party: string;
  basis: string[];
  fields: string[];
  hash: string;
}

describe('an answer that gives a party something from the record is an exchange of its own', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  function given(kind: string, caseId: string): Promise<Given[]> {
    return api.db.query<Given[]>(
      `SELECT party, fields, body_sha256 AS hash, (SELECT array_agg(split_part(b, '/', 2)) FROM unnest(legal_basis) b) AS basis
         FROM exchange WHERE direction = 'out' AND kind = $1 AND case_id = $2`,
      [kind, caseId],
    );
  }

  it('to an institution that suspects: the hash is of the bytes that it got, and gets again', async () => {
    const notice = institutionNotice();
    const webhookId = ulid();
    const sent = await to.post('th-002', notice, { webhookId });
    const caseId = String((sent.body['cases'] as { id: string }[])[0]?.id);
    const again = await to.post('th-002', notice, { webhookId });
    expect(again.raw.equals(sent.raw)).toBe(true);
    expect(await given('notice.answer', caseId)).toMatchObject([
      { party: 'th-002', basis: ['BANK-6A', 'SHARE-4'], hash: createHash('sha256').update(sent.raw).digest('hex') },
    ]);
    const [{ fields } = { fields: [] }] = await given('notice.answer', caseId);
    expect(fields).toEqual(expect.arrayContaining(['cases[].caseNo', 'cases[].joined', 'suspensions[].expiresAt']));
  });

  it('to an officer, whose office learns which institutions suspend', async () => {
    const caseId = caseOf(await to.officer());
    const [answer] = await given('notice.answer', caseId);
    expect(answer).toMatchObject({ party: 'ccib', basis: ['OFF-6B'] });
    expect(answer?.fields).toContain('holds[].institution');
  });

  it('to an institution that appeals, each time it does', async () => {
    const { held, byBank } = appealsOn(api);
    const { caseId, reference } = await held();
    const first = await byBank('th-002', { reference });
    const second = await byBank('th-002', { reference, statement: 'And the tax papers.' });
    expect([first.status, second.status]).toEqual([201, 201]);
    const answers = await given('appeal.answer', caseId);
    const hashes = [first, second].map(({ raw }) => createHash('sha256').update(raw).digest('hex'));
    expect(answers.map(({ hash }) => hash).sort()).toEqual(hashes.sort());
    expect(answers).toMatchObject([{ party: 'th-002' }, { party: 'th-002' }]);
  });

  it('and no invariant is broken by any of them', async () => {
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
