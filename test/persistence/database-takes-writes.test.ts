import { databaseTakesWrites } from '../../src/observe/database-takes-writes.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

describe('whether the database takes changes', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase(1);
  });
  afterEach(() => database.drop());

  it('is said by a database that does', async () => {
    expect(await databaseTakesWrites(database.application)).toBe(true);
  });

  it('is not said by one that can only be read, though it answers', async () => {
    await database.application.query('SET default_transaction_read_only = on');
    expect(await database.application.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await databaseTakesWrites(database.application)).toBe(false);
  });
});
