import type { EntityManager } from 'typeorm';
import type { LinkKind } from '../../domain/link/subject.js';
import type { Account } from '../../domain/party.js';
import { heldNowSql } from '../case/money/held-now-sql.js';
import { rowsOf } from '../case/work/read-rows.js';

/** A case that has the subject. */
export interface SuspectCaseRow {
  caseId: string;
  caseNo: string;
  status: string;
  caseType: string;
  openedAt: Date;
  withdrawn: boolean;
  source: string;
  since: Date;
}

/** Reads the cases that have a subject, the newest first. */
export function casesOfSubject(
  manager: EntityManager,
  kind: LinkKind,
  key: string,
  limit: number,
): Promise<SuspectCaseRow[]> {
  return rowsOf<SuspectCaseRow>(
    manager,
    `SELECT f.id AS "caseId", f.case_no AS "caseNo", f.status, f.case_type AS "caseType", f.opened_at AS "openedAt",
            f.withdrawn_at IS NOT NULL AS withdrawn, k.source, k.since
       FROM link_key k JOIN case_file f ON f.id = k.case_id
      WHERE k.kind = $1 AND k.key = $2 ORDER BY k.case_id DESC LIMIT $3`,
    [kind, key, limit],
  );
}

/** A hold on an account that somebody looks up. */
export interface SuspectHoldRow {
  holdId: string;
  caseId: string;
  caseNo: string;
  kind: string;
  state: string;
  heldSatang: string;
  orderedAt: Date;
  expiresAt: Date;
}

/** Reads the holds on an account, over all cases, the newest first. */
export function holdsOfSuspect(
  manager: EntityManager,
  { institution, accountNo }: Account,
  limit: number,
): Promise<SuspectHoldRow[]> {
  return rowsOf<SuspectHoldRow>(
    manager,
    `SELECT h.id AS "holdId", f.id AS "caseId", f.case_no AS "caseNo", h.kind, h.state, (${heldNowSql('h')})::text AS "heldSatang",
            h.ordered_at AS "orderedAt", h.expires_at AS "expiresAt"
       FROM hold h JOIN case_file f ON f.id = h.case_id
      WHERE h.institution = $1 AND h.account_no = $2 ORDER BY h.id DESC LIMIT $3`,
    [institution, accountNo, limit],
  );
}

/** Returns since when a person or wallet is on the list of section 8/5(6); null: it is not. */
export async function listedSince(manager: EntityManager, subject: object): Promise<Date | null> {
  const [row] = await rowsOf<{ since: Date }>(
    manager,
    `SELECT decided_at AS since FROM directive
      WHERE subject = $1::jsonb AND kind = 'list' AND state = 'approved' AND delisted_at IS NULL`,
    [JSON.stringify(subject)],
  );
  return row?.since ?? null;
}
