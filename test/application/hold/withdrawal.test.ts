import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { readDuties } from '../../../src/application/judgement/read-duties.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { withdraw as bothWithdraw } from '../../support/withdraw.js';

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
});
