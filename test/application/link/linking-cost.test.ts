import type { ComplaintChanges } from '../../support/complaint-body.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { MULE, phone, victim } from '../support/arrivals.js';

describe('the cost of a complaint beside cases that share a subject with it', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase(1);
    record = await RecordBuilder.on(database);
    // PostgreSQL always reads a short table whole.
    await copyCase(await arrive(victim()), 3_000, 'apart');
  });
  afterAll(() => database.drop());

  async function arrive(changes: ComplaintChanges): Promise<string> {
    const { caseId } = await record.complain(changes);
    await record.advanceCase(caseId);
    return caseId;
  }

  /**
   * Copies a case with its trail, as if other victims had reported the same subjects, or each
   * another account.
   */
  async function copyCase(caseId: string, times: number, subjects: 'shared' | 'apart'): Promise<void> {
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SET LOCAL session_replication_role = replica'); // no seals: they take most of the time
    const copies = (table: string, set: Record<string, string>, where: string) => {
      const row = Object.entries(set).map(([column, value]) => `'${column}', ${value}`);
      return runner.query(
        `INSERT INTO ${table} SELECT copy.* FROM generate_series(1, $2::int) n, ${table} t,
                jsonb_populate_record(NULL::${table}, to_jsonb(t) || jsonb_build_object(${row.join(', ')})) copy WHERE ${where}`,
        [caseId, times],
      );
    };
    const [id, account] = ["t.id || '-' || n", "lpad(n::text, 10, '5')"];
    const ofCase = "$1 || '-' || n";
    await copies('complaint', { id }, 't.id = $1');
    await copies('audit_head', { chain: ofCase }, 't.chain = $1');
    await copies('case_file', { id, case_no: `t.case_no || '-' || n`, victim_account_no: account }, 't.id = $1');
    const paid = { id, reference: `t.reference || '-' || n`, from_account_no: account, first_case_id: ofCase };
    const own: Record<string, string> = subjects === 'apart' ? { to_account_no: "lpad(n::text, 10, '4')" } : {};
    await copies('transfer', { ...paid, ...own }, 't.first_case_id = $1');
    const sum = { id, transfer_id: `t.transfer_id || '-' || n`, case_id: ofCase, reserved_satang: '0' };
    await copies('stolen_sum', { ...sum, counted_satang: '0' }, 't.case_id = $1');
    const part = { stolen_sum_id: `t.stolen_sum_id || '-' || n`, case_id: ofCase };
    await copies('claim', part, 't.case_id = $1');
    await copies('trail_link', { id, transfer_id: `t.transfer_id || '-' || n`, ...part }, 't.case_id = $1');
    if (subjects === 'shared') await copies('link_key', { case_id: ofCase }, 't.case_id = $1');
    await runner.commitTransaction();
    await runner.release();
    await database.dataSource.query('ANALYZE');
  }

  /**
   * Returns the cost of the first advance of a complaint that is the last of `of` with one
   * telephone number or account.
   */
  async function last(of: number, changes: () => ComplaintChanges) {
    if (of > 1) await copyCase(await arrive(changes()), of - 2, 'shared');
    const { caseId } = await record.complain(changes());
    const { statements } = await costOf(database.application, () => record.advanceCase(caseId));
    const links = await database.dataSource.query<unknown[]>('SELECT 1 FROM case_link WHERE other_case_id = $1', [
      caseId,
    ]);
    return { statements, links: links.length };
  }

  it.each([
    ['a telephone number', [1, 2, 3].map((n) => () => phone(`060000020${n}`))],
    [
      'an account',
      [1, 2, 3].map((n) => () => victim({ transfers: [{ to: { account: { ...MULE, accountNo: `955500010${n}` } } }] })),
    ],
  ])(
    'does not grow with how many there are: ten of them are linked by %s, and none where it is everybody’s',
    async (_subject, [one, some, all]) => {
      if (one === undefined || some === undefined || all === undefined) throw new Error('three subjects');
      const [alone, beside100, beside1000] = [await last(1, one), await last(100, some), await last(1_001, all)];
      expect([alone.links, beside100.links, beside1000.links]).toEqual([0, 10, 0]);
      expect(beside1000.statements - alone.statements).toBeLessThan(5);
      expect(beside100.statements - alone.statements).toBeLessThan(10 * 15 + 5);
    },
  );
});
