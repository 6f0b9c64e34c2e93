import type { EntityManager } from 'typeorm';
import type { IncompleteTransferState, ToldTransfer } from '../../../domain/complaint/intake/incomplete-transfer.js';
import type { SuspensionOfMoney } from '../../../domain/complaint/intake/next-step.js';
import type { UnconfirmedReports } from '../../../domain/complaint/intake/order-limits.js';
import type { DebitState } from '../../../domain/debit/debit-verdict.js';
import type { SumsOfTransfer } from '../../../domain/debit/holder-word.js';
import { type HoldState, LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import type { SuspectPerson } from '../../../domain/link/subject.js';
import type { Account } from '../../../domain/party.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { claimStandsSql, heldForVictimSql, heldOfClaimSql } from '../../case/money/claim-stands-sql.js';
import { OPEN_BREAKS } from '../../case/work/case.queries.js';
import { SUMS_OF_TRANSFER } from '../../case/money/sums-to-show-sql.js';
import { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import type { IdempotencyRow } from '../../../persistence/entities/traffic/message.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { KEEP_PLANS } from '../../../persistence/keep-plans.js';
import { reading, rows, value } from '../../../persistence/read-together.js';
import { LOCK_LIMITS } from '../../case/work/case.queries.js';
import { rowsOf } from '../../case/work/read-rows.js';
import { endedInSilenceSql } from '../../hold/release/ended-in-silence.js';
import { victimNumberSql } from '../../case/privacy/victim-number.js';
import type { ReportOnRecord, TellableLater } from '../../../domain/complaint/later/known-later.js';
import { TOLD } from '../../debit/read-told.js';
import type { RequestKey } from '../../message/idempotent-request.js';
import { type ClaimOnRecord, withConfirmations } from '../correct/stored-claims.js';
import { type ClaimOfVictimRow, claimsOfVictimSql } from './claims-of-victim.js';

/**
 * Who reports: the keyed hash of the telephone number, and what names the victim. A report without
 * an official number is the same victim's by the debited account.
 */
export interface ReporterKeys {
  reporterKey: string;
  victimNumber: string | null;
  /** Null while nobody knows it. */
  victimAccount: Account | null;
}

/** What intake begins with: the database's clock, the number of the case, and an earlier answer. */
interface IntakeBegun {
  now: Date;
  /** The running number of the case number; null when the request was answered before. */
  sequence: string | null;
  /** What was answered to a request with this key before. */
  kept: Pick<IdempotencyRow, 'route' | 'bodySha256' | 'response'> | null;
}

/**
 * Takes the locks of a report like `lockLimits`, and reads the clock when it has them: the rows of
 * the FROM are computed first. A request with the same key that commits meanwhile is not seen here;
 * then the key's row is refused, and the intake begins again.
 */
export async function beginIntake(
  manager: EntityManager,
  { actor, key }: RequestKey,
  locks: readonly string[],
): Promise<IntakeBegun> {
  const [begun] = await rowsOf<IntakeBegun>(
    manager,
    `SELECT clock_timestamp() AS now, ${KEEP_PLANS} AS plans, CASE WHEN kept.row IS NULL THEN nextval('case_no_seq') END AS sequence, kept.row AS kept
       FROM (SELECT count(*) FROM (${LOCK_LIMITS}) locks) locked
       LEFT JOIN LATERAL (SELECT json_build_object('route', i.route, 'bodySha256', i.body_sha256, 'response', i.response) AS row
                            FROM idempotency i WHERE (i.actor, i.key) = ($2, $3)) kept ON true`,
    [locks, actor, key],
  );
  if (begun === undefined) throw new Error('the database told no time');
  return begun;
}

const VICTIM_NUMBER = victimNumberSql('c');

/**
 * SQL of a reporter's reports since an instant of which no debit was confirmed, as
 * `UnconfirmedReports`, whoever reported the transfer first: a complaint is one, and so is each time
 * that transfers were added to it. Of transfers only the holder's own count, because no other is
 * ordered on; a search for one counts whoever reported, because a bank is asked.
 * `since` is its parameter, and `reporter` are those of `reporterParameters`.
 */
function unconfirmedReportsSql(
  since: string,
  [reporterKey, number, institution, accountNo]: readonly [string, string, string, string],
): string {
  const ofNumber = `c.reporter_key = ${reporterKey}`;
  const ofVictim = `${VICTIM_NUMBER} = ${number}`;
  const ofAccount = `(f.victim_institution, f.victim_account_no) = (${institution}, ${accountNo})`;
  return `
    SELECT json_build_object('byNumber', count(*) FILTER (WHERE of_number), 'byPerson', count(*) FILTER (WHERE of_person)) AS reports
      FROM (SELECT ${ofNumber} AS of_number, ${ofVictim} OR ${ofAccount} AS of_person
              FROM complaint c JOIN case_file f ON f.id = c.id CROSS JOIN LATERAL (
                SELECT k.claimed_at AS at, d.state FROM claim k JOIN stolen_sum s ON s.id = k.stolen_sum_id
                  LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                 WHERE k.case_id = c.id AND k.reported AND f.holder_reports
                UNION ALL
                SELECT d.asked_at, d.state FROM debit_confirmation d WHERE d.case_id = c.id AND d.incomplete_transfer_id IS NOT NULL) told
             WHERE c.id IN (SELECT c.id FROM complaint c WHERE ${ofNumber} UNION ALL SELECT c.id FROM complaint c WHERE ${ofVictim}
                            UNION ALL SELECT f.id FROM case_file f WHERE ${ofAccount})
               AND told.at > ${since}
             GROUP BY c.id, f.id, told.at HAVING NOT coalesce(bool_or(told.state = 'confirmed'), false)) report`;
}

/**
 * SQL of the searches since `$1` at the debited account, of the victim or of the telephone number of
 * a reporter, of which the largest count; its parameters are `reporterParameters` from `$5` on. A
 * report that tells of no transfer to find asks nothing (`$10` is false).
 */
const SEARCHES_BEFORE = `
  SELECT CASE WHEN $10::boolean THEN (
    SELECT greatest(count(*) FILTER (WHERE c.reporter_key = $5), count(*) FILTER (WHERE ${VICTIM_NUMBER} = $6),
                    count(*) FILTER (WHERE (f.victim_institution, f.victim_account_no) = ($7, $8)))
      FROM debit_confirmation d JOIN complaint c ON c.id = d.case_id JOIN case_file f ON f.id = d.case_id
     WHERE d.incomplete_transfer_id IS NOT NULL AND d.asked_at > $1
       AND c.id IN (SELECT c.id FROM complaint c WHERE c.reporter_key = $5 UNION ALL SELECT c.id FROM complaint c WHERE ${VICTIM_NUMBER} = $6
                    UNION ALL SELECT f.id FROM case_file f WHERE (f.victim_institution, f.victim_account_no) = ($7, $8))) ELSE 0 END`;

function reporterParameters({ reporterKey, victimNumber, victimAccount }: ReporterKeys): (string | null)[] {
  return [reporterKey, victimNumber, victimAccount?.institution ?? null, victimAccount?.accountNo ?? null];
}

/** Counts the unconfirmed reports of a reporter since an instant. */
export async function countUnconfirmedReports(
  manager: EntityManager,
  reporter: ReporterKeys,
  since: Date,
): Promise<UnconfirmedReports> {
  const sql = unconfirmedReportsSql('$1', ['$2', '$3', '$4', '$5']);
  const [row] = await rowsOf<{ reports: UnconfirmedReports }>(manager, sql, [since, ...reporterParameters(reporter)]);
  if (row === undefined) throw new Error('a count gave no row');
  return row.reports;
}

/** SQL of the first orders of section 7 since `$1` whose debit nobody confirmed or denied. */
const UNCONFIRMED_ORDERS = `
  FROM hold h LEFT JOIN debit_confirmation d ON d.transfer_id = h.transfer_id
 WHERE h.ordered_at > $1 AND h.kind = 'section7' AND h.hop = 0
   AND (d.state IS NULL OR d.state NOT IN ('confirmed', 'denied'))`;

/** SQL of the accounts whose institutions are `$2` and whose numbers are `$3`, each with its number there. */
const NAMED_ACCOUNTS =
  'SELECT institution, account_no FROM unnest($2::text[], $3::text[]) AS named (institution, account_no)';

/** Unconfirmed orders at an account. */
interface OrdersAtAccount extends Account {
  orders: number;
}

/** The unconfirmed orders at accounts, and in complaints that name one of some suspects: the most. */
export interface OrdersAtTargets {
  atAccounts: readonly OrdersAtAccount[];
  atPerson: number;
}

/** SQL of the unconfirmed orders at each of some accounts, as `OrdersAtAccount`. */
const atAccountsSql = (accounts: string): string => `
  SELECT coalesce(json_agg(json_build_object('institution', a.institution, 'accountNo', a.account_no, 'orders',
           (SELECT count(*) ${UNCONFIRMED_ORDERS} AND h.institution = a.institution AND h.account_no = a.account_no))), '[]') AS accounts
    FROM (${accounts}) a`;

/** SQL of the unconfirmed orders of complaints that name one of the suspects `$4`: the most. */
const AT_PERSONS = `
  SELECT coalesce(max((SELECT count(*) ${UNCONFIRMED_ORDERS} AND h.case_id IN (
           SELECT c.id FROM complaint c WHERE c.received_at > $1 AND c.body -> 'suspectPersons' @> jsonb_build_array(p.person)))), 0) AS orders
    FROM unnest($4::jsonb[]) AS p (person)`;

function targetParameters(accounts: readonly Account[], persons: readonly SuspectPerson[]): unknown[] {
  return [
    accounts.map(({ institution }) => institution),
    accounts.map(({ accountNo }) => accountNo),
    persons.map((person) => JSON.stringify(person)),
  ];
}

const readAtTargets = reading({
  atAccounts: value<OrdersAtAccount[]>(atAccountsSql(NAMED_ACCOUNTS)),
  atPerson: value<number>(AT_PERSONS),
});

/** Counts the unconfirmed orders since an instant at accounts and against suspects. */
export function countUnconfirmedAtTargets(
  manager: EntityManager,
  accounts: readonly Account[],
  persons: readonly SuspectPerson[],
  since: Date,
): Promise<OrdersAtTargets> {
  return readAtTargets(manager, [since, ...targetParameters(accounts, persons)]);
}

/** SQL of the cases of a reporter's victim, and of the account that was debited; `$6` to `$8` as in `reporterParameters`. */
const CASES_OF_VICTIM = `
  SELECT c.id FROM complaint c WHERE ${VICTIM_NUMBER} = $6
  UNION ALL SELECT f.id FROM case_file f WHERE (f.victim_institution, f.victim_account_no) = ($7, $8)`;

/** What a report is, as far as the record is searched for what came before. */
export interface ReportToRead {
  reporter: ReporterKeys;
  /** The references of the transfers, at the institution of the victim. */
  references: readonly string[];
  /** The accounts that the report names. */
  accounts: readonly Account[];
  persons: readonly SuspectPerson[];
  /** It tells of a transfer that an institution is to find. */
  asksToFind: boolean;
  /** Since when reports and orders count. */
  since: Date;
}

/** SQL of the claims about the references `$9` of the institution `$7`, which is the victim's. */
const OF_REFERENCES = 'from_institution = $7 AND reference = ANY ($9::text[])';

const readBefore = reading({
  unconfirmed: value<UnconfirmedReports>(unconfirmedReportsSql('$1', ['$5', '$6', '$7', '$8'])),
  searches: value<number>(SEARCHES_BEFORE),
  // A claim on record may name another account than the report: what a PromptPay number led to.
  atAccounts: value<OrdersAtAccount[]>(
    atAccountsSql(`${NAMED_ACCOUNTS} UNION
      SELECT to_institution, to_account_no FROM transfer WHERE ${OF_REFERENCES} AND to_account_no IS NOT NULL`),
  ),
  atPerson: value<number>(AT_PERSONS),
  ofVictim: value<ClaimOfVictimRow[]>(
    `SELECT coalesce(json_agg(to_json(told)), '[]') FROM (${claimsOfVictimSql(CASES_OF_VICTIM, NAMED_ACCOUNTS)}) told`,
  ),
  claims: rows(TransferRow, OF_REFERENCES, 'r.id'),
  confirmations: rows(DebitConfirmationRow, `r.transfer_id IN (SELECT id FROM transfer WHERE ${OF_REFERENCES})`),
});

/** What the record has before a report is written. */
export interface BeforeReport extends OrdersAtTargets {
  /** The reporter's own reports, which limit it. */
  unconfirmed: UnconfirmedReports;
  /** How many searches were asked before, for one number, victim or debited account: the most. */
  searches: number;
  /** All claims about its references, in order of id. */
  claims: ClaimOnRecord[];
  /** What other reports of the victim claim of the accounts that it names. */
  ofVictim: readonly ClaimOfVictimRow[];
}

/**
 * Reads by one statement what the record has before a report. Call it under the locks of the report
 * (`beginIntake`).
 */
export async function readBeforeReport(manager: EntityManager, report: ReportToRead): Promise<BeforeReport> {
  const { claims, confirmations, ...counted } = await readBefore(manager, [
    report.since,
    ...targetParameters(report.accounts, report.persons),
    ...reporterParameters(report.reporter),
    report.references,
    report.asksToFind,
  ]);
  return { ...counted, claims: withConfirmations(claims, confirmations) };
}

/** By what the reporter of a complaint is limited, and his telephone number; null while nobody knows it. */
interface ReporterOnRecord extends ReporterKeys {
  phone: string | null;
  /** Who put the number down where it was told after intake; null: intake did. */
  phoneToldTo: string | null;
  /** The reported sums of which the bank told as of its customer, and did not take it back: its notice joined the report. */
  customersSums: string[];
}

/** SQL of the sums that a case `c` reported, and of which what a bank's customer told it joined the report and stands. */
const CUSTOMERS_SUMS = `ARRAY(SELECT s.id FROM claim k JOIN stolen_sum s ON s.id = k.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
         WHERE k.case_id = c.id AND k.reported AND k.ended_at IS NULL AND EXISTS (
               SELECT 1 FROM exchange x JOIN inbox_message m ON m.id = x.message_id
                WHERE x.case_id = c.id AND x.kind = 'customer.notice' AND x.direction = 'in' AND m.party = t.from_institution
                  AND t.reference IN (SELECT e ->> 'reference' FROM jsonb_array_elements(m.content -> 'transfers') e)
                  AND NOT EXISTS (SELECT 1 FROM inbox_message b WHERE b.kind = 'customer.withdrawn' AND b.subject_id = m.id)))`;

const REPORTER_PHONE = `coalesce(c.body -> 'reporter' ->> 'phone', c.known -> 'reporter' ->> 'phone')`;
const VICTIM_PHONE = `coalesce(c.body -> 'victim' ->> 'phone', c.known -> 'victim' ->> 'phone')`;

/** Reads the reporter of a complaint; undefined in a case that a notice opened. */
export async function reporterOf(manager: EntityManager, caseId: string): Promise<ReporterOnRecord | undefined> {
  const [row] = await rowsOf<ReporterOnRecord>(
    manager,
    `SELECT c.reporter_key AS "reporterKey", ${VICTIM_NUMBER} AS "victimNumber", coalesce(c.body -> 'victimAccount', c.known -> 'victimAccount') AS "victimAccount",
            ${REPORTER_PHONE} AS phone, ${CUSTOMERS_SUMS} AS "customersSums",
            (SELECT a.received_by FROM complaint_addition a WHERE a.case_id = c.id AND a.kind = 'told_again' AND a.body #> '{reporter,phone}' IS NOT NULL) AS "phoneToldTo"
       FROM complaint c WHERE c.id = $1 AND c.body -> 'reporter' IS NOT NULL`,
    [caseId],
  );
  return row;
}

/** What has reached a limit; of it an officer is told once. */
export type LimitSubject =
  | { kind: 'REPORTER_LIMIT' | 'SEARCH_LIMIT'; reporter: ReporterKeys }
  | { kind: 'ACCOUNT_LIMIT'; account: Account }
  | { kind: 'PERSON_LIMIT'; persons: readonly SuspectPerson[] };

/** Returns whether a break about a limit is open, or was opened since an instant. */
export async function isLimitTold(manager: EntityManager, subject: LimitSubject, since: Date): Promise<boolean> {
  const { same, values } = sameSubject(subject);
  const [row] = await rowsOf<{ told: boolean }>(
    manager,
    `SELECT EXISTS (SELECT 1 FROM break_record b JOIN complaint c ON c.id = b.case_id JOIN case_file f ON f.id = c.id LEFT JOIN transfer t ON t.id = b.transfer_id
                     WHERE b.kind = $1 AND (b.closed_at IS NULL OR b.opened_at > $2) AND ${same}) AS told`,
    [subject.kind, since, ...values],
  );
  return row?.told ?? false;
}

function sameSubject(subject: LimitSubject): { same: string; values: unknown[] } {
  switch (subject.kind) {
    case 'REPORTER_LIMIT':
    case 'SEARCH_LIMIT':
      return {
        same: `(c.reporter_key = $3 OR ${VICTIM_NUMBER} = $4 OR (f.victim_institution, f.victim_account_no) = ($5, $6))`,
        values: reporterParameters(subject.reporter),
      };
    case 'ACCOUNT_LIMIT':
      return {
        same: 't.to_institution = $3 AND t.to_account_no = $4',
        values: [subject.account.institution, subject.account.accountNo],
      };
    case 'PERSON_LIMIT':
      return {
        same: `EXISTS (SELECT 1 FROM unnest($3::jsonb[]) p (person) WHERE c.body -> 'suspectPersons' @> jsonb_build_array(p.person))`,
        values: [subject.persons.map((person) => JSON.stringify(person))],
      };
  }
}

/**
 * Returns the names of the locks (`lockLimits`) of references of a sending institution, in one
 * order. Of two reports of one reference that differ, the second then sees the first.
 */
export function referenceLocks(institution: string, references: readonly string[]): string[] {
  return references.map((reference) => `reference ${institution} ${reference}`).sort();
}

/** What a report says of persons and the account, also what cannot be right. */
export interface ReportedPersons extends TellableLater {
  victim: NonNullable<TellableLater['victim']> & { numberAsTold?: string; phoneAsTold?: string };
  reporter: NonNullable<TellableLater['reporter']> & { phoneAsTold?: string; actsFor?: object };
  victimAccountAsTold?: string;
}

/**
 * SQL of the debited account of the complaint `r` as it was received, for an object, the type of the case, and the
 * beginning of what the caller told; nothing where none was.
 */
const ACCOUNT_AS_RECEIVED = `jsonb_strip_nulls(jsonb_build_object('victimAccount', r.body -> 'victimAccount', 'victimAccountAsTold', r.body -> 'victimAccountAsTold', 'narrative', left(r.body ->> 'narrative', 1), 'caseType', r.body -> 'caseType'))`;

/** What an operator may read out of a case; amounts in satang. */
export interface CaseStatusRow {
  id: string;
  caseNo: string;
  rulebook: string;
  openedAt: Date;
  status: string;
  stolen: string;
  held: string;
  statementAt: Date | null;
  withdrawnAt: Date | null;
  victimReports: boolean | null;
  holderReports: boolean;
  /** The kinds of open breaks about the case and its money. */
  openBreaks: readonly string[];
  /** What was reported of persons and the account, and what was told of them later; null: no victim's report. */
  report: ReportOnRecord<ReportedPersons> | null;
  /** The database's clock. */
  now: Date;
}

/** Reads the status of a case, or undefined when there is none of this id. */
export async function caseStatusRow(manager: EntityManager, caseId: string): Promise<CaseStatusRow | undefined> {
  const [row] = await rowsOf<CaseStatusRow>(
    manager,
    `SELECT id, case_no AS "caseNo", rulebook, opened_at AS "openedAt", status, stolen_satang AS stolen, ${heldForVictimSql('case_file.id')} AS held,
            statement_at AS "statementAt", withdrawn_at AS "withdrawnAt", victim_reports AS "victimReports",
            holder_reports AS "holderReports", ${OPEN_BREAKS} AS "openBreaks",
            (SELECT jsonb_build_object('body', jsonb_build_object('victim', r.body -> 'victim', 'reporter', r.body -> 'reporter') || ${ACCOUNT_AS_RECEIVED}, 'known', r.known)
               FROM complaint r WHERE r.id = case_file.id AND r.body ? 'reporter') AS report,
            clock_timestamp() AS now FROM case_file WHERE id = $1`,
    [caseId],
  );
  return row;
}

/** Reads the holds that may still suspend money that a case claims, whoever reported it first; a denied report claims none. */
export function suspensionsOf(manager: EntityManager, caseId: string): Promise<SuspensionOfMoney[]> {
  return rowsOf<SuspensionOfMoney>(
    manager,
    `SELECT h.kind, h.section7_from AS "section7From", h.expires_at AS "expiresAt",
            (SELECT r.rule_id FROM hold_order o JOIN rule_row r ON r.row_id = o.expiry_rule_row_id
              WHERE o.hold_id = h.id ORDER BY o.sequence DESC LIMIT 1) AS "expiryRuleId"
       FROM hold h JOIN claim c ON c.stolen_sum_id = h.stolen_sum_id
      WHERE c.case_id = $1 AND ${claimStandsSql('c')} AND h.state IN (${sqlList(LIVE_HOLD_STATES)})`,
    [caseId],
  );
}

/** A reported transfer of a case: how its debit was answered, and how much of it is held. */
export interface ReportedTransferRow {
  id: string;
  reference: string;
  amountSatang: string;
  debit: DebitState | null;
  heldSatang: string;
  sums: SumsOfTransfer;
  /** The states of all holds on its money. */
  holds: { state: HoldState; endedInSilence: boolean }[];
  /** When the oldest hold was ordered of which its institution has said nothing (RFC 3339); null: none. */
  orderedSince: string | null;
  /** When the newest release was ordered that is not answered (RFC 3339); null: none. */
  releasingSince: string | null;
  /** An institution named where its money, or part of it, went on to. */
  hasGoneOn: boolean;
}

/**
 * Reads the transfers that a case reported, in order of time. What is held of one may stand in a
 * sum of another claim about its reference: one that covers its money, or whose receiver the
 * sending institution named. It is never more than the case reported: the rest is of another report.
 */
export async function reportedTransfers(manager: EntityManager, caseId: string): Promise<ReportedTransferRow[]> {
  return rowsOf<ReportedTransferRow>(
    manager,
    `SELECT t.id, t.reference, t.amount_satang AS "amountSatang", coalesce(d.state, beside.debit) AS debit, least(coalesce(beside.held, 0), t.amount_satang)::text AS "heldSatang",
            ${SUMS_OF_TRANSFER} AS sums,
            coalesce(beside.has_gone_on, false) AS "hasGoneOn",
            (SELECT coalesce(json_agg(json_build_object('state', h.state, 'endedInSilence', ${endedInSilenceSql('h')})), '[]')
               FROM hold h WHERE h.stolen_sum_id = ANY (beside.sums)) AS holds,
            (SELECT min(h.ordered_at) FROM hold h WHERE h.stolen_sum_id = ANY (beside.sums) AND h.state IN ('ordered', 'unconfirmed')) AS "orderedSince",
            (SELECT max(o.ordered_at) FROM hold h JOIN release_order o ON o.hold_id = h.id AND NOT o.again AND o.acknowledged_at IS NULL
              WHERE h.stolen_sum_id = ANY (beside.sums) AND (h.state = 'release_ordered' OR ${endedInSilenceSql('h')})) AS "releasingSince"
       FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
       LEFT JOIN debit_confirmation d ON d.transfer_id = t.id
      CROSS JOIN LATERAL (
        SELECT max(e.state) FILTER (WHERE e.state = 'confirmed') AS debit,
               sum(${heldOfClaimSql('k')}) AS held,
               bool_or(EXISTS (SELECT 1 FROM trail_link g WHERE g.stolen_sum_id = k.stolen_sum_id AND g.hop > 0)) AS has_gone_on,
               array_agg(k.stolen_sum_id) AS sums
          FROM claim k JOIN stolen_sum o ON o.id = k.stolen_sum_id JOIN transfer r ON r.id = o.transfer_id
          LEFT JOIN debit_confirmation e ON e.transfer_id = r.id
         WHERE k.case_id = c.case_id AND (k.ended_at IS NULL OR c.ended_at IS NOT NULL) AND (r.from_institution, r.reference) = (t.from_institution, t.reference)) beside
      WHERE c.case_id = $1 AND c.reported ORDER BY t.transferred_at, t.id`,
    [caseId],
  );
}

/** What a victim told of a transfer that was not known well enough, and what came of it. */
export interface IncompleteTransferOfCase {
  id: string;
  no: number;
  state: IncompleteTransferState;
  told: ToldTransfer;
  search: { institution: string; state: DebitState; deadlineAt: string } | null;
}

/** Reads what a case was told of transfers that were not known well enough, in their order. */
export async function incompleteTransfers(manager: EntityManager, caseId: string): Promise<IncompleteTransferOfCase[]> {
  return rowsOf<IncompleteTransferOfCase>(
    manager,
    `SELECT i.id, i.no, i.state, ${TOLD} AS told,
            (SELECT json_build_object('institution', d.institution, 'state', d.state, 'deadlineAt', d.deadline_at)
               FROM debit_confirmation d WHERE d.incomplete_transfer_id = i.id) AS search
       FROM incomplete_transfer i WHERE i.case_id = $1 ORDER BY i.no`,
    [caseId],
  );
}

/**
 * By what a complaint is found; `takenBy` is the subject of a person. `linkKey` is the form by
 * which cases with the account are compared: it also finds an account outside, however it was
 * written.
 */
export type ComplaintSearch =
  | { caseNo: string }
  | { bankCaseId: string }
  | { phone: string }
  | { promptPay: { kind: string; value: string } }
  | { account: Account; linkKey: { kind: string; key: string } | null }
  | { takenBy: string };

/** A complaint that a search found. */
export interface FoundComplaintRow {
  id: string;
  caseNo: string;
  receivedAt: Date;
  status: string;
}

/** Finds complaints by one mark, newest first. */
export function findComplaints(
  manager: EntityManager,
  search: ComplaintSearch,
  limit: number,
): Promise<FoundComplaintRow[]> {
  const { condition, values } = conditionOf(search);
  return rowsOf<FoundComplaintRow>(
    manager,
    `SELECT c.id, f.case_no AS "caseNo", c.received_at AS "receivedAt", f.status
       FROM complaint c JOIN case_file f ON f.id = c.id WHERE ${condition} ORDER BY c.id DESC LIMIT $1`,
    [limit, ...values],
  );
}

function conditionOf(search: ComplaintSearch): { condition: string; values: string[] } {
  if ('caseNo' in search) return { condition: 'f.case_no = $2', values: [search.caseNo] };
  if ('bankCaseId' in search) return { condition: `c.body ->> 'bankCaseId' = $2`, values: [search.bankCaseId] };
  if ('takenBy' in search) return { condition: 'c.received_by = $2', values: [search.takenBy] };
  if ('promptPay' in search)
    return {
      condition: `c.id IN (SELECT l.case_id FROM transfer t JOIN trail_link l ON l.transfer_id = t.id
                            WHERE t.promptpay_value = $2 AND t.promptpay_kind = $3)`,
      values: [search.promptPay.value, search.promptPay.kind],
    };
  if ('phone' in search)
    return {
      condition: `(${VICTIM_PHONE} = $2 OR ${REPORTER_PHONE} = $2)`,
      values: [search.phone],
    };
  return {
    condition: `c.id IN (
      SELECT o.id FROM case_file o WHERE o.victim_institution = $2 AND o.victim_account_no = $3
      UNION SELECT l.case_id FROM trail_link l JOIN transfer t ON t.id = l.transfer_id WHERE t.to_institution = $2 AND t.to_account_no = $3
      UNION SELECT k.case_id FROM link_key k WHERE k.kind = $4 AND k.key = $5)`,
    values: [
      search.account.institution,
      search.account.accountNo,
      search.linkKey?.kind ?? '',
      search.linkKey?.key ?? '',
    ],
  };
}

/**
 * Reads when the first transfer that a case claims was made; null while no transfer of it is known
 * well enough.
 */
export async function firstTransferAtOf(manager: EntityManager, caseId: string): Promise<Date | null> {
  const [row] = await rowsOf<{ at: Date | null }>(
    manager,
    `SELECT min(t.transferred_at) AS at FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
      WHERE c.case_id = $1 AND (c.ended_at IS NULL OR c.corrected_by IS NULL)`,
    [caseId],
  );
  return row?.at ?? null;
}
