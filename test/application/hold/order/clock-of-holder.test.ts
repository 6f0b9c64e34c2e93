import { attachToCase } from '../../../../src/application/attachment/add-attachment.js';
import { addTransfers } from '../../../../src/application/complaint/intake/add-transfers.js';
import { decidePapers } from '../../../../src/application/complaint/papers/decide-papers.js';
import { proposePapers } from '../../../../src/application/complaint/papers/propose-papers.js';
import { recordConfirmation } from '../../../../src/application/debit/deliver-debit-question.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sweepExpiredHolds } from '../../../../src/keeper/sweeper.js';
import { CaseFileRow } from '../../../../src/persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow } from '../../../../src/persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow } from '../../../../src/persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { ComplaintBody } from '../../../../src/wire/case/complaint.js';
import { complaintBody, MULE_ACCOUNT, NEXT_ACCOUNT } from '../../../support/complaint-body.js';
import { correct } from '../../../support/correct.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { OFFICER, OPERATOR, RecordBuilder, SUPERVISOR } from '../../../support/record-builder.js';
import { STILL_DISPATCHER } from '../../../support/still-dispatcher.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';
import { NO_STORE } from '../../../support/warrant.js';

const HOUR_MS = 3_600_000;
const SEVEN_DAYS = 168;
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
    await sweepExpiredHolds(build.db, STILL_DISPATCHER);
    for (const { id } of await build.db.manager.findBy(HoldRow, { state: 'release_ordered' })) await build.release(id);
    for (const { id } of await build.db.manager.find(CaseFileRow)) await build.advanceCase(id);
  }
  const live = async () =>
    (await build.db.manager.find(HoldRow, { order: { id: 'ASC' } })).filter(({ state }) =>
      LIVE_HOLD_STATES.includes(state),
    );
  const ends = async () => (await live()).map(({ expiresAt }) => expiresAt);
  const openedAt = async (id: string) => (await build.db.manager.findOneByOrFail(CaseFileRow, { id })).openedAt;
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
    expect(await live()).toEqual([]);
    const by = { addedBy: OFFICER.subject, addedRole: 'aoc_officer' as const };
    const file = {
      kind: 'document' as const,
      mediaType: 'text/plain' as const,
      content: Buffer.from('an account book'),
    };
    const added = await attachToCase(build.db, NO_STORE, { caseId: truth, file, by });
    if (!added.ok) throw new Error(added.code);
    const document = { kind: 'account_book' as const, number: 'AB-1', attachmentId: added.attachment.id };
    const body = { finding: 'belongs' as const, document, reason: 'the book names the caller' };
    const proposed = await proposePapers(build.db, { caseId: truth, body, actor: OFFICER });
    if (!proposed.ok) throw new Error(proposed.code);
    const decision = { verdict: 'confirm' as const, reason: 'I compared the file' };
    expect(await decidePapers(build.db, { id: proposed.id, body: decision, actor: SUPERVISOR })).toMatchObject({
      ok: true,
    });
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
