import type { EntityManager } from 'typeorm';
import type { SeededCase } from './seed.js';

/**
 * Continues a seeded case's trail over `hops` hops until it has `accounts` accounts, an equal
 * number at each hop. The last accounts of a hop pay the next ones, and what does not go on is
 * held. The rows are written by hand, because tests only read them. It needs one transaction,
 * because it uses temporary tables.
 */
export async function seedLongTrail(
  manager: EntityManager,
  { caseId, stolenSumId, transferId, trailLinkId }: SeededCase,
  { hops, accounts }: { hops: number; accounts: number },
): Promise<void> {
  await manager.query('INSERT INTO claim (stolen_sum_id, case_id, claimed_at) VALUES ($1, $2, now())', [
    stolenSumId,
    caseId,
  ]);
  await manager.query(
    `CREATE TEMP TABLE step AS
     WITH RECURSIVE n AS (SELECT 0 AS i, 0 AS hop, NULL::int AS parent
       UNION ALL SELECT i + 1, 1 + (i * $1::int) / $2::int, CASE WHEN i < $2::int / $1::int THEN 0 ELSE i + 1 - $2::int / $1::int END FROM n WHERE i + 1 < $2::int)
     SELECT * FROM n`,
    [hops, accounts],
  );
  // Each account keeps 1 share and passes on what its successors keep, so an account's part is the
  // number of accounts below it, plus itself.
  await manager.query(
    `CREATE TEMP TABLE sized AS
     WITH RECURSIVE below AS (SELECT i AS top, i FROM step UNION ALL SELECT b.top, s.i FROM below b JOIN step s ON s.parent = b.i)
     SELECT s.*, count(*) AS shares FROM step s JOIN below b ON b.top = s.i GROUP BY s.i, s.hop, s.parent`,
  );
  const share = `(SELECT amount_satang / ${accounts} FROM stolen_sum WHERE id = '${stolenSumId}')`;
  await manager.query(
    `INSERT INTO transfer (id, from_institution, from_account_no, reference, to_institution, to_account_no, amount_satang, transferred_at, rail, reported_by, first_case_id)
     SELECT $1 || 'T' || i, 'th-006', CASE parent WHEN 0 THEN '9000000002' ELSE '8' || lpad(parent::text, 9, '0') END, $1 || 'R' || i, 'th-006', '8' || lpad(i::text, 9, '0'),
            shares * ${share}, '2026-11-24T03:00:00Z'::timestamptz + hop * interval '1 minute', 'promptpay', 'institution', $1
       FROM sized WHERE i > 0`,
    [caseId],
  );
  await manager.query(
    `INSERT INTO trail_link (id, stolen_sum_id, transfer_id, case_id, parent_link_id, parent_hold_id, hop, attributed_satang)
     SELECT $1 || 'L' || i, $2, $1 || 'T' || i, $1, CASE parent WHEN 0 THEN $3 ELSE $1 || 'L' || parent END, $1 || 'H' || parent, hop, shares * ${share}
       FROM sized WHERE i > 0 ORDER BY i`,
    [caseId, stolenSumId, trailLinkId],
  );
  await manager.query(
    `INSERT INTO hold (id, case_id, stolen_sum_id, transfer_id, trail_link_id, hop, institution, account_no, kind, state, requested_satang, held_satang, reserved_satang,
                       expires_at, ordered_at, section7_from, notice_reference, appeal_secret_sha256)
     SELECT $1 || 'H' || i, $1, $2, CASE i WHEN 0 THEN $3 ELSE $1 || 'T' || i END, CASE i WHEN 0 THEN $4 ELSE $1 || 'L' || i END, hop, 'th-006',
            CASE i WHEN 0 THEN '9000000002' ELSE '8' || lpad(i::text, 9, '0') END, 'section7', 'partly_held', shares * ${share}, ${share}, ${share},
            now() + interval '1 day', now(), now(), $1 || 'N' || i, repeat('0', 64) FROM sized`,
    [caseId, stolenSumId, transferId, trailLinkId],
  );
  await manager.query('UPDATE stolen_sum SET reserved_satang = amount_satang WHERE id = $1', [stolenSumId]);
  await manager.query('DROP TABLE step, sized');
}
