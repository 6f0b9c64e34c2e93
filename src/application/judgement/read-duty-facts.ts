import type { EntityManager } from 'typeorm';
import type {
  AppealDutyFacts,
  DataOrderFacts,
  DisclosureFacts,
  DutyFacts,
  HoldDutyFacts,
  ListingDutyFacts,
  NewsDutyFacts,
} from '../../domain/judgement/duties/duty-facts.js';
import { CLAIMED_SUMS } from '../case/case.queries.js';
import { rowsOf } from '../case/read-rows.js';
import { readSuspicions } from './read-suspicions.js';

const CASE = `
  SELECT f.id AS "caseId", f.opened_at AS "receivedAt", f.holder_reports AS "holderReports", f.statement_at AS "statementAt",
         f.withdrawn_at AS "withdrawnAt", r.created_at AS "recordOfNoticeAt",
         coalesce((SELECT max(judged_at) FROM finding WHERE case_id = f.id), f.opened_at) AS "judgedAt",
         (SELECT min(d.decided_at) FROM decision d JOIN freeze_request q ON q.id = d.freeze_request_id
           WHERE q.case_id = f.id AND q.kind = 'continue_order' AND d.verdict <> 'refuse') AS "officerDecidedAt",
         (SELECT min(n.acknowledged_at) FROM directive d JOIN directive_notice n ON n.directive_id = d.id
           WHERE d.case_id = f.id AND d.kind = 'telecom') AS "telecomNoticeAt"
    FROM case_file f LEFT JOIN call_record r ON r.case_id = f.id WHERE f.id = $1`;

const HOLDS = `
  SELECT h.id AS "holdId", h.institution, h.institution || ':' || h.account_no AS account, h.kind, h.expires_at AS "expiresAt",
         (SELECT o.kind FROM hold_order o WHERE o.hold_id = h.id ORDER BY o.sequence LIMIT 1) AS "firstKind",
         h.holder_notified_at AS "holderNotifiedAt", h.ended_at AS "endedAt",
         CASE h.state WHEN 'released' THEN h.ended_at END AS "releasedAt", h.release_notified_at AS "releaseNotifiedAt",
         (SELECT min(r.received_at) FROM receipt r
           WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied AND r.result IN ('HELD_FULL', 'HELD_PARTIAL')) AS "placedAt",
         (SELECT ordered_at FROM release_order WHERE hold_id = h.id) AS "releaseOrderedAt",
         (SELECT json_agg(json_build_object('issuedAt', o.issued_at, 'answeredAt', o.answered_at, 'toldAt', o.holder_notified_at, 'changedAt', (
                   SELECT min(r.received_at) FROM receipt r
                    WHERE o.changes_amount AND r.order_id = o.id AND r.applied AND r.result IN ('HELD_FULL', 'HELD_PARTIAL'))) ORDER BY o.sequence)
            FROM hold_order o WHERE o.hold_id = h.id) AS orders
    FROM hold h WHERE h.stolen_sum_id IN ${CLAIMED_SUMS} ORDER BY h.hop, h.id`;

/**
 * The victim's institution, and one that named a PromptPay id only, is asked under s.8/5(3); NBTC
 * about the numbers under s.5.
 */
const DATA_ORDERS = `
  SELECT d.id, 'AOC-85D' AS "ruleId", d.institution AS party, d.asked_at AS "askedAt", d.deadline_at AS "dueAt", d.answered_at AS "answeredAt"
    FROM debit_confirmation d WHERE d.case_id = $1
  UNION ALL
  SELECT q.id, 'TEL-5', q.agency, q.asked_at, q.deadline_at, q.answered_at FROM evidence_request q WHERE q.case_id = $1 AND q.agency = 'nbtc'
  ORDER BY 4, 1`;

/**
 * For each who disclosed: of what nobody has been told yet the earliest, else of what was told the
 * latest. What went out, the centre disclosed.
 */
const DISCLOSURES = `
  WITH told AS (
    SELECT CASE x.direction WHEN 'out' THEN 'centre' ELSE x.party END AS party, x.at AS "disclosedAt",
           (SELECT min(n.sent_at) FROM share_notice n WHERE n.batch_id = d.batch_id AND n.party IN ('ccib', 'dsi')
               AND d.exchange_id = ANY (n.disclosures)) AS "policeOrDsiToldAt",
           (SELECT min(n.sent_at) FROM share_notice n WHERE n.batch_id = d.batch_id AND n.party = 'amlo') AS "amloToldAt"
      FROM disclosure d JOIN exchange x ON x.id = d.exchange_id WHERE d.case_id = $1)
  SELECT DISTINCT ON (party) * FROM (
    SELECT *, "policeOrDsiToldAt" IS NULL OR "amloToldAt" IS NULL AS owed FROM told) each
   ORDER BY party, owed DESC, CASE WHEN owed THEN "disclosedAt" END, "disclosedAt" DESC`;

