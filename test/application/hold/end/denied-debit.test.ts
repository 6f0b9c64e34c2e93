import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { readDuties } from '../../../../src/application/judgement/read-duties.js';
import { reviewHold } from '../../../../src/application/judgement/review-hold.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { verifyRecord } from '../../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { warrantOf } from '../../../support/warrant.js';

/** I25: a power ends only by its own rule. */
describe('a denial of the debit', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  async function deny(caseId: string): Promise<void> {
    await build.debits(caseId, 'DENIED');
    await build.advanceCase(caseId);
  }

  it('releases a hold of section 7', async () => {
    const { caseId, holdId } = await held();
    await deny(caseId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'release_ordered', stateReason: 'DEBIT_DENIED' });
  });

  it("leaves an inquiry officer's continue-order standing, and asks the officer to review it", async () => {
    const { caseId, holdId } = await held();
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await deny(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
    const dutyOf = async () => {
      const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
      return duties.filter(({ ruleId }) => ruleId === 'P-DEBIT');
    };
    expect(await dutyOf()).toMatchObject([{ owedBy: 'inquiry_officer', subject: holdId, state: 'open' }]);
    const review = { holdId, body: { reason: 'other evidence supports it' }, actor: INQUIRY_OFFICER };
    expect(await reviewHold(build.db, review)).toMatchObject({ ok: true });
    expect(await dutyOf()).toMatchObject([{ state: 'fulfilled' }]);
  });

  it('leaves a hold under a seizure warrant standing', async () => {
    const { caseId, holdId } = await held();
    const body = {
      kind: 'whole_account' as const,
      holdId,
      reason: 'a warrant was issued',
      ...(await warrantOf(build.db, caseId)),
    };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.approve(asked.response.id, INQUIRY_OFFICER);
    await build.advanceCase(caseId);
    await deny(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'whole_account', state: 'held' });
  });

  it('tells a bank once that it owes a review, where only its own suspicion lets the hold stand', async () => {
    const transfer = {
      reference: 'DENIED-AND-SUSPECTED',
      transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
      to: { account: MULE_ACCOUNT },
    };
    const { caseId, holdIds } = await build.complain({ transfers: [transfer] });
    const holdId = holdIds[0] ?? '';
    await build.advanceCase(caseId);
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [{ ...transfer, amountSatang: '100000', rail: 'promptpay' }],
    };
    await build.suspect('th-004', notice);
    await build.send(holdId, { result: 'HELD_FULL' });
    const ordersOf = (): Promise<HoldOrderRow[]> =>
      build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
    const before = (await ordersOf()).at(-1);
    await deny(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section6', state: 'held' });
    const telling = (await ordersOf()).at(-1);
    expect(telling?.id).not.toBe(before?.id);
    expect(telling?.reviewOwedSince).toBeInstanceOf(Date);
    expect(telling?.requestedSatang).toBe(before?.requestedSatang);
    expect(telling?.legalBasis.some((row) => row.includes('P-DEBIT'))).toBe(true);
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    expect((await ordersOf()).filter(({ reviewOwedSince }) => reviewOwedSince !== null)).toHaveLength(1);
  });

  it('leaves a database in which every invariant holds', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
