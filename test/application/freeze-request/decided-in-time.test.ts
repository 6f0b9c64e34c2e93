import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { HoldOrderRow } from '../../../src/persistence/entities/hold.entities.js';
import { sweepExpiredHolds } from '../../../src/keeper/sweeper.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OTHER_SUPERVISOR, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';

describe('an order that is approved just before its hold ends', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const made = await build.complain();
    [caseId, holdId] = [made.caseId, made.holdIds[0] ?? ''];
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
  });
  afterEach(() => database.drop());

  /** Time passes the end that the hold had; one that goes on does not end with it. */
  async function passes(end: Date): Promise<void> {
    await build.owner.query(
      `UPDATE hold SET expires_at = now() - interval '1 second' WHERE id = $1 AND expires_at = $2`,
      [holdId, end],
    );
    await sweepExpiredHolds(build.db);
    await build.advanceCase(caseId);
  }
  const sequences = async () =>
    (await build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } })).map(
      ({ kind }) => kind,
    );
  const releases = () => build.db.query<unknown[]>('SELECT id FROM release_order WHERE hold_id = $1', [holdId]);
  const breaks = () => build.db.query<object[]>('SELECT hold_id AS "holdId", kind FROM break_record');
  const carriedOut = async (id: string) => (await readFreezeRequests(build.db.manager, { id }))[0];

  it('is written with the approval of the second person, however late the case is looked at', async () => {
    const { expiresAt } = await build.hold(holdId);
    const body = { kind: 'whole_account' as const, holdId, seizureWarrantNo: 'W-1', reason: 'A warrant.' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    expect(await build.decide(asked.response.id, SUPERVISOR)).toMatchObject({ ok: true, state: 'half_approved' });
    const before = await sequences();
    const decided = await build.decide(asked.response.id, OTHER_SUPERVISOR);
    await passes(expiresAt);
    expect(await sequences()).toEqual([...before, 'whole_account']);
    expect(await releases()).toEqual([]);
    expect(await build.hold(holdId)).toMatchObject({ state: 'held', kind: 'whole_account' });
    expect(decided).toMatchObject({ state: 'approved', signalHolds: [{ holdId, message: 'orderIssued' }] });
    expect(await breaks()).toEqual([]);
  });

  it('is written with the request of a person who decides alone', async () => {
    const { expiresAt } = await build.hold(holdId);
    const body = { kind: 'continue_order' as const, holdId, reason: 'The inquiry goes on.' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER });
    const before = await sequences();
    await passes(expiresAt);
    expect(await releases()).toEqual([]);
    expect(before.at(-1)).toBe('continue_order');
    expect(await sequences()).toEqual(before);
    expect(asked).toMatchObject({ ok: true, signalHolds: [{ holdId, message: 'orderIssued' }] });
  });

  it('opens a break when it is about an account, and nothing is held there any more', async () => {
    const { expiresAt } = await build.hold(holdId);
    const body = {
      kind: 'whole_account' as const,
      account: MULE_ACCOUNT,
      seizureWarrantNo: 'W-1',
      reason: 'A warrant.',
    };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.decide(asked.response.id, SUPERVISOR);
    await build.decide(asked.response.id, OTHER_SUPERVISOR);
    await passes(expiresAt);
    expect(await carriedOut(asked.response.id)).toMatchObject({ state: 'approved' });
    expect(await releases()).toHaveLength(1);
    expect(await breaks()).toEqual([{ holdId: null, kind: 'NOTHING_ORDERED' }]);
  });
});
