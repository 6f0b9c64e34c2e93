import type { EntityManager } from 'typeorm';
import { ENDED_HOLD_STATES, type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { NoticeKind } from '../../domain/notice/notice.js';
import type { EarlierNotices, EarlierOfCustomers, UnconfirmedOnNotices } from '../../domain/notice/notice-limit.js';
import type { OfficerResultCode } from '../../domain/notice/officer-result.js';
import { type OwnSuspensionState, STANDING_OWN_SUSPENSION_STATES } from '../../domain/notice/own-suspension.js';
import type { Account } from '../../domain/party.js';
import { sqlList } from '../../persistence/sql-list.js';
import { CLAIMED_SUMS } from '../case/work/case.queries.js';
import { rowsOf } from '../case/work/read-rows.js';

/** A notice at a part of a stolen sum where it has no hold yet, and what stands there. */
export interface NoticedPartRow {
  noticeId: string;
  kind: NoticeKind;
  party: string;
  /** When the officer's time began (OFF-6C). */
  officerNotifiedAt: Date;
  trailLinkId: string;
  toInstitution: string;
  isOnward: boolean;
  holdId: string | null;
  holdKind: HoldKind | null;
  holdState: HoldState | null;
  holdExpiresAt: Date | null;
  /** When its release was ordered that nobody has answered. */
  releaseOrderedAt: Date | null;
  /** When the first seven days end that a notice of the same kind gave there, by any claim. */
  firstUntil: Date | null;
  /** A hold by such a notice stands there on another claim about the same transfer. */
  firstStands: boolean;
  /** The receiving institution suspends the money itself. */
  receiverSuspends: boolean;
  /** The account that the money reached. */
  toAccountNo: string;
  /** The victim's institution says that the debit behind the sum never happened. */
  isDebitDenied: boolean;
  /** It says that it did. */
  isDebitConfirmed: boolean;
  /** Of the giver's own suspension of the transfer: when it was found, and until when it stands. */
  ownFoundAt: Date | null;
  ownUntil: Date | null;
}

/**
 * Counts the orders of section 6 since an instant that rest on notices of institutions, at other
 * institutions than those, and whose debit is neither confirmed nor denied: on notices of `party`,
 * and at an account. `isTold`: a break about the cap of the party is open, or was opened since.
 */
export async function unconfirmedOnNotices(
  manager: EntityManager,
  party: string,
  account: Account,
  since: Date,
): Promise<UnconfirmedOnNotices & { isTold: boolean }> {
  const counted = (condition: string) => `(
    SELECT count(DISTINCT h.id)::int FROM hold h JOIN hold_notice hn ON hn.hold_id = h.id JOIN notice n ON n.id = hn.notice_id
      JOIN stolen_sum s ON s.id = h.stolen_sum_id LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
     WHERE h.kind = 'section6' AND h.ordered_at > $4 AND n.kind = 'suspicion.notice' AND h.institution <> n.party
       AND (d.state IS NULL OR d.state NOT IN ('confirmed', 'denied')) AND ${condition})`;
  const [row] = await rowsOf<UnconfirmedOnNotices & { isTold: boolean }>(
    manager,
    `SELECT ${counted('n.party = $1')} AS "byInstitution", ${counted('(h.institution, h.account_no) = ($2, $3)')} AS "atAccount",
            EXISTS (SELECT 1 FROM break_record b JOIN noticed_transfer x ON x.case_id = b.case_id JOIN notice n ON n.id = x.notice_id
              WHERE b.kind = 'NOTICE_LIMIT' AND n.party = $1 AND (b.closed_at IS NULL OR b.opened_at > $4)) AS "isTold"`,
    [party, account.institution, account.accountNo, since],
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

/** SQL of the other claims about the transfer `t`: those of its reference that name its receiver. */
const CLAIMED_BESIDE = `ARRAY(
  SELECT r.id FROM transfer r WHERE t.contested AND r.id <> t.id
     AND (r.from_institution, r.reference, r.to_institution, r.to_account_no) = (t.from_institution, t.reference, t.to_institution, t.to_account_no))`;

/**
 * SQL condition: the hold `d` was of a warrant, whose time is over, and its suspicion `hn` is not: nobody found it unfounded.
 * A warrant is not lengthened (`isLengthened`), so that the suspicion orders what is left of its own time.
 */
const OUTLASTS_WARRANT = `(d.kind = 'whole_account' AND d.state = 'released' AND d.state_reason = 'EXPIRED' AND hn.expires_at > now()
  AND NOT EXISTS (SELECT 1 FROM suspicion_result r WHERE r.hold_id = d.id AND r.result = 'unfounded' AND r.decided_at > n.received_at)
  AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision x ON x.appeal_id = a.id WHERE a.hold_id = d.id AND x.ended_power = 'section6'))`;

/**
 * Reads, by hop, the notices that name a transfer on the trails of a case, or another claim about
 * the same transfer, without those that a hold of the same part rests on already, or rested on.
 */
export function noticedParts(manager: EntityManager, caseId: string): Promise<NoticedPartRow[]> {
  return rowsOf<NoticedPartRow>(
    manager,
    `SELECT n.id AS "noticeId", n.kind, n.party, n.officer_notified_at AS "officerNotifiedAt", l.id AS "trailLinkId", t.to_institution AS "toInstitution", t.to_account_no AS "toAccountNo", named.onward AS "isOnward",
            h.id AS "holdId", h.kind AS "holdKind", h.state AS "holdState", h.expires_at AS "holdExpiresAt",
            (SELECT o.ordered_at FROM release_order o WHERE o.hold_id = h.id AND NOT o.again AND o.acknowledged_at IS NULL) AS "releaseOrderedAt",
            (SELECT min(hn.expires_at) FROM hold_notice hn JOIN hold e ON e.id = hn.hold_id JOIN notice earlier ON earlier.id = hn.notice_id
              WHERE (e.trail_link_id = l.id OR e.transfer_id = ANY (beside.ids)) AND earlier.kind = n.kind) AS "firstUntil",
            EXISTS (SELECT 1 FROM hold_notice hn JOIN hold e ON e.id = hn.hold_id JOIN notice earlier ON earlier.id = hn.notice_id
              WHERE e.transfer_id = ANY (beside.ids) AND earlier.kind = n.kind AND e.state IN (${sqlList(LIVE_HOLD_STATES)}))
              OR EXISTS (SELECT 1 FROM hold_notice hn JOIN hold d ON d.id = hn.hold_id WHERE hn.notice_id = n.id AND d.trail_link_id = l.id AND ${OUTLASTS_WARRANT}) AS "firstStands",
            EXISTS (SELECT 1 FROM own_suspension o WHERE o.transfer_id = ANY (beside.ids || t.id) AND o.institution = t.to_institution
              AND o.state IN (${sqlList(STANDING_OWN_SUSPENSION_STATES)})) AS "receiverSuspends",
            EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
              WHERE s.id = l.stolen_sum_id AND d.state = 'denied') AS "isDebitDenied",
            EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
              WHERE s.id = l.stolen_sum_id AND d.state = 'confirmed') AS "isDebitConfirmed",
            own.found_at AS "ownFoundAt", own.expires_at AS "ownUntil"
       FROM claim c JOIN trail_link l ON l.stolen_sum_id = c.stolen_sum_id JOIN transfer t ON t.id = l.transfer_id
      CROSS JOIN LATERAL (SELECT ${CLAIMED_BESIDE} AS ids) beside
      CROSS JOIN LATERAL (SELECT x.notice_id, bool_or(x.onward) AS onward FROM noticed_transfer x
                           WHERE x.transfer_id = ANY (beside.ids || t.id) GROUP BY x.notice_id) named
       JOIN notice n ON n.id = named.notice_id
       LEFT JOIN hold h ON h.trail_link_id = l.id AND h.state NOT IN (${sqlList(ENDED_HOLD_STATES)})
       LEFT JOIN LATERAL (SELECT o.found_at, o.expires_at FROM own_suspension o
             WHERE o.notice_id = n.id AND (o.institution, o.account_no) = (t.to_institution, t.to_account_no)
               AND o.transfer_id = ANY (beside.ids || t.id) AND o.state IN (${sqlList(STANDING_OWN_SUSPENSION_STATES)})
             ORDER BY o.found_at, o.id LIMIT 1) own ON true
      WHERE c.case_id = $1 AND t.to_account_no IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM hold_notice hn JOIN hold d ON d.id = hn.hold_id
              WHERE hn.notice_id = n.id AND d.trail_link_id = l.id AND NOT ${OUTLASTS_WARRANT})
      ORDER BY l.hop, l.id, n.id`,
    [caseId],
  );
}

/**
 * Reads the first own suspension that an institution reported of a transfer, by any claim about it.
 */
export async function earlierSuspension(
  manager: EntityManager,
  institution: string,
  transferId: string,
): Promise<{ id: string; expiresAt: Date } | undefined> {
  const [row] = await rowsOf<{ id: string; expiresAt: Date }>(
    manager,
    `SELECT o.id, o.expires_at AS "expiresAt" FROM transfer t JOIN own_suspension o ON o.transfer_id = ANY (${CLAIMED_BESIDE} || t.id)
      WHERE t.id = $2 AND o.institution = $1 ORDER BY o.found_at, o.id LIMIT 1`,
    [institution, transferId],
  );
  return row;
}

/** A transfer as a notice names it: by the reference of its sender and its receiver. */
export interface NamedTransfer {
  reference: string;
  to: Account;
}

/**
 * Returns the references of transfers of which an institution's own suspension has ended, or whose
 * time is over.
 */
export async function endedSuspensions(
  manager: EntityManager,
  institution: string,
  fromInstitution: string,
  transfers: readonly NamedTransfer[],
): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ reference: string }>(
    manager,
    `SELECT t.reference
       FROM unnest($3::text[], $4::text[], $5::text[]) AS named (reference, institution, account_no)
       JOIN transfer t ON (t.from_institution, t.reference, t.to_institution, t.to_account_no)
                        = ($2, named.reference, named.institution, named.account_no)
       JOIN own_suspension o ON o.transfer_id = t.id AND o.institution = $1
      WHERE o.state NOT IN (${sqlList(STANDING_OWN_SUSPENSION_STATES)}) OR o.expires_at <= clock_timestamp()`,
    [
      institution,
      fromInstitution,
      transfers.map(({ reference }) => reference),
      transfers.map(({ to }) => to.institution),
      transfers.map(({ to }) => to.accountNo),
    ],
  );
  return new Set(rows.map(({ reference }) => reference));
}

/**
 * Counts the transfers that officers named in notices since an instant: one of them, and all of them
 * at accounts.
 */
export async function countOfficerNotices(
  manager: EntityManager,
  person: string,
  accounts: readonly Account[],
  since: Date,
): Promise<EarlierNotices> {
  const rows = await rowsOf<{ institution: string | null; accountNo: string | null; transfers: number }>(
    manager,
    `SELECT NULL AS institution, NULL AS "accountNo", count(*)::int AS transfers
       FROM notice n JOIN noticed_transfer x ON x.notice_id = n.id
      WHERE n.person = $1 AND n.received_at > $4 AND NOT x.onward
      UNION ALL
     SELECT a.institution, a.account_no, count(*)::int
       FROM unnest($2::text[], $3::text[]) AS a (institution, account_no)
       JOIN transfer t ON (t.to_institution, t.to_account_no) = (a.institution, a.account_no)
       JOIN noticed_transfer x ON x.transfer_id = t.id AND NOT x.onward
       JOIN notice n ON n.id = x.notice_id AND n.kind = 'officer.notice' AND n.received_at > $4
      GROUP BY a.institution, a.account_no`,
    [person, accounts.map(({ institution }) => institution), accounts.map(({ accountNo }) => accountNo), since],
  );
  return {
    byPerson: rows.find(({ accountNo }) => accountNo === null)?.transfers ?? 0,
    atAccounts: rows.flatMap(({ institution, accountNo, transfers }) =>
      institution === null || accountNo === null ? [] : [{ account: { institution, accountNo }, transfers }],
    ),
  };
}

/**
 * Reads the other cases that have a transfer of a notice on their trails, or claim something else
 * about one, in order of id.
 */
export async function otherCasesOfNotice(
  manager: EntityManager,
  noticeId: string,
  caseIds: readonly string[],
): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    manager,
    `SELECT DISTINCT c.case_id AS id FROM noticed_transfer x JOIN transfer t ON t.id = x.transfer_id
       JOIN trail_link l ON l.transfer_id = ANY (${CLAIMED_BESIDE} || t.id)
       JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id WHERE x.notice_id = $1 AND c.case_id <> ALL ($2) ORDER BY 1`,
    [noticeId, caseIds],
  );
  return rows.map(({ id }) => id);
}

