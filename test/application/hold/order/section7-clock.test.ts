import { randomBytes } from 'node:crypto';
import { CaseFileRow } from '../../../../src/persistence/entities/case/case.entities.js';
import { readTrail } from '../../../../src/application/trail/read-trail.js';
import { addToComplaint } from '../../../../src/application/complaint/intake/add-to-complaint.js';
import { openKnownCase } from '../../../../src/application/case/work/open-case.js';
import { extendHold } from '../../../../src/application/hold/order/extend-hold.js';
import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { inTransaction } from '../../../../src/persistence/unit-of-work.js';
import { NEXT_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { CorrectionRow } from '../../../../src/persistence/entities/case/complaint.entities.js';
import { decideCorrection } from '../../../../src/application/complaint/correct/decide-correction.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder } from '../../../support/record-builder.js';
import { withdraw } from '../../../support/withdraw.js';
import { violated } from '../../../support/violated.js';

const DAY_MS = 86_400_000;

/**
 * Section 7 gives seven days from the complaint, whoever reports the transfer again, and not a day
 * more (OFF-7D, LIFT-7E).
 */
describe('the clock of section 7', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const debit = () => ({
    transferRef: `ON-${randomBytes(4).toString('hex')}`,
    to: { account: NEXT_ACCOUNT },
    amountSatang: '80000',
    attributedSatang: '80000',
    channel: 'promptpay' as const,
    at: new Date().toISOString(),
  });
  /** A report of one transfer by somebody who holds the account, or does not. */
  const reports = (reference: string, holdsVictimAccount = true) =>
    build.complain({ reporter: { holdsVictimAccount }, transfers: [{ reference }] });
  const stated = async (caseId: string) => {
    const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: new Date().toISOString() };
    expect(await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER })).toMatchObject({
      ok: true,
    });
    await build.advanceCase(caseId);
  };
  const sevenDaysOf = async (caseId: string) => {
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    return new Date(openedAt.getTime() + 7 * DAY_MS);
  };
  const violations = () => violated(build.db);

  it.each([true, false])(
    'does not start anew when the transfer is reported again (by its holder: %s)',
    async (holder) => {
      const { caseId: first, holdIds } = await reports('SAME-1');
      const holdId = holdIds[0] ?? '';
      await build.send(holdId, { result: 'HELD_FULL' });
      await build.debits(first, 'CONFIRMED');
      await stated(first);
      const ends = await sevenDaysOf(first);
      expect((await build.hold(holdId)).expiresAt).toEqual(ends);
      const { caseId: second } = await reports('SAME-1', holder);
      await stated(second);
      expect((await build.hold(holdId)).expiresAt).toEqual(ends);
      expect(await violations()).toEqual([]);
    },
  );

  it('earlier-station-complaint: runs from the instant at which an inquiry officer received the complaint', async () => {
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    const { caseId, holdIds } = await build.complain({
      transfers: [{ reference: 'STATION-1', transferredAt: hoursAgo(100).toISOString() }],
    });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const noted = (complaintReceivedAt: Date) =>
      addToComplaint(build.db, {
        caseId,
        kind: 'statement',
        body: { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: complaintReceivedAt.toISOString() },
        actor: INQUIRY_OFFICER,
      });
    expect(await noted(hoursAgo(101))).toMatchObject({ ok: false, code: 'STATEMENT.BEFORE_TRANSFER' });
    expect(await noted(hoursAgo(-1))).toMatchObject({ ok: false, code: 'STATEMENT.IN_FUTURE' });
    const receivedAt = hoursAgo(96);
    expect(await noted(receivedAt)).toMatchObject({ ok: true });
    const { id } = await build.db.manager.findOneByOrFail(CorrectionRow, { caseId, state: 'requested' });
    const body = { verdict: 'confirm' as const, reason: 'as the station wrote' };
    expect(await decideCorrection(build.db, { id: id, body, actor: OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    const ends = new Date(receivedAt.getTime() + 7 * DAY_MS);
    expect((await build.hold(holdIds[0] ?? '')).expiresAt).toEqual(ends);
    expect(await violations()).toEqual([]);
  });

  const UNNAMED = { name: 'Somying Test', phone: '0812345009' };
  const named = { ...UNNAMED, citizenId: '9123456789010' };
  it.each([
    ['in both', named, named],
    ['in the first alone', named, UNNAMED],
    ['in the second alone', UNNAMED, named],
    ['in neither', UNNAMED, UNNAMED],
  ])(
    'runs by the first report where only the second led to a statement, with a number %s',
    async (_what, one, other) => {
      const reportsAs = (victim: typeof UNNAMED) => build.complain({ victim, transfers: [{ reference: 'SAME-2' }] });
      const { caseId: first, holdIds } = await reportsAs(one);
      await build.debits(first, 'CONFIRMED');
      await build.advanceCase(first);
      await stated((await reportsAs(other)).caseId);
      expect((await build.hold(holdIds[0] ?? '')).expiresAt).toEqual(await sevenDaysOf(first));
      expect(await violations()).toEqual([]);
    },
  );

  it('is the first report’s, also once it is taken back, and the money goes on being followed', async () => {
    const { caseId: first, holdIds } = await reports('SAME-3');
    const { caseId: second } = await reports('SAME-3');
    await withdraw(build.db, first);
    await build.advanceCase(first);
    await build.send(holdIds[0] ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '20000', onward: [debit()] });
    expect((await build.holds(first)).slice(1)).toMatchObject([{ ...NEXT_ACCOUNT, kind: 'section7' }]);
    await build.debits(first, 'CONFIRMED');
    await build.advanceCase(first);
    await stated(second);
    expect((await build.hold(holdIds[0] ?? '')).expiresAt).toEqual(await sevenDaysOf(first));
    expect(await violations()).toEqual([]);
  });

  it('lets the money be followed when the inquiry officer carries the first hold on', async () => {
    const { caseId, holdIds } = await reports('SAME-4');
    await build.debits(caseId, 'CONFIRMED');
    await stated(caseId);
    const body = { kind: 'continue_order' as const, holdId: holdIds[0] ?? '', reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await build.send(holdIds[0] ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '20000', onward: [debit()] });
    expect((await build.holds(caseId)).slice(1)).toMatchObject([{ ...NEXT_ACCOUNT, kind: 'section7' }]);
    expect(await violations()).toEqual([]);
  });

  it('gives no new order after the seven days: an officer orders what is found then (no_power)', async () => {
    const { caseId, holdIds } = await reports('SAME-5');
    await database.dataSource.query(`UPDATE case_file SET opened_at = opened_at - interval '7 days' WHERE id = $1`, [
      caseId,
    ]);
    await build.send(holdIds[0] ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [debit()] });
    expect(await build.holds(caseId)).toHaveLength(1);
    expect((await readTrail(build.db.manager, caseId))?.links.at(-1)).toMatchObject({ stopReason: 'no_power' });
  });

  it('is not cut short by the half hour of a break-glass order', async () => {
    const { caseId, holdIds } = await reports('SAME-6');
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const before = await build.hold(holdId);
    const power = { debitConfirmed: true, until: null, freezeRequestId: null, seizureWarrantNo: null };
    const issued = await inTransaction(build.db, async (manager) => {
      const work = await openKnownCase(manager, caseId, 'supervisor-1');
      return extendHold(work, await build.hold(holdId), { kind: 'break_glass', ...power });
    });
    expect(issued).toBe(false);
    expect(await build.hold(holdId)).toEqual(before);
  });
});
