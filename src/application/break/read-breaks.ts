import type { EntityManager } from 'typeorm';
import { maskAccount } from '../case/mask.js';
import { iso, rowsOf } from '../case/read-rows.js';

interface Row {
  id: string;
  caseId: string;
  caseNo: string;
  holdId: string | null;
  institution: string | null;
  accountNo: string | null;
  kind: string;
  ownerRole: string;
  ruleRowId: string;
  openedAt: Date;
  dueAt: Date;
  ageSeconds: number;
  overdue: boolean;
  requestedSatang: string | null;
  heldSatang: string | null;
  saidSatang: string | null;
  saidResult: string | null;
  closedAt: Date | null;
  closedBy: string | null;
  closedRole: string | null;
  closeReason: string | null;
}

/**
 * Which breaks: by state, case, institution and kind; `after` is the last id of the page before.
 */
export interface BreakQuery {
  state: 'open' | 'overdue' | 'settled';
  caseId?: string | undefined;
  institution?: string | undefined;
  kind?: string | undefined;
  after?: string | undefined;
  limit: number;
}

const CONDITION: Readonly<Record<BreakQuery['state'], string>> = {
  open: 'b.closed_at IS NULL',
  overdue: 'b.closed_at IS NULL AND b.due_at <= now()',
  settled: 'b.closed_at IS NOT NULL',
};

/**
 * A page of breaks, the oldest first: what the record says of the hold, and what the institution
 * said. One about no hold is with the institution whose message opened it.
 */
export async function readBreaks(manager: EntityManager, query: BreakQuery) {
  const rows = await rowsOf<Row>(
    manager,
    `SELECT b.id, b.case_id AS "caseId", f.case_no AS "caseNo", b.hold_id AS "holdId", coalesce(h.institution, m.party) AS institution, h.account_no AS "accountNo", b.kind,
            b.owner_role AS "ownerRole", b.rule_row_id AS "ruleRowId", b.opened_at AS "openedAt", b.due_at AS "dueAt",
            floor(EXTRACT(EPOCH FROM coalesce(b.closed_at, now()) - b.opened_at))::int AS "ageSeconds",
            coalesce(b.closed_at, now()) >= b.due_at AS overdue,
            h.requested_satang AS "requestedSatang", h.held_satang AS "heldSatang",
            r.amount_satang AS "saidSatang", r.result AS "saidResult",
            b.closed_at AS "closedAt", b.closed_by AS "closedBy", b.closed_role AS "closedRole", b.close_reason AS "closeReason"
       FROM break_record b JOIN case_file f ON f.id = b.case_id LEFT JOIN hold h ON h.id = b.hold_id
       LEFT JOIN inbox_message m ON m.id = b.inbox_message_id
       LEFT JOIN receipt r ON r.inbox_message_id = b.inbox_message_id AND r.hold_id = b.hold_id
      WHERE ${CONDITION[query.state]} AND ($1::text IS NULL OR b.case_id = $1) AND ($2::text IS NULL OR coalesce(h.institution, m.party) = $2)
        AND ($3::text IS NULL OR b.kind = $3) AND ($4::text IS NULL OR b.id > $4)
      ORDER BY b.id LIMIT $5`,
    [query.caseId ?? null, query.institution ?? null, query.kind ?? null, query.after ?? null, query.limit + 1],
  );
  const page = rows.slice(0, query.limit);
  return { breaks: page.map(toBreak), next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

function toBreak({ accountNo, closedAt, closedBy, closedRole, closeReason, saidSatang, saidResult, ...row }: Row) {
  return {
    ...row,
    accountMasked: accountNo === null ? null : maskAccount(accountNo),
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    said: saidResult === null || saidSatang === null ? null : { result: saidResult, amountSatang: saidSatang },
    settled:
      closedAt === null
        ? null
        : { at: iso(closedAt) ?? '', by: closedBy ?? '', role: closedRole ?? '', reason: closeReason ?? '' },
  };
}
