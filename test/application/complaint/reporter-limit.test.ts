import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import type { ComplaintChanges } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

/** The limit of P-LIMIT in the rulebook `th`: unconfirmed complaints for each reporter and day. */
const LIMIT = 3;
/** The same for each victim. */
const PERSON_LIMIT = 20;
const REPORTER = { phone: '0812345001' };
const VICTIM = { name: 'Somying Test', phone: '0812345009' };
const CITIZENS = ['9123456789010', '9900000000014'] as const;
const OTHER_REPORTER = { phone: '0812345002' };

describe('a reporter whose debits nobody has confirmed', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;

  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const holdsOf = (caseId: string) => database.dataSource.manager.findBy(HoldRow, { caseId });
  const complain = (reporter: { phone: string }) => record.complain({ reporter });

  it('gets no further account held at once at the limit, but the complaint is taken', async () => {
    for (let count = 0; count < LIMIT; count++) expect((await complain(REPORTER)).holdIds).toHaveLength(1);
    const { caseId, holdIds } = await complain(REPORTER);
    expect(caseId).toHaveLength(26);
    expect(holdIds).toEqual([]);
  });

  it('does not affect other reporters', async () => {
    for (let count = 0; count < LIMIT; count++) await complain(REPORTER);
    expect((await complain(OTHER_REPORTER)).holdIds).toHaveLength(1);
  });

  it('gets the account held as soon as the victim’s bank confirms the debit', async () => {
    for (let count = 0; count < LIMIT; count++) await complain(REPORTER);
    const { caseId } = await complain(REPORTER);
    await record.advanceCase(caseId);
    expect(await holdsOf(caseId)).toEqual([]);
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    expect(await holdsOf(caseId)).toMatchObject([{ state: 'ordered', kind: 'section7', hop: 0 }]);
  });

  it('gets accounts held at once again after an earlier debit is confirmed', async () => {
    const first = await complain(REPORTER);
    for (let count = 1; count < LIMIT; count++) await complain(REPORTER);
    await record.debits(first.caseId, 'CONFIRMED');
    await record.advanceCase(first.caseId);
    expect((await complain(REPORTER)).holdIds).toHaveLength(1);
  });

  it.each([true, false])('has no further bank asked to search at the limit (holds the account: %s)', async (holder) => {
    const between = { from: new Date(Date.now() - 7_200_000).toISOString(), until: new Date().toISOString() };
    const incompleteTransfers = [1, 2].map((part) => ({ amountSatang: `${part}00000`, between }));
    const reporter = { ...REPORTER, holdsVictimAccount: holder };
    const searches = async () => {
      const { caseId } = await record.complain({ reporter, transfers: [], incompleteTransfers });
      return database.dataSource.manager.countBy(DebitConfirmationRow, { caseId });
    };
    // Five searches a day, of three complaints with two each.
    expect([await searches(), await searches()]).toEqual([2, 2]);
    const limits = { kind: 'SEARCH_LIMIT' };
    expect(await database.dataSource.manager.countBy(BreakRecordRow, limits)).toBe(0);
    expect([await searches(), await searches(), await searches()]).toEqual([1, 0, 0]);
    const told = await database.dataSource.manager.find(BreakRecordRow);
    expect(told.map(({ kind, ownerRole }) => [kind, ownerRole])).toContainEqual(['SEARCH_LIMIT', 'aoc_supervisor']);
    expect(told.filter(({ kind }) => kind === 'SEARCH_LIMIT')).toHaveLength(1);
  });

  it.each<[string, (count: number) => ComplaintChanges]>([
    ['a debited account, whoever calls', (count) => ({ victim: { ...VICTIM, citizenId: CITIZENS[count % 2] } })],
    [
      'a victim, whatever account',
      (count) => ({ victimAccount: { institution: 'th-004', accountNo: `90000100${count}0` } }),
    ],
    [
      'a caller, whatever victim and account',
      (count) => ({
        reporter: REPORTER,
        victim: { name: VICTIM.name, phone: VICTIM.phone },
        victimAccount: { institution: 'th-004', accountNo: `90000100${count}0` },
      }),
    ],
  ])(
    'has no bank asked to guess: twenty complaints of twenty guesses about %s ask five times',
    async (_of, changes) => {
      const between = { from: new Date(Date.now() - 7_200_000).toISOString(), until: new Date().toISOString() };
      const incompleteTransfers = Array.from({ length: 20 }, (_, guess) => ({
        amountSatang: `${guess + 1}00000`,
        between,
      }));
      for (let count = 0; count < 5; count += 1)
        await record.complain({ transfers: [], incompleteTransfers, ...changes(count) });
      expect(await database.dataSource.manager.count(DebitConfirmationRow)).toBe(5);
    },
  );

  it('is the same person without an official number, by the account, from whatever telephone', async () => {
    const victim = { name: 'Somying Test', phone: '0812345009' };
    let payees = 9_100_000_000;
    const unnamed = (changes: ComplaintChanges = {}) => {
      const to = { account: { institution: 'th-014', accountNo: String((payees += 1)) } };
      return record.complain({ victim, transfers: [{ to }], ...changes });
    };
    for (let count = 0; count < PERSON_LIMIT; count++) expect((await unnamed()).holdIds).toHaveLength(1);
    expect((await unnamed()).holdIds).toEqual([]);
    const named = { victim: { ...victim, citizenId: '9123456789010' } };
    expect((await unnamed(named)).holdIds).toEqual([]);
    const victimAccount = { institution: 'th-004', accountNo: '9000000077' };
    expect((await unnamed({ victimAccount })).holdIds).toHaveLength(1);
  });
});
