import { BY_PERSON } from '../../../domain/hold/order/held-for-victim.js';
import { sqlList } from '../../../persistence/sql-list.js';

/** SQL condition: a finding for the holder of a hold ended section 7 there, while a suspicion let it stand. */
export const section7EndedByFinding = (holdId: string): string =>
  `EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision x ON x.appeal_id = a.id
            WHERE a.hold_id = ${holdId} AND x.ended_power = 'section7')`;

/**
 * SQL condition: a person let the hold `e` go by the release `r`, and with it what the complaint gave (`standingHold`), and nobody
 * has ordered that power there again since. An inquiry officer who releases a suspicion decides on a complaint that stands.
 */
const LET_GO_BY_PERSON = `r.reason IN (${sqlList(BY_PERSON)})
    AND (e.kind <> 'section6' OR r.reason = 'COURT_VOIDED' OR ${section7EndedByFinding('e.id')} OR r.ordered_role = 'inquiry_officer' AND EXISTS (
      SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
       WHERE c.stolen_sum_id = e.stolen_sum_id AND f.holder_reports AND c.claimed_at <= r.ordered_at AND coalesce(c.ended_at > r.ordered_at, true)))
    AND NOT EXISTS (SELECT 1 FROM hold n JOIN hold_order o ON o.hold_id = n.id AND o.sequence = 1 AND o.kind = e.kind
                     WHERE n.trail_link_id = e.trail_link_id AND n.ordered_at > e.ordered_at)`;

/**
 * SQL condition: a person ended what the complaint gives at a hold: by a finding for its holder, by one that the money was the
 * holder's own when it went on (decision 17), or with an earlier hold of the part.
 */
export const section7LetGoSql = (holdId: string): string =>
  `(${section7EndedByFinding(holdId)}
    OR EXISTS (SELECT 1 FROM appeal a JOIN appeal_filing g ON g.appeal_id = a.id WHERE a.hold_id = ${holdId} AND g.way = 'finding')
    OR EXISTS (SELECT 1 FROM hold own JOIN hold e ON e.trail_link_id = own.trail_link_id AND e.ordered_at < own.ordered_at
                 JOIN release_order r ON r.hold_id = e.id AND NOT r.again
                WHERE own.id = ${holdId} AND ${LET_GO_BY_PERSON}))`;
