import type { EntityManager } from 'typeorm';
import type { ArmedGround, ArmedHold } from '../../domain/freeze-request/armed-hold.js';
import type { SignOfInnocence } from '../../domain/freeze-request/blast-radius.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { PromptPay } from '../../domain/hold/messages.js';
import type { Account } from '../../domain/party.js';
import { SHIELD_STOPS, type StopReason } from '../../domain/trail/next-hops.js';
import { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { reading, rows, value } from '../../persistence/read-together.js';
import { sqlList } from '../../persistence/sql-list.js';
import { standingFindings } from '../case/work/case.queries.js';
import { rowsOf } from '../case/work/read-rows.js';

/** A part of the trail with its transfer and the newest hold on it; amounts in satang. */
export interface TrailRow {
  partId: string;
  continuesPartId: string | null;
  stolenSumId: string;
  transferId: string;
  hop: number;
  fromInstitution: string;
  fromAccountNo: string;
  toInstitution: string | null;
  toAccountNo: string | null;
  offRail: string | null;
  /** The receiver that takes no part, as the first complaint names it. */
  outsideInstitution: string | null;
  outsideAccountNo: string | null;
  reference: string;
  amountSatang: string;
  attributedSatang: string;
  transferredAt: Date;
  stopReason: StopReason | null;
  holdId: string | null;
  holdState: HoldState | null;
  heldSatang: string | null;
  /** What orders for less let go of the hold. */
  holdLetGoSatang: string | null;
  /** What the institution of the account suspends there by itself (section 6). */
  suspendedSatang: string;
  /** What it suspended there by itself and let go again. */
  letGoSatang: string;
  /** What other authorities keep beside holds on the part. */
  seizedSatang: string;
}

/**
 * Reads the trail of a case's stolen sums in one statement, by hop and time. With `allVictims` it
 * also reads the sums of other cases that reached the same accounts.
 */
export async function trailRows(manager: EntityManager, caseId: string, allVictims: boolean): Promise<TrailRow[]> {
  return rowsOf<TrailRow>(
    manager,
    `WITH own AS (SELECT stolen_sum_id AS id FROM claim WHERE case_id = $1),
          shown AS (
            SELECT id FROM own
            UNION
            SELECT other.stolen_sum_id
              FROM own JOIN trail_link l ON l.stolen_sum_id = own.id JOIN transfer t ON t.id = l.transfer_id
              JOIN transfer x ON x.to_institution = t.to_institution AND x.to_account_no = t.to_account_no
              JOIN trail_link other ON other.transfer_id = x.id
             WHERE $2)
     SELECT l.id AS "partId", l.parent_link_id AS "continuesPartId", l.stolen_sum_id AS "stolenSumId", l.transfer_id AS "transferId", l.hop,
            t.from_institution AS "fromInstitution", t.from_account_no AS "fromAccountNo",
            t.to_institution AS "toInstitution", t.to_account_no AS "toAccountNo", t.off_rail AS "offRail", t.reference,
            outside.institution AS "outsideInstitution", outside.account_no AS "outsideAccountNo",
            t.amount_satang AS "amountSatang", l.attributed_satang AS "attributedSatang", t.transferred_at AS "transferredAt",
            l.stop_reason AS "stopReason", h.id AS "holdId", h.state AS "holdState", h.held_satang AS "heldSatang",
            h.let_go_satang AS "holdLetGoSatang", suspension.suspended AS "suspendedSatang",
            (SELECT coalesce(sum(k.seized_satang), 0) FROM hold k WHERE k.trail_link_id = l.id)::text AS "seizedSatang", suspension.let_go AS "letGoSatang"
       FROM shown JOIN trail_link l ON l.stolen_sum_id = shown.id JOIN transfer t ON t.id = l.transfer_id
       LEFT JOIN LATERAL (SELECT id, state, held_satang, let_go_satang FROM hold
                           WHERE trail_link_id = l.id ORDER BY id DESC LIMIT 1) h ON true
       LEFT JOIN LATERAL (
        SELECT r #>> '{to,account,institution}' AS institution, r #>> '{to,account,accountNo}' AS account_no
          FROM complaint c CROSS JOIN jsonb_array_elements(c.body -> 'transfers') r
         WHERE t.off_rail = 'outside' AND c.id = t.first_case_id AND r ->> 'reference' = t.reference LIMIT 1) outside ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(p.suspended_satang), 0)::text AS suspended,
               coalesce(max(least(o.amount_satang, l.attributed_satang) - p.suspended_satang) FILTER (WHERE o.state IN ('lapsed', 'lifted')), 0)::text AS let_go
          FROM own_suspension_part p JOIN own_suspension o ON o.id = p.suspension_id
         WHERE p.trail_link_id = l.id AND (o.institution, o.account_no) = (t.to_institution, t.to_account_no)) suspension
      ORDER BY l.hop, t.transferred_at, l.id`,
    [caseId, allVictims],
  );
}

const READ_DEBITS_OF_SUM = reading({
  count: value<number>('SELECT coalesce(max(nth_account), 0) FROM trail_link WHERE stolen_sum_id = $1'),
  known: value<Account[]>(
    `SELECT coalesce(jsonb_agg(jsonb_build_object('institution', t.to_institution, 'accountNo', t.to_account_no)), '[]')
       FROM unnest($2::text[], $3::text[]) AS debit (institution, account_no)
       JOIN transfer t ON (t.to_institution, t.to_account_no) = (debit.institution, debit.account_no)
       JOIN trail_link l ON l.transfer_id = t.id AND l.stolen_sum_id = $1 AND l.nth_account IS NOT NULL`,
  ),
  enrolled: value<string[]>(`SELECT ARRAY(SELECT slug FROM party WHERE kind = 'institution' AND slug = ANY ($2))`),
  transfers: rows(TransferRow, 'r.id = ANY ($4)'),
});

/**
 * Reads how many accounts the trail of a stolen sum was followed into, and of the given accounts
 * those that are among them, the institutions that take part, and transfers.
 */
export function readDebitsOfSum(
  manager: EntityManager,
  stolenSumId: string,
  accounts: readonly Account[],
  transferIds: readonly string[],
): ReturnType<typeof READ_DEBITS_OF_SUM> {
  return READ_DEBITS_OF_SUM(manager, [stolenSumId, ...columnsOf(accounts), transferIds]);
}

/** Reads which of the institutions take part. */
export async function enrolledInstitutions(manager: EntityManager, slugs: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ slug: string }>(
    manager,
    `SELECT slug FROM party WHERE kind = 'institution' AND slug = ANY ($1)`,
    [slugs],
  );
  return rows.map(({ slug }) => slug);
}

