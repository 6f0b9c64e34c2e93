import type { EntityManager } from 'typeorm';
import type { ComparisonOutcome, Link, LinkKey } from '../../domain/link/link-between-cases.js';
import type { Origin } from '../../domain/link/subject.js';
import { SHIELD_STOPS } from '../../domain/trail/next-hops.js';
import type { CaseLinkRow, LinkKeyRow } from '../../persistence/entities/findings/link.entities.js';
import { sqlList } from '../../persistence/sql-list.js';
import { value } from '../../persistence/read-together.js';
import { rowsOf } from '../case/work/read-rows.js';
import { heldOfCaseSql } from '../case/money/claim-stands-sql.js';
import { heldNowSql } from '../case/money/held-now-sql.js';
import { GROUP } from '../judgement/judgement.queries.js';

/**
 * Matches when the account of link key `k` is an ordinary receiver's: its institution called its
 * holder a regular merchant, or a trail stopped there at a shop or a payroll. Customers of one
 * shop have nothing in common.
 */
const ORDINARY_RECEIVER = `
  SELECT 1 FROM transfer t
   WHERE t.to_institution = split_part(k.key, ':', 1) AND t.to_account_no = split_part(k.key, ':', 2) AND (
     EXISTS (SELECT 1 FROM trail_link l WHERE l.transfer_id = t.id AND l.stop_reason IN (${sqlList(SHIELD_STOPS)}))
     OR EXISTS (SELECT 1 FROM hold h JOIN appeal a ON a.hold_id = h.id JOIN appeal_filing f ON f.appeal_id = a.id
                 WHERE h.transfer_id = t.id AND f.holder_is = 'regular_merchant'))`;

/** A subject of a case that waits to be compared, and the oldest other cases that have it. */
export interface WaitingSubjectRow extends LinkKey {
  otherCases: string[];
  isOrdinaryReceiver: boolean;
}

/**
 * Takes the subjects of a case that wait to be compared, each with `maxCases` others at most. Those
 * that no other case has, and that are no ordinary receiver's, are marked by the same statement,
 * with the outcome of their kind in `alone`.
 */
export async function takeWaitingSubjects(
  manager: EntityManager,
  caseId: string,
  maxCases: number,
  alone: Readonly<Record<string, ComparisonOutcome>>,
): Promise<WaitingSubjectRow[]> {
  return rowsOf<WaitingSubjectRow>(
    manager,
    `WITH waiting AS MATERIALIZED (
       SELECT k.kind, k.key, ARRAY(
                SELECT o.case_id FROM link_key o WHERE o.kind = k.kind AND o.key = k.key AND o.case_id <> k.case_id
                 ORDER BY o.case_id LIMIT $2) AS "otherCases",
              k.kind = 'account' AND EXISTS (${ORDINARY_RECEIVER}) AS "isOrdinaryReceiver"
         FROM link_key k WHERE k.case_id = $1 AND k.compared_at IS NULL),
     marked AS (
       UPDATE link_key k SET compared_at = clock_timestamp(), outcome = $3::jsonb ->> k.kind FROM waiting w
        WHERE k.case_id = $1 AND k.kind = w.kind AND k.key = w.key AND k.compared_at IS NULL
          AND w."otherCases" = '{}' AND NOT w."isOrdinaryReceiver")
     SELECT * FROM waiting ORDER BY kind, key`,
    [caseId, maxCases, JSON.stringify(alone)],
  );
}

/** Two cases, the older first, and which of them found the links by its subjects. */
export interface LinkedPair {
  firstCaseId: string;
  secondCaseId: string;
  byCaseId: string;
}

/** A link with the id that it gets when it is new. */
export type NewLink = Link & { id: string };

/** A link that was written. */
export type WrittenLink = Pick<LinkKeyRow, 'kind' | 'source' | 'sourceId'> & { id: string; strength: string };

