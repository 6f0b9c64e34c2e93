import type { EntityManager } from 'typeorm';
import { LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../domain/hold/hold.js';
import type {
  AppealDutyFacts,
  DebitQuestionFacts,
  DisclosureFacts,
  DutyFacts,
  HoldDutyFacts,
  ListingDutyFacts,
  NewsDutyFacts,
} from '../../domain/judgement/duties/duty-facts.js';
import type { NoticeFacts } from '../../domain/judgement/facts.js';
import { sqlList } from '../../persistence/sql-list.js';
import { value } from '../../persistence/read-together.js';
import { CLAIMED_SUMS } from '../case/work/case.queries.js';
import { OPENED_BY_NOTICE } from '../case/money/opened-by-notice-sql.js';
import { OWN_SUSPICION } from '../hold/change/own-suspicion-sql.js';
import { rowsOf } from '../case/work/read-rows.js';

/**
 * Whether a notice of suspicion, or what an institution suspended by itself, may reach the money of
 * the case `$1`. While it does not, there is nothing of section 6 to read.
 */
export const IS_NOTICED = value<boolean>(
  `SELECT EXISTS (SELECT 1 FROM trail_link l JOIN noticed_transfer x ON x.transfer_id = l.transfer_id
                WHERE l.stolen_sum_id IN ${CLAIMED_SUMS})
       OR EXISTS (SELECT 1 FROM noticed_transfer x WHERE x.case_id = $1)
       OR EXISTS (SELECT 1 FROM own_suspension o WHERE o.case_id = $1)
       OR EXISTS (SELECT 1 FROM hold h JOIN hold_notice n ON n.hold_id = h.id WHERE h.stolen_sum_id IN ${CLAIMED_SUMS})`,
);

/** Receipts by which an institution says that it holds money. */
const HELD_RESULTS = sqlList(['HELD_FULL', 'HELD_PARTIAL']);

/** States in which money is held for victims; a seized hold keeps it under another power. */
const HELD_STATES = sqlList(STILL_HELD_STATES);

/** States in which a hold that rests on another power now outlasts section 6. */
const CARRIED_ON_STATES = sqlList([...LIVE_HOLD_STATES, 'seized']);

/** What duties arise from in the case itself, without its holds, notices and messages. */
export type CaseDutyRow = Omit<
  DutyFacts,
  'holds' | 'debitQuestions' | 'disclosures' | 'suspicions' | 'news' | 'appeals' | 'listings'
>;

/** Reads what duties arise from in the case itself; undefined when there is no such case. */
export async function selectDutyCase(manager: EntityManager, caseId: string): Promise<CaseDutyRow | undefined> {
  const [row] = await rowsOf<CaseDutyRow>(
    manager,
    `SELECT f.id AS "caseId", f.opened_at AS "receivedAt", f.holder_reports AS "holderReports", f.victim_reports AS "victimReports",
            coalesce((SELECT k.body ->> 'channel' = 'phone' FROM complaint k WHERE k.id = f.id), false) AS "noticedByPhone",
            f.statement_at AS "statementAt", f.statement_noted_at AS "statementNotedAt", f.withdrawn_at AS "withdrawnAt",
            r.created_at AS "recordOfNoticeAt",
            coalesce((SELECT max(judged_at) FROM judgement WHERE case_id = f.id), f.opened_at) AS "judgedAt",
            (SELECT min(d.decided_at) FROM decision d JOIN freeze_request q ON q.id = d.freeze_request_id
              WHERE q.case_id = f.id AND q.kind = 'continue_order' AND d.verdict <> 'refuse') AS "officerDecidedAt",
            (SELECT min(n.acknowledged_at) FROM directive d JOIN outgoing_message n ON n.subject_id = d.id
              WHERE d.case_id = f.id AND d.kind = 'telecom') AS "telecomNoticeAt",
            (SELECT max(coalesce(n.acknowledged_at, CASE WHEN n.id IS NULL THEN d.decided_at END)) FROM directive d LEFT JOIN outgoing_message n ON n.subject_id = d.id
              WHERE d.case_id = f.id AND d.kind = 'telecom_lift' AND d.state = 'approved') AS "telecomLiftAt"
       FROM case_file f LEFT JOIN call_record r ON r.case_id = f.id WHERE f.id = $1`,
    [caseId],
  );
  return row;
}

/** A hold with its orders, whose times are text because they come as JSON. */
export type HoldDutyRow = Omit<HoldDutyFacts, 'orders'> & { orders: OrderDutyRow[] };

/** An order of a hold, with times as RFC 3339 text. */
export interface OrderDutyRow {
  issuedAt: string;
  answeredAt: string | null;
  changedAt: string | null;
  toldAt: string | null;
}

/** Reads the holds on the stolen sums of a case, by hop, with all their orders. */
export function selectHoldDuties(manager: EntityManager, caseId: string): Promise<HoldDutyRow[]> {
  return rowsOf<HoldDutyRow>(
    manager,
    `SELECT h.id AS "holdId", h.institution, h.institution || ':' || h.account_no AS account, h.kind, h.expires_at AS "expiresAt",
            (SELECT r.rule_id FROM hold_order o JOIN rule_row r ON r.row_id = o.expiry_rule_row_id WHERE o.hold_id = h.id ORDER BY o.sequence DESC LIMIT 1) AS "expiryRuleId",
            (SELECT o.kind FROM hold_order o WHERE o.hold_id = h.id ORDER BY o.sequence LIMIT 1) AS "firstKind",
            h.holder_notified_at AS "holderNotifiedAt", h.ended_at AS "endedAt",
            CASE h.state WHEN 'released' THEN h.ended_at END AS "releasedAt", h.release_notified_at AS "releaseNotifiedAt",
            (SELECT min(r.received_at) FROM receipt r
              WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied AND r.result IN (${HELD_RESULTS})) AS "placedAt",
            (SELECT ordered_at FROM release_order WHERE hold_id = h.id AND NOT again) AS "releaseOrderedAt",
            ARRAY(SELECT v.reviewed_at FROM hold_review v WHERE v.hold_id = h.id) AS "reviewedAt",
            (SELECT d.answered_at FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
              WHERE s.id = h.stolen_sum_id AND d.state = 'denied') AS "debitDeniedAt",
            (SELECT max(f.withdrawn_at) FROM claim c JOIN case_file f ON f.id = c.case_id
              WHERE c.stolen_sum_id = h.stolen_sum_id AND NOT ${OPENED_BY_NOTICE('f')}
             HAVING bool_and(coalesce(c.ended_at, f.withdrawn_at) IS NOT NULL)) AS "complaintsWithdrawnAt",
            (SELECT json_agg(json_build_object('issuedAt', o.issued_at, 'answeredAt', o.answered_at, 'toldAt', o.holder_notified_at, 'changedAt', (
                      SELECT min(r.received_at) FROM receipt r
                       WHERE o.changes_amount AND r.order_id = o.id AND r.applied AND r.result IN (${HELD_RESULTS}))) ORDER BY o.sequence)
               FROM hold_order o WHERE o.hold_id = h.id) AS orders
       FROM hold h WHERE h.stolen_sum_id IN ${CLAIMED_SUMS} ORDER BY h.hop, h.id`,
    [caseId],
  );
}

/**
 * Reads whose own acts a review of each hold would look at, by hold: the persons of withdrawals of complaints
 * about its money, and who asked for an order of the hold that another person had to approve.
 */
export async function selectPersonsOfReviews(
  manager: EntityManager,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, PersonsOfReview>> {
  const rows = await rowsOf<PersonsOfReview & { holdId: string }>(
    manager,
    `SELECT asked.hold_id AS "holdId",
            ARRAY(SELECT person FROM persons_of_review(asked.hold_id) WHERE part = 'withdrawal') AS "withdrawnBy",
            ARRAY(SELECT person FROM persons_of_review(asked.hold_id) WHERE part = 'request') AS "requestedBy"
       FROM unnest($1::text[]) AS asked (hold_id)`,
    [holdIds],
  );
  return new Map(rows.map(({ holdId, ...persons }) => [holdId, persons]));
}

/** Who may not review a hold (`mayReviewHold`). */
interface PersonsOfReview {
  withdrawnBy: string[];
  requestedBy: string[];
}

/** Reads the questions of a case to institutions about debits and PromptPay ids (SHARE-4). */
export function selectDebitQuestions(manager: EntityManager, caseId: string): Promise<DebitQuestionFacts[]> {
  return rowsOf<DebitQuestionFacts>(
    manager,
    `SELECT institution, asked_at AS "askedAt", answered_at AS "answeredAt" FROM debit_confirmation
      WHERE case_id = $1 ORDER BY asked_at, id`,
    [caseId],
  );
}

/**
 * Reads one disclosure for each party that disclosed data: the earliest that a notice is still
 * owed for, or, if none is owed, the latest. What the centre sent, the centre disclosed.
 */
export function selectDisclosures(manager: EntityManager, caseId: string): Promise<DisclosureFacts[]> {
  return rowsOf<DisclosureFacts>(
    manager,
    `WITH told AS (
       SELECT CASE x.direction WHEN 'out' THEN 'centre' ELSE x.party END AS party, x.at AS "disclosedAt",
              (SELECT min(m.acknowledged_at) FROM share_notice n JOIN outgoing_message m ON m.id = n.id WHERE n.batch_id = d.batch_id AND n.party IN ('ccib', 'dsi')
                  AND d.exchange_id = ANY (n.disclosures)) AS "policeOrDsiToldAt",
              (SELECT min(m.acknowledged_at) FROM share_notice n JOIN outgoing_message m ON m.id = n.id WHERE n.batch_id = d.batch_id AND n.party = 'amlo') AS "amloToldAt"
         FROM disclosure d JOIN exchange x ON x.id = d.exchange_id WHERE d.case_id = $1)
     SELECT DISTINCT ON (party) * FROM (
       SELECT *, "policeOrDsiToldAt" IS NULL OR "amloToldAt" IS NULL AS owed FROM told) each
      ORDER BY party, owed DESC, CASE WHEN owed THEN "disclosedAt" END, "disclosedAt" DESC`,
    [caseId],
  );
}

/**
 * Reads each tier that an appeal has reached, with what its answer released. For an order for
 * less, only the instant of the answer links the order with the answer.
 */
export function selectAppealDuties(manager: EntityManager, caseId: string): Promise<AppealDutyFacts[]> {
  return rowsOf<AppealDutyFacts>(
    manager,
    `SELECT a.id AS "appealId", a.hold_id AS "holdId", h.institution, h.kind AS "holdKind", ${OWN_SUSPICION} AS "ownSuspicion", t.tier, t.since, d.decided_at AS "answeredAt",
            CASE d.verdict WHEN 'uphold' THEN r.ordered_at WHEN 'uphold_in_part' THEN o.issued_at END AS "letGoOrderedAt",
            CASE d.verdict WHEN 'uphold' THEN r.acknowledged_at WHEN 'uphold_in_part' THEN coalesce(o.answered_at, h.ended_at) END AS "letGoAt",
            h.ended_at AS "holdEndedAt"
       FROM appeal a JOIN hold h ON h.id = a.hold_id
      CROSS JOIN LATERAL (
            SELECT q.tier, CASE WHEN q.tier = a.tier THEN a.tier_since ELSE q.since END AS since
              FROM (SELECT tier, min(at) AS since
                      FROM (SELECT tier, filed_at AS at FROM appeal_filing WHERE appeal_id = a.id
                             UNION ALL SELECT 'authority', decided_at FROM appeal_decision WHERE appeal_id = a.id AND verdict = 'forward') reached
                     GROUP BY tier) q) t
       LEFT JOIN appeal_decision d ON d.appeal_id = a.id AND d.tier = t.tier AND d.verdict <> 'review'
       LEFT JOIN release_order r ON r.id = d.release_order_id
       LEFT JOIN hold_order o ON o.hold_id = a.hold_id AND o.issued_at = d.decided_at
      WHERE t.since IS NOT NULL AND h.stolen_sum_id IN ${CLAIMED_SUMS} ORDER BY t.since, a.id`,
    [caseId],
  );
}

/** Reads the news for the victim: one row for what was told together, one for what still waits. */
export function selectNewsDuties(manager: EntityManager, caseId: string): Promise<NewsDutyFacts[]> {
  return rowsOf<NewsDutyFacts>(
    manager,
    `SELECT min(n.at) AS since, t.at AS "toldAt" FROM victim_news n LEFT JOIN victim_telling t ON t.id = n.telling_id
      WHERE n.case_id = $1 GROUP BY t.id, t.at ORDER BY 1`,
    [caseId],
  );
}

/** Reads the listings of a case and the institutions that they were sent to. */
export function selectListingDuties(manager: EntityManager, caseId: string): Promise<ListingDutyFacts[]> {
  return rowsOf<ListingDutyFacts>(
    manager,
    `SELECT d.id AS "listingId", n.party AS institution, n.sent_at AS "notifiedAt", n.acknowledged_at AS "answeredAt", d.delisted_at AS "delistedAt"
       FROM directive d JOIN outgoing_message n ON n.subject_id = d.id
      WHERE d.case_id = $1 AND d.kind = 'list' AND n.sent_at IS NOT NULL ORDER BY n.id`,
    [caseId],
  );
}

/** A suspicion of section 6, with who shared it, since when that was due, and when. */
export type NoticeFactsRow = Omit<NoticeFacts, 'shared'> & { sharedBy: string; shareSince: Date; sharedAt: Date };

/** The suspensions that institutions made on their own suspicion, with their outcome. */
const OWN_SUSPENSIONS = `
  SELECT s.notice_id AS "noticeId", s.institution || ':' || s.account_no AS account, s.institution, 'institution' AS by,
         s.found_at AS "notedAt", s.suspended_at AS "suspendedAt",
         r.result,
         r.decided_at AS "resultAt", CASE WHEN s.state = 'lifted' THEN told.acknowledged_at WHEN s.state = 'lapsed' THEN s.ended_at END AS "liftedAt",
         false AS "carriedOn", s.institution AS "sharedBy", s.found_at AS "shareSince", n.received_at AS "sharedAt", n.officer_notified_at AS "officerNotifiedAt"
    FROM own_suspension s JOIN notice n ON n.id = s.notice_id LEFT JOIN suspicion_result r ON r.suspension_id = s.id
    LEFT JOIN outgoing_message told ON told.id = r.id WHERE s.case_id = $1`;

/**
 * The holds that rest on a notice. Each institution and each hop counts from when it was itself
 * notified.
 */
const HOLDS_BY_NOTICE = `
  SELECT n.notice_id, h.institution || ':' || h.account_no, h.institution, CASE x.kind WHEN 'officer.notice' THEN 'officer' ELSE 'institution' END,
         n.notified_at, (SELECT min(o.answered_at) FROM hold_order o WHERE o.hold_id = h.id), r.result, r.decided_at, h.ended_at,
         h.kind <> 'section6' AND h.state IN (${CARRIED_ON_STATES}),
         'centre', n.notified_at, n.notified_at, x.officer_notified_at
    FROM hold_notice n JOIN hold h ON h.id = n.hold_id JOIN notice x ON x.id = n.notice_id
    LEFT JOIN suspicion_result r ON r.hold_id = h.id
   WHERE h.stolen_sum_id IN ${CLAIMED_SUMS}`;

/** Reads the suspicions of section 6 in a case, oldest first. */
export function selectNoticeFacts(manager: EntityManager, caseId: string): Promise<NoticeFactsRow[]> {
  return rowsOf<NoticeFactsRow>(manager, `${OWN_SUSPENSIONS} UNION ALL ${HOLDS_BY_NOTICE} ORDER BY 5, 1, 2`, [caseId]);
}

/** The cases linked with the case `of`, with the kind of each link. */
const NEIGHBOURS = (of: string): string => `
  SELECT other_case_id AS id, kind FROM case_link WHERE case_id = ${of}
  UNION ALL SELECT case_id, kind FROM case_link WHERE other_case_id = ${of}`;

/**
 * The case `$1` and all cases that are linked with it, directly or through others, at most `$2`:
 * the recursion ends there.
 */
export const GROUP = `
  grp AS (
    SELECT id FROM (
      WITH RECURSIVE linked (id) AS (
        SELECT $1::text UNION SELECT n.id FROM linked g CROSS JOIN LATERAL (${NEIGHBOURS('g.id')}) n)
      SELECT id FROM linked LIMIT $2) AS found)`;

/**
 * The stolen sums of a group. A case counts while its complaint stands and the victim's
 * institution has not denied the debit: a false report makes nobody a victim.
 */
const COUNTED = `
  counted AS (
    SELECT DISTINCT s.id AS sum_id, f.id AS case_id, coalesce(f.victim_institution || ':' || f.victim_account_no, f.id) AS victim,
           t.from_institution, t.reference, least(s.amount_satang, d.debited_satang) AS satang,
           coalesce(d.state = 'confirmed', false) OR t.reported_by = 'institution' AS is_confirmed
      FROM grp JOIN claim c ON c.case_id = grp.id AND c.ended_at IS NULL
      JOIN stolen_sum s ON s.id = c.stolen_sum_id
      JOIN transfer t ON t.id = s.transfer_id
      JOIN case_file f ON f.id = c.case_id
      LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
     WHERE d.state IS DISTINCT FROM 'denied')`;

/**
 * The victims of a group, one for each transfer: claims that contradict each other are about one
 * debit, so that a false report of a known reference adds no victim. The one that the institution
 * confirmed counts, else the first. Beside a claim of the case `$1` itself, another counts as a
 * victim by a contact only when it is confirmed.
 */
const VICTIMS = `
  victims AS (
    SELECT DISTINCT ON (from_institution, reference) victim FROM counted
     ORDER BY from_institution, reference, is_confirmed DESC, sum_id),
  contact_victims AS (
    SELECT DISTINCT ON (from_institution, reference) victim FROM counted
     WHERE case_id IN (SELECT n.id FROM (${NEIGHBOURS('$1')}) n WHERE n.kind IN ('phone', 'wallet'))
       AND (is_confirmed OR (from_institution, reference) NOT IN (SELECT from_institution, reference FROM counted WHERE case_id = $1))
     ORDER BY from_institution, reference, is_confirmed DESC, sum_id)`;

/**
 * What each transfer of a group took: what its institution confirmed, else the most that a claim
 * about its reference names. Claims that contradict each other are about one debit.
 */
const LOSSES = `
  losses AS (
    SELECT coalesce(max(satang) FILTER (WHERE is_confirmed), max(satang)) AS satang
      FROM counted GROUP BY from_institution, reference)`;

/** The totals of a group of linked cases, in decimal text. */
export interface GroupTotalsRow {
  cases: string;
  victims: string;
  stolen: string;
  held: string;
  contacts: string;
}

/**
 * Reads the totals of the group of a case, of at most `maxCases` cases. Throws when there is no
 * row.
 */
export async function selectGroupTotals(
  manager: EntityManager,
  caseId: string,
  maxCases: number,
): Promise<GroupTotalsRow> {
  const [row] = await rowsOf<GroupTotalsRow>(
    manager,
    `WITH ${GROUP}, ${COUNTED}, ${VICTIMS}, ${LOSSES}
     SELECT (SELECT count(*) FROM grp) AS cases,
            (SELECT count(DISTINCT victim) FROM victims) AS victims,
            (SELECT coalesce(sum(satang), 0) FROM losses) AS stolen,
            (SELECT coalesce(sum(h.held_satang), 0) FROM hold h
              WHERE h.stolen_sum_id IN (SELECT sum_id FROM counted) AND h.state IN (${HELD_STATES})) AS held,
            (SELECT count(DISTINCT victim) FROM contact_victims
              WHERE victim NOT IN (SELECT coalesce(victim_institution || ':' || victim_account_no, id) FROM case_file WHERE id = $1)) AS contacts`,
    [caseId, maxCases],
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

/** Victims of other cases whose trails reach an account (`accountKey`). */
interface OtherVictimsRow {
  key: string;
  victims: number;
}

/**
 * Counts, for each account that the trail of the case `$1` reached, the victims of other cases
 * whose trails reach it too. Withdrawn reports and denied debits do not count. Claims about one
 * reference that contradict each other are one victim; beside a claim of the case itself, another
 * counts only when its institution has confirmed it. The accounts come first, in a query of their
 * own: PostgreSQL weighs eight tables at most together, and else reads all that is open.
 */
export const OTHER_VICTIMS = value<OtherVictimsRow[]>(
  `SELECT coalesce(json_agg(v), '[]') FROM (
     SELECT key, count(DISTINCT victim) AS victims FROM (
       SELECT DISTINCT ON (t.to_institution, t.to_account_no, stolen.from_institution, stolen.reference)
              t.to_institution || ':' || t.to_account_no AS key, coalesce(f.victim_institution || ':' || f.victim_account_no, f.id) AS victim
         FROM (SELECT DISTINCT a.to_institution, a.to_account_no FROM trail_link al JOIN transfer a ON a.id = al.transfer_id
                WHERE al.stolen_sum_id IN ${CLAIMED_SUMS}) reached
         JOIN transfer t ON (t.to_institution, t.to_account_no) = (reached.to_institution, reached.to_account_no)
         JOIN trail_link l ON l.transfer_id = t.id
         JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id AND c.ended_at IS NULL
         JOIN case_file f ON f.id = c.case_id
         JOIN stolen_sum s ON s.id = l.stolen_sum_id
         JOIN transfer stolen ON stolen.id = s.transfer_id
         LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
        WHERE f.id <> $1
          AND coalesce(f.victim_institution || ':' || f.victim_account_no, f.id) <>
              (SELECT coalesce(o.victim_institution || ':' || o.victim_account_no, o.id) FROM case_file o WHERE o.id = $1)
          AND d.state IS DISTINCT FROM 'denied'
          AND (d.state = 'confirmed' OR stolen.reported_by = 'institution' OR (stolen.from_institution, stolen.reference) NOT IN (
                SELECT own.from_institution, own.reference FROM stolen_sum os JOIN transfer own ON own.id = os.transfer_id
                 WHERE os.id IN ${CLAIMED_SUMS}))
        ORDER BY t.to_institution, t.to_account_no, stolen.from_institution, stolen.reference,
                 coalesce(d.state = 'confirmed', false) OR stolen.reported_by = 'institution' DESC, s.id) others
      GROUP BY 1) v`,
);
