import type { EntityManager } from 'typeorm';
import { caseExists } from '../case/case.queries.js';
import { rowsOf } from '../case/read-rows.js';

/**
 * An exchange as it is shown: with its case number and the notices of section 4 paragraph 3 that it
 * calls for.
 */
export interface ExchangeRead {
  id: string;
  caseId: string | null;
  caseNo: string | null;
  direction: 'out' | 'in';
  party: string;
  kind: string;
  messageId: string;
  legalBasis: string[];
  purpose: string;
  fields: string[];
  bodySha256: string;
  systemVersion: string;
  at: string;
  notices: { party: string; dueAt: string; sentAt: string | null }[];
}

/**
 * Which exchanges: every condition that is given must hold. `from` and `to` are instants, `to`
 * excluded; `rule` is a rule id, such as VIC-7A.
 */
export interface ExchangeFilter {
  from?: Date | undefined;
  to?: Date | undefined;
  party?: string | undefined;
  direction?: 'out' | 'in' | undefined;
  kind?: string | undefined;
  rule?: string | undefined;
  purpose?: string | undefined;
  caseId?: string | undefined;
}

/**
 * A disclosure that no batch of notices tells yet is due to AMLO and, until a case goes to DSI, to
 * the police.
 */
const SELECT = `
  SELECT x.id, x.case_id AS "caseId", f.case_no AS "caseNo", x.direction, x.party, x.kind, x.message_id AS "messageId",
         x.legal_basis AS "legalBasis", x.purpose, x.fields, x.body_sha256 AS "bodySha256", x.system_version AS "systemVersion", x.at,
         CASE WHEN d.exchange_id IS NULL THEN '[]'::jsonb
              WHEN d.batch_id IS NULL THEN jsonb_build_array(
                jsonb_build_object('party', CASE f.assigned_route WHEN 'dsi' THEN 'dsi' ELSE 'ccib' END, 'dueAt', d.due_at, 'sentAt', NULL),
                jsonb_build_object('party', 'amlo', 'dueAt', d.due_at, 'sentAt', NULL))
              ELSE (SELECT jsonb_agg(jsonb_build_object('party', n.party, 'dueAt', d.due_at, 'sentAt', n.sent_at) ORDER BY n.party DESC)
                      FROM share_notice n WHERE n.batch_id = d.batch_id AND d.exchange_id = ANY (n.disclosures)) END AS notices
    FROM exchange x LEFT JOIN case_file f ON f.id = x.case_id LEFT JOIN disclosure d ON d.exchange_id = x.id`;

type Row = Omit<ExchangeRead, 'at'> & { at: Date };

/** Every disclosure of a case (section 4), in order, or undefined when there is no such case. */
export async function readExchanges(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(manager, `${SELECT} WHERE x.case_id = $1 ORDER BY x.at, x.id`, [caseId]);
  return { exchanges: rows.map(toRead) };
}

/** A page of the register over all cases, newest first, and the `after` of the next one. */
export async function readRegister(
  manager: EntityManager,
  filter: ExchangeFilter & { after?: string | undefined; limit: number },
) {
  const { from, to, party, direction, kind, rule, purpose, caseId, after, limit } = filter;
  const rows = await rowsOf<Row>(
    manager,
    `${SELECT}
      WHERE ($1::text IS NULL OR x.id < $1) AND ($2::timestamptz IS NULL OR x.at >= $2) AND ($3::timestamptz IS NULL OR x.at < $3)
        AND ($4::text IS NULL OR x.party = $4) AND ($5::text IS NULL OR x.direction = $5) AND ($6::text IS NULL OR x.kind = $6)
        AND ($7::text IS NULL OR EXISTS (SELECT 1 FROM rule_row r WHERE r.row_id = ANY (x.legal_basis) AND r.rule_id = $7))
        AND ($8::text IS NULL OR x.case_id = $8) AND ($9::text IS NULL OR x.purpose = $9)
      ORDER BY x.id DESC LIMIT $10`,
    [...[after, from, to, party, direction, kind, rule, caseId, purpose].map((value) => value ?? null), limit + 1],
  );
  const page = rows.slice(0, limit).map(toRead);
  return { exchanges: page, next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

/**
 * The whole register for a filter, page by page, newest first: an export holds one page in memory
 * at a time.
 */
export async function* readRegisterPages(
  manager: EntityManager,
  filter: ExchangeFilter,
  pageSize: number,
): AsyncGenerator<ExchangeRead[]> {
  for (let after: string | undefined; ;) {
    const { exchanges, next } = await readRegister(manager, { ...filter, after, limit: pageSize });
    yield exchanges;
    if (next === null) return;
    after = next;
  }
}

function toRead(row: Row): ExchangeRead {
  return {
    ...row,
    at: row.at.toISOString(),
    notices: row.notices.map(({ party, dueAt, sentAt }) => ({
      party,
      dueAt: new Date(dueAt).toISOString(),
      sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    })),
  };
}