/**
 * A later debit that an institution names, as a transfer row; `at` as the institution wrote it.
 */
export interface NamedDebitRow {
  id: string;
  reference: string;
  amount: string;
  at: string;
  rail: string;
  offRail: string | null;
  institution: string | undefined;
  accountNo: string | undefined;
  promptPayKind: string | undefined;
  promptPayValue: string | undefined;
}

/** The transfer of a debit: its row, new or stored before, and the receiver that the row names. */
export interface DebitTransferRow {
  id: string;
  reference: string;
  institution: string | null;
  accountNo: string | null;
}

/**
 * Inserts the transfers of later debits. One that the institution named before keeps its row, and
 * one that somebody reported with the same facts, whatever the time, has the row of the report.
 */
export async function insertDebits(
  manager: EntityManager,
  from: Account,
  caseId: string,
  debits: readonly NamedDebitRow[],
): Promise<DebitTransferRow[]> {
  return manager.query<DebitTransferRow[]>(
    `WITH d AS (
       SELECT * FROM jsonb_to_recordset($4::jsonb) AS d (id text, reference text, institution text, "accountNo" text, "promptPayKind" text,
              "promptPayValue" text, "offRail" text, amount bigint, at timestamptz, rail text)),
     known AS (
       SELECT DISTINCT ON (reference) t.id, reference, t.to_institution, t.to_account_no
         FROM transfer t JOIN d USING (reference)
        WHERE t.from_institution = $1 AND t.reference = ANY (ARRAY(SELECT reference FROM d)) -- an array, so that the index is used
          AND (t.reported_by = 'institution'
           OR (t.from_account_no, t.amount_satang) = ($2, d.amount) AND t.off_rail IS NOT DISTINCT FROM d."offRail"
              AND (coalesce((t.to_institution, t.to_account_no) = (d.institution, d."accountNo"), false)
                   OR coalesce((t.promptpay_kind, t.promptpay_value) = (d."promptPayKind", d."promptPayValue"), false)
                   OR d."offRail" IS NOT NULL))
        ORDER BY reference, t.reported_by, t.id),
     added AS (
       INSERT INTO transfer (id, from_institution, from_account_no, reference, to_institution, to_account_no, promptpay_kind, promptpay_value, off_rail,
                             amount_satang, transferred_at, rail, reported_by, first_case_id)
       SELECT d.id, $1, $2, d.reference, d.institution, d."accountNo", d."promptPayKind", d."promptPayValue", d."offRail", d.amount, d.at, d.rail, 'institution', $3
         FROM d WHERE d.reference NOT IN (SELECT reference FROM known)
       ON CONFLICT (from_institution, reference) WHERE reported_by = 'institution' DO UPDATE SET to_institution = transfer.to_institution
       RETURNING id, reference, to_institution, to_account_no)
     SELECT id, reference, to_institution AS institution, to_account_no AS "accountNo" FROM (SELECT * FROM known UNION ALL SELECT * FROM added) AS written`,
    [from.institution, from.accountNo, caseId, JSON.stringify(debits)],
  );
}

