import { takeDue } from '../../../src/application/message/take-due.js';
import { ShareNoticeRow } from '../../../src/persistence/entities/exchange.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

describe('the messages that a round of the keeper takes', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await RecordBuilder.on(database); // enrols the parties
  });
  afterAll(() => database.drop());

  it('are for one party by half at most, so that one that is away leaves room for others', async () => {
    const waiting = [
      ['amlo', 'A1', 9],
      ['amlo', 'A2', 8],
      ['amlo', 'A3', 7],
      ['ccib', 'B1', 1],
    ] as const;
    for (const [party, id, minutes] of waiting)
      await database.dataSource.query(
        `INSERT INTO share_notice (id, batch_id, party, disclosures, legal_basis, written_at, attempts, next_attempt_at)
         VALUES ($1, $1, $2, '{x}', '{x}', now(), 0, now() - $3 * interval '1 minute')`,
        [id, party, minutes],
      );
    const open = { open: 'n.sentAt IS NULL', party: 'party' } as const;
    const taken = await database.application.transaction((manager) => takeDue(manager, ShareNoticeRow, open, 3));
    expect(taken.map(({ row }) => row.id)).toEqual(['A1', 'A2', 'B1']);
  });
});
