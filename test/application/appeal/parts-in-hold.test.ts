import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { reviewHold } from '../../../src/application/judgement/review-hold.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import { newId } from '../../../src/persistence/ids.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OPERATOR, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { ASKS, CONFIRMS, withdraw } from '../../support/withdraw.js';
import { warrantOf } from '../../support/warrant.js';

/** Nobody answers an appeal against a hold in which that person had a part, at either tier. */
describe('an appeal is not answered by', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  interface Held {
    caseId: string;
    holdId: string;
  }

  /** A hold of section 7 on a confirmed debit; the registry has the mule as black. */
  async function held(): Promise<Held> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  async function ask(caseId: string, actor: typeof OFFICER, body: object): Promise<string> {
    const input = { reason: 'synthetic', ...body } as Parameters<typeof requestFreeze>[1]['body'];
    const asked = await requestFreeze(build.db, { caseId, body: input, actor });
    if (!asked.ok) throw new Error(asked.code);
    await build.advanceCase(caseId);
    return asked.response.id;
  }
  const continued = ({ caseId, holdId }: Held) => ask(caseId, INQUIRY_OFFICER, { kind: 'continue_order', holdId });
  const seizure = async ({ caseId, holdId }: Held) => ({
    kind: 'whole_account',
    holdId,
    ...(await warrantOf(build.db, caseId)),
  });

  async function refused(freezeRequestId: string, actor: typeof OFFICER): Promise<void> {
    expect(await build.decide(freezeRequestId, actor, 'refuse')).toMatchObject({ ok: true });
  }

  async function stated({ caseId }: Held): Promise<void> {
    const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: new Date().toISOString() };
    const added = await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
    expect(added).toMatchObject({ ok: true });
  }

  async function appealed({ holdId }: Held): Promise<string> {
    const { noticeReference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: person('desk-1', 'hotline_operator'), idempotencyKey: newId() };
    const filing = { reference: noticeReference, statement: 'synthetic', bodySha256: newId(), appellant };
    const received = await receiveAppeal(build.db, filing);
    if (!received.ok) throw new Error(received.code);
    return received.response.id;
  }

  const answer = (appealId: string, actor: typeof OFFICER) =>
    answerAppeal(build.db, { appealId, body: { verdict: 'refuse', reason: { en: 'no' } }, actor });

  it.each<[string, string, (hold: Held) => Promise<unknown>]>([
    ['who took the complaint', OPERATOR.subject, async () => undefined],
    ['who recorded the statement', INQUIRY_OFFICER.subject, stated],
    ['who ordered that it goes on', INQUIRY_OFFICER.subject, continued],
    [
      'who asked for an order',
      OFFICER.subject,
      async ({ caseId, holdId }) => ask(caseId, OFFICER, await seizure({ caseId, holdId })),
    ],
    [
      'who refused an order',
      SUPERVISOR.subject,
      async ({ caseId, holdId }) => refused(await ask(caseId, OFFICER, await seizure({ caseId, holdId })), SUPERVISOR),
    ],
    [
      'who approved an order',
      SUPERVISOR.subject,
      async ({ caseId, holdId }) =>
        build.approve(await ask(caseId, OFFICER, await seizure({ caseId, holdId })), SUPERVISOR),
    ],
    [
      'who broke the glass at the account',
      SUPERVISOR.subject,
      ({ caseId }) => ask(caseId, SUPERVISOR, { kind: 'break_glass', account: MULE_ACCOUNT }),
    ],
    [
      'who let a part go',
      OFFICER.subject,
      ({ holdId }) =>
        releaseInPart(build.db, { holdId, body: { keepSatang: '40000', reason: 'synthetic' }, actor: OFFICER }),
    ],
    [
      'who asked for the withdrawal',
      ASKS.subject,
      async (hold) => {
        await continued(hold);
        await withdraw(build.db, hold.caseId);
      },
    ],
    [
      'who confirmed the withdrawal',
      CONFIRMS.subject,
      async (hold) => {
        await continued(hold);
        await withdraw(build.db, hold.caseId);
      },
    ],
    [
      'who reviewed the hold',
      'inquiry-2',
      async (hold) => {
        await continued(hold);
        await withdraw(build.db, hold.caseId);
        const actor = person('inquiry-2', 'inquiry_officer');
        const reviewed = await reviewHold(build.db, { holdId: hold.holdId, body: { reason: 'it stands' }, actor });
        expect(reviewed).toMatchObject({ ok: true });
      },
    ],
  ])('%s', async (_name, subject, takePart) => {
    const hold = await held();
    await takePart(hold);
    const both = person(subject, 'aoc_officer', 'inquiry_officer');
    const appealId = await appealed(hold);
    for (const tier of ['centre', 'police']) {
      expect(await answer(appealId, both)).toMatchObject({ ok: false, code: 'APPEAL.OWN_HOLD' });
      await expect(
        build.db.query(
          `INSERT INTO appeal_decision (id, appeal_id, tier, person, role, verdict, reason_en, decided_at)
           VALUES ($1, $2, $3, $4, 'aoc_officer', 'refuse', 'no', clock_timestamp())`,
          [newId(), appealId, tier, subject],
        ),
      ).rejects.toThrow('impartial');
      if (tier === 'police') break;
      expect(await answer(appealId, person('stranger-1', 'aoc_officer'))).toMatchObject({ ok: true });
      await appealed(hold);
    }
    expect(await answer(appealId, person('stranger-2', 'inquiry_officer'))).toMatchObject({ ok: true });
  });

  describe('nor is its hold let go by who brought it for the holder', () => {
    const filer = person('desk-1', 'hotline_operator', 'aoc_officer', 'inquiry_officer');
    const whole = (holdId: string, actor: typeof OFFICER) =>
      releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor });
    const part = (holdId: string, actor: typeof OFFICER) =>
      releaseInPart(build.db, { holdId, body: { keepSatang: '40000', reason: 'synthetic' }, actor });

    it('in full or in part, while another person may', async () => {
      const hold = await held();
      await appealed(hold);
      for (const release of [whole, part])
        expect(await release(hold.holdId, filer)).toMatchObject({ ok: false, code: 'HOLD.OWN_FILING' });
      const [released] = await build.owner.query<{ id: string }[]>('SELECT id FROM release_order LIMIT 1');
      expect(released).toBeUndefined();
      await expect(
        build.db.query(
          `INSERT INTO release_order (id, hold_id, case_id, reason, legal_basis, ordered_by, ordered_role, ordered_at, again)
           VALUES ($1, $2, $3, 'OFFICER_RELEASE', '{P-REL}', $4, 'aoc_officer', clock_timestamp(), false)`,
          [newId(), hold.holdId, hold.caseId, filer.subject],
        ),
      ).rejects.toThrow('impartial');
      const acts = await readCaseActs(build.db.manager, hold.caseId, filer);
      expect(JSON.stringify(acts)).toContain('HOLD.OWN_FILING');
      expect(await part(hold.holdId, person('stranger-3', 'aoc_officer'))).toMatchObject({ ok: true });
      expect(await whole(hold.holdId, person('stranger-4', 'aoc_officer'))).toMatchObject({ ok: true });
      // A mistaken release is another matter: who ordered it has a part of his own in it.
      await build.release(hold.holdId);
    });
  });
});