/** Writes links between two cases and returns those that were new. */
export async function insertLinks(
  manager: EntityManager,
  { firstCaseId, secondCaseId, byCaseId }: LinkedPair,
  links: readonly NewLink[],
  ruleRowId: string,
  since: Date,
): Promise<WrittenLink[]> {
  return manager.query<WrittenLink[]>(
    `INSERT INTO case_link (id, case_id, other_case_id, kind, key, strength, rule_row_id, by_case_id, source, source_id, since)
     SELECT l.id, $1, $2, k.kind, k.key, l.strength, $3, k.case_id, k.source, k.source_id, $4
       FROM jsonb_to_recordset($5::jsonb) AS l (id text, kind text, key text, strength text)
       JOIN link_key k ON k.case_id = $6 AND k.kind = l.kind AND k.key = l.key
     ON CONFLICT (case_id, other_case_id, kind, key) DO NOTHING
     RETURNING id, kind, strength, source, source_id AS "sourceId"`,
    [firstCaseId, secondCaseId, ruleRowId, since, JSON.stringify(links), byCaseId],
  );
}

/** Sets how many other cases a case is linked with. */
export async function updateLinkCount(manager: EntityManager, caseId: string): Promise<void> {
  await manager.query(
    `UPDATE case_file SET linked_cases = (
       SELECT count(DISTINCT other) FROM (
         SELECT other_case_id AS other FROM case_link WHERE case_id = $1
         UNION ALL SELECT case_id FROM case_link WHERE other_case_id = $1) AS linked)
      WHERE id = $1`,
    [caseId],
  );
}

/** Marks subjects of a case as compared, each with its outcome. */
export async function markCompared(
  manager: EntityManager,
  caseId: string,
  subjects: readonly (LinkKey & { outcome: ComparisonOutcome })[],
): Promise<void> {
  await manager.query(
    `UPDATE link_key k SET compared_at = clock_timestamp(), outcome = w.outcome
       FROM jsonb_to_recordset($2::jsonb) AS w (kind text, key text, outcome text)
      WHERE k.case_id = $1 AND k.kind = w.kind AND k.key = w.key AND k.compared_at IS NULL`,
    [caseId, JSON.stringify(subjects.map(({ kind, key, outcome }) => ({ kind, key, outcome })))],
  );
}

/** A body that names suspects, and the row that it came with. */
export interface NamingBodyRow extends Origin {
  body: unknown;
}

/**
 * What parties say of the suspects of the case `$1`: bodies of notices of suspicion (section 6),
 * and the devices that institutions name in their receipts.
 */
export const NAMED_BY_PARTIES = value<NamingBodyRow[]>(
  `SELECT coalesce(json_agg(named ORDER BY named.id), '[]') FROM (
     SELECT 'notice' AS source, n.id, n.body FROM notice n
      WHERE n.id IN (SELECT notice_id FROM noticed_transfer WHERE case_id = $1)
     UNION ALL
     SELECT 'answer', m.id, jsonb_build_object('suspectContacts', (
              SELECT jsonb_agg(jsonb_build_object('kind', 'device', 'value', device)) FROM jsonb_array_elements(m.content->'deviceIds') AS device))
       FROM hold h JOIN hold_order o ON o.hold_id = h.id JOIN inbox_message m ON m.subject_id = o.id
      WHERE h.case_id = $1 AND m.kind = 'hold.receipt' AND m.content ? 'deviceIds' AND m.processed_at IS NOT NULL) named`,
);

/** A subject of a case as a reader sees it; `cases` is how many cases have it. */
export type SubjectRow = Pick<LinkKeyRow, 'kind' | 'masked' | 'source' | 'since' | 'outcome'> & { cases: string };

/** Reads the subjects of a case, the oldest first. */
export async function subjectsOfCase(manager: EntityManager, caseId: string): Promise<SubjectRow[]> {
  return rowsOf<SubjectRow>(
    manager,
    `SELECT k.kind, k.masked, k.source, k.since, k.outcome,
            (SELECT count(*) FROM link_key o WHERE o.kind = k.kind AND o.key = k.key) AS cases
       FROM link_key k WHERE k.case_id = $1 ORDER BY k.since, k.kind, k.masked`,
    [caseId],
  );
}

