import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { readAppealStatus } from '../../../../src/application/appeal/read-holder-view.js';
import { ownRule } from '../../../../tools/verify/checks/authority/i25-own-rule.js';
import type { VerifyContext } from '../../../../tools/verify/check.js';
import { verifyRecord } from '../../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder } from '../../../support/record-builder.js';
import { warrantOf } from '../../../support/warrant.js';

/** A court may void any order; who holds the power is told, and records it. */
describe('an order that a court voids', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** A hold that an inquiry officer's order carries on, with a document in the case. */
  async function continued() {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.advanceCase(caseId);
    const { warrant } = await warrantOf(build.db, caseId);
    const court = {
      name: 'Criminal Court',
      caseNo: 'อ.1/2569',
      orderedOn: warrant.issuedOn,
      attachmentId: warrant.attachmentId,
    };
    return { caseId, holdId, court };
  }
  const release = (holdId: string, court: object, actor = INQUIRY_OFFICER) =>
    releaseByOfficer(build.db, { holdId, body: { reason: 'ruled', unrelated: false, court: court as never }, actor });

  it('ends the hold with its own reason, in the words to the holder, and has no way back', async () => {
    const { caseId, holdId, court } = await continued();
    expect(await release(holdId, court)).toMatchObject({ ok: true });
    const order = await build.releaseOrder(holdId);
    expect(order).toMatchObject({
      reason: 'COURT_VOIDED',
      courtOrder: { court: 'Criminal Court', caseNo: 'อ.1/2569' },
    });
    expect(order.courtOrder?.documentSha256).toMatch(/^[0-9a-f]{64}$/);
    await build.release(holdId);
    const status = await readAppealStatus(build.db.manager, await build.hold(holdId), new Date());
    expect(status.endedBecause?.en).toContain('court voided');
    const back = { kind: 'reinstatement' as const, holdId, reason: 'a mistake' };
    const actor = person('inquiry-2', 'inquiry_officer');
    expect(await requestFreeze(build.db, { caseId, body: back, actor })).toMatchObject({ ok: false });
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['without a document of the case', { attachmentId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, 'COURT_ORDER.DOCUMENT'],
    ['of a day to come', { orderedOn: '2099-01-01' }, 'COURT_ORDER.DAY'],
    ['older than what it voids', { orderedOn: '2020-01-01' }, 'COURT_ORDER.DAY'],
    ['of no day', { orderedOn: 'today' }, 'COURT_ORDER.DAY'],
  ])('ends nothing %s', async (_name, wrong, code) => {
    const { holdId, court } = await continued();
    expect(await release(holdId, { ...court, ...wrong })).toMatchObject({ ok: false, code });
    expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
  });

  it('is recorded by nobody who lacks the power, and a release without its document is found', async () => {
    const { holdId, court } = await continued();
    expect(await release(holdId, court, OFFICER)).toMatchObject({ ok: false, code: 'APPROVAL.ROLE' });
    expect(await release(holdId, court)).toMatchObject({ ok: true });
    await build.owner.query(
      `UPDATE release_order SET court_order = jsonb_set(court_order, '{documentSha256}', '"none"') WHERE hold_id = $1`,
      [holdId],
    );
    const { violations } = await ownRule.run({ manager: build.owner.manager } as VerifyContext);
    expect(violations).toEqual([expect.stringContaining('voided by a court')]);
  });
});
