import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { switchResidualWatch } from '../../support/residual-policy.js';
import { violated } from '../../support/violated.js';

/**
 * Of 1,000 baht 300 are held, and an order for a catch (P-RESID) asks for the other 700 of a later
 * credit. Before that order arrives, the institution corrects its first answer: 600 had gone on.
 * Nothing is free then, until the answer to the catch frees some of it.
 */
describe('a part of the trail for which too little was free when a debit named it', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;

  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    await switchResidualWatch(build.db, true);
    ({ caseId, holdIds: [holdId = ''] = [] } = await build.complain());
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '30000' });
    const { institution } = await build.hold(holdId);
    const credit = { holdId, amountSatang: '70000', at: new Date().toISOString() };
    await build.callback(institution, 'account.credited', holdId, credit);
    await build.advanceHold(holdId);
    const request = await build.db.manager.findOneByOrFail(FreezeRequestRow, { holdId, kind: 'residual' });
    await build.approve(request.id, SUPERVISOR);
    await build.advanceCase(caseId);
    const corrected = { receiptSeq: 2, result: 'HELD_PARTIAL' as const, heldAmountSatang: '30000', onward: [DEBIT()] };
    await build.receipt(holdId, corrected, 1);
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
  });
  afterEach(async () => {
    const found = await violated(build.db);
    await database.drop();
    expect(found).toEqual([]);
  });

  const DEBIT = () => ({
    transferRef: 'ONWARD-1',
    to: { account: NEXT_ACCOUNT },
    amountSatang: '60000',
    attributedSatang: '60000',
    at: new Date().toISOString(),
    channel: 'promptpay' as const,
  });
  const last = async () => (await readTrail(build.db.manager, caseId))?.links.at(-1);
  const reserved = async () => (await build.db.manager.findOneByOrFail(StolenSumRow, { caseId })).reservedSatang;
  const breaks = async () => (await build.db.manager.findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);
  /** Lets the institution answer the catch; by default it holds no more than before. */
  async function answersCatch(heldAmountSatang = '30000'): Promise<void> {
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang });
    await build.advanceCase(caseId);
  }

  it('stops there, and the trail says why (fully_reserved)', async () => {
    expect(await last()).toMatchObject({ hop: 1, stopReason: 'fully_reserved', holdId: null });
    expect(await reserved()).toBe(100_000n);
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
    expect(await breaks()).toEqual([]);
  });

  it('is ordered as soon as an answer frees it, once', async () => {
    await answersCatch();
    await build.advanceCase(caseId);
    expect((await build.holds(caseId)).slice(1)).toMatchObject([
      { hop: 1, ...NEXT_ACCOUNT, kind: 'section7', state: 'ordered', requestedSatang: 60_000n },
    ]);
    expect(await last()).toMatchObject({ stopReason: null });
    expect(await reserved()).toBe(90_000n);
    const resumed: unknown[] = await build.db.query("SELECT 1 FROM audit_event WHERE type = 'trail.resumed'");
    expect(resumed).toHaveLength(1);
  });

  it('is ordered as far as it is free', async () => {
    await answersCatch('45000');
    expect((await build.holds(caseId))[1]).toMatchObject({ requestedSatang: 55_000n });
    expect(await reserved()).toBe(100_000n);
    // More is held than the correction left: it is other money, or an answer is wrong. A person
    // settles it.
    expect(await breaks()).toEqual(['ATTRIBUTION.ABOVE_RECEIVED']);
  });

  it('is not ordered when less is free than an order may ask for', async () => {
    await answersCatch('50001');
    expect(await last()).toMatchObject({ stopReason: 'fully_reserved', holdId: null });
  });

  it('is not ordered once the hold before was let go', async () => {
    const body = { reason: 'an honest sale', unrelated: false };
    expect(await releaseByOfficer(build.db, { holdId, body, actor: OFFICER })).toMatchObject({ ok: true });
    await build.release(holdId);
    await build.advanceCase(caseId);
    expect(await reserved()).toBe(0n);
    expect(await last()).toMatchObject({ stopReason: 'fully_reserved', holdId: null });
  });
});
