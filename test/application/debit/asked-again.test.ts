import { readBreaks } from '../../../src/application/break/read-breaks.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { complaintBody } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

/** The silence of a bank to one report does not speak about another report. */
describe('a debit that nobody confirmed in time', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const { transfers } = complaintBody({ transfers: [{ reference: 'AGAIN-1' }] });
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  async function report(): Promise<string> {
    const { caseId } = await build.complain({ transfers });
    // Only the silence of a bank that was asked ends a question.
    await build.taken(caseId);
    return caseId;
  }

  /** Moves everything that began two hours into the past, as the database's owner could. */
  async function letTimePass(): Promise<void> {
    await build.owner.query(
      `UPDATE debit_confirmation SET asked_at = asked_at - interval '2 hours', deadline_at = deadline_at - interval '2 hours',
              sent_at = sent_at - interval '2 hours'`,
    );
    await build.owner.query(
      `UPDATE hold SET ordered_at = ordered_at - interval '2 hours', section7_from = section7_from - interval '2 hours',
              expires_at = expires_at - interval '2 hours'`,
    );
    await build.owner.query(
      `UPDATE hold_order SET issued_at = issued_at - interval '2 hours', expires_at = expires_at - interval '2 hours'`,
    );
    await build.owner.query(`UPDATE claim SET claimed_at = claimed_at - interval '2 hours'`);
    await build.owner.query(`UPDATE case_file SET opened_at = opened_at - interval '2 hours'`);
  }

  async function answer(
    question: DebitConfirmationRow | undefined,
    result: 'CONFIRMED' | 'PENDING' | 'DENIED',
    more: object = {},
  ): Promise<void> {
    if (question === undefined) throw new Error('nothing was asked');
    const { id, institution, caseId } = question;
    const said = { confirmationId: id, result, at: new Date().toISOString(), ...more };
    const message = await build.answer(institution, 'debit.confirmation', id, said);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
  }

  const questions = () => build.db.manager.find(DebitConfirmationRow, { order: { id: 'ASC' } });
  const holds = () => build.db.manager.find(HoldRow, { order: { id: 'ASC' } });

  /**
   * The first report, whose hold the bank has made and let go again, and whose question nobody
   * answered.
   */
  async function unanswered(): Promise<string> {
    const first = await report();
    const [hold] = await holds();
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await build.advanceCase(first);
    await letTimePass();
    await build.advanceHold(hold?.id ?? '');
    await build.release(hold?.id ?? '');
    await build.advanceCase(first);
    expect(await questions()).toMatchObject([{ state: 'unknown', caseId: first }]);
    return first;
  }

  it('is asked about again for a second reporter, whose hold goes on when the bank confirms it', async () => {
    await unanswered();
    const second = await report();
    const { confirmations } = await build.advanceCase(second);
    const [first, own] = await questions();
    expect(own).toMatchObject({ caseId: second, state: 'asked', asksAgain: first?.id });
    expect(confirmations.map(({ confirmationId }) => confirmationId)).toEqual([own?.id]);
    await answer(own, 'CONFIRMED');
    await build.advanceCase(second);
    const standing = (await holds()).filter(({ state }) => state !== 'released');
    expect(standing).toHaveLength(1);
    expect(standing[0]?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 24 * 3_600_000);
  });

  it('is confirmed by a late answer to the first question too', async () => {
    const first = await unanswered();
    const second = await report();
    await build.advanceCase(second);
    await answer((await questions())[0], 'CONFIRMED');
    await build.advanceCase(first);
    await build.advanceCase(second);
    expect(await questions()).toMatchObject([{ state: 'unknown' }, { state: 'confirmed' }]);
    expect((await holds()).filter(({ state }) => state !== 'released')).toHaveLength(1);
  });

  it('is compared by a person with what was reported, also where the first question is answered late', async () => {
    const first = await unanswered();
    await build.advanceCase(await report());
    await answer((await questions())[0], 'DENIED', { reason: 'AMOUNT_DIFFERS', debitedAmountSatang: '2500' });
    await build.advanceCase(first);
    const { breaks } = await readBreaks(build.db.manager, { state: 'open', limit: 10 });
    expect(breaks).toMatchObject([{ debit: { reportedSatang: '100000', debitedSatang: '2500' } }]);
  });

  it('is asked about again when the time of the first question ends after the second report', async () => {
    const first = await report();
    await letTimePass();
    const second = await report();
    await build.advanceCase(second);
    expect(await questions()).toMatchObject([
      { state: 'unknown', caseId: first },
      { state: 'asked', caseId: second },
    ]);
  });

  it('gives the second reporter the urgent time of his own report', async () => {
    const first = await report();
    const [hold] = await holds();
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await letTimePass();
    // The second report comes before anybody has seen that the time of the first is over.
    const second = await report();
    await build.advanceHold(hold?.id ?? '');
    await build.release(hold?.id ?? '');
    await build.advanceCase(first);
    await build.advanceCase(second);
    expect(await holds()).toMatchObject([
      { state: 'released', stateReason: 'DEBIT_NOT_CONFIRMED' },
      { state: 'ordered', caseId: second },
    ]);
  });

  it('is asked about once for each report, and never while a question is open', async () => {
    await unanswered();
    const [second, beside] = [await report(), await report()];
    for (const caseId of [second, beside]) await build.advanceCase(caseId);
    // The question of the second report came after the one beside it, and is about both.
    expect(await questions()).toHaveLength(2);
    const third = await report();
    await build.advanceCase(third);
    expect(await questions()).toHaveLength(2);
    const [, own] = await questions();
    await answer(own, 'PENDING');
    await build.advanceCase(second);
    await letTimePass();
    for (const caseId of [second, beside, third, second, beside, third]) await build.advanceCase(caseId);
    expect(await questions()).toMatchObject([
      { state: 'unknown' },
      { caseId: second },
      { caseId: third, state: 'asked' },
    ]);
    await letTimePass();
    for (const caseId of [second, beside, third, second, beside, third]) await build.advanceCase(caseId);
    expect(await questions()).toHaveLength(3);
  });

  it('is not asked about again for a report that was withdrawn', async () => {
    await unanswered();
    const second = await report();
    await withdraw(build.db, second);
    await build.advanceCase(second);
    expect(await questions()).toHaveLength(1);
  });

  it('leaves a record that verify finds whole', async () => {
    const first = await report();
    const second = await report();
    await build.owner.transaction(async (manager) => {
      // Only the question is older: its time is over as soon as somebody looks.
      await manager.query(
        `UPDATE debit_confirmation SET asked_at = asked_at - interval '2 hours', deadline_at = deadline_at - interval '2 hours'`,
      );
    });
    await build.advanceCase(second);
    await build.advanceCase(first);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    // The owner moved the time of the first question by hand, and verify says so.
    const broken = checks.filter((check) => check.violations > 0).map(({ id }) => id);
    expect(broken.filter((id) => !['I17', 'I23', 'I29'].includes(id))).toEqual([]);
  });
});