/** A link of a case, with the other case and the officers who work on it. */
export interface LinkedCaseRow {
  caseId: string;
  caseNo: string;
  status: string;
  caseType: string;
  openedAt: Date;
  withdrawn: boolean;
  stolenSatang: string;
  heldSatang: string;
  officers: string[];
  link: Pick<CaseLinkRow, 'id' | 'kind' | 'strength' | 'source'> & { masked: string; since: string; byCaseId: string };
}

/** Reads the links of a case with other cases, the newest first. */
export async function linksOfCase(manager: EntityManager, caseId: string): Promise<LinkedCaseRow[]> {
  return rowsOf<LinkedCaseRow>(
    manager,
    `WITH own AS (
       SELECT *, other_case_id AS other FROM case_link WHERE case_id = $1
       UNION ALL SELECT *, case_id FROM case_link WHERE other_case_id = $1)
     SELECT f.id AS "caseId", f.case_no AS "caseNo", f.status, f.case_type AS "caseType", f.opened_at AS "openedAt",
            f.withdrawn_at IS NOT NULL AS withdrawn, f.stolen_satang AS "stolenSatang", ${heldOfCaseSql('f.id')} AS "heldSatang",
            ARRAY(SELECT requested_by FROM freeze_request r WHERE r.case_id = f.id
                  UNION SELECT d.person FROM freeze_request r JOIN decision d ON d.freeze_request_id = r.id WHERE r.case_id = f.id) AS officers,
            json_build_object('id', own.id, 'kind', own.kind, 'strength', own.strength, 'source', own.source,
              'masked', k.masked, 'since', own.since, 'byCaseId', own.by_case_id) AS link
       FROM own JOIN case_file f ON f.id = own.other
       JOIN link_key k ON k.case_id = $1 AND k.kind = own.kind AND k.key = own.key
      ORDER BY own.since DESC, f.id DESC, own.strength, own.kind`,
    [caseId],
  );
}

/** A hold of a linked case at an account that links the two cases. */
export interface SharedAccountHoldRow {
  caseId: string;
  institution: string;
  accountNo: string;
  state: string;
  stateReason: string | null;
  heldSatang: string;
  expiresAt: Date;
}

/**
 * Reads the holds of linked cases at the accounts that link them with a case, the newest first.
 */
export async function holdsAtSharedAccounts(manager: EntityManager, caseId: string): Promise<SharedAccountHoldRow[]> {
  return rowsOf<SharedAccountHoldRow>(
    manager,
    `WITH shared AS (
       SELECT other_case_id AS case_id, key FROM case_link WHERE case_id = $1 AND kind = 'account'
       UNION SELECT case_id, key FROM case_link WHERE other_case_id = $1 AND kind = 'account')
     SELECT c.case_id AS "caseId", h.institution, h.account_no AS "accountNo", h.state, h.state_reason AS "stateReason",
            (${heldNowSql('h')})::text AS "heldSatang", h.expires_at AS "expiresAt"
       FROM shared s JOIN claim c ON c.case_id = s.case_id JOIN hold h ON h.stolen_sum_id = c.stolen_sum_id
      WHERE h.institution || ':' || h.account_no = s.key ORDER BY h.id DESC`,
    [caseId],
  );
}

/** Another case of a case's group; `direct` when the two are linked without others between. */
export interface GroupMemberRow {
  caseId: string;
  caseNo: string;
  status: string;
  direct: boolean;
}

/** Reads the other cases of a case's group, of `maxCases` cases at most. */
export async function groupMembers(
  manager: EntityManager,
  caseId: string,
  maxCases: number,
): Promise<GroupMemberRow[]> {
  return rowsOf<GroupMemberRow>(
    manager,
    `WITH ${GROUP}
     SELECT f.id AS "caseId", f.case_no AS "caseNo", f.status,
            EXISTS (SELECT 1 FROM case_link l WHERE (l.case_id, l.other_case_id) IN (($1, f.id), (f.id, $1))) AS direct
       FROM grp JOIN case_file f ON f.id = grp.id WHERE f.id <> $1 ORDER BY f.id`,
    [caseId, maxCases],
  );
}
