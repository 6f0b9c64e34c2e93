import type { EntityManager } from 'typeorm';
import { rowsOf } from '../case/work/read-rows.js';

/** What a row of a workbook may be about. */
export type SubjectOf = 'hold_order' | 'release' | 'hold' | 'debit' | 'lost' | 'message';

/** Something that the centre put to an institution. */
export interface SheetSubject {
  id: string;
  of: SubjectOf;
  /** The kind of the message, where it is about that itself. */
  kind: string | null;
  caseId: string | null;
  /** What the centre asked for, satang. */
  askedSatang: string;
}

/** Reads what an institution was asked of some things; what is absent, or another's, is left out. */
export async function sheetSubjects(
  manager: EntityManager,
  institution: string,
  ids: readonly string[],
): Promise<SheetSubject[]> {
  if (ids.length === 0) return [];
  return rowsOf(
    manager,
    `SELECT o.id, 'hold_order' AS of, NULL AS kind, h.case_id AS "caseId", o.requested_satang AS "askedSatang"
       FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE h.institution = $1 AND o.id = ANY ($2)
     UNION ALL SELECT r.id, 'release', NULL, h.case_id, h.held_satang
       FROM release_order r JOIN hold h ON h.id = r.hold_id WHERE h.institution = $1 AND r.id = ANY ($2)
     UNION ALL SELECT h.id, 'hold', NULL, h.case_id, h.held_satang FROM hold h WHERE h.institution = $1 AND h.id = ANY ($2)
     UNION ALL SELECT d.id, 'debit', NULL, d.case_id, coalesce(t.amount_satang, 0)
       FROM debit_confirmation d LEFT JOIN transfer t ON t.id = coalesce(d.transfer_id, d.holder_of) WHERE d.institution = $1 AND d.id = ANY ($2)
     UNION ALL SELECT r.id, 'lost', NULL, r.case_id, l.held_satang
       FROM lost_order_release r JOIN lost_order l ON l.id = r.lost_order_id WHERE l.institution = $1 AND r.id = ANY ($2)
     UNION ALL SELECT m.id, 'message', m.kind, m.case_id, 0 FROM outgoing_message m
      WHERE m.party = $1 AND m.id = ANY ($2) AND m.kind IN ('suspension.result', 'listing.notice', 'hold.statement')`,
    [institution, ids],
  );
}

/** Returns whether an order of some ids is on record, and was put to another institution. */
export async function isOfAnother(
  manager: EntityManager,
  institution: string,
  orderIds: readonly string[],
): Promise<boolean> {
  const [row] = await rowsOf<{ found: boolean }>(
    manager,
    `SELECT EXISTS (SELECT FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.id = ANY ($2) AND h.institution <> $1) AS found`,
    [institution, orderIds],
  );
  return row?.found === true;
}

/** Words of an institution that came by a workbook before. */
export interface KnownWords {
  id: string;
  kind: string;
  subjectId: string;
  bodySha256: string;
}

/** Reads what an institution said of some things by workbooks, and what waits for a second person. */
export async function knownWords(
  manager: EntityManager,
  institution: string,
  subjectIds: readonly string[],
): Promise<KnownWords[]> {
  if (subjectIds.length === 0) return [];
  return rowsOf(
    manager,
    `SELECT r.id, r.kind, r.subject_id AS "subjectId", r.body_sha256 AS "bodySha256"
       FROM sheet_row r JOIN sheet_upload u ON u.id = r.upload_id
      WHERE u.institution = $1 AND r.subject_id = ANY ($2) AND r.state IN ('taken', 'waits', 'confirmed')`,
    [institution, subjectIds],
  );
}

/** Reads the receipts that an institution gave of an order: their highest number, and the later debits that they named. */
export async function receiptsBefore(
  manager: EntityManager,
  institution: string,
  orderId: string,
): Promise<{ highest: number; named: readonly string[] }> {
  const [row] = await rowsOf<{ highest: number; named: string[] }>(
    manager,
    `SELECT coalesce(max((m.content ->> 'receiptSeq')::int), 0)::int AS highest,
            coalesce(array_agg(DISTINCT d ->> 'transferRef') FILTER (WHERE d IS NOT NULL), '{}') AS named
       FROM inbox_message m LEFT JOIN LATERAL jsonb_array_elements(m.content -> 'onward') d ON true
      WHERE m.party = $1 AND m.subject_id = $2 AND m.kind = 'hold.receipt'`,
    [institution, orderId],
  );
  return row ?? { highest: 0, named: [] };
}

/** Reads the page of a statement that an institution was asked for and has not answered. */
export async function openStatement(manager: EntityManager, institution: string): Promise<string | undefined> {
  const [row] = await rowsOf<{ id: string }>(
    manager,
    'SELECT id FROM hold_statement WHERE institution = $1 AND answered_at IS NULL ORDER BY asked_at, id LIMIT 1',
    [institution],
  );
  return row?.id;
}

/** Locks the workbooks of an institution until the transaction ends: two uploads at once are one after the other. */
export async function lockSheets(manager: EntityManager, institution: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('sheet ' || $1))`, [institution]);
}
