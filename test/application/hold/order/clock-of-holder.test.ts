import { attachToCase } from '../../../../src/application/attachment/add-attachment.js';
import { addTransfers } from '../../../../src/application/complaint/intake/add-transfers.js';
import { supplyAuthority } from '../../../../src/application/complaint/intake/supply-authority.js';
import { adoptFound } from '../../../../src/application/complaint/incomplete/adopt-found.js';
import { decidePapers } from '../../../../src/application/complaint/papers/decide-papers.js';
import { proposePapers } from '../../../../src/application/complaint/papers/propose-papers.js';
import { readBreaks } from '../../../../src/application/break/read-breaks.js';
import { recordConfirmation } from '../../../../src/application/debit/deliver-debit-question.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { driveDue } from '../../../support/drive-due.js';
import { CaseFileRow } from '../../../../src/persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow } from '../../../../src/persistence/entities/case/complaint.entities.js';
import {
  DebitConfirmationRow,
  IncompleteTransferRow,
} from '../../../../src/persistence/entities/money/debit.entities.js';
import { BreakRecordRow } from '../../../../src/persistence/entities/traffic/break.entities.js';
import { HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { ComplaintBody } from '../../../../src/wire/case/complaint.js';
import { complaintBody, MULE_ACCOUNT, NEXT_ACCOUNT } from '../../../support/complaint-body.js';
import { correct } from '../../../support/correct.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, OPERATOR, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';
import { NO_STORE } from '../../../support/warrant.js';

const HOUR_MS = 3_600_000;
const SEVEN_DAYS = 168;
const NOBODY_ASKS = 'nobody asks its institution who holds the account, or calls a person';
const USED_UP = 'because of the complaint of another one';
const TRUE_VICTIM = { name: 'Somying Test', citizenId: '9123456789010', phone: '0812345678' };
const LIAR = { name: 'Somsak Test', citizenId: '9900000000014', phone: '0898765432' };
const UNNUMBERED = { name: LIAR.name, phone: LIAR.phone };

/** Whose complaint about a transfer gives section 7 its seven days, and from when. */
describe('the seven days of who holds the debited account', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const paidAt = new Date(Date.now() - 2 * HOUR_MS);
  const after = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR_MS);
  const reports = async (victim: typeof UNNUMBERED, hoursSince = 0) => {
    const { name, phone } = victim;
    const transfers = [{ reference: 'HOLDER-1', transferredAt: after(paidAt, -hoursSince).toISOString() }];
    const { caseId } = await build.complain({ victim, reporter: { name, phone }, transfers });
    await build.advanceCase(caseId);
    return caseId;
  };
  /** Lets the victim's bank answer the newest question of a case. */
  async function says(caseId: string, words: object): Promise<void> {
    const questions = await build.db.manager.find(DebitConfirmationRow, {
      where: { caseId },
      order: { id: 'DESC' },
      take: 1,
    });
    for (const { id, institution } of questions) {
      const body = { confirmationId: id, at: new Date().toISOString(), ...words };
      const message = await build.parties.answer(institution, 'debit.confirmation', id, body);
      await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    }
    await build.advanceCase(caseId);
  }
  /** Lets hours pass; banks let go what is over, and every case is looked at. */
  async function hoursPass(hours: number): Promise<void> {
    await build.owner.query(
      'UPDATE debit_confirmation SET reached_at = asked_at WHERE sent_at IS NULL AND reached_at IS NULL',
    );
    await timePasses(build.owner, `${hours} hours`);
    await build.owner.query('ALTER TABLE complaint_addition DISABLE TRIGGER complaint_addition_append_only');
    await build.owner.query(`UPDATE complaint_addition SET received_at = received_at - interval '${hours} hours'`);
    await build.owner.query('ALTER TABLE complaint_addition ENABLE TRIGGER complaint_addition_append_only');
    await driveDue(build.db, ['hold_end']);
    for (const { id } of await build.db.manager.findBy(HoldRow, { state: 'release_ordered' })) await build.release(id);
    for (const { id } of await build.db.manager.find(CaseFileRow)) await build.advanceCase(id);
  }
  const live = async () =>
    (await build.db.manager.find(HoldRow, { order: { id: 'ASC' } })).filter(({ state }) =>
      LIVE_HOLD_STATES.includes(state),
    );
  const ends = async () => (await live()).map(({ expiresAt }) => expiresAt);
  const caseOf = (id: string) => build.db.manager.findOneByOrFail(CaseFileRow, { id });
  const openedAt = async (id: string) => (await caseOf(id)).openedAt;
  /** Two persons put on record that who reported and the debited account belong together. */
  async function holderByPapers(caseId: string): Promise<void> {
    const by = { addedBy: OFFICER.subject, addedRole: 'aoc_officer' as const };
    const file = {
      kind: 'document' as const,
      mediaType: 'text/plain' as const,
      content: Buffer.from('an account book'),
    };
    const added = await attachToCase(build.db, NO_STORE, { caseId, file, by });
    if (!added.ok) throw new Error(added.code);
    const document = { kind: 'account_book' as const, number: 'AB-1', attachmentId: added.attachment.id };
    const body = { finding: 'belongs' as const, document, reason: 'the book names the caller' };
    const proposed = await proposePapers(build.db, { caseId, body, actor: OFFICER });
    if (!proposed.ok) throw new Error(proposed.code);
    const decision = { verdict: 'confirm' as const, reason: 'I compared the file' };
    expect(await decidePapers(build.db, { id: proposed.id, body: decision, actor: SUPERVISOR })).toMatchObject({
      ok: true,
    });
  }
  const faults = () => violated(build.db, ['LEDGER', 'I3', 'I7', 'I8', 'I24', 'I25', 'I26']);
  const late = async () =>
    (await violated(build.db, ['I5']))
      .flatMap(({ examples }) => examples)
      .filter((each) => each.includes('later than'));

  const OTHERS: [string, typeof UNNUMBERED, object | null][] = [
    ['whom its bank never answered', LIAR, null],
    [
      'of whom its bank says that he does not hold it',
      LIAR,
      { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' },
    ],
    ['who names no number', UNNUMBERED, null],
  ];
  it.each(OTHERS)('are not used up by the report of another one, %s: he has his own', async (_who, other, words) => {
    const lie = await reports(other);
    if (words !== null) await says(lie, words);
    await hoursPass(192);
    const truth = await reports(TRUE_VICTIM, 192);
    await says(truth, { result: 'CONFIRMED', holder: 'MATCHES' });
    expect(await ends()).toEqual([after(await openedAt(truth), SEVEN_DAYS)]);
    expect([await faults(), await late()]).toEqual([[], []]);
  });

  it.each(OTHERS)(
    'are not shortened by the report of another one three days before, %s',
    async (_who, other, words) => {
      const lie = await reports(other);
      if (words !== null) await says(lie, words);
      await hoursPass(72);
      const truth = await reports(TRUE_VICTIM, 72);
      await says(truth, { result: 'CONFIRMED', holder: 'MATCHES' });
      expect(await ends()).toEqual([after(await openedAt(truth), SEVEN_DAYS)]);
      expect([await faults(), await late()]).toEqual([[], []]);
    },
  );

  it('are ordered with the report, where its bank denied the other one before', async () => {
    const lie = await reports(LIAR);
    await says(lie, { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' });
    await hoursPass(192);
    await reports(TRUE_VICTIM, 192);
    expect(await live()).toHaveLength(1);
  });

  describe('what is learned of who reports, or of his account, in one case', () => {
    /** The other case is to be looked at, by a signal that nobody has read. */
    const isToLook = async (caseId: string): Promise<boolean> => {
      const rows: unknown[] = await build.db.query(
        `SELECT 1 FROM outbox WHERE workflow_id = $1 AND kind = 'look' AND read_at IS NULL`,
        [`complaint-${caseId}`],
      );
      return rows.length > 0;
    };
    const ACTS: [string, object, (caseId: string) => Promise<void>][] = [
      ['papers of the holder', {}, (caseId) => holderByPapers(caseId)],
      [
        'an authority that is shown later',
        { holdsVictimAccount: false, actsFor: { as: 'heir' } },
        async (caseId) => {
          const body = { as: 'heir' as const, document: 'death certificate', documentNo: 'TEST-DC-1' };
          expect(await supplyAuthority(build.db, { caseId, body, actor: OPERATOR })).toMatchObject({ ok: true });
        },
      ],
    ];
    it.each(ACTS)('%s: the other cases about the same transfer are looked at at once', async (_what, speaks, act) => {
      const { name, phone } = TRUE_VICTIM;
      const transfers = [{ reference: 'HOLDER-1', transferredAt: paidAt.toISOString() }];
      const told = { victim: TRUE_VICTIM, reporter: { name, phone, ...speaks }, transfers };
      const { caseId } = await build.complain(told);
      const other = await reports(LIAR);
      await build.advanceCase(caseId);
      await build.advanceCase(other);
      expect(await isToLook(other)).toBe(false);
      await act(caseId);
      expect(await isToLook(other)).toBe(true);
    });
  });

  describe('where nobody can say who holds the account', () => {
    const questions = (caseId: string) =>
      build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'ASC' } });
    const doubts = () => build.db.manager.findBy(BreakRecordRow, { kind: 'HOLDER_IN_DOUBT' });
    const CONFIRMED: [string, typeof UNNUMBERED, object][] = [
      ['who named no number', UNNUMBERED, { result: 'CONFIRMED' }],
      ['whom his bank compares with nobody', LIAR, { result: 'CONFIRMED', holder: 'NOT_COMPARED' }],
      ['of whom his bank says nothing', LIAR, { result: 'CONFIRMED' }],
    ];

    it.each(CONFIRMED)(
      'the bank that confirmed the debit to one %s is asked for the holder, and the money is held meanwhile',
      async (_who, other, words) => {
        const lie = await reports(other);
        await says(lie, words);
        await hoursPass(192);
        const truth = await reports(TRUE_VICTIM, 192);
        expect(await ends()).toEqual([after(await openedAt(truth), 1)]);
        expect(await questions(truth)).toMatchObject([{ state: 'asked', transferId: null }]);
        expect(await doubts()).toEqual([]);
        await says(truth, { result: 'CONFIRMED', holder: 'MATCHES' });
        expect(await ends()).toEqual([after(await openedAt(truth), SEVEN_DAYS)]);
        // What the bank confirmed stays confirmed.
        expect(await questions(lie)).toMatchObject([{ state: 'confirmed' }]);
        expect([await faults(), await late()]).toEqual([[], []]);
      },
    );

    it('is asked while the days of the other one still run, and then gives his own', async () => {
      const lie = await reports(UNNUMBERED);
      await says(lie, { result: 'CONFIRMED' });
      await hoursPass(72);
      const truth = await reports(TRUE_VICTIM, 72);
      expect(await ends()).toEqual([after(await openedAt(lie), SEVEN_DAYS)]);
      await says(truth, { result: 'CONFIRMED', holder: 'MATCHES' });
      expect(await ends()).toEqual([after(await openedAt(truth), SEVEN_DAYS)]);
      expect([await faults(), await late()]).toEqual([[], []]);
    });

    it('a person is called, with both reports, when the bank compares nobody; time lets go, and papers give his days', async () => {
      const lie = await reports(UNNUMBERED);
      await says(lie, { result: 'CONFIRMED' });
      await hoursPass(192);
      const truth = await reports(TRUE_VICTIM, 192);
      await says(truth, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
      const [doubt] = await doubts();
      expect(doubt).toMatchObject({ caseId: truth, closedAt: null });
      const { breaks } = await readBreaks(build.db.manager, { state: 'open', kind: 'HOLDER_IN_DOUBT', limit: 5 });
      const numbers = await Promise.all([lie, truth].map(async (id) => (await caseOf(id)).caseNo));
      expect(breaks).toMatchObject([{ institution: 'th-004', reports: numbers }]);
      await hoursPass(2);
      expect(await live()).toEqual([]);
      await holderByPapers(truth);
      await build.advanceCase(truth);
      expect(await ends()).toEqual([after(await openedAt(truth), SEVEN_DAYS)]);
      expect(await doubts()).toMatchObject([{ closedBy: 'system' }]);
      expect([await faults(), await late()]).toEqual([[], []]);
    });

    it('a person is called at once for one who has no number, and nobody asks his bank', async () => {
      const lie = await reports(LIAR);
      await says(lie, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
      await hoursPass(192);
      const truth = await reports({ name: TRUE_VICTIM.name, phone: TRUE_VICTIM.phone }, 192);
      expect(await questions(truth)).toEqual([]);
      expect(await doubts()).toMatchObject([{ caseId: truth }]);
      expect([await faults(), await late()]).toEqual([[], []]);
    });

    it('a liar who comes second gets an hour and no days once the bank denies him', async () => {
      const truth = await reports(TRUE_VICTIM);
      await says(truth, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
      await hoursPass(192);
      const lie = await reports(LIAR, 192);
      await says(lie, { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' });
      expect(await questions(truth)).toMatchObject([{ state: 'confirmed' }]);
      await hoursPass(2);
      expect(await live()).toEqual([]);
      expect(await doubts()).toEqual([]);
      expect([await faults(), await late()]).toEqual([[], []]);
    });

    it.each([
      ['matches', { result: 'CONFIRMED', holder: 'MATCHES' }, SEVEN_DAYS],
      ['says nothing', null, 0],
    ])(
      'the money is held from the report on, behind one whom the bank never answered, and it %s',
      async (_w, words, hours) => {
        await reports(LIAR);
        await hoursPass(192);
        const truth = await reports(TRUE_VICTIM, 192);
        expect(await ends()).toEqual([after(await openedAt(truth), 1)]);
        if (words !== null) await says(truth, words);
        else await hoursPass(2);
        expect(await ends()).toEqual(hours === 0 ? [] : [after(await openedAt(truth), hours)]);
        expect([await faults(), await late()]).toEqual([[], []]);
      },
    );

    it('the hour begins anew while no question comes to the bank', async () => {
      const lie = await reports(UNNUMBERED);
      await says(lie, { result: 'CONFIRMED' });
      await hoursPass(192);
      const truth = await reports(TRUE_VICTIM, 192);
      await timePasses(build.owner, '50 minutes');
      await build.advanceCase(truth);
      const [question] = await questions(truth);
      expect(question).toMatchObject({ state: 'asked', urgentFrom: expect.any(Date) as Date });
      expect(await ends()).toEqual([question?.deadlineAt]);
      expect([await faults(), await late()]).toEqual([[], []]);
    });

    it('is found by verify where nobody is asked or called', async () => {
      const lie = await reports(UNNUMBERED);
      await says(lie, { result: 'CONFIRMED' });
      await hoursPass(72);
      const truth = await reports(TRUE_VICTIM, 72);
      expect(JSON.stringify(await violated(build.db, ['I24']))).not.toContain(NOBODY_ASKS);
      await build.owner.query('SET session_replication_role = replica');
      await build.owner.query('DELETE FROM debit_confirmation WHERE case_id = $1', [truth]);
      await build.owner.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
      await build.owner.query('SET session_replication_role = origin');
      expect(JSON.stringify(await violated(build.db, ['I24']))).toContain(NOBODY_ASKS);
    });
  });

  it.each([
    ['who named no number the first time, by the same telephone', { name: TRUE_VICTIM.name, phone: TRUE_VICTIM.phone }],
    ['who named the same number by another telephone', { ...TRUE_VICTIM, phone: LIAR.phone }],
  ])('are those of the first report of one victim, %s', async (_who, before) => {
    const first = await reports(before);
    await hoursPass(72);
    const again = await reports(TRUE_VICTIM, 72);
    await says(again, { result: 'CONFIRMED', holder: 'MATCHES' });
    expect(await ends()).toEqual([after(await openedAt(first), SEVEN_DAYS)]);
    expect([await faults(), await late()]).toEqual([[], []]);
  });

  it('are those of the first of two who hold it together', async () => {
    const one = await reports(LIAR);
    await says(one, { result: 'CONFIRMED', holder: 'MATCHES' });
    await hoursPass(72);
    await reports(TRUE_VICTIM, 72);
    expect(await ends()).toEqual([after(await openedAt(one), SEVEN_DAYS)]);
    expect([await faults(), await late()]).toEqual([[], []]);
  });

  it('are his once two persons saw his papers, where his bank had confirmed the debit to one without a number', async () => {
    const lie = await reports(UNNUMBERED);
    await says(lie, { result: 'CONFIRMED' });
    await hoursPass(192);
    const truth = await reports(TRUE_VICTIM, 192);
    expect(await ends()).toEqual([after(await openedAt(truth), 1)]);
    await holderByPapers(truth);
    await build.advanceCase(truth);
    expect(await ends()).toEqual([after(await openedAt(truth), SEVEN_DAYS)]);
    expect([await faults(), await late()]).toEqual([[], []]);
  });

  it('are his once an officer who knows him adopts what his bank found', async () => {
    const lie = await reports(LIAR);
    await says(lie, { result: 'CONFIRMED', holder: 'NOT_COMPARED' });
    await hoursPass(192);
    const at = after(paidAt, -192);
    const between = { from: after(at, -1).toISOString(), until: after(at, 1).toISOString() };
    const incompleteTransfers = [{ amountSatang: '100000', between }];
    const { name, phone } = TRUE_VICTIM;
    const changes = { victim: TRUE_VICTIM, reporter: { name, phone }, transfers: [], incompleteTransfers };
    const { caseId: truth } = await build.complain(changes);
    const found = { reference: 'HOLDER-1', amountSatang: '100000', at: at.toISOString(), to: MULE_ACCOUNT };
    await says(truth, { result: 'CONFIRMED', holder: 'NOT_COMPARED', found });
    expect(await live()).toEqual([]);
    const { id: transferId } = await build.db.manager.findOneByOrFail(IncompleteTransferRow, { caseId: truth });
    const adopted = { caseId: truth, transferId, reason: 'bank book seen at the station', actor: OFFICER };
    expect(await adoptFound(build.db, adopted)).toMatchObject({ ok: true });
    await build.advanceCase(truth);
    expect(await ends()).toEqual([after(await openedAt(truth), SEVEN_DAYS)]);
    expect([await faults(), await late()]).toEqual([[], []]);
  });

  it('are found by verify where they are used up', async () => {
    await reports(LIAR);
    await hoursPass(192);
    const truth = await reports(TRUE_VICTIM, 192);
    await says(truth, { result: 'CONFIRMED', holder: 'MATCHES' });
    const [hold] = await live();
    expect(JSON.stringify(await violated(build.db, ['I24']))).not.toContain(USED_UP);
    await build.owner.query('SET session_replication_role = replica');
    await build.owner.query('UPDATE stolen_sum SET reserved_satang = 0');
    await build.owner.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
    await build.owner.query('DELETE FROM hold WHERE id = $1', [hold?.id]);
    await build.owner.query('SET session_replication_role = origin');
    expect(JSON.stringify(await violated(build.db, ['I24']))).toContain(USED_UP);
  });

  async function adds(caseId: string, reference: string): Promise<Date> {
    const transferredAt = new Date(Date.now() - HOUR_MS).toISOString();
    const transfer = { reference, transferredAt, to: { account: NEXT_ACCOUNT }, amountSatang: '70000' };
    const { transfers } = ComplaintBody.parse(complaintBody({ transfers: [transfer] }));
    const added = await addTransfers(build.db, { caseId, actor: OPERATOR, body: { note: 'once more', transfers } });
    if (!added.ok) throw new Error(added.code);
    await build.advanceCase(caseId);
    return (await build.db.manager.findOneByOrFail(ComplaintAdditionRow, { id: added.id })).receivedAt;
  }

  it.each([100, 200])(
    'begin for a transfer that a later call reports with that call, %d hours after the first',
    async (hours) => {
      const caseId = await reports(TRUE_VICTIM);
      await says(caseId, { result: 'CONFIRMED', holder: 'MATCHES' });
      const first = after(await openedAt(caseId), SEVEN_DAYS - hours);
      await hoursPass(hours);
      const addedAt = await adds(caseId, 'LATER-1');
      await says(caseId, { result: 'CONFIRMED', holder: 'MATCHES' });
      expect(await ends()).toEqual([...(hours < SEVEN_DAYS ? [first] : []), after(addedAt, SEVEN_DAYS)]);
      expect([await faults(), await late()]).toEqual([[], []]);
    },
  );

  it('begin with that call too where what it told is corrected later', async () => {
    const between = { from: after(paidAt, -1).toISOString(), until: paidAt.toISOString() };
    const incompleteTransfers = [{ amountSatang: '1500000', between }];
    const { caseId } = await build.complain({ victim: TRUE_VICTIM, transfers: [], incompleteTransfers });
    await hoursPass(200);
    await adds(caseId, 'LATER-2');
    await hoursPass(30);
    const [{ receivedAt } = { receivedAt: paidAt }] = await build.db.manager.find(ComplaintAdditionRow);
    await correct(build.db, caseId, { reference: 'LATER-3', to: { account: MULE_ACCOUNT } });
    await build.advanceCase(caseId);
    await says(caseId, { result: 'CONFIRMED', holder: 'MATCHES' });
    expect(await ends()).toEqual([after(receivedAt, SEVEN_DAYS)]);
    expect([await faults(), await late()]).toEqual([[], []]);
  });
});