/** A notice about a case, with the references of the transfers that it names there. */
export interface NoticeOfCaseRow {
  id: string;
  kind: NoticeKind;
  party: string;
  person: string | null;
  ruleRowId: string;
  ground: string;
  suspected: string;
  receivedAt: Date;
  joined: boolean;
  references: string[];
}

/** Reads the notices about a case, in order. */
export function noticesOfCase(manager: EntityManager, caseId: string): Promise<NoticeOfCaseRow[]> {
  return rowsOf<NoticeOfCaseRow>(
    manager,
    `SELECT n.id, n.kind, n.party, n.person, n.rule_row_id AS "ruleRowId", n.body->>'ground' AS ground, n.body->>'suspected' AS suspected,
            n.received_at AS "receivedAt", bool_or(l.joined) AS joined, array_agg(t.reference ORDER BY t.reference) AS references
       FROM noticed_transfer l JOIN notice n ON n.id = l.notice_id JOIN transfer t ON t.id = l.transfer_id
      WHERE l.case_id = $1 GROUP BY n.id ORDER BY n.id`,
    [caseId],
  );
}

/** An officer's result inside JSON, where times are text. */
export interface OfficerResultJson {
  result: OfficerResultCode;
  reference: string | null;
  person: string;
  decidedAt: string;
  acknowledgedAt: string | null;
}

