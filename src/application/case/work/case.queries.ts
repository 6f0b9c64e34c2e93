import type { EntityManager } from 'typeorm';
import type { DebitState } from '../../../domain/debit/debit-verdict.js';
import { BY_PERSON } from '../../../domain/hold/order/held-for-victim.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import type { Account } from '../../../domain/party.js';
import type { Beside } from '../../../persistence/insert-together.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { claimStandsSql, noneStandsSql } from '../money/claim-stands-sql.js';
import { rowsOf } from './read-rows.js';

/** Returns whether a case of this id exists. */
export async function caseExists(manager: EntityManager, caseId: string): Promise<boolean> {
  return (await rowsOf<unknown>(manager, 'SELECT 1 FROM case_file WHERE id = $1', [caseId])).length === 1;
}

/** Stolen sums that the case `$1` claims, including those that an earlier case reported first. */
export const CLAIMED_SUMS = '(SELECT stolen_sum_id FROM claim WHERE case_id = $1)';

/** Reads the ids of a case and of the cases that share a stolen sum with it. */
export async function casesSharing(manager: EntityManager, caseId: string): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    manager,
    `SELECT $1::text AS id UNION SELECT o.case_id FROM claim o WHERE o.stolen_sum_id IN ${CLAIMED_SUMS}`,
    [caseId],
  );
  return rows.map(({ id }) => id);
}

/**
 * SQL of the kinds of open breaks about the case `$1`, or about money that it claims: of a hold on it,
 * or of an answer about its debit, whichever case of those that share it was asked.
 */
export const OPEN_BREAKS = `ARRAY(SELECT b.kind FROM break_record b
  LEFT JOIN hold bh ON bh.id = b.hold_id LEFT JOIN inbox_message bm ON bm.id = b.inbox_message_id
  LEFT JOIN debit_confirmation bd ON bd.id = bm.subject_id
  LEFT JOIN stolen_sum bs ON bs.transfer_id = coalesce(b.transfer_id, bd.transfer_id)
  WHERE b.closed_at IS NULL AND b.case_id = ANY (ARRAY(
          SELECT $1::text UNION SELECT o.case_id FROM claim o WHERE o.stolen_sum_id IN ${CLAIMED_SUMS}))
    AND (b.case_id = $1 OR coalesce(bh.stolen_sum_id, bs.id) IN ${CLAIMED_SUMS})
  UNION ALL SELECT 'UNKNOWN_TO_CENTRE' FROM lost_order lo WHERE lo.case_id = $1 AND lo.state <> 'over')`;

/**
 * SQL of the stolen sums that a condition on claims (`k`) selects, and of those that other reports
 * of the same references claim: what one of them holds, another may not hold again.
 */
const withRivals = (condition: string): string => `
  SELECT k.stolen_sum_id FROM claim k WHERE ${condition}
  UNION SELECT rs.id FROM claim k JOIN stolen_sum ks ON ks.id = k.stolen_sum_id JOIN transfer kt ON kt.id = ks.transfer_id AND kt.contested
          JOIN transfer rt ON (rt.from_institution, rt.reference) = (kt.from_institution, kt.reference)
          JOIN stolen_sum rs ON rs.transfer_id = rt.id WHERE ${condition}`;

/** SQL of the stolen sums that the case `$1` claims, with their rivals. */
export const CLAIMED_SUMS_AND_RIVALS = withRivals('k.case_id = $1');

/** SQL that locks them, in order of id. */
export const LOCK_CLAIMED_SUMS = `
  SELECT id FROM stolen_sum WHERE id = ANY (ARRAY(${CLAIMED_SUMS_AND_RIVALS})) ORDER BY id FOR UPDATE`;

/** Locks the stolen sums that a case claims, with their rivals, in order of id. */
export async function lockClaimedSums(manager: EntityManager, caseId: string): Promise<void> {
  await manager.query(LOCK_CLAIMED_SUMS, [caseId]);
}

/**
 * Locks the stolen sums of which transfers carry a part, and those that cases claim with their
 * rivals, all in order of id. That is the one order of all locks of sums: who needs several at once
 * takes them by one statement, before any other, and after the cases.
 */
export async function lockSums(
  manager: EntityManager,
  { transferIds, caseIds }: { transferIds: readonly string[]; caseIds: readonly string[] },
): Promise<void> {
  await manager.query(
    `SELECT id FROM stolen_sum WHERE id = ANY (ARRAY(
       SELECT stolen_sum_id FROM trail_link WHERE transfer_id = ANY ($1)
       UNION ${withRivals('k.case_id = ANY ($2)')})) ORDER BY id FOR UPDATE`,
    [transferIds, caseIds],
  );
}

