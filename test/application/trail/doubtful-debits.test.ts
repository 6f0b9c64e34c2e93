import { readBreaks } from '../../../src/application/break/read-breaks.js';
import { settleBreak } from '../../../src/application/advance/look/settle-break.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { type ComplaintChanges, MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';

const toAlias: ComplaintChanges = { transfers: [{ to: { promptPay: { kind: 'phone', value: '0890000072' } } }] };
const [confirmed, denied] = [{ result: 'CONFIRMED' }, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' }];
const elsewhere = { result: 'CONFIRMED', to: NEXT_ACCOUNT };

describe("an answer of the victim's bank that a person must settle", () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  const manager = () => database.dataSource.manager;
  const debitOf = (caseId: string) => manager().findOneByOrFail(DebitConfirmationRow, { caseId });
  const breaksOf = async (caseId: string) =>
    (await manager().findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);

  async function bankAnswers(caseId: string, words: object): Promise<void> {
    const { id, institution } = await debitOf(caseId);
    const answer = { confirmationId: id, at: new Date().toISOString(), ...words };
    const message = await build.answer(institution, 'debit.confirmation', id, answer);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
  }

  const doubtful: [outcome: string, changes: ComplaintChanges, before: object[], words: object, state: string][] = [
    ['OTHER_RECEIVER', {}, [], elsewhere, 'confirmed'],
    ['AMOUNT_DIFFERS', {}, [], { result: 'DENIED', reason: 'AMOUNT_DIFFERS' }, 'disputed'],
    ['CONFIRMED_WITH_REASON', {}, [], { ...confirmed, reason: 'AMOUNT_DIFFERS' }, 'asked'],
    ['NO_RECEIVER_NAMED', toAlias, [], confirmed, 'asked'],
    ['CONTRADICTS_EARLIER_ANSWER', {}, [confirmed], denied, 'confirmed'],
    ['CONTRADICTS_EARLIER_ANSWER', {}, [denied], elsewhere, 'denied'],
    ['CONTRADICTS_EARLIER_ANSWER', {}, [denied], confirmed, 'confirmed'],
  ];

  it.each(doubtful)('opens one break with an owner: %s', async (outcome, changes, before, words, state) => {
    const { caseId } = await build.complain(changes);
    await build.advanceCase(caseId);
    for (const earlier of before) await bankAnswers(caseId, earlier);
    expect(await breaksOf(caseId)).toEqual([]);
    await bankAnswers(caseId, words);
    await bankAnswers(caseId, { ...words, at: '2026-01-01T00:00:00.000Z' });
    expect((await debitOf(caseId)).state).toBe(state);
    const { breaks } = await readBreaks(manager(), { state: 'open', caseId, limit: 10 });
    expect(breaks).toMatchObject([
      {
        kind: `DEBIT_${outcome}`,
        holdId: null,
        institution: VICTIM_ACCOUNT.institution,
        ownerRole: 'aoc_supervisor',
        overdue: false,
      },
    ]);
  });

  it.each([
    ['with the amount that it says', { reason: 'AMOUNT_DIFFERS', debitedAmountSatang: '2500' }, '2500'],
    ['with none, where it says none', { reason: 'AMOUNT_DIFFERS' }, null],
  ])('shows what was reported beside it, %s', async (_what, words, debitedSatang) => {
    const { caseId } = await build.complain();
    await build.advanceCase(caseId);
    await bankAnswers(caseId, { result: 'DENIED', ...words });
    const { breaks } = await readBreaks(manager(), { state: 'open', caseId, limit: 10 });
    expect(breaks).toMatchObject([{ requestedSatang: null, debit: { reportedSatang: '100000', debitedSatang } }]);
  });

  it('opens another break when the bank repeats it after the first was settled', async () => {
    const { caseId } = await build.complain(toAlias);
    await bankAnswers(caseId, confirmed);
    const [{ id: breakId }] = (await manager().findBy(BreakRecordRow, { caseId })) as [BreakRecordRow];
    const body = { reason: 'The bank was telephoned.' };
    expect((await settleBreak(build.db, { breakId, body, actor: SUPERVISOR })).ok).toBe(true);
    await bankAnswers(caseId, { ...confirmed, at: '2026-01-01T00:00:00.000Z' });
    expect(await breaksOf(caseId)).toEqual(['DEBIT_NO_RECEIVER_NAMED', 'DEBIT_NO_RECEIVER_NAMED']);
  });

  it.each([
    ['extends the hold where it names the reported account', { ...confirmed, to: MULE_ACCOUNT }],
    ['extends it where it names none', confirmed],
  ])('%s', async (_what, words) => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    const before = await build.hold(holdId);
    await bankAnswers(caseId, words);
    const after = await build.hold(holdId);
    expect(after.expiresAt > before.expiresAt).toBe(true);
    expect(after.state).toBe('held');
  });

  it('follows the money at once to the account that the bank names, and lets go of the reported one', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    await bankAnswers(caseId, elsewhere);
    expect(await build.hold(holdId)).toMatchObject({ state: 'release_ordered', stateReason: 'DEBIT_DENIED' });
    const there = (await build.holds(caseId)).find(({ accountNo }) => accountNo === NEXT_ACCOUNT.accountNo);
    expect(there).toMatchObject({ kind: 'section7', state: 'ordered', requestedSatang: 100_000n });
    expect(there?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 24 * 3_600_000);
    await build.send(there?.id ?? '', { result: 'HELD_FULL' });
    await build.release(holdId);
    await build.advanceCase(caseId);
  });

  it('lowers the hold to the amount that was debited, until it is cleared up', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    await bankAnswers(caseId, { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: '2500' });
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section7', state: 'held', heldSatang: 2_500n });
  });

  it('leaves a database in which every invariant holds', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