/**
 * Writes the SQL for the officer's result on what `condition` names. An unfounded hold ends by a
 * release order, so the acknowledgement of that order counts for its result.
 */
function officerResultWhere(condition: string): string {
  return `(SELECT json_build_object('result', r.result, 'reference', r.reference, 'person', r.person, 'decidedAt', r.decided_at,
             'acknowledgedAt', coalesce((SELECT m.acknowledged_at FROM outgoing_message m WHERE m.id = r.id), (SELECT o.acknowledged_at FROM release_order o
               WHERE o.hold_id = r.hold_id AND o.reason = 'SUSPICION_UNFOUNDED' AND NOT o.again)))
            FROM suspicion_result r WHERE ${condition}) AS result`;
}

/** An institution's own suspension; `overdue`: its time is over and its end is not written yet. */
export interface OwnSuspensionOfCaseRow {
  id: string;
  noticeId: string;
  institution: string;
  accountNo: string;
  reference: string;
  amountSatang: string;
  foundAt: Date;
  suspendedAt: Date;
  expiresAt: Date;
  state: OwnSuspensionState;
  overdue: boolean;
  endedAt: Date | null;
  endRuleRowId: string | null;
  endedBy: string | null;
  endReason: string | null;
  result: OfficerResultJson | null;
}

