import { readQueue, type QueueQuery } from '../../../src/application/queue/read-queue.js';
import { followQueue } from '../../../src/application/queue/follow-queue.js';
import { noteOnCase } from '../../../src/application/handling/note-on-case.js';
import { copyCase } from '../../support/copy-case.js';
import { type Cost, costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';

const FEW = 100;
const MANY = 10_000;
const CLOSED = 1_000;

/** PostgreSQL plans a statement of a connection for its values so often; then it may take one plan for all values. */
const PLANNED_FOR_VALUES = 6;

/** Rows of the record that are read to make the row of a case of the test again. */
const MOST_OF_A_CASE = 55;

describe('the cost of the queue', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  beforeAll(async () => {
    database = await freshDatabase(1);
    record = await RecordBuilder.on(database);
    const complaint = await record.complain();
    ({ caseId } = complaint);
    for (const holdId of complaint.holdIds) await record.send(holdId, {});
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    await followQueue(database.application.manager);
  });
  afterAll(() => database.drop());

  const read = (query: Partial<QueueQuery> = {}) =>
    readQueue(database.application.manager, { tab: 'all', limit: 100, ...query });
  const rowsOf = ({ rows }: Cost) => Object.values(rows).reduce((sum, count) => sum + count, 0);
  /** Reads as a console does all day, so that no plan counts that only the first readings have. */
  async function readOften(query: Partial<QueueQuery> = {}): Promise<void> {
    for (let time = 0; time < PLANNED_FOR_VALUES; time += 1) await read(query);
  }
  async function costs() {
    const shown: Partial<QueueQuery>[] = [
      {},
      { sort: 'risk' },
      { tab: 'ours' },
      { tab: 'late', sort: 'risk' },
      { caseId },
    ];
    for (const query of shown) await readOften(query);
    const page = await read();
    return {
      page,
      first: await costOf(database.application, () => read()),
      risk: await costOf(database.application, () => read({ sort: 'risk' })),
      ours: await costOf(database.application, () => read({ tab: 'ours' })),
      late: await costOf(database.application, () => read({ tab: 'late', sort: 'risk' })),
      nobody: await costOf(database.application, () => read({ caseType: 'no_such_type' })),
      one: await costOf(database.application, () => read({ caseId })),
      changed: await costOf(database.application, async () => {
        await noteOnCase(database.application, { caseId, text: 'The victim called.', actor: OFFICER });
        await read({ caseId });
      }),
    };
  }

  it('is that of its page: ten thousand open cases and any closed ones cost what a hundred do', async () => {
    await copyCase(database.dataSource, caseId, FEW - 1, 'open');
    const few = await costs();
    // A rush of complaints is in the queue before PostgreSQL has looked how its values are spread.
    await copyCase(database.dataSource, caseId, MANY - FEW, 'listed', { isLookedAt: false });
    const rushed = await costs();
    await copyCase(database.dataSource, caseId, CLOSED, 'closed');
    const many = await costs();
    expect([few.page.cases.length, few.page.total, few.page.next]).toEqual([FEW, FEW, null]);
    expect([many.page.cases.length, many.page.total, many.page.more]).toEqual([FEW, FEW, true]);
    for (const act of ['first', 'risk', 'ours', 'late', 'one'] as const) {
      // Where the whole table is no longer than a page, PostgreSQL reads it whole.
      const most = rowsOf(few[act]) + 20 * FEW;
      for (const { [act]: cost } of [many, rushed]) {
        expect({ act, statements: cost.statements, more: rowsOf(cost) > most }).toEqual({
          act,
          statements: 3,
          more: false,
        });
      }
      expect(few[act].statements).toBe(3);
    }
    expect(many.changed.statements).toBe(few.changed.statements);
    expect(rowsOf(many.changed)).toBeLessThan(rowsOf(few.changed) + 20 * FEW);
    // A filter that no case passes looks at a thousand places and says where to go on.
    expect(rowsOf(many.nobody)).toBeLessThan(4_000);
    expect((await read({ caseType: 'no_such_type' })).next).not.toBeNull();
    const bytes = (page: object) => JSON.stringify(page).length;
    expect(Math.abs(bytes(many.page) - bytes(few.page))).toBeLessThan(1_000);
    expect(bytes(await read({ caseId }))).toBeLessThan(5_000);
  });

  it('makes the rows of cases that changed again, and of no others', async () => {
    await read();
    const changed = Array.from({ length: FEW / 2 }, (_, index) => `${caseId}-open-${index + 1}`);
    await database.dataSource.query(`UPDATE queue_case SET fresh_until = '-infinity' WHERE case_id = ANY ($1)`, [
      changed,
    ]);
    const made = await costOf(database.application, () => followQueue(database.application.manager));
    const ofRecord = Object.entries(made.rows).filter(([table]) => !/^(rule_row|queue_)/.test(table));
    expect(made.statements).toBe(11);
    expect(ofRecord.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(MOST_OF_A_CASE * changed.length);
  });
});
