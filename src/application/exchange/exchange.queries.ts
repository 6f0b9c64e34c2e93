import type { EntityManager } from 'typeorm';
import { rowsOf } from '../case/work/read-rows.js';

/** An exchange with its case number and the notices of section 4 paragraph 3 that it calls for. */
export interface ExchangeWithNoticesRow {
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
  at: Date;
  /** What proves what came in: a key of the party, or the session of a person of it; null: it went out. */
  provedBy: 'key' | 'session' | null;
  /** Inside JSON, where times are text. */
  notices: { party: string; dueAt: string; sentAt: string | null }[];
}

/** The agency that investigates the case `f`: DSI when the case went to DSI, else the police. */
const INVESTIGATOR = `CASE f.assigned_route WHEN 'dsi' THEN 'dsi' ELSE 'ccib' END`;

/** Until its notices are written, a disclosure must still be told to the investigator of its case and to AMLO. */
const EXCHANGES = `
  SELECT x.id, x.case_id AS "caseId", f.case_no AS "caseNo", x.direction, x.party, x.kind, x.message_id AS "messageId",
         x.legal_basis AS "legalBasis", x.purpose, x.fields, x.body_sha256 AS "bodySha256", x.system_version AS "systemVersion", x.at,
         (SELECT CASE WHEN i.sheet_row_id IS NULL THEN 'key' ELSE 'session' END FROM inbox_message i WHERE i.id = x.message_id AND x.direction = 'in') AS "provedBy",
         CASE WHEN d.exchange_id IS NULL THEN '[]'::jsonb
              WHEN d.batch_id IS NULL THEN jsonb_build_array(
                jsonb_build_object('party', ${INVESTIGATOR}, 'dueAt', d.due_at, 'sentAt', NULL),
                jsonb_build_object('party', 'amlo', 'dueAt', d.due_at, 'sentAt', NULL))
              ELSE (SELECT jsonb_agg(jsonb_build_object('party', n.party, 'dueAt', d.due_at, 'sentAt', m.acknowledged_at) ORDER BY n.party DESC)
                      FROM share_notice n JOIN outgoing_message m ON m.id = n.id WHERE n.batch_id = d.batch_id AND d.exchange_id = ANY (n.disclosures)) END AS notices
    FROM exchange x LEFT JOIN case_file f ON f.id = x.case_id LEFT JOIN disclosure d ON d.exchange_id = x.id`;

/** Reads the exchanges of a case, in order. */
export function exchangesOfCase(manager: EntityManager, caseId: string): Promise<ExchangeWithNoticesRow[]> {
  return rowsOf<ExchangeWithNoticesRow>(manager, `${EXCHANGES} WHERE x.case_id = $1 ORDER BY x.at, x.id`, [caseId]);
}

/**
 * Which exchanges of the register to read: every condition that is given must hold. `from` and
 * `to` are instants, `to` excluded; `rule` is a rule id, such as VIC-7A.
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
 * Reads exchanges over all cases, newest first; `after` is the id of the last one of the page
 * before.
 */
export function exchangesOfRegister(
  manager: EntityManager,
  filter: ExchangeFilter & { after?: string | undefined; limit: number },
): Promise<ExchangeWithNoticesRow[]> {
  const { after, from, to, party, direction, kind, rule, caseId, purpose, limit } = filter;
  return rowsOf<ExchangeWithNoticesRow>(
    manager,
    `${EXCHANGES}
      WHERE ($1::text IS NULL OR x.id < $1) AND ($2::timestamptz IS NULL OR x.at >= $2) AND ($3::timestamptz IS NULL OR x.at < $3)
        AND ($4::text IS NULL OR x.party = $4) AND ($5::text IS NULL OR x.direction = $5) AND ($6::text IS NULL OR x.kind = $6)
        AND ($7::text IS NULL OR EXISTS (SELECT 1 FROM rule_row r WHERE r.row_id = ANY (x.legal_basis) AND r.rule_id = $7))
        AND ($8::text IS NULL OR x.case_id = $8) AND ($9::text IS NULL OR x.purpose = $9)
      ORDER BY x.id DESC LIMIT $10`,
    [...[after, from, to, party, direction, kind, rule, caseId, purpose].map((value) => value ?? null), limit],
  );
}

/** A disclosure and the agency that investigates its case. */
export interface TakenDisclosureRow {
  id: string;
  investigator: 'ccib' | 'dsi';
}

/**
 * Puts disclosures that are in no batch of notices into one, the first due first, and returns
 * them. Disclosures that another transaction takes are skipped.
 */
export async function takeDisclosures(
  manager: EntityManager,
  batchId: string,
  limit: number,
): Promise<TakenDisclosureRow[]> {
  const [taken] = await manager.query<[TakenDisclosureRow[], number]>(
    `WITH due AS (
       SELECT exchange_id FROM disclosure WHERE batch_id IS NULL ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE disclosure d SET batch_id = $1 FROM due, case_file f WHERE d.exchange_id = due.exchange_id AND f.id = d.case_id
     RETURNING d.exchange_id AS id, ${INVESTIGATOR} AS investigator`,
    [batchId, limit],
  );
  return taken;
}