/** Reads the own suspensions of institutions in a case, in order. */
export function ownSuspensionsOfCase(manager: EntityManager, caseId: string): Promise<OwnSuspensionOfCaseRow[]> {
  return rowsOf<OwnSuspensionOfCaseRow>(
    manager,
    `SELECT s.id, s.notice_id AS "noticeId", s.institution, s.account_no AS "accountNo", t.reference, s.amount_satang AS "amountSatang",
            s.found_at AS "foundAt", s.suspended_at AS "suspendedAt", s.expires_at AS "expiresAt", s.state,
            s.ended_at IS NULL AND s.expires_at <= now() AS overdue, s.ended_at AS "endedAt",
            s.end_rule_row_id AS "endRuleRowId", s.ended_by AS "endedBy", s.end_reason AS "endReason",
            ${officerResultWhere('r.suspension_id = s.id')}
       FROM own_suspension s JOIN transfer t ON t.id = s.transfer_id WHERE s.case_id = $1 ORDER BY s.id`,
    [caseId],
  );
}

/** A hold that rests on a notice; a hold on two notices has a row for each. */
export interface HoldOfNoticeRow {
  id: string;
  noticeId: string;
  institution: string;
  accountNo: string;
  reference: string;
  hop: number;
  kind: string;
  state: string;
  ruleRowId: string;
  notifiedAt: Date;
  until: Date;
  result: OfficerResultJson | null;
}

