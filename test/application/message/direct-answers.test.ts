import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { recordQuestion } from '../../../src/application/evidence/deliver-questions.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

let database: FreshDatabase;
let build: RecordBuilder;
beforeAll(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
});
afterAll(() => database.drop());

async function debitQuestion(caseId: string): Promise<DebitConfirmationRow> {
  return build.owner.manager.findOneByOrFail(DebitConfirmationRow, { caseId });
}

async function answerDebit(caseId: string, result: 'CONFIRMED' | 'PENDING', at = '2026-11-27T10:00:00Z') {
  const { id, institution } = await debitQuestion(caseId);
  const answer = await build.answer(institution, 'debit.confirmation', id, { confirmationId: id, result, at });
  await recordConfirmation(build.db, { confirmationId: id, caseId }, answer);
}

const deliveries = async (caseId: string, type: string): Promise<number> =>
  (await build.owner.query<object[]>('SELECT 1 FROM audit_event WHERE chain = $1 AND type = $2', [caseId, type]))
    .length;

describe('a direct answer', () => {
  it('to a question about a debit proves that it arrived, once the case is advanced', async () => {
    const { caseId } = await build.complain();
    await answerDebit(caseId, 'CONFIRMED');
    expect(await debitQuestion(caseId)).toMatchObject({ state: 'asked', sentAt: null });
    const step = await build.advanceCase(caseId);
    expect(step.confirmations).toEqual([]);
    const question = await debitQuestion(caseId);
    expect(question).toMatchObject({ state: 'confirmed' });
    expect(question.sentAt).not.toBeNull();
    expect(await deliveries(caseId, 'debit.question_delivered')).toBe(1);
  });

  it('that settles nothing proves that the question arrived, so it is not sent again', async () => {
    const { caseId } = await build.complain();
    await answerDebit(caseId, 'PENDING');
    expect((await build.advanceCase(caseId)).confirmations).toEqual([]);
    expect((await debitQuestion(caseId)).sentAt).not.toBeNull();
  });

  it('of an agency proves that its question arrived, once the case is advanced', async () => {
    const { caseId } = await build.complain();
    await build.advanceCase(caseId);
    await build.agencyAnswers(caseId, 'ccib', { complaints: [] });
    const step = await build.advanceCase(caseId);
    expect(step.questions.map(({ agency }) => agency)).not.toContain('ccib');
    expect((await build.question(caseId, 'ccib')).sentAt).not.toBeNull();
    expect(await deliveries(caseId, 'evidence_request.delivered')).toBe(1);
  });

  it('that cannot be read proves that its question arrived', async () => {
    const { caseId } = await build.complain();
    await build.advanceCase(caseId);
    const { id } = await build.question(caseId, 'dsi');
    await recordQuestion(build.db, { requestId: id, caseId }, await build.answer('dsi', 'evidence.unreadable', id, {}));
    await build.advanceCase(caseId);
    const question = await build.question(caseId, 'dsi');
    expect(question).toMatchObject({ state: 'unknown', stateReason: 'unreadable' });
    expect(question.sentAt).not.toBeNull();
  });

  it('that comes twice is kept once', async () => {
    const { caseId } = await build.complain();
    await answerDebit(caseId, 'CONFIRMED');
    await answerDebit(caseId, 'CONFIRMED');
    const kept = await build.owner.query<object[]>('SELECT 1 FROM inbox_message WHERE case_id = $1', [caseId]);
    const disclosed = await build.owner.query<object[]>(
      `SELECT 1 FROM exchange WHERE case_id = $1 AND direction = 'in'`,
      [caseId],
    );
    expect([kept.length, disclosed.length]).toEqual([1, 1]);
  });
});
