import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { driveDue } from '../../support/drive-due.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';

/** A suspension of the centre ends after seven days unless somebody else confirms it (P-AOC7). */
describe("the centre's own suspension", () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const made = await build.complain();
    caseId = made.caseId;
    [holdId = ''] = made.holdIds;
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    await suspended({ account: MULE_ACCOUNT });
    await build.send(holdId, { result: 'HELD_FULL' });
  });
  afterEach(() => database.drop());

  const ask = (about: { holdId: string } | { account: typeof MULE_ACCOUNT }) => {
    const body = { kind: 'aoc_suspension' as const, ...about, reason: 'it is black' };
    return requestFreeze(build.db, { caseId, body, actor: OFFICER });
  };
  async function suspended(about: Parameters<typeof ask>[0]): Promise<void> {
    const asked = await ask(about);
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
  }
  const expiryFaults = async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    return checks.find(({ id }) => id === 'I5')?.violations;
  };

  it.each([
    ['by its hold', () => ({ holdId })],
    ['by its account', () => ({ account: MULE_ACCOUNT })],
  ])('is not renewed by the centre, asked for %s', async (_how, about) => {
    const before = await build.hold(holdId);
    expect(before).toMatchObject({ kind: 'aoc_suspension', state: 'held' });
    await timePasses(build.owner, '6 days');
    expect(await ask(about())).toMatchObject({ code: 'APPROVAL.NOT_RENEWED' });
    const { expiresAt } = await build.hold(holdId);
    expect(before.expiresAt.getTime() - expiresAt.getTime()).toBe(6 * 86_400_000);
  });

  it('goes on by an inquiry officer, in his time', async () => {
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order' });
    expect(await expiryFaults()).toBe(0);
  });

  it('takes up later money at its account without a longer time for what it holds', async () => {
    const before = await build.hold(holdId);
    const { caseId: later } = await build.complain({ transfers: [{ reference: 'LATER-1', amountSatang: '200000' }] });
    await build.advanceCase(later);
    await build.debits(later, 'CONFIRMED');
    await build.advanceCase(later);
    expect((await build.hold(holdId)).expiresAt).toEqual(before.expiresAt);
    expect(await expiryFaults()).toBe(0);
  });

  it('is not repeated on the same evidence after its time, and is on new evidence', async () => {
    await timePasses(build.owner, '8 days');
    await driveDue(build.db, ['hold_end']);
    await build.release(holdId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'released', stateReason: 'EXPIRED' });
    expect(await ask({ account: MULE_ACCOUNT })).toMatchObject({ code: 'APPROVAL.NOT_RENEWED' });
    await build.agencyAnswers(caseId, 'amlo', { hr03: [] });
    await build.advanceCase(caseId);
    await suspended({ account: MULE_ACCOUNT });
    expect((await build.holds(caseId)).at(-1)).toMatchObject({ kind: 'aoc_suspension', state: 'ordered' });
  });

  it('is found by verify, where the centre renewed it', async () => {
    await build.owner.query(`UPDATE hold_order SET kind = 'aoc_suspension' WHERE hold_id = $1`, [holdId]);
    expect(await expiryFaults()).toBeGreaterThan(0);
  });
});
