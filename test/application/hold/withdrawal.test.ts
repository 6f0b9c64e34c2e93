import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release-by-officer.js';
import { readDuties } from '../../../src/application/judgement/read-duties.js';
import { reviewHold } from '../../../src/application/judgement/review-hold.js';
import { verifyRecord } from '../../../src/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { ASKS, CONFIRMS, withdraw as bothWithdraw } from '../../support/withdraw.js';

describe('a withdrawal of the last complaint', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** A hold of section 7 that is held in full, on a debit that the victim's bank confirmed. */
  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, holdId };
  }

  async function withdraw(caseId: string): Promise<void> {
    await bothWithdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await build.advanceCase(caseId);
  }

  async function continueHold(caseId: string, holdId: string): Promise<void> {
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
  }

  async function seize(caseId: string, holdId: string): Promise<void> {
    const body = {
      kind: 'whole_account' as const,
      holdId,
      reason: 'a warrant was issued',
      seizureWarrantNo: 'W 1/2569',
    };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.approve(asked.response.id, INQUIRY_OFFICER);
  }

  const releases = (holdId: string): Promise<{ reason: string; rules: string[] }[]> =>
    build.db.query(
      `SELECT reason, ARRAY(SELECT split_part(row_id, '/', 2) FROM unnest(legal_basis) AS row_id) AS rules
         FROM release_order WHERE hold_id = $1`,
      [holdId],
    );

  it('releases a hold of section 7, by the rule of withdrawals', async () => {
    const { caseId, holdId } = await held();
    await withdraw(caseId);
    expect(await releases(holdId)).toEqual([{ reason: 'WITHDRAWN', rules: ['VIC-7A', 'P-WITHDRAW'] }]);
  });

  it.each([
    ["an inquiry officer's continue-order", 'continue_order', continueHold],
    ['a seizure warrant', 'whole_account', seize],
  ] as const)('leaves %s standing, and asks its officer to review it in twelve hours', async (_name, kind, order) => {
    const { caseId, holdId } = await held();
    await order(caseId, holdId);
    await build.advanceCase(caseId);
    await withdraw(caseId);
    expect(await releases(holdId)).toEqual([]);
    expect(await build.hold(holdId)).toMatchObject({ kind, state: 'held' });
    const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
    const [review] = duties.filter(({ ruleId }) => ruleId === 'P-WITHDRAW');
    expect(review).toMatchObject({ owedBy: 'inquiry_officer', subject: holdId, state: 'open' });
    expect(Date.parse(review?.dueAt ?? '') - Date.parse(review?.startedAt ?? '')).toBe(12 * 3_600_000);
  });

  it('does not overtake an order that was given before it and not carried out yet', async () => {
    const { caseId, holdId } = await held();
    await continueHold(caseId, holdId);
    await withdraw(caseId);
    expect(await releases(holdId)).toEqual([]);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
  });

  describe('the duty to review what outlasts it', () => {
    const review = (holdId: string, actor: typeof OFFICER) =>
      reviewHold(build.db, { holdId, body: { reason: 'the inquiry goes on' }, actor });
    const dutyOf = async (caseId: string) => {
      const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
      return duties.filter(({ ruleId }) => ruleId === 'P-WITHDRAW').map(({ state }) => state);
    };

    it('ends when whoever holds the power finds that the hold stands', async () => {
      const { caseId, holdId } = await held();
      await continueHold(caseId, holdId);
      await build.advanceCase(caseId);
      expect(await review(holdId, INQUIRY_OFFICER)).toMatchObject({ code: 'REVIEW.NOT_DUE' });
      await withdraw(caseId);
      expect(await dutyOf(caseId)).toEqual(['open']);
      expect(await review(holdId, SUPERVISOR)).toMatchObject({ code: 'APPROVAL.ROLE' });
      for (const { subject } of [ASKS, CONFIRMS])
        expect(await review(holdId, person(subject, 'inquiry_officer'))).toMatchObject({
          code: 'REVIEW.OWN_WITHDRAWAL',
        });
      expect(await review(holdId, INQUIRY_OFFICER)).toMatchObject({ ok: true });
      expect(await dutyOf(caseId)).toEqual(['fulfilled']);
      expect(await review(holdId, INQUIRY_OFFICER)).toMatchObject({ code: 'REVIEW.NOT_DUE' });
      expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
    });

    it('ends by a release as well', async () => {
      const { caseId, holdId } = await held();
      await continueHold(caseId, holdId);
      await build.advanceCase(caseId);
      await withdraw(caseId);
      expect(await dutyOf(caseId)).toEqual(['open']);
      const body = { reason: 'nothing is left of it', unrelated: false };
      expect(await releaseByOfficer(build.db, { holdId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
      expect(await dutyOf(caseId)).toEqual(['fulfilled']);
    });

    it('is not ended by who asked for the order of two persons; the database refuses that as well', async () => {
      const { caseId, holdId } = await held();
      await seize(caseId, holdId);
      await build.advanceCase(caseId);
      await withdraw(caseId);
      const asked = person(OFFICER.subject, 'inquiry_officer');
      expect(await review(holdId, asked)).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
      for (const subject of [OFFICER.subject, ASKS.subject, CONFIRMS.subject])
        await expect(
          build.db.query(
            `INSERT INTO hold_review SELECT 'x', id, case_id, $2, 'inquiry_officer', 'x', (SELECT min(row_id) FROM rule_row), clock_timestamp()
               FROM hold WHERE id = $1`,
            [holdId, subject],
          ),
        ).rejects.toThrow('impartial');
      const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
      expect(checks.filter((check) => check.violations > 0)).toEqual([]);
    });
  });
});
