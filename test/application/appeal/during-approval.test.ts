import { FreezeRequestAccepted, FreezeRequestView } from '../../../src/wire/case/freeze-request.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn } from './support.js';
import { warrantOf } from '../../support/warrant.js';

describe('an appeal while officers decide on a stronger order', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  it('is heard all the same: after it is upheld, an approval of the old evidence is refused and nothing is held again', async () => {
    const hold = await on.held();
    const wish = { kind: 'whole_account', account: { institution: 'th-002', accountNo: '5556667778' } };
    const body = {
      ...wish,
      reason: 'The police have a warrant to seize it.',
      ...(await warrantOf(api.application, hold.caseId)),
    };
    const asked = await api.call('POST', `/v1/cases/${hold.caseId}/freeze-requests`, {
      roles: ['aoc_officer'],
      subject: 'officer-2',
      body,
    });
    const { id } = FreezeRequestAccepted.parse(asked.body);
    const read = await api.call('GET', `/v1/freeze-requests/${id}`, { roles: ['aoc_supervisor'] });
    const { evidenceHash, blastRadius } = FreezeRequestView.parse(read.body);
    const seen = {
      verdict: 'approve',
      reason: 'Trail and warrant agree.',
      evidenceHash,
      blastRadiusSha256: blastRadius?.sha256,
    };
    const approve = (subject: string, role: string) =>
      api.call('POST', `/v1/freeze-requests/${id}/decisions`, { roles: [role], subject, body: seen });
    expect((await approve('supervisor-1', 'aoc_supervisor')).body).toMatchObject({ state: 'half_approved' });

    const { id: appealId } = on.accepted(await on.byHolder(hold));
    const reason = { en: 'The receipt shows a real sale.' };
    const biased = await on.decide(appealId, { verdict: 'uphold', reason }, 'officer-2');
    expect(biased.body['code']).toBe('APPEAL.OWN_HOLD');
    for (const person of ['officer-2', 'supervisor-1']) {
      const answer = api.db.query(
        `INSERT INTO appeal_decision (id, appeal_id, tier, person, role, verdict, reason_en, decided_at)
         VALUES ('x', $1, 'centre', $2, 'aoc_officer', 'refuse', 'no', now())`,
        [appealId, person],
      );
      await expect(answer).rejects.toThrow('impartial'); // who asked, and who approved
    }
    expect((await on.decide(appealId, { verdict: 'uphold', reason })).body['state']).toBe('upheld');

    const late = await approve('inquiry-1', 'inquiry_officer');
    expect([late.status, late.body['code']]).toEqual([409, 'APPROVAL.BLAST_RADIUS_CHANGED']);
    expect(await on.value('SELECT state AS value FROM hold WHERE id = $1', hold.holdId)).toBe('release_ordered');
    expect(await on.value('SELECT count(*) AS value FROM hold WHERE case_id = $1', hold.caseId)).toBe('1');
  });
});
