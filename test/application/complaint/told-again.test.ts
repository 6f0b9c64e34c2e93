import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { findComplaints } from '../../../src/application/complaint/view/complaint.queries.js';
import { readCallRecord } from '../../../src/application/complaint/view/read-call-record.js';
import { requestWithdrawal } from '../../../src/application/complaint/correct/request-withdrawal.js';
import { tellAgain } from '../../../src/application/complaint/incomplete/tell-again.js';
import { personalFieldsOfCase } from '../../../src/application/reveal/personal-fields-of-case.js';
import { selectQueue } from '../../../src/application/queue/queue.queries.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { ComplaintRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { takeQuestion } from '../../support/outgoing.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { LaterTransfersBody, SupplementBody, ToldAgainBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, person, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const AT = new Date(Date.now() - 2 * 3_600_000).toISOString();
const EXACT = { from: AT, until: AT };
const TO = { account: MULE_ACCOUNT };

describe('what a later call tells of transfers', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const complain = async (changes: ComplaintChanges) => (await build.complain({ transfers: [], ...changes })).caseId;
  const incomplete = (caseId: string) =>
    build.db.manager.find(IncompleteTransferRow, { where: { caseId }, order: { no: 'ASC' } });
  const searches = (caseId: string) =>
    build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'ASC' } });
  const supplement = (caseId: string, body: object) =>
    addToComplaint(build.db, {
      caseId,
      actor: OPERATOR,
      kind: 'supplement',
      body: SupplementBody.parse({ note: 'remembered later', ...body }),
    });
  const transfers = (caseId: string, body: object) =>
    addTransfers(build.db, {
      caseId,
      actor: OPERATOR,
      body: LaterTransfersBody.parse({ note: 'remembered later', transfers: [], ...body }),
    });
  const ways = { supplement, transfers };

  async function expectWhole(): Promise<void> {
    expect(await violated(build.db)).toEqual([]);
  }

  /** One schema and one code: what one route takes, the other takes with the same outcome. */
  describe.each(['supplement', 'transfers'] as const)('by %s', (way) => {
    const tell = (caseId: string, ...told: object[]) => ways[way](caseId, { incompleteTransfers: told });

    it('is looked for as at intake', async () => {
      const caseId = await complain({ transfers: [{}] });
      expect(await tell(caseId, { amountSatang: '500000', between: EXACT })).toMatchObject({ ok: true });
      expect(await incomplete(caseId)).toMatchObject([{ no: 1, state: 'open' }]);
      expect(await searches(caseId)).toHaveLength(2);
      await expectWhole();
    });

    it('is refused with what cannot be', async () => {
      const caseId = await complain({ transfers: [{ reference: 'KNOWN-1' }] });
      expect(await tell(caseId, { reference: 'KNOWN-1' })).toMatchObject({ code: 'COMPLAINT.REPORTED_ALREADY' });
      expect(await tell(caseId, { between: { from: '2010-01-01T00:00:00Z', until: AT } })).toMatchObject({
        code: 'COMPLAINT.INVALID',
      });
      expect(await tell(caseId, { tellsAgain: 'nobody' })).toMatchObject({ code: 'INCOMPLETE_TRANSFER.ABSENT' });
      expect(await incomplete(caseId)).toEqual([]);
    });

    it('stands in place of the digit that was wrong, and its bank is asked then', async () => {
      const wrong = { amountSatang: '500000', asTold: { receiver: '014 90000000', reference: 'ab' } };
      const caseId = await complain({ incompleteTransfers: [wrong] });
      expect(await searches(caseId)).toEqual([]);
      const [first] = await incomplete(caseId);
      expect(await tell(caseId, { tellsAgain: first?.id, reference: 'REF-9001' })).toMatchObject({ ok: true });
      expect(await incomplete(caseId)).toMatchObject([{ state: 'told_again' }, { no: 2, state: 'open', reason: null }]);
      const [asked] = await searches(caseId);
      const request = await takeQuestion(build.db, asked?.id ?? '');
      expect(request?.search).toEqual({ amountSatang: '500000', reference: 'REF-9001' });
      const status = await readComplaintStatus(build.db.manager, caseId);
      expect(status?.incompleteTransfers).toMatchObject([
        { state: 'told_again' },
        {
          state: 'open',
          amountSatang: '500000',
          reference: 'REF-9001',
          missing: ['time', 'receiver'],
          wrong: ['receiver'],
        },
      ]);
      expect(status?.readOut.en.match(/A transfer of/g)).toHaveLength(1);
      expect(await tell(caseId, { tellsAgain: first?.id })).toMatchObject({ code: 'INCOMPLETE_TRANSFER.SETTLED' });
      await expectWhole();
    });

    it('is reported, and ordered, as soon as nothing of it is missing', async () => {
      const wrong = { amountSatang: '500000', between: EXACT, reference: 'REF-9002', asTold: { receiver: '014 900' } };
      const caseId = await complain({ incompleteTransfers: [wrong] });
      const [first] = await incomplete(caseId);
      expect(await tell(caseId, { tellsAgain: first?.id, to: TO })).toMatchObject({ ok: true });
      expect(await incomplete(caseId)).toMatchObject([{ state: 'completed' }]);
      await build.advanceCase(caseId);
      expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 500_000n, kind: 'section7' }]);
      await expectWhole();
    });

    it('completes two at once, and never two by one reference', async () => {
      const told = { amountSatang: '500000', between: EXACT, to: TO };
      const caseId = await complain({ incompleteTransfers: [told, { ...told, amountSatang: '700000' }] });
      const [first, second] = await incomplete(caseId);
      const again = (one: string, other: string) =>
        tell(caseId, { tellsAgain: first?.id, reference: one }, { tellsAgain: second?.id, reference: other });
      expect(await again('REF-1', 'REF-1')).toMatchObject({ code: 'COMPLAINT.REPORTED_ALREADY' });
      expect(
        await tell(caseId, { tellsAgain: first?.id, reference: 'A-01' }, { tellsAgain: first?.id, reference: 'B-02' }),
      ).toMatchObject({ code: 'INCOMPLETE_TRANSFER.SETTLED' });
      expect(await again('REF-1', 'REF-2')).toMatchObject({ ok: true });
      await build.advanceCase(caseId);
      expect((await build.holds(caseId)).map(({ requestedSatang }) => requestedSatang).sort()).toEqual([
        500_000n,
        700_000n,
      ]);
      await expectWhole();
    });
  });

  it('costs a supplement that tells of no transfer nothing more, and keeps its suspects', async () => {
    const caseId = await complain({ transfers: [{}] });
    const contact = { kind: 'phone', value: '0600000201' };
    const told = { amountSatang: '500000', between: EXACT };
    expect(await supplement(caseId, { suspectContacts: [contact], incompleteTransfers: [told] })).toMatchObject({
      ok: true,
    });
    await build.advanceCase(caseId);
    const keys: unknown[] = await build.db.manager.query(
      `SELECT 1 FROM link_key WHERE case_id = $1 AND kind = 'phone' AND source = 'supplement'`,
      [caseId],
    );
    expect(keys).toHaveLength(1);
    await expectWhole();
  });

  it('is a supplement without transfers too, and none with what is no transfer', () => {
    expect(SupplementBody.safeParse({ note: 'x' }).success).toBe(true);
    const both = { amountSatang: '1', aboutAmountSatang: '1' };
    expect(SupplementBody.safeParse({ note: 'x', incompleteTransfers: [both] }).success).toBe(false);
    const [known] = complaintBody().transfers;
    expect(SupplementBody.safeParse({ note: 'x', transfers: [known] }).success).toBe(false);
  });

  /** What nobody knew of the report itself, or was told as it cannot be right. */
  describe('of the report itself', () => {
    const WRONG = {
      reporter: { phone: undefined, phoneAsTold: '08-1234' },
      victim: { name: 'Somying Test', phoneAsTold: '0812', numberAsTold: '912345' },
      victimAccount: undefined,
      victimAccountAsTold: 'กสิกรไทย 900-0000-00',
    };
    const NUMBER = '9123456789010';
    const tell = (caseId: string, body: object, actor = OPERATOR) =>
      tellAgain(build.db, {
        caseId,
        actor,
        body: ToldAgainBody.parse({ note: 'the caller looked it up', ...body }),
        signRecord: (bytes) => build.parties.signBytes(bytes),
      });
    const status = (caseId: string) => readComplaintStatus(build.db.manager, caseId);

    it('keeps no report from being received, orders nothing and asks no bank', async () => {
      const told = { amountSatang: '500000', between: EXACT, reference: 'REF-7001', to: TO };
      const caseId = await complain({ ...WRONG, incompleteTransfers: [told] });
      await build.advanceCase(caseId);
      expect([await build.holds(caseId), await searches(caseId)]).toEqual([[], []]);
      const read = await status(caseId);
      expect(read?.askAgain).toEqual([
        { what: 'victimNumber', toldMasked: expect.stringMatching(/45$/) as string },
        { what: 'victimPhone', toldMasked: expect.stringMatching(/12$/) as string },
        { what: 'reporterPhone', toldMasked: expect.stringMatching(/34$/) as string },
        { what: 'victimAccount', toldMasked: expect.stringMatching(/00$/) as string },
      ]);
      expect(read?.readOut.en).toContain('Nothing can be suspended before the account is known.');
      const record = await readCallRecord(build.db.manager, caseId);
      expect(record?.document).toMatchObject({
        reporter: { phoneAsTold: '08-1234' },
        victimNumberAsTold: '912345',
        victimPhoneAsTold: '0812',
        victimAccountAsTold: WRONG.victimAccountAsTold,
      });
      expect(record?.lines.map(({ name }) => name.en)).toContain(
        'Account that lost money, as told; it is not right or not whole and is asked again',
      );
      const fields = await personalFieldsOfCase(build.db.manager, caseId);
      const shown = fields?.filter(({ kind }) => kind.endsWith('as_told')).map(({ field, masked }) => [field, masked]);
      expect(shown?.map(([field]) => field)).toEqual([
        'victim.1.number_as_told',
        'victim.1.phone_as_told',
        'victim.1.as_told',
        'reporter.1.phone_as_told',
      ]);
      await expectWhole();
    });

    it('reports and orders what waited for the account alone, and looks for the rest', async () => {
      const whole = { amountSatang: '500000', between: EXACT, reference: 'REF-7002', to: TO };
      const caseId = await complain({
        ...WRONG,
        incompleteTransfers: [whole, { amountSatang: '700000', between: EXACT }],
      });
      expect(await tell(caseId, { victimAccount: VICTIM_ACCOUNT })).toMatchObject({ ok: true });
      expect(await incomplete(caseId)).toMatchObject([
        { state: 'completed' },
        { state: 'told_again' },
        { no: 3, state: 'open' },
      ]);
      await build.advanceCase(caseId);
      expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 500_000n, kind: 'section7' }]);
      expect(await searches(caseId)).toHaveLength(2);
      expect(await tell(caseId, { victimAccount: VICTIM_ACCOUNT })).toMatchObject({ code: 'COMPLAINT.KNOWN_ALREADY' });
      expect((await status(caseId))?.askAgain.map(({ what }) => what)).not.toContain('victimAccount');
      await expectWhole();
    });

    it('asks the bank anew when the number is known: who holds the account is proved', async () => {
      const { victim } = WRONG;
      const caseId = await complain({
        victim: { ...victim, phone: '0812345678' },
        incompleteTransfers: [{ amountSatang: '700000', between: EXACT }],
      });
      const [before] = await searches(caseId);
      expect((await takeQuestion(build.db, before?.id ?? ''))?.holder).toBeUndefined();
      expect(await tell(caseId, { victim: { citizenId: NUMBER } })).toMatchObject({ ok: true });
      const asked = await searches(caseId);
      expect(asked).toHaveLength(2);
      const proven = asked.find(({ id }) => id !== before?.id);
      expect((await takeQuestion(build.db, proven?.id ?? ''))?.holder).toMatchObject({
        kind: 'citizen_id',
      });
      const found = { reference: 'FOUND-9', amountSatang: '700000', at: AT, to: MULE_ACCOUNT };
      const said = {
        confirmationId: proven?.id ?? '',
        result: 'CONFIRMED',
        holder: 'MATCHES',
        found,
        at: new Date().toISOString(),
      };
      const message = await build.answer(VICTIM_ACCOUNT.institution, 'debit.confirmation', said.confirmationId, said);
      await recordConfirmation(build.db, { confirmationId: said.confirmationId, caseId }, message);
      await build.advanceCase(caseId);
      expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 700_000n }]);
      await expectWhole();
    });

    it('asks once more about a reported transfer, when the number is known and nobody has answered', async () => {
      const { victim } = WRONG;
      const caseId = await complain({ victim: { ...victim, phone: '0812345678' }, transfers: [{}] });
      const questions = () =>
        build.db.query<{ id: string; transferId: string | null; state: string }[]>(
          `SELECT id, transfer_id AS "transferId", state FROM debit_confirmation WHERE case_id = $1 ORDER BY asked_at`,
          [caseId],
        );
      const [first] = await questions();
      const answer = async (id: string, words: object) => {
        const said = { confirmationId: id, at: new Date().toISOString(), ...words };
        const message = await build.answer(VICTIM_ACCOUNT.institution, 'debit.confirmation', id, said);
        await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
        await build.advanceCase(caseId);
      };
      const firstId = first?.id ?? '';
      expect((await takeQuestion(build.db, firstId))?.holder).toBeUndefined();
      await build.db.manager.update(DebitConfirmationRow, { id: firstId }, { state: 'unknown' });
      expect(await tell(caseId, { victim: { citizenId: NUMBER } })).toMatchObject({ ok: true });
      await build.advanceCase(caseId);
      await build.advanceCase(caseId);
      const [former, again, ...more] = await questions();
      expect([former?.transferId, again?.state, more]).toEqual([null, 'asked', []]);
      expect((await takeQuestion(build.db, again?.id ?? ''))?.holder).toMatchObject({ kind: 'citizen_id' });
      await answer(again?.id ?? '', { result: 'CONFIRMED', holder: 'MATCHES' });
      expect(await questions()).toMatchObject([{}, { state: 'confirmed' }]);
    });

    it('asks nothing more about a transfer that is confirmed when the number is known', async () => {
      const { victim } = WRONG;
      const caseId = await complain({ victim: { ...victim, phone: '0812345678' }, transfers: [{}] });
      const asked = () => build.db.manager.findBy(DebitConfirmationRow, { caseId });
      const [first] = await asked();
      const said = { confirmationId: first?.id ?? '', at: new Date().toISOString(), result: 'CONFIRMED' };
      const message = await build.answer(VICTIM_ACCOUNT.institution, 'debit.confirmation', said.confirmationId, said);
      await recordConfirmation(build.db, { confirmationId: said.confirmationId, caseId }, message);
      await build.advanceCase(caseId);
      await tell(caseId, { victim: { citizenId: NUMBER } });
      await build.advanceCase(caseId);
      expect(await asked()).toMatchObject([{ id: first?.id, state: 'confirmed' }]);
      await expectWhole();
    });

    it('believes no word on the holder to a question that was put before the number was known', async () => {
      const { victim } = WRONG;
      const caseId = await complain({
        victim: { ...victim, phone: '0812345678' },
        incompleteTransfers: [{ amountSatang: '700000', between: EXACT }],
      });
      const [before] = await searches(caseId);
      await takeQuestion(build.db, before?.id ?? '');
      await recordConfirmation(build.db, { confirmationId: before?.id ?? '', caseId }, null);
      await tell(caseId, { victim: { citizenId: NUMBER } });
      const found = { reference: 'FOUND-8', amountSatang: '700000', at: AT, to: MULE_ACCOUNT };
      const said = {
        confirmationId: before?.id ?? '',
        result: 'CONFIRMED',
        holder: 'MATCHES',
        found,
        at: new Date().toISOString(),
      };
      const message = await build.answer(VICTIM_ACCOUNT.institution, 'debit.confirmation', said.confirmationId, said);
      await recordConfirmation(build.db, { confirmationId: said.confirmationId, caseId }, message);
      await build.advanceCase(caseId);
      expect(await build.holds(caseId)).toEqual([]);
    });

    it('is found by the telephone that was told later, and counted with it', async () => {
      const caseId = await complain({ ...WRONG, transfers: [], incompleteTransfers: [{}] });
      await tell(caseId, { reporter: { phone: '0898765432' }, victim: { phone: '0898765433' } });
      const found = await findComplaints(build.db.manager, { phone: '0898765433' }, 10);
      expect(found.map(({ id }) => id)).toEqual([caseId]);
      const { phoneKeys } = await build.db.manager.findOneByOrFail(ComplaintRow, { id: caseId });
      expect(phoneKeys).toHaveLength(2);
      await expectWhole();
    });

    it('is taken without a name and without a story, orders what is known, and asks for them again', async () => {
      const untold = {
        reporter: { name: undefined },
        victim: { citizenId: NUMBER, phone: '0812345678' },
        narrative: undefined,
      };
      const caseId = await complain({ ...untold, transfers: [{}] });
      // What nobody told keeps no money from being held.
      expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 100_000n, kind: 'section7' }]);
      const read = await status(caseId);
      const asked = ['reporterName', 'victimName', 'narrative'];
      expect(read?.askAgain).toEqual(asked.map((what) => ({ what, toldMasked: null })));
      expect(read?.readOut.en).toContain('Please tell again your name, what happened.');
      const record = await readCallRecord(build.db.manager, caseId);
      expect(record?.document['reporter']).not.toHaveProperty('name');
      const names = async () =>
        (await personalFieldsOfCase(build.db.manager, caseId))?.filter(({ kind }) => ['name', 'text'].includes(kind));
      expect(await names()).toEqual([]);
      expect(await tell(caseId, { narrative: 'I paid for a camera.' })).toMatchObject({ ok: true });
      expect(await tell(caseId, { reporter: { name: 'Somsri Test' } })).toMatchObject({ ok: true });
      expect(await tell(caseId, { victim: { name: 'Somying Test' } })).toMatchObject({ ok: true });
      expect((await status(caseId))?.askAgain).toEqual([]);
      expect((await names())?.map(({ value }) => value)).toEqual(
        expect.arrayContaining(['I paid for a camera.', 'Somsri Test', 'Somying Test']),
      );
      expect(await tell(caseId, { narrative: 'I paid for two.' })).toMatchObject({ code: 'COMPLAINT.KNOWN_ALREADY' });
      await expectWhole();
    });

    it('orders what section 7 gives while nobody knows what the deception was about, and asks for it as a task', async () => {
      const caseId = await complain({ caseType: undefined, transfers: [{}] });
      expect(await build.holds(caseId)).toMatchObject([{ requestedSatang: 100_000n, kind: 'section7' }]);
      const typeOf = async () => (await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId })).caseType;
      const tasks = async () =>
        (await selectQueue(build.db.manager, [caseId])).flatMap(({ work }) => work.map(({ kind }) => kind));
      expect([await typeOf(), await tasks()]).toEqual(['unknown', expect.arrayContaining(['unknown_of_report'])]);
      expect((await status(caseId))?.askAgain).toEqual([{ what: 'caseType', toldMasked: null }]);
      expect((await status(caseId))?.readOut.en).toContain('Please tell again what the deception was about.');
      await expectWhole();
      expect(await tell(caseId, { caseType: 'romance' })).toMatchObject({ ok: true });
      expect([await typeOf(), await tasks()]).toEqual(['romance', expect.not.arrayContaining(['unknown_of_report'])]);
      expect(await tell(caseId, { caseType: 'job' })).toMatchObject({ code: 'COMPLAINT.KNOWN_ALREADY' });
      await expectWhole();
    });

    it.each<[string, ComplaintChanges, object | undefined]>([
      ['a name', { reporter: { name: undefined } }, { reporter: { name: 'Somsri Test' } }],
      ['a telephone', { reporter: { phone: undefined, phoneAsTold: '08-12' } }, { reporter: { phone: '0898765433' } }],
      ['what happened', { narrative: undefined }, { narrative: 'I paid for a camera.' }],
      ['the account', WRONG, { victimAccount: VICTIM_ACCOUNT }],
      [
        'a number that was told wrong',
        { victim: { name: 'Somying Test', phone: '0812345678', numberAsTold: '912345' } },
        { victim: { citizenId: NUMBER } },
      ],
      [
        'nothing but a number that may stay unknown',
        { victim: { name: 'Somying Test', phone: '0812345678' } },
        undefined,
      ],
    ])('is a task of the centre while it lacks %s', async (_, changes, told) => {
      const known = changes === WRONG ? { incompleteTransfers: [{}] } : { transfers: [{}] };
      const caseId = await complain({ ...changes, ...known });
      const isTask = async () =>
        (await selectQueue(build.db.manager, [caseId])).some(({ work }) =>
          work.some(({ kind }) => kind === 'unknown_of_report'),
        );
      expect(await isTask()).toBe(told !== undefined);
      if (told === undefined) return;
      expect(await tell(caseId, told)).toMatchObject({ ok: true });
      if (changes !== WRONG) expect(await isTask()).toBe(false);
    });

    it('lets nobody call back a number that he put down himself after intake', async () => {
      const caseId = await complain({ ...WRONG, incompleteTransfers: [{}] });
      const ask = (actor = OPERATOR) =>
        requestWithdrawal(build.db, {
          caseId,
          actor,
          body: { reason: 'paid back', identifiedBy: 'call_back', calledBackAt: new Date().toISOString() },
        });
      const none = await ask();
      expect(none.ok).toBe(false);
      await tell(caseId, { reporter: { phone: '0898765432' } });
      expect(await ask()).toEqual(none);
      expect(await ask(person('operator-2', 'hotline_operator'))).toMatchObject({ ok: true });
    });

    it.each([
      ['a number that is known', { victim: { citizenId: NUMBER } }],
      ['a telephone of the victim that is known', { victim: { phone: '0898765433' } }],
      ['a telephone of the reporter that is known', { reporter: { phone: '0898765433' } }],
      ['the account that is known', { victimAccount: MULE_ACCOUNT }],
      ['a name that is known', { victim: { name: 'Another Test' } }],
      ['the story that is known', { narrative: 'Another story.' }],
    ])('never replaces %s', async (_, told) => {
      const caseId = await complain({ transfers: [{}] });
      expect(await tell(caseId, told)).toMatchObject({ code: 'COMPLAINT.KNOWN_ALREADY' });
    });

    it('is refused with what cannot be right, and stores nothing', async () => {
      const caseId = await complain({ ...WRONG, incompleteTransfers: [{}] });
      const wrong = {
        victim: { citizenId: '9123456789018' },
        victimAccount: { institution: 'th-004', accountNo: '900' },
      };
      expect(ToldAgainBody.safeParse({ note: 'x' }).success).toBe(false);
      expect(
        await tell(caseId, { ...wrong, victimAccount: { institution: 'th-004', accountNo: '900000000111' } }),
      ).toMatchObject({
        code: 'COMPLAINT.INVALID',
        faults: [{ pointer: '/victim/citizenId' }, { pointer: '/victimAccount/accountNo' }],
      });
      expect((await status(caseId))?.askAgain).toHaveLength(4);
    });

    it('cannot be rewritten, not even in the database', async () => {
      const caseId = await complain({ ...WRONG, incompleteTransfers: [{}] });
      await tell(caseId, { reporter: { phone: '0898765432' }, victimAccount: VICTIM_ACCOUNT });
      for (const sql of [
        `UPDATE complaint SET known = known || '{"reporter": {"phone": "0800000000"}}' WHERE id = $1`,
        `UPDATE complaint SET known = '{}' WHERE id = $1`,
        `UPDATE complaint SET phone_keys = '{}' WHERE id = $1`,
        `UPDATE complaint SET body = body || '{"caseType": "loan"}' WHERE id = $1`,
        `UPDATE case_file SET victim_account_no = '9000000002' WHERE id = $1`,
        `DELETE FROM complaint WHERE id = $1`,
      ])
        await expect(build.owner.query(sql, [caseId])).rejects.toThrow('is append-only');
      const known = await complain({ transfers: [{}] });
      await expect(
        build.owner.query(`UPDATE complaint SET known = '{"reporter": {"phone": "0800000000"}}' WHERE id = $1`, [
          known,
        ]),
      ).rejects.toThrow('complaint_known_is_new');
    });
  });
});
