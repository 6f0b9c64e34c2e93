import type { EntityManager } from 'typeorm';
import { maskAccount } from './mask.js';
import { groupBy, iso, rowsOf } from './rows.js';

interface Row {
  id: string;
  caseId: string;
  kind: string;
  state: string;
  holdId: string | null;
  institution: string;
  accountNo: string;
  requestedBy: string;
  requestedAt: Date;
  remindAt: Date;
  escalateAt: Date;
  escalatedAt: Date | null;
  expiresAt: Date;
  reason: string;
  evidenceHash: string;
  ruleRowId: string;
  requestedSatang: string;
  otherLiveHolds: number;
  otherVictims: number;
}
interface DecisionRow {
  freezeRequestId: string;
  person: string;
  role: string;
  verdict: string;
  reason: string;
  decidedAt: Date;
}

/**
 * Freeze requests of a case, or one by its id, oldest first, with their decisions and whom the order would touch: the stolen money that the trail
 * attributes to the account (or what the hold asks for), and the other holds and victims of the same account.
 */
export async function readFreezeRequests(manager: EntityManager, which: { caseId: string } | { id: string }) {
  const [column, value] = 'id' in which ? ['r.id', which.id] : ['r.case_id', which.caseId];
  const rows = await rowsOf<Row>(
    manager,
    `SELECT r.id, r.case_id AS "caseId", r.kind, r.state, r.hold_id AS "holdId", r.institution, r.account_no AS "accountNo",
            r.requested_by AS "requestedBy", r.requested_at AS "requestedAt", r.remind_at AS "remindAt",
            r.escalate_at AS "escalateAt", r.escalated_at AS "escalatedAt", r.expires_at AS "expiresAt", r.reason,
            r.evidence_hash AS "evidenceHash", r.rule_row_id AS "ruleRowId",
            coalesce((SELECT h.requested_satang FROM hold h WHERE h.id = r.hold_id), own.attributed, 0)::text AS "requestedSatang",
            live.holds AS "otherLiveHolds", live.cases AS "otherVictims"
       FROM freeze_request r,
            LATERAL (SELECT sum(l.attributed_satang) AS attributed
                       FROM trail_link l JOIN transfer t ON t.id = l.transfer_id JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id
                      WHERE c.case_id = r.case_id AND t.to_institution = r.institution AND t.to_account_no = r.account_no) own,
            LATERAL (SELECT count(h.id) FILTER (WHERE h.state IN ('ordered', 'unconfirmed', 'held', 'partly_held'))::int AS holds,
                            count(DISTINCT l.case_id) FILTER (WHERE l.case_id <> r.case_id)::int AS cases
                       FROM transfer t JOIN trail_link l ON l.transfer_id = t.id
                       LEFT JOIN hold h ON h.trail_link_id = l.id
                                       AND h.id IS DISTINCT FROM r.hold_id AND h.case_id <> r.case_id
                      WHERE t.to_institution = r.institution AND t.to_account_no = r.account_no) live
      WHERE ${column} = $1 ORDER BY r.id`,
    [value],
  );
  const decisions = await rowsOf<DecisionRow>(
    manager,
    `SELECT d.freeze_request_id AS "freezeRequestId", d.person, d.role, d.verdict, d.reason, d.decided_at AS "decidedAt"
       FROM decision d JOIN freeze_request r ON r.id = d.freeze_request_id WHERE ${column} = $1 ORDER BY d.id`,
    [value],
  );
  const byRequest = groupBy(decisions, (decision) => decision.freezeRequestId);
  return rows.map((row) => toView(row, byRequest.get(row.id) ?? []));
}

function toView(row: Row, decisions: readonly DecisionRow[]) {
  const { accountNo, requestedSatang, otherLiveHolds, otherVictims, ...plain } = row;
  return {
    ...plain,
    accountMasked: maskAccount(accountNo),
    requestedAt: row.requestedAt.toISOString(),
    remindAt: row.remindAt.toISOString(),
    escalateAt: row.escalateAt.toISOString(),
    escalatedAt: iso(row.escalatedAt),
    expiresAt: row.expiresAt.toISOString(),
    decisions: decisions.map(({ person, role, verdict, reason, decidedAt }) => ({
      person,
      role,
      verdict,
      reason,
      decidedAt: decidedAt.toISOString(),
    })),
    blastRadius: { accounts: 1, requestedSatang, otherLiveHolds, otherVictims },
  };
}