/**
 * Reads the account that a part of the trail of a case reached; undefined when the case has no such
 * part, or its account is not known.
 */
export async function accountOfPart(
  manager: EntityManager,
  caseId: string,
  partId: string,
): Promise<Account | undefined> {
  const [account] = await rowsOf<Account>(
    manager,
    `SELECT t.to_institution AS institution, t.to_account_no AS "accountNo"
       FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
      WHERE l.id = $2 AND l.stolen_sum_id IN ${CLAIMED_SUMS} AND t.to_account_no IS NOT NULL`,
    [caseId, partId],
  );
  return account;
}

/**
 * SQL of the ids of the findings that stand: those of the newest judgement of a case, whichever
 * judgement wrote them. `caseId` is SQL too; `only` is a condition on findings that the reader has
 * anyway, so that no other finding is read.
 */
export const standingFindings = (caseId: string, only = 'true'): string =>
  `(SELECT id FROM finding WHERE case_id = ${caseId} AND ${only}
    EXCEPT SELECT unnest(ended_finding_ids) FROM judgement WHERE case_id = ${caseId})`;

/** An account on the trail of a case; `suspension` is the newest finding about it, if any. */
export interface TrailAccountRow {
  /** The first part of the trail that reached the account; it names the account in requests. */
  partId: string;
  institution: string;
  accountNo: string;
  hop: number;
  attributedSatang: string;
  suspension: 'met' | 'not_met' | 'unknown' | null;
}

/**
 * Reads the accounts on the trail of a case, by hop, each with the outcome of one rule in the
 * newest judgement of the case. The outcome is null when that judgement says nothing of the
 * account.
 */
export async function trailAccounts(
  manager: EntityManager,
  caseId: string,
  suspensionRule: string,
): Promise<TrailAccountRow[]> {
  return rowsOf<TrailAccountRow>(
    manager,
    `WITH said AS MATERIALIZED (
       SELECT DISTINCT ON (f.subject) f.subject, f.outcome FROM finding f
        WHERE f.case_id = $1 AND f.rule_id = $2 AND f.id IN ${standingFindings('$1', 'rule_id = $2')}),
     reached AS (
       SELECT min(l.id) AS "partId", t.to_institution AS institution, t.to_account_no AS "accountNo", min(l.hop) AS hop,
              sum(l.attributed_satang)::text AS "attributedSatang"
         FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
        WHERE l.stolen_sum_id IN ${CLAIMED_SUMS} AND t.to_account_no IS NOT NULL
        GROUP BY t.to_institution, t.to_account_no)
     SELECT reached.*, said.outcome AS suspension
       FROM reached LEFT JOIN said ON said.subject = institution || ':' || "accountNo" ORDER BY hop, institution, "accountNo"`,
    [caseId, suspensionRule],
  );
}

/** News to insert; its amount is in satang. It belongs to a case, or to all that claim a sum. */
export interface NewsToInsert {
  id: string;
  caseId: string | null;
  stolenSumId: string | null;
  kind: string;
  holdId: string | null;
  institution: string | null;
  amountSatang: string;
  reason: string | null;
  /** The reason as a case is told whose own report did not bring it. */
  reasonForOthers: string | null;
}

/** SQL: the claim `c` of the case `f` brought the news `n` of a hold itself: its own report ended so. */
const BY_OWN_REPORT = `CASE n.reason WHEN 'WITHDRAWN' THEN f.withdrawn_at IS NOT NULL WHEN 'CORRECTED' THEN c.corrected_by IS NOT NULL
     WHEN 'DEBIT_DENIED' THEN c.reported WHEN 'DEBIT_NOT_CONFIRMED' THEN h.case_id = f.id OR c.reported AND c.claimed_at <= h.ordered_at ELSE true END`;

/** SQL: the case of the claim `c` was told of the hold of the news `n` before: it hears how it ends. */
const WAS_TOLD = `EXISTS (SELECT 1 FROM victim_news v WHERE v.case_id = c.case_id AND v.hold_id = n."holdId")`;

/**
 * Returns news for the victims of cases, to write with other rows. A case that a notice of
 * suspicion opened (section 6) gets none, because it has no victim whom anybody could tell. Of money
 * that is suspended for others, one that was withdrawn or whose debit was denied hears nothing; of
 * what it was told before, it hears the end.
 */
