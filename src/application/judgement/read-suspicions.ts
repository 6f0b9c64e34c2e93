import type { EntityManager } from 'typeorm';
import type { SuspicionFacts } from '../../domain/judgement/facts.js';
import { CLAIMED_SUMS } from '../case/case.queries.js';
import { rowsOf } from '../case/read-rows.js';

/** What institutions suspended on their own suspicion, with what became of it. */
const OWN = `
  SELECT s.notice_id AS "noticeId", s.institution || ':' || s.account_no AS account, s.institution, 'institution' AS by,
         s.found_at AS "notedAt", s.suspended_at AS "suspendedAt",
         r.result,
         r.decided_at AS "resultAt", CASE WHEN s.state = 'lifted' THEN r.acknowledged_at WHEN s.state = 'lapsed' THEN s.ended_at END AS "liftedAt",
         false AS "carriedOn", s.institution AS "sharedBy", s.found_at AS "shareSince", n.received_at AS "sharedAt"
    FROM own_suspension s JOIN notice n ON n.id = s.notice_id LEFT JOIN suspicion_result r ON r.suspension_id = s.id WHERE s.case_id = $1`;

/**
 * What the centre ordered by a notice, or what stood there already: each institution, and each hop,
 * from when it was notified itself.
 */
const BY_NOTICE = `
  SELECT n.notice_id, h.institution || ':' || h.account_no, h.institution, CASE x.kind WHEN 'officer.notice' THEN 'officer' ELSE 'institution' END,
         n.notified_at, (SELECT min(o.answered_at) FROM hold_order o WHERE o.hold_id = h.id), r.result, r.decided_at, h.ended_at,
         h.kind <> 'section6' AND h.state IN ('ordered', 'unconfirmed', 'held', 'partly_held', 'seized'),
         'centre', n.notified_at, n.notified_at
    FROM hold_notice n JOIN hold h ON h.id = n.hold_id JOIN notice x ON x.id = n.notice_id
    LEFT JOIN suspicion_result r ON r.hold_id = h.id
   WHERE h.stolen_sum_id IN ${CLAIMED_SUMS}`;

type Row = Omit<SuspicionFacts, 'shared'> & { sharedBy: string; shareSince: Date; sharedAt: Date };

/**
 * The suspicions of section 6 in a case, oldest first: institutions' own, and those that rest on a
 * notice.
 */
export async function readSuspicions(manager: EntityManager, caseId: string): Promise<SuspicionFacts[]> {
  const rows = await rowsOf<Row>(manager, `${OWN} UNION ALL ${BY_NOTICE} ORDER BY 5, 1, 2`, [caseId]);
  return rows.map(({ sharedBy, shareSince, sharedAt, ...facts }) => ({
    ...facts,
    shared: { by: sharedBy, since: shareSince, at: sharedAt },
  }));
}
