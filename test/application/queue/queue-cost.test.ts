import { readQueue } from '../../../src/application/queue/read-queue.js';
import { copyCase } from '../../support/copy-case.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const OPEN = 1_000;
const CLOSED = 4_000;

describe('the cost of the queue', () => {
  let database: FreshDatabase;
  let caseId: string;
  beforeAll(async () => {
    database = await freshDatabase(1);
    const record = await RecordBuilder.on(database);
    const complaint = await record.complain();
    ({ caseId } = complaint);
    for (const holdId of complaint.holdIds) await record.send(holdId, {});
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    await copyCase(database.dataSource, caseId, OPEN - 1, 'open');
  });
  afterAll(() => database.drop());

  it('is two statements for a thousand open cases, and what it reads does not grow with the closed ones', async () => {
    const read = () => readQueue(database.application.manager, { tab: 'all', limit: 100 });
    await read(); // takes its copy of the rulebook
    const alone = await costOf(database.application, read);
    expect(alone.statements).toBe(2);
    const page = await read();
    expect([page.total, page.cases.length]).toEqual([OPEN, 100]);
    await copyCase(database.dataSource, caseId, CLOSED, 'closed');
    const beside = await costOf(database.application, read);
    expect(beside.statements).toBe(2);
    const rows = (cost: typeof alone) => Object.values(cost.rows).reduce((sum, count) => sum + count, 0);
    // Some plans change with the size of a table: less than twice, where the record is five times as large.
    expect(rows(beside)).toBeLessThan(2 * rows(alone));
    expect(rows(beside)).toBeLessThan(55 * OPEN);
  });
});