export function newsToInsert(news: readonly NewsToInsert[], ruleRowId: string, at: Date, dueAt: Date): Beside {
  const sql = (first: number) => `news AS (
     INSERT INTO victim_news (id, case_id, kind, hold_id, institution, amount_satang, reason, rule_row_id, at, due_at)
     SELECT n.id, told.case_id, n.kind, n."holdId", n.institution, n."amountSatang", CASE WHEN told.is_own THEN n.reason ELSE n."reasonForOthers" END, $${first + 1}, $${first + 2}, $${first + 3}
       FROM jsonb_to_recordset($${first}::jsonb) AS n (id text, "caseId" text, kind text, "holdId" text, institution text,
            "amountSatang" bigint, reason text, "reasonForOthers" text, "stolenSumId" text)
      CROSS JOIN LATERAL (
            SELECT n."caseId" AS case_id, true AS is_own WHERE n."caseId" IS NOT NULL
            UNION SELECT c.case_id, ${BY_OWN_REPORT}
                    FROM claim c JOIN case_file f ON f.id = c.case_id LEFT JOIN hold h ON h.id = n."holdId"
                   WHERE c.stolen_sum_id = n."stolenSumId" AND (${claimStandsSql('c')}
                      OR (n.kind <> 'held' AND (${WAS_TOLD} OR ${noneStandsSql('c')} AND (c.reported OR c.case_id = h.case_id))))) told
      WHERE NOT EXISTS (SELECT 1 FROM noticed_transfer t WHERE t.case_id = told.case_id AND NOT t.joined))`;
  return { sql, parameters: [JSON.stringify(news), ruleRowId, at, dueAt] };
}

/** SQL that locks the limits `$1`, in their order. */
export const LOCK_LIMITS =
  'SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) WITH ORDINALITY n (name, place) ORDER BY place';

/**
 * Waits until no other transaction counts against one of these limits, and keeps others waiting
 * until this one ends. The counts come by a later statement, which sees what was committed
 * meanwhile.
 */
export async function lockLimits(manager: EntityManager, names: readonly string[]): Promise<void> {
  await manager.query(LOCK_LIMITS, [names]);
}

/** A claim about a contested reference; amounts in satang. */
export interface RivalClaimRow {
  /** The transfer that was asked about: the claim itself, or a rival of it. */
  ofTransferId: string;
  transferId: string;
  stolenSumId: string | null;
  toInstitution: string | null;
  toAccountNo: string | null;
  isOffRail: boolean;
  amountSatang: string;
  debitState: DebitState | null;
  debitedSatang: string | null;
  isUpheld: boolean;
  reservedSatang: string;
  claimedAtReceiverSatang: string;
  letGoSatang: string;
  letGoFurtherSatang: string;
  decidedAtReceiverSatang: string;
  decidedFurtherSatang: string;
  isBeingReleased: boolean;
  /** The instants as text (RFC 3339). */
  unanswered: { holdId: string; isFirst: boolean; orderedAt: string; reservedSatang: string }[] | null;
  settledSatang: string;
  settledByPowerSatang: string;
  isLetGo: boolean;
}

/**
 * SQL: what orders for less let go of a hold because the debit looked smaller, in satang; what
 * officers and answers to appeals let go does not count.
 */
export function letGoForDebitSql(hold: string): string {
  return `CASE WHEN ${hold}.let_go_satang = 0 THEN 0 ELSE greatest(${hold}.let_go_satang
                 - (SELECT coalesce(sum(p.let_go_satang), 0) FROM partial_release p WHERE p.hold_id = ${hold}.id)
                 - (SELECT coalesce(sum(k.let_go_satang), 0) FROM appeal a JOIN appeal_decision k ON k.appeal_id = a.id
                     WHERE (a.case_id, a.hold_id) = (${hold}.case_id, ${hold}.id)), 0) END`;
}

/** SQL: a person let the hold `h` go, by the release order `o`, and nobody brought it back. */
const LET_GO_BY_PERSON = `(o.reason IN (${sqlList(BY_PERSON)})
                 AND NOT EXISTS (SELECT 1 FROM hold n WHERE n.trail_link_id = h.trail_link_id AND n.ordered_at > h.ordered_at))`;

/** SQL: the time of the hold `h` ended it at `$2` or later, by the release order `o` or by its institution's clock; `d`: the question about its debit. */
const RAN_ITS_TIME_SINCE = `CASE WHEN o.id IS NULL THEN h.state = 'released' AND h.ended_at >= $2 AND d.state = 'confirmed' AND h.state_reason IS DISTINCT FROM 'LAPSED_EARLY'
                 ELSE o.ordered_at >= $2 AND o.reason = 'EXPIRED' END`;

/**
 * Reads transfers with all claims about their references, each in order of id. A transfer that an
 * institution named itself counts as confirmed. A first hold is settled for every claim on its money
 * where a person let it go, and where its time ended it at `complainedAt` or later.
 */
