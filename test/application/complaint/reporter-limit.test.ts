import { HoldRow } from '../../../src/persistence/entities/hold.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

/** The limit of P-URG in the rulebook `th`: unconfirmed complaints for each reporter and day. */
const LIMIT = 3;
const REPORTER = { phone: '0812345001' };
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
});
