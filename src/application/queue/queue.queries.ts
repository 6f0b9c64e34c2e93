import type { EntityManager } from 'typeorm';
import { UNKNOWN_CASE_TYPE } from '../../domain/complaint/words/portal-case-types.js';
import { WAITING_REQUEST_STATES } from '../../domain/freeze-request/freeze-request-state.js';
import { HOLDING_STATES, LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../domain/hold/hold.js';
import { STANDING_OWN_SUSPENSION_STATES } from '../../domain/notice/own-suspension.js';
import type { MoneyAtAccount } from '../../domain/queue/leaving-money.js';
import type { QueueCaseShown, QueueSort, ShownAdvice } from '../../domain/queue/queue-order.js';
import type { QueueTab } from '../../domain/queue/queue-tab.js';
import type { AskedFor, CaseInQueue, OpenWork } from '../../domain/queue/queue-task.js';
import { SHIELD_STOPS, type StopReason } from '../../domain/trail/next-hops.js';
import { sqlList } from '../../persistence/sql-list.js';
import { reviewOrderColumn } from '../advice/advice.queries.js';
import { TOLD } from '../debit/read-told.js';
import { assigneeColumn, claimColumns, type HandlingRow } from '../handling/read-handling.js';
import { heldOfCaseSql } from '../case/money/claim-stands-sql.js';
import { victimNumberSql } from '../case/privacy/victim-number.js';
import { standingFindings } from '../case/work/case.queries.js';
import { rowsOf } from '../case/work/read-rows.js';

/** An open case with its open work, whose times and amounts are text because they come as JSON. */
export interface QueueRow extends Omit<CaseInQueue, 'money' | 'asked'>, Pick<HandlingRow, 'assignee'> {
  caseNo: string;
  caseType: string;
  status: string;
  openedAt: Date;
  victimInstitution: string | null;
  assignedRoute: string;
  linkedCases: number;
  rulebook: string;
  stolenSatang: string;
  heldSatang: string;
  /** What was told of the transfers that are not identified; null: no amount. */
  toldSatang: string | null;
  /** What the analysis advises: an order of review beside the time, never instead of it. */
  advice: (ShownAdvice & { validUntil: string }) | null;
  work: (Omit<OpenWork, 'startedAt' | 'dueAt'> & { startedAt: string; dueAt: string | null })[];
  money: (Record<'looseSatang' | 'heldSatang' | 'arrivedAt', string> & Pick<MoneyAtAccount, 'account'>)[];
  /** How long money of the trail stood at an account before it went on, in ms. */
  waitsMs: number[];
  asked: (Pick<AskedFor, 'account'> & { id: string; amountSatang: string | null; owedSince: string | null })[];
}

/** The holds that the case `c` answers for: on money that it claims, and its own. */
const HOLDS = `claim k JOIN hold h ON h.stolen_sum_id = k.stolen_sum_id AND (k.ended_at IS NULL OR h.case_id = c.id)
   WHERE k.case_id = c.id`;

/**
 * Since when the hold `h` outlasts what gave the complaint of the case `c` its weight: a withdrawal
 * that no other complaint upholds, or a denied debit, the later of the two. Null: it does not.
 */
const OUTLASTS_SINCE = `(SELECT max(since.at) FROM (
    SELECT c.withdrawn_at AS at
     WHERE NOT EXISTS (SELECT 1 FROM claim other WHERE other.stolen_sum_id = h.stolen_sum_id AND other.case_id <> c.id AND other.ended_at IS NULL)
    UNION ALL SELECT d.answered_at FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
               WHERE s.id = h.stolen_sum_id AND d.state = 'denied') since)`;

/**
 * What somebody owes on the case `c`. Each part reads by an index on the case, so that the cost
 * follows the open cases and not the record.
 */
const OPEN_WORK = `
  SELECT 'freeze_request' AS kind, q.id, NULL AS party, q.kind AS detail, q.requested_at AS started_at, least(q.remind_at, q.expires_at) AS due_at
    FROM freeze_request q WHERE q.case_id = c.id AND q.state IN (${sqlList(WAITING_REQUEST_STATES)})
  UNION ALL
  SELECT 'withdrawal', w.id, NULL, NULL, w.requested_at, w.lapses_at FROM withdrawal w
   WHERE w.case_id = c.id AND w.state = 'requested'
  UNION ALL
  SELECT 'holder_papers', p.id, NULL, NULL, p.requested_at, p.lapses_at FROM holder_papers p
   WHERE p.case_id = c.id AND p.state = 'requested'
  UNION ALL
  SELECT 'correction', k.id, NULL, NULL, k.requested_at, k.lapses_at FROM correction k
   WHERE k.case_id = c.id AND k.state = 'requested'
  UNION ALL
  SELECT 'directive', d.id, NULL, NULL, d.requested_at, NULL FROM directive d
   WHERE d.case_id = c.id AND d.state = 'requested'
  UNION ALL
  SELECT 'wrong_cut_off', c.id, NULL, NULL, min(f.judged_at), NULL FROM finding f
   WHERE f.case_id = c.id AND f.rule_id = 'P-UNCUT' AND f.outcome = 'met'
     AND f.id IN ${standingFindings('c.id', "rule_id = 'P-UNCUT' AND outcome = 'met'")}
     AND NOT EXISTS (SELECT 1 FROM directive d WHERE d.case_id = c.id AND d.kind = 'telecom_lift' AND d.state <> 'refused' AND d.requested_at >= f.judged_at)
  HAVING count(*) > 0
  UNION ALL
  SELECT 'unheld_account', c.id, NULL, string_agg(DISTINCT f.subject, ' '), min(f.judged_at), NULL FROM finding f
   WHERE f.case_id = c.id AND f.rule_id = 'AOC-85B' AND f.outcome = 'met'
     AND EXISTS (SELECT 1 FROM finding n WHERE n.case_id = c.id AND n.rule_id = 'AOC-85B' AND n.outcome = 'met'
          AND n.subject = f.subject AND n.id IN ${standingFindings('c.id', "rule_id = 'AOC-85B' AND outcome = 'met'")})
     AND NOT EXISTS (SELECT 1 FROM ${HOLDS} AND h.institution || ':' || h.account_no = f.subject)
     AND NOT EXISTS (SELECT 1 FROM freeze_request q WHERE q.case_id = c.id AND q.institution || ':' || q.account_no = f.subject)
  HAVING count(*) > 0
  UNION ALL
  SELECT 'appeal', a.id, NULL, a.tier, a.tier_since, a.target_at FROM appeal a
   WHERE a.case_id = c.id AND a.settled_at IS NULL
  UNION ALL
  SELECT 'news', c.id, NULL, NULL, min(n.at), min(n.due_at) FROM victim_news n
   WHERE n.case_id = c.id AND n.telling_id IS NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'break', b.id, coalesce(m.party, bh.institution), b.kind, b.opened_at, b.due_at
    FROM break_record b LEFT JOIN hold bh ON bh.id = b.hold_id LEFT JOIN inbox_message m ON m.id = b.inbox_message_id
   WHERE b.case_id = c.id AND b.closed_at IS NULL
  UNION ALL
  SELECT 'handover', a.id, NULL, a.assignee, a.assigned_at, NULL
    FROM (SELECT * FROM case_assignment WHERE case_id = c.id ORDER BY id DESC LIMIT 1) a
   WHERE a.assignee <> a.assigned_by
     AND NOT EXISTS (SELECT 1 FROM work_claim w WHERE w.case_id = c.id AND w.person = a.assignee AND w.claimed_at >= a.assigned_at)
  UNION ALL
  SELECT 'review', h.id, h.institution, CASE WHEN h.kind = 'section6' AND NOT EXISTS (
           SELECT 1 FROM hold_notice hn JOIN notice n ON n.id = hn.notice_id WHERE hn.hold_id = h.id AND n.kind = 'officer.notice')
         THEN 'institution' ELSE h.kind END, ${OUTLASTS_SINCE}, NULL
    FROM ${HOLDS} AND h.kind <> 'section7' AND h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND ${OUTLASTS_SINCE} IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM hold_review v WHERE v.hold_id = h.id AND v.reviewed_at > ${OUTLASTS_SINCE})
     AND NOT EXISTS (SELECT 1 FROM suspicion_result z WHERE z.hold_id = h.id AND z.decided_at > ${OUTLASTS_SINCE})
     AND NOT EXISTS (SELECT 1 FROM hold_order o WHERE o.hold_id = h.id AND h.kind <> 'section6' AND o.issued_at > ${OUTLASTS_SINCE})
  UNION ALL
  SELECT 'own_suspension', s.id, s.institution, NULL, s.suspended_at, s.expires_at FROM own_suspension s
   WHERE s.case_id = c.id AND s.state = 'active'
  UNION ALL
  SELECT 'hold', h.id, h.institution, h.kind, h.ordered_at, h.expires_at
    FROM ${HOLDS} AND h.state IN (${sqlList(HOLDING_STATES)})
  UNION ALL
  SELECT 'order', o.id, h.institution, NULL, o.issued_at, NULL
    FROM ${HOLDS.replace('WHERE', 'JOIN hold_order o ON o.hold_id = h.id AND o.answered_at IS NULL WHERE')}
     AND h.state IN (${sqlList(LIVE_HOLD_STATES)})
  UNION ALL
  SELECT 'release', r.id, h.institution, NULL, r.ordered_at, NULL
    FROM ${HOLDS.replace('WHERE', 'JOIN release_order r ON r.hold_id = h.id AND r.acknowledged_at IS NULL WHERE')}
  UNION ALL
  SELECT 'holder', h.id, h.institution, NULL, CASE WHEN h.state = 'released' THEN h.ended_at ELSE placed.at END, NULL
    FROM ${HOLDS.replace(
      'WHERE',
      `CROSS JOIN LATERAL (SELECT min(r.received_at) AS at FROM receipt r WHERE r.hold_id = h.id AND r.kind = 'hold'
           AND r.applied AND r.result IN (${sqlList(['HELD_FULL', 'HELD_PARTIAL'])})) placed WHERE`,
    )}
     AND placed.at IS NOT NULL AND CASE WHEN h.state = 'released' THEN h.release_notified_at ELSE h.holder_notified_at END IS NULL
  UNION ALL
  SELECT CASE WHEN d.incomplete_transfer_id IS NOT NULL THEN 'search'
              WHEN EXISTS (SELECT 1 FROM stolen_sum s WHERE s.case_id = c.id AND s.transfer_id = d.transfer_id)
              THEN 'debit' ELSE 'receiver' END, d.id, d.institution, NULL, d.asked_at, d.deadline_at
    FROM debit_confirmation d WHERE d.case_id = c.id AND d.state = 'asked'
  UNION ALL
  SELECT 'incomplete_transfer', i.id, NULL, NULL, coalesce((
           SELECT max(coalesce(d.answered_at, d.deadline_at)) FROM debit_confirmation d WHERE d.incomplete_transfer_id = i.id), c.opened_at), NULL
    FROM incomplete_transfer i
   WHERE i.case_id = c.id AND i.state = 'open'
     AND NOT EXISTS (SELECT 1 FROM debit_confirmation d WHERE d.incomplete_transfer_id = i.id AND d.state = 'asked')
  UNION ALL
  SELECT 'unknown_of_report', c.id, NULL, NULL, c.opened_at, NULL FROM complaint r
   WHERE r.id = c.id AND r.body ? 'reporter' AND c.withdrawn_at IS NULL
     AND (c.case_type = '${UNKNOWN_CASE_TYPE}' OR c.victim_account_no IS NULL
          OR coalesce(r.body ->> 'narrative', r.known ->> 'narrative') IS NULL
          OR coalesce(r.body #>> '{reporter,name}', r.known #>> '{reporter,name}') IS NULL
          OR coalesce(r.body #>> '{victim,name}', r.known #>> '{victim,name}') IS NULL
          OR coalesce(r.body #>> '{reporter,phone}', r.known #>> '{reporter,phone}') IS NULL
          OR coalesce(r.body #>> '{victim,phone}', r.known #>> '{victim,phone}') IS NULL
          OR (r.body #> '{victim,numberAsTold}' IS NOT NULL AND ${victimNumberSql('r')} IS NULL))
  UNION ALL
  SELECT 'question', e.id, e.agency, NULL, e.asked_at, e.deadline_at FROM evidence_request e
   WHERE e.case_id = c.id AND e.state = 'asked'`;

/** Where a trail stops because the rules protect the money, it is back, or it is followed elsewhere. */
const NOT_LEAVING: readonly StopReason[] = [...SHIELD_STOPS, 'returned_to_victim', 'off_rails', 'already_followed'];

/**
 * Where the money of the case `c` is: of each part what has not gone on, and is not suspended; an
 * institution that holds a part, or has nothing left of it, has nothing loose. What a shield of the
 * rules protects, or went back to the victim, is no money that leaves.
 */
const MONEY = `
  SELECT t.to_institution || ':' || t.to_account_no AS account, max(t.transferred_at) AS arrived_at,
         sum(CASE WHEN h.state IN (${sqlList(STILL_HELD_STATES)}) THEN h.held_satang ELSE 0 END) AS held,
         sum(CASE WHEN h.state IS NULL OR h.state IN ('ordered', 'unconfirmed')
                  THEN greatest(0, l.attributed_satang - onward.satang - own.satang) ELSE 0 END) AS loose
    FROM claim k JOIN trail_link l ON l.stolen_sum_id = k.stolen_sum_id JOIN transfer t ON t.id = l.transfer_id
    LEFT JOIN hold h ON h.trail_link_id = l.id AND NOT EXISTS (SELECT 1 FROM hold newer WHERE newer.trail_link_id = l.id AND newer.id > h.id)
   CROSS JOIN LATERAL (SELECT coalesce(sum(n.attributed_satang), 0) AS satang FROM trail_link n WHERE n.parent_link_id = l.id) onward
   CROSS JOIN LATERAL (SELECT coalesce(sum(p.suspended_satang), 0) AS satang FROM own_suspension_part p JOIN own_suspension o ON o.id = p.suspension_id
                        WHERE p.trail_link_id = l.id AND o.state IN (${sqlList(STANDING_OWN_SUSPENSION_STATES)})) own
   WHERE k.case_id = c.id AND k.ended_at IS NULL AND t.to_account_no IS NOT NULL
     AND (l.stop_reason IS NULL OR l.stop_reason NOT IN (${sqlList(NOT_LEAVING)}))
   GROUP BY 1`;

/** How long the money of the case `c` stood at each account before it went on, in ms. */
const WAITS = `
  SELECT floor(extract(epoch FROM t.transferred_at - before.transferred_at) * 1000)::float8 AS ms
    FROM claim k JOIN trail_link l ON l.stolen_sum_id = k.stolen_sum_id JOIN trail_link parent ON parent.id = l.parent_link_id
    JOIN transfer t ON t.id = l.transfer_id JOIN transfer before ON before.id = parent.transfer_id
   WHERE k.case_id = c.id AND k.ended_at IS NULL AND t.transferred_at >= before.transferred_at`;

/** What the waiting requests of the case `c` ask for, and since when the law wants it at once (AOC-85B). */
const ASKED = `
  SELECT q.id, q.institution || ':' || q.account_no AS account,
         coalesce(q.raise_satang, CASE WHEN q.kind = 'reinstatement' THEN h.held_satang END)::text AS amount,
         CASE WHEN q.kind = 'aoc_suspension' AND q.arm_satang IS NULL THEN (
           SELECT min(f.judged_at) FROM finding f WHERE f.case_id = c.id AND f.rule_id = 'AOC-85B' AND f.outcome = 'met'
              AND f.subject = q.institution || ':' || q.account_no) END AS owed_since
    FROM freeze_request q LEFT JOIN hold h ON h.id = q.hold_id
   WHERE q.case_id = c.id AND q.state IN (${sqlList(WAITING_REQUEST_STATES)})`;

/** Reads those of the cases that are open, with their open work, in one statement. */
export function selectQueue(manager: EntityManager, caseIds: readonly string[]): Promise<QueueRow[]> {
  return rowsOf<QueueRow>(
    manager,
    `SELECT c.id, c.case_no AS "caseNo", c.case_type AS "caseType", c.status, c.opened_at AS "openedAt",
            c.opened_at AS "receivedAt", c.victim_reports AS "victimReports", c.holder_reports AS "holderReports",
            c.statement_at AS "statementAt", c.victim_institution AS "victimInstitution", c.assigned_route AS "assignedRoute",
            c.linked_cases AS "linkedCases", c.rulebook, c.stolen_satang AS "stolenSatang", ${heldOfCaseSql('c.id')} AS "heldSatang",
            (SELECT sum((${TOLD} ->> 'amountSatang')::bigint)::text FROM incomplete_transfer i WHERE i.case_id = c.id AND i.state = 'open') AS "toldSatang",
            ${assigneeColumn('c.id')},
            ${reviewOrderColumn('c.id')} AS advice,
            (SELECT coalesce(json_agg(json_build_object('kind', w.kind, 'id', w.id, 'party', w.party, 'detail', w.detail,
                                                        'startedAt', w.started_at, 'dueAt', w.due_at)
                              ORDER BY w.started_at, w.id, w.kind), '[]'::json)
               FROM (${OPEN_WORK}) w) AS work,
            (SELECT coalesce(json_agg(json_build_object('account', m.account, 'looseSatang', m.loose::text,
                                                        'heldSatang', m.held::text, 'arrivedAt', m.arrived_at)), '[]'::json)
               FROM (${MONEY}) m) AS money,
            (SELECT coalesce(json_agg(w.ms), '[]'::json) FROM (${WAITS}) w) AS "waitsMs",
            (SELECT coalesce(json_agg(json_build_object('id', a.id, 'account', a.account, 'amountSatang', a.amount,
                                                        'owedSince', a.owed_since)), '[]'::json)
               FROM (${ASKED}) a) AS asked
       FROM case_file c WHERE c.id = ANY ($1) AND c.closed_at IS NULL`,
    [caseIds],
  );
}

/** The column of each order of the queue. */
const ORDER_COLUMNS: Readonly<Record<QueueSort, string>> = {
  time: 'by_time',
  risk: 'by_risk',
  advice: 'by_advice',
  doubts: 'by_doubts',
};

/** Which places of the queue a page shows; null: any. */
export interface PlaceFilter {
  tab: QueueTab;
  caseId: string | null;
  /** The stretch of the tab in the order by time. */
  from: string;
  below: string;
  party: string | null;
  task: string | null;
  clockOwner: string | null;
  status: string | null;
  route: string | null;
  caseType: string | null;
  atLeastSatang: string | null;
  assignee: string | null;
  isNobodys: boolean;
  text: string | null;
}

/** The claim that runs on the case of the place `p`: who works renews it and appends no event, so it is never kept. */
const RUNNING_CLAIM = 'SELECT 1 FROM work_claim k WHERE k.case_id = p.case_id AND k.until_at > now()';

/** What a place `p` must be to pass each filter of `$1` (JSON). */
const WANTS: Readonly<Partial<Record<keyof PlaceFilter, string>>> = {
  party: "p.parties @> ARRAY[$1::jsonb ->> 'party']",
  task: "p.tasks @> ARRAY[$1::jsonb ->> 'task']",
  clockOwner: "p.clock_owners @> ARRAY[$1::jsonb ->> 'clockOwner']",
  status: "p.status = $1::jsonb ->> 'status'",
  route: "p.route = $1::jsonb ->> 'route'",
  caseType: "p.case_type = $1::jsonb ->> 'caseType'",
  atLeastSatang: "p.stolen_satang >= ($1::jsonb ->> 'atLeastSatang')::bigint",
  assignee: `(p.assignee = $1::jsonb ->> 'assignee' OR EXISTS (${RUNNING_CLAIM} AND k.person = $1::jsonb ->> 'assignee'))`,
  isNobodys: `(p.assignee IS NULL AND NOT EXISTS (${RUNNING_CLAIM}))`,
  text: "strpos(p.case_no, $1::jsonb ->> 'text') > 0",
};

/** SQL of whether the place `p` passes the filters that are set. */
function wantedSql(filter: PlaceFilter): string {
  const wants = Object.entries(WANTS).filter(([name]) => {
    const value = filter[name as keyof PlaceFilter];
    return value !== null && value !== false;
  });
  // The filter is always named, so that PostgreSQL knows its type.
  return `coalesce(${['$1::jsonb IS NOT NULL', ...wants.map(([, sql]) => sql)].join(' AND ')}, false)`;
}

/** Whether the place `p` lies in the stretch of the filter `$1`. */
const IN_STRETCH = `(p.by_time >= $1::jsonb ->> 'from' AND p.by_time < $1::jsonb ->> 'below')`;

/** A place of the page: the case as it is shown, and who has it now. */
export interface PlaceRow extends HandlingRow {
  id: string;
  place: string;
  lead: number;
  shown: QueueCaseShown;
}

/**
 * Reads the first `limit` places of a tab after `after` that pass a filter. It looks at `scan` places at
 * most: `scannedTo` is the last of them where it looked at as many, so that a filter which hardly any
 * case passes reads no more than that. One case has one place in a tab, which is found by its key: no order
 * is asked for, in which PostgreSQL might walk the tab to it.
 */
export async function selectPlaces(
  manager: EntityManager,
  filter: PlaceFilter,
  { sort, after, limit, scan }: { sort: QueueSort; after: string; limit: number; scan: number },
): Promise<{ places: PlaceRow[]; scannedTo: string | null }> {
  const key = ORDER_COLUMNS[sort];
  const rows = await rowsOf<PlaceRow & { scannedTo: string | null }>(
    manager,
    `WITH scanned AS MATERIALIZED (
       SELECT p.case_id, p.${key} AS place, p.lead, p.assignee, ${wantedSql(filter)} AND ${IN_STRETCH} AS wanted
         FROM queue_place p
        WHERE p.tab = $1::jsonb ->> 'tab' AND p.${key} > $2
          ${sort === 'time' ? `AND ${IN_STRETCH}` : ''}
          ${filter.caseId === null ? `ORDER BY p.${key} LIMIT $4` : `AND p.case_id = $1::jsonb ->> 'caseId'`})
     SELECT w.case_id AS id, w.place, w.lead, q.shown, w.assignee, ${claimColumns('w.case_id')},
            (SELECT CASE WHEN count(*) = $4 THEN max(place) END FROM scanned) AS "scannedTo"
       FROM (SELECT 1) one LEFT JOIN (SELECT * FROM scanned WHERE wanted ORDER BY place LIMIT $3) w ON true
       LEFT JOIN queue_case q ON q.case_id = w.case_id
      ORDER BY w.place`,
    [JSON.stringify(filter), after, limit, scan],
  );
  return { places: rows.filter(({ id }) => id !== null), scannedTo: rows[0]?.scannedTo ?? null };
}

/** How many cases of a stretch of the queue pass a filter; `more`: it goes on behind what was looked at. */
export interface CountRow {
  name: string;
  cases: number;
  more: boolean;
  /** What of their money is not held, in satang. */
  atRiskSatang: string;
}

/** A stretch of a tab in the order by time. */
export interface Stretch {
  name: string;
  tab: QueueTab;
  from: string;
  below: string;
}

/**
 * Counts the cases of stretches that pass a filter, of the first `most` of each. It walks the tab in its order
 * from where a stretch begins, and looks only then where the stretch ends: of a range between two columns
 * PostgreSQL expects few rows whatever it knows of their values, and may sort the whole tab for the first of them.
 */
export function countPlaces(
  manager: EntityManager,
  filter: PlaceFilter,
  stretches: readonly Stretch[],
  most: number,
): Promise<CountRow[]> {
  return rowsOf<CountRow>(
    manager,
    `SELECT s.name, found.cases, found.more, found.risk::text AS "atRiskSatang"
       FROM jsonb_to_recordset($2::jsonb) AS s (name text, tab text, "from" text, below text)
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE p.wanted)::int AS cases, count(*) >= $3 AS more,
               coalesce(sum(p.risk) FILTER (WHERE p.wanted), 0) AS risk
          FROM (SELECT p.by_time, ${wantedSql(filter)} AS wanted, p.at_risk_satang AS risk FROM queue_place p
                 WHERE p.tab = s.tab AND p.by_time >= s."from"
                 ORDER BY p.by_time LIMIT $3) p
         WHERE p.by_time < s.below) found`,
    [JSON.stringify(filter), JSON.stringify(stretches), most],
  );
}
