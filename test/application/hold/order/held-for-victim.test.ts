import { AGENCY_DIALECTS } from '../../../../src/agencies/registry.js';
import { advanceCase } from '../../../../src/application/advance/look/advance-case.js';
import { postComplaint } from '../../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../../api/support/running-api.js';
import { newComplaint, caseOf, noticeSteps } from '../../notice/support/notice-steps.js';

describe("a victim's complaint about money that a hold of section 6 was on", () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticeSteps>;
  beforeAll(async () => {
    api = await runApi();
    to = noticeSteps(api);
  });
  afterAll(() => api.close());

  /**
   * An officer's notice holds the money at th-002, which has nothing left of it; then the victim
   * complains. `endedAt` is SQL for when the hold ended. Returns how many holds the complaint
   * orders, at once and when its case is advanced.
   */
  async function ordersAfterHoldEnded(endedAt: string): Promise<{ atOnce: unknown; later: number }> {
    const complaint = newComplaint();
    const { reference, transferredAt } = complaint.transfers[0] ?? {};
    const noticed = caseOf(await to.officer({ reference, transferredAt }));
    await to.answers('th-002', { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [] });
    await api.db.query(`UPDATE hold SET ended_at = ${endedAt} WHERE case_id = $1`, [noticed]);
    const { body } = await postComplaint(api, complaint);
    await advanceCase(api.application, String(body['id']), AGENCY_DIALECTS, api.subjectHash);
    return { atOnce: body['holdsOrdered'], later: await to.count('hold WHERE case_id = $1', String(body['id'])) };
  }

  it('orders a hold of section 7, when that hold had ended before the complaint', async () => {
    expect(await ordersAfterHoldEnded('ended_at')).toEqual({ atOnce: 1, later: 1 });
  });

  it('orders none, when that hold ended while the complaint was being taken', async () => {
    expect(await ordersAfterHoldEnded(`now() + interval '1 minute'`)).toEqual({ atOnce: 0, later: 0 });
  });
});
