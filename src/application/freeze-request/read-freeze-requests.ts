import type { EntityManager } from 'typeorm';
import { isOpen } from '../../domain/freeze-request/freeze-request-state.js';
import type { FreezeRequestKind, FreezeRequestState } from '../../domain/freeze-request/freeze-request.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { type BlastRadiusSeen, radiusOfRequest } from './read-blast-radius.js';
import { maskAccount } from '../case/mask.js';
import { groupBy, iso, rowsOf } from '../case/read-rows.js';

interface Row {
  id: string;
  caseId: string;
  kind: FreezeRequestKind;
  state: FreezeRequestState;
  holdId: string | null;
  creditedSatang: string | null;
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
  keptRadius: BlastRadiusSeen | null;
}
interface DecisionRow {
  freezeRequestId: string;
  person: string;
  role: string;
  verdict: string;
  reason: string;
  decidedAt: Date;
  blastRadiusSha256: string | null;
}

/**
 * Freeze requests of a case, or one by its id, oldest first, with their decisions, the hash of the
 * evidence and whom the order would touch: both now, while a request waits; as it was decided, or
 * asked for, once it is settled.
 */
export async function readFreezeRequests(manager: EntityManager, which: { caseId: string } | { id: string }) {
  const [column, value] = 'id' in which ? ['r.id', which.id] : ['r.case_id', which.caseId];
  const rows = await rowsOf<Row>(
    manager,
    `SELECT r.id, r.case_id AS "caseId", r.kind, r.state, r.hold_id AS "holdId", r.credited_satang AS "creditedSatang", r.institution, r.account_no AS "accountNo",
            r.requested_by AS "requestedBy", r.requested_at AS "requestedAt", r.remind_at AS "remindAt",
            r.escalate_at AS "escalateAt", r.escalated_at AS "escalatedAt", r.expires_at AS "expiresAt", r.reason,
            r.rule_row_id AS "ruleRowId",
            coalesce((SELECT d.evidence_hash FROM decision d WHERE d.freeze_request_id = r.id ORDER BY d.id DESC LIMIT 1), r.evidence_hash) AS "evidenceHash",
            coalesce((SELECT d.blast_radius FROM decision d WHERE d.freeze_request_id = r.id AND d.blast_radius IS NOT NULL ORDER BY d.id DESC LIMIT 1),
                     r.blast_radius) AS "keptRadius"
       FROM freeze_request r
      WHERE ${column} = $1 ORDER BY r.id`,
    [value],
  );
  const decisions = await rowsOf<DecisionRow>(
    manager,
    `SELECT d.freeze_request_id AS "freezeRequestId", d.person, d.role, d.verdict, d.reason, d.decided_at AS "decidedAt",
            d.blast_radius ->> 'sha256' AS "blastRadiusSha256"
       FROM decision d JOIN freeze_request r ON r.id = d.freeze_request_id WHERE ${column} = $1 ORDER BY d.id`,
    [value],
  );
  const byRequest = groupBy(decisions, (decision) => decision.freezeRequestId);
  const views = [];
  for (const row of rows) {
    const decided = byRequest.get(row.id) ?? [];
    if (!isOpen(row.state)) {
      views.push(toView(row, decided, row.keptRadius));
      continue;
    }
    const now = { ...row, evidenceHash: await evidenceHash(manager, row.caseId) };
    views.push(toView(now, decided, await radiusOfRequest(manager, { ...row, creditedSatang: satangOf(row) })));
  }
  return views;
}

function satangOf({ creditedSatang }: Row): bigint | null {
  return creditedSatang === null ? null : BigInt(creditedSatang);
}

function toView(row: Row, decisions: readonly DecisionRow[], blastRadius: BlastRadiusSeen | null) {
  const { accountNo, keptRadius: _keptRadius, ...plain } = row;
  return {
    ...plain,
    accountMasked: maskAccount(accountNo),
    requestedAt: row.requestedAt.toISOString(),
    remindAt: row.remindAt.toISOString(),
    escalateAt: row.escalateAt.toISOString(),
    escalatedAt: iso(row.escalatedAt),
    expiresAt: row.expiresAt.toISOString(),
    decisions: decisions.map(({ person, role, verdict, reason, decidedAt, blastRadiusSha256 }) => ({
      person,
      role,
      verdict,
      reason,
      decidedAt: decidedAt.toISOString(),
      blastRadiusSha256,
    })),
    blastRadius,
  };
}
