import { ulid } from 'ulid';
import { NoticeAccepted, NoticesView } from '../../../../src/wire/case/notice.js';
import type { RunningApi } from '../../../api/support/running-api.js';
import { type CallbackOptions, postSigned } from '../../../api/support/signed-callback.js';

const FROM = { institution: 'th-004', accountNo: '1112223334' };
export const MULE = { institution: 'th-002', accountNo: '5556667778' };
export const DAY_MS = 86_400_000;

export function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

/** Makes th-002's notice of a transfer to one of its accounts. All data is invented. */
export function institutionNotice(changes: Record<string, unknown> = {}, ...transfers: Record<string, unknown>[]) {
  return {
    kind: 'suspicion',
    ground: 'Seven credits from seven persons within minutes, each passed on at once.',
    suspected: 'technology_crime',
    foundAt: ago(60_000),
    fromAccount: FROM,
    transfers: (transfers.length > 0 ? transfers : [{}]).map((transfer) => ({
      to: { account: MULE },
      amountSatang: '5000000',
      transferredAt: ago(1_200_000),
      reference: `REF-${ulid()}`,
      suspended: { amountSatang: '4000000', suspendedAt: ago(30_000) },
      ...transfer,
    })),
    ...changes,
  };
}

/** Makes an officer's notice of the same transfer. */
export function officerNotice(changes: Record<string, unknown> = {}) {
  const { transfers, ...body } = institutionNotice();
  return {
    ...body,
    kind: 'officer',
    // His seven days begin now.
    foundAt: ago(1_000),
    authority: { office: 'ccib', position: 'Inspector', documentNo: 'TCSD 0001/2569' },
    transfers: transfers.map(({ suspended: _suspended, ...transfer }) => transfer),
    ...changes,
  };
}

/** Gives tests what sends notices to an API and reads their effects. */
export function noticesTo(api: RunningApi) {
  return { post, taken, byOfficer, noticesOf, count };

  function post(slug: string, body: unknown, options: CallbackOptions = {}) {
    const party = api.parties[slug];
    if (party === undefined) throw new Error(`no party ${slug}`);
    return postSigned(api, '/v1/notices', party.key, body, options);
  }
  async function taken(slug: string, body: unknown, options: CallbackOptions = {}): Promise<NoticeAccepted> {
    const answer = await post(slug, body, options);
    expect(answer.body).not.toHaveProperty('code');
    expect(answer.status).toBe(201);
    return NoticeAccepted.parse(answer.body);
  }
  function byOfficer(body: unknown, headers: Record<string, string> = { 'idempotency-key': ulid() }) {
    return api.call('POST', '/v1/notices', { roles: ['inquiry_officer'], subject: 'inquiry-1', body, headers });
  }
  async function noticesOf(caseId: string) {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/notices`, { roles: ['auditor'] });
    return NoticesView.parse(body);
  }
  async function count(sql: string, ...parameters: unknown[]): Promise<number> {
    const [row] = await api.db.query<{ count: string }[]>(`SELECT count(*) FROM ${sql}`, parameters);
    return Number(row?.count);
  }
}
