import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { takeQuestion } from '../../support/outgoing.js';
import { holderProof } from '../../../src/application/debit/holder-proof.js';
import { tellVictim } from '../../../src/application/telling/tell-victim.js';
import { tellingMessage } from '../../../src/application/telling/telling-message.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { ExchangeRow } from '../../../src/persistence/entities/traffic/exchange.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { DebitConfirmationRequest } from '../../../src/wire/institution/calls/debit-question.js';
import { complaintBody, type ComplaintChanges, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const NUMBER = '9123456789010';
/** What the bank debited, where the report says 1,000.00 baht. */
const TRUE_SATANG = '52300';

/** The word of a bank on who holds the debited account, and what a caller learns by it. */
describe('whether the victim of a report holds the debited account', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const questionsOf = (caseId: string) =>
    build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'ASC' } });
  const breaksOf = async (caseId: string) =>
    (await build.db.manager.findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);

  async function answer(question: DebitConfirmationRow | undefined, says: object): Promise<void> {
    if (question === undefined) throw new Error('nothing was asked');
    const { id, institution, caseId } = question;
    const said = { confirmationId: id, at: new Date().toISOString(), ...says };
    const message = await build.answer(institution, 'debit.confirmation', id, said);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
  }

  /** A report whose money is held in full before its bank answers. */
  async function held(changes: ComplaintChanges = {}): Promise<string> {
    const { caseId, holdIds } = await build.complain(changes);
    for (const id of holdIds) await build.send(id, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    return caseId;
  }

  /** Lets banks carry out what the orders of a case ask for now. */
  async function carriedOut(caseId: string): Promise<void> {
    for (const { id } of await build.holds(caseId)) await build.send(id, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
  }

  /** What the hotline reads out, and what the victim is told. */
  async function shown(caseId: string) {
    const { manager } = build.db;
    const status = await readComplaintStatus(manager, caseId);
    const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
    const told = await tellingMessage(manager, caseFile, []);
    const text = [status?.toTell?.text, told.text].flatMap((each) => (each ? [each.th, each.en] : [])).join('\n');
    return { total: status?.heldSatang, of: status?.transfers.map(({ heldSatang }) => heldSatang), text };
  }

  async function expectWhole(): Promise<void> {
    expect(await violated(build.db)).toEqual([]);
  }

  it('is asked with the question about a debit, by a proof and not by the number', async () => {
    const { caseId } = await build.complain({ transfers: [{}, {}] });
    const { caseNo } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    for (const { id } of await questionsOf(caseId)) {
      const question = await takeQuestion(build.db, id);
      expect(question?.holder).toEqual({ kind: 'citizen_id', proof: await holderProof(NUMBER, caseNo) });
      expect(DebitConfirmationRequest.parse(question)).toEqual(question);
      expect(JSON.stringify(question)).not.toContain(NUMBER);
      const exchange = await build.db.manager.findOneByOrFail(ExchangeRow, { messageId: id });
      expect(exchange.fields).toContain('holder.proof');
    }
    await expectWhole();
  });

  it('is asked without a proof where the victim gave no number', async () => {
    const { caseId } = await build.complain({ victim: { name: 'Somying Test', phone: '0812345678' } });
    const [question] = await questionsOf(caseId);
    expect((await takeQuestion(build.db, question?.id ?? ''))?.holder).toBeUndefined();
  });

  it.each([
    ['says nothing of the holder', {}],
    ['cannot compare', { holder: 'NOT_COMPARED' }],
    ['says that another holds it', { holder: 'DIFFERS' }],
  ])('lets nobody at the telephone learn what was debited where the bank %s', async (_name, word) => {
    const caseId = await held();
    const [question] = await questionsOf(caseId);
    const differs = { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: TRUE_SATANG };
    await answer(question, { ...differs, ...word });
    await carriedOut(caseId);
    expect(await build.holds(caseId)).toMatchObject([{ state: 'held', heldSatang: 52_300n }]);
    const { total, of, text } = await shown(caseId);
    expect({ total, of }).toEqual({ total: null, of: [null] });
    // Neither what stays, nor what was let go, from which it follows.
    expect(text).not.toMatch(/523\.00|477\.00/);
    expect(text).toContain('Money that you reported is suspended');
    await expectWhole();
  });

  it('is looked at by verify: a sum that was told to nobody known as the holder is a violation', async () => {
    const caseId = await held();
    const differs = { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: TRUE_SATANG };
    await answer((await questionsOf(caseId))[0], differs);
    const told = await tellVictim(build.db, {
      caseId,
      body: { outcome: 'told', means: 'call', newsUntil: new Date(Date.now() + 60_000).toISOString() },
      bodySha256: 'told',
      idempotencyKey: 'told',
      actor: OPERATOR,
    });
    expect(told.ok).toBe(true);
    await expectWhole();
    const forge = build.owner.createQueryRunner();
    await forge.query('SET session_replication_role = replica');
    await forge.query(`UPDATE victim_telling SET message = jsonb_set(message, '{heldSatang}', '"52300"')`);
    await forge.query('RESET session_replication_role');
    await forge.release();
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.find(({ id }) => id === 'I15')?.violations).toBe(1);
  });

  it('is confirmed by the bank, and the victim then hears the sums', async () => {
    const caseId = await held();
    const [question] = await questionsOf(caseId);
    const differs = { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: TRUE_SATANG };
    await answer(question, { ...differs, holder: 'MATCHES' });
    await carriedOut(caseId);
    const { total, of, text } = await shown(caseId);
    expect({ total, of }).toEqual({ total: TRUE_SATANG, of: [TRUE_SATANG] });
    expect(text).toContain('523.00');
    await expectWhole();
  });

  it('is no word where the question proved nothing, or another person reports', async () => {
    for (const changes of [
      { victim: { name: 'Somying Test', phone: '0812345678' } },
      { reporter: { holdsVictimAccount: false, relationToVictim: 'sister' } },
    ]) {
      const { caseId } = await build.complain({ ...changes, transfers: [{ amountSatang: '200000' }] });
      const [question] = await questionsOf(caseId);
      const differs = { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: TRUE_SATANG };
      await answer(question, { ...differs, holder: 'MATCHES' });
      await carriedOut(caseId);
      expect((await shown(caseId)).text).not.toContain('523.00');
      expect([null, '0']).toContain((await shown(caseId)).total);
    }
  });

  it('counts for the account that the bank spoke of, not for one that is added later', async () => {
    const caseId = await held();
    await answer((await questionsOf(caseId))[0], { result: 'CONFIRMED', holder: 'MATCHES' });
    const [transfer] = ComplaintBody.parse(complaintBody()).transfers;
    if (transfer === undefined) throw new Error('no transfer');
    const victimAccount = { ...VICTIM_ACCOUNT, accountNo: '9000000077' };
    const body = { note: 'another account', victimAccount, transfers: [transfer] };
    const added = await addTransfers(build.db, { caseId, actor: OPERATOR, body });
    expect(added.ok).toBe(true);
    await build.advanceCase(caseId);
    await carriedOut(caseId);
    const question = (await questionsOf(caseId))[1];
    expect((await takeQuestion(build.db, question?.id ?? ''))?.holder).toBeDefined();
    await answer(question, { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: TRUE_SATANG });
    await carriedOut(caseId);
    const { total, of } = await shown(caseId);
    expect(total).toBeNull();
    expect([...(of ?? [])].sort()).toEqual(['100000', null]);
  });

  it.each([
    ['names nothing, as asked', { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' }],
    ['confirms the debit all the same', { result: 'CONFIRMED', holder: 'DIFFERS' }],
  ])('is denied by a bank that %s: a person looks, and the money stays for the urgent time', async (_name, says) => {
    const caseId = await held();
    const [question] = await questionsOf(caseId);
    await answer(question, says);
    expect(await questionsOf(caseId)).toMatchObject([{ state: 'disputed', reason: 'OTHER_HOLDER' }]);
    expect(await breaksOf(caseId)).toEqual(['DEBIT_OTHER_HOLDER']);
    expect(await build.holds(caseId)).toMatchObject([{ state: 'held', heldSatang: 100_000n }]);
    // A person has cleared it up with the bank, which says so.
    await answer(question, { result: 'CONFIRMED', holder: 'MATCHES' });
    expect(await questionsOf(caseId)).toMatchObject([{ state: 'confirmed' }]);
    await expectWhole();
  });

  it.each(['before the bank answered', 'after it answered'])(
    'is asked anew for another victim who reports the same transfer %s',
    async (when) => {
      const { transfers } = complaintBody({ transfers: [{ reference: 'TWICE-1' }] });
      const other = { citizenId: '9900000000014', name: 'Malee Test', phone: '0898765432' };
      const liar = await held({ transfers, victim: other });
      const early = when === 'before the bank answered' ? await held({ transfers }) : undefined;
      await answer((await questionsOf(liar))[0], { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' });
      const victim = early ?? (await held({ transfers }));
      await build.advanceCase(victim);
      const own = await questionsOf(victim);
      expect(own).toMatchObject([{ state: 'asked', asksAgain: expect.any(String) as string }]);
      // The bank says again of the first one what it said before, in other words.
      await answer((await questionsOf(liar))[0], { result: 'CONFIRMED', holder: 'DIFFERS' });
      expect(await questionsOf(victim)).toMatchObject([{ state: 'asked' }]);
      await answer(own[0], { result: 'CONFIRMED', holder: 'MATCHES' });
      await build.advanceCase(liar);
      expect(await questionsOf(victim)).toMatchObject([{ state: 'confirmed' }]);
      // The one who was wrong asks no second time.
      expect(await questionsOf(liar)).toHaveLength(1);
      await expectWhole();
    },
  );

  it('is asked once for each report, also where no victim of it holds the account', async () => {
    const { transfers } = complaintBody({ transfers: [{ reference: 'NEITHER-1' }] });
    const one = await held({ transfers });
    const other = await held({
      transfers,
      victim: { citizenId: '9900000000014', name: 'Malee Test', phone: '0898765432' },
    });
    const denies = { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' };
    await answer((await questionsOf(one))[0], denies);
    await build.advanceCase(other);
    await answer((await questionsOf(other))[0], denies);
    for (let round = 0; round < 3; round += 1) for (const id of [one, other]) await build.advanceCase(id);
    expect(await questionsOf(one)).toHaveLength(1);
    expect(await questionsOf(other)).toHaveLength(1);
  });
});