/** A live hold at an account, which is written `institution:accountNo`; amounts in satang. */
export interface ActiveHoldRow {
  account: string;
  holdId: string;
  caseId: string;
  caseNo: string;
  kind: HoldKind;
  state: HoldState;
  requestedSatang: string;
  heldSatang: string;
  expiresAt: Date;
}

/** Reads the live holds at accounts, over all cases. */
export async function activeHolds(manager: EntityManager, accounts: readonly Account[]): Promise<ActiveHoldRow[]> {
  return rowsOf<ActiveHoldRow>(
    manager,
    `SELECT h.institution || ':' || h.account_no AS account, h.id AS "holdId", h.case_id AS "caseId", f.case_no AS "caseNo", h.kind, h.state,
            h.requested_satang AS "requestedSatang", h.held_satang AS "heldSatang", h.expires_at AS "expiresAt"
       FROM hold h JOIN case_file f ON f.id = h.case_id
      WHERE h.state IN (${sqlList(LIVE_HOLD_STATES)})
        AND (h.institution, h.account_no) IN (SELECT * FROM unnest($1::text[], $2::text[])) ORDER BY h.id`,
    columnsOf(accounts),
  );
}

/** How often each sign of an innocent merchant is found at an account. */
export type SignsRow = { account: string } & Record<SignOfInnocence, number>;

/**
 * Counts over all cases what speaks for an innocent merchant at accounts. Small credits count when
 * more than one account paid them: nobody followed them, because they are below the minimum of the
 * trail (P-TRACE).
 */
export async function signsOfInnocence(manager: EntityManager, accounts: readonly Account[]): Promise<SignsRow[]> {
  return rowsOf<SignsRow>(
    manager,
    `WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[]) AS a (institution, account_no)),
     paid AS (
       SELECT a.institution, a.account_no, t.id, t.from_institution, t.from_account_no, l.stop_reason
         FROM asked a JOIN transfer t ON t.to_institution = a.institution AND t.to_account_no = a.account_no
         JOIN trail_link l ON l.transfer_id = t.id)
     SELECT a.institution || ':' || a.account_no AS account,
            (SELECT count(DISTINCT p.id)::int FROM paid p WHERE (p.institution, p.account_no) = (a.institution, a.account_no)
                AND p.stop_reason IN (${sqlList(SHIELD_STOPS)})) AS shielded_payment,
            (SELECT count(*)::int FROM hold h JOIN appeal q ON q.hold_id = h.id JOIN appeal_filing f ON f.appeal_id = q.id
              WHERE (h.institution, h.account_no) = (a.institution, a.account_no) AND f.holder_is = 'regular_merchant') AS regular_merchant_word,
            (SELECT count(*)::int FROM hold h JOIN appeal q ON q.hold_id = h.id
              WHERE (h.institution, h.account_no) = (a.institution, a.account_no) AND q.state IN ('upheld', 'partly_upheld')) AS appeal_upheld_before,
            (SELECT CASE WHEN count(DISTINCT (p.from_institution, p.from_account_no)) > 1 THEN count(DISTINCT p.id)::int ELSE 0 END FROM paid p
              WHERE (p.institution, p.account_no) = (a.institution, a.account_no) AND p.stop_reason = 'below_minimum') AS small_credits
       FROM asked a`,
    columnsOf(accounts),
  );
}

/** Accounts as two arrays of a query: institutions and account numbers. */
function columnsOf(accounts: readonly Account[]): [string[], string[]] {
  return [accounts.map(({ institution }) => institution), accounts.map(({ accountNo }) => accountNo)];
}

/**
 * A stored transfer of an account, with the stolen money of other credits and other victims that
 * it carries, as long as the institution counts it.
 */
export interface KnownDebitRow {
  transferId: string;
  reference: string;
  accountNo: string;
  toInstitution: string | null;
  toAccountNo: string | null;
  promptpayKind: PromptPay['kind'] | null;
  promptpayValue: string | null;
  offRail: string | null;
  amountSatang: string;
  at: Date;
  /** The institution named the debit itself, and nobody only claims it. */
  isNamed: boolean;
  elsewhereSatang: string;
}

