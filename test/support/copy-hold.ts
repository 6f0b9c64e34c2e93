import type { DataSource } from 'typeorm';

/** Copies that one statement writes. */
const AT_A_TIME = 5_000;

/**
 * Writes a hold with its order and receipt again and again under other ids, each a second older than the one before,
 * until there are `holds`. They have no case: for what reads the holds of an institution.
 */
export async function copyHold(owner: DataSource, holdId: string, holds: number): Promise<void> {
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  await runner.query('SET LOCAL session_replication_role = replica'); // no seals and no counting
  let from = 1;
  const own = (column: string) => `'${column}', left(t.${column}, 18) || lpad(n::text, 8, '0')`;
  const later = (column: string) => `'${column}', t.${column} - n * interval '1 second'`;
  const copies = (table: string, set: string[], where: string) =>
    runner.query(
      `INSERT INTO ${table} SELECT copy.* FROM generate_series($2::int, $3::int) n, ${table} t,
              jsonb_populate_record(NULL::${table}, to_jsonb(t) || jsonb_build_object(${set.join(', ')})) copy WHERE ${where}`,
      [holdId, from, Math.min(from + AT_A_TIME, holds) - 1],
    );
  for (from = 1; from < holds; from += AT_A_TIME) {
    await copies(
      'hold',
      [own('id'), own('transfer_id'), own('trail_link_id'), `'notice_reference', t.notice_reference || n`],
      't.id = $1',
    );
    await copies(
      'hold_order',
      [own('id'), own('hold_id'), ...['issued_at', 'sent_at', 'answered_at'].map(later)],
      't.hold_id = $1',
    );
    await copies('receipt', [own('id'), own('hold_id'), own('order_id'), later('received_at')], 't.hold_id = $1');
    await copies('hold_change', [own('hold_id'), later('changed_at')], 't.hold_id = $1');
  }
  await runner.commitTransaction();
  await runner.release();
  await owner.query('ANALYZE');
}
