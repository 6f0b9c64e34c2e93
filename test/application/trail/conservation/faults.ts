import type { DataSource } from 'typeorm';

/** Each part of these cases' sums, with its newest hold and how much of it has gone on. */
const PARTS = `
  SELECT l.id, l.stolen_sum_id, l.transfer_id, l.attributed_satang AS attributed, l.stop_reason, t.from_institution, t.from_account_no, t.to_institution, t.to_account_no, l.hop,
         h.id AS hold_id, h.institution, h.state, coalesce(h.requested_satang, 0) AS requested,
         CASE WHEN h.state IN ('held', 'partly_held') THEN h.held_satang ELSE 0 END AS held,
         coalesce((SELECT sum(n.attributed_satang) FROM trail_link n WHERE n.parent_link_id = l.id), 0) AS onward
    FROM trail_link l JOIN stolen_sum s ON s.id = l.stolen_sum_id JOIN transfer t ON t.id = l.transfer_id
    LEFT JOIN LATERAL (SELECT * FROM hold WHERE trail_link_id = l.id ORDER BY id DESC LIMIT 1) h ON true
   WHERE s.case_id = ANY ($1)`;

/** What must never be true, at any step; each row is one fault. */
const FAULTS = `
  WITH part AS (${PARTS})
  SELECT 'sum ' || id || ' takes up more than was stolen' AS fault FROM stolen_sum
   WHERE case_id = ANY ($1) AND reserved_satang + suspended_satang > amount_satang
  UNION ALL
  SELECT 'sum ' || s.id || ' reserves other than its holds' FROM stolen_sum s
   WHERE s.case_id = ANY ($1) AND s.reserved_satang <> (SELECT coalesce(sum(h.reserved_satang), 0) FROM hold h WHERE h.stolen_sum_id = s.id)
  UNION ALL
  SELECT 'of part ' || id || ' more is held and gone on than arrived' FROM part WHERE held + onward > attributed
  UNION ALL
  SELECT 'from account ' || gone.from_account_no || ' more of sum ' || gone.stolen_sum_id || ' went on than it received'
    FROM (SELECT stolen_sum_id, from_institution, from_account_no, sum(attributed) AS satang FROM part WHERE hop > 0 GROUP BY 1, 2, 3) gone
    LEFT JOIN (SELECT stolen_sum_id, to_institution, to_account_no, sum(attributed) AS satang FROM part GROUP BY 1, 2, 3) come
      ON (come.stolen_sum_id, come.to_institution, come.to_account_no) = (gone.stolen_sum_id, gone.from_institution, gone.from_account_no)
   WHERE gone.satang > coalesce(come.satang, 0)
  UNION ALL
  SELECT 'transfer ' || t.id || ' carries more than its amount'
    FROM transfer t JOIN trail_link l ON l.transfer_id = t.id AND l.hop > 0
   WHERE t.first_case_id = ANY ($1) GROUP BY t.id HAVING sum(l.attributed_satang) > t.amount_satang
  UNION ALL
  SELECT 'an honest bank is doubted: ' || kind FROM break_record WHERE case_id = ANY ($1)`;

/** Returns the faults in the database about the sums of some cases; none when all is sound. */
export async function faultsOf(db: DataSource, caseIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ fault: string }[]>(FAULTS, [caseIds]);
  return rows.map(({ fault }) => fault);
}

/** A part of a stolen sum and what became of it; amounts in satang. */
export interface PartOnRecord {
  stolenSumId: string;
  transferId: string;
  /** Institution and number of the account that paid the part, and of the account that got it. */
  payer: string;
  account: string;
  hop: number;
  attributed: bigint;
  stopReason: string | null;
  holdId: string | null;
  institution: string | null;
  state: string | null;
  requested: bigint;
  held: bigint;
  onward: bigint;
}

/** Reads the parts of the sums of some cases. */
export async function partsOf(db: DataSource, caseIds: readonly string[]): Promise<PartOnRecord[]> {
  const rows = await db.query<Record<string, string | null>[]>(`${PARTS} ORDER BY l.id`, [caseIds]);
  return rows.map((row) => ({
    stolenSumId: row['stolen_sum_id'] ?? '',
    transferId: row['transfer_id'] ?? '',
    payer: `${row['from_institution'] ?? ''} ${row['from_account_no'] ?? ''}`,
    account: `${row['to_institution'] ?? ''} ${row['to_account_no'] ?? ''}`,
    hop: Number(row['hop'] ?? 0),
    stopReason: row['stop_reason'] ?? null,
    holdId: row['hold_id'] ?? null,
    institution: row['institution'] ?? null,
    state: row['state'] ?? null,
    attributed: BigInt(row['attributed'] ?? 0),
    requested: BigInt(row['requested'] ?? 0),
    held: BigInt(row['held'] ?? 0),
    onward: BigInt(row['onward'] ?? 0),
  }));
}
