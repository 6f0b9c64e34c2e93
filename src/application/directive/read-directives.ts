import type { EntityManager } from 'typeorm';
import type { DirectiveKind, DirectiveState, ListedSubject, NumbersSubject } from '../../domain/directive/directive.js';
import { caseExists } from '../case/case.queries.js';
import { maskAccount } from '../case/mask.js';
import { groupBy, iso, rowsOf } from '../case/read-rows.js';

interface Row {
  id: string;
  caseId: string;
  caseNo: string;
  kind: DirectiveKind;
  state: DirectiveState;
  subject: ListedSubject | NumbersSubject;
  listingId: string | null;
  ground: string | null;
  reason: string;
  ruleRowId: string;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decisionReason: string | null;
  decidedAt: Date | null;
  delistedAt: Date | null;
  inForce: boolean;
}
interface Notice {
  directiveId: string;
  id: string;
  party: string;
  firstSentAt: Date | null;
  attempts: number;
  acknowledgedAt: Date | null;
  result: string | null;
}

const IN_FORCE = `(d.kind = 'list' AND d.state = 'approved' AND d.delisted_at IS NULL)`;
const SELECT = `
  SELECT d.id, d.case_id AS "caseId", f.case_no AS "caseNo", d.kind, d.state, coalesce(d.subject, l.subject) AS subject, d.listing_id AS "listingId",
         d.ground, d.reason, d.rule_row_id AS "ruleRowId", d.requested_by AS "requestedBy", d.requested_at AS "requestedAt",
         d.decided_by AS "decidedBy", d.decision_reason AS "decisionReason", d.decided_at AS "decidedAt", d.delisted_at AS "delistedAt",
         ${IN_FORCE} AS "inForce"
    FROM directive d JOIN case_file f ON f.id = d.case_id LEFT JOIN directive l ON l.id = d.listing_id`;

/**
 * The directives of a case with what each party said, newest first. Undefined when there is no such
 * case.
 */
export async function readCaseDirectives(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(manager, `${SELECT} WHERE d.case_id = $1 ORDER BY d.id DESC`, [caseId]);
  return { directives: await withNotices(manager, rows) };
}

/**
 * A page of directives over all cases, newest first: what waits for a supervisor, or which listings
 * are in force.
 */
export async function readDirectives(
  manager: EntityManager,
  query: { kind?: DirectiveKind; state?: DirectiveState; inForce?: 'yes'; after?: string; limit: number },
) {
  const { kind, state, inForce, after, limit } = query;
  const rows = await rowsOf<Row>(
    manager,
    `${SELECT} WHERE ($1::text IS NULL OR d.kind = $1) AND ($2::text IS NULL OR d.state = $2) AND ($3::text IS NULL OR ${IN_FORCE})
        AND ($4::text IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $5`,
    [kind ?? null, state ?? null, inForce ?? null, after ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    directives: await withNotices(manager, page),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

async function withNotices(manager: EntityManager, rows: readonly Row[]) {
  const notices = await rowsOf<Notice>(
    manager,
    `SELECT directive_id AS "directiveId", id, party, first_sent_at AS "firstSentAt", attempts, acknowledged_at AS "acknowledgedAt", result
       FROM directive_notice WHERE directive_id = ANY ($1) ORDER BY party`,
    [rows.map(({ id }) => id)],
  );
  const byDirective = groupBy(notices, ({ directiveId }) => directiveId);
  return rows.map(({ subject, ...row }) => ({
    ...row,
    subjectKind: subject.kind,
    subjects: subject.kind === 'numbers' ? subject.values : [maskAccount(subject.value)],
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: iso(row.decidedAt),
    delistedAt: iso(row.delistedAt),
    notices: (byDirective.get(row.id) ?? []).map(({ id, party, firstSentAt, attempts, acknowledgedAt, result }) => ({
      id,
      party,
      firstSentAt: iso(firstSentAt),
      attempts,
      acknowledgedAt: iso(acknowledgedAt),
      result,
    })),
  }));
}