/** A stored transfer when a hold is answered. */
export interface DebitBeforeAnswerRow extends KnownDebitRow {
  /** By earlier answers of this hold. */
  ownSatang: string;
  /**
   * By earlier answers about the same part of the stolen sum, of this hold and those before it.
   */
  partSatang: string;
}

/** The columns of a stored transfer `t` in `KnownDebitRow`. */
const DEBIT = `t.id AS "transferId", t.reference, t.from_account_no AS "accountNo", t.to_institution AS "toInstitution", t.to_account_no AS "toAccountNo",
            t.promptpay_kind AS "promptpayKind", t.promptpay_value AS "promptpayValue", t.off_rail AS "offRail", t.amount_satang::text AS "amountSatang", t.transferred_at AS at, t.reported_by = 'institution' AS "isNamed"`;

/**
 * Returns the SQL condition that the institution still counts what the answers to a hold
 * explained. What an empty hold explained has gone on for good, after its expiry too, as long as a
 * case claims the sum and its debit is not denied.
 */
export function isCounted(hold: string, now: string): string {
  return `(CASE ${hold}.state
        WHEN 'no_funds' THEN EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = ${hold}.stolen_sum_id AND c.ended_at IS NULL)
                         AND NOT EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                                          WHERE s.id = ${hold}.stolen_sum_id AND d.state = 'denied')
        ELSE ${hold}.state NOT IN ('release_ordered', 'released', 'refused') AND ${hold}.expires_at > ${now} END)`;
}

/** Reads an institution's debits by reference, with what they carry for other credits than one. */
export async function debitsElsewhere(
  manager: EntityManager,
  creditId: string,
  institution: string,
  references: readonly string[],
  now: Date,
): Promise<KnownDebitRow[]> {
  return rowsOf<KnownDebitRow>(
    manager,
    `SELECT ${DEBIT}, coalesce(sum(l.attributed_satang) FILTER (WHERE before.transfer_id IS DISTINCT FROM $4 AND
              CASE WHEN l.parent_hold_id IS NOT NULL THEN ${isCounted('parent', '$3')}
                   ELSE EXISTS (SELECT 1 FROM hold own WHERE own.trail_link_id = l.id AND ${isCounted('own', '$3')}) END), 0)::text AS "elsewhereSatang"
       FROM transfer t LEFT JOIN trail_link l ON l.transfer_id = t.id
       LEFT JOIN trail_link before ON before.id = l.parent_link_id LEFT JOIN hold parent ON parent.id = l.parent_hold_id
      WHERE t.from_institution = $1 AND t.reference = ANY ($2) GROUP BY t.id`,
    [institution, references, now, creditId],
  );
}

/** SQL of the institution and of the part of the hold `$1`. */
const OWN_INSTITUTION = '(SELECT institution FROM hold WHERE id = $1)';
const OWN_PART = '(SELECT trail_link_id FROM hold WHERE id = $1)';

/**
 * SQL of what the debit `t` carries for other credits and other victims than the part of the hold `$1`, as long as
 * its institution counts it at `$3`. Claims about one debit of a victim are about the same money: the largest of
 * them counts, and of the hold's own claim and its rivals what the claim itself carries.
 */
const ELSEWHERE = `(
  SELECT coalesce(sum(of_debit.satang), 0) FROM (
    SELECT max(of_claim.satang) AS satang FROM (
      SELECT root.from_institution, root.reference, sum(e.attributed_satang) AS satang
        FROM trail_link e JOIN stolen_sum es ON es.id = e.stolen_sum_id JOIN transfer root ON root.id = es.transfer_id
        LEFT JOIN hold parent ON parent.id = e.parent_hold_id
       CROSS JOIN (SELECT h.stolen_sum_id, ot.from_institution, ot.reference FROM hold h JOIN stolen_sum os ON os.id = h.stolen_sum_id
                     JOIN transfer ot ON ot.id = os.transfer_id WHERE h.id = $1) own
       WHERE e.transfer_id = t.id
         AND (e.stolen_sum_id = own.stolen_sum_id OR (root.from_institution, root.reference) <> (own.from_institution, own.reference))
         AND ((e.parent_link_id <> ${OWN_PART} AND ${isCounted('parent', '$3')}) OR
              (e.parent_link_id IS DISTINCT FROM ${OWN_PART} AND e.parent_hold_id IS NULL AND EXISTS (SELECT 1 FROM hold other
                WHERE other.trail_link_id = e.id AND ${isCounted('other', '$3')})))
       GROUP BY 1, 2, e.stolen_sum_id) of_claim
     GROUP BY of_claim.from_institution, of_claim.reference) of_debit)`;