/** Reads the holds on the sums of a case that rest on notices, by hop. */
export function holdsOfNotices(manager: EntityManager, caseId: string): Promise<HoldOfNoticeRow[]> {
  return rowsOf<HoldOfNoticeRow>(
    manager,
    `SELECT h.id, n.notice_id AS "noticeId", h.institution, h.account_no AS "accountNo", t.reference, h.hop, h.kind, h.state,
            n.rule_row_id AS "ruleRowId", n.notified_at AS "notifiedAt", n.expires_at AS until, ${officerResultWhere('r.hold_id = h.id')}
       FROM hold_notice n JOIN hold h ON h.id = n.hold_id JOIN transfer t ON t.id = h.transfer_id
      WHERE h.stolen_sum_id IN ${CLAIMED_SUMS} ORDER BY h.hop, h.id, n.notice_id`,
    [caseId],
  );
}

/**
 * Reads the standing reports of transfers by whom says that he holds an account, and what its bank was told of them, by
 * whomever: by transfer, the first one first.
 */
export function reportsOfAccount(
  manager: EntityManager,
  { institution, accountNo }: Account,
  transferIds: readonly string[],
): Promise<{ transferId: string; caseId: string; stolenSumId: string; isNotice: boolean; isHolders: boolean }[]> {
  return rowsOf(
    manager,
    `SELECT s.transfer_id AS "transferId", f.id AS "caseId", s.id AS "stolenSumId", f.told_bank_at IS NOT NULL AS "isNotice",
            f.holder_reports AS "isHolders"
       FROM stolen_sum s JOIN claim c ON c.stolen_sum_id = s.id AND c.reported AND c.ended_at IS NULL JOIN case_file f ON f.id = c.case_id
      WHERE s.transfer_id = ANY ($1) AND (f.holder_reports OR f.told_bank_at IS NOT NULL) AND f.withdrawn_at IS NULL AND f.closed_at IS NULL
        AND (f.victim_institution, f.victim_account_no) = ($2, $3) ORDER BY s.transfer_id, f.opened_at, f.id`,
    [transferIds, institution, accountNo],
  );
}

/**
 * Counts the transfers that opened a case since an instant because a bank's customer told it of them: of
 * which `party` gave notice, those from the debited account, and at each of some accounts, whichever bank did.
 */
export async function earlierOfCustomers(
  manager: EntityManager,
  { party, debited }: { party: string; debited: Account },
  accounts: readonly Account[],
  since: Date,
): Promise<EarlierOfCustomers> {
  const told = `FROM claim c JOIN case_file f ON f.id = c.case_id JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
     WHERE f.told_bank_at IS NOT NULL AND c.reported AND f.opened_at > $4`;
  const [row] = await rowsOf<EarlierOfCustomers>(
    manager,
    `SELECT (SELECT count(*)::int ${told} AND f.opened_by = $1) AS "ofBank",
            (SELECT count(*)::int ${told} AND (f.victim_institution, f.victim_account_no) = ($5, $6)) AS "ofDebited",
            (SELECT coalesce(json_agg(json_build_object('account', json_build_object('institution', a.institution, 'accountNo', a.account_no),
                      'transfers', (SELECT count(*) ${told} AND (t.to_institution, t.to_account_no) = (a.institution, a.account_no)))), '[]')
               FROM (SELECT DISTINCT * FROM unnest($2::text[], $3::text[]) AS named (institution, account_no)) a) AS "atAccounts"`,
    [
      party,
      accounts.map(({ institution }) => institution),
      accounts.map(({ accountNo }) => accountNo),
      since,
      debited.institution,
      debited.accountNo,
    ],
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}
