import type { EntityManager } from 'typeorm';
import type { FreezeRequestState } from '../../../domain/freeze-request/freeze-request.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { rowsOf } from '../../case/work/read-rows.js';

/** The case that a hold belongs to, and the credit that brought the money to the account. */
export interface HoldCreditRow {
  holdId: string;
  caseNo: string;
  transferId: string;
  fromInstitution: string;
  reference: string;
  amountSatang: string;
  at: Date;
}

/** Reads the case number and the credit of each hold. */
export function creditsOfHolds(manager: EntityManager, holdIds: readonly string[]): Promise<HoldCreditRow[]> {
  return rowsOf<HoldCreditRow>(
    manager,
    `SELECT h.id AS "holdId", f.case_no AS "caseNo", t.id AS "transferId", t.from_institution AS "fromInstitution", t.reference,
            t.amount_satang AS "amountSatang", t.transferred_at AS at
       FROM hold h JOIN case_file f ON f.id = h.case_id JOIN transfer t ON t.id = h.transfer_id WHERE h.id = ANY ($1)`,
    [holdIds],
  );
}

/** A later credit to an account whose hold was partial, with what an officer is asked because of it. */
export interface LaterCreditRow {
  holdId: string;
  id: string;
  amountSatang: string;
  at: string;
  receivedAt: Date;
  outcome: string | null;
  requestId: string | null;
  requestState: FreezeRequestState | null;
  raiseSatang: string | null;
}

/** Reads the later credits that institutions reported to holds (P-RESID), oldest first. */
export function laterCreditsOfHolds(manager: EntityManager, holdIds: readonly string[]): Promise<LaterCreditRow[]> {
  return rowsOf<LaterCreditRow>(
    manager,
    `SELECT m.subject_id AS "holdId", m.id, m.content->>'amountSatang' AS "amountSatang", m.content->>'at' AS at,
            m.received_at AS "receivedAt", m.outcome, r.id AS "requestId", r.state AS "requestState",
            r.raise_satang::text AS "raiseSatang"
       FROM inbox_message m LEFT JOIN freeze_request r ON r.inbox_message_id = m.id
      WHERE m.subject_id = ANY ($1) AND m.kind = 'account.credited' ORDER BY m.id`,
    [holdIds],
  );
}

/** Writes until when and by which power holds go on, by one statement. */
export async function writeExtended(manager: EntityManager, holds: readonly HoldRow[]): Promise<void> {
  const extended = holds.map(({ id, expiresAt, kind, freezeRequestId, seizureWarrantNo }) => ({
    id,
    expires_at: expiresAt,
    kind,
    freeze_request_id: freezeRequestId,
    seizure_warrant_no: seizureWarrantNo,
  }));
  await manager.query(
    `UPDATE hold h SET expires_at = n.expires_at, kind = n.kind, freeze_request_id = n.freeze_request_id,
            seizure_warrant_no = n.seizure_warrant_no
       FROM jsonb_to_recordset($1::jsonb) AS n (id text, expires_at timestamptz, kind text, freeze_request_id text, seizure_warrant_no text)
      WHERE h.id = n.id AND h.id = ANY ($2) -- the array says how many, so that no table is read whole`,
    [JSON.stringify(extended), holds.map(({ id }) => id)],
  );
}

/** One person's act on a hold. */
export interface HoldDeciderRow {
  holdId: string;
  act: string;
  person: string;
  role: string | null;
  rowId: string;
  at: Date;
}

/**
 * Reads every person's part in the orders and the end of each hold, in order of time. A section 7
 * hold has no decision.
 */
export function decidersOfHolds(manager: EntityManager, holdIds: readonly string[]): Promise<HoldDeciderRow[]> {
  return rowsOf<HoldDeciderRow>(
    manager,
    `WITH request AS (
       SELECT DISTINCT h.id AS of_hold, r.id, r.requested_by, r.requested_role, r.requested_at FROM hold h LEFT JOIN hold_order o ON o.hold_id = h.id
         JOIN freeze_request r ON r.id IN (h.freeze_request_id, o.freeze_request_id, o.raise_request_id) WHERE h.id = ANY ($1))
     SELECT of_hold AS "holdId", 'request' AS act, requested_by AS person, requested_role AS role, id AS "rowId", requested_at AS at FROM request
     UNION ALL
     SELECT q.of_hold, d.verdict, d.person, d.role, d.id, d.decided_at FROM request q JOIN decision d ON d.freeze_request_id = q.id
     UNION ALL
     SELECT hold_id, 'partial_release', person, role, id, ordered_at FROM partial_release WHERE hold_id = ANY ($1)
     UNION ALL
     SELECT a.hold_id, 'appeal_' || d.verdict, d.person, d.role, d.id, d.decided_at
       FROM appeal a JOIN appeal_decision d ON d.appeal_id = a.id WHERE a.hold_id = ANY ($1)
     UNION ALL
     SELECT hold_id, 'release', ordered_by, NULL, id, ordered_at FROM release_order WHERE hold_id = ANY ($1)
     ORDER BY 6, 5`,
    [holdIds],
  );
}
