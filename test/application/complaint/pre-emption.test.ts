import { randomUUID } from 'node:crypto';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { readCaseRow } from '../../../src/application/overview/read-case-list.js';
import { receiveComplaint } from '../../../src/application/complaint/intake/receive-complaint.js';
import { takeQuestion } from '../../support/outgoing.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { readHolds } from '../../../src/application/hold/view/read-holds.js';
import { readCaseView } from '../../../src/application/overview/read-case-view.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import type { RulebookName } from '../../../src/domain/rulebook/build.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { correct } from '../../support/correct.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { withdraw as bothWithdraw } from '../../support/withdraw.js';
import { violated } from '../../support/violated.js';

/** No report keeps another report of the same money from being held (I24). */
describe('a second report of a transfer', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** Takes a report of the transfer and returns the answer to the hotline. */
  async function report(reference: string, rulebook: RulebookName = 'th') {
    const body = ComplaintBody.parse(complaintBody({ transfers: [{ reference }] }));
    const received = await receiveComplaint(build.db, {
      body,
      bodySha256: reference,
      idempotencyKey: randomUUID(),
      actor: OPERATOR,
      rulebook,
      // No agency is asked, so that a withdrawn case waits for no answer.
      askAgencies: () => [],
      signRecord: (bytes) => build.parties.signBytes(bytes),
    });
    if (!received.ok) throw new Error(received.code);
    return received.response;
  }

  async function withdraw(caseId: string): Promise<void> {
    await bothWithdraw(build.db, caseId);
    await build.advanceCase(caseId);
  }

  const releasing = async (caseId: string, holdId: string) => withdraw(caseId).then(() => build.hold(holdId));
  const violations = () => violated(build.db);

  async function thief(reference: string): Promise<{ caseId: string; holdId: string }> {
    const { id: caseId } = await report(reference);
    const holdId = (await build.holds(caseId))[0]?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  it('orders the hold anew when the first reporter withdrew and the money was let go', async () => {
    const first = await thief('PRE-1');
    await withdraw(first.caseId);
    await build.release(first.holdId);
    await build.advanceCase(first.caseId);
    const victim = await report('PRE-1');
    expect(victim).toMatchObject({ holdsOrdered: 1, notOrderedBecause: [], heldByOrders: [] });
    await build.advanceCase(victim.id);
    expect(await build.holds(victim.id)).toMatchObject([{ kind: 'section7', state: 'ordered' }]);
    expect(await violations()).toEqual([]);
  });

  it('leaves to a person what an officer let go, and says so', async () => {
    const first = await thief('PRE-2');
    const body = { reason: 'the reporter was no victim', unrelated: false };
    await releaseByOfficer(build.db, { holdId: first.holdId, body, actor: OFFICER });
    await build.release(first.holdId);
    expect(await report('PRE-2')).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.LET_GO'] });
    expect(await violations()).toEqual([]);
  });

  it('waits for a release that is under way, says so, and orders the hold when the money is let go', async () => {
    const first = await thief('PRE-3');
    expect(await releasing(first.caseId, first.holdId)).toMatchObject({ state: 'release_ordered' });
    const victim = await report('PRE-3');
    expect(victim).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.BEING_RELEASED'], heldByOrders: [] });
    await build.advanceCase(victim.id);
    await build.release(first.holdId);
    await build.advanceCase(victim.id);
    expect(await build.holds(victim.id)).toMatchObject([{ kind: 'section7', state: 'ordered' }]);
    await build.advanceCase(first.caseId);
    expect(await violations()).toEqual([]);
  });

  it('waits for a release that the correction of a thief ordered, and orders the hold when the money is let go', async () => {
    const first = await thief('PRE-11');
    expect(await correct(build.db, first.caseId, { to: { account: NEXT_ACCOUNT } })).toBe('confirmed');
    await build.advanceCase(first.caseId);
    expect(await build.hold(first.holdId)).toMatchObject({ state: 'release_ordered', stateReason: 'CORRECTED' });
    const victim = await report('PRE-11');
    expect(victim).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.BEING_RELEASED'] });
    await build.release(first.holdId);
    await build.advanceCase(first.caseId);
    await build.advanceCase(victim.id);
    expect(
      (await build.holds(victim.id)).filter(({ accountNo }) => accountNo === MULE_ACCOUNT.accountNo),
    ).toMatchObject([{ kind: 'section7', state: 'ordered' }]);
    expect(await violations()).toEqual([]);
  });

  it('is told that the money is held already, and by which order', async () => {
    const first = await thief('PRE-4');
    const { noticeReference } = await build.hold(first.holdId);
    const second = await report('PRE-4');
    expect(second).toMatchObject({
      holdsOrdered: 0,
      notOrderedBecause: ['SECTION7.HELD_ALREADY'],
      heldByOrders: [noticeReference],
    });
    expect(second.readOut).toContain(`An order to suspend this money stands already: ${noticeReference}.`);
  });

  it('is told the officer’s time that the rulebook of the case gives', async () => {
    expect((await report('PRE-7')).readOut).toContain('has 7 days to order');
    expect((await report('PRE-8', 'demo')).readOut).toContain('has 1 minute to order');
  });

  it('keeps the hold when the first reporter withdraws, who is not told of it any more', async () => {
    const first = await thief('PRE-5');
    const second = await report('PRE-5');
    await withdraw(first.caseId);
    await build.advanceCase(second.id);
    const status = (caseId: string) => readComplaintStatus(build.db.manager, caseId);
    expect(await status(second.id)).toMatchObject({ heldSatang: '100000', transfers: [{ heldSatang: '100000' }] });
    const withdrawn = await status(first.caseId);
    expect(withdrawn).toMatchObject({ withdrawn: true, heldSatang: '0', transfers: [{ heldSatang: '0' }] });
    expect(withdrawn?.toTell?.text.en).toContain('Suspended at this moment: 0.00 of 1,000.00 baht.');
    expect(await violations()).toEqual([]);
  });

  it('is closed with its withdrawal, and waits for no hold of the first reporter', async () => {
    const first = await thief('PRE-9');
    await build.debits(first.caseId, 'CONFIRMED');
    await build.advanceCase(first.caseId);
    const second = await report('PRE-9');
    await withdraw(second.id);
    expect(await readComplaintStatus(build.db.manager, second.id)).toMatchObject({ status: 'closed', withdrawn: true });
    expect(await build.hold(first.holdId)).toMatchObject({ state: 'held' });
    expect(await violations()).toEqual([]);
  });

  it('takes the hold over from the first reporter who withdrew, whose case ends', async () => {
    const { id: caseId } = await report('PRE-10');
    const first = { caseId, holdId: (await build.holds(caseId))[0]?.id ?? '' };
    await build.send(first.holdId, { result: 'HELD_FULL' });
    await build.debits(caseId, 'CONFIRMED');
    const second = await report('PRE-10');
    await withdraw(caseId);
    await build.advanceCase(second.id);
    const status = (id: string) => readComplaintStatus(build.db.manager, id);
    expect(await status(first.caseId)).toMatchObject({ status: 'closed', withdrawn: true, heldSatang: '0' });
    expect(await status(second.id)).toMatchObject({ status: 'holding', heldSatang: '100000' });
    expect(await readCaseView(build.db.manager, first.caseId)).toMatchObject({ status: 'closed', heldSatang: '0' });
    expect((await readHolds(build.db.manager, second.id))?.holds).toMatchObject([{ id: first.holdId, state: 'held' }]);
    expect(await violations()).toEqual([]);
    // What becomes of the hold later is the second reporter's affair.
    const body = { reason: 'the money is an innocent holder’s', unrelated: false };
    await releaseByOfficer(build.db, { holdId: first.holdId, body, actor: OFFICER });
    await build.release(first.holdId);
    await build.advanceCase(first.caseId);
    await build.advanceCase(second.id);
    expect(await status(first.caseId)).toMatchObject({ status: 'closed', heldSatang: '0' });
    expect(await status(second.id)).toMatchObject({ status: 'received', heldSatang: '0' });
    expect(await violations()).toEqual([]);
  });

  it('is continued by the inquiry officer of the second reporter when the first withdrew', async () => {
    const first = await thief('PRE-7');
    const second = await report('PRE-7');
    await withdraw(first.caseId);
    const body = { kind: 'continue_order' as const, holdId: first.holdId, reason: 'the second victim complained' };
    const asked = await requestFreeze(build.db, { caseId: second.id, body, actor: INQUIRY_OFFICER });
    expect(asked).toMatchObject({ ok: true });
    await build.advanceCase(second.id);
    expect(await build.hold(first.holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
    expect(await violations()).toEqual([]);
  });

  it('leaves a case closed whose reporter withdrew, whatever becomes of a later hold on the money', async () => {
    const first = await thief('PRE-6');
    await withdraw(first.caseId);
    await build.debits(first.caseId, 'CONFIRMED');
    await build.release(first.holdId);
    await build.advanceCase(first.caseId);
    const victim = await report('PRE-6');
    const holdId = (await build.holds(victim.id)).find(({ state }) => state === 'ordered')?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(first.caseId);
    expect((await readCaseRow(build.db.manager, first.caseId))?.heldSatang).toBe('0');
    await build.advanceCase(victim.id);
    expect(await violations()).toEqual([]);
  });
});

describe('a report of money that went to an institution outside the directory', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('is driven like any other, and its sender is asked about the debit', async () => {
    const build = await RecordBuilder.on(database);
    const to = { account: { institution: 'foreign-bank', accountNo: '900000000123' } };
    const { caseId, holdIds } = await build.complain({ transfers: [{}, { to }] });
    expect(holdIds).toHaveLength(1);
    await build.advanceCase(caseId);
    const questions = await build.db.manager.findBy(DebitConfirmationRow, { caseId });
    const asked = await Promise.all(questions.map(({ id }) => takeQuestion(build.db, id)));
    expect(asked.map((question) => question?.transfer?.to)).toContainEqual({ offRail: 'outside' });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
    expect(await violated(build.db)).toEqual([]);
  });
});
