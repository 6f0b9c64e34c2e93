import type { EntityManager } from 'typeorm';
import type { DirectiveKind } from '../../domain/directive/directive.js';
import { WAITING_REQUEST_STATES } from '../../domain/freeze-request/freeze-request-state.js';
import type { Actor, FreezeRequestKind } from '../../domain/freeze-request/freeze-request.js';
import { sqlList } from '../../persistence/sql-list.js';
import { maskAccount } from '../case/privacy/mask.js';
import { iso, rowsOf } from '../case/work/read-rows.js';

/** Which waiting requests to read; `after` is the id of the last one of the page before. */
export interface PendingQuery {
  kind?: string | undefined;
  institution?: string | undefined;
  after?: string | undefined;
  limit: number;
}

interface PendingRow {
  id: string;
  kind: FreezeRequestKind | 'withdrawal' | 'correction' | 'holder_papers' | DirectiveKind;
  state: string;
  caseId: string;
  caseNo: string;
  institution: string | null;
  accountNo: string | null;
  requestedBy: string;
  requestedAt: Date;
  remindAt: Date | null;
  escalateAt: Date | null;
  escalatedAt: Date | null;
  expiresAt: Date | null;
  ruleId: string | null;
  savesSatang: string | null;
  dueAt: string | null;
}

/** Everything that waits for a second person; ids sort by time over all tables. */
const PENDING = `
  SELECT id, kind, state, case_id, institution, account_no, requested_by, requested_at, remind_at, escalate_at, escalated_at, expires_at, rule_row_id
    FROM freeze_request WHERE state IN (${sqlList(WAITING_REQUEST_STATES)})
  UNION ALL
  SELECT w.id, 'withdrawal', w.state, w.case_id, c.victim_institution, c.victim_account_no, w.requested_by, w.requested_at, NULL, NULL, NULL, w.lapses_at, w.rule_row_id
    FROM withdrawal w JOIN case_file c ON c.id = w.case_id WHERE w.state = 'requested' AND w.lapses_at > now()
  UNION ALL
  SELECT k.id, 'correction', k.state, k.case_id, c.victim_institution, c.victim_account_no, k.requested_by, k.requested_at, NULL, NULL, NULL, k.lapses_at, k.rule_row_id
    FROM correction k JOIN case_file c ON c.id = k.case_id WHERE k.state = 'requested' AND k.lapses_at > now()
  UNION ALL
  SELECT p.id, 'holder_papers', p.state, p.case_id, p.institution, p.account_no, p.requested_by, p.requested_at, NULL, NULL, NULL, p.lapses_at, p.rule_row_id
    FROM holder_papers p WHERE p.state = 'requested' AND p.lapses_at > now()
  UNION ALL
  SELECT id, kind, state, case_id, NULL, NULL, requested_by, requested_at, NULL, NULL, NULL, NULL, NULL
    FROM directive WHERE state = 'requested'`;

/**
 * Reads a page of what waits for a second person, oldest first; `next` begins the next. A person
 * who only takes calls sees withdrawals and corrections: what is planned against an account is for
 * officers.
 */
export async function readPendingRequests(manager: EntityManager, query: PendingQuery, { roles }: Actor) {
  const isHotline = roles.every((role) => role === 'hotline_operator');
  const rows = await rowsOf<PendingRow>(
    manager,
    `SELECT p.id, p.kind, p.state, p.case_id AS "caseId", f.case_no AS "caseNo", p.institution, p.account_no AS "accountNo",
            p.requested_by AS "requestedBy", p.requested_at AS "requestedAt", p.remind_at AS "remindAt",
            p.escalate_at AS "escalateAt", p.escalated_at AS "escalatedAt", p.expires_at AS "expiresAt", split_part(p.rule_row_id, '/', 2) AS "ruleId",
            queued.task ->> 'savesSatang' AS "savesSatang", queued.task ->> 'dueAt' AS "dueAt"
       FROM (${PENDING}) p JOIN case_file f ON f.id = p.case_id
       LEFT JOIN LATERAL (SELECT task FROM queue_case q CROSS JOIN jsonb_array_elements(q.shown -> 'tasks') task
                           WHERE q.case_id = p.case_id AND task ->> 'subjectId' = p.id LIMIT 1) queued ON true
      WHERE ($1::text IS NULL OR p.kind = $1) AND ($2::text IS NULL OR p.institution = $2) AND ($3::text IS NULL OR p.id > $3)
        AND ($4 OR p.kind IN ('withdrawal', 'correction')) ORDER BY p.id LIMIT $5`,
    [query.kind ?? null, query.institution ?? null, query.after ?? null, !isHotline, query.limit + 1],
  );
  const requests = rows.slice(0, query.limit).map(({ accountNo, ...row }) => ({
    ...row,
    accountMasked: accountNo === null ? null : maskAccount(accountNo),
    requestedAt: row.requestedAt.toISOString(),
    remindAt: iso(row.remindAt),
    escalateAt: iso(row.escalateAt),
    escalatedAt: iso(row.escalatedAt),
    expiresAt: iso(row.expiresAt),
    // Before the queue has counted it, the time of the request itself.
    dueAt: row.dueAt ?? iso(row.remindAt ?? row.expiresAt),
  }));
  return { requests, next: rows.length > requests.length ? (requests.at(-1)?.id ?? null) : null };
}
