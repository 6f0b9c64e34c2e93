import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { decideCorrection } from '../../../src/application/complaint/correct/decide-correction.js';
import { readCorrection } from '../../../src/application/complaint/correct/read-correction.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow, CorrectionRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

/** One mistyped date of a complaint to an inquiry officer must free nobody's money. */
describe('the date of a statement', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const transferredAt = hoursAgo(400).toISOString();
    const opened = await build.complain({ transfers: [{ reference: 'DATE-1', transferredAt }] });
    caseId = opened.caseId;
    [holdId = ''] = opened.holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
  });
  afterEach(() => database.drop());

  const noted = async (at: Date) => {
    const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: at.toISOString() };
    const added = await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
    await build.advanceCase(caseId);
    return added;
  };
  const decided = async (verdict: 'confirm' | 'refuse', actor = OFFICER) => {
    const { id } = await build.db.manager.findOneByOrFail(CorrectionRow, { caseId, state: 'requested' });
    const done = await decideCorrection(build.db, {
      id: id,
      body: { verdict, reason: 'compared with the document of the station' },
      actor,
    });
    await build.advanceCase(caseId);
    return done;
  };
  const statementAt = async () =>
    (await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId })).statementAt?.getTime();
  const violations = () => violated(build.db);

  it('frees nothing while one person alone typed it, and nobody confirmed it', async () => {
    const before = await build.hold(holdId);
    expect(await noted(hoursAgo(240))).toMatchObject({ ok: true, waitsUntil: expect.any(Date) as unknown });
    expect(await build.hold(holdId)).toMatchObject({ state: before.state, expiresAt: before.expiresAt });
    expect(await statementAt()).toBeUndefined();
    expect(await decided('confirm', INQUIRY_OFFICER)).toMatchObject({ ok: false });
    expect(await decided('refuse')).toMatchObject({ ok: true, state: 'refused' });
    expect(await build.hold(holdId)).toMatchObject({ state: before.state, expiresAt: before.expiresAt });
    const right = hoursAgo(0);
    expect(await noted(right)).toMatchObject({ ok: true, waitsUntil: null });
    expect(await statementAt()).toBe(right.getTime());
    expect(await violations()).toEqual([]);
  });

  it('ends the hold once another person confirmed it', async () => {
    await noted(hoursAgo(240));
    const { id } = await build.db.manager.findOneByOrFail(CorrectionRow, { caseId, state: 'requested' });
    expect(await readCorrection(build.db.manager, id, OFFICER)).toMatchObject({
      statement: { before: null },
      corrected: { transfers: [] },
    });
    expect(await decided('confirm')).toMatchObject({ ok: true, state: 'confirmed' });
    expect(await build.hold(holdId)).toMatchObject({ state: 'release_ordered', stateReason: 'EXPIRED' });
    expect(await violations()).toEqual([]);
  });

  it('that shows an order of an inquiry officer to be late calls a person, and his authority ends it', async () => {
    const until = new Date(Date.now() + 10 * 24 * HOUR_MS).toISOString();
    const body = { kind: 'continue_order' as const, holdId, until, reason: 'the statement was taken' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    const breaks = () => build.db.query('SELECT kind, hold_id AS "holdId" FROM break_record');
    await noted(hoursAgo(240));
    await build.advanceCase(caseId);
    expect(await breaks()).toEqual([]);
    await decided('confirm');
    await build.advanceCase(caseId);
    expect(await breaks()).toEqual([{ kind: 'CONTINUE_ORDER_LATE', holdId }]);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
    const release = (actor: typeof OFFICER) =>
      releaseByOfficer(build.db, { holdId, body: { reason: 'the order came too late', unrelated: false }, actor });
    expect(await release(OFFICER)).toMatchObject({ ok: false });
    expect(await release(INQUIRY_OFFICER)).toMatchObject({ ok: true });
    const back = { kind: 'reinstatement' as const, holdId, reason: 'let go by mistake' };
    expect(await requestFreeze(build.db, { caseId, body: back, actor: INQUIRY_OFFICER })).toMatchObject({
      ok: false,
      code: 'REINSTATEMENT.NO_GROUND',
    });
    expect(await violations()).toEqual([]);
  });

  it('calls nobody where the order of an inquiry officer came in time', async () => {
    const until = new Date(Date.now() + 10 * 24 * HOUR_MS).toISOString();
    const body = { kind: 'continue_order' as const, holdId, until, reason: 'the statement was taken' };
    await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER });
    await build.advanceCase(caseId);
    await noted(hoursAgo(100));
    await decided('confirm');
    await build.advanceCase(caseId);
    expect(await build.db.query('SELECT kind FROM break_record')).toEqual([]);
  });

  it('is corrected by two persons, and every date stays on record', async () => {
    const first = hoursAgo(100);
    await noted(first);
    await decided('confirm');
    const shorter = (await build.hold(holdId)).expiresAt.getTime();
    expect(shorter).toBe(first.getTime() + 168 * HOUR_MS);
    const second = hoursAgo(50);
    expect(await noted(second)).toMatchObject({ ok: true, waitsUntil: expect.any(Date) as unknown });
    expect((await build.hold(holdId)).expiresAt.getTime()).toBe(shorter);
    await decided('confirm');
    expect((await build.hold(holdId)).expiresAt.getTime()).toBe(second.getTime() + 168 * HOUR_MS);
    expect(await build.db.manager.countBy(ComplaintAdditionRow, { caseId, kind: 'statement' })).toBe(2);
    expect(await noted(second)).toMatchObject({ ok: false, code: 'STATEMENT.ALREADY_GIVEN' });
    expect(await violations()).toEqual([]);
  });
});