/**
 * Each tier that an appeal has reached, and what its answer gave. An order for less has no mark but
 * the instant of the answer.
 */
const APPEALS = `
  SELECT a.id AS "appealId", a.hold_id AS "holdId", h.institution, t.tier, t.since, d.decided_at AS "answeredAt",
         CASE d.verdict WHEN 'uphold' THEN r.ordered_at WHEN 'uphold_in_part' THEN o.issued_at END AS "letGoOrderedAt",
         CASE d.verdict WHEN 'uphold' THEN r.acknowledged_at WHEN 'uphold_in_part' THEN coalesce(o.answered_at, h.ended_at) END AS "letGoAt",
         h.ended_at AS "holdEndedAt"
    FROM appeal a JOIN hold h ON h.id = a.hold_id
   CROSS JOIN LATERAL (VALUES ('centre', a.received_at), ('police', CASE a.tier WHEN 'police' THEN a.tier_since END)) AS t (tier, since)
    LEFT JOIN appeal_decision d ON d.appeal_id = a.id AND d.tier = t.tier AND d.verdict <> 'review'
    LEFT JOIN release_order r ON r.id = d.release_order_id
    LEFT JOIN hold_order o ON o.hold_id = a.hold_id AND o.issued_at = d.decided_at
   WHERE t.since IS NOT NULL AND h.stolen_sum_id IN ${CLAIMED_SUMS} ORDER BY t.since, a.id`;

/** News that was told together is one duty; what waits, another. */
const NEWS = `
  SELECT min(n.at) AS since, t.at AS "toldAt" FROM victim_news n LEFT JOIN victim_telling t ON t.id = n.telling_id
   WHERE n.case_id = $1 GROUP BY t.id, t.at ORDER BY 1`;

/** Notified is who was sent it, not whom it waits for. */
const LISTINGS = `
  SELECT d.id AS "listingId", n.party AS institution, n.first_sent_at AS "notifiedAt", n.acknowledged_at AS "answeredAt", d.delisted_at AS "delistedAt"
    FROM directive d JOIN directive_notice n ON n.directive_id = d.id
   WHERE d.case_id = $1 AND d.kind = 'list' AND n.first_sent_at IS NOT NULL ORDER BY n.id`;

/**
 * What duties of a case arise from, by its record as it is. Undefined when there is no such case.
 */
export async function readDutyFacts(manager: EntityManager, caseId: string): Promise<DutyFacts | undefined> {
  const [file] = await rowsOf<
    Omit<DutyFacts, 'holds' | 'dataOrders' | 'disclosures' | 'suspicions' | 'news' | 'appeals' | 'listings'>
  >(manager, CASE, [caseId]);
  if (file === undefined) return undefined;
  const holds = await rowsOf<Omit<HoldDutyFacts, 'orders'> & { orders: StoredOrder[] }>(manager, HOLDS, [caseId]);
  const disclosures = await rowsOf<DisclosureFacts>(manager, DISCLOSURES, [caseId]);
  return {
    ...file,
    holds: holds.map((hold) => ({ ...hold, orders: hold.orders.map(toOrder) })),
    dataOrders: await rowsOf<DataOrderFacts>(manager, DATA_ORDERS, [caseId]),
    disclosures,
    suspicions: await readSuspicions(manager, caseId),
    news: await rowsOf<NewsDutyFacts>(manager, NEWS, [caseId]),
    appeals: await rowsOf<AppealDutyFacts>(manager, APPEALS, [caseId]),
    listings: await rowsOf<ListingDutyFacts>(manager, LISTINGS, [caseId]),
  };
}

/** Inside JSON a time is text. */
interface StoredOrder {
  issuedAt: string;
  answeredAt: string | null;
  changedAt: string | null;
  toldAt: string | null;
}

function toOrder({ issuedAt, answeredAt, changedAt, toldAt }: StoredOrder): HoldDutyFacts['orders'][number] {
  const order = { issuedAt: new Date(issuedAt), answeredAt: instant(answeredAt) };
  return changedAt === null ? order : { ...order, part: { changedAt: new Date(changedAt), toldAt: instant(toldAt) } };
}

function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
