import type { InstitutionPort } from '../../../../src/institutions/port.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../../src/application/hold/release/release-in-part.js';
import { readQueue } from '../../../../src/application/queue/read-queue.js';
import { driveDue } from '../../../support/drive-due.js';
import { BreakRecordRow } from '../../../../src/persistence/entities/traffic/break.entities.js';
import { verifyRecord } from '../../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../../support/record-builder.js';
import { messagesAreDue, sendMessages } from '../../../support/outgoing.js';

/** Silence, "taken" without an end, or a circuit that is open: nobody knows that the money is free. */
describe('an institution that does not answer an order that lets money go', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const { caseId: opened, holdIds } = await build.complain();
    caseId = opened;
    holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
  });
  afterEach(() => database.drop());

  /** Puts everything that was ordered and not answered so many minutes back. */
  async function minutesPass(minutes: number): Promise<void> {
    const by = `${minutes} minutes`;
    await build.owner.query(`UPDATE release_order SET ordered_at = ordered_at - $1::interval`, [by]);
    await build.owner.query(`UPDATE outgoing_message SET look_at = look_at - $1::interval`, [by]);
    await build.owner.query(`UPDATE hold_order SET issued_at = issued_at - $1::interval WHERE answered_at IS NULL`, [
      by,
    ]);
  }
  const breaks = async () =>
    (await build.db.manager.findBy(BreakRecordRow, { holdId })).map(
      ({ kind, closedBy }) => `${kind} ${closedBy ?? 'open'}`,
    );

  it('is a break with an owner after its time, once, which its answer settles', async () => {
    await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: false }, actor: OFFICER });
    await build.release(holdId, false);
    await minutesPass(14);
    expect([await driveDue(build.db, ['silence', 'finding_undecided']), await breaks()]).toEqual([0, []]);
    await minutesPass(2);
    // Two keepers at once.
    const opened = await Promise.all([
      driveDue(build.db, ['silence', 'finding_undecided']),
      driveDue(build.db, ['silence', 'finding_undecided']),
    ]);
    expect(opened[0] + opened[1]).toBe(1);
    expect([await driveDue(build.db, ['silence', 'finding_undecided']), await breaks()]).toEqual([
      0,
      ['RELEASE_UNANSWERED open'],
    ]);
    const { cases } = await readQueue(build.db.manager, { tab: 'all', limit: 10, task: 'settle_break' });
    expect(cases.map(({ id }) => id)).toEqual([caseId]);
    await build.release(holdId);
    expect(await breaks()).toEqual(['RELEASE_UNANSWERED system']);
    expect(await driveDue(build.db, ['silence', 'finding_undecided'])).toBe(0);
  });

  it('is one for a part that is let go, too', async () => {
    const body = { keepSatang: '40000', reason: 'the wage of the holder' };
    expect(await releaseInPart(build.db, { holdId, body, actor: OFFICER })).toMatchObject({ ok: true });
    await build.send(holdId);
    await minutesPass(16);
    expect([await driveDue(build.db, ['silence', 'finding_undecided']), await breaks()]).toEqual([
      1,
      ['REDUCTION_UNANSWERED open'],
    ]);
    await build.receipt(holdId, { result: 'HELD_FULL', heldAmountSatang: '40000' });
    await build.advanceHold(holdId);
    expect(await breaks()).toEqual(['REDUCTION_UNANSWERED system']);
  });

  it('is no break while the order is young, or was answered in time', async () => {
    await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: false }, actor: OFFICER });
    await build.release(holdId);
    expect([await driveDue(build.db, ['silence', 'finding_undecided']), await breaks()]).toEqual([0, []]);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('is sent one release by two keepers at once', async () => {
    await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: false }, actor: OFFICER });
    await messagesAreDue(build.owner);
    const calls: string[] = [];
    const institutions = {
      releaseHold: (_to, { releaseOrderId }) => {
        calls.push(releaseOrderId);
        return Promise.resolve({ kind: 'accepted' });
      },
    } as InstitutionPort;
    await Promise.all([sendMessages(build.db, { institutions }), sendMessages(build.db, { institutions })]);
    expect(calls).toHaveLength(1);
  });
});
