import { AppealStatus, AppealView, HolderView } from '../../../src/wire/case/appeal.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { caseOf, noticeSteps } from '../notice/support/notice-steps.js';
import { institutionNotice } from '../notice/support/notices.js';
import { appealsOn } from './support.js';
import { takeRelease } from '../../support/outgoing.js';

const POLICE = 'Inquiry officer, Royal Thai Police';

/**
 * The holder reads it in the bank's holder notice, in the notice of the release, and on request.
 */
describe('the holder reads who ordered a hold (P-TELL)', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  const toldByStatus = async (reference: string, secret: string) => {
    const answer = await api.call('POST', '/v1/appeals/status', { roles: null, body: { reference, secret } });
    return AppealStatus.parse(answer.body).orderedBy;
  };
  const firstNotice = async (caseId: string) => {
    const holdId = await on.value('SELECT id AS value FROM hold WHERE case_id = $1', caseId);
    const order = await on.orderToSend(holdId);
    if (order === undefined) throw new Error('nothing was ordered');
    return order.holderNotice;
  };

  it('the centre first, then the inquiry officer after the order that it goes on', async () => {
    const hold = await on.held();
    expect(await toldByStatus(hold.reference, hold.secret)).toBe('AOC 1441');
    await on.continued(hold);
    const order = await on.orderToSend(hold.holdId);
    expect(order?.holderNotice).toMatchObject({ kind: 'continue_order', orderedBy: POLICE });
    expect(await toldByStatus(hold.reference, hold.secret)).toBe(POLICE);
    const body = { reason: 'found to be unrelated', unrelated: true };
    const path = `/v1/holds/${hold.holdId}/release`;
    const byCentre = await api.call('POST', path, { roles: ['aoc_officer'], body });
    expect(byCentre).toMatchObject({ status: 403, body: { code: 'APPROVAL.ROLE' } });
    await api.call('POST', path, { roles: ['inquiry_officer'], body });
    const release = await takeRelease(api.application, hold.holdId);
    expect(release?.order.holderNotice).toMatchObject({ kind: 'continue_order', orderedBy: POLICE });
  });

  it('tells the desk the same facts of a hold, by look-up and in an appeal', async () => {
    const hold = await on.held();
    const filed = on.accepted(await on.byHolder(hold));
    const roles = ['unfreeze_desk'];
    const found = await api.call('POST', '/v1/appeals/searches', { roles, body: { reference: hold.reference } });
    const view = HolderView.parse(found.body).holds.find(({ holdId }) => holdId === hold.holdId);
    expect(view).toMatchObject({ kind: 'section7', orderedBy: 'AOC 1441', heldSatang: '5000000' });
    const appeal = AppealView.parse((await api.call('GET', `/v1/appeals/${filed.id}`, { roles })).body);
    const { orderedAt, expiresAt } = view ?? {};
    expect(appeal.hold).toEqual({
      kind: 'section7',
      orderedBy: 'AOC 1441',
      orderedByTh: 'ศูนย์ AOC 1441',
      orderedAt,
      expiresAt,
      heldSatang: '5000000',
      requestedSatang: '5000000',
    });
  });

  it('the office in whose name an officer gave a notice (OFF-6B)', async () => {
    const { reference, appealSecret, orderedBy } = await firstNotice(caseOf(await to.officer()));
    expect(orderedBy).toBe('Cyber Crime Investigation Bureau (CCIB)');
    expect(await toldByStatus(reference, String(appealSecret))).toBe(orderedBy);
  });

  it('the institution that gave a notice (BANK-6A)', async () => {
    const accepted = await to.taken('th-004', institutionNotice({}, { suspended: undefined }));
    const { reference, appealSecret, orderedBy } = await firstNotice(caseOf(accepted));
    expect(orderedBy).toBe('KBANK');
    expect(await toldByStatus(reference, String(appealSecret))).toBe(orderedBy);
  });
});
