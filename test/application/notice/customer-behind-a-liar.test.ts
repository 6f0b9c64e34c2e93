import { attachToCase } from '../../../src/application/attachment/add-attachment.js';
import { decidePapers } from '../../../src/application/complaint/papers/decide-papers.js';
import { proposePapers } from '../../../src/application/complaint/papers/propose-papers.js';
import { decideWithdrawal } from '../../../src/application/complaint/correct/decide-withdrawal.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import type { NoticeResponse } from '../../../src/application/notice/notice-input.js';
import { HOLDER_IN_DOUBT } from '../../../src/domain/debit/own-question.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { driveDue } from '../../support/drive-due.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { NO_STORE } from '../../support/warrant.js';
import { ASKS, askWithdrawal, CONFIRMS, withdraw } from '../../support/withdraw.js';

const HOUR_MS = 3_600_000;
const BANK = VICTIM_ACCOUNT.institution;
const REFERENCE = 'BEHIND-1';
const CUT_SHORT = 'was joined to the report of one of whom nobody knows whether he holds the account';
const LIAR = { name: 'Somsak Test', citizenId: '9900000000014', phone: '0898765432' };
const TRUE_VICTIM = { name: 'Somying Test', citizenId: '9123456789010', phone: '0812345678' };

/** What becomes of a bank's customer behind a caller who says that he holds the same account. */
describe('what a victim told his own bank, after another one reported the transfer to the centre', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const paidAt = new Date(Date.now() - 2 * HOUR_MS);
  const plus = (at: Date | string, hours: number) => new Date(new Date(at).getTime() + hours * HOUR_MS);
  const reports = async (victim: { name: string; phone: string }, hoursSince = 0) => {
    const { name, phone } = victim;
    const transfers = [{ reference: REFERENCE, transferredAt: plus(paidAt, -hoursSince).toISOString() }];
    const { caseId } = await build.complain({ victim, reporter: { name, phone }, transfers });
    await build.advanceCase(caseId);
    return caseId;
  };
  async function says(caseId: string, words: object): Promise<void> {
    const [question] = await build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'DESC' } });
    if (question === undefined) throw new Error('nobody asked the bank');
    const body = { confirmationId: question.id, at: new Date().toISOString(), ...words };
    const message = await build.parties.answer(BANK, 'debit.confirmation', question.id, body);
    await recordConfirmation(build.db, { confirmationId: question.id, caseId }, message);
    await build.advanceCase(caseId);
  }
  /** The bank tells what its customer told it an hour ago, `hoursSince` hours after the other one's report. */
  async function customerTells(hoursSince: number): Promise<{ response: NoticeResponse }> {
    const toldAt = plus(new Date(), -1).toISOString();
    const transferredAt = plus(paidAt, -hoursSince).toISOString();
    const received = await build.customerTold(BANK, {
      victimAccount: VICTIM_ACCOUNT,
      toldAt,
      caseType: 'job',
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: '100000',
          transferredAt,
          reference: REFERENCE,
          rail: 'promptpay',
        },
      ],
    });
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    for (const { id } of received.response.cases) await build.advanceCase(id);
    return { response: received.response };
  }
  async function hoursPass(hours: number): Promise<void> {
    await build.owner.query(
      'UPDATE debit_confirmation SET reached_at = asked_at WHERE sent_at IS NULL AND reached_at IS NULL',
    );
    await timePasses(build.owner, `${hours} hours`);
    await driveDue(build.db, ['hold_end']);
    for (const { id } of await build.db.manager.findBy(HoldRow, { state: 'release_ordered' })) await build.release(id);
    for (const { id } of await build.db.manager.find(CaseFileRow)) await build.advanceCase(id);
  }
  const ends = async () =>
    (await build.db.manager.find(HoldRow, { order: { id: 'ASC' } }))
      .filter(({ state }) => LIVE_HOLD_STATES.includes(state))
      .map(({ expiresAt }) => expiresAt);
  const doubts = () => build.db.manager.findBy(BreakRecordRow, { kind: HOLDER_IN_DOUBT });
  /** Two persons put on record that the bank's customer and the debited account belong together. */
  async function holderByPapers(caseId: string): Promise<void> {
    const by = { addedBy: OFFICER.subject, addedRole: 'aoc_officer' as const };
    const file = { kind: 'document' as const, mediaType: 'text/plain' as const, content: Buffer.from('account book') };
    const added = await attachToCase(build.db, NO_STORE, { caseId, file, by });
    if (!added.ok) throw new Error(added.code);
    const document = { kind: 'account_book' as const, number: 'AB-1', attachmentId: added.attachment.id };
    const body = { finding: 'belongs' as const, document, reason: 'the bank and the book name the customer' };
    const proposed = await proposePapers(build.db, { caseId, body, actor: OFFICER });
    if (!proposed.ok) throw new Error(proposed.code);
    const decision = { verdict: 'confirm' as const, reason: 'I compared the file' };
    expect(await decidePapers(build.db, { id: proposed.id, body: decision, actor: SUPERVISOR })).toMatchObject({
      ok: true,
    });
    await build.advanceCase(caseId);
  }
  const faults = () => violated(build.db, ['LEDGER', 'I3', 'I7', 'I8', 'I24', 'I25', 'I26']);

  const LIES: [string, { name: string; phone: string }, object | null][] = [
    ['whom his bank compares with nobody', LIAR, { result: 'CONFIRMED', holder: 'NOT_COMPARED' }],
    ['who named no number', { name: LIAR.name, phone: LIAR.phone }, { result: 'CONFIRMED' }],
    ['whom his bank never answered', LIAR, null],
  ];

  it.each(LIES)(
    'calls a person once the days of one are over %s, and papers give the customer his time',
    async (_w, who, words) => {
      const lie = await reports(who);
      if (words !== null) await says(lie, words);
      await hoursPass(192);
      expect(await ends()).toEqual([]);
      const { response } = await customerTells(192);
      expect(response.cases).toMatchObject([{ joined: false }]);
      const own = response.cases[0]?.id ?? '';
      expect(await doubts()).toMatchObject([{ caseId: own, closedAt: null }]);
      expect(await faults()).toEqual([]);
      await holderByPapers(own);
      const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: own });
      expect(await ends()).toEqual([plus(openedAt, 72)]);
      expect(await doubts()).toMatchObject([{ closedBy: 'system' }]);
      expect(await faults()).toEqual([]);
    },
  );

  it("calls a person while the days of the other one still run, where they end before the customer's own 72 hours", async () => {
    const lie = await reports(LIAR);
    await says(lie, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
    await hoursPass(120);
    const { response } = await customerTells(120);
    expect(response.cases).toMatchObject([{ joined: false }]);
    expect(await doubts()).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });

  it('joins the report whose days leave the customer his 72 hours, and calls nobody', async () => {
    const other = await reports(LIAR);
    await says(other, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
    await hoursPass(72);
    const { response } = await customerTells(72);
    expect(response.cases).toMatchObject([{ id: other, joined: true }]);
    expect(await doubts()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it('joins the report of the known holder, whose days are over, and gives no second time', async () => {
    const own = await reports(TRUE_VICTIM);
    await says(own, { result: 'CONFIRMED', holder: 'MATCHES' });
    await hoursPass(192);
    const { response } = await customerTells(192);
    expect(response.cases).toMatchObject([{ id: own, joined: true }]);
    expect(await ends()).toEqual([]);
    expect(await doubts()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  const standing = async () => {
    expect(await ends()).toHaveLength(1);
    expect(await violated(build.db)).toEqual([]);
  };
  const withdrawn = async (caseId: string, noticeCase: string) => {
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await build.advanceCase(noticeCase);
  };

  it('is not ended by the withdrawal of a later caller of whom nobody knows whether he is the customer', async () => {
    const { response } = await customerTells(0);
    const own = response.cases[0]?.id ?? '';
    const [hold] = await build.holds(own);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    const lie = await reports(LIAR);
    await withdrawn(lie, own);
    await standing();
  });

  it('has its own 72 hours again when a later caller withdraws, whose report gave the hold seven days', async () => {
    const { response } = await customerTells(0);
    const own = response.cases[0]?.id ?? '';
    const [hold] = await build.holds(own);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await build.debits(own, 'CONFIRMED');
    const lie = await reports(LIAR);
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: own });
    const [before] = await ends();
    expect(before?.getTime()).toBeGreaterThan(plus(openedAt, 160).getTime());
    await withdrawn(lie, own);
    expect(await ends()).toEqual([plus(openedAt, 72)]);
    expect(await violated(build.db)).toEqual([]);
  });

  it('is let go when a later caller withdraws after its own 72 hours', async () => {
    const { response } = await customerTells(0);
    const own = response.cases[0]?.id ?? '';
    const [hold] = await build.holds(own);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await build.debits(own, 'CONFIRMED');
    const lie = await reports(LIAR);
    await hoursPass(73);
    expect(await ends()).toHaveLength(1);
    await withdrawn(lie, own);
    expect(await ends()).toEqual([]);
  });

  it('is not ended by the withdrawal of a caller of whom the bank says that he is another one', async () => {
    const lie = await reports(LIAR);
    await says(lie, { result: 'CONFIRMED', holder: 'DIFFERS' });
    const { response } = await customerTells(0);
    const own = response.cases[0]?.id ?? '';
    expect(response.cases).toMatchObject([{ joined: false }]);
    await withdrawn(lie, own);
    await standing();
  });

  it('ends with the withdrawal of the report whose victim papers know as the holder', async () => {
    const { response } = await customerTells(0);
    const own = response.cases[0]?.id ?? '';
    const call = await reports(TRUE_VICTIM);
    await holderByPapers(call);
    await withdrawn(call, own);
    expect(await ends()).toEqual([]);
    expect(await violated(build.db)).toEqual([]);
  });

  it('is not ended by the withdrawal of the report that it joined, until the bank takes it back', async () => {
    const lie = await reports(LIAR);
    await says(lie, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
    const asked = await askWithdrawal(build.db, lie);
    const { response } = await customerTells(0);
    expect(response.cases).toMatchObject([{ id: lie, joined: true }]);
    const confirm = (id: string) =>
      decideWithdrawal(build.db, { id, body: { verdict: 'confirm', reason: 'I heard the call' }, actor: CONFIRMS });
    expect(await confirm(asked)).toMatchObject({ ok: false, code: 'WITHDRAWAL.BANK_TOLD' });
    const refused = { verdict: 'refuse' as const, reason: 'the bank told of its customer' };
    expect(await decideWithdrawal(build.db, { id: asked, body: refused, actor: CONFIRMS })).toMatchObject({ ok: true });
    await expect(askWithdrawal(build.db, lie, ASKS)).rejects.toThrow('WITHDRAWAL.BANK_TOLD');
    expect(await ends()).toHaveLength(1);
    await build.takenBack(BANK, response.id, { because: 'customer_withdrew', at: new Date().toISOString() });
    await withdraw(build.db, lie);
    await build.advanceCase(lie);
    expect(await ends()).toEqual([]);
    expect(await violated(build.db)).toEqual([]);
  });

  it('said twice has one case and one break', async () => {
    await reports(LIAR);
    await hoursPass(192);
    const first = await customerTells(192);
    const again = await customerTells(192);
    expect(again.response.cases).toMatchObject([{ id: first.response.cases[0]?.id, joined: true }]);
    expect(await doubts()).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });

  it('gives his own time where he calls as well, and his papers are seen', async () => {
    const lie = await reports(LIAR);
    await says(lie, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
    await hoursPass(192);
    await customerTells(192);
    const call = await reports(TRUE_VICTIM, 192);
    await says(call, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
    expect((await doubts()).map(({ caseId }) => caseId)).toContain(call);
    await holderByPapers(call);
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: call });
    expect(await ends()).toEqual([plus(openedAt, 168)]);
    expect(await faults()).toEqual([]);
  });

  it('is found by verify where nobody is called, and where the report took it', async () => {
    const lie = await reports(LIAR);
    await hoursPass(192);
    const { response } = await customerTells(192);
    const own = response.cases[0]?.id;
    await build.owner.query('SET session_replication_role = replica');
    await build.owner.query('DELETE FROM break_record');
    await build.owner.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
    await build.owner.query('SET session_replication_role = origin');
    expect(JSON.stringify(await violated(build.db, ['I24']))).toContain(
      'nobody asks its institution who holds the account',
    );
    await build.owner.query('SET session_replication_role = replica');
    await build.owner.query('UPDATE exchange SET case_id = $1 WHERE case_id = $2', [lie, own]);
    await build.owner.query('SET session_replication_role = origin');
    expect(JSON.stringify(await violated(build.db, ['I24']))).toContain(CUT_SHORT);
  });
});
