import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { after, HOUR_MS } from '../../../src/domain/time.js';
import { FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { driveDue } from '../../support/drive-due.js';
import { wrongRequestClocks } from '../../../tools/verify/checks/time/i17-clocks.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { warrantOf } from '../../support/warrant.js';

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
    await driveDue(build.db, ['hold_end']);
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
    const body = {
      kind: 'whole_account' as const,
      holdId,
      ...(await warrantOf(build.db, caseId)),
      reason: 'A warrant.',
    };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    expect(await build.decide(asked.response.id, SUPERVISOR)).toMatchObject({ ok: true, state: 'half_approved' });
    const before = await sequences();
    const decided = await build.decide(asked.response.id, INQUIRY_OFFICER);
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
      ...(await warrantOf(build.db, caseId)),
      reason: 'A warrant.',
    };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.decide(asked.response.id, SUPERVISOR);
    await build.decide(asked.response.id, INQUIRY_OFFICER);
    await passes(expiresAt);
    expect(await carriedOut(asked.response.id)).toMatchObject({ state: 'approved' });
    expect(await releases()).toHaveLength(1);
    expect(await breaks()).toEqual([{ holdId: null, kind: 'NOTHING_ORDERED' }]);
  });
});

/** A relative reports, so section 7 orders nothing, and the account is black. */
describe('a suspension that names its end', () => {
  const UNTIL = after(new Date(), HOUR_MS);
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    ({ caseId } = await build.complain({ reporter: { holdsVictimAccount: false } }));
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
  });
  afterEach(() => database.drop());

  const breaks = () =>
    build.db.query<object[]>('SELECT hold_id AS "holdId", kind FROM break_record ORDER BY opened_at');
  async function ask(about: { account: typeof MULE_ACCOUNT } | { holdId: string; armSatang: string }) {
    const body = { kind: 'aoc_suspension' as const, reason: 'it is black', until: UNTIL.toISOString(), ...about };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    return build.db.manager.findOneByOrFail(FreezeRequestRow, { id: asked.response.id });
  }

  it('waits for no approval beyond that end, and nor does an armed hold', async () => {
    const { id, expiresAt } = await ask({ account: MULE_ACCOUNT });
    expect(expiresAt).toEqual(UNTIL);
    await build.decide(id, SUPERVISOR);
    await build.advanceCase(caseId);
    const [hold] = await build.holds(caseId);
    expect((await ask({ holdId: hold?.id ?? '', armSatang: '1000' })).expiresAt).toEqual(UNTIL);
    expect(await wrongRequestClocks(build.db.manager)).toEqual([]);
  });

  it('is not ordered when the look comes after that end: a person is told, and the case goes on', async () => {
    const { id } = await ask({ account: MULE_ACCOUNT });
    await build.decide(id, SUPERVISOR);
    await build.owner.query(`UPDATE freeze_request SET until_at = now() - interval '1 second' WHERE id = $1`, [id]);
    await build.advanceCase(caseId);
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toEqual([]);
    // The relative's word left open for whom he speaks; the order that came too late is the other.
    expect(await breaks()).toEqual([
      { holdId: null, kind: 'STANDING_UNKNOWN' },
      { holdId: null, kind: 'NOTHING_ORDERED' },
    ]);
  });
});
