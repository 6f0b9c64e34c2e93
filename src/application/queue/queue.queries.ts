import type { EntityManager } from 'typeorm';
import { WAITING_REQUEST_STATES } from '../../domain/freeze-request/freeze-request-state.js';
import { HOLDING_STATES, LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { CaseInQueue, OpenWork } from '../../domain/queue/queue-task.js';
import { sqlList } from '../../persistence/sql-list.js';
import { type ReviewOrder, reviewOrderColumn } from '../advice/advice.queries.js';
import { handlingColumns, type HandlingRow } from '../handling/read-handling.js';
import { heldOfCaseSql } from '../case/claim-stands-sql.js';
import { standingFindings } from '../case/case.queries.js';
import { rowsOf } from '../case/read-rows.js';

/** An open case with its open work, whose times are text because they come as JSON. */
export interface QueueRow extends CaseInQueue, HandlingRow {
  caseNo: string;
  caseType: string;
  status: string;
  openedAt: Date;
  victimInstitution: string;
  assignedRoute: string;
  linkedCases: number;
  rulebook: string;
  stolenSatang: string;
  heldSatang: string;
  /** What the analysis advises: an order of review beside the time, never instead of it. */
  advice: ReviewOrder | null;
  work: (Omit<OpenWork, 'startedAt' | 'dueAt'> & { startedAt: string; dueAt: string | null })[];
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
  SELECT 'freeze_request' AS kind, q.id, NULL AS party, q.kind AS detail, q.requested_at AS started_at, q.expires_at AS due_at
    FROM freeze_request q WHERE q.case_id = c.id AND q.state IN (${sqlList(WAITING_REQUEST_STATES)})
  UNION ALL
  SELECT 'withdrawal', w.id, NULL, NULL, w.requested_at, w.lapses_at FROM withdrawal w
   WHERE w.case_id = c.id AND w.state = 'requested'
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
  SELECT 'unheld_account', c.id, NULL, NULL, min(f.judged_at), NULL FROM finding f
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
  SELECT 'question', e.id, e.agency, NULL, e.asked_at, e.deadline_at FROM evidence_request e
   WHERE e.case_id = c.id AND e.state = 'asked'`;

/** Reads all open cases with their open work, in one statement. */
export function selectQueue(manager: EntityManager): Promise<QueueRow[]> {
  return rowsOf<QueueRow>(
    manager,
    `SELECT c.id, c.case_no AS "caseNo", c.case_type AS "caseType", c.status, c.opened_at AS "openedAt",
            c.opened_at AS "receivedAt", c.victim_reports AS "victimReports", c.holder_reports AS "holderReports",
            c.statement_at AS "statementAt", c.next_deadline_at AS "nextDeadlineAt",
            c.victim_institution AS "victimInstitution", c.assigned_route AS "assignedRoute",
            c.linked_cases AS "linkedCases", c.rulebook, c.stolen_satang AS "stolenSatang", ${heldOfCaseSql('c.id')} AS "heldSatang", ${handlingColumns('c.id')},
            ${reviewOrderColumn('c.id')} AS advice,
            (SELECT coalesce(json_agg(json_build_object('kind', w.kind, 'id', w.id, 'party', w.party, 'detail', w.detail,
                                                        'startedAt', w.started_at, 'dueAt', w.due_at)), '[]'::json)
               FROM (${OPEN_WORK}) w) AS work
       FROM case_file c WHERE c.closed_at IS NULL`,
    [],
  );
}