export function rivalClaimRows(
  manager: EntityManager,
  transferIds: readonly string[],
  complainedAt: Date,
): Promise<RivalClaimRow[]> {
  return rowsOf<RivalClaimRow>(
    manager,
    `SELECT own.id AS "ofTransferId", r.id AS "transferId", s.id AS "stolenSumId", r.to_institution AS "toInstitution",
            r.to_account_no AS "toAccountNo", r.off_rail IS NOT NULL AS "isOffRail", r.amount_satang AS "amountSatang",
            CASE WHEN r.reported_by = 'institution' AND d.state IS DISTINCT FROM 'denied' THEN 'confirmed' ELSE d.state END AS "debitState",
            d.debited_satang AS "debitedSatang", coalesce(s.reserved_satang, 0)::text AS "reservedSatang",
            EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL) AS "isUpheld",
            first.claimed_satang::text AS "claimedAtReceiverSatang", first.let_go_satang::text AS "letGoSatang",
            first.decided_satang::text AS "decidedAtReceiverSatang", further.let_go_satang::text AS "letGoFurtherSatang", further.decided_satang::text AS "decidedFurtherSatang", first.is_being_released AS "isBeingReleased", first.settled_satang::text AS "settledSatang", first.settled_by_power_satang::text AS "settledByPowerSatang", first.is_let_go AS "isLetGo", leaving.unanswered
       FROM transfer own JOIN transfer r ON (r.from_institution, r.reference) = (own.from_institution, own.reference)
       LEFT JOIN stolen_sum s ON s.transfer_id = r.id LEFT JOIN debit_confirmation d ON d.transfer_id = r.id
      CROSS JOIN LATERAL (
        SELECT greatest(max(h.requested_satang - ${letGoForDebitSql('h')}) FILTER (WHERE h.state IN (${sqlList(LIVE_HOLD_STATES)})), coalesce(sum(h.reserved_satang), 0) + (
                 SELECT coalesce(sum(o.attributed_satang), 0) FROM trail_link l JOIN trail_link o ON o.parent_link_id = l.id
                  WHERE l.stolen_sum_id = s.id AND l.parent_link_id IS NULL)) AS claimed_satang,
               coalesce(sum(${letGoForDebitSql('h')}), 0) AS let_go_satang,
               coalesce(sum(h.let_go_satang - ${letGoForDebitSql('h')} + CASE WHEN ${LET_GO_BY_PERSON} THEN h.held_satang ELSE 0 END), 0) AS decided_satang,
               coalesce(bool_or(h.state = 'release_ordered'), false) AS is_being_released,
               coalesce(max(h.requested_satang) FILTER (WHERE ${LET_GO_BY_PERSON} OR h.kind = 'section7' AND ${RAN_ITS_TIME_SINCE}), 0) AS settled_satang,
               coalesce(max(h.requested_satang) FILTER (WHERE h.kind <> 'section7' AND ${RAN_ITS_TIME_SINCE}), 0) AS settled_by_power_satang,
               coalesce(bool_or(${LET_GO_BY_PERSON}), false) AS is_let_go
          FROM hold h LEFT JOIN release_order o ON o.hold_id = h.id AND NOT o.again
         WHERE (h.stolen_sum_id, h.transfer_id, h.hop) = (s.id, r.id, 0)) first -- by the transfer, so that a long trail is not read
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(${letGoForDebitSql('h')} + CASE WHEN o.reason = 'DEBIT_DENIED' THEN h.held_satang ELSE 0 END), 0) AS let_go_satang,
               coalesce(sum(h.let_go_satang - ${letGoForDebitSql('h')} + CASE WHEN ${LET_GO_BY_PERSON} THEN h.held_satang ELSE 0 END), 0) AS decided_satang
          FROM hold h LEFT JOIN release_order o ON o.hold_id = h.id AND NOT o.again AND o.reason IN ('DEBIT_DENIED', ${sqlList(BY_PERSON)})
         WHERE h.stolen_sum_id = s.id AND h.hop > 0 AND (h.let_go_satang > 0 OR o.id IS NOT NULL)) further
      CROSS JOIN LATERAL (
        SELECT json_agg(json_build_object('holdId', h.id, 'isFirst', h.hop = 0, 'orderedAt', o.ordered_at, 'reservedSatang', h.reserved_satang::text)) AS unanswered
          FROM hold h JOIN release_order o ON o.hold_id = h.id AND NOT o.again AND o.acknowledged_at IS NULL AND o.reason NOT IN (${sqlList(BY_PERSON)})
         WHERE h.stolen_sum_id = s.id AND h.state = 'release_ordered') leaving
      WHERE own.id = ANY ($1) ORDER BY own.id, r.id`,
    [transferIds, complainedAt],
  );
}
