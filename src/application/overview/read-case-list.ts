import type { EntityManager } from 'typeorm';
import { heldOfCaseSql } from '../case/money/claim-stands-sql.js';
import { iso, rowsOf } from '../case/work/read-rows.js';

interface Row {
  id: string;
  caseNo: string;
  status: string;
  caseType: string;
  openedAt: Date;
  victimInstitution: string | null;
  stolenSatang: string;
  heldSatang: string;
  assignedRoute: string;
  nextDeadlineAt: Date | null;
  closedAt: Date | null;
  rulebook: string;
  linkedCases: number;
}

const COLUMNS = `id, case_no AS "caseNo", status, case_type AS "caseType", opened_at AS "openedAt",
  victim_institution AS "victimInstitution", stolen_satang AS "stolenSatang", ${heldOfCaseSql('case_file.id')} AS "heldSatang",
  assigned_route AS "assignedRoute", next_deadline_at AS "nextDeadlineAt", closed_at AS "closedAt", rulebook,
  linked_cases AS "linkedCases"`;

/** The cases to list. */
export interface CaseQuery {
  /** One status, or `open` for every case that is not closed. */
  status?: string | undefined;
  /** Only cases linked directly with this one. */
  linkedTo?: string | undefined;
  /** Only cases that are linked with another case. */
  linked?: 'yes' | undefined;
  /** The last id of the page before. */
  after?: string | undefined;
  limit: number;
}

/** Reads a page of cases, newest first, with the `after` of the next page. */
export async function listCases(manager: EntityManager, query: CaseQuery) {
  const rows = await rowsOf<Row>(
    manager,
    `SELECT ${COLUMNS} FROM case_file
      WHERE ($1::text IS NULL OR status = $1 OR ($1 = 'open' AND closed_at IS NULL)) AND ($2::text IS NULL OR id < $2)
        AND ($4::text IS NULL OR linked_cases > 0)
        AND ($5::text IS NULL OR id IN (
          SELECT other_case_id FROM case_link WHERE case_id = $5 UNION SELECT case_id FROM case_link WHERE other_case_id = $5))
      ORDER BY id DESC LIMIT $3`,
    [query.status ?? null, query.after ?? null, query.limit + 1, query.linked ?? null, query.linkedTo ?? null],
  );
  const page = rows.slice(0, query.limit);
  return { cases: page.map(toCaseRow), next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

/** Reads one case as the list shows it; undefined when there is no such case. */
export async function readCaseRow(manager: EntityManager, caseId: string) {
  const [row] = await rowsOf<Row>(manager, `SELECT ${COLUMNS} FROM case_file WHERE id = $1`, [caseId]);
  return row === undefined ? undefined : toCaseRow(row);
}

function toCaseRow(row: Row) {
  return {
    ...row,
    openedAt: row.openedAt.toISOString(),
    nextDeadlineAt: iso(row.nextDeadlineAt),
    closedAt: iso(row.closedAt),
  };
}
