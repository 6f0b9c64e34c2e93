import type { EntityManager } from 'typeorm';
import { HOLDER_IN_DOUBT } from '../../domain/debit/own-question.js';
import { BANK_NOT_ASKED } from '../../domain/debit/urgent-time.js';
import { sqlList } from '../../persistence/sql-list.js';
import { rowsOf } from '../case/work/read-rows.js';
import { hasInterestSql, type OwnReader } from '../case/privacy/own-interest.js';
import { heldNowSql } from '../case/money/held-now-sql.js';

/** Filters of breaks; `after` is the last id of the page before. */
export interface BreakQuery {
  state: 'open' | 'overdue' | 'settled';
  caseId?: string | undefined;
  institution?: string | undefined;
  kind?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** A break with the facts of its hold and the receipt that opened it; amounts in satang. */
export interface BreakRow {
  id: string;
  /** Null: the message names nothing of any case. */
  caseId: string | null;
  caseNo: string | null;
  /** What such a message names. */
  unknownId: string | null;
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
  /** The break is about an answer to a question about a debit. */
  ofDebit: boolean;
  reportedSatang: string | null;
  debitedSatang: string | null;
  closedAt: Date | null;
  closedBy: string | null;
  closedRole: string | null;
  closeReason: string | null;
  /** The numbers of the cases between whose victims the holder of an account is in doubt; of other breaks none. */
  reports: string[];
  statements: StatementRow[];
}

/** What a person of the institution said of a break; `at` as PostgreSQL writes a time into JSON. */
export interface StatementRow {
  at: string;
  person: string;
  text: string;
}

/** SQL of the statements about a break `b`, the oldest first. */
const STATEMENTS = `(SELECT coalesce(json_agg(json_build_object('at', s.said_at, 'person', s.person, 'text', s.text) ORDER BY s.id), '[]')
  FROM break_statement s WHERE s.break_id = b.id)`;

const CONDITION: Readonly<Record<BreakQuery['state'], string>> = {
  open: 'b.closed_at IS NULL',
  overdue: 'b.closed_at IS NULL AND b.due_at <= now()',
  settled: 'b.closed_at IS NOT NULL',
};

/** SQL of the institution that a break `b` is about: whom to telephone. */
const INSTITUTION = `CASE WHEN b.kind IN ('${BANK_NOT_ASKED}', '${HOLDER_IN_DOUBT}') THEN coalesce(t.from_institution, f.victim_institution)
  ELSE coalesce(h.institution, t.to_institution, m.party, b.party) END`;

/**
 * SQL of the amount of the transfer that the answer `m` about a debit is about. The newest of the
 * questions that ask the same is about it; null where the bank was to find it by what a victim told.
 */
const REPORTED = `(WITH RECURSIVE same AS (
    SELECT d.id, d.transfer_id FROM debit_confirmation d WHERE d.id = m.subject_id
    UNION ALL SELECT d.id, d.transfer_id FROM same s JOIN debit_confirmation d ON d.asks_again = s.id)
  SELECT q.amount_satang FROM same s JOIN transfer q ON q.id = s.transfer_id LIMIT 1)`;

/** SQL of the numbers of the cases that report the transfer of a break `b` about its holder, the first first; of others none. */
const REPORTS = `CASE WHEN b.kind = '${HOLDER_IN_DOUBT}' THEN (
  SELECT coalesce(json_agg(r.case_no ORDER BY r.opened_at, r.id), '[]') FROM case_file r WHERE r.id IN (
    SELECT c.case_id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id
     WHERE s.transfer_id = b.transfer_id AND c.reported AND c.ended_at IS NULL)) ELSE '[]' END`;

/** Breaks that the centre opens because an order has no answer that it could read. */
const OF_SILENCE: readonly string[] = [
  'ORDER_UNANSWERED',
  'RELEASE_UNANSWERED',
  'REDUCTION_UNANSWERED',
  'ANSWER_TOO_LARGE',
];

/**
 * SQL that joins what the institution said, `r`, to a break `b`: by the receipt that opened it, and by the newest
 * before it where the centre opened it by itself over what the receipts of the hold leave open.
 */
const SAID = `LEFT JOIN LATERAL (
         SELECT x.result, x.amount_satang FROM receipt x
          WHERE x.hold_id = b.hold_id AND CASE WHEN b.inbox_message_id IS NOT NULL THEN x.inbox_message_id = b.inbox_message_id
                ELSE b.kind NOT IN (${sqlList(OF_SILENCE)}) AND x.received_at <= b.opened_at END
          ORDER BY x.received_at DESC, x.id DESC LIMIT 1) r ON true`;

/**
 * Reads breaks, the oldest first, one more than `limit`. A break about no hold belongs to the
 * institution of its transfer's receiver, or whose message opened it.
 */
export async function breakRows(manager: EntityManager, query: BreakQuery): Promise<BreakRow[]> {
  return rowsOf<BreakRow>(
    manager,
    `SELECT b.id, b.case_id AS "caseId", f.case_no AS "caseNo",
            CASE WHEN lost.id IS NOT NULL THEN lost.order_id WHEN b.case_id IS NULL THEN m.subject_id END AS "unknownId", b.hold_id AS "holdId", ${INSTITUTION} AS institution, coalesce(h.account_no, t.to_account_no, lost.account_no) AS "accountNo", b.kind,
            b.owner_role AS "ownerRole", b.rule_row_id AS "ruleRowId", b.opened_at AS "openedAt", b.due_at AS "dueAt",
            floor(EXTRACT(EPOCH FROM coalesce(b.closed_at, now()) - b.opened_at))::int AS "ageSeconds",
            coalesce(b.closed_at, now()) >= b.due_at AS overdue,
            h.requested_satang AS "requestedSatang", CASE WHEN h.id IS NOT NULL THEN ${heldNowSql('h')} END AS "heldSatang",
            CASE WHEN lost.id IS NOT NULL THEN lost.held_satang::text WHEN b.case_id IS NULL THEN m.content ->> 'heldAmountSatang' ELSE r.amount_satang::text END AS "saidSatang",
            CASE WHEN lost.id IS NOT NULL THEN 'HELD' WHEN b.case_id IS NULL THEN m.content ->> 'result' ELSE r.result END AS "saidResult",
            m.kind IS NOT DISTINCT FROM 'debit.confirmation' AND b.hold_id IS NULL AND b.case_id IS NOT NULL AS "ofDebit",
            CASE WHEN m.kind = 'debit.confirmation' THEN ${REPORTED} END AS "reportedSatang",
            CASE WHEN m.kind = 'debit.confirmation' THEN coalesce(m.content ->> 'debitedAmountSatang', m.content -> 'found' ->> 'amountSatang') END AS "debitedSatang",
            ${REPORTS} AS reports, b.closed_at AS "closedAt", b.closed_by AS "closedBy", b.closed_role AS "closedRole", b.close_reason AS "closeReason",
            ${STATEMENTS} AS statements
       FROM break_record b LEFT JOIN case_file f ON f.id = b.case_id LEFT JOIN hold h ON h.id = b.hold_id
       LEFT JOIN transfer t ON t.id = b.transfer_id LEFT JOIN inbox_message m ON m.id = b.inbox_message_id
       LEFT JOIN lost_order lost ON lost.break_id = b.id
       ${SAID}
      WHERE ${CONDITION[query.state]} AND ($1::text IS NULL OR b.case_id = $1) AND ($2::text IS NULL OR ${INSTITUTION} = $2)
        AND ($3::text IS NULL OR b.kind = $3) AND ($4::text IS NULL OR b.id > $4)
      ORDER BY b.id LIMIT $5`,
    [query.caseId ?? null, query.institution ?? null, query.kind ?? null, query.after ?? null, query.limit + 1],
  );
}

/** A break as its institution sees it: nothing of other parties, nor of persons of the centre. */
export interface OwnBreakRow {
  id: string;
  caseNo: string | null;
  holdId: string | null;
  accountNo: string | null;
  kind: string;
  openedAt: Date;
  dueAt: Date;
  overdue: boolean;
  saidSatang: string | null;
  saidResult: string | null;
  closedAt: Date | null;
  hasInterest: boolean;
  statements: StatementRow[];
}

/** SQL of the institution whose own a break `b` is: of its hold `h`, else of the message `m` that opened it. */
const OWN_INSTITUTION = 'CASE WHEN h.id IS NULL THEN coalesce(m.party, b.party) ELSE h.institution END';

/** Reads whose own a break is, and how often something was said of it; undefined: there is no such break. */
export async function breakOfInstitution(
  manager: EntityManager,
  breakId: string,
): Promise<
  { caseId: string | null; institution: string | null; closedAt: Date | null; statements: number } | undefined
> {
  const [row] = await rowsOf<{
    caseId: string | null;
    institution: string | null;
    closedAt: Date | null;
    statements: number;
  }>(
    manager,
    `SELECT b.case_id AS "caseId", ${OWN_INSTITUTION} AS institution, b.closed_at AS "closedAt",
            (SELECT count(*)::int FROM break_statement s WHERE s.break_id = b.id) AS statements
       FROM break_record b LEFT JOIN hold h ON h.id = b.hold_id LEFT JOIN inbox_message m ON m.id = b.inbox_message_id
      WHERE b.id = $1`,
    [breakId],
  );
  return row;
}

/**
 * Reads breaks of an institution, the oldest first, one more than `limit`: about its own holds, or
 * opened by its own messages.
 */
export async function ownBreakRows(
  manager: EntityManager,
  { institution, subject }: OwnReader,
  { state, after, limit }: Pick<BreakQuery, 'state' | 'after' | 'limit'>,
): Promise<OwnBreakRow[]> {
  return rowsOf<OwnBreakRow>(
    manager,
    `SELECT b.id, f.case_no AS "caseNo", b.hold_id AS "holdId", h.account_no AS "accountNo", b.kind, b.opened_at AS "openedAt",
            b.due_at AS "dueAt", coalesce(b.closed_at, now()) >= b.due_at AS overdue, b.closed_at AS "closedAt",
            r.amount_satang AS "saidSatang", r.result AS "saidResult",
            b.case_id IS NOT NULL AND ${hasInterestSql('b.case_id', '$4')} AS "hasInterest", ${STATEMENTS} AS statements
       FROM break_record b LEFT JOIN case_file f ON f.id = b.case_id LEFT JOIN hold h ON h.id = b.hold_id
       LEFT JOIN inbox_message m ON m.id = b.inbox_message_id
       ${SAID}
      WHERE ${CONDITION[state]} AND ${OWN_INSTITUTION} = $1
        AND ($2::text IS NULL OR b.id > $2)
      ORDER BY b.id LIMIT $3`,
    [institution, after ?? null, limit + 1, subject],
  );
}

/** A break by its subject and kind; `id` is the hold's, `subjectId` the order's or question's. */
interface OneBreak {
  caseId: string;
  id: string | null;
  kind: string;
  subjectId: string;
}

/**
 * Returns whether a break is open: about this order of a hold, this search for a transfer, or else
 * about the case, of which one question is asked more than once.
 */
export async function isBreakOpen(manager: EntityManager, { caseId, id, kind, subjectId }: OneBreak): Promise<boolean> {
  const [row] = await rowsOf<{ open: boolean }>(
    manager,
    `SELECT EXISTS (SELECT 1 FROM break_record b LEFT JOIN inbox_message m ON m.id = b.inbox_message_id
                     WHERE b.case_id = $1 AND b.hold_id IS NOT DISTINCT FROM $2 AND b.kind = $3 AND b.closed_at IS NULL
                       AND (m.subject_id = $4 OR ($2::text IS NULL AND NOT EXISTS (
                             SELECT 1 FROM debit_confirmation d WHERE d.id = $4 AND d.incomplete_transfer_id IS NOT NULL)))) AS open`,
    [caseId, id, kind, subjectId],
  );
  return row?.open ?? false;
}

/** Returns whether an order of ours has taken the place of the lost order that a party names. */
export async function isTakenOver(
  manager: EntityManager,
  { party, subjectId }: { party: string; subjectId: string },
): Promise<boolean> {
  const orders: unknown[] = await manager.query(
    `SELECT 1 FROM hold_order o JOIN hold h ON h.id = o.hold_id
      WHERE o.takes_over IS NOT NULL AND o.takes_over @> ARRAY[$1] AND h.institution = $2 LIMIT 1`,
    [subjectId, party],
  );
  return orders.length > 0;
}

/** Returns whether a break is open about a thing of no case that this party names. */
export async function isUnknownBreakOpen(
  manager: EntityManager,
  { party, subjectId }: { party: string; subjectId: string },
): Promise<boolean> {
  const [row] = await rowsOf<{ open: boolean }>(
    manager,
    `SELECT EXISTS (SELECT 1 FROM break_record b JOIN inbox_message m ON m.id = b.inbox_message_id
                     WHERE b.case_id IS NULL AND b.closed_at IS NULL AND m.party = $1 AND m.subject_id = $2) AS open`,
    [party, subjectId],
  );
  return row?.open ?? false;
}
