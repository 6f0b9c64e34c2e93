import { keysAround } from '../../../src/application/advice/advice.queries.js';
import { copyCase } from '../../support/copy-case.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const OPEN = 2_000;
/** Tables with some rows for each case. */
const TABLES = ['transfer', 'trail_link', 'claim', 'stolen_sum', 'case_file', 'debit_confirmation', 'hold', 'link_key'];

describe('what is read to judge and to analyse a case', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase(1);
    record = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** A complaint whose order and debit are answered, so that its case is due to be judged. */
  async function toJudge(accountNo: string): Promise<string> {
    const { caseId, holdIds } = await record.complain({
      victimAccount: { institution: 'th-004', accountNo: `8${accountNo}` },
      transfers: [{ to: { account: { institution: 'th-006', accountNo: `7${accountNo}` } } }],
    });
    for (const holdId of holdIds) await record.send(holdId, {});
    await record.debits(caseId, 'CONFIRMED');
    return caseId;
  }

  it('is a case, whatever else is open: no table of the trail is read whole', async () => {
    const first = await toJudge('100000001');
    await record.advanceCase(first);
    await copyCase(database.dataSource, first, OPEN, 'apart');
    const caseId = await toJudge('100000002');
    const { rows } = await costOf(database.application, () => record.advanceCase(caseId));
    const analysed = await costOf(database.application, () => keysAround(database.application.manager, caseId));
    const wholly = TABLES.filter((table) => Math.max(rows[table] ?? 0, analysed.rows[table] ?? 0) > OPEN / 4);
    expect(wholly).toEqual([]);
  });
});
