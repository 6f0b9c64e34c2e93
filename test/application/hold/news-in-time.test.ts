import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { driveDue } from '../../support/drive-due.js';
import { NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { switchPolicy } from '../../support/switch-policy.js';
import { INQUIRY_OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';

/** A hold ends by its time, and what lets it stand longer is read only then. */
describe('news that is read after the end of a hold', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    ({ caseId } = await build.complain());
  });
  afterEach(() => database.drop());

  const passes = (time: string) => timePasses(build.owner, time);
  /** The time of all holds ends; the keeper releases them, and their institutions let go. */
  async function ends(holdIds: readonly string[], time: string): Promise<void> {
    await passes(time);
    expect(await driveDue(build.db, ['hold_end'])).toBe(holdIds.length);
    for (const holdId of holdIds) await build.release(holdId);
  }
  const openedAt = async () => (await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId })).openedAt.getTime();
  const live = async () => (await build.holds(caseId)).filter(({ endedAt }) => endedAt === null);
  const brokenClocks = () => violated(build.db, ['I3', 'I5', 'I12']);

  it('lets each part of the money be held anew, for as long as the first order would have been extended', async () => {
    const [first] = await build.holds(caseId);
    const debit = {
      transferRef: 'ON-1',
      to: { account: NEXT_ACCOUNT },
      amountSatang: '60000',
      attributedSatang: '60000',
    };
    const onward = [{ ...debit, channel: 'promptpay' as const, at: new Date().toISOString() }];
    await build.send(first?.id ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '40000', onward });
    const [, next] = await build.holds(caseId);
    await build.send(next?.id ?? '', { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await ends([first?.id ?? '', next?.id ?? ''], '61 minutes');
    expect(await live()).toEqual([]);
    await build.advanceCase(caseId);
    const again = await live();
    expect(again.map(({ hop, requestedSatang, kind }) => [hop, requestedSatang, kind])).toEqual([
      [0, 40000n, 'section7'],
      [1, 60000n, 'section7'],
    ]);
    const [before] = await build.holds(caseId);
    expect(again[0]?.section7From).toEqual(before?.section7From);
    expect(again[0]?.expiresAt.getTime()).toBe((await openedAt()) + 168 * 3_600_000);
    const { legalBasis } = await build.db.manager.findOneByOrFail(HoldOrderRow, { holdId: again[0]?.id ?? '' });
    expect(legalBasis.join()).not.toContain('P-BACK');
    await build.advanceCase(caseId);
    expect(await live()).toHaveLength(2);
    expect(await brokenClocks()).toEqual([]);
  });

  it('waits until the institution has let the old hold go', async () => {
    const [hold] = await build.holds(caseId);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await passes('61 minutes');
    await driveDue(build.db, ['hold_end']);
    await build.advanceCase(caseId);
    expect(await live()).toMatchObject([{ id: hold?.id, state: 'release_ordered' }]);
    await build.release(hold?.id ?? '');
    await build.advanceCase(caseId);
    expect(await live()).toMatchObject([{ state: 'ordered', requestedSatang: 100000n }]);
  });

  it('lets the money be held anew when it came after the urgent time, for the time that section 7 has left', async () => {
    const [hold] = await build.holds(caseId);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await ends([hold?.id ?? ''], '61 minutes');
    const before = await build.hold(hold?.id ?? '');
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await live()).toMatchObject([
      { state: 'ordered', requestedSatang: 100000n, section7From: before.section7From },
    ]);
    expect(await brokenClocks()).toEqual([]);
  });

  it('brings nothing back when its own time is over too', async () => {
    const [hold] = await build.holds(caseId);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await ends([hold?.id ?? ''], '169 hours');
    await build.advanceCase(caseId);
    expect(await live()).toEqual([]);
  });

  it('may be the complaint, where the report was none (C2): it lets the hold stand for the seven days', async () => {
    // A process keeps its copy of the rulebook for a minute, so the choice comes first.
    await database.drop();
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    await switchPolicy(build.owner, 'C2', { reportCountsAs: 'notice' });
    ({ caseId } = await build.complain({ transfers: [{ reference: 'NOTICE-ONLY' }] }));
    const [hold] = await build.holds(caseId);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect((await live())[0]?.expiresAt.getTime()).toBe((hold?.section7From.getTime() ?? 0) + 72 * 3_600_000);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await passes('71 hours');
    const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: new Date().toISOString() };
    const stated = await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
    expect(stated).toMatchObject({ ok: true });
    await passes('2 hours');
    await driveDue(build.db, ['hold_end']);
    await build.release(hold?.id ?? '');
    await build.advanceCase(caseId);
    const [again] = await live();
    expect(again?.expiresAt.getTime()).toBe(Date.parse(body.complaintReceivedAt) - 2 * 3_600_000 + 168 * 3_600_000);
  });
});
