import type { DataSource } from 'typeorm';

/**
 * Copies a case under other ids, with what a queue and a judgement read of it. Copies that are
 * `apart` have other accounts too; else all share the accounts of the case. Of copies that are `listed`
 * there is the case with its claim and its row of the queue alone. PostgreSQL then looks how the values are
 * spread, as it does by itself within a minute, but for copies that are not `isLookedAt`.
 */
export async function copyCase(
  owner: DataSource,
  caseId: string,
  times: number,
  as: 'open' | 'listed' | 'closed' | 'apart',
  { isLookedAt = true } = {},
): Promise<void> {
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
  const accounts = (column: string): Record<string, string> => (as === 'apart' ? { [column]: own(column) } : {});
  await copies('complaint', { id }, 't.id = $1');
  await copies(
    'case_file',
    {
      id,
      case_no: own('case_no'),
      closed_at: as === 'closed' ? 't.opened_at' : 't.closed_at',
      ...accounts('victim_account_no'),
    },
    't.id = $1',
  );
  if (as !== 'closed') {
    await copies('queue_case', { case_id: ofCase }, 't.case_id = $1');
    await copies(
      'queue_place',
      {
        case_id: ofCase,
        ...Object.fromEntries(['by_time', 'by_risk', 'by_advice', 'by_doubts'].map((order) => [order, own(order)])),
      },
      't.case_id = $1',
    );
  }
  const ofSum = { stolen_sum_id: own('stolen_sum_id'), case_id: ofCase };
  await copies('claim', ofSum, 't.case_id = $1');
  if (as !== 'listed') await copyWork();
  await runner.commitTransaction();
  await runner.release();
  if (isLookedAt) await owner.query('ANALYZE');

  async function copyWork(): Promise<void> {
    await copies(
      'transfer',
      {
        id,
        reference: own('reference'),
        first_case_id: ofCase,
        ...accounts('from_account_no'),
        ...accounts('to_account_no'),
      },
      't.first_case_id = $1',
    );
    await copies('stolen_sum', { id, transfer_id: own('transfer_id'), case_id: ofCase }, 't.case_id = $1');
    await copies('trail_link', { id, transfer_id: own('transfer_id'), ...ofSum }, 't.case_id = $1');
    await copies(
      'hold',
      {
        id,
        transfer_id: own('transfer_id'),
        trail_link_id: own('trail_link_id'),
        notice_reference: own('notice_reference'),
        ...accounts('account_no'),
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
    if (as === 'apart') await copies('link_key', { case_id: ofCase, key: own('key') }, 't.case_id = $1');
  }
}