/**
 * The debits that an answer to the hold `$1` names by the references `$2`, and those that went on
 * from its part before; `$3` is now.
 */
export const DEBITS_BEFORE_ANSWER = value<(Omit<DebitBeforeAnswerRow, 'at'> & { at: string })[]>(
  // An array of ids, not `this OR that`: for an OR, PostgreSQL reads every transfer that the
  // institution ever sent.
  `SELECT coalesce(json_agg(d), '[]') FROM (
     SELECT ${DEBIT},
            coalesce(sum(l.attributed_satang) FILTER (WHERE l.parent_hold_id = $1), 0)::text AS "ownSatang",
            coalesce(sum(l.attributed_satang) FILTER (WHERE l.parent_link_id = ${OWN_PART}), 0)::text AS "partSatang",
            ${ELSEWHERE}::text AS "elsewhereSatang"
       FROM transfer t
       LEFT JOIN trail_link l ON l.transfer_id = t.id
      WHERE t.id = ANY (ARRAY(
              SELECT id FROM transfer WHERE from_institution = ${OWN_INSTITUTION} AND reference = ANY ($2)
              UNION SELECT transfer_id FROM trail_link WHERE parent_link_id = ${OWN_PART}))
      GROUP BY t.id) d`,
);

/**
 * Reads how much the answers to a hold before an instant have named each debit of its account for: the most
 * that one of them says, by transfer.
 */
export async function namedByAnswers(
  manager: EntityManager,
  holdId: string,
  before: Date,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await rowsOf<{ transferId: string; satang: string }>(
    manager,
    `SELECT l.transfer_id AS "transferId", max((o ->> 'attributedSatang')::bigint)::text AS satang
       FROM hold h JOIN receipt r ON r.hold_id = h.id AND r.kind = 'hold' AND r.applied JOIN inbox_message m ON m.id = r.inbox_message_id
      CROSS JOIN LATERAL jsonb_array_elements(m.content -> 'onward') o
       JOIN trail_link l ON l.parent_link_id = h.trail_link_id JOIN transfer t ON t.id = l.transfer_id AND t.reference = o ->> 'transferRef'
      WHERE h.id = $1 AND m.received_at < $2 GROUP BY 1`,
    [holdId, before],
  );
  return new Map(rows.map(({ transferId, satang }) => [transferId, BigInt(satang)]));
}

/** An armed hold with its ground, as a row has it. */
type ArmedHoldJson = Omit<ArmedHold, 'capSatang' | 'orderedSatang'> &
  ArmedGround & { cap: string; ordered: string[]; believed: string[] };

/**
 * Reads the armed holds that wait for money of a hold with their ground, the oldest first. `believed`
 * are the accounts of which the newest judgement of the case has reason to believe.
 */
export async function armedHolds(
  manager: EntityManager,
  holdId: string,
): Promise<(ArmedHold & ArmedGround & { believed: string[] })[]> {
  const rows = await rowsOf<ArmedHoldJson>(
    manager,
    `SELECT r.id AS "requestId", r.state, r.arm_satang AS cap, r.until_at AS "untilAt",
            ARRAY(SELECT h.requested_satang::text FROM hold h WHERE h.freeze_request_id = r.id) AS ordered,
            EXISTS (SELECT 1 FROM finding f WHERE f.case_id = r.case_id AND f.subject = of.institution || ':' || of.account_no
              AND f.id IN ${standingFindings('r.case_id', "rule_id = 'AOC-85B' AND outcome = 'met'")}) AS "isBelieved",
            ARRAY(SELECT f.subject FROM finding f WHERE f.case_id = r.case_id
              AND f.id IN ${standingFindings('r.case_id', "rule_id = 'AOC-85B' AND outcome = 'met'")}) AS believed,
            c.withdrawn_at IS NOT NULL AS "isWithdrawn"
       FROM freeze_request r JOIN hold of ON of.id = r.hold_id JOIN case_file c ON c.id = r.case_id
      WHERE r.hold_id = $1 AND r.arm_satang IS NOT NULL ORDER BY r.id`,
    [holdId],
  );
  return rows.map(({ cap, ordered, ...armed }) => ({
    ...armed,
    capSatang: BigInt(cap),
    orderedSatang: ordered.map(BigInt),
  }));
}
