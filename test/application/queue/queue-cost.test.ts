import type { DataSource } from 'typeorm';
import { readQueue } from '../../../src/application/queue/read-queue.js';
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
    expect(rows(beside)).toBeLessThan(40 * OPEN);
  });
});

/** Copies a case with what its queue entry is made of, under other ids. */
async function copyCase(owner: DataSource, caseId: string, times: number, as: 'open' | 'closed'): Promise<void> {
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  await runner.query('SET LOCAL session_replication_role = replica'); // no seals and no counting
  const suffix = `'-${as}-' || n`;
  const own = (column: string) => `CASE WHEN t.${column} IS NOT NULL THEN t.${column} || ${suffix} END`;
  const copies = (table: string, set: Record<string, string>, where: string) => {
    const row = Object.entries(set).map(([column, value]) => `'${column}', ${value}`);
    return runner.query(
      `INSERT INTO ${table} SELECT copy.* FROM generate_series(1, $2::int) n, ${table} t,
              jsonb_populate_record(NULL::${table}, to_jsonb(t) || jsonb_build_object(${row.join(', ')})) copy WHERE ${where}`,
      [caseId, times],
    );
  };
  const ofCase = `$1 || ${suffix}`;
  const id = own('id');
  await copies('complaint', { id }, 't.id = $1');
  await copies(
    'case_file',
    { id, case_no: own('case_no'), closed_at: as === 'closed' ? 't.opened_at' : 't.closed_at' },
    't.id = $1',
  );
  await copies('transfer', { id, reference: own('reference'), first_case_id: ofCase }, 't.first_case_id = $1');
  await copies('stolen_sum', { id, transfer_id: own('transfer_id'), case_id: ofCase }, 't.case_id = $1');
  const ofSum = { stolen_sum_id: own('stolen_sum_id'), case_id: ofCase };
  await copies('claim', ofSum, 't.case_id = $1');
  await copies('trail_link', { id, transfer_id: own('transfer_id'), ...ofSum }, 't.case_id = $1');
  await copies(
    'hold',
    {
      id,
      transfer_id: own('transfer_id'),
      trail_link_id: own('trail_link_id'),
      notice_reference: own('notice_reference'),
      ...ofSum,
    },
    't.case_id = $1',
  );
  await copies('hold_order', { id, hold_id: own('hold_id'), case_id: ofCase }, 't.case_id = $1');
  await copies('debit_confirmation', { id, transfer_id: own('transfer_id'), case_id: ofCase }, 't.case_id = $1');
  await copies('evidence_request', { id, case_id: ofCase }, 't.case_id = $1');
  await copies('victim_news', { id, hold_id: own('hold_id'), case_id: ofCase }, 't.case_id = $1');
  await copies('judgement', { case_id: ofCase }, 't.case_id = $1');
  await copies('finding', { id, case_id: ofCase }, 't.case_id = $1');
  await runner.commitTransaction();
  await runner.release();
  await owner.query('ANALYZE');
}
