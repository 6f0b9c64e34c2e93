import { giveVictimSecret } from '../../../../src/application/complaint/intake/give-victim-secret.js';
import { readComplaintStatus } from '../../../../src/application/complaint/view/read-complaint-status.js';
import { readVictimStatus } from '../../../../src/application/complaint/view/read-victim-status.js';
import { readBreaks } from '../../../../src/application/break/read-breaks.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { HoldOrderRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../../src/persistence/entities/traffic/break.entities.js';
import { driveDue } from '../../../support/drive-due.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, OPERATOR, RecordBuilder } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';

/** Silence, "taken" without an end, or a workbook that nobody takes: nobody knows that the money is held. */
describe('an institution that does not answer an order to hold', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const opened = await build.complain();
    caseId = opened.caseId;
    holdId = opened.holdIds[0] ?? '';
  });
  afterEach(() => database.drop());

  /** Puts the orders that are not answered so many minutes back, and what rests on their instant. */
  async function minutesPass(minutes: number): Promise<void> {
    const by = `${minutes} minutes`;
    await build.owner.query(`UPDATE hold_order SET issued_at = issued_at - $1::interval WHERE answered_at IS NULL`, [
      by,
    ]);
    await build.owner.query(`UPDATE outgoing_message SET look_at = look_at - $1::interval`, [by]);
    await build.owner.query(
      `UPDATE hold SET ordered_at = ordered_at - $1::interval, section7_from = section7_from - $1::interval WHERE id = $2`,
      [by, holdId],
    );
  }
  async function keeper(): Promise<[opened: number, settled: number]> {
    return [await driveDue(build.db, ['silence']), await driveDue(build.db, ['break_cause'])];
  }
  const breaks = async () =>
    (await build.db.manager.findBy(BreakRecordRow, { holdId })).map(
      ({ kind, closedBy }) => `${kind} ${closedBy ?? 'open'}`,
    );
  const UNANSWERED = (closedBy: string) => [`ORDER_UNANSWERED ${closedBy}`];

  it('is a break with an owner after its time, once, which the answer settles', async () => {
    await build.send(holdId); // taken: 202
    await minutesPass(14);
    expect([await keeper(), await breaks()]).toEqual([[0, 0], []]);
    await minutesPass(2);
    const opened = await Promise.all([driveDue(build.db, ['silence']), driveDue(build.db, ['silence'])]);
    expect(opened[0] + opened[1]).toBe(1);
    expect([await keeper(), await breaks()]).toEqual([[0, 0], UNANSWERED('open')]);
    const { breaks: shown } = await readBreaks(build.db.manager, { state: 'open', limit: 10 });
    expect(shown).toMatchObject([{ caseId, holdId, kind: 'ORDER_UNANSWERED', ownerRole: 'aoc_supervisor' }]);
    await build.receipt(holdId, { result: 'PENDING', heldAmountSatang: '0' });
    await build.advanceHold(holdId);
    expect([await keeper(), await breaks()]).toEqual([[0, 0], UNANSWERED('open')]);
    await build.receipt(holdId, { receiptSeq: 2 });
    await build.advanceHold(holdId);
    expect([await keeper(), await breaks()]).toEqual([[0, 1], UNANSWERED('system')]);
    expect(await keeper()).toEqual([0, 0]);
  });

  it('needs no person once the hold is to be released, whose own silence is another break', async () => {
    await minutesPass(16);
    expect([await keeper(), await breaks()]).toEqual([[1, 0], UNANSWERED('open')]);
    await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: false }, actor: OFFICER });
    expect([await keeper(), await breaks()]).toEqual([[0, 1], UNANSWERED('system')]);
    expect(await violated(build.db, ['I6'])).toEqual([]);
  });

  it('is one, too, of an order that lets a hold last longer, and only once for a hold', async () => {
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await build.db.manager.countBy(HoldOrderRow, { holdId })).toBe(2);
    await minutesPass(16);
    expect([await keeper(), await breaks()]).toEqual([[1, 0], UNANSWERED('open')]);
    await build.receipt(holdId);
    await build.advanceHold(holdId);
    expect([await keeper(), await breaks()]).toEqual([[0, 1], UNANSWERED('system')]);
  });

  it('counts from the first order that waits, however many follow it', async () => {
    await build.send(holdId);
    await minutesPass(16);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect([await keeper(), await breaks()]).toEqual([[1, 0], UNANSWERED('open')]);
    // The answer to an earlier order leaves the newest one open.
    await build.receipt(holdId, {}, 1);
    await build.advanceHold(holdId);
    expect([await keeper(), await breaks()]).toEqual([[0, 0], UNANSWERED('open')]);
    await build.receipt(holdId);
    await build.advanceHold(holdId);
    expect([await keeper(), await breaks()]).toEqual([[0, 1], UNANSWERED('system')]);
  });

  it('is no silence where the institution said what nobody can believe: one person asks', async () => {
    await build.send(holdId);
    await minutesPass(16);
    await build.receipt(holdId, { result: 'PENDING', heldAmountSatang: '0' });
    await build.receipt(holdId, { receiptSeq: 2, heldAmountSatang: '99900000000' });
    await build.advanceHold(holdId);
    await keeper();
    expect(await breaks()).toEqual(['MORE_THAN_REQUESTED open']);
  });

  it('is told to the victim with its time, until the bank answers', async () => {
    await build.send(holdId);
    const given = await giveVictimSecret(build.db, { caseId, actor: OPERATOR.subject });
    if (!given.ok) throw new Error(given.code);
    const seen = async () => {
      const shown = { reference: given.caseNo, secret: given.secret, from: '203.0.113.9' };
      const read = await readVictimStatus(build.db.manager, shown, new Date());
      return read.ok ? read.status.transfers.map(({ orderedSince }) => orderedSince) : read;
    };
    const readOut = async () => (await readComplaintStatus(build.db.manager, caseId))?.readOut.en;
    const orderedAt = (await build.hold(holdId)).orderedAt.toISOString();
    expect([await seen(), await readOut()]).toEqual([[orderedAt], expect.stringContaining('(the order is of ')]);
    await build.receipt(holdId);
    await build.advanceHold(holdId);
    expect([await seen(), await readOut()]).toEqual([[null], expect.not.stringContaining('the order is of')]);
  });
});
