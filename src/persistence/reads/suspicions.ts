import type { EntityManager } from 'typeorm';
import type { SuspicionFacts } from '../../domain/judgement/facts.js';
import { rowsOf } from './rows.js';

/** What institutions suspended on their own suspicion, with what became of it. */
const OWN = `
  SELECT s.notice_id AS "noticeId", s.institution || ':' || s.account_no AS account, s.institution, 'institution' AS by,
         s.found_at AS "notedAt", s.suspended_at AS "suspendedAt",
         CASE s.state WHEN 'proceeded' THEN 'lawful_action' WHEN 'lifted' THEN 'unfounded' END AS result,
         CASE WHEN s.state IN ('proceeded', 'lifted') THEN s.ended_at END AS "resultAt",
         CASE WHEN s.state IN ('lapsed', 'lifted') THEN s.ended_at END AS "liftedAt"
    FROM own_suspension s WHERE s.case_id = $1`;

/** What officers gave notice of: the receiving institution suspends by the hold that it first answered. */
const OFFICERS = `
  SELECT n.id, t.to_institution || ':' || t.to_account_no, t.to_institution, 'officer', n.received_at,
         (SELECT min(o.answered_at) FROM hold h JOIN hold_order o ON o.hold_id = h.id WHERE h.transfer_id = t.id),
         NULL, NULL::timestamptz, (SELECT max(h.ended_at) FROM hold h WHERE h.transfer_id = t.id)
    FROM notice n JOIN noticed_transfer x ON x.notice_id = n.id JOIN transfer t ON t.id = x.transfer_id
   WHERE x.case_id = $1 AND n.kind = 'officer.notice' AND t.to_account_no IS NOT NULL`;

/** The suspicions of section 6 in a case, oldest first: institutions' own, and those of officers' notices. */
export async function readSuspicions(manager: EntityManager, caseId: string): Promise<SuspicionFacts[]> {
  return rowsOf<SuspicionFacts>(manager, `${OWN} UNION ALL ${OFFICERS} ORDER BY 5, 1, 2`, [caseId]);
}
