import { createHash } from 'node:crypto';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { receiveComplaint } from '../../../src/application/complaint/intake/receive-complaint.js';
import { citizenIdCheckDigit } from '../../../src/domain/identifiers/citizen-id.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, type ComplaintChanges, MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { askAgencies, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

/** The limits of P-LIMIT in the rulebook `th`. */
const PER_NUMBER = 3;
const PER_REPORTER = 20;
const AT_ACCOUNT = 20;
const AT_PERSON = 20;

/** Many complaints whose debits nobody confirms pile no orders up, and keep no victim waiting. */
describe('a flood of complaints', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let made = 0;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** A made-up citizen id that no other complaint has. */
  function citizenId(): string {
    const first12 = `9${String((made += 1)).padStart(11, '0')}`;
    return `${first12}${citizenIdCheckDigit(first12)}`;
  }
  /** A made-up account at th-014 that no other complaint names. */
  const newAccount = () => ({ institution: 'th-014', accountNo: `93${String((made += 1)).padStart(8, '0')}` });

  /** Takes a complaint of a victim with a number and an account of its own, and returns the answer to the hotline. */
  async function report(changes: ComplaintChanges = {}) {
    const id = citizenId();
    const victim = { name: 'Somying Test', citizenId: id, phone: '0812345678' };
    const body = ComplaintBody.parse(
      complaintBody({ victim, victimAccount: { ...newAccount(), institution: 'th-004' }, ...changes }),
    );
    const received = await receiveComplaint(build.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      idempotencyKey: `flood-${id}`,
      actor: OPERATOR,
      rulebook: 'th',
      askAgencies,
      signRecord: (bytes) => build.parties.signBytes(bytes),
    });
    if (!received.ok) throw new Error(received.code);
    return received.response;
  }
  const times = <T>(count: number, one: () => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, () => one()));
  const ordered = (answers: readonly { holdsOrdered: number }[]) =>
    answers.reduce((sum, { holdsOrdered }) => sum + holdsOrdered, 0);
  const breaks = async () => {
    const rows = await build.db.manager.find(BreakRecordRow, { order: { id: 'ASC' } });
    return rows.map(({ kind, ownerRole }) => `${kind} ${ownerRole}`);
  };
  const answerDebits = async (caseId: string, result: 'CONFIRMED' | 'DENIED') => {
    await build.debits(caseId, result);
    await build.advanceCase(caseId);
  };
  const violations = () => violated(build.db);

  it("of three false complaints under a victim's phone does not suppress the victim's own hold where his bank confirms", async () => {
    const reporter = { phone: '0898765432' };
    for (let count = 0; count < PER_NUMBER; count++) await report({ reporter });
    const own = await report({ reporter, transfers: [{ to: { account: newAccount() } }] });
    expect(own).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.REPORTER_LIMIT'] });
    await answerDebits(own.id, 'CONFIRMED');
    expect(await build.holds(own.id)).toMatchObject([{ kind: 'section7', state: 'ordered' }]);
    expect(await violations()).toEqual([]);
  });

  it('under one number is known however the number is written', async () => {
    await report({ reporter: { phone: '0898765432' } });
    await report({ reporter: { phone: '+66898765432' } });
    await report({ reporter: { phone: '0898765432' } });
    const answer = await report({ reporter: { phone: '+66898765432' } });
    expect(answer.notOrderedBecause).toEqual(['SECTION7.REPORTER_LIMIT']);
  });

  it('by one person under many numbers waits for confirmations, and an officer is told once', async () => {
    const victim = { name: 'Somying Test', citizenId: citizenId(), phone: '0812345678' };
    const one = () => report({ victim, transfers: [{ to: { account: newAccount() } }] });
    for (let count = 0; count < PER_REPORTER; count++) expect((await one()).holdsOrdered).toBe(1);
    expect(await breaks()).toEqual([]);
    for (let count = 0; count < 2; count++) {
      expect(await one()).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.REPORTER_LIMIT'] });
    }
    expect(await breaks()).toEqual(['REPORTER_LIMIT aoc_supervisor']);
  });

  it('against one account by many reporters waits for confirmations, and an officer is told once', async () => {
    for (let count = 0; count < AT_ACCOUNT; count++) expect((await report()).holdsOrdered).toBe(1);
    expect(await breaks()).toEqual([]);
    const waiting = await report();
    expect(waiting).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.ACCOUNT_LIMIT'] });
    expect(await report()).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.ACCOUNT_LIMIT'] });
    await build.advanceCase(waiting.id);
    expect(await build.holds(waiting.id)).toEqual([]);
    expect(await breaks()).toEqual(['ACCOUNT_LIMIT aoc_supervisor']);
    await answerDebits(waiting.id, 'CONFIRMED');
    expect(await build.holds(waiting.id)).toMatchObject([{ kind: 'section7', state: 'ordered' }]);
    expect((await report({ transfers: [{ to: { account: newAccount() } }] })).holdsOrdered).toBe(1);
    expect(await violations()).toEqual([]);
  });

  it('by one complaint of many transfers to one account is no more than the limit together with others', async () => {
    const first = await report({ transfers: Array.from({ length: AT_ACCOUNT - 1 }, () => ({})) });
    expect(first.holdsOrdered).toBe(AT_ACCOUNT - 1);
    expect(await report({ transfers: [{}, {}, { to: { account: newAccount() } }] })).toMatchObject({
      holdsOrdered: 2,
      notOrderedBecause: ['SECTION7.ACCOUNT_LIMIT'],
    });
  });

  it('of transfers added to one complaint again and again waits for confirmations, and an officer is told once', async () => {
    const reporter = { phone: '0898765432' };
    const first = await report({ reporter, transfers: [{ to: { account: newAccount() } }] });
    const add = async () => {
      const { transfers } = ComplaintBody.parse(complaintBody({ transfers: [{ to: { account: newAccount() } }] }));
      const body = { note: 'one more', transfers };
      expect(await addTransfers(build.db, { caseId: first.id, actor: OPERATOR, body })).toMatchObject({ ok: true });
      await build.advanceCase(first.id);
    };
    for (let count = 1; count < PER_NUMBER; count++) await add();
    expect(await build.holds(first.id)).toHaveLength(PER_NUMBER);
    await add();
    await add();
    expect(await build.holds(first.id)).toHaveLength(PER_NUMBER);
    expect(await breaks()).toEqual(['REPORTER_LIMIT aoc_supervisor']);
    expect((await report({ reporter, transfers: [{ to: { account: newAccount() } }] })).holdsOrdered).toBe(0);
    await answerDebits(first.id, 'CONFIRMED');
    expect(await build.holds(first.id)).toHaveLength(PER_NUMBER + 2);
    expect(await violations()).toEqual([]);
  });

  it('of transfers added after the bank confirmed one true transfer is limited like any other', async () => {
    const first = await report();
    await answerDebits(first.id, 'CONFIRMED');
    for (let count = 0; count < PER_NUMBER + 1; count++) {
      const { transfers } = ComplaintBody.parse(complaintBody({ transfers: [{ to: { account: newAccount() } }] }));
      await addTransfers(build.db, { caseId: first.id, actor: OPERATOR, body: { note: 'one more', transfers } });
      await build.advanceCase(first.id);
    }
    // One true transfer does not vouch for those that are added to it.
    expect(await build.holds(first.id)).toHaveLength(1 + PER_NUMBER);
  });

  it('counts neither confirmed nor denied debits against the account, and denied ones against the reporter', async () => {
    const answers = await times(AT_ACCOUNT, () => report());
    const [confirmed, denied] = answers;
    await answerDebits(confirmed?.id ?? '', 'CONFIRMED');
    await answerDebits(denied?.id ?? '', 'DENIED');
    expect(await times(2, () => report())).toMatchObject([{ holdsOrdered: 1 }, { holdsOrdered: 1 }]);
    expect((await report()).notOrderedBecause).toEqual(['SECTION7.ACCOUNT_LIMIT']);

    const reporter = { phone: '0898765432' };
    const to = { account: newAccount() };
    for (let count = 0; count < PER_NUMBER; count++) {
      await answerDebits((await report({ reporter, transfers: [{ to }] })).id, 'DENIED');
    }
    expect((await report({ reporter, transfers: [{ to }] })).notOrderedBecause).toEqual(['SECTION7.REPORTER_LIMIT']);
  });

  it('counts a confirmed debit for each reporter of it, also when another reported it first', async () => {
    const reporter = { phone: '0898765432' };
    const transfers = [{ reference: 'TWICE-1' }];
    const same = { victimAccount: VICTIM_ACCOUNT, transfers };
    await answerDebits((await report(same)).id, 'CONFIRMED');
    for (let count = 0; count < PER_NUMBER; count++) await report({ reporter, ...same });
    expect((await report({ reporter })).holdsOrdered).toBe(1);
  });

  it('against one person over many accounts waits for confirmations, and an officer is told once', async () => {
    const suspectPersons = [{ citizenId: citizenId() }];
    const one = () => report({ suspectPersons, transfers: [{ to: { account: newAccount() } }] });
    for (let count = 0; count < AT_PERSON; count++) expect((await one()).holdsOrdered).toBe(1);
    const waiting = await one();
    expect(waiting).toMatchObject({ holdsOrdered: 0, notOrderedBecause: ['SECTION7.PERSON_LIMIT'] });
    expect((await one()).holdsOrdered).toBe(0);
    expect(await breaks()).toEqual(['PERSON_LIMIT aoc_supervisor']);
    await answerDebits(waiting.id, 'CONFIRMED');
    expect(await build.holds(waiting.id)).toMatchObject([{ kind: 'section7', state: 'ordered' }]);
  });

  it('orders at once again when the false reports before were denied', async () => {
    const flood = await times(AT_ACCOUNT, () => report());
    const waiting = await report();
    expect(waiting.holdsOrdered).toBe(0);
    await answerDebits(flood[0]?.id ?? '', 'DENIED');
    await build.advanceCase(waiting.id);
    expect(await build.holds(waiting.id)).toMatchObject([{ kind: 'section7', state: 'ordered' }]);
  });

  it('at one instant orders no more than the limit at an account, and tells an officer once', async () => {
    const answers = await times(AT_ACCOUNT + 10, () => report());
    expect(ordered(answers)).toBe(AT_ACCOUNT);
    expect(await breaks()).toEqual(['ACCOUNT_LIMIT aoc_supervisor']);
    expect(await violations()).toEqual([]);
  });

  it('at one instant orders no more than the limit for a number', async () => {
    const reporter = { phone: '0898765432' };
    const answers = await times(PER_NUMBER + 12, () =>
      report({ reporter, transfers: [{ to: { account: newAccount() } }] }),
    );
    expect(ordered(answers)).toBe(PER_NUMBER);
    expect(await breaks()).toEqual(['REPORTER_LIMIT aoc_supervisor']);
  });

  it('that waits at one account orders no more than the limit when all cases are advanced at one instant', async () => {
    const flood = await times(AT_ACCOUNT, () => report());
    const waiting = await times(6, () => report());
    await answerDebits(flood[0]?.id ?? '', 'DENIED');
    await answerDebits(flood[1]?.id ?? '', 'CONFIRMED');
    await Promise.all(waiting.map(({ id }) => build.advanceCase(id)));
    const holds = await Promise.all(waiting.map(({ id }) => build.holds(id)));
    expect(holds.flat()).toHaveLength(2);
    const [at] = await build.db.query<{ unconfirmed: string }[]>(
      `SELECT count(*) AS unconfirmed FROM hold h JOIN debit_confirmation d USING (transfer_id) WHERE h.account_no = $1 AND d.state = 'asked'`,
      [MULE_ACCOUNT.accountNo],
    );
    expect(at).toEqual({ unconfirmed: String(AT_ACCOUNT) });
  });
});
