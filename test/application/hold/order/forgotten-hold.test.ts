import { recordRelease } from '../../../../src/application/advance/send/record-release.js';
import { settleBreak } from '../../../../src/application/advance/look/settle-break.js';
import { readComplaintStatus } from '../../../../src/application/complaint/view/read-complaint-status.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { StolenSumRow } from '../../../../src/persistence/entities/money/ledger.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { takeRelease } from '../../../support/outgoing.js';
import { violated } from '../../../support/violated.js';

describe('an institution that forgot a hold, as after a restore, and is told to release it', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const { caseId: id, holdIds } = await build.complain();
    [caseId, holdId] = [id, holdIds[0] ?? ''];
    await build.send(holdId, { result: 'HELD_FULL' });
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
  });
  afterEach(async () => {
    const found = await violated(build.db);
    await database.drop();
    expect(found).toEqual([]);
  });

  /** Sends the release order; the institution answers in these words. */
  async function says(words: object): Promise<void> {
    const release = await takeRelease(build.db, holdId);
    if (release === undefined) throw new Error('no release to send');
    const { releaseOrderId } = release.order;
    const body = { releaseOrderId, holdId, at: new Date().toISOString(), ...words };
    await recordRelease(
      build.db,
      holdId,
      await build.answer(release.institution, 'release.receipt', releaseOrderId, body),
    );
  }

  /** A supervisor settles the break, and says whether the institution holds nothing. */
  async function settle(nothingHeld: boolean) {
    const [open] = await build.db.query<{ id: string }[]>(
      `SELECT id FROM break_record WHERE hold_id = $1 AND kind = 'NOT_WHAT_WAS_HELD'`,
      [holdId],
    );
    const body = { reason: 'The bank was restored from a backup and freed the money.', nothingHeld };
    return settleBreak(build.db, { breakId: open?.id ?? '', body, actor: SUPERVISOR });
  }

  it('ends the release with nothing released, once a supervisor has settled that it holds nothing', async () => {
    await says({ result: 'NOTHING_HELD', releasedAmountSatang: '0' });
    expect((await build.hold(holdId)).state).toBe('release_ordered');
    expect(await settle(true)).toMatchObject({ ok: true });
    expect(await build.hold(holdId)).toMatchObject({
      state: 'released',
      stateReason: 'NOT_ACCOUNTED_FOR',
      reservedSatang: 0n,
    });
    expect((await build.releaseOrder(holdId)).acknowledgedAt).not.toBeNull();
    expect((await build.db.manager.findOneByOrFail(StolenSumRow, {})).reservedSatang).toBe(0n);
    expect(await takeRelease(build.db, holdId)).toBeUndefined();
    const [event] = await build.db.query<{ payload: object }[]>(
      `SELECT payload FROM audit_event WHERE type = 'release.not_accounted_for'`,
    );
    expect(event?.payload).toMatchObject({ holdId, amountSatang: '100000' });
    const told = (await readComplaintStatus(build.db.manager, caseId))?.toTell?.text.en;
    expect(told).toContain('no longer suspends 1,000.00 baht: it reports that it holds nothing');
  });

  it('goes on being told where the break is settled without that', async () => {
    await says({ result: 'NOTHING_HELD', releasedAmountSatang: '0' });
    expect(await settle(false)).toMatchObject({ ok: true });
    expect((await build.hold(holdId)).state).toBe('release_ordered');
  });

  it('is not ended on a word that the institution did not give', async () => {
    await says({ result: 'RELEASED', releasedAmountSatang: '2500' });
    expect(await settle(true)).toMatchObject({ ok: false, code: 'BREAK.NOT_NOTHING_HELD' });
    expect((await build.hold(holdId)).state).toBe('release_ordered');
  });

  it('has nothing to end where a true receipt came first', async () => {
    await says({ result: 'NOTHING_HELD', releasedAmountSatang: '0' });
    await says({ result: 'RELEASED', releasedAmountSatang: '100000' });
    expect(await settle(true)).toMatchObject({ ok: false, code: 'BREAK.NOT_NOTHING_HELD' });
    expect((await build.hold(holdId)).stateReason).toBe('OFFICER_RELEASE');
  });
});
